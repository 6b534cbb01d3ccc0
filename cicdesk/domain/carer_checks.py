"""Whether somebody may be with children on a day: their checks, and when each is due again (domain 6.2)."""

import calendar
import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

RSPTS = "RSPTS"
CLEAR, ENTRIES = "CLEAR", "FOUND"
CARER_CHECKS = (RSPTS, "KRK", "COUNTRIES", "STANDARDS", "FIRST_AID")
"""Kinds of `staff_checks` without which nobody is put in charge of children or dependants."""
NEAR_CHILDREN = (RSPTS, "KRK", "COUNTRIES")
"""Kinds without which nobody works where children are, an interpreter for instance."""
MONTHS: Mapping[str, int] = MappingProxyType({
    RSPTS: 12, "RSPTS_COMMISSION": 12, "KRK": 12, "KRK_ABROAD": 12, "COUNTRIES": 12, "STANDARDS": 24,
    "FIRST_AID": 24, "HEALTH": 24,
})  # fmt: skip
"""For how long each is good where it names no day itself."""
_MONTHS_A_YEAR = 12


class Gap(enum.StrEnum):
    """Why a check does not do. The codes never change."""

    MISSING = "missing"
    EXPIRED = "expired"
    ENTRIES = "entries"
    """It was made, and what was found speaks against it."""
    NOT_CLEAR = "not_clear"
    """The result is still awaited."""


@dataclass(frozen=True, slots=True)
class Check:
    """One proof, as it stands in the register."""

    kind: str
    done_on: dt.date
    result: str = CLEAR
    due_on: dt.date | None = None
    """The last day on which it counts; None means after the usual time."""


@dataclass(frozen=True, slots=True)
class MissingCheck:
    """A check that stands in the way."""

    kind: str
    gap: Gap
    due: dt.date | None = None
    """The day until which the last one was good."""


@dataclass(frozen=True, slots=True, order=True)
class DueCheck:
    """A check that has to be made again."""

    due: dt.date
    kind: str
    days_left: int
    """Negative where the day has passed."""


def due(check: Check) -> dt.date | None:
    """The last day on which a check counts; None where it counts for good."""
    if check.due_on:
        return check.due_on
    months = MONTHS.get(check.kind)
    return _months_later(check.done_on, months) if months else None


def _months_later(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 + months, _MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def missing_checks(checks: Iterable[Check], needed: Iterable[str], day: dt.date) -> tuple[MissingCheck, ...]:
    """What stands in the way of somebody's being with children that day; empty means nothing does.

    Of each kind the newest counts. An entry found in a register stands in the way also where that
    register was not asked for.
    """
    newest = _newest(checks, day)
    kinds = dict.fromkeys((*needed, *sorted(newest)))
    wanted = set(needed)
    found = (_missing(kind, newest.get(kind), day, needed=kind in wanted) for kind in kinds)
    return tuple(each for each in found if each)


def _newest(checks: Iterable[Check], day: dt.date) -> dict[str, Check]:
    """Of each kind the newest; of two of one day the worse, so that the order of a set cannot matter."""
    newest: dict[str, Check] = {}
    for check in checks:
        known = newest.get(check.kind)
        if check.done_on <= day and (known is None or _rank(check) > _rank(known)):
            newest[check.kind] = check
    return newest


def _rank(check: Check) -> tuple[dt.date, bool, bool, int]:
    until = due(check)
    return (
        check.done_on, check.result == ENTRIES, check.result != CLEAR, until.toordinal() if until else 0,
    )  # fmt: skip


def _missing(kind: str, check: Check | None, day: dt.date, *, needed: bool) -> MissingCheck | None:
    if check is None:
        return MissingCheck(kind, Gap.MISSING)
    until = due(check)
    if check.result == ENTRIES:
        return MissingCheck(kind, Gap.ENTRIES, until)
    if not needed:
        return None
    if check.result != CLEAR:
        return MissingCheck(kind, Gap.NOT_CLEAR, until)
    return MissingCheck(kind, Gap.EXPIRED, until) if until and until < day else None


def may_care(checks: Iterable[Check], day: dt.date) -> bool:
    """Whether a carer with these checks may be assigned on that day."""
    return not missing_checks(checks, CARER_CHECKS, day)


def due_soon(
    checks: Iterable[Check], needed: Iterable[str], today: dt.date, within: int = 30
) -> tuple[DueCheck, ...]:
    """The needed checks that end within so many days or have ended, the most urgent first."""
    newest = _newest(checks, today)
    ends = ((kind, due(newest[kind])) for kind in dict.fromkeys(needed) if kind in newest)
    listed = (DueCheck(end, kind, (end - today).days) for kind, end in ends if end)
    return tuple(sorted(each for each in listed if each.days_left <= within))
