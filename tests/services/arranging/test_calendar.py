"""The calendar over a real store: whose time is booked when, what is in the way, and another time for a booking."""

import datetime as dt
from typing import Any

import icalendar
import pytest

from cicdesk.base.i18n import set_language
from cicdesk.domain.booking.wishes import Stage
from cicdesk.domain.wall_time import Span, wall, whole_day
from cicdesk.services.arranging.calendar import Slot
from cicdesk.services.arranging.calendar_rows import Entry
from cicdesk.services.desk import Desk
from cicdesk.services.errors import InvalidRecord
from tests.support.arranging import (
    DAY,
    add_card,
    add_carer,
    add_interpreter,
    add_place,
    add_request,
    add_room,
    add_visit,
    care_values,
    given_by_centre,
)
from tests.support.desks import add_person

Anything = Any  # values of a record's fields
FRIDAY = dt.date.fromisoformat(DAY)
MONDAY = FRIDAY - dt.timedelta(days=4)


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language("en")


def appointment(desk: Desk, person: str, **values: Anything) -> str:
    usual = {"person": person, "day": DAY, "from_time": "10:00", "to_time": "11:00", "adviser": "olha"}
    return desk.records.create("appointment", {**usual, **values})[0].id


def entries(desk: Desk, kind: str, first: dt.date = FRIDAY, days: int = 1) -> dict[str, list[Entry]]:
    return {row.name: list(row.entries) for row in desk.calendar.rows(kind, first, days) if row.entries}


def shown(span: Span) -> str:
    return f"{wall(span.start).time:%H:%M}-{wall(span.end).time:%H:%M}"


def test_one_booking_stands_with_each_of_whom_it_asks_for(desk: Desk) -> None:
    person, room, place, carer = add_person(desk), add_room(desk), add_place(desk), add_carer(desk)
    who = add_interpreter(desk)
    made = appointment(desk, person, room=room)
    asked = add_request(desk, person, wanted_interpreter=who, state="OFFERED")
    wished = care_values(person, place, wanted_carers=[carer], state="CHECKED", others=[{"age_years": 4}] * 2)
    cared = desk.records.create("care_request", wished)[0].id
    found = {kind: entries(desk, kind) for kind in ("adviser", "room", "interpreter", "care_place", "carer")}
    names = {
        kind: [(n, [e.record for e in each]) for n, each in rows.items()] for kind, rows in found.items()
    }
    assert names == {
        "adviser": [("Olha Melnyk", [made])],
        "room": [("Sala 2", [made])],
        "interpreter": [("Zarema Demo", [asked])],
        "care_place": [("Kącik", [cared])],
        "carer": [("Basia Demo", [cared])],
    }
    (booked,) = found["interpreter"]["Zarema Demo"]
    assert (shown(booked.span), booked.state, booked.sure, booked.reasons) == (
        "10:00-11:00", "OFFERED", False, (),
    )  # fmt: skip
    assert found["care_place"]["Kącik"][0].heads == 2


def test_no_row_says_who_the_client_is_or_what_it_is_about(desk: Desk) -> None:
    person, who = add_person(desk), add_interpreter(desk)
    add_request(
        desk, person, wanted_interpreter=who, state="OFFERED", sensitivity="SPECIAL", subject="MEDICAL", place="Poradnia zdrowia psychicznego",
    )  # fmt: skip
    appointment(desk, person, purpose="Rozmowa z Yevhenem Zhukiem o leczeniu")
    told = repr([desk.calendar.rows(kind, FRIDAY, 1) for kind in ("interpreter", "adviser")]).casefold()
    for word in ("yevhen", "zhuk", "psychi", "lecz", person):
        assert word not in told


def test_a_week_holds_what_begins_on_its_last_evening_and_ends_after_it(desk: Desk) -> None:
    who = add_interpreter(desk)
    add_request(
        desk, wanted_interpreter=who, state="OFFERED", day="2026-03-15", from_time="23:00", to_time="01:00"
    )
    assert [len(each) for each in entries(desk, "interpreter", MONDAY, 7).values()] == [1]
    after = dt.date(2026, 3, 16)
    assert [shown(e.span) for e in entries(desk, "interpreter", after)["Zarema Demo"]] == ["23:00-01:00"]


def test_what_was_called_off_leaves_the_calendar(desk: Desk) -> None:
    made = appointment(desk, add_person(desk))
    desk.records.edit(made, {"status": "CANCELLED_CLIENT", "reason": "ILLNESS"})
    assert entries(desk, "adviser") == {}


def visit(desk: Desk, place: str, given: str = "Danylo", **values: Anything) -> str:
    person = add_person(desk)
    usual = {"day": DAY, "from_time": "10:00", "to_time": "12:00"}
    return add_visit(desk, person, add_card(desk, person, given), place, **{**usual, **values})


def test_a_child_who_came_without_a_request_stands_with_the_place_and_the_carer(desk: Desk) -> None:
    place, carer = add_place(desk), add_carer(desk)
    inside: dict[str, Anything] = {"state": "PRESENT", "in_time": "10:20", "carers": [carer]}
    made = visit(desk, place, **inside)
    found = [entries(desk, kind) for kind in ("care_place", "carer")]
    assert [list(each) for each in found] == [["Kącik"], ["Basia Demo"]]
    for (entry,) in (*found[0].values(), *found[1].values()):
        assert (entry.record, entry.kind, entry.state) == (made, "care_session", "PRESENT")
        assert (shown(entry.span), entry.stage, entry.movable) == ("10:20-12:00", Stage.TOOK_PLACE, False)
    assert found[1]["Basia Demo"][0].where == "Kącik"
    assert "danylo" not in repr(found).casefold()


def test_visits_of_a_request_are_told_of_in_its_box(desk: Desk) -> None:
    person, place = add_person(desk), add_place(desk)
    wished = care_values(person, place, state="CHECKED", others=[{"age_years": 4}] * 3)
    asked = desk.records.create("care_request", wished)[0].id
    visit(desk, place, care_request=asked, state="PRESENT", in_time="10:05")
    out = {"in_time": "10:05", "out_time": "10:50", "collected_by": "Halyna Koval"}
    visit(desk, place, "Sofiia", care_request=asked, state="COLLECTED", **out)
    visit(desk, place, "Matvii", care_request=asked)
    (entry,) = entries(desk, "care_place")["Kącik"]
    assert (entry.record, entry.heads, entry.here, entry.left) == (asked, 3, 1, 1)


def test_many_children_at_once_stand_in_one_box_that_counts_them(desk: Desk) -> None:
    place = add_place(desk)
    inside: dict[str, Anything] = {"state": "PRESENT", "in_time": "10:00"}
    for given in ("Ana", "Ewa", "Luka"):
        visit(desk, place, given, **inside)
    assert [each.heads for each in entries(desk, "care_place")["Kącik"]] == [1, 1, 1]
    visit(desk, place, "Nino", from_time="11:00", to_time="13:00")
    visit(desk, place, "Dato", from_time="14:00", to_time="15:00")
    together, alone = entries(desk, "care_place")["Kącik"]
    assert (shown(together.span), together.heads, together.here, together.movable) == (
        "10:00-13:00",
        4,
        3,
        False,
    )
    assert (shown(alone.span), alone.heads, alone.movable) == ("14:00-15:00", 1, True)


def test_visits_that_never_began_leave_the_calendar(desk: Desk) -> None:
    place = add_place(desk)
    for state in ("REFUSED", "CANCELLED", "NO_SHOW"):
        reason = {"reason": "ILL_CHILD"} if state != "NO_SHOW" else {}
        visit(desk, place, state=state, **reason)
    assert entries(desk, "care_place") == {}


def test_whoever_was_not_collected_stays_until_now(desk: Desk) -> None:
    place = add_place(desk)
    today = {"day": "2026-03-10", "from_time": "06:00", "to_time": "07:00", "in_time": "06:00"}
    visit(desk, place, **today, state="NOT_COLLECTED")
    visit(desk, place, "Sofiia", **today, state="CLOSED", out_time="06:30", collected_by="Halyna Koval")
    late, gone = sorted(
        entries(desk, "care_place", dt.date(2026, 3, 10))["Kącik"],
        key=lambda each: each.span.end,
        reverse=True,
    )
    now = wall(desk.context.clock.now())
    assert (shown(late.span), shown(gone.span)) == (f"06:00-{now.time:%H:%M}", "06:00-06:30")


def test_an_expected_visit_is_moved_as_it_is_and_nobody_confirms_it(desk: Desk) -> None:
    place = add_place(desk, hours=[{"weekday": "FRI", "from_time": "08:00", "to_time": "16:00"}])
    made = visit(desk, place)
    (entry,) = entries(desk, "care_place")["Kącik"]
    assert entry.movable
    late = Slot(FRIDAY, dt.time(18), dt.time(20))
    assert [each.reason for each in desk.calendar.tried(made, late)] == ["NOT_OPEN"]
    moved, _changes = desk.calendar.move(made, Slot(FRIDAY, dt.time(12), dt.time(14)))
    assert not moved.confirmed_before
    assert [shown(each.span) for each in entries(desk, "care_place")["Kącik"]] == ["12:00-14:00"]


def test_clashes_are_known_on_both_sides(desk: Desk) -> None:
    person, room = add_person(desk), add_room(desk)
    appointment(desk, person, room=room, adviser="iryna")
    appointment(desk, person, room=room, from_time="10:30", to_time="11:30")
    assert [each.reasons for each in entries(desk, "room")["Sala 2"]] == [("ROOM_TAKEN",), ("ROOM_TAKEN",)]
    assert [each.reasons for each in entries(desk, "adviser")["Olha Melnyk"]] == [()]


def test_outside_the_weekly_hours_and_in_absences_nobody_can_be_had(desk: Desk) -> None:
    hours = [{"weekday": "FRI", "from_time": "08:00", "to_time": "12:00"}, {"weekday": "FRI", "from_time": "13:00", "to_time": "16:00"}]  # fmt: skip
    away = [{"from_day": DAY, "from_time": "14:00", "to_time": "15:00", "reason": "ILLNESS"}]
    who = add_interpreter(desk, hours=hours, absences=away)
    add_request(desk, wanted_interpreter=who, state="OFFERED", from_time="14:30", to_time="15:30")
    (row,) = desk.calendar.rows("interpreter", FRIDAY, 1)
    assert [shown(each) for each in row.closed] == ["00:00-08:00", "12:00-13:00", "16:00-00:00"]
    assert [(shown(each.span), each.reason) for each in row.away] == [("14:00-15:00", "ILLNESS")]
    assert row.entries[0].reasons == ("NOT_OPEN",)
    assert row.id == who
    (saturday,) = desk.calendar.rows("interpreter", FRIDAY + dt.timedelta(days=1), 1)
    assert saturday.closed == (whole_day(FRIDAY + dt.timedelta(days=1)),)


def test_hours_across_midnight_are_open_on_both_days(desk: Desk) -> None:
    add_room(desk, hours=[{"weekday": "THU", "from_time": "20:00", "to_time": "02:00"}])
    (row,) = desk.calendar.rows("room", FRIDAY, 1)
    assert [shown(each) for each in row.closed] == ["02:00-00:00"]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), (DAY, 24)])
def test_a_closed_day_is_as_long_as_the_night_makes_it(desk: Desk, day: str, hours: int) -> None:
    add_room(desk, hours=[{"weekday": "WED", "from_time": "08:00", "to_time": "16:00"}])
    (row,) = desk.calendar.rows("room", dt.date.fromisoformat(day), 1)
    assert [each.minutes for each in row.closed] == [hours * 60]


def test_who_is_not_offered_any_more_has_no_row(desk: Desk) -> None:
    add_interpreter(desk, "Ana", ended_on="2026-01-01")
    add_interpreter(desk, "Zarema")
    assert list(desk.calendar.names("interpreter").values()) == ["Zarema Demo"]


def test_a_moved_booking_goes_back_to_confirmation_and_can_be_put_back(desk: Desk) -> None:
    who = add_interpreter(desk)
    asked = add_request(desk, wanted_interpreter=who, state="OFFERED")
    given_by_centre(desk, asked, {"state": "CONFIRMED", "interpreter": who})
    assert entries(desk, "interpreter")["Zarema Demo"][0].sure
    moved, changes = desk.calendar.move(asked, Slot(FRIDAY, dt.time(12), dt.time(13)))
    assert moved.confirmed_before
    assert asked in changes.records
    (after,) = entries(desk, "interpreter")["Zarema Demo"]
    assert (shown(after.span), after.state, after.sure) == ("12:00-13:00", "OFFERED", False)
    desk.calendar.take_back(moved)
    (back,) = entries(desk, "interpreter")["Zarema Demo"]
    assert (shown(back.span), back.state) == ("10:00-11:00", "OFFERED")


def test_what_took_place_cannot_be_moved(desk: Desk) -> None:
    made = appointment(desk, add_person(desk))
    desk.records.edit(made, {"status": "HELD"})
    (held,) = entries(desk, "adviser")["Olha Melnyk"]
    assert (held.movable, held.stage) == (False, Stage.TOOK_PLACE)
    with pytest.raises(InvalidRecord):
        desk.calendar.move(made, Slot(FRIDAY, dt.time(12), dt.time(13)))


def test_a_time_is_tried_before_it_is_written(desk: Desk) -> None:
    person = add_person(desk)
    appointment(desk, person)
    other = appointment(desk, person, from_time="12:00", to_time="13:00")
    assert [each.reason for each in desk.calendar.tried(other, Slot(FRIDAY, dt.time(10, 30), dt.time(11, 30)))] == ["ADVISER_TAKEN"]  # fmt: skip
    assert desk.calendar.tried(other, Slot(FRIDAY, dt.time(11), dt.time(12))) == ()
    assert desk.records.get(other).values["from_time"] == "12:00"


def test_a_booking_without_an_end_keeps_none(desk: Desk) -> None:
    who = add_interpreter(desk)
    asked = add_request(desk, wanted_interpreter=who, state="OFFERED", to_time=None, duration_minutes=45)
    assert [shown(each.span) for each in entries(desk, "interpreter")["Zarema Demo"]] == ["10:00-10:45"]
    desk.calendar.move(asked, Slot(FRIDAY, dt.time(12), dt.time(12, 45)))
    assert desk.records.get(asked).values.get("to_time") is None
    assert [shown(each.span) for each in entries(desk, "interpreter")["Zarema Demo"]] == ["12:00-12:45"]


def exported(desk: Desk, who: str, first: dt.date = FRIDAY) -> tuple[str, list[icalendar.Event]]:
    data = desk.calendar.export("interpreter", who, first)
    return data.decode(), list(icalendar.Calendar.from_ical(data).events)


def _instant(event: icalendar.Event) -> dt.datetime:
    start = event.start
    assert isinstance(start, dt.datetime)
    return start.astimezone(dt.UTC)


def test_a_saved_calendar_says_when_and_where_and_nothing_about_clients(desk: Desk) -> None:
    person, who, room = add_person(desk), add_interpreter(desk), add_room(desk)
    common: dict[str, Anything] = {"wanted_interpreter": who, "state": "OFFERED"}
    add_request(desk, person, **common, room=room, place=None, subject="MEDICAL", notes="Yevhen choruje")
    add_request(desk, person, **common, from_time="12:00", to_time="13:00", place="U Zhuk, ul. Długa 3")
    add_request(
        desk, person, **common, from_time="14:00", to_time="15:00", place="Oddział psychiatryczny", sensitivity="SPECIAL",
    )  # fmt: skip
    text, events = exported(desk, who)
    assert [str(each["summary"]) for each in events] == ["Interpreter"] * 3
    assert [str(each.get("location", "")) for each in events] == ["Sala 2, Rynek 1, Nowy Sącz", "", ""]
    plain = text.casefold()
    for word in (
        "zhuk",
        "yevhen",
        "жук",
        "psychi",
        "health",
        "chor",
        "zarema",
        "che",
        "kobiety",
        person,
        "+48",
    ):
        assert word not in plain
    assert {name for each in events for name in each} <= {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "TRANSP", "CLASS",
    }  # fmt: skip


def test_a_saved_calendar_keeps_its_names_for_bookings_and_its_time_zone(desk: Desk) -> None:
    who = add_interpreter(desk)
    asked = add_request(desk, wanted_interpreter=who, state="OFFERED")
    text, (before,) = exported(desk, who)
    desk.calendar.move(asked, Slot(FRIDAY, dt.time(12), dt.time(13)))
    _text, (after,) = exported(desk, who)
    assert before["uid"] == after["uid"]
    assert asked not in text
    assert "BEGIN:VTIMEZONE" in text
    assert "DTSTART;TZID=Europe/Warsaw:20260313T100000" in text
    assert _instant(after) == dt.datetime(2026, 3, 13, 11, tzinfo=dt.UTC)


def test_an_hour_that_comes_twice_is_saved_as_the_instant_that_it_is(desk: Desk) -> None:
    who = add_interpreter(desk)
    add_request(
        desk, wanted_interpreter=who, state="OFFERED", day="2026-10-25", from_time="02:30", to_time="04:00"
    )
    text, (event,) = exported(desk, who, dt.date(2026, 10, 24))
    assert "DTSTART:20261025T003000Z" in text
    assert event.end - event.start == dt.timedelta(minutes=150)


def test_what_only_is_written_down_or_was_lost_is_not_saved_as_busy(desk: Desk) -> None:
    who = add_interpreter(desk)
    asked = add_request(desk, wanted_interpreter=who, state="DRAFT")
    assert [each.stage for each in entries(desk, "interpreter")["Zarema Demo"]] == [Stage.OPEN]
    assert exported(desk, who)[1] == []
    given_by_centre(desk, asked, {"state": "NEEDS_NEW_TIME", "decision_reason": "INTERPRETER_TAKEN"})
    assert [each.reasons for each in entries(desk, "interpreter")["Zarema Demo"]] == [("INTERPRETER_TAKEN",)]
    assert exported(desk, who)[1] == []


def test_whoever_is_not_an_interpreter_is_only_busy(desk: Desk) -> None:
    appointment(desk, add_person(desk), room=add_room(desk), purpose="Rozmowa z Yevhenem")
    (event,) = icalendar.Calendar.from_ical(desk.calendar.export("adviser", "olha", MONDAY)).events
    assert (str(event["summary"]), str(event["location"])) == ("Busy", "Sala 2, Rynek 1, Nowy Sącz")
    assert (str(event["status"]), str(event["class"])) == ("TENTATIVE", "PRIVATE")
