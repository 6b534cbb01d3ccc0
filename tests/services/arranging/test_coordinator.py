"""The coordinator's boards over the real store."""

import datetime as dt

from cicdesk.domain.lead_time import Urgency
from cicdesk.schema.values import Values
from cicdesk.services.desk import Desk
from tests.support.arranging import add_interpreter, add_request, given_by_centre


def test_unfilled_requests_are_listed_by_urgency(desk: Desk) -> None:
    for given in ("Ala", "Ola", "Ela"):
        add_interpreter(desk, given, languages=[{"language": "ukr"}])
    who = add_interpreter(desk)
    today = add_request(desk, state="REQUESTED", day="2026-03-10", from_time="16:00", to_time="17:00")
    rare = add_request(desk, state="REQUESTED", day="2026-03-25")
    planned = add_request(desk, state="REQUESTED", day="2026-03-25", language="ukr")
    at_once = add_request(
        desk, state="OFFERED", wanted_interpreter=who, day="2026-03-10", from_time="11:00", to_time="12:00"
    )
    add_request(desk, day="2026-03-10")
    given_by_centre(desk, add_request(desk, state="OFFERED", wanted_interpreter=who), {"state": "CONFIRMED"})
    found = desk.coordinator.unfilled()
    assert [(each.record, each.urgency) for each in found] == [
        (at_once, Urgency.NOW),
        (today, Urgency.TODAY),
        (rare, Urgency.RARE),
        (planned, Urgency.PLANNED),
    ]
    assert [(each.notice_left, each.notice_needed) for each in found] == [(0, 5), (0, 5), (11, 5), (11, 2)]


def test_offers_without_an_answer_are_listed_the_overdue_first(desk: Desk) -> None:
    slow, quick = add_interpreter(desk, "Zarema"), add_interpreter(desk, "Luiza")
    waits = {
        "interpreter": slow,
        "answer": "WAITING",
        "sent_at": "2026-03-09T08:00Z",
        "answer_by": "2026-03-11T08:00Z",
    }
    over = {
        "interpreter": quick,
        "answer": "WAITING",
        "sent_at": "2026-03-10T07:00Z",
        "answer_by": "2026-03-10T09:00Z",
    }
    said = {"interpreter": quick, "answer": "DECLINED"}
    add_request(desk, state="OFFERED", wanted_interpreter=slow, offers=[waits, said])
    add_request(desk, state="OFFERED", wanted_interpreter=quick, offers=[over], day="2026-03-16")
    add_request(desk, state="REQUESTED", offers=[waits], day="2026-03-17")
    found = desk.coordinator.waiting()
    assert [(each.name, each.overdue) for each in found] == [("Luiza Demo", True), ("Zarema Demo", False)]


def test_the_month_stands_against_its_cap(desk: Desk) -> None:
    who = add_interpreter(desk, monthly_cap_hours=1)
    other = add_interpreter(desk, "Luiza")
    add_interpreter(desk, "Idle")
    for day in ("2026-03-13", "2026-03-16", "2026-04-01"):
        add_request(desk, state="OFFERED", wanted_interpreter=who, day=day)
    sheet: Values = {
        "interpreter": other,
        "day": "2026-03-02",
        "billed_minutes": 90,
        "cost": 18_000,
        "travel_cost": 500,
    }
    desk.records.create("time_sheet", sheet)
    found = desk.coordinator.month(dt.date(2026, 3, 10))
    assert [(each.name, each.booked, each.cap, each.billed, each.cost, each.over) for each in found] == [
        ("Zarema Demo", 120, 60, 0, 0, True),
        ("Luiza Demo", 0, 0, 90, 18_500, False),
    ]


def test_what_may_cost_waits_to_be_settled_with_its_sheet(desk: Desk) -> None:
    who = add_interpreter(desk)
    done, missed, absent = (
        add_request(desk, state="OFFERED", wanted_interpreter=who, day=f"2026-03-0{day}") for day in (2, 3, 4)
    )
    given_by_centre(desk, done, {"state": "COMPLETED", "interpreter": who})
    given_by_centre(desk, missed, {"state": "CLIENT_NO_SHOW", "interpreter": who})
    given_by_centre(desk, absent, {"state": "INTERPRETER_NO_SHOW", "interpreter": who})
    sheet: Values = {
        "interpreter": who,
        "interpreter_request": done,
        "day": "2026-03-02",
        "cost": 12_000,
        "client_signature": "ON_PAPER",
    }
    made = desk.records.create("time_sheet", sheet)[0]
    found = desk.coordinator.to_settle()
    assert [(each.record, each.sheet, each.cost, each.unsigned) for each in found] == [
        (done, made.id, 12_000, 2),
        (missed, "", 0, 3),
    ]
