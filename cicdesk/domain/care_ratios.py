"""How many children one carer may have, and how many carers a group needs (domain 6.1, 6.4)."""

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from cicdesk.domain.ages import age_in_months
from cicdesk.domain.booking.children import INFANT, TODDLER, USUAL

_MONTHS = 12
_NO_LIMIT = 10_000
ADULTS = 2
"""People of age who are always within call of each other; nobody cares alone."""


class AgeKind(enum.StrEnum):
    """What somebody asks of a carer."""

    TENDER = "tender"
    """Under a year, in need of special care, or an adult who is looked after."""
    SMALL = "small"
    """Under three years, or of an age that nobody knows."""
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Child:
    """A child, or an adult dependant, as far as the rules ask."""

    id: str
    born: dt.date | None = None
    """The first day on which they can have been born that late, where the date is known in part."""
    special: bool = False
    adult: bool = False
    """An adult dependant, looked after in the same place."""

    def months(self, day: dt.date) -> int | None:
        """The age on that day; None where it is not known."""
        return age_in_months(self.born, day) if self.born else None

    def kind(self, day: dt.date) -> AgeKind:
        """What they ask of a carer on that day."""
        months = self.months(day)
        if self.special or self.adult:
            return AgeKind.TENDER
        if months is None:
            return AgeKind.SMALL
        return AgeKind.TENDER if months < INFANT else AgeKind.SMALL if months < TODDLER else AgeKind.OLDER


@dataclass(frozen=True, slots=True)
class RatioRow:
    """What a place says of an age: from so many months, under so many, so many for one carer."""

    from_months: int
    to_months: int
    """0 means without end."""
    per_carer: int

    def holds(self, months: int) -> bool:
        """Whether it speaks of that age."""
        return self.from_months <= months < (self.to_months or _NO_LIMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRules:
    """The rules of one place of care."""

    youngest_months: int = 36
    oldest_years: int = 7
    """The last year of age that may come: until the next birthday."""
    adults: bool = False
    capacity: int = 10
    ratios: tuple[RatioRow, ...] = ()
    special_ratio: int = USUAL.tender
    second_adult: bool = True
    longest_minutes: int = 240
    guardian_stays: bool = True
    same_person_collects: bool = False
    minimum_pick_up_age: int = 18
    late_after: int = 15
    """Minutes after the agreed end."""
    alarm_after: int = 30


USUAL_RULES = PlaceRules()


@dataclass(frozen=True, slots=True)
class Need:
    """What a group needs."""

    carers: int
    per_carer: int
    """How many one carer may have in this group; 0 for nobody."""
    because: AgeKind | None
    """Whose presence sets it."""


def per_carer(child: Child, rules: PlaceRules, day: dt.date) -> int:
    """How many one carer may have in a group with this child in it."""
    kind = child.kind(day)
    usual = {AgeKind.TENDER: USUAL.tender, AgeKind.SMALL: USUAL.small, AgeKind.OLDER: USUAL.older}[kind]
    said = _rows(child.months(day), rules) or [usual]
    return min(rules.special_ratio, *said) if kind is AgeKind.TENDER else min(said)


def _rows(months: int | None, rules: PlaceRules) -> list[int]:
    """What the place says of an age; where the age is not known, of every age."""
    return [row.per_carer for row in rules.ratios if months is None or row.holds(months)]


def need(children: Iterable[Child], rules: PlaceRules, day: dt.date) -> Need:
    """How many carers a group needs. The youngest, or whoever needs most, sets the size for everybody."""
    group = tuple(children)
    if not group:
        return Need(0, 0, None)
    limits = {child.id: per_carer(child, rules, day) for child in group}
    strictest = min(
        group, key=lambda child: (limits[child.id], list(AgeKind).index(child.kind(day)), child.id)
    )
    most = limits[strictest.id]
    return Need(-(-len(group) // most), most, strictest.kind(day))


def of_age_range(child: Child, rules: PlaceRules, day: dt.date) -> bool | None:
    """Whether the place takes somebody of that age; None where the age is not known."""
    if child.adult:
        return rules.adults
    months = child.months(day)
    if months is None:
        return None
    return rules.youngest_months <= months < (rules.oldest_years + 1) * _MONTHS
