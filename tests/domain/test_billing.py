"""What an interpreter's work costs."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.billing import (
    SWORN_PAGE,
    Rounding,
    Sheet,
    Tariff,
    bill,
    cancelled_bill,
    minutes_billed,
    month_use,
    pages_billed,
)

HOURLY = Tariff(hour=12_000, unit=30, least=60)


@pytest.mark.parametrize(
    ("worked", "tariff", "billed"),
    [
        (0, HOURLY, 0),
        (10, HOURLY, 60),
        (60, HOURLY, 60),
        (61, HOURLY, 90),
        (90, HOURLY, 90),
        (95, Tariff(unit=30, grace=5), 90),
        (96, Tariff(unit=30, grace=5), 120),
        (67, Tariff(rounding=Rounding.EXACT), 67),
        (67, Tariff(unit=15, rounding=Rounding.NEAREST), 60),
        (68, Tariff(unit=15, rounding=Rounding.NEAREST), 75),
    ],
)
def test_begun_units_are_billed_by_the_rule(worked: int, tariff: Tariff, billed: int) -> None:
    assert minutes_billed(worked, tariff) == billed


@pytest.mark.parametrize(
    ("characters", "sworn", "size", "pages"),
    [
        (0, True, 1800, "0"),
        (1, True, 1800, "1"),
        (1125, True, 1800, "1"),
        (1126, True, 1800, "2"),
        (2250, True, 1800, "2"),
        (1, False, 1800, "1"),
        (1800, False, 1800, "1"),
        (1801, False, 1800, "1.5"),
        (2700, False, 1800, "1.5"),
        (2701, False, 1800, "2"),
        (3200, False, 1600, "2"),
    ],
)
def test_sworn_pages_have_1125_characters_and_others_as_agreed(
    characters: int, sworn: bool, size: int, pages: str
) -> None:
    assert pages_billed(characters, sworn=sworn, tariff=Tariff(page_characters=size)) == Decimal(pages)


@pytest.mark.parametrize("size", [1125, 1599, 1801])
def test_an_ordinary_page_has_1600_to_1800_characters(size: int) -> None:
    with pytest.raises(ValueError, match="1600 to 1800"):
        Tariff(page_characters=size)


@pytest.mark.parametrize(("unit", "grace"), [(0, 0), (15, 15), (15, -1)])
def test_units_make_sense(unit: int, grace: int) -> None:
    with pytest.raises(ValueError, match="units"):
        Tariff(unit=unit, grace=grace)


def test_a_bill_adds_up_time_waiting_and_travel() -> None:
    tariff = Tariff(
        hour=12_000, unit=15, least=60, waiting_percent=50, waiting_free=10, kilometre=115, kilometres_free=20
    )
    found = bill(Sheet(worked=80, waited=40, kilometres=70), tariff)
    assert (found.minutes, found.waiting, found.kilometres) == (90, 30, 50)
    assert (found.time_cost, found.waiting_cost, found.travel_cost) == (18_000, 3_000, 5_750)
    assert found.total == 26_750


def test_a_sworn_translation_is_paid_by_the_page() -> None:
    found = bill(Sheet(characters=3 * SWORN_PAGE + 1, sworn=True), Tariff(sworn_page=5_000, page=3_000))
    assert (found.pages, found.page_cost, found.total) == (Decimal(4), 20_000, 20_000)


def test_a_late_cancellation_costs_its_share_of_the_least_engagement() -> None:
    assert cancelled_bill(50, HOURLY).total == 6_000
    assert cancelled_bill(100, Tariff(hour=12_000, least=60, kilometre=100), 30).total == 15_000


def test_the_month_knows_what_is_left_of_its_cap() -> None:
    use = month_use([600, 1_200], 2_400)
    assert (use.minutes, use.left, use.percent) == (1_800, 600, 75)
    assert use.allows(600)
    assert not use.allows(601)
    assert month_use([3_000], 2_400).left == 0
    assert month_use([3_000], 0).left is None
    assert month_use([3_000], 0).allows(10_000)
    assert month_use([3_000], 0).percent == 0


tariffs = st.builds(
    Tariff,
    hour=st.integers(0, 50_000),
    unit=st.just(15),
    rounding=st.sampled_from(Rounding),
    grace=st.integers(0, 14),
    least=st.integers(0, 180),
    kilometre=st.integers(0, 300),
    page=st.integers(0, 10_000),
    sworn_page=st.integers(0, 10_000),
    page_characters=st.integers(1600, 1800),
)


@given(tariffs, st.integers(1, 2_000), st.integers(0, 500))
def test_more_work_never_costs_less(tariff: Tariff, worked: int, more: int) -> None:
    assert minutes_billed(worked + more, tariff) >= minutes_billed(worked, tariff) >= tariff.least


@given(tariffs, st.integers(1, 2_000))
def test_rounding_never_moves_by_more_than_a_unit(tariff: Tariff, worked: int) -> None:
    billed = minutes_billed(worked, tariff)
    assert billed == tariff.least or abs(billed - worked) < tariff.unit


@given(tariffs, st.integers(0, 100_000), st.booleans())
def test_the_pages_that_are_billed_hold_every_character(tariff: Tariff, characters: int, sworn: bool) -> None:
    size = SWORN_PAGE if sworn else tariff.page_characters
    pages = pages_billed(characters, sworn=sworn, tariff=tariff)
    assert pages * size >= characters
    assert pages <= 1 or (pages - 1) * size < characters


@given(tariffs, st.builds(Sheet, worked=st.integers(0, 900), kilometres=st.integers(0, 400),
                          characters=st.integers(0, 20_000), sworn=st.booleans()))  # fmt: skip
def test_the_parts_make_the_whole(tariff: Tariff, sheet: Sheet) -> None:
    found = bill(sheet, tariff)
    assert found.total == found.time_cost + found.waiting_cost + found.travel_cost + found.page_cost >= 0
