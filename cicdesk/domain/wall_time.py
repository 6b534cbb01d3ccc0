"""Local time as clocks in Poland show it, and the instants that it means.

People agree on a day and an hour; what is compared, reserved and billed are instants. On the night in
March when clocks go forward some hours never come, on the night in October some come twice.
"""

import datetime as dt
import enum
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

ZONE = "Europe/Warsaw"
_MOMENT = "%Y-%m-%dT%H:%MZ"
_DAY = dt.timedelta(days=1)


class Comes(enum.StrEnum):
    """How often a clock shows an hour on a day."""

    ONCE = "once"
    NEVER = "never"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class WallTime:
    """What a clock in Poland shows."""

    day: dt.date
    time: dt.time
    second: bool = False
    """The second of two equal hours, after the clocks went back."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From an instant up to another, both aware; the end belongs to whatever follows."""

    start: dt.datetime
    end: dt.datetime

    @property
    def minutes(self) -> int:
        """Whole minutes that really pass, whatever clocks are set to meanwhile."""
        return int((self.end - self.start).total_seconds() // 60)

    def meets(self, other: "Span", gap: dt.timedelta = dt.timedelta()) -> bool:
        """Whether the two overlap, or leave less than `gap` between them."""
        return self.start < other.end + gap and other.start < self.end + gap

    def holds(self, other: "Span") -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@cache
def zone() -> ZoneInfo:
    """The time zone of all offices."""
    return ZoneInfo(ZONE)


def comes(day: dt.date, time: dt.time) -> Comes:
    """Whether that hour comes once on that day, never, or twice."""
    first, second = (_local(day, time, fold=fold).utcoffset() for fold in (0, 1))
    if first == second:
        return Comes.ONCE
    return Comes.NEVER if wall(instant(day, time)).time != time else Comes.TWICE


def instant(day: dt.date, time: dt.time, *, second: bool = False) -> dt.datetime:
    """The instant, in UTC, at which clocks show that.

    An hour that never comes means as long after midnight as it says, so clocks then show one more. Of
    two equal hours the first is meant, or with `second` the other.
    """
    fold = 1 if second and comes(day, time) is Comes.TWICE else 0
    return _local(day, time, fold=fold).astimezone(dt.UTC)


def _local(day: dt.date, time: dt.time, *, fold: int) -> dt.datetime:
    return dt.datetime.combine(day, time.replace(fold=fold, tzinfo=None), zone())


def wall(moment: dt.datetime) -> WallTime:
    """What clocks in Poland show at an aware instant."""
    local = moment.astimezone(zone())
    return WallTime(local.date(), local.time().replace(fold=0), second=bool(local.fold))


def minute_of_day(time: dt.time) -> int:
    """Minutes after midnight, as clocks show them."""
    return time.hour * 60 + time.minute


def span(day: dt.date, start: dt.time, end: dt.time) -> Span:
    """The stay from one hour to another; an end that is not after the start is on the next day."""
    until = day if end > start else day + _DAY
    begins = instant(day, start)
    finishes = instant(until, end)
    # 2:45 to 3:15 on the night in March: the hour that never came would end it before it began.
    return Span(begins, finishes if finishes > begins else begins + _length(day, start, until, end))


def _length(day: dt.date, start: dt.time, until: dt.date, end: dt.time) -> dt.timedelta:
    return dt.datetime.combine(until, end) - dt.datetime.combine(day, start)


def whole_day(day: dt.date) -> Span:
    """From midnight to midnight: 23, 24 or 25 hours."""
    return Span(instant(day, dt.time()), instant(day + _DAY, dt.time()))


def read_moment(text: str) -> dt.datetime:
    """The aware instant of a stored moment; ValueError if it is none."""
    return dt.datetime.strptime(text, _MOMENT).replace(tzinfo=dt.UTC)


def write_moment(moment: dt.datetime) -> str:
    """An aware instant as it is stored: `2026-03-29T01:30Z`."""
    return moment.astimezone(dt.UTC).strftime(_MOMENT)
