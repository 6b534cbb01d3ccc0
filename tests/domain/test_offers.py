"""What becomes of a request by an offer and its answer."""

import datetime as dt

import pytest

from cicdesk.domain import offers
from cicdesk.domain.lead_time import Urgency
from cicdesk.domain.wall_time import Span
from cicdesk.schema.values import Value, Values

NOW = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
FRIDAY = dt.datetime(2026, 3, 13, 9, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def asked(*rows: tuple[str, str], **values: Value) -> Values:
    listed: list[Value] = [
        {"interpreter": who, "answer": answer, "sent_at": f"2026-03-09T0{place}:00Z"}
        for place, (who, answer) in enumerate(rows)
    ]
    return {"state": "OFFERED", "offers": listed, **values}


@pytest.mark.parametrize(
    ("urgency", "minutes"), [(Urgency.NOW, 15), (Urgency.TODAY, 60), (Urgency.DAYS_2, 240), (Urgency.PLANNED, 1440)]
)  # fmt: skip
def test_the_more_urgent_the_sooner_an_answer_is_wanted(urgency: Urgency, minutes: int) -> None:
    assert offers.answer_by(urgency, NOW, FRIDAY) == NOW + dt.timedelta(minutes=minutes)


def test_no_answer_is_awaited_after_the_job_has_begun() -> None:
    assert offers.answer_by(Urgency.PLANNED, NOW, NOW + HOUR) == NOW + HOUR
    assert offers.answer_by(Urgency.NOW, NOW, NOW - HOUR) == NOW


def test_who_was_asked_first_stays_the_first_choice_while_the_answer_is_awaited() -> None:
    before = asked(("one", "WAITING"), wanted_interpreter="one")
    assert offers.offered(before, "other", NOW, NOW + HOUR)["wanted_interpreter"] == "one"
    silent = asked(("one", "NO_ANSWER"), wanted_interpreter="one")
    assert offers.offered(silent, "other", NOW, NOW + HOUR)["wanted_interpreter"] == "other"


def test_an_old_agreement_is_no_answer_to_a_new_offer() -> None:
    before = asked(("one", "ACCEPTED"), wanted_interpreter="one", state="NEEDS_NEW_TIME")
    after = offers.offered(before, "one", NOW, NOW + HOUR)
    assert offers.agreed({**before, **after}) == ""
    assert offers.waiting_for(after) == ["one"]


def test_whoever_agrees_without_having_been_asked_here_is_noted_with_it() -> None:
    after = offers.accepted({"state": "REQUESTED"}, "one", NOW)
    assert after["state"] == "OFFERED"
    assert offers.agreed(after) == "one"


def test_another_hour_takes_back_what_was_offered_for_the_old_one() -> None:
    before = asked(("one", "ACCEPTED"), ("two", "DECLINED"), language="che", mode="ON_SITE")
    after = offers.moved(before, Span(FRIDAY + HOUR, FRIDAY + 2 * HOUR), "ON_SITE", "che", NOW)
    assert (after["day"], after["from_time"], after["to_time"]) == ("2026-03-13", "11:00", "12:00")
    assert offers.answers(after) == {"one": "WITHDRAWN", "two": "DECLINED"}
    assert "language" not in after


def test_another_language_keeps_the_first_among_the_accepted_ones() -> None:
    others: list[Value] = [
        {"order": 1, "language": "rus", "dialect": ""}, {"order": 2, "language": "kat"},
    ]  # fmt: skip
    before: Values = {
        "language": "che",
        "dialect": "Vainakh",
        "dialect_needed": True,
        "fallback_languages": others,
    }
    after = offers.moved(before, Span(FRIDAY, FRIDAY + HOUR), "PHONE", "rus", NOW)
    assert after["language"] == "rus"
    assert after["dialect_needed"] is None
    rows = after["fallback_languages"]
    assert isinstance(rows, list)
    assert [(row["order"], row["language"]) for row in rows if isinstance(row, dict)] == [
        (1, "che"),
        (2, "kat"),
    ]


def test_what_interpreters_say_when_they_decline_is_kept_and_the_oldest_gives_way() -> None:
    assert offers.remarked({}, "Zarema", "") == {}
    first = offers.remarked({}, "Zarema", "only by phone this week")
    both = offers.remarked(first, "Malika", "too far")
    assert both == {"reason_note": "Zarema: only by phone this week; Malika: too far"}
    long = offers.remarked(both, "Alina", "x" * 280)
    assert long["reason_note"] == "Alina: " + "x" * 280
