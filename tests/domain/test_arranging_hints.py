"""What is worth a look in bookings, registers and cards."""

import datetime as dt
from typing import Any

import pytest

from cicdesk.domain.intake import warnings
from cicdesk.schema.problems import WORDS, Severity

TODAY = dt.date(2026, 11, 23)  # a Monday
CHECK = {"id": "a", "kind": "KRK", "done_on": "2025-01-10", "due_on": "2026-01-10"}


@pytest.mark.parametrize(
    ("kind", "values", "found"),
    [
        ("appointment", {"from_time": "10:00", "to_time": "09:00"}, [("to_time", "after_midnight")]),
        ("appointment", {"day": "2026-11-20", "status": "PLANNED"}, [("day", "day_passed")]),
        ("appointment", {"day": "2026-11-20", "status": "HELD"}, []),
        ("care_request", {"day": "2026-12-24", "state": "DRAFT"}, [("day", "no_working_day")]),
        ("interpreter_request", {"day": "2026-11-24", "state": "DRAFT"}, [("day", "short_notice")]),
        ("interpreter_request", {"day": "2026-11-25", "state": "DRAFT"}, []),
        ("interpreter_request", {"day": "2026-11-25", "state": "DRAFT", "service": "SIGN_PJM"}, [("day", "short_notice")]),
        ("interpreter_request", {"day": "2026-11-27", "state": "REQUESTED", "urgency": "RARE"}, [("day", "short_notice")]),
        ("interpreter_request", {"day": "2099-11-27", "state": "REQUESTED", "urgency": "RARE"}, []),
        ("interpreter_request", {"day": "2026-11-24", "state": "COMPLETED"}, []),
        (
            "interpreter_request",
            {
                "language": "rus",
                "into": "pol",
                "unwanted_languages": ["rus"],
                "fallback_languages": [{"id": "a", "language": "rus"}, {"id": "b", "language": "eng"}],
            },
            [("language", "unwanted_language"), ("fallback_languages/a/language", "unwanted_language")],
        ),
        ("interpreter_request", {"language": "pol", "into": "pol"}, [("into", "same_language")]),
        ("interpreter", {"contract_until": "2026-10-31"}, [("contract_until", "contract_over")]),
        ("carer", {"contract_from": "2027-01-01", "contract_until": "2026-12-01"}, [("contract_until", "until_before_from")]),
        ("carer", {"checks": [CHECK]}, [("checks/a/due_on", "check_due")]),
        ("carer", {"checks": [CHECK, {"id": "b", "kind": "KRK", "done_on": "2026-02-01"}]}, []),
        ("room", {"absences": [{"id": "a", "from_day": "2026-12-02", "until_day": "2026-12-01"}]}, [("absences/a/until_day", "until_before_from")]),
        ("care_place", {"youngest_months": 36, "oldest_years": 2}, [("oldest_years", "until_before_from")]),
        ("dependant", {"pick_up": [{"id": "a", "name": "Babcia", "valid_until": "2026-11-01"}]}, [("pick_up/a/valid_until", "authorisation_over")]),
        (
            "dependant",
            {"pick_up": [{"id": "a", "name": "Jan Żuk"}], "restricted": [{"id": "b", "name": "jan zuk"}]},
            [("pick_up/a/name", "on_both_lists")],
        ),
        ("dependant", {"emergency_contacts": [{"id": "a", "of_age": False}]}, [("emergency_contacts/a/of_age", "not_of_age")]),
        ("dependant", {"medicines": [{"id": "a", "pen": True}]}, [("medicines/a/instruction", "pen_without_instruction")]),
        ("dependant", {"medicines": [{"id": "a", "pen": True, "instruction": True}]}, []),
    ],
)  # fmt: skip
def test_it_is_pointed_out_and_stops_nothing(
    kind: str, values: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    problems = warnings(kind, values, TODAY)
    assert [(each.field, each.code) for each in problems] == found
    assert all(each.severity is not Severity.ERROR for each in problems)
    assert all(each.code in WORDS for each in problems)


def test_what_cannot_be_read_says_nothing() -> None:
    junk: dict[str, Any] = {
        "day": "soon",
        "from_time": 9,
        "checks": "none",
        "absences": [1],
        "pick_up": [{"valid_until": "never"}],
    }
    for kind in ("appointment", "interpreter_request", "carer", "dependant", "care_place"):
        assert warnings(kind, junk, TODAY) == ()
