"""What a calendar shows of a person, a room or a place: when they can be had, and what is booked. No client is named."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from cicdesk.domain import wall_time
from cicdesk.domain.booking.claims import Claim, Stay
from cicdesk.domain.booking.clashes import Known, clashes
from cicdesk.domain.booking.fitness import unfit
from cicdesk.domain.booking.free_times import NOT_OPEN, absence_of, hours_of, is_open
from cicdesk.domain.booking.wishes import KINDS, Stage, Wish
from cicdesk.domain.matching.facts import WeeklyHours
from cicdesk.domain.reading import items, moment, text
from cicdesk.domain.wall_time import Span, wall
from cicdesk.domain.workflows.engine import BOOKERS, actors_of
from cicdesk.domain.workflows.guard import GUARDED
from cicdesk.schema.values import Document

SHOWN = frozenset({Stage.OPEN, Stage.WISH, Stage.WAIT, Stage.LOST, Stage.TOOK_PLACE})
"""What was called off leaves the time free, and the calendar too."""
SPECIAL = "SPECIAL"
_HELD = frozenset({Stage.WISH, Stage.TOOK_PLACE})
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Away:
    """When somebody cannot be had although the week would allow it."""

    span: Span
    reason: str = ""
    """Code of `absence_reasons`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One booking of one person, room or place."""

    record: str
    kind: str
    span: Span
    stage: Stage
    state: str
    """The code of its state."""
    sure: bool
    """Whether the centre has given it."""
    movable: bool
    number: str = ""
    language: str = ""
    service: str = ""
    heads: int = 0
    """How many are looked after."""
    here: int = 0
    """How many of them are in care now."""
    left: int = 0
    """How many of them were collected."""
    where: str = ""
    """Room, address or place of care."""
    reasons: tuple[str, ...] = ()
    """Codes of `decision_reasons`: what is known to be in the way."""


@dataclass(frozen=True, slots=True)
class Row:
    """A person, room or place with what is in its calendar."""

    kind: str
    """As in `Resource`."""
    id: str
    name: str
    closed: tuple[Span, ...] = ()
    """Outside the weekly hours."""
    away: tuple[Away, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A record that asks for somebody's time."""

    id: str
    kind: str
    document: Document
    wish: Wish


@dataclass(frozen=True, slots=True)
class Around:
    """All that is known around the days in sight."""

    held: tuple[Held, ...]
    found: Mapping[str, Document]
    """The records that those name, and the register in sight."""
    role: str

    def find(self, rid: str) -> Document:
        """A document; an empty one where it is not known."""
        return self.found.get(rid, {})


def rows_of(kind: str, names: Mapping[str, str], shown: Span, around: Around) -> Iterator[Row]:
    """A row for each of these people, rooms or places, in that order."""
    entries = _entries(kind, shown, around)
    for rid, name in names.items():
        entry = around.find(rid)
        away = tuple(each for row in items(entry, "absences") if (each := _away(row, shown)))
        yield Row(kind, rid, name, closed(entry, shown), away, tuple(entries.get(rid, ())))


def closed(entry: Document, shown: Span) -> tuple[Span, ...]:
    """The parts of a span that lie outside somebody's weekly hours; none where no hours are written down."""
    hours = tuple(each for row in items(entry, "hours") if (each := hours_of(row)))
    if not hours:
        return ()
    found, reached = [], shown.start
    for open_ in sorted(_open(hours, shown)):
        if open_.start > reached:
            found.append(Span(reached, min(open_.start, shown.end)))
        reached = max(reached, open_.end)
    if reached < shown.end:
        found.append(Span(reached, shown.end))
    return tuple(each for each in found if each.start < each.end)


def _open(hours: Iterable[WeeklyHours], shown: Span) -> Iterator[Span]:
    listed = tuple(hours)
    day, last = wall(shown.start).day - _DAY, wall(shown.end).day
    while day <= last:
        for each in listed:
            if each.weekday == day.weekday():
                span = wall_time.span(day, each.start, each.end)
                if span.meets(shown):
                    yield span
        day += _DAY


def _away(row: Document, shown: Span) -> Away | None:
    span = absence_of(row)
    return Away(span, text(row, "reason")) if span and span.meets(shown) else None


def _entries(kind: str, shown: Span, around: Around) -> dict[str, list[Entry]]:
    """Whose -> the entries, the earliest first."""
    beside = _beside(around.held)
    found: dict[str, list[Entry]] = defaultdict(list)
    for held in around.held:
        if held.wish.stage not in SHOWN:
            continue
        for name, span in _of_kind(kind, held.wish):
            if span.meets(shown):
                found[name].append(_entry(held, span, _reasons(kind, name, held, around, beside), around))
    for each in found.values():
        each.sort(key=lambda entry: (entry.span, entry.record))
    return found


def _parts(wish: Wish) -> list[Claim | Stay]:
    return [*wish.claims, *wish.stays]


def _of_kind(kind: str, wish: Wish) -> Iterator[tuple[str, Span]]:
    """Which of that kind a wish asks for, and when; each once."""
    asked = [each for each in _parts(wish) if each.resource.kind == kind]
    yield from {each.resource.name: Span(moment(each.start), moment(each.end)) for each in asked}.items()


def _beside(held: Iterable[Held]) -> dict[tuple[str, str], list[Known]]:
    """Who is asked for -> by which wishes; so that not everything has to be compared with everything."""
    found: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for each in held:
        known = Known(each.id, each.wish, sure=is_sure(each.kind, each.document))
        for resource in dict.fromkeys(part.resource for part in _parts(each.wish)):
            found[resource.kind, resource.name].append(known)
    return found


def _reasons(
    kind: str, name: str, held: Held, around: Around, beside: Mapping[tuple[str, str], list[Known]]
) -> tuple[str, ...]:
    """What is in the way of this part of a booking, as far as is known here."""
    if held.wish.stage is Stage.LOST:
        return tuple(filter(None, (text(held.document, "decision_reason"),)))
    if held.wish.stage not in _HELD:
        return ()
    own = _only(kind, name, held.wish)
    others = [each for each in beside.get((kind, name), ()) if each.record != held.id]
    found = [each.reason for each in clashes(own, others)]
    if held.wish.stage is Stage.WISH:
        found += _against(kind, name, held, around)
    return tuple(dict.fromkeys(found))


def _only(kind: str, name: str, wish: Wish) -> Wish:
    """What a wish asks of one of them."""
    mine = (kind, name)
    return replace(
        wish,
        claims=tuple(each for each in wish.claims if (each.resource.kind, each.resource.name) == mine),
        stays=tuple(each for each in wish.stays if (each.resource.kind, each.resource.name) == mine),
    )


def _against(kind: str, name: str, held: Held, around: Around) -> Iterator[str]:
    entry, wish = around.find(name), held.wish
    if not entry:
        return
    part = next(each for each in _parts(wish) if each.resource.kind == kind)
    against = unfit(part.resource, entry, held.document, wall(moment(part.start)).day)
    if against:
        yield against
    elif not is_open(entry, part.start, part.end):
        yield NOT_OPEN


def _entry(held: Held, span: Span, reasons: tuple[str, ...], around: Around) -> Entry:
    document = held.document
    special = text(document, "sensitivity") == SPECIAL
    return Entry(
        record=held.id,
        kind=held.kind,
        span=span,
        stage=held.wish.stage,
        state=text(document, KINDS[held.kind].state),
        sure=is_sure(held.kind, document),
        movable=is_movable(held.kind, document, around.role),
        number=text(document, "number"),
        language=text(document, "language"),
        service="" if special else text(document, "service"),
        heads=sum(each.heads.all for each in held.wish.stays if each.resource.kind == "care_place"),
        where="" if special else place_of(document, around),
        reasons=reasons,
    )


def place_of(document: Document, around: Around) -> str:
    """Where it is, in the words of the registers, or else as it was typed."""
    room = around.find(text(document, "room"))
    if room:
        return ", ".join(filter(None, (text(room, "name"), text(room, "address"))))
    place = around.find(text(document, "place"))
    return text(place, "name") if place else text(document, "place")


def is_sure(kind: str, document: Document) -> bool:
    """Whether the centre gave what is asked for, at the time that is asked for now."""
    if kind == "appointment":
        return any(text(document, f"{part}_state") == "RESERVED" for part in ("adviser", "room"))
    return text(document, KINDS[kind].state) == "CONFIRMED"


def is_movable(kind: str, document: Document, role: str) -> bool:
    """Whether somebody with that role may give it another time."""
    guarded = GUARDED[kind]
    known = {state.value: state for state in guarded.chart.states}
    state = known.get(text(document, guarded.field))
    return (
        state is not None and guarded.chart.rescheduled(state) is not None and bool(BOOKERS & actors_of(role))
    )
