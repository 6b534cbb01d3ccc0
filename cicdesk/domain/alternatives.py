"""Other times for something whose time was lost: the nearest at which everything that is needed is free."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cicdesk.domain.wall_time import Comes, Span, comes, instant, wall
from cicdesk.domain.working_days import is_working

COUNT = 3
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Search:
    """Where other times are looked for."""

    days: int = 14
    """So many days on."""
    opens: dt.time = dt.time(8)
    closes: dt.time = dt.time(18)
    step: int = 30
    """Minutes between two proposals."""
    days_off: bool = False
    """Whether weekends and holidays count; the day that was asked for always does."""


USUAL = Search()


def best_times(
    wanted: Span, now: dt.datetime, free: Callable[[Span], bool], search: Search = USUAL, count: int = COUNT
) -> tuple[Span, ...]:
    """The nearest times, as long as the wanted one, at which `free` says yes; never the wanted one itself."""
    found: list[Span] = []
    for span in times_near(wanted, now, search):
        if free(span):
            found.append(span)
            if len(found) == count:
                break
    return tuple(found)


def times_near(wanted: Span, now: dt.datetime, search: Search = USUAL) -> Iterator[Span]:
    """Every time that could be proposed, the nearest first: the same day, then day after day, the same hour first.

    None begins before now, none in an hour that clocks skip or show twice, and all lie in opening hours,
    which are widened to the hours that were asked for.
    """
    shown = wall(wanted.start)
    first = max(shown.day, wall(now).day)
    length = wanted.end - wanted.start
    starts = _starts(shown.time, length, search)
    for number in range(search.days + 1):
        day = first + _DAY * number
        if day != shown.day and not (search.days_off or is_working(day)):
            continue
        for start in starts:
            begins = instant(day, start)
            span = Span(begins, begins + length)
            if begins > now and span != wanted and comes(day, start) is Comes.ONCE:
                yield span


def _starts(wanted: dt.time, length: dt.timedelta, search: Search) -> tuple[dt.time, ...]:
    """Hours at which it could begin on any day, the nearest to the wanted one first, the earlier of two."""
    at = _minute(wanted)
    last = max(_minute(search.closes) - int(length.total_seconds() // 60), at)
    first = min(_minute(search.opens), at)
    minutes = [
        at + search.step * number for number in range(-(at // search.step), (last - at) // search.step + 1)
    ]
    usable = sorted(
        (each for each in minutes if first <= each <= last), key=lambda each: (abs(each - at), each)
    )
    return tuple(dt.time(each // 60, each % 60) for each in usable)


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute
