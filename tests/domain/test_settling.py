"""What calling off comes to, and what a time sheet costs, by what stands in the records."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

import pytest

from cicdesk.domain.cancelling import Because
from cicdesk.domain.matching.rates import rate_for
from cicdesk.domain.settling import bill_of, called_off, filled_in
from cicdesk.domain.wall_time import instant
from cicdesk.domain.workflows.interpreter_request import InterpreterRequestState as State
from cicdesk.services.arranging.interpreting import interpreter_of

JOB: Mapping[str, Any] = {"day": "2026-05-18", "from_time": "10:00", "to_time": "11:00", "state": "CONFIRMED"}
ENTRY: Mapping[str, Any] = {
    "minimum_minutes": 60,
    "round_minutes": 30,
    "rates/1": {"unit": "HOUR", "amount": 12_000},
    "rates/2": {"unit": "HOUR", "service": "WHISPERED", "amount": 15_000},
    "rates/3": {"unit": "HOUR", "amount": 13_000, "from_day": "2026-06-01"},
    "rates/4": {"unit": "KM", "amount": 115},
    "rates/5": {"unit": "PAGE_1125", "amount": 5_000},
    "rates/6": {"unit": "JOB", "amount": 30_000},
}
SHEET: Mapping[str, Any] = {
    "day": "2026-05-18", "unit": "HOUR", "starts_at": "2026-05-18T08:00Z", "ends_at": "2026-05-18T09:10Z",
    "travel_km": 100,
}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "entry", "at", "party", "found", "because"),
    [
        ("CONFIRMED", {}, (date(2026, 5, 14), time(9)), "CLIENT", State.CANCELLED, Because.ENOUGH_NOTICE),
        ("CONFIRMED", {}, (date(2026, 5, 15), time(9)), "CLIENT", State.LATE_CANCELLED, Because.DAY_BEFORE_BREAK),
        ("CONFIRMED", {"late_cancel_days": 3}, (date(2026, 5, 14), time(9)), "CENTRE", State.LATE_CANCELLED, Because.LONG_JOB),
        ("CONFIRMED", {}, (date(2026, 5, 18), time(9)), "INTERPRETER", State.REQUESTED, Because.INTERPRETERS_DOING),
        ("REQUESTED", {}, (date(2026, 5, 18), time(9)), "CLIENT", State.VOID, Because.NOBODY_BOUND),
    ],
)  # fmt: skip
def test_calling_off_follows_the_interpreters_terms(
    state: str, entry: dict[str, Any], at: tuple[date, time], party: str, found: State, because: Because
) -> None:
    answer = called_off({**JOB, "state": state}, entry, instant(*at), party)
    assert answer is not None
    assert (answer.state, answer.because) == (found, because)


def test_without_a_time_there_is_no_answer() -> None:
    assert called_off({"state": "REQUESTED"}, {}, instant(date(2026, 5, 14), time(9))) is None


def test_a_sheet_costs_what_was_agreed_for_that_day() -> None:
    assert filled_in(SHEET, ENTRY) == {"billed_minutes": 90, "travel_cost": 11_500, "cost": 18_000}
    later = {**SHEET, "day": "2026-06-02"}
    assert bill_of(later, ENTRY).time_cost == 19_500
    assert bill_of(SHEET, ENTRY, "WHISPERED").time_cost == 22_500
    assert bill_of({**SHEET, "rate": 10_000}, ENTRY).time_cost == 15_000


def test_how_minutes_are_rounded_is_the_contracts_to_say() -> None:
    assert filled_in({**SHEET, "round_minutes": 15}, ENTRY)["billed_minutes"] == 90
    silent = {name: value for name, value in ENTRY.items() if name != "round_minutes"}
    assert filled_in({**SHEET, "round_minutes": 5}, silent)["billed_minutes"] == 70
    assert filled_in(SHEET, silent)["billed_minutes"] == 75


@pytest.mark.parametrize("service", ["", "WHISPERED", "CONSECUTIVE"])
@pytest.mark.parametrize("day", ["2026-04-30", "2026-05-18", "2026-06-02"])
def test_matching_and_settling_reckon_with_the_same_rate(service: str, day: str) -> None:
    twice: Mapping[str, Any] = {
        "rates/1": {"unit": "HOUR", "amount": 12_000, "from_day": "2026-05-01"},
        "rates/2": {"unit": "HOUR", "amount": 11_000, "from_day": "2026-05-01"},
        "rates/3": {"unit": "HOUR", "amount": 13_000, "from_day": "2026-06-01"},
        "rates/4": {"unit": "HOUR", "amount": 10_000},
        "rates/5": {"unit": "HOUR", "amount": 15_000, "service": "WHISPERED"},
    }
    agreed = rate_for(interpreter_of("i", twice).rates, service, date.fromisoformat(day))
    assert agreed is not None
    an_hour = {"day": day, "from_time": "10:00", "to_time": "11:00"}
    assert bill_of(an_hour, twice, service).time_cost == agreed.amount


def test_pages_of_a_sworn_translation_have_1125_characters() -> None:
    written: Mapping[str, Any] = {"day": "2026-05-18", "unit": "PAGE_1125", "characters": 2_251}
    assert filled_in(written, ENTRY, "WRITTEN_SWORN") == {"pages": 3, "travel_cost": 0, "cost": 15_000}


def test_a_job_paid_at_once_costs_the_same_however_long() -> None:
    assert filled_in({**SHEET, "unit": "JOB"}, ENTRY)["cost"] == 30_000


def test_without_a_rate_nothing_is_made_up() -> None:
    assert filled_in(SHEET, {}) == {"billed_minutes": 75, "travel_cost": 0, "cost": 0}
