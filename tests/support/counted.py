"""Invented people in projects, with what indicators are counted from."""

from typing import Any

from cicdesk.base.ids import RecordId
from cicdesk.services import edits
from cicdesk.services.desk import Desk
from cicdesk.store import pending, records
from tests.support.desks import add_person


def joins(desk: Desk, family: str, day: str, project: str = "fami", **snapshot: object) -> RecordId:
    """A person who has joined a project on a day, as the program itself notes it."""
    person = add_person(desk, "Olena", family, "")
    values: dict[str, Any] = {"person": person, "project": project, "status": "ACTIVE", "eligible": "YES"}
    made, _changes = desk.records.create("participation", values)
    frozen: dict[str, Any] = {"entered_on": day, "sex_at_entry": "K", "age_at_entry": 30, **snapshot}
    with desk.context.store.write() as connection:
        base = records.base(connection, made.id)
        unsent = pending.unsent_of(connection, (made.id,)).get(made.id, [])
        user, now = desk.context.user, desk.context.now()
        edits.keep(connection, edits.change(base, unsent, frozen, user, now))
    return person


def give(desk: Desk, person: str, service: str, day: str, project: str = "fami", **more: object) -> None:
    """A service given to somebody."""
    values: dict[str, Any] = {
        "person": person, "project": project, "service": service, "happened_on": day, "minutes": 45, **more,
    }  # fmt: skip
    desk.records.create("service", values)


def assess(desk: Desk, person: str, occasion: str, overall: str, day: str) -> None:
    """How well somebody knows Polish."""
    desk.records.create(
        "language_level",
        {"person": person, "language": "pol", "occasion": occasion, "overall": overall, "assessed_on": day},
    )
