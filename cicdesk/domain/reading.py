"""Reading a record's document as rules need it: moments as minutes, sets as lists, the way of a laptop's words."""

import datetime as dt
from collections.abc import Iterator, Mapping

from cicdesk.domain import wall_time
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.values import Document, Value

_MINUTE = 60
_EARLIEST, _LATEST = dt.date(2000, 1, 1), dt.date(2200, 1, 1)


def text(document: Document, name: str) -> str:
    """A field's text or code; empty where there is none."""
    value = document.get(name)
    return value if isinstance(value, str) else ""


def day_of(document: Document, name: str) -> dt.date | None:
    """A field's day; None where there is none that is whole."""
    try:
        return dt.date.fromisoformat(text(document, name))
    except ValueError:
        return None


def number(document: Document, name: str) -> int:
    """A field's whole number; 0 where there is none."""
    value = document.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def elements(document: Document, name: str) -> list[str]:
    """The codes or references of a set."""
    start = name + SEPARATOR
    return sorted(each[len(start) :] for each, value in document.items() if value and each.startswith(start))


def items(document: Document, name: str) -> Iterator[Mapping[str, Value]]:
    """The items of a repeating group."""
    for element in elements(document, name):
        held = document[name + SEPARATOR + element]
        if isinstance(held, dict):
            yield held


def minute(moment: dt.datetime) -> int:
    """An instant as minutes of UTC since 1970."""
    return int(moment.timestamp()) // _MINUTE


def moment(minutes: int) -> dt.datetime:
    """The instant of so many minutes."""
    return dt.datetime.fromtimestamp(minutes * _MINUTE, dt.UTC)


def stretch(document: Document, otherwise: int) -> tuple[int, int] | None:
    """From when to when, in minutes; `otherwise`: how long where no end is said. None where it cannot be told.

    The day and the hours that people wrote count; the stored instant only says which of two equal hours is meant.
    """
    start = _start(document)
    if start is None:
        return None
    end = _end(document, start, otherwise)
    return (minute(start), minute(end)) if end is not None and start < end else None


def _start(document: Document) -> dt.datetime | None:
    day, hour, stored = _day(document), _hour(document, "from_time"), _moment(document, "starts_at")
    if day is None or hour is None:
        return stored
    if stored is not None and _shows(stored, day, hour):
        return stored
    return wall_time.instant(day, hour)


def _end(document: Document, start: dt.datetime, otherwise: int) -> dt.datetime | None:
    day, begins, ends = _day(document), _hour(document, "from_time"), _hour(document, "to_time")
    stored = _moment(document, "ends_at")
    if day is not None and begins is not None and ends is not None:
        if stored is not None and stored > start and wall_time.wall(stored).time == ends:
            return stored
        return wall_time.span(day, begins, ends).end
    if stored is not None and ends is None and begins is None:
        return stored
    length = number(document, "duration_minutes") or number(document, "minimum_minutes") or otherwise
    return start + dt.timedelta(minutes=length)


def _shows(stored: dt.datetime, day: dt.date, hour: dt.time) -> bool:
    shown = wall_time.wall(stored)
    return (shown.day, shown.time) == (day, hour)


def _day(document: Document) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text(document, "day"))
    except ValueError:
        return None
    return day if _EARLIEST <= day < _LATEST else None


def _hour(document: Document, name: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(text(document, name))
    except ValueError:
        return None


def _moment(document: Document, name: str) -> dt.datetime | None:
    try:
        stored = wall_time.read_moment(text(document, name))
    except ValueError:
        return None
    return stored if _EARLIEST <= stored.date() < _LATEST else None
