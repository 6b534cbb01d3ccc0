"""Registers, requests and bookings of one laptop, with invented people in them."""

from typing import Any

from cicdesk.services.desk import Desk
from cicdesk.services.records import RecordService
from cicdesk.store import booked, records
from cicdesk.store.projection import Base

DAY = "2026-03-13"
"""The Friday after the tests' Tuesday."""
Anything = Any  # values of a record's fields
AT_THE_DOOR: dict[str, Anything] = {
    "in_time": "09:05", "signed_in_by": "olha", "guardian_phone": "+48 000 000 001", "identity_checked": True,
    "on_premises": True, "healthy": "YES", "card_unchanged": "YES", "children_present": 1, "carers_present": 1,
}  # fmt: skip
"""What is written when a child comes in."""


def add_interpreter(desk: Desk, given: str = "Zarema", **values: Anything) -> str:
    """An interpreter of Chechen from Nowy Sącz whom nothing keeps from anything, unless said."""
    usual: dict[str, Anything] = {
        "given_names": given, "family_name": "Demo", "sex": "K", "engagement": "CONTRACT",
        "contract_from": "2026-01-01", "home_commune": "1262011",
        "languages": [{"language": "che", "into": "pol", "direction": "BOTH"}],
        "rates": [{"unit": "HOUR", "amount": 12_000}],
    }  # fmt: skip
    return desk.records.create("interpreter", {**usual, **values})[0].id


def interpreter_values(person: str = "", **values: Anything) -> dict[str, Anything]:
    """A request for Chechen on Friday at ten in Nowy Sącz."""
    usual: dict[str, Anything] = {
        "language": "che", "day": DAY, "from_time": "10:00", "to_time": "11:00", "mode": "ON_SITE",
        "commune": "1262011", "place": "Szpital, piętro 2",
    }  # fmt: skip
    about = {"person": person} if person else {"group_name": "Kobiety z ośrodka"}
    return {**about, **usual, **values}


def add_request(desk: Desk, person: str = "", **values: Anything) -> str:
    """A saved request."""
    return desk.records.create("interpreter_request", interpreter_values(person, **values))[0].id


def valid_checks(*kinds: str) -> list[dict[str, Anything]]:
    """Checks made this winter, all in order."""
    listed = kinds or ("RSPTS", "KRK", "COUNTRIES", "STANDARDS", "FIRST_AID")
    return [{"kind": kind, "done_on": "2026-01-10", "result": "CLEAR"} for kind in listed]


def add_carer(desk: Desk, given: str = "Basia", **values: Anything) -> str:
    """A carer with every check."""
    usual: dict[str, Anything] = {"given_names": given, "family_name": "Demo", "checks": valid_checks()}
    return desk.records.create("carer", {**usual, **values})[0].id


def add_place(desk: Desk, **values: Anything) -> str:
    """A corner for children from half a year to seven."""
    usual: dict[str, Anything] = {"name": "Kącik", "capacity": 12, "youngest_months": 6, "oldest_years": 7}
    return desk.records.create("care_place", {**usual, **values})[0].id


def add_room(desk: Desk, **values: Anything) -> str:
    """A room in Nowy Sącz."""
    usual = {"name": "Sala 2", "address": "Rynek 1, Nowy Sącz", "commune": "1262011"}
    return desk.records.create("room", {**usual, **values})[0].id


def care_values(person: str, place: str, **values: Anything) -> dict[str, Anything]:
    """A wish for care of one child of four on Friday from ten to eleven."""
    usual = {
        "person": person, "place": place, "day": DAY, "from_time": "10:00", "to_time": "11:00",
        "others": [{"age_years": 4}],
    }  # fmt: skip
    return {**usual, **values}


def add_card(desk: Desk, person: str, given: str = "Danylo", **values: Anything) -> str:
    """The card of a child of four."""
    usual = {"person": person, "given_names": given, "family_name": "Zhuk", "birth_date": "2022-03-01"}
    return desk.records.create("dependant", {**usual, **values})[0].id


def add_visit(desk: Desk, person: str, card: str, place: str, **values: Anything) -> str:
    """A visit on the tests' Tuesday from nine to twelve, expected unless said; who is in came through the door."""
    usual = {
        "person": person, "dependant": card, "place": place, "day": "2026-03-10", "from_time": "09:00",
        "to_time": "12:00", "guardian_phone": "+48 000 000 001",
    }  # fmt: skip
    return RecordService(desk.context).create("care_session", {**usual, **values})[0].id


def take_in(desk: Desk, visit: str) -> None:
    """A child comes in, and all is looked at."""
    desk.records.take_in(visit, {"state": "PRESENT", **AT_THE_DOOR, "signed_in_by": desk.user})


def given_by_centre(desk: Desk, record: str, registers: dict[str, Anything]) -> None:
    """As if the centre had taken the record and written these registers into it."""
    held = desk.records.get(record)
    with desk.context.store.write() as connection:
        document = booked.documents(connection, [record])[record]
        connection.exec_driver_sql("DELETE FROM outbox WHERE record = ?", (record,))
        data = {**document, **registers}
        records.put(connection, [Base(held.id, held.root, held.kind, seq=7, data=data)])
