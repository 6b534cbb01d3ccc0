"""Dates as people type them, day first, whole or in part."""

import datetime as dt
import re
from datetime import date

EARLIEST_YEAR = 1800
LATEST_YEAR = 2199

_SEPARATOR = r"\s*[-./,\s]\s*"
_YEAR_FIRST = re.compile(rf"(\d{{4}})(?:{_SEPARATOR}(\d{{1,2}})(?:{_SEPARATOR}(\d{{1,2}}))?)?")
_DAY_FIRST = re.compile(rf"(?:(?:(\d{{1,2}}){_SEPARATOR})?(\d{{1,2}}){_SEPARATOR})(\d{{4}})")
_SHORT_YEAR = re.compile(rf"\d{{1,2}}{_SEPARATOR}\d{{1,2}}{_SEPARATOR}\d{{2}}|\d{{6}}")
_NO_YEAR = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})")
_DIGITS = re.compile(r"\d{8}")
_YEARS_TO_A_LEAP_DAY = 8


class NotADay(ValueError):
    """The text is not a date that this field takes. `reason`: not_a_day, short_year, not_full or future."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_day(text: str, today: date, *, partial: bool, past: bool) -> str:
    """The date as `YYYY-MM-DD`; where `partial`, also `YYYY-MM` or `YYYY`.

    A day and a month alone mean this year, or with `past` the last such day. A year of two digits is
    refused: for a child and a great-grandmother it would be a guess. NotADay says what is wrong.
    """
    typed = text.strip().rstrip(".")
    year, month, day = _parts(typed, today, past=past)
    value = _iso(year, month, day)
    if not partial and day is None:
        raise NotADay("not_full")
    if past and value > today.isoformat()[: len(value)]:
        raise NotADay("future")
    return value


def _parts(typed: str, today: date, *, past: bool) -> tuple[int, int | None, int | None]:
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = found.groups()
        return int(year), _number(month), _number(day)
    if found := _DAY_FIRST.fullmatch(typed):
        day, month, year = found.groups()
        return int(year), _number(month), _number(day)
    if _DIGITS.fullmatch(typed):
        return _of_eight_digits(typed)
    if _SHORT_YEAR.fullmatch(typed):
        raise NotADay("short_year")
    if found := _NO_YEAR.fullmatch(typed):
        nearest = _nearest(int(found[1]), int(found[2]), today, past=past)
        return nearest.year, nearest.month, nearest.day
    raise NotADay("not_a_day")


def _number(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _of_eight_digits(typed: str) -> tuple[int, int, int]:
    """15031988 as it is said in Poland, or 19880315 where only that is a date."""
    spoken = int(typed[4:]), int(typed[2:4]), int(typed[:2])
    return spoken if _exists(*spoken) else (int(typed[:4]), int(typed[4:6]), int(typed[6:]))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return EARLIEST_YEAR <= dt.date(year, month, day).year <= LATEST_YEAR
    except ValueError:
        return False


def _nearest(day: int, month: int, today: date, *, past: bool) -> date:
    """This year's such day, or with `past` the last one; the 29th of February may be some years back."""
    for year in range(today.year, today.year - _YEARS_TO_A_LEAP_DAY - 1, -1):
        if _exists(year, month, day) and (not past or dt.date(year, month, day) <= today):
            return dt.date(year, month, day)
        if not past:
            break
    raise NotADay("not_a_day")


def _iso(year: int, month: int | None, day: int | None) -> str:
    if not _exists(year, 1 if month is None else month, 1 if day is None else day):
        raise NotADay("not_a_day")
    return f"{year:04}" + "".join(f"-{part:02}" for part in (month, day) if part is not None)


def show_day(value: str) -> str:
    """A stored date as people in Poland write it: 15.03.1988, 03.1988 or 1988."""
    return ".".join(reversed(value.split("-")))
