"""What an interpreter's work costs: minutes, waiting, travel and pages, in groszy (domain 5.2, 5.5)."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

SWORN_PAGE = 1125
"""Characters with spaces on a page of a certified translation, by statute."""
ORDINARY_PAGE = range(1600, 1801)
"""Characters on a page of any other translation, as contracts agree."""
_HOUR = 60


class Rounding(enum.StrEnum):
    """What becomes of a unit that has only begun."""

    UP = "up"
    NEAREST = "nearest"
    EXACT = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What one contract pays. Amounts are in groszy."""

    hour: int = 0
    unit: int = 15
    """Minutes in which time is counted."""
    rounding: Rounding = Rounding.UP
    grace: int = 0
    """Minutes over a unit that are not counted yet."""
    least: int = 60
    """Minutes paid for at least."""
    waiting_percent: int = 100
    waiting_free: int = 0
    """Minutes of waiting that are not paid."""
    kilometre: int = 0
    kilometres_free: int = 0
    page: int = 0
    sworn_page: int = 0
    page_characters: int = 1800
    page_unit: Decimal = Decimal("0.5")
    """In what part of an ordinary page is counted."""

    def __post_init__(self) -> None:
        if self.page_characters not in ORDINARY_PAGE:
            raise ValueError(f"a page has {ORDINARY_PAGE[0]} to {ORDINARY_PAGE[-1]} characters")
        if self.unit < 1 or not 0 <= self.grace < self.unit or self.page_unit <= 0:
            raise ValueError("units are counted from one, and the grace is shorter than a unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a time sheet says was done."""

    worked: int = 0
    """Minutes from the beginning to the end."""
    waited: int = 0
    kilometres: int = 0
    characters: int = 0
    sworn: bool = False


@dataclass(frozen=True, slots=True)
class Bill:
    """What is counted and what it costs, part by part."""

    minutes: int
    waiting: int
    """Minutes of waiting that are paid."""
    kilometres: int
    pages: Decimal
    time_cost: int
    waiting_cost: int
    travel_cost: int
    page_cost: int

    @property
    def total(self) -> int:
        """All parts together, in groszy."""
        return self.time_cost + self.waiting_cost + self.travel_cost + self.page_cost


def minutes_billed(worked: int, tariff: Tariff) -> int:
    """The minutes that are paid: in whole units, never fewer than the least engagement; none for no work."""
    if worked <= 0:
        return 0
    return max(tariff.least, _in_units(worked, tariff))


def _in_units(minutes: int, tariff: Tariff) -> int:
    if tariff.rounding is Rounding.EXACT:
        return minutes
    whole, over = divmod(minutes, tariff.unit)
    if tariff.rounding is Rounding.UP:
        return (whole + (over > tariff.grace)) * tariff.unit
    return (whole + (2 * over >= tariff.unit)) * tariff.unit


def pages_billed(characters: int, *, sworn: bool, tariff: Tariff) -> Decimal:
    """Pages of a translation: a sworn page that has begun counts whole; others are counted in their unit."""
    if characters <= 0:
        return Decimal(0)
    if sworn:
        return Decimal(-(-characters // SWORN_PAGE))
    size = tariff.page_characters * tariff.page_unit
    units = (Decimal(characters) / size).to_integral_value(ROUND_CEILING)
    return max(Decimal(1), units * tariff.page_unit)


def bill(sheet: Sheet, tariff: Tariff) -> Bill:
    """What a time sheet costs."""
    minutes = minutes_billed(sheet.worked, tariff)
    waiting = max(0, sheet.waited - tariff.waiting_free)
    kilometres = max(0, sheet.kilometres - tariff.kilometres_free)
    pages = pages_billed(sheet.characters, sworn=sheet.sworn, tariff=tariff)
    return Bill(
        minutes=minutes,
        waiting=waiting,
        kilometres=kilometres,
        pages=pages,
        time_cost=_groszy(Decimal(tariff.hour * minutes) / _HOUR),
        waiting_cost=_groszy(Decimal(tariff.hour * waiting * tariff.waiting_percent) / (_HOUR * 100)),
        travel_cost=kilometres * tariff.kilometre,
        page_cost=_groszy(pages * (tariff.sworn_page if sheet.sworn else tariff.page)),
    )


def cancelled_bill(late_percent: int, tariff: Tariff, kilometres: int = 0) -> Bill:
    """What a late cancellation, or a client who did not come, costs: a share of the least engagement.

    Kilometres count where the interpreter had already come.
    """
    paid = max(0, kilometres - tariff.kilometres_free)
    cost = _groszy(Decimal(tariff.hour * tariff.least * late_percent) / (_HOUR * 100))
    return Bill(tariff.least, 0, paid, Decimal(0), cost, 0, paid * tariff.kilometre, 0)


def _groszy(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class MonthUse:
    """How much of a month's cap is used up."""

    minutes: int
    cap: int
    """Minutes a month; 0 where there is none."""

    @property
    def left(self) -> int | None:
        """Minutes that may still be booked, never negative; None without a cap."""
        return max(0, self.cap - self.minutes) if self.cap else None

    def allows(self, minutes: int) -> bool:
        """Whether so many more minutes stay within the cap."""
        return self.left is None or minutes <= self.left

    @property
    def percent(self) -> int:
        """How much is used, in percent of the cap; 0 without one."""
        return self.minutes * 100 // self.cap if self.cap else 0


def month_use(minutes: Iterable[int], cap: int) -> MonthUse:
    """The use that these minutes make of a month's cap."""
    return MonthUse(sum(minutes), cap)
