"""How old somebody is on a day, as the rules of care ask: in months, and never guessed too high."""

import datetime as dt
from collections.abc import Callable

_MONTHS = 12


def age_in_months(born: dt.date, day: dt.date) -> int:
    """Whole months of age; never negative. Who was born on the 31st is a month older on the last of a month."""
    months = (day.year - born.year) * _MONTHS + day.month - born.month
    last = (day + dt.timedelta(days=1)).month != day.month
    return max(0, months - (day.day < born.day and not last))


def born_at_the_latest(text: str) -> dt.date | None:
    """The last day that a date known in whole or in part can mean; None where it is no date."""
    readers: tuple[Callable[[str], dt.date], ...] = (
        dt.date.fromisoformat,
        lambda each: _month_end(dt.date.fromisoformat(f"{each}-01")),
        lambda each: dt.date.fromisoformat(f"{each}-12-31"),
    )
    for read in readers:
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _month_end(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
