"""What the calendar shows at one moment: lanes, what is shaded in them, and boxes. No Qt."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cicdesk.base.i18n import _
from cicdesk.domain.wall_time import Comes, Span
from cicdesk.presenters.calendar_desk import Entry, Row, Slot, Stage
from cicdesk.presenters.calendar_layout import Piece, Place, beside, odd_hours, pieces
from cicdesk.presenters.calendar_moves import slot_of
from cicdesk.presenters.calendar_words import (
    begun,
    clash_words,
    code_words,
    detail_words,
    free_day_words,
    hours_words,
    state_words,
    title_words,
    tone_of,
    weekday_words,
)
from cicdesk.presenters.words import kind_icon

_HOUR = 60
_OF_PLACES = frozenset({"room", "care_place"})


@dataclass(frozen=True, slots=True)
class Band:
    """A shaded part of a lane."""

    top: int
    bottom: int
    kind: str
    """`closed`, `away`, `never` or `twice`."""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One column: a day of somebody, or somebody's day."""

    whose: str
    """The id of the person, room or place."""
    day: dt.date
    title: str
    detail: str = ""
    today: bool = False
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A booking in a lane, or the part of it that lies on that day. Minutes count from midnight."""

    lane: int
    top: int
    bottom: int
    place: Place
    entry: Entry
    slot: Slot
    title: str
    hours: str
    detail: str
    state: str
    clash: str
    tone: str
    icon: str
    firm: bool
    """Whether it is more than a wish; a wish has a dashed edge."""

    @property
    def key(self) -> tuple[str, int]:
        """By which it is found again after the page was looked up anew."""
        return self.entry.record, self.lane

    @property
    def words(self) -> str:
        """All of it in one line, for readers of the screen and the line below the grid."""
        return ", ".join(filter(None, (self.hours, self.title, self.detail, self.state, self.clash)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarShown:
    """The page at one moment."""

    whose: str = "adviser"
    names: tuple[tuple[str, str], ...] = ()
    """Everybody of that kind: id and name."""
    only: str = ""
    """Whose week it is."""
    week: bool = True
    first: dt.date = dt.date.min
    lanes: tuple[Lane, ...] = ()
    boxes: tuple[Box, ...] = ()
    now: int = -1
    """Minutes after midnight in the lanes of today."""


@dataclass(frozen=True, slots=True)
class Ghost:
    """Where a booking would stand."""

    lane: int
    top: int
    bottom: int


def lanes_of(rows: Sequence[Row], first: dt.date, today: dt.date, *, week: bool) -> tuple[Lane, ...]:
    """The seven days of one row, or one day of all rows: those with bookings first."""
    if week:
        days = [first + dt.timedelta(days=number) for number in range(7)]
        return tuple(_lane(row, day, today, week=True) for row in rows[:1] for day in days)
    order = sorted(rows, key=lambda row: not row.entries)
    return tuple(_lane(row, first, today, week=False) for row in order)


def _lane(row: Row, day: dt.date, today: dt.date, *, week: bool) -> Lane:
    bands = [
        *_bands(row.closed, day, "closed"),
        *(
            replace(band, words=code_words("absence_reasons", away.reason) if away.reason else "")
            for away in row.away
            for band in _bands((away.span,), day, "away")
        ),
        *_odd(day),
    ]
    if not week:
        return Lane(row.id, day, row.name, "", day == today, tuple(bands))
    detail = "  ·  ".join(filter(None, (f"{day:%d.%m}", free_day_words(day))))
    return Lane(row.id, day, begun(weekday_words(day)), detail, day == today, tuple(bands))


def _bands(spans: Sequence[Span], day: dt.date, kind: str) -> Iterator[Band]:
    for span in spans:
        yield from (Band(each.top, each.bottom, kind) for each in pieces(span) if each.day == day)


def _odd(day: dt.date) -> Iterator[Band]:
    for top, how in odd_hours(day):
        if how is Comes.NEVER:
            yield Band(top, top + _HOUR, "never", _("This hour does not come: clocks go forward."))
        else:
            yield Band(top, top + _HOUR, "twice", _("This hour comes twice: clocks go back."))


def boxes_of(rows: Sequence[Row], lanes: Sequence[Lane]) -> tuple[Box, ...]:
    """The bookings of all lanes, those of one lane by their beginning."""
    by_row = {row.id: row for row in rows}
    return tuple(
        box for number, lane in enumerate(lanes) for box in _in_lane(number, lane, by_row[lane.whose])
    )


def _in_lane(number: int, lane: Lane, row: Row) -> Iterator[Box]:
    found = [(entry, piece) for entry in row.entries for piece in pieces(entry.span) if piece.day == lane.day]
    places = beside([piece for _entry, piece in found])
    for (entry, piece), place in sorted(zip(found, places, strict=True), key=_order):
        yield _box(number, row, entry, piece, place)


def _order(found: tuple[tuple[Entry, Piece], Place]) -> tuple[int, int, str]:
    (entry, piece), place = found
    return piece.top, place.column, entry.record


def _box(number: int, row: Row, entry: Entry, piece: Piece, place: Place) -> Box:
    slot = slot_of(entry.span)
    return Box(
        lane=number,
        top=piece.top,
        bottom=piece.bottom,
        place=place,
        entry=entry,
        slot=slot,
        title=title_words(entry, of_interpreter=row.kind == "interpreter"),
        hours=hours_words(slot),
        detail=detail_words(entry, in_room=row.kind in _OF_PLACES),
        state=state_words(entry),
        clash=clash_words(entry.reasons),
        tone=tone_of(entry),
        icon=kind_icon(entry.kind),
        firm=entry.sure or entry.stage is Stage.TOOK_PLACE,
    )


def ghosts_of(slot: Slot, lane: Lane, lanes: Sequence[Lane], *, week: bool) -> tuple[Ghost, ...]:
    """Where a booking of that lane would stand at another time; nowhere if that is out of sight."""
    return tuple(
        Ghost(number, piece.top, piece.bottom)
        for piece in pieces(slot.span)
        for number, each in enumerate(lanes)
        if each.day == piece.day and (week or each == lane)
    )
