"""Other times for something whose time was lost: those that could be proposed, the nearest first."""

import datetime as dt
from collections.abc import Callable, Iterator

from cicdesk.domain.wall_time import Span, instant, minute_of_day, wall
from cicdesk.domain.working_days import is_working

MOST = 3
"""So many are proposed."""
DAYS = 14
"""How far is looked, both ways."""
_STEP = dt.timedelta(minutes=30)
_OPENS, _CLOSES = dt.time(8), dt.time(18)
_DAY = dt.timedelta(days=1)


def times_near(wanted: Span, now: dt.datetime) -> Iterator[Span]:
    """Every time after now that could be proposed, as long as the wanted one and never that itself.

    Its own day first, whatever day it is, then the working days around it; of a day what lies nearest to
    the wanted hour.
    """
    length = wanted.end - wanted.start
    for start in sorted(set(_starts(wanted)), key=_distance(wanted.start)):
        if start > now and start != wanted.start:
            yield Span(start, start + length)


def _starts(wanted: Span) -> Iterator[dt.datetime]:
    """Half hours of office days, and the wanted hour itself on each of them."""
    shown = wall(wanted.start)
    for offset in range(-DAYS, DAYS + 1):
        day = shown.day + _DAY * offset
        if offset and not is_working(day):
            continue
        yield instant(day, shown.time)
        start, last = instant(day, _OPENS), instant(day, _CLOSES) - (wanted.end - wanted.start)
        while start <= last:
            yield start
            start += _STEP


def _distance(wanted: dt.datetime) -> Callable[[dt.datetime], tuple[int, int, dt.datetime]]:
    here = wall(wanted)

    def key(start: dt.datetime) -> tuple[int, int, dt.datetime]:
        other = wall(start)
        apart = abs(minute_of_day(other.time) - minute_of_day(here.time))
        return abs((other.day - here.day).days), apart, start

    return key
