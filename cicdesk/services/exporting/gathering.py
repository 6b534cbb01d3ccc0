"""The participants of a project in a time, from the records of this laptop."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

import msgspec

from cicdesk.reports.sm_efs.participant import Participant
from cicdesk.services.exporting.approved import Approved
from cicdesk.services.exporting.participants import Given, Joined, Rows, Taking
from cicdesk.services.exporting.steps import EVERY, Step, part
from cicdesk.store import reading
from cicdesk.store.engine import Connection

T = TypeVar("T")
Row = tuple[str, str, str, str]
Person = Mapping[str, Any]

_OF_PERSON = (
    "given_names", "family_name", "birth_date", "pesel", "no_pesel", "other_identifier", "email", "address",
)  # fmt: skip
"""What the file needs of a person beside the telephones."""
_PHONES = "phones/"
_taking = msgspec.json.Decoder(Taking).decode
_given = msgspec.json.Decoder(Given).decode
_registers = msgspec.json.Decoder(dict[str, Any]).decode


@dataclass(frozen=True, slots=True)
class Asked:
    """Which participants are wanted."""

    project: str
    since: dt.date | None = None
    """Who had left before is left out."""
    until: dt.date | None = None
    """Who joined later is left out, and so are later supports."""

    def takes(self, entered: str, ended: str) -> bool:
        """Whether somebody who took part in that time is meant; who has not joined yet is nobody's participant."""
        return (
            bool(entered)
            and self.happened(entered)
            and (self.since is None or not ended or ended >= self.since.isoformat())
        )

    def happened(self, day: str) -> bool:
        """Whether that day is not later than what is wanted."""
        return self.until is None or day <= self.until.isoformat()


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everybody who belongs into the file."""

    participants: tuple[Participant, ...]
    """Their references are the ids of the participations."""
    people: Mapping[str, str]
    """By participation, the person it is about."""
    approved: int
    """How many rows stand as they were approved, because somebody has changed them since."""


def gather(connection: Connection, asked: Asked, rows: Rows, step: Step) -> Gathered:
    """The rows of the file."""
    approved = Approved.of(connection)
    takings = _takings(connection, asked, approved, part(step, 0, 20))
    people = _people(
        connection, {_name(each.person) for each in takings.values()}, approved, part(step, 20, 45)
    )
    given = _given_to(connection, asked, approved, part(step, 45, 75))
    joined = _joined(takings, people, given)
    whose = {each.reference: _name(takings[each.reference].person) for each in joined}
    watched = part(step, 75, 100)
    made: list[Participant] = []
    for number, each in enumerate(joined):
        if number % EVERY == 0:
            watched(number, len(joined))
        made.append(rows.row(each))
    return Gathered(tuple(made), whose, sum(each in approved.cases for each in whose.values()))


def _takings(connection: Connection, asked: Asked, approved: Approved, step: Step) -> dict[str, Taking]:
    found: dict[str, Taking] = {}
    for record, root, _number, text in _watched(connection, "participation", step):
        taking = approved.as_approved(record, root, text, _taking)
        if (
            taking is not None
            and taking.project == asked.project
            and taking.person
            and asked.takes(_name(taking.entered_on), _name(taking.ended_on))
        ):
            found[record] = taking
    return found


def _people(connection: Connection, wanted: set[str], approved: Approved, step: Step) -> dict[str, Person]:
    """These people; a file that became part of another is shown in it, with all that hangs on it."""
    return {
        record: _of_person(approved.as_approved(record, root, text, _registers))
        for record, root, _number, text in _watched(connection, "person", step)
        if record in wanted
    }


def _of_person(registers: Mapping[str, Any] | None) -> Person:
    held = registers or {}
    kept = {name: held.get(name) for name in _OF_PERSON}
    kept.update((name, each) for name, each in held.items() if name.startswith(_PHONES))
    return kept


def _given_to(connection: Connection, asked: Asked, approved: Approved, step: Step) -> dict[str, list[Given]]:
    """By participation, and by person where a service names none, what was given."""
    found: dict[str, list[Given]] = {}
    for record, root, _number, text in _watched(connection, "service", step):
        given = approved.as_approved(record, root, text, _given)
        if given is not None and asked.happened(_name(given.happened_on)):
            if given.participation:
                found.setdefault(_name(given.participation), []).append(given)
            elif given.project == asked.project:
                found.setdefault(_name(given.person), []).append(given)
    return found


def _joined(
    takings: Mapping[str, Taking], people: Mapping[str, Person], given: Mapping[str, list[Given]]
) -> list[Joined]:
    """One a person: who took part twice, or whose file became part of another, stands in the file once."""
    by_person: dict[str, list[str]] = {}
    for record, taking in takings.items():
        by_person.setdefault(_name(taking.person), []).append(record)
    return [
        _together(
            sorted(records, key=lambda each: (_name(takings[each].entered_on), each)),
            takings,
            people[person],
            given,
        )
        for person, records in by_person.items()
        if person in people
    ]


def _together(
    records: list[str], takings: Mapping[str, Taking], person: Person, given: Mapping[str, list[Given]]
) -> Joined:
    """The first time counts for what was so on joining, the last one for how it ended."""
    first, last = takings[records[0]], takings[records[-1]]
    names = dict.fromkeys(each for record in records for each in (record, _name(takings[record].person)))
    if len(records) > 1:
        told = next((takings[each].technical_id for each in records if takings[each].technical_id), None)
        first = msgspec.structs.replace(
            first, technical_id=told, ended_on=last.ended_on, as_planned=last.as_planned,
            end_situation=last.end_situation,
        )  # fmt: skip
    return Joined(records[0], first, person, [each for name in names for each in given.get(name, ())])


def _watched(connection: Connection, kind: str, step: Step) -> Iterator[Row]:
    total = reading.count(connection, kind)
    rows = iter(reading.texts(connection, kind))
    done = 0
    while some := list(islice(rows, EVERY)):
        step(done, total)
        done += len(some)
        yield from some


def _name(value: object) -> str:
    return value if isinstance(value, str) else ""
