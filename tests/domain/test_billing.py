"""What an interpreter's work costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.billing import PAGE, SWORN_PAGE, Sheet, Tariff, bill, minutes_billed, pages_billed

HOURLY = Tariff(hour=12_000, unit=30, least=60)


@pytest.mark.parametrize(
    ("worked", "tariff", "billed"),
    [
        (0, HOURLY, 0),
        (10, HOURLY, 60),
        (60, HOURLY, 60),
        (61, HOURLY, 90),
        (90, HOURLY, 90),
        (67, Tariff(unit=15), 75),
        (67, Tariff(unit=1), 67),
    ],
)
def test_begun_units_are_billed_whole(worked: int, tariff: Tariff, billed: int) -> None:
    assert minutes_billed(worked, tariff) == billed


@pytest.mark.parametrize(
    ("characters", "size", "pages"),
    [
        (0, SWORN_PAGE, 0),
        (1, SWORN_PAGE, 1),
        (1125, SWORN_PAGE, 1),
        (1126, SWORN_PAGE, 2),
        (2250, SWORN_PAGE, 2),
        (1800, PAGE, 1),
        (1801, PAGE, 2),
        (3200, 1600, 2),
    ],
)
def test_sworn_pages_have_1125_characters_and_others_as_agreed(
    characters: int, size: int, pages: int
) -> None:
    assert pages_billed(characters, Tariff(page_characters=size)) == pages


@pytest.mark.parametrize("wrong", [{"unit": 0}, {"page_characters": 0}])
def test_units_and_pages_are_counted_from_one(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="counted from one"):
        Tariff(**wrong)


def test_a_bill_adds_up_time_waiting_and_travel() -> None:
    tariff = Tariff(hour=12_000, unit=15, least=60, kilometre=115)
    found = bill(Sheet(worked=80, waited=40, kilometres=70), tariff)
    assert (found.minutes, found.waiting, found.kilometres) == (90, 40, 70)
    assert (found.time_cost, found.waiting_cost, found.travel_cost) == (18_000, 8_000, 8_050)
    assert found.total == 34_050


def test_a_translation_is_paid_by_the_page() -> None:
    tariff = Tariff(page=5_000, page_characters=SWORN_PAGE)
    found = bill(Sheet(characters=3 * SWORN_PAGE + 1), tariff)
    assert (found.pages, found.page_cost, found.total) == (4, 20_000, 20_000)


tariffs = st.builds(
    Tariff,
    hour=st.integers(0, 50_000),
    unit=st.integers(1, 60),
    least=st.integers(0, 180),
    kilometre=st.integers(0, 300),
    page=st.integers(0, 10_000),
    page_characters=st.sampled_from((SWORN_PAGE, 1600, PAGE)),
)


@given(tariffs, st.integers(1, 2_000), st.integers(0, 500))
def test_more_work_never_costs_less(tariff: Tariff, worked: int, more: int) -> None:
    assert minutes_billed(worked + more, tariff) >= minutes_billed(worked, tariff) >= tariff.least


@given(tariffs, st.integers(1, 2_000))
def test_rounding_never_moves_by_more_than_a_unit(tariff: Tariff, worked: int) -> None:
    billed = minutes_billed(worked, tariff)
    assert billed == tariff.least or 0 <= billed - worked < tariff.unit


@given(tariffs, st.integers(0, 100_000))
def test_the_pages_that_are_billed_hold_every_character_and_no_page_is_empty(
    tariff: Tariff, characters: int
) -> None:
    pages = pages_billed(characters, tariff)
    assert (pages - 1) * tariff.page_characters < characters or pages == 0
    assert pages * tariff.page_characters >= characters


@given(tariffs, st.builds(Sheet, worked=st.integers(0, 900), kilometres=st.integers(0, 400),
                          characters=st.integers(0, 20_000)))  # fmt: skip
def test_the_parts_make_the_whole(tariff: Tariff, sheet: Sheet) -> None:
    found = bill(sheet, tariff)
    assert found.total == found.time_cost + found.waiting_cost + found.travel_cost + found.page_cost >= 0
