"""What an interpreter's work costs: minutes, waiting, travel and pages, in groszy (domain 5.2, 5.5)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

SWORN_PAGE = 1125
"""Characters with spaces on a page of a certified translation, by statute."""
PAGE = 1800
"""Characters on a page of any other translation, where nothing else was agreed."""
_HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What one contract pays. Amounts are in groszy."""

    hour: int = 0
    unit: int = 15
    """Minutes in which time is counted; a unit that has begun counts whole."""
    least: int = 60
    """Minutes paid for at least."""
    kilometre: int = 0
    page: int = 0
    page_characters: int = PAGE

    def __post_init__(self) -> None:
        if self.unit < 1 or self.page_characters < 1:
            raise ValueError("units and pages are counted from one")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a time sheet says was done."""

    worked: int = 0
    """Minutes from the beginning to the end."""
    waited: int = 0
    kilometres: int = 0
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Bill:
    """What is counted and what it costs, part by part."""

    minutes: int
    waiting: int
    kilometres: int
    pages: int
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
    return max(tariff.least, _begun(worked, tariff.unit) * tariff.unit) if worked > 0 else 0


def pages_billed(characters: int, tariff: Tariff) -> int:
    """The pages of a translation; one that has begun counts whole."""
    return _begun(max(0, characters), tariff.page_characters)


def _begun(amount: int, size: int) -> int:
    return -(-amount // size)


def bill(sheet: Sheet, tariff: Tariff) -> Bill:
    """What a time sheet costs."""
    minutes, pages = minutes_billed(sheet.worked, tariff), pages_billed(sheet.characters, tariff)
    return Bill(
        minutes=minutes,
        waiting=sheet.waited,
        kilometres=sheet.kilometres,
        pages=pages,
        time_cost=_for_minutes(minutes, tariff),
        waiting_cost=_for_minutes(sheet.waited, tariff),
        travel_cost=sheet.kilometres * tariff.kilometre,
        page_cost=pages * tariff.page,
    )


def _for_minutes(minutes: int, tariff: Tariff) -> int:
    return int((Decimal(tariff.hour * minutes) / _HOUR).to_integral_value(ROUND_HALF_UP))
