"""When else it would be possible: the three nearest times at which everybody and everything is free."""

import datetime as dt
from collections.abc import Callable
from itertools import islice

from cicdesk.domain import wall_time
from cicdesk.domain.alternatives import MOST, times_near
from cicdesk.domain.booking.fitness import has_ended
from cicdesk.domain.matching.facts import WeeklyHours
from cicdesk.domain.matching.times import absence_during, pieces, within_hours
from cicdesk.domain.reading import items, minute, moment, text
from cicdesk.domain.wall_time import Span
from cicdesk.schema.values import Document, Value

_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
NOT_OPEN = "NOT_OPEN"
"""Code of `decision_reasons`."""

IsFree = Callable[[int, int], bool]
"""Whether everybody is free from one minute to another."""


def free_times(wanted: tuple[int, int], now: int, is_free: IsFree, most: int = MOST) -> list[tuple[int, int]]:
    """The free times nearest to the one that was wanted, as long as it: its own day first."""
    near = times_near(Span(*map(moment, wanted)), moment(now))
    possible = ((minute(each.start), minute(each.end)) for each in near)
    return list(islice((each for each in possible if is_free(*each)), most))


def is_open(document: Document, start: int, end: int) -> bool:
    """Whether a register's entry has hours then: its weekly ones, without its absences, before it ended."""
    job = Span(moment(start), moment(end))
    if has_ended(document, wall_time.wall(job.start).day):
        return False
    hours = tuple(each for row in items(document, "hours") if (each := hours_of(row)))
    return within_hours(hours, pieces(job)) and not is_away(document, start, end)


def is_away(document: Document, start: int, end: int) -> bool:
    """Whether one of the entry's absences touches that time."""
    away = [each for row in items(document, "absences") if (each := absence_of(row))]
    return absence_during(away, Span(moment(start), moment(end))) is not None


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
