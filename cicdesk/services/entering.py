"""What follows when a support, a participation or a person is saved: who joins, who comes again, what becomes known.

It belongs to the same transaction as what was saved, whichever window or script saved it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cicdesk.domain.entering import (
    REASON,
    as_on,
    begins,
    filled_later,
    read_day,
    reopened,
    status_of_end,
    the_one,
    without_reason,
)
from cicdesk.schema.problems import Problem
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import Value, Values, is_blank
from cicdesk.store import records
from cicdesk.store.engine import Connection


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes in the transaction that is under way."""

    create: Callable[[str, Values], str]
    """A new record of that kind; its id."""
    edit: Callable[[str, Values], None]
    """Changes fields of a record."""


def problems(kind: str, before: Values, written: Values) -> tuple[Problem, ...]:
    """What keeps a change of a participation from being saved: the day of joining stays, unless a reason is given."""
    altered = without_reason(before, written) if kind == "participation" else ()
    return (Problem(REASON, "reason_needed", facts={"because": altered}),) if altered else ()


def besides(connection: Connection, pen: Pen, kind: str, before: Values, written: Values) -> dict[str, Value]:
    """What else this very record says now; what other records say is written on the way."""
    if kind == "service":
        return _joined(connection, pen, {**before, **written}, written)
    if kind == "participation":
        return {**_first_day(connection, before, written), **status_of_end(before, written)}
    return {}


def _first_day(connection: Connection, before: Values, written: Values) -> dict[str, Value]:
    """What is known of the person on the day of joining, as soon as that day is written down."""
    day = read_day(written.get("entered_on"))
    if day is None or not is_blank(before.get("entered_on")):
        return {}
    person = str({**before, **written}.get("person") or "")
    known = as_on(records.snapshot(connection, person).values, day)
    return {name: value for name, value in known.items() if is_blank(written.get(name))}


def became_known(connection: Connection, pen: Pen, person: str, written: Values) -> None:
    """Write what is known of a person now into participations that had nothing there."""
    if not written:
        return
    found = _of_person(connection, person)
    values = records.snapshot(connection, person).values if found else {}
    for each in found:
        news = filled_later(values, each.values)
        if news:
            pen.edit(each.id, news)


def _joined(connection: Connection, pen: Pen, service: Values, written: Values) -> dict[str, Value]:
    """The participation that a support belongs to; made where there is none, entered where this is the first."""
    if not written.keys() & {"service", "project", "participation", "happened_on", "person"}:
        return {}
    person, day = str(service.get("person") or ""), read_day(service.get("happened_on"))
    held = _of_person(connection, person)
    chosen = _chosen(held, service, written)
    project = chosen.values.get("project") if chosen else service.get("project")
    if is_blank(project) or day is None or not begins(service.get("service")):
        return {}
    if chosen is None:
        part = pen.create("participation", {"person": person, "project": project, **_entry(day.isoformat())})
        _tell_person(connection, pen, person, {"project": project, "entry_date": day.isoformat()})
        return {"participation": part}
    news = _news(chosen, day.isoformat())
    if news:
        pen.edit(chosen.id, news)
        _tell_person(connection, pen, person, {"project": project, "entry_date": news.get("entered_on")})
    return {"participation": chosen.id, "project": project}


def _chosen(held: Sequence[Snapshot], service: Values, written: Values) -> Snapshot | None:
    """The participation that is named, or the one in the project; a project that was changed looks for its own."""
    by_id = {str(each.id): each for each in held}
    named = by_id.get(str(service.get("participation") or ""))
    moved = "project" in written and "participation" not in written
    if named is not None and not (moved and named.values.get("project") != service.get("project")):
        return named
    found = the_one(((each.id, each.values) for each in held), service.get("project"))
    return by_id[found[0]] if found else None


def _news(participation: Snapshot, day: str) -> dict[str, Value]:
    if is_blank(participation.values.get("entered_on")):
        return _entry(day)
    return reopened(participation.values, day)


def _entry(day: str) -> dict[str, Value]:
    return {"entered_on": day, "status": "ACTIVE"}


def _tell_person(connection: Connection, pen: Pen, person: str, values: Values) -> None:
    """The file says in which project somebody is and since when, unless it says so already."""
    held = records.snapshot(connection, person).values
    news = {name: value for name, value in values.items() if value and is_blank(held.get(name))}
    if news:
        pen.edit(person, news)


def _of_person(connection: Connection, person: str) -> list[Snapshot]:
    found = records.snapshots(connection, "root = ? AND deleted = 0", (person,), order="+n")
    return [each for each in found if each.kind == "participation"]
