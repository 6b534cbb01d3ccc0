"""A carer's and an interpreter's own laptops with the real programs: what they hold, what they can do, what they cannot."""

import datetime as dt
import sqlite3
from dataclasses import replace
from typing import Any

import pytest

from cicdesk.domain.care_ratios import Child
from cicdesk.domain.carer_checks import CARER_CHECKS
from cicdesk.domain.pick_up import Collector, Doubt
from cicdesk.domain.sign_in import Arrival
from cicdesk.domain.wall_time import wall
from cicdesk.services.arranging.care import Staff
from cicdesk.services.arranging.care_steps import Said
from tests.end_to_end.conftest import Place
from tests.support.laptops import QuickLaptop

pytestmark = [pytest.mark.slow, pytest.mark.server]
Anything = Any  # values of a record's fields
SECRET = "Tajemniczak"
PIN = "407193"
CARD = {
    "given_names": "Danylo", "family_name": "Koval", "birth_date": "2022-03-01", "remarks": SECRET,
    "allergies": [{"kind": "FOOD", "to": "orzechy"}], "court_restriction": "YES",
    "restricted": [{"name": "Petro Koval", "remark": SECRET, "order_number": SECRET}],
    "pick_up": [{"id": "g", "name": "Halyna Koval", "document": "PASSPORT", "pin": PIN}],
}  # fmt: skip


def today() -> str:
    return wall(dt.datetime.now(dt.UTC)).day.isoformat()  # the real server's clock is the system's


def made(laptop: QuickLaptop, of: str, /, **values: Anything) -> str:
    return str(laptop.do("create", kind=of, values=values)["id"])


def everything_in(laptop: QuickLaptop) -> str:
    """All that the laptop's file holds, of every table."""
    with laptop.script._desk.context.store.read() as connection:
        tables = [
            row[0]
            for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found = []
        for table in tables:
            try:
                found += [str(tuple(row)) for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')]
            except sqlite3.Error:
                continue
    return "\n".join(found)


def a_visit(desk: QuickLaptop, **visit: Anything) -> tuple[str, str, str]:
    person = desk.person("Koval", pesel="", email=f"{SECRET.lower()}@example.org")
    made(desk, "note", person=person, text=SECRET)
    card = made(desk, "dependant", person=person, **CARD)
    place = made(desk, "care_place", name="Kącik", capacity=6)
    usual = {"day": today(), "from_time": "09:00", "to_time": "12:00", "guardian_phone": "+48000000001"}
    session = made(desk, "care_session", person=person, dependant=card, place=place, **{**usual, **visit})
    desk.sync()
    return person, card, session


def _on_duty(desk: QuickLaptop, carer: QuickLaptop) -> str:
    """A carer with every check, known on both laptops."""
    checks = [{"kind": kind, "done_on": "2026-01-10", "result": "CLEAR"} for kind in CARER_CHECKS]
    entry = made(desk, "carer", given_names="Basia", family_name="Demo", checks=checks)
    desk.sync()
    carer.sync()
    return entry


def test_a_carers_file_holds_today_and_nothing_of_the_rest(place: Place) -> None:
    desk, carer = place.laptop(), place.laptop(role="carer")
    _person, _card, session = a_visit(desk)
    a_visit(desk, day="2026-01-05")
    carer.sync()
    held = everything_in(carer)
    assert "orzechy" in held
    assert SECRET.lower() not in held.lower()
    assert PIN not in held
    assert [each["id"] for each in carer.do("list", kind="care_session")["records"]] == [session]


def test_a_child_comes_in_and_goes_home_on_a_carers_laptop_with_the_pin_that_it_was_not_told(
    place: Place,
) -> None:
    desk, carer = place.laptop(), place.laptop(role="carer")
    _person, _card, session = a_visit(desk)
    carer.sync()
    past_the_door = carer.ask(
        {"do": "edit", "id": session, "values": {"state": "PRESENT", "in_time": "09:01"}}
    )
    assert past_the_door["code"] == "invalid_record"
    seen = Arrival(
        child=Child(""), identity_checked=True, guardian_phone="+48000000001", on_premises=True, healthy=True,
        card_unchanged=True,
    )  # fmt: skip
    steps = carer.script._desk.care_steps
    assert steps.sign_in(session, seen, Said(), Staff((_on_duty(desk, carer),), 1)).changes is not None
    carer.sync()
    desk.sync()
    assert desk.value(session, "state") == "PRESENT"
    care = carer.script._desk.care

    who = Collector(entry="g", document="PASSPORT", age=60)
    assert care.handover(session, replace(who, pin="000000")).doubts == (Doubt.WRONG_PIN,)
    assert care.handover(session, replace(who, pin=PIN)).allowed
    assert care.handover(session, Collector(name="Petro Koval")).doubts[-1] is Doubt.COURT


def test_a_carer_puts_a_wish_on_the_waiting_list_and_notes_an_incident_and_all_of_it_is_taken(
    place: Place,
) -> None:
    desk, carer = place.laptop(), place.laptop(role="carer")
    person, card, session = a_visit(desk)
    carer.sync()
    made(
        carer, "incident", person=person, dependant=card, care_session=session, what="Kolano", kind="ACCIDENT"
    )
    made(carer, "care_request", person=person, dependants=[card], day=today(), from_time="09:00", state="WAITING_LIST",
         place=carer.value(session, "place"))  # fmt: skip
    done = carer.sync()
    assert (done["refused"], carer.state()["waiting"], carer.state()["attention"]) == (0, 0, 0)
    assert carer.sync()["pulled"] == 0


@pytest.mark.parametrize(
    "asked",
    [
        {"do": "list", "kind": "person"}, {"do": "list", "kind": "dependant"}, {"do": "list", "kind": "note"},
        {"do": "find", "text": "Koval"}, {"do": "create", "kind": "person", "values": {"family_name": "X"}},
        {"do": "files", "person": "x"}, {"do": "attach", "person": "x", "path": "/etc/hostname"}, {"do": "outbox"},
        {"do": "save_file", "id": "x", "path": "/nowhere"},
    ],
)  # fmt: skip
def test_verbs_of_the_script_that_are_not_a_carers_are_refused_in_words(
    place: Place, asked: dict[str, Any]
) -> None:
    answer = place.laptop(role="carer").ask(asked)
    assert (answer["code"], answer["who"]) == ("not_allowed", "person")
    assert answer["text"]


def test_of_a_card_a_script_of_a_carer_gets_a_first_name_and_a_letter_and_of_a_visit_what_is_theirs(
    place: Place,
) -> None:
    desk, carer = place.laptop(), place.laptop(role="carer")
    person, card, session = a_visit(desk, health_note="Gorączka rano")
    carer.sync()
    for record in (person, card):
        assert carer.record(record)["values"] == {}
    assert "health_note" not in carer.record(session)["values"]
    assert carer.fails("edit", id=card, values={"court_restriction": "NO"}) == "not_allowed person"


def test_on_a_laptop_that_the_office_uses_as_well_a_carer_is_refused_all_the_same(place: Place) -> None:
    shared = place.laptop()
    person, card, session = a_visit(shared)
    user = place.user(role="carer")
    shared.enrol(place.url, place.code(user, laptop=shared.script._desk.device_name), user)
    assert shared.fails("find", text="Koval") == "not_allowed person"
    assert shared.record(card)["values"] == {}
    assert SECRET not in str(shared.record(session)) + str(shared.record(person))


def test_an_interpreters_file_holds_their_own_jobs_and_a_first_name(place: Place) -> None:
    desk, mine = place.laptop(), place.laptop(role="interpreter")
    person = desk.person(SECRET, given_names="Zulai")
    entry = made(
        desk,
        "interpreter",
        family_name="Demo",
        user=mine.user,
        remarks=SECRET,
        languages=[{"language": "che"}],
    )
    other = made(desk, "interpreter", family_name=SECRET, languages=[{"language": "che"}])
    when = {
        "person": person,
        "language": "che",
        "day": today(),
        "from_time": "10:00",
        "to_time": "11:00",
        "mode": "PHONE",
    }
    offer = [{"interpreter": entry, "answer": "WAITING"}]
    job = made(
        desk,
        "interpreter_request",
        **when,
        state="OFFERED",
        wanted_interpreter=entry,
        offers=offer,
        cost_line=SECRET,
    )
    theirs = made(desk, "interpreter_request", **when, state="OFFERED", wanted_interpreter=other)
    desk.sync()
    mine.sync()
    held = everything_in(mine)
    assert job in held
    assert theirs not in held
    assert SECRET not in held
    assert mine.record(person)["values"] == {}
    mine.edit(job, offers=[{**mine.value(job, "offers")[0], "answer": "ACCEPTED"}])
    assert mine.sync()["refused"] == 0
    mine.sync()
    assert mine.value(job, "state") == "CONFIRMED"
    sheet = made(
        mine, "time_sheet", person=person, interpreter=entry, interpreter_request=job, from_time="10:00"
    )
    assert mine.sync()["refused"] == 0
    desk.sync()
    assert desk.value(sheet, "interpreter") == entry


def test_a_pin_stands_in_its_record_and_in_nothing_that_leaves_it(place: Place) -> None:
    desk = place.laptop()
    person, card, _session = a_visit(desk)
    assert PIN not in str(desk.record(card))
    desk.edit(card, pick_up=[{**desk.value(card, "pick_up")[0], "phone": "+48000000009"}])
    held = desk.script._desk.records.get(card).values["pick_up"]
    assert PIN in str(held)
    assert "+48000000009" in str(held)
    assert PIN not in str(desk.do("list", kind="dependant"))
    assert PIN not in str(desk.do("find", text="Danylo"))
    assert person
