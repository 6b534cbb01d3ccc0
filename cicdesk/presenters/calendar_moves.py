"""Another time for a booking by keys or by hand: in quarters of an hour, as long as it was."""

import datetime as dt

from cicdesk.domain import wall_time
from cicdesk.domain.wall_time import Comes, Span, comes, wall
from cicdesk.presenters.calendar_desk import Slot
from cicdesk.presenters.calendar_layout import MIDNIGHT, STEP

_MOST_SKIPPED = 4
"""Quarters of the hour that never comes."""


def slot_of(span: Span) -> Slot:
    """When something is, as clocks show it."""
    start, end = wall(span.start), wall(span.end)
    return Slot(start.day, start.time, end.time)


def nudged(slot: Slot, minutes: int = 0, days: int = 0) -> Slot:
    """So much later by the clock on the wall, over an hour that never comes; as long as before."""
    length = slot.span.end - slot.span.start
    start = dt.datetime.combine(slot.day, slot.start) + dt.timedelta(days=days, minutes=minutes)
    step = dt.timedelta(minutes=STEP if minutes >= 0 else -STEP)
    for _quarter in range(_MOST_SKIPPED):
        if comes(start.date(), start.time()) is not Comes.NEVER:
            break
        start += step
    return _as_long(start, length)


def dropped(slot: Slot, day: dt.date, minute: int) -> Slot:
    """Beginning on that day at the quarter of an hour nearest to a minute."""
    quarter = min(max(round(minute / STEP) * STEP, 0), MIDNIGHT - STEP)
    start = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=quarter)
    return nudged(_as_long(start, slot.span.end - slot.span.start))


def _as_long(start: dt.datetime, length: dt.timedelta) -> Slot:
    end = wall(wall_time.instant(start.date(), start.time()) + length)
    return Slot(start.date(), start.time(), end.time)
