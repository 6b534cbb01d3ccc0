"""A booking of several parts: written in one stroke or not at all, looked at beforehand, and moved as one."""

import datetime as dt
from typing import Any

import pytest

from cicdesk.presenters.together_desk import moving, together
from cicdesk.services.arranging.moving import Possibility
from cicdesk.services.desk import Desk
from cicdesk.services.errors import InvalidRecord
from cicdesk.store.drafts import Draft
from tests.support.arranging import (
    DAY,
    add_card,
    add_carer,
    add_interpreter,
    add_place,
    add_room,
    given_by_centre,
)
from tests.support.desks import add_person

Anything = Any  # values of a record's fields


def typed(person: str = "", **values: Anything) -> dict[str, Anything]:
    """A booking for Friday at ten with an interpreter of Chechen and care of one child."""
    about = {"person": person} if person else {"group_name": "Kurs B1"}
    usual = {
        "day": DAY, "from_time": "10:00", "to_time": "11:00", "adviser": "olha", "purpose": "Porada",
        "needs_interpreter": True, "language": "che", "mode": "ON_SITE", "needs_care": True,
    }  # fmt: skip
    return {**about, **usual, **values}


def states(desk: Desk, appointment: str) -> dict[str, Anything]:
    return {each.kind: each.values["state"] for each in moving(desk).requests_of(appointment)}


def test_one_stroke_makes_the_appointment_and_both_requests_in_the_clients_file(desk: Desk) -> None:
    person, room, who, place = add_person(desk), add_room(desk), add_interpreter(desk), add_place(desk)
    card = add_card(desk, person)
    booked, changes = together(desk).book(
        typed(person, room=room, wanted_interpreter=who, care_place=place, dependants=[card])
    )
    assert (booked.kind, booked.root, booked.values["care_count"]) == ("appointment", person, 1)
    assert changes.kinds == {"appointment", "interpreter_request", "care_request"}
    asked = {each.kind: each for each in moving(desk).requests_of(booked.id)}
    assert states(desk, booked.id) == {"interpreter_request": "OFFERED", "care_request": "CHECKED"}
    for each in asked.values():
        assert each.root == person
        assert (each.values["day"], each.values["from_time"], each.values["to_time"]) == (
            DAY, "10:00", "11:00",
        )  # fmt: skip
    assert asked["care_request"].values["place"] == place


def test_where_nobody_is_named_somebody_is_looked_for(desk: Desk) -> None:
    booked, _changes = together(desk).book(typed(add_person(desk), others=[{"age_years": 3}]))
    assert states(desk, booked.id) == {"interpreter_request": "REQUESTED", "care_request": "REQUESTED"}


def test_a_groups_booking_lies_with_the_office(desk: Desk) -> None:
    booked, _changes = together(desk).book(typed(needs_care=False))
    assert booked.root == booked.id
    request = moving(desk).requests_of(booked.id)[0]
    assert (request.root, request.values["group_name"]) == (request.id, "Kurs B1")


def test_if_one_part_cannot_be_saved_none_is_and_the_draft_stays(desk: Desk) -> None:
    desk.drafts.save(Draft("d1", "booking", "olha", {"purpose": "Porada"}))
    with pytest.raises(InvalidRecord) as refused:
        together(desk).book(typed(add_person(desk), others=[{"age_years": 300}]), draft="d1")
    assert refused.value.problems[0].field.startswith("others/")
    with pytest.raises(InvalidRecord) as missing:
        together(desk).book(typed(add_person(desk), language=None), draft="d1")
    assert [each.field for each in missing.value.problems] == ["language"]
    assert not desk.records.list("appointment")
    assert desk.drafts.load("d1").values


def test_saving_takes_the_draft_with_it(desk: Desk) -> None:
    desk.drafts.save(Draft("d1", "booking", "olha", {"purpose": "Porada"}))
    together(desk).book(typed(add_person(desk)), draft="d1")
    assert desk.drafts.all() == []


def test_children_and_adults_are_asked_for_apart(desk: Desk) -> None:
    person = add_person(desk)
    child, mother = add_card(desk, person), add_card(desk, person, "Maria", kind="ADULT")
    booked, _changes = together(desk).book(typed(person, dependants=[child, mother], needs_interpreter=False))
    found = moving(desk).requests_of(booked.id)
    assert [(each.values["kind"], each.values["dependants"]) for each in found] == [
        ("CHILD", [child]),
        ("ADULT", [mother]),
    ]


def test_an_appointment_that_is_there_goes_on_and_gets_what_it_lacks(desk: Desk) -> None:
    person = add_person(desk)
    first, _changes = together(desk).book(typed(person, needs_care=False))
    asked = moving(desk).requests_of(first.id)[0]
    again = typed(
        person, appointment=first.id, interpreter_request=asked.id, from_time="12:00", to_time="13:00"
    )
    booked, _changes = together(desk).book(again)
    assert booked.id == first.id
    found = moving(desk).requests_of(first.id)
    assert {each.kind: each.values["from_time"] for each in found} == {
        "interpreter_request": "12:00",
        "care_request": "12:00",
    }
    assert asked.id in {each.id for each in found}


def test_each_part_is_looked_at_by_itself(desk: Desk) -> None:
    person, room, place = add_person(desk), add_room(desk), add_place(desk, capacity=1)
    mondays = [{"weekday": "MON", "from_time": "08:00", "to_time": "16:00"}]
    who = add_interpreter(desk, hours=mondays)
    asked = typed(person, room=room, wanted_interpreter=who, care_place=place, others=[{"age_years": 5}])
    together(desk).book({**asked, "needs_interpreter": False})
    looks = together(desk).looks(asked)
    reasons = {(each.part, each.reason) for look in looks.values() for each in look.clashes}
    assert reasons == {
        ("adviser", "ADVISER_TAKEN"),
        ("room", "ROOM_TAKEN"),
        ("interpreter", "NOT_OPEN"),
        ("care", "ABOVE_CAPACITY"),
    }
    assert looks["interpreter_request"].away == frozenset()


def test_an_absence_is_told_from_hours_that_are_closed(desk: Desk) -> None:
    who = add_interpreter(desk, absences=[{"from_day": DAY, "reason": "ILLNESS"}])
    look = together(desk).looks(typed(add_person(desk), wanted_interpreter=who))["interpreter_request"]
    assert [each.name for each in look.away] == [who]


def test_other_times_suit_every_part(desk: Desk) -> None:
    room = add_room(desk, hours=[{"weekday": "FRI", "from_time": "10:00", "to_time": "13:00"}])
    early = [{"weekday": "FRI", "from_time": "08:00", "to_time": "12:00"}]
    who = add_interpreter(desk, hours=early)
    asked = typed(add_person(desk), room=room, wanted_interpreter=who, needs_care=False)
    together(desk).book(asked)
    found = [start for start, _end in together(desk).other_times(asked)]
    assert found[0] == dt.datetime(2026, 3, 13, 10, 0, tzinfo=dt.UTC)  # eleven by the clock
    assert all(each.date() != found[0].date() for each in found[1:])


@pytest.mark.parametrize(
    ("others", "needed"),
    [
        ([{"age_years": 5}] * 10, 1),
        ([{"age_years": 5}] * 11, 2),
        ([{"age_months": 8}, *[{"age_years": 5}] * 5], 2),
    ],
)
def test_the_ratio_says_how_many_carers_are_needed(
    desk: Desk, others: list[dict[str, int]], needed: int
) -> None:
    carer = add_carer(desk)
    ratio = together(desk).ratio(typed(care_place=add_place(desk), others=others, wanted_carers=[carer]))
    assert (ratio.needed, ratio.named) == (needed, 1)


def lost(desk: Desk, rid: str, **registers: Anything) -> None:
    row = {"day": DAY, "from_time": "12:00", "to_time": "13:00", "why": "OTHER_TIME"}
    later = {**row, "from_time": "14:00", "to_time": "15:00"}
    given_by_centre(desk, rid, {**registers, "alternatives/1": row, "alternatives/2": later})


def refused(desk: Desk) -> tuple[str, str, str]:
    """A booking of which the interpreter was refused: appointment, request, room."""
    room, who = add_room(desk), add_interpreter(desk)
    asked = typed(add_person(desk), room=room, wanted_interpreter=who, needs_care=False)
    booked, _changes = together(desk).book(asked)
    request = moving(desk).requests_of(booked.id)[0].id
    given_by_centre(desk, booked.id, {"adviser_state": "RESERVED", "room_state": "RESERVED"})
    lost(desk, request, state="NEEDS_NEW_TIME", decision_reason="INTERPRETER_TAKEN")
    return booked.id, request, room


def offered(desk: Desk, appointment: str) -> tuple[Possibility, ...]:
    return moving(desk).possibilities(desk.records.get(appointment), moving(desk).requests_of(appointment))


def test_while_nothing_is_refused_no_other_time_is_proposed(desk: Desk) -> None:
    booked, _changes = together(desk).book(typed(add_person(desk)))
    assert offered(desk, booked.id) == ()


def test_the_centres_times_come_with_what_is_in_the_way_of_the_other_parts(desk: Desk) -> None:
    plan, _request, room = refused(desk)
    desk.records.create(
        "appointment",
        {
            "group_name": "Kurs", "day": DAY, "from_time": "12:00", "to_time": "13:00", "room": room,
            "adviser": "iryna",
        },
    )  # fmt: skip
    found = offered(desk, plan)
    assert [(each.times["from_time"], each.against) for each in found] == [
        ("14:00", ()),
        ("12:00", (("room", "ROOM_TAKEN"),)),
    ]


def test_a_time_that_the_centre_left_out_between_those_it_named_is_not_proposed(desk: Desk) -> None:
    plan, request, _room = refused(desk)
    row = {"day": DAY, "from_time": "15:00", "to_time": "16:00", "why": "OTHER_TIME"}
    given_by_centre(desk, request, {"alternatives/3": row})
    taken = {"group_name": "Kurs", "day": DAY, "from_time": "12:00", "to_time": "15:00", "adviser": "olha"}
    desk.records.create("appointment", taken)
    found = [each.times["from_time"] for each in offered(desk, plan) if not each.against]
    assert found[0] == "15:00"
    assert not {"09:00", "11:00"} & {*found}, "nearer, and yet not named: the interpreter is not free then"


def test_one_press_moves_every_part_and_asks_the_centre_anew(desk: Desk) -> None:
    plan, request, _room = refused(desk)
    taken = next(each for each in offered(desk, plan) if each.times["from_time"] == "12:00")
    changes = moving(desk).move(plan, taken)
    assert {plan, request} <= changes.records
    held = {each: desk.records.get(each).values for each in (plan, request)}
    assert {values["from_time"] for values in held.values()} == {"12:00"}
    assert held[request]["state"] == "OFFERED"
    assert moving(desk).asked_anew(plan)
    assert offered(desk, plan) == ()


def test_another_room_at_the_same_hour_moves_nothing_else(desk: Desk) -> None:
    room, other = add_room(desk), add_room(desk, name="Sala 3")
    booked, _changes = together(desk).book(typed(add_person(desk), room=room, needs_care=False))
    row = {"day": DAY, "from_time": "10:00", "to_time": "11:00", "room": other, "why": "OTHER_PLACE"}
    given_by_centre(desk, booked.id, {"room_state": "NEEDS_NEW_TIME", "alternatives/1": row})
    taken = offered(desk, booked.id)[0]
    moving(desk).move(booked.id, taken)
    assert desk.records.get(booked.id).values["room"] == other
    request = moving(desk).requests_of(booked.id)[0]
    assert (request.values["room"], request.values["from_time"]) == (other, "10:00")


def test_what_is_over_is_not_moved(desk: Desk) -> None:
    plan, request, _room = refused(desk)
    taken = offered(desk, plan)[0]
    desk.records.edit(request, {"state": "VOID", "reason": "OTHER", "cancelled_by": "CENTRE"})
    moving(desk).move(plan, taken)
    assert desk.records.get(request).values["from_time"] == "10:00"
