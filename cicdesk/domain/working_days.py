"""Working days in Poland: Monday to Friday without the public holidays."""

import datetime as dt
from collections.abc import Mapping
from functools import cache

_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@cache
def _holidays(year: int) -> Mapping[dt.date, str]:
    from holidays import country_holidays  # noqa: PLC0415  three hundred countries; not before they are needed

    return dict(country_holidays("PL", years=[year], language="pl"))


def holiday(day: dt.date) -> str:
    """The Polish name of the public holiday on that day; empty where there is none."""
    return _holidays(day.year).get(day, "")


def is_working(day: dt.date) -> bool:
    """Whether offices work on that day."""
    return day.weekday() < _SATURDAY and not holiday(day)


def previous_working(day: dt.date) -> dt.date:
    """The last working day before that one."""
    return added(day, -1)


def added(day: dt.date, count: int) -> dt.date:
    """The working day that comes so many working days later, or earlier where the count is negative."""
    step = _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working(day):
            day += step
    return day


def between(start: dt.date, end: dt.date) -> int:
    """How many working days lie after the first day, up to and with the last; negative where it is earlier."""
    if end < start:
        return -between(end, start)
    return sum(is_working(start + _DAY * count) for count in range(1, (end - start).days + 1))
