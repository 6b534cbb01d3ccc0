"""What a booking takes of people, rooms and places of care: the words that laptops and the centre share."""

from dataclasses import dataclass

from cicdesk.domain.heads import Heads

DAY = 24 * 60
"""Minutes."""
LONGEST_CLAIM = 31 * DAY
"""Nobody is taken for longer in one piece: a week's fair, or the days in which a paper is translated."""
LONGEST_STAY = DAY


@dataclass(frozen=True, slots=True)
class Resource:
    """Somebody or something that can be had by one booking at a time, or by a number of people."""

    kind: str
    """`interpreter`, `adviser`, `room`, `carer` or `care_place`."""
    name: str
    """The id of its record; of an adviser, the name of a person of the staff."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One part of a booking: somebody or something, for it alone."""

    part: str
    resource: Resource
    start: int
    """Minutes of UTC since 1970."""
    end: int
    spot: str = ""
    """Where it is, in any words that are the same for the same place; empty: from anywhere."""
    travel: int = 0
    """Minutes that the way to another place takes at least."""
    shared: bool = False
    """Others in the same place may have it too, as several children one carer."""

    def __post_init__(self) -> None:
        """Only stretches of time that exist."""
        if not 0 <= self.start < self.end <= self.start + LONGEST_CLAIM:
            raise ValueError(self)


@dataclass(frozen=True, slots=True)
class Stay:
    """One part of a booking: some dependants, in a place or with somebody who looks after others as well."""

    resource: Resource
    start: int
    end: int
    heads: Heads
    most: Heads
    """How many may be there together while the youngest among them is of that kind."""

    def __post_init__(self) -> None:
        """Only stretches of time that exist, of somebody."""
        if not 0 <= self.start < self.end <= self.start + LONGEST_STAY or self.heads.all < 1:
            raise ValueError(self)
