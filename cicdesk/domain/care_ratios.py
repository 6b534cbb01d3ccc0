"""How many children one carer may have, and how many carers a group needs (domain 6.1, 6.4)."""

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from cicdesk.domain.ages import age_in_months
from cicdesk.domain.heads import Heads

INFANT, TODDLER = 12, 36
"""Months: under the first a child is tender, under the second small (domain 6.1)."""
USUAL = Heads(tender=5, small=8, older=10)
"""How many one carer may have where the place says nothing."""
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
        return kind_at(months)


def kind_at(months: int | None) -> AgeKind:
    """What somebody of that age asks of a carer; an age that nobody knows asks for as much as that of a toddler."""
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

    def speaks_of(self, start: int, end: int) -> bool:
        """Whether it says something of an age between these months."""
        return self.from_months < end and start < (self.to_months or _NO_LIMIT)


def limits(rows: Iterable[RatioRow], special_ratio: int) -> Heads:
    """How many one carer may have while the youngest of them is of each kind; laptops and the centre both ask here.

    Of several rows that speak of a kind the strictest counts, and nobody makes a group larger by being young.
    """
    said = tuple(rows)
    older = _least(said, TODDLER, _NO_LIMIT, USUAL.older)
    small = min(older, _least(said, INFANT, TODDLER, USUAL.small))
    return Heads(min(small, special_ratio, _least(said, 0, INFANT, USUAL.tender)), small, older)


def _least(rows: Iterable[RatioRow], start: int, end: int, usual: int) -> int:
    return min((each.per_carer for each in rows if each.speaks_of(start, end)), default=usual)


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


def need(children: Iterable[Child], rules: PlaceRules, day: dt.date) -> Need:
    """How many carers a group needs. The youngest, or whoever needs most, sets the size for everybody."""
    group = tuple(children)
    if not group:
        return Need(0, 0, None)
    kinds = list(AgeKind)
    youngest = min((child.kind(day) for child in group), key=kinds.index)
    allowed = limits(rules.ratios, rules.special_ratio)
    most = {AgeKind.TENDER: allowed.tender, AgeKind.SMALL: allowed.small, AgeKind.OLDER: allowed.older}[
        youngest
    ]
    return Need(-(-len(group) // most), most, youngest)


def of_age_range(child: Child, rules: PlaceRules, day: dt.date) -> bool | None:
    """Whether the place takes somebody of that age; None where the age is not known."""
    if child.adult:
        return rules.adults
    months = child.months(day)
    if months is None:
        return None
    return rules.youngest_months <= months < (rules.oldest_years + 1) * _MONTHS
