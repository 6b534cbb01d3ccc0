"""The calendar of one laptop: whose time is booked when, and another time for a booking. Works without a network."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cicdesk.domain import wall_time
from cicdesk.domain.booking.clashes import Clash
from cicdesk.domain.booking.fitness import has_ended
from cicdesk.domain.booking.wishes import KINDS, named_by, wish_of
from cicdesk.domain.reading import text
from cicdesk.domain.wall_time import Span
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Document, Value, Values
from cicdesk.services.arranging.bookings import BookingService
from cicdesk.services.arranging.calendar_rows import Around, Held, Row, is_sure, rows_of
from cicdesk.services.arranging.calendar_visits import PLACES_OF, Visit, visit_of, with_visits
from cicdesk.services.arranging.calendar_visits import named_by as visited
from cicdesk.services.arranging.care_day import SESSION
from cicdesk.services.arranging.care_expected import REQUEST
from cicdesk.services.arranging.care_facts import full_name
from cicdesk.services.context import Context
from cicdesk.services.records import RecordService
from cicdesk.services.staff import StaffService
from cicdesk.store import booked
from cicdesk.store.engine import Connection

WHOSE = ("interpreter", "adviser", "room", "carer", "care_place")
"""Whose calendars there are."""
ADVISER = "adviser"
EXPORT_DAYS = 56
_BESIDE = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A day and hours as clocks in Poland show them; an end that is not after the start is on the next day."""

    day: dt.date
    start: dt.time
    end: dt.time

    @property
    def span(self) -> Span:
        """The instants."""
        return wall_time.span(self.day, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Moved:
    """A booking that was given another time."""

    record: str
    back: Mapping[str, Value]
    """What stood there before: day and hours."""
    confirmed_before: bool
    """Whether the centre had confirmed the time that was given up."""


class CalendarService:
    """Rows of people, rooms and places, and what becomes of a booking that is moved."""

    def __init__(
        self, context: Context, records: RecordService, bookings: BookingService, staff: StaffService
    ) -> None:
        self._context = context
        self._records = records
        self._bookings = bookings
        self._staff = staff

    def today(self) -> dt.date:
        """The day by clocks in Poland."""
        return wall_time.wall(self._context.clock.now()).day

    def names(self, kind: str) -> dict[str, str]:
        """Everybody of that kind who is still offered: ids -> names, in the order of the names."""
        with self._context.store.read() as connection:
            return self._names(kind, dict(_register(connection, kind)))

    def rows(self, kind: str, first: dt.date, days: int, only: str = "") -> tuple[Row, ...]:
        """The calendars of that kind for so many days; with `only` the one of that id."""
        shown = Span(
            wall_time.instant(first, dt.time()),
            wall_time.instant(first + dt.timedelta(days=days), dt.time()),
        )
        with self._context.store.read() as connection:
            register = dict(_register(connection, kind))
            visits = self._visits(connection, first, days) if kind in PLACES_OF else []
            around = self._around(connection, first, days, register, visits)
        names = self._names(kind, register)
        if only:
            names = {rid: name for rid, name in names.items() if rid == only}
        rows = rows_of(kind, names, shown, around)
        return tuple(with_visits(rows, visits, shown, around) if visits else rows)

    def tried(self, record: str, slot: Slot) -> tuple[Clash, ...]:
        """What is known to be in the way of a booking at another time."""
        held = self._records.get(record)
        values = {**held.values, **_written(held, slot)}
        if held.kind == SESSION:
            return self._bookings.provisional(REQUEST, _as_wished(values), str(values.get(REQUEST) or ""))
        return self._bookings.provisional(held.kind, values, record)

    def move(self, record: str, slot: Slot) -> tuple[Moved, Changes]:
        """Give a booking another time; the centre confirms it anew. InvalidRecord where its time stands."""
        held = self._records.get(record)
        written = _written(held, slot)
        with self._context.store.read() as connection:
            document = booked.documents(connection, [record])[record]
        sure = held.kind != SESSION and is_sure(held.kind, document)
        _snapshot, changes = self._records.edit(record, written)
        back = {name: held.values.get(name) for name in written}
        return Moved(record, back, confirmed_before=sure), changes

    def take_back(self, moved: Moved) -> Changes:
        """Give a booking the time that it had; the centre confirms that anew as well."""
        return self._records.edit(moved.record, moved.back)[1]

    def export(self, kind: str, name: str, first: dt.date, days: int = EXPORT_DAYS) -> bytes:
        """One calendar for other programs, with times and places and nothing about clients."""
        from cicdesk.services.arranging.ical import write  # noqa: PLC0415  a library that only this needs

        rows = self.rows(kind, first, days, name)
        entries = [each for row in rows for each in row.entries]
        with self._context.store.read() as connection:
            documents = booked.documents(connection, [each.record for each in entries])
            clients = booked.documents(connection, {text(each, "person") for each in documents.values()})
        secret = {rid: _telling(clients.get(text(each, "person"), {})) for rid, each in documents.items()}
        return write(entries, name, secret, self._context.clock.now())

    def _visits(self, connection: Connection, first: dt.date, days: int) -> list[Visit]:
        last, now = first + dt.timedelta(days=days), self._context.clock.now()
        found = booked.between(
            connection, (SESSION,), (first - _BESIDE).isoformat(), (last + _BESIDE).isoformat()
        )
        visits = (visit_of(rid, document, now) for _kind, rid, document in found)
        return [each for each in visits if each is not None]

    def _around(
        self,
        connection: Connection,
        first: dt.date,
        days: int,
        register: Mapping[str, Document],
        visits: Iterable[Visit] = (),
    ) -> Around:
        last = first + dt.timedelta(days=days)
        rows = list(
            booked.between(connection, KINDS, (first - _BESIDE).isoformat(), (last + _BESIDE).isoformat())
        )
        named = {name for kind, _rid, document in rows for name in named_by(kind, document)}
        named |= {name for each in visits for name in visited(each.document)}
        found = {**register, **booked.documents(connection, named - register.keys())}
        held = [
            Held(rid, kind, document, wish_of(kind, document, lambda each: found.get(each, {})))
            for kind, rid, document in rows
        ]
        return Around(tuple(held), found, self._context.role)

    def _names(self, kind: str, register: Mapping[str, Document]) -> dict[str, str]:
        today = self.today()
        names = (
            self._staff.users()
            if kind == ADVISER
            else {
                rid: text(entry, "name") or full_name(entry) or text(entry, "agency")
                for rid, entry in register.items()
                if not has_ended(entry, today)
            }
        )
        return dict(sorted(names.items(), key=lambda each: (each[1].casefold(), each[0])))


def _register(connection: Connection, kind: str) -> Mapping[str, Document]:
    return {} if kind == ADVISER else dict(booked.of_kind(connection, kind))


def _written(held: Snapshot, slot: Slot) -> dict[str, Value]:
    """What is written down for another time; where no end was said, none is."""
    times: dict[str, Value] = {"day": slot.day.isoformat(), "from_time": f"{slot.start:%H:%M}"}
    if held.values.get("to_time"):
        times["to_time"] = f"{slot.end:%H:%M}"
    return times


def _as_wished(visit: Values) -> dict[str, Value]:
    """A visit as the wish for care that would ask for the same."""
    taken = ("person", "place", "day", "from_time", "to_time")
    values = {name: visit[name] for name in taken if visit.get(name)}
    return {**values, "dependants": [visit.get("dependant")], "wanted_carers": visit.get("carers")}


def _telling(person: Document) -> tuple[str, ...]:
    """Words that would say who a client is."""
    names = (text(person, each) for each in ("given_names", "family_name", "original_name"))
    return tuple(word.casefold() for each in names for word in each.split() if len(word) > 1)
