"""A booking checked against what the laptop knows, before the centre has seen it."""

import datetime as dt

from cicdesk.domain.booking.claims import Resource
from cicdesk.domain.booking.clashes import Clash, Known, clashes
from cicdesk.domain.booking.fitness import unfit
from cicdesk.domain.booking.free_times import free_times, is_open
from cicdesk.domain.booking.reading import minute, moment, text
from cicdesk.domain.booking.wishes import KINDS, Wish, named_by, wish_of
from cicdesk.domain.wall_time import wall
from cicdesk.domain.workflows.appointment import PartState
from cicdesk.schema.documents import changes_between
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Document, Values
from cicdesk.services.context import Context
from cicdesk.store import booked

_BESIDE = dt.timedelta(days=1)
_REACH = dt.timedelta(days=16)
"""How far around a booking other times are looked for."""
_STATES = {"appointment": "PLANNED", "interpreter_request": "OFFERED", "care_request": "CHECKED"}
"""The state in which each asks: what is only being written is looked at as if it were sent."""
_REGISTERS = frozenset({"interpreter", "room", "carer", "care_place"})


class BookingService:
    """Provisional answers. What is free here may be taken elsewhere; only the centre knows."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def provisional(self, kind: str, values: Values, record: str = "") -> tuple[Clash, ...]:
        """What is in the way of an appointment, request or care as it stands in a form; empty means nothing known.

        `record`: its id where it is saved already, so that it is not in its own way.
        """
        seen = _View(self._context, kind, values, record, _BESIDE)
        if seen.wish.empty:
            return ()
        return (*seen.not_possible(seen.wish), *clashes(seen.wish, seen.others))

    def other_times(
        self, kind: str, values: Values, record: str = ""
    ) -> list[tuple[dt.datetime, dt.datetime]]:
        """The three nearest times at which nothing known is in the way."""
        seen = _View(self._context, kind, values, record, _REACH)
        if seen.wish.empty or not seen.wish.start:
            return []
        now = minute(self._context.clock.now())
        found = free_times((seen.wish.start, seen.wish.end), now, seen.is_free)
        return [(moment(start), moment(end)) for start, end in found]


class _View:
    """A wish with all that the laptop holds around it, read at once."""

    def __init__(
        self, context: Context, kind: str, values: Values, record: str, around: dt.timedelta
    ) -> None:
        document = changes_between(spec_of(kind), {}, values)
        self._document: Document = {**document, KINDS[kind].state: _STATES[kind]}
        self._kind = kind
        self._now = minute(context.clock.now())
        with context.store.read() as connection:
            self._entries: dict[str, Document] = {}
            self._entries.update(booked.documents(connection, named_by(kind, document)))
            self.wish = wish_of(kind, self._document, self._find)
            day = wall(moment(self.wish.start)).day if self.wish.start else None
            rows = list(
                booked.between(connection, KINDS, (day - around).isoformat(), (day + around).isoformat())
                if day
                else ()
            )
            named = {name for other, _rid, held in rows for name in named_by(other, held)}
            self._entries.update(booked.documents(connection, named - self._entries.keys()))
        self.others = [
            Known(rid, wish_of(other, held, self._find), sure=_is_sure(other, held))
            for other, rid, held in rows
            if rid != record
        ]

    def _find(self, rid: str) -> Document:
        return self._entries.get(rid, {})

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing known would be in the way from one minute to another."""
        moved = self.wish.moved(start, end)
        return not self.not_possible(moved) and not clashes(moved, self.others)

    def not_possible(self, wish: Wish) -> list[Clash]:
        """What the registers say against it: closed, absent, ended, without valid checks, or past."""
        parts = {claim.resource: claim.part for claim in wish.claims}
        parts.update({stay.resource: "care" for stay in wish.stays if stay.resource not in parts})
        found = []
        for resource, part in parts.items():
            reason = self._against(resource, wish)
            if reason:
                found.append(Clash(part, resource, reason))
        return found

    def _against(self, resource: Resource, wish: Wish) -> str:
        if wish.end <= self._now:
            return "PAST"
        entry = self._find(resource.name) if resource.kind in _REGISTERS else {}
        against = unfit(resource, entry, self._document, wall(moment(wish.start)).day)
        if against or not entry:
            return against
        return "" if is_open(entry, wish.start, wish.end) else "NOT_OPEN"


def _is_sure(kind: str, held: Document) -> bool:
    """Whether the centre gave it what it asks for."""
    if kind == "appointment":
        return any(text(held, f"{part}_state") == PartState.RESERVED for part in ("adviser", "room"))
    return text(held, KINDS[kind].state) == "CONFIRMED"
