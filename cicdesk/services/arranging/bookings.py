"""A booking checked against what the laptop knows, before the centre has seen it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cicdesk.domain.alternatives import MOST
from cicdesk.domain.booking.busy import busy_in, claims_of
from cicdesk.domain.booking.claims import Resource
from cicdesk.domain.booking.clashes import Clash, Known, clashes
from cicdesk.domain.booking.fitness import unfit
from cicdesk.domain.booking.free_times import NOT_OPEN, free_times, is_away, is_open
from cicdesk.domain.booking.wishes import KINDS, Stage, Wish, named_by, wish_of
from cicdesk.domain.reading import minute, moment, text
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


@dataclass(frozen=True, slots=True)
class Asked:
    """An appointment, request or care as it stands in a form."""

    kind: str
    values: Values
    record: str = ""
    """Its id where it is saved already, so that it is not in its own way."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a wish."""

    parts: frozenset[str] = frozenset()
    """What it asks for: `adviser`, `room`, `interpreter`, `care`, and `carer/` with the id of each."""
    clashes: tuple[Clash, ...] = ()
    away: frozenset[Resource] = frozenset()
    """Those of them who are absent then, as against outside their weekly hours."""


class BookingService:
    """Provisional answers. What is free here may be taken elsewhere; only the centre knows."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def provisional(self, kind: str, values: Values, record: str = "") -> tuple[Clash, ...]:
        """What is in the way of an appointment, request or care as it stands in a form; empty means nothing known.

        `record`: its id where it is saved already, so that it is not in its own way.
        """
        return self.look(Asked(kind, values, record)).clashes

    def look(self, asked: Asked) -> Look:
        """The same, with what was asked for: a part that names nobody and no time is not free either."""
        seen = _View(self._context, asked, _BESIDE)
        wish = seen.wish
        if wish.empty:
            return Look()
        found = (*seen.not_possible(wish), *clashes(wish, seen.others))
        return Look(frozenset(seen.parts(wish)), found, frozenset(seen.away(wish)))

    def other_times(
        self, kind: str, values: Values, record: str = ""
    ) -> list[tuple[dt.datetime, dt.datetime]]:
        """The three nearest times at which nothing known is in the way."""
        return self.common_times([Asked(kind, values, record)])

    def common_times(
        self, together: Sequence[Asked], most: int = MOST
    ) -> list[tuple[dt.datetime, dt.datetime]]:
        """The nearest times at which nothing known is in the way of any of these; the first says what is near."""
        views = [_View(self._context, each, _REACH) for each in together]
        views = [each for each in views if not each.wish.empty and each.wish.start]
        if not views:
            return []
        first, now = views[0].wish, minute(self._context.clock.now())
        found = free_times(
            (first.start, first.end),
            now,
            lambda start, end: all(each.is_free(start, end) for each in views),
            most,
        )
        return [(moment(start), moment(end)) for start, end in found]


class _View:
    """A wish with all that the laptop holds around it, read at once."""

    def __init__(self, context: Context, asked: Asked, around: dt.timedelta) -> None:
        kind = asked.kind
        document = changes_between(spec_of(kind), {}, asked.values)
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
            entries = {claim.resource: self._find(claim.resource.name) for claim in self.wish.claims}
            told = {each.booking for entry in entries.values() for each in busy_in(entry)}
            here = {*booked.documents(connection, told), asked.record}
        self.others = [
            Known(rid, wish_of(other, held, self._find), sure=_is_sure(other, held))
            for other, rid, held in rows
            if rid != asked.record
        ]
        self.others += [
            Known("", Wish(Stage.WISH, (claim,)), sure=True) for claim in claims_of(entries, here)
        ]

    def _find(self, rid: str) -> Document:
        return self._entries.get(rid, {})

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing known would be in the way from one minute to another."""
        moved = self.wish.moved(start, end)
        return not self.not_possible(moved) and not clashes(moved, self.others)

    def not_possible(self, wish: Wish) -> list[Clash]:
        """What the registers say against it: closed, absent, ended, without valid checks, or past."""
        found = []
        for resource, part in _named(wish).items():
            reason = self._against(resource, wish)
            if reason:
                found.append(Clash(part, resource, reason))
        return found

    def parts(self, wish: Wish) -> Iterable[str]:
        """What it asks for."""
        return _named(wish).values()

    def away(self, wish: Wish) -> list[Resource]:
        """Who of those it asks for is absent then."""
        return [each for each in _named(wish) if is_away(self._find(each.name), wish.start, wish.end)]

    def _against(self, resource: Resource, wish: Wish) -> str:
        if wish.end <= self._now:
            return "PAST"
        entry = self._find(resource.name) if resource.kind in _REGISTERS else {}
        against = unfit(resource, entry, self._document, wall(moment(wish.start)).day)
        if against or not entry:
            return against
        return "" if is_open(entry, wish.start, wish.end) else NOT_OPEN


def _named(wish: Wish) -> dict[Resource, str]:
    parts = {claim.resource: claim.part for claim in wish.claims}
    return {**parts, **{stay.resource: "care" for stay in wish.stays if stay.resource not in parts}}


def _is_sure(kind: str, held: Document) -> bool:
    """Whether the centre gave it what it asks for."""
    if kind == "appointment":
        return any(text(held, f"{part}_state") == PartState.RESERVED for part in ("adviser", "room"))
    return text(held, KINDS[kind].state) == "CONFIRMED"
