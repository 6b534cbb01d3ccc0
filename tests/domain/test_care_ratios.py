"""How many carers a group of children needs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.booking.children import for_a_carer
from cicdesk.domain.care_ratios import (
    USUAL_RULES,
    AgeKind,
    Child,
    Need,
    PlaceRules,
    RatioRow,
    need,
    of_age_range,
)
from cicdesk.schema.values import Document

DAY = date(2026, 5, 15)
EVERYBODY = PlaceRules(youngest_months=0, oldest_years=17, capacity=100)


def aged(months: int, name: str = "", *, special: bool = False) -> Child:
    year, month = divmod(DAY.year * 12 + DAY.month - 1 - months, 12)
    return Child(name or f"c{months}", date(year, month + 1, DAY.day), special=special)


def group(*months: int) -> list[Child]:
    return [aged(each, f"c{number}") for number, each in enumerate(months)]


@pytest.mark.parametrize(
    ("children", "carers", "per_carer", "because"),
    [
        ([], 0, 0, None),
        (group(24), 1, 8, AgeKind.SMALL),
        (group(*[24] * 8), 1, 8, AgeKind.SMALL),
        (group(*[24] * 9), 2, 8, AgeKind.SMALL),
        (group(*[48] * 10), 1, 10, AgeKind.OLDER),
        (group(*[48] * 11), 2, 10, AgeKind.OLDER),
        (group(*[48] * 8, 24), 2, 8, AgeKind.SMALL),
        (group(*[48] * 4, 10), 1, 5, AgeKind.TENDER),
        (group(*[48] * 5, 10), 2, 5, AgeKind.TENDER),
        (group(*[48] * 10, 11), 3, 5, AgeKind.TENDER),
        (group(12, *[48] * 7), 1, 8, AgeKind.SMALL),
        (group(36, *[48] * 9), 1, 10, AgeKind.OLDER),
        ([*group(*[48] * 5), aged(60, "s", special=True)], 2, 5, AgeKind.TENDER),
        ([*group(*[48] * 8), Child("unknown")], 2, 8, AgeKind.SMALL),
        ([*group(*[48] * 5), Child("grandfather", date(1850, 1, 1), adult=True)], 2, 5, AgeKind.TENDER),
    ],
)
def test_whoever_needs_most_sets_the_size_of_the_group(
    children: list[Child], carers: int, per_carer: int, because: AgeKind | None
) -> None:
    assert need(children, EVERYBODY, DAY) == Need(carers, per_carer, because)


def test_a_place_may_have_rules_of_its_own() -> None:
    rules = PlaceRules(ratios=(RatioRow(0, 36, 4), RatioRow(36, 0, 6)), special_ratio=3)
    assert need(group(*[48] * 7), rules, DAY).carers == 2
    assert need(group(24, *[48] * 4), rules, DAY).carers == 2
    assert need([aged(48, special=True), *group(48, 48, 48)], rules, DAY).carers == 2
    assert need([*group(48, 48, 48, 48), Child("unknown")], rules, DAY).per_carer == 4


@pytest.mark.parametrize(
    ("child", "fits"),
    [(aged(36), True), (aged(35), False), (aged(95), True), (aged(96), False), (Child("unknown"), None)],
)
def test_the_place_takes_children_of_its_ages(child: Child, fits: bool | None) -> None:
    assert of_age_range(child, USUAL_RULES, DAY) is fits


def test_adults_come_only_where_they_are_taken() -> None:
    adult = Child("a", date(1850, 1, 1), adult=True)
    assert of_age_range(adult, USUAL_RULES, DAY) is False
    assert of_age_range(adult, PlaceRules(adults=True), DAY) is True


children = st.lists(
    st.builds(
        Child,
        st.uuids().map(str),
        st.none() | st.dates(date(2010, 1, 1), DAY),
        special=st.booleans(),
    ),
    max_size=25,
    unique_by=lambda child: child.id,
)
rows = st.builds(RatioRow, st.integers(0, 60), st.integers(0, 120), st.integers(1, 12))
rules = st.builds(PlaceRules, ratios=st.lists(rows, max_size=3).map(tuple), special_ratio=st.integers(1, 8))


@given(children, rules)
def test_the_carers_are_enough_and_never_one_too_many(present: list[Child], place: PlaceRules) -> None:
    found = need(present, place, DAY)
    assert found.carers * found.per_carer >= len(present)
    assert (found.carers - 1) * found.per_carer < len(present) or not present


@given(children, rules)
def test_another_child_never_makes_fewer_carers_do(present: list[Child], place: PlaceRules) -> None:
    for left_out in range(len(present)):
        fewer = present[:left_out] + present[left_out + 1 :]
        assert need(fewer, place, DAY).carers <= need(present, place, DAY).carers


@given(children, st.data())
def test_special_care_never_makes_fewer_carers_do(present: list[Child], data: st.DataObject) -> None:
    if present:
        number = data.draw(st.integers(0, len(present) - 1))
        child = present[number]
        needing = [*present[:number], Child(child.id, child.born, special=True), *present[number + 1 :]]
        assert need(needing, EVERYBODY, DAY).carers >= need(present, EVERYBODY, DAY).carers


@given(children, rules)
def test_the_order_in_which_children_came_does_not_matter(present: list[Child], place: PlaceRules) -> None:
    assert need(sorted(present, key=lambda child: child.id), place, DAY) == need(present, place, DAY)


@given(children.filter(bool), rules)
def test_the_centre_allows_a_carer_as_many_as_the_door_does(present: list[Child], place: PlaceRules) -> None:
    document: Document = {
        f"ratios/{number}": {
            "from_months": row.from_months, "to_months": row.to_months, "per_carer": row.per_carer,
        }
        for number, row in enumerate(place.ratios)
    }  # fmt: skip
    most = for_a_carer({**document, "special_ratio": place.special_ratio}, {})
    kinds = {child.kind(DAY) for child in present}
    allowed = most.tender if AgeKind.TENDER in kinds else most.small if AgeKind.SMALL in kinds else most.older
    assert need(present, place, DAY).per_carer == allowed
    assert most.tender <= most.small <= most.older
