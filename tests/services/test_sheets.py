"""A time sheet is saved with what it comes to."""

from collections.abc import Iterator
from typing import Any

import pytest

from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from tests.support.desks import Profile


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    profile = Profile(home)
    yield profile.open()
    profile.close()


@pytest.fixture
def sheet(desk: Desk) -> str:
    """An hour and ten minutes of an interpreter whose hour costs 120 zł."""
    entry, _changes = desk.records.create("interpreter", {
        "family_name": "Kowal", "rates": [{"unit": "HOUR", "amount": 12_000}, {"unit": "KM", "amount": 115}],
    })  # fmt: skip
    made, _changes = desk.records.create("time_sheet", {
        "interpreter": entry.id, "day": "2026-05-18", "from_time": "10:00", "to_time": "11:10", "travel_km": 100,
    })  # fmt: skip
    return made.id


def amounts(desk: Desk, sheet: str) -> list[Any]:
    return [desk.records.get(sheet).values.get(name) for name in ("billed_minutes", "cost", "travel_cost")]


def test_a_sheet_is_saved_with_what_it_comes_to(desk: Desk, sheet: str) -> None:
    assert amounts(desk, sheet) == [75, 15_000, 11_500]
    desk.records.edit(sheet, {"to_time": "12:00"})
    assert amounts(desk, sheet) == [120, 24_000, 11_500]
    desk.records.edit(sheet, {"travel_km": None})
    assert amounts(desk, sheet) == [120, 24_000, None]


def test_a_new_sheet_is_rounded_as_the_contract_says(desk: Desk) -> None:
    terms: dict[str, Any] = {"rates": [{"unit": "HOUR", "amount": 12_000}], "round_minutes": 30}
    entry = desk.records.create("interpreter", {"family_name": "Kowal", **terms})[0].id
    job = {"interpreter": entry, "day": "2026-05-18", "from_time": "10:00", "to_time": "11:10"}
    sheet = desk.records.create("time_sheet", job)[0].id
    assert amounts(desk, sheet)[0] == 90


def test_what_somebody_wrote_otherwise_stays(desk: Desk, sheet: str) -> None:
    desk.records.edit(sheet, {"to_time": "12:00", "cost": 20_000})
    assert amounts(desk, sheet) == [120, 20_000, 11_500]
    desk.records.edit(sheet, {"to_time": "13:00"})
    assert amounts(desk, sheet) == [180, 20_000, 11_500]


def test_a_sheet_without_times_says_nothing_of_money(desk: Desk) -> None:
    entry, _changes = desk.records.create("interpreter", {"family_name": "Kowal"})
    made, _changes = desk.records.create("time_sheet", {"interpreter": entry.id})
    assert amounts(desk, made.id) == [None, None, None]
