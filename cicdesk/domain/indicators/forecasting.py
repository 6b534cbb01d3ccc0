"""How a number goes on: the pace of the last weeks, carried on to the day of a target. Nothing cleverer than that."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

WEEKS = 13
"""The pace is that of so many weeks, or of all weeks there were where there are fewer."""
LEAST_WEEKS = 2
"""Of less than that nobody can tell a pace."""
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Target:
    """What a project wants to reach, and by which day."""

    indicator: str
    value: int
    by_day: dt.date
    record: str = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where a number will stand on the day of its target if it goes on as lately."""

    target: Target
    reached: int
    """As of today."""
    weeks: float
    """The time over which the pace was taken; 0 where it was too short to tell one."""
    lately: int
    """How many came in that time."""
    expected: int | None
    """On the day of the target; None where no pace can be told."""
    reached_on: dt.date | None
    """When the target is reached: the day it was, or will be at this pace; None for never or not known."""

    @property
    def pace(self) -> float:
        """How many a week."""
        return self.lately / self.weeks if self.weeks else 0.0

    @property
    def met(self) -> bool:
        """Whether it has been reached."""
        return self.reached >= self.target.value

    @property
    def short(self) -> int:
        """By how many the target will be missed; 0 where it will not, or where nobody can tell."""
        return 0 if self.expected is None else max(0, self.target.value - self.expected)


def needed_pace(forecast: Forecast, today: dt.date) -> float | None:
    """How many a week are needed from now on; None once the day has come or the target is reached."""
    left = (forecast.target.by_day - today).days
    if forecast.met or left <= 0:
        return None
    return (forecast.target.value - forecast.reached) * _WEEK / left


def forecast(target: Target, days: Sequence[str], today: dt.date) -> Forecast:
    """The forecast to a target from the sorted days on which people began to count.

    expected = reached + (those of the last 13 weeks / 13) x weeks left. Days after today do not count yet.
    """
    until = bisect_right(days, today.isoformat())
    weeks = _weeks(days[:1], today)
    since = today - dt.timedelta(days=round(weeks * _WEEK) - 1)
    lately = until - bisect_left(days, since.isoformat(), 0, until) if weeks else 0
    left = max(0, (target.by_day - today).days)
    expected = None
    if weeks or not left:
        expected = until + int(lately * left / (weeks * _WEEK) if weeks else 0)
    return Forecast(
        target, until, weeks, lately, expected, _reached_on(target, days[:until], lately, weeks, today)
    )


def _weeks(first: Sequence[str], today: dt.date) -> float:
    if not first:
        return 0.0
    lived = (today - dt.date.fromisoformat(first[0])).days + 1
    weeks = min(float(WEEKS), lived / _WEEK)
    return weeks if weeks >= LEAST_WEEKS else 0.0


def _reached_on(
    target: Target, days: Sequence[str], lately: int, weeks: float, today: dt.date
) -> dt.date | None:
    if target.value <= len(days):
        return dt.date.fromisoformat(days[target.value - 1]) if target.value else today
    if not lately:
        return None
    ahead = -(-(target.value - len(days)) * weeks * _WEEK // lately)
    try:
        return today + dt.timedelta(days=int(ahead))
    except OverflowError:
        return None


def by_month(days: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """How many came in each month from the first to the last, months without anybody among them."""
    if not days:
        return ()
    counts: dict[str, int] = {}
    month, last = days[0][:7], days[-1][:7]
    while month <= last:
        counts[month] = 0
        year, number = int(month[:4]), int(month[5:])
        month = f"{year + number // 12:04d}-{number % 12 + 1:02d}"
    for day in days:
        counts[day[:7]] += 1
    return tuple(counts.items())
