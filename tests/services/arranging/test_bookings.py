"""A booking checked against what the laptop knows: provisional, and right as far as it goes."""

from typing import Any

import pytest

from cicdesk.domain.wall_time import wall
from cicdesk.services.desk import Desk
from cicdesk.services.errors import InvalidRecord
from tests.support.arranging import (
    DAY,
    add_carer,
    add_interpreter,
    add_place,
    add_request,
    add_room,
    care_values,
    given_by_centre,
    interpreter_values,
)
from tests.support.desks import add_person

Anything = Any  # values of a record's fields


def appointment(person: str, **values: Anything) -> dict[str, Anything]:
    usual = {"person": person, "day": DAY, "from_time": "10:00", "to_time": "11:00", "adviser": "olha"}
    return {**usual, **values}


def reasons(
    desk: Desk, kind: str, values: dict[str, Anything], record: str = ""
) -> list[tuple[str, str, bool]]:
    found = desk.bookings.provisional(kind, values, record)
    return [(each.part, each.reason, each.sure) for each in found]


def test_where_nothing_is_known_nothing_is_in_the_way(desk: Desk) -> None:
    person, room = add_person(desk), add_room(desk)
    assert reasons(desk, "appointment", appointment(person, room=room)) == []


def test_adviser_and_room_are_each_looked_at(desk: Desk) -> None:
    person, room = add_person(desk), add_room(desk)
    made, _changes = desk.records.create("appointment", appointment(person, room=room))
    again = appointment(person, room=room, from_time="10:30", to_time="11:30")
    assert reasons(desk, "appointment", again) == [
        ("adviser", "ADVISER_TAKEN", False),
        ("room", "ROOM_TAKEN", False),
    ]
    assert reasons(desk, "appointment", {**again, "adviser": "iryna"}) == [("room", "ROOM_TAKEN", False)]
    assert reasons(desk, "appointment", again, made.id) == []
    assert reasons(desk, "appointment", {**again, "from_time": "11:00", "to_time": "12:00"}) == []
    desk.records.edit(made.id, {"status": "CANCELLED_CLIENT", "reason": "ILLNESS"})
    assert reasons(desk, "appointment", again) == []


def test_an_interpreter_is_in_one_place_at_a_time_with_time_for_the_way(desk: Desk) -> None:
    who = add_interpreter(desk, buffer_minutes=30)
    add_request(desk, wanted_interpreter=who, state="OFFERED")
    same = interpreter_values(wanted_interpreter=who)
    assert reasons(desk, "interpreter_request", same) == [("interpreter", "INTERPRETER_TAKEN", False)]
    after = interpreter_values(wanted_interpreter=who, from_time="11:15", to_time="12:00")
    assert reasons(desk, "interpreter_request", after) == []
    elsewhere = {**after, "place": "Urząd pracy"}
    assert reasons(desk, "interpreter_request", elsewhere) == [("interpreter", "NO_TRAVEL_TIME", False)]
    assert reasons(desk, "interpreter_request", {**elsewhere, "mode": "PHONE"}) == []


def test_a_place_of_care_is_not_filled_above_its_places(desk: Desk) -> None:
    person, place = add_person(desk), add_place(desk, capacity=2)
    desk.records.create("care_request", care_values(person, place, state="CHECKED"))
    assert reasons(desk, "care_request", care_values(person, place)) == []
    two = care_values(person, place, others=[{"age_years": 4}, {"age_years": 5}])
    assert reasons(desk, "care_request", two) == [("care", "ABOVE_CAPACITY", False)]
    assert reasons(desk, "care_request", {**two, "from_time": "11:00", "to_time": "12:00"}) == []


def test_a_carer_has_no_more_children_than_the_youngest_allows(desk: Desk) -> None:
    person, place, carer = add_person(desk), add_place(desk), add_carer(desk)
    four = care_values(person, place, wanted_carers=[carer], others=[{"age_years": 4}] * 4, state="CHECKED")
    desk.records.create("care_request", four)
    older = care_values(person, place, wanted_carers=[carer], others=[{"age_years": 4}] * 2)
    assert reasons(desk, "care_request", older) == []
    infant = care_values(person, place, wanted_carers=[carer], others=[{"age_months": 10}, {"age_years": 4}])
    assert reasons(desk, "care_request", infant) == [("care", "ABOVE_RATIO", False)]


def test_a_carer_without_valid_checks_is_said(desk: Desk) -> None:
    person, place = add_person(desk), add_place(desk)
    carer = add_carer(desk, checks=[])
    wanted = care_values(person, place, wanted_carers=[carer])
    assert reasons(desk, "care_request", wanted) == [(f"carer/{carer}", "CHECKS_EXPIRED", True)]


@pytest.mark.parametrize(
    ("room", "reason"),
    [
        ({"hours": [{"weekday": "FRI", "from_time": "12:00", "to_time": "16:00"}]}, "NOT_OPEN"),
        ({"absences": [{"from_day": DAY, "reason": "REPAIR"}]}, "NOT_OPEN"),
        ({"ended_on": "2026-03-01"}, "ENDED"),
    ],
)
def test_a_room_that_is_closed_or_given_up_is_said(
    desk: Desk, room: dict[str, Anything], reason: str
) -> None:
    wanted = appointment(add_person(desk), room=add_room(desk, **room))
    assert reasons(desk, "appointment", wanted) == [("room", reason, True)]


def test_what_is_past_is_said(desk: Desk) -> None:
    wanted = appointment(add_person(desk), day="2026-03-09")
    assert reasons(desk, "appointment", wanted) == [("adviser", "PAST", True)]


def test_what_the_centre_gave_is_sure(desk: Desk) -> None:
    who = add_interpreter(desk)
    other = add_request(desk, wanted_interpreter=who, state="OFFERED")
    given_by_centre(desk, other, {"state": "CONFIRMED", "interpreter": who})
    same = interpreter_values(wanted_interpreter=who)
    assert reasons(desk, "interpreter_request", same) == [("interpreter", "INTERPRETER_TAKEN", True)]


def test_other_times_are_free_as_far_as_is_known(desk: Desk) -> None:
    person, room = add_person(desk), add_room(desk)
    desk.records.create("appointment", appointment(person, room=room))
    service = desk.bookings
    wanted = appointment(person, room=room)
    times = service.other_times("appointment", wanted)
    assert len(times) == 3
    for start, end in times:
        day, begins, ends = wall(start).day, wall(start).time, wall(end).time
        moved = {**wanted, "day": day.isoformat(), "from_time": f"{begins:%H:%M}", "to_time": f"{ends:%H:%M}"}
        assert service.provisional("appointment", moved) == ()


@pytest.mark.parametrize("missing", ["day", "from_time"])
def test_what_names_no_time_yet_is_not_in_anybodys_way(desk: Desk, missing: str) -> None:
    wanted = {**appointment(add_person(desk)), missing: None}
    assert reasons(desk, "appointment", wanted) == []
    assert desk.bookings.other_times("appointment", wanted) == []


class TestCharts:
    def test_another_hour_of_a_confirmed_request_is_asked_for_again(self, desk: Desk) -> None:
        who = add_interpreter(desk)
        record = add_request(desk, wanted_interpreter=who, state="OFFERED")
        given_by_centre(desk, record, {"state": "CONFIRMED", "interpreter": who})
        assert desk.records.get(record).values["state"] == "CONFIRMED"
        moved, _changes = desk.records.edit(record, {"from_time": "12:00", "to_time": "13:00"})
        assert moved.values["state"] == "OFFERED"

    def test_a_state_that_cannot_follow_is_not_saved(self, desk: Desk) -> None:
        record = add_request(desk, state="REQUESTED")
        with pytest.raises(InvalidRecord) as refused:
            desk.records.edit(record, {"state": "COMPLETED"})
        assert [(each.field, each.code) for each in refused.value.problems] == [("state", "not_your_step")]
        assert desk.records.get(record).values["state"] == "REQUESTED"

    def test_what_is_over_keeps_its_time(self, desk: Desk) -> None:
        record = add_request(desk, state="REQUESTED")
        desk.records.edit(record, {"state": "VOID", "reason": "MISTAKE", "cancelled_by": "CENTRE"})
        with pytest.raises(InvalidRecord) as refused:
            desk.records.edit(record, {"day": "2026-03-20"})
        assert [(each.field, each.code) for each in refused.value.problems] == [("day", "time_stands")]


def test_what_another_office_booked_is_known_without_holding_the_booking(desk: Desk) -> None:
    who, room = add_interpreter(desk), add_room(desk)
    row = {"starts_at": f"{DAY}T09:30Z", "ends_at": f"{DAY}T10:30Z"}
    for entry in (who, room):
        given_by_centre(desk, entry, {"busy/0192b6a0-7c00-7000-8000-000000000001": row})
    asked = interpreter_values(wanted_interpreter=who)
    assert reasons(desk, "interpreter_request", asked) == [("interpreter", "INTERPRETER_TAKEN", True)]
    plan = appointment(add_person(desk), room=room, from_time="11:00", to_time="12:00")
    assert reasons(desk, "appointment", plan) == [("room", "ROOM_TAKEN", True)]
    found = desk.matching.match(asked)
    assert found is not None
    assert [str(each.filter) for each in found.matching.unlisted[0].broken] == ["busy"]


def test_a_booking_that_is_held_here_is_not_in_its_own_way(desk: Desk) -> None:
    who = add_interpreter(desk)
    mine = add_request(desk, wanted_interpreter=who, state="OFFERED")
    row = {"starts_at": f"{DAY}T09:00Z", "ends_at": f"{DAY}T10:00Z"}
    given_by_centre(desk, who, {f"busy/{mine}": row})
    later = interpreter_values(wanted_interpreter=who, from_time="10:30", to_time="11:30")
    assert reasons(desk, "interpreter_request", later, mine) == []
    moved = desk.records.edit(mine, {"day": "2026-03-12"})[0]
    assert reasons(desk, "interpreter_request", interpreter_values(wanted_interpreter=who)) == []
    assert reasons(desk, "interpreter_request", dict(moved.values), mine) == []
