"""The parts of an appointment, each with its state in words."""

from collections.abc import Mapping

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.base.ids import RecordId
from cicdesk.presenters.booking_card import Part, parts_of
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import Value

NAMES = {"r1": "Sala 2", "i1": "Zarema Demo", "p1": "Kącik"}


def snapshot(kind: str, record: str, values: Mapping[str, Value]) -> Snapshot:
    return Snapshot(RecordId(record), kind, RecordId(record), dict(values))


def parts(values: Mapping[str, Value], *others: Snapshot) -> tuple[Part, ...]:
    set_language("en")
    appointment = snapshot("appointment", "a1", {"adviser": "olha", **values})
    return parts_of(appointment, others, {"olha": "Olha Melnyk"}, lambda record: NAMES.get(record, ""))


def test_before_the_centre_has_answered_everything_is_provisional() -> None:
    assert [each.words for each in parts({"room": "r1"})] == [
        "Adviser Olha Melnyk: provisional",
        "Room Sala 2: provisional",
    ]


def test_each_part_is_given_or_lost_by_itself() -> None:
    decided = {"room": "r1", "adviser_state": "RESERVED", "room_state": "NEEDS_NEW_TIME"}
    assert [(each.state, each.tone) for each in parts(decided)] == [
        ("reserved", "success"),
        ("needs a new time", "danger"),
    ]


def test_requests_for_another_appointment_and_called_off_ones_do_not_count() -> None:
    other = snapshot("interpreter_request", "q1", {"appointment": "a2", "state": "CONFIRMED"})
    gone = snapshot("care_request", "q2", {"appointment": "a1", "state": "CANCELLED"})
    found = parts({"needs_interpreter": True, "needs_care": True}, other, gone)
    assert [(each.what, each.state, each.kind, each.record) for each in found[1:]] == [
        ("Interpreter", "not asked for yet", "interpreter_request", ""),
        ("Care", "not asked for yet", "care_request", ""),
    ]


@pytest.mark.parametrize(
    ("answer", "state"), [("WAITING", "offered"), ("ACCEPTED", "agreed, the centre confirms")]
)
def test_an_interpreter_who_agreed_is_not_called_confirmed(answer: str, state: str) -> None:
    offered: Mapping[str, Value] = {
        "appointment": "a1", "state": "OFFERED", "wanted_interpreter": "i1",
        "offers": [{"interpreter": "i1", "answer": answer}],
    }  # fmt: skip
    found = parts({}, snapshot("interpreter_request", "q1", offered))[-1]
    assert (found.who, found.state, found.record) == ("Zarema Demo", state, "q1")


def test_care_is_told_with_its_place() -> None:
    wished = {"appointment": "a1", "state": "WAITING_LIST", "place": "p1"}
    found = parts({}, snapshot("care_request", "q1", wished))[-1]
    assert (found.who, found.tone) == ("Kącik", "warning")
