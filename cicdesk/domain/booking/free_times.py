"""When else it would be possible: the three nearest times at which everybody and everything is free."""

import datetime as dt
from collections.abc import Callable, Iterator

from cicdesk.domain import wall_time, working_days
from cicdesk.domain.booking.reading import items, minute, moment, text
from cicdesk.domain.matching.facts import WeeklyHours
from cicdesk.domain.matching.times import absence_during, pieces, within_hours
from cicdesk.domain.wall_time import Span
from cicdesk.schema.values import Document, Value

MOST = 3
DAYS = 14
"""How far it looks, both ways."""
_STEP = 30
_OPENS, _CLOSES = dt.time(8), dt.time(18)
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")

IsFree = Callable[[int, int], bool]
"""Whether everybody is free from one minute to another."""


def free_times(wanted: tuple[int, int], now: int, is_free: IsFree, most: int = MOST) -> list[tuple[int, int]]:
    """The free times nearest to the one that was wanted, as long as it: its own day first."""
    found: list[tuple[int, int]] = []
    for start in sorted(_starts(wanted), key=_distance(wanted[0])):
        end = start + wanted[1] - wanted[0]
        if start > now and start != wanted[0] and is_free(start, end):
            found.append((start, end))
            if len(found) == most:
                break
    return found


def _distance(wanted: int) -> Callable[[int], tuple[int, int, int]]:
    day = wall_time.wall(moment(wanted)).day

    def key(start: int) -> tuple[int, int, int]:
        other = wall_time.wall(moment(start))
        hour = wall_time.wall(moment(wanted)).time
        apart = abs(_minutes(other.time) - _minutes(hour))
        return abs((other.day - day).days), apart, start

    return key


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _starts(wanted: tuple[int, int]) -> Iterator[int]:
    """Half hours of office days, and the wanted hour itself on other days."""
    here = wall_time.wall(moment(wanted[0]))
    for offset in range(-DAYS, DAYS + 1):
        day = here.day + dt.timedelta(days=offset)
        if offset and not working_days.is_working(day):
            continue
        until = minute(wall_time.instant(day, _CLOSES)) - (wanted[1] - wanted[0])
        first = minute(wall_time.instant(day, _OPENS))
        own = minute(wall_time.instant(day, here.time))
        yield from {*range(first, until + 1, _STEP), own}


def is_open(document: Document, start: int, end: int) -> bool:
    """Whether a register's entry has hours then: its weekly ones, without its absences, before it ended."""
    job = Span(moment(start), moment(end))
    ended = text(document, "ended_on")
    if ended and ended <= wall_time.wall(job.start).day.isoformat():
        return False
    hours = tuple(each for row in items(document, "hours") if (each := hours_of(row)))
    if not within_hours(hours, pieces(job)):
        return False
    return (
        absence_during([away for row in items(document, "absences") if (away := absence_of(row))], job)
        is None
    )


def hours_of(row: Document) -> WeeklyHours | None:
    """One row of weekly hours; None where it cannot be read."""
    try:
        start, end = (dt.time.fromisoformat(text(row, name)) for name in ("from_time", "to_time"))
        return WeeklyHours(_WEEKDAYS.index(text(row, "weekday")), start, end)
    except ValueError:
        return None


def absence_of(row: Document) -> Span | None:
    """One row of absences, from its first moment to its last; None where it cannot be read."""
    try:
        first = dt.date.fromisoformat(text(row, "from_day"))
        last = dt.date.fromisoformat(text(row, "until_day") or text(row, "from_day"))
        start = dt.time.fromisoformat(text(row, "from_time") or "00:00")
        end = dt.time.fromisoformat(text(row, "to_time")) if text(row, "to_time") else None
    except ValueError:
        return None
    until = wall_time.instant(last, end) if end else wall_time.whole_day(last).end
    begins = wall_time.instant(first, start)
    return Span(begins, until) if begins < until else None


def as_item(start: int, end: int, wanted: int, **others: Value) -> dict[str, Value]:
    """One possibility, as it stands in the record."""
    shown, until = wall_time.wall(moment(start)), wall_time.wall(moment(end))
    same = shown.day == wall_time.wall(moment(wanted)).day
    return {
        "day": shown.day.isoformat(),
        "from_time": f"{shown.time:%H:%M}",
        "to_time": f"{until.time:%H:%M}",
        "why": "OTHER_TIME" if same else "OTHER_DAY",
        **others,
    }
