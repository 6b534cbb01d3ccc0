"""Hours of care by age and by the service that they made possible: the evidence for the project (domain 6.4)."""

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from cicdesk.domain.care_ratios import Child
from cicdesk.domain.wall_time import Span, wall


class AgeBand(enum.StrEnum):
    """In which the hours are told apart."""

    UNDER_1 = "under_1"
    FROM_1 = "1_2"
    FROM_3 = "3_6"
    FROM_7 = "7_12"
    FROM_13 = "13_17"
    ADULT = "adult"
    UNKNOWN = "unknown"


_BANDS = ((12, AgeBand.UNDER_1), (36, AgeBand.FROM_1), (84, AgeBand.FROM_3), (156, AgeBand.FROM_7),
          (216, AgeBand.FROM_13))  # fmt: skip
"""Under so many months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit that has ended."""

    child: Child
    guardian: str
    stay: Span
    breaks: tuple[Span, ...] = ()
    """When the child was out with the guardian."""
    service: str = ""
    """What the guardian could do meanwhile: a code of `services`."""


@dataclass(frozen=True, slots=True)
class CareHours:
    """One line of the table."""

    age: AgeBand
    service: str
    minutes: int
    visits: int
    children: int
    """Different ones."""
    guardians: int
    """Different ones: those whom the care let come."""

    @property
    def hours(self) -> float:
        """Child hours, to a quarter."""
        return round(self.minutes / 15) / 4


def age_band(child: Child, day: dt.date) -> AgeBand:
    """The band of a child on a day."""
    if child.adult:
        return AgeBand.ADULT
    months = child.months(day)
    if months is None:
        return AgeBand.UNKNOWN
    return next((band for most, band in _BANDS if months < most), AgeBand.ADULT)


def minutes_of_care(visit: Visit) -> int:
    """The minutes of a visit without its breaks, whatever clocks did that night."""
    pauses = sorted(
        (max(each.start, visit.stay.start), min(each.end, visit.stay.end)) for each in visit.breaks
    )
    out, reached = dt.timedelta(), visit.stay.start
    for start, end in pauses:
        out += max(dt.timedelta(), end - max(start, reached))
        reached = max(reached, end)
    return max(0, visit.stay.minutes - int(out.total_seconds() // 60))


def care_hours(visits: Iterable[Visit]) -> tuple[CareHours, ...]:
    """The table: one line for each age band and service that occurs, in the order of ages, then services."""
    grouped: dict[tuple[AgeBand, str], list[Visit]] = {}
    for visit in visits:
        key = age_band(visit.child, wall(visit.stay.start).day), visit.service
        grouped.setdefault(key, []).append(visit)
    order = list(AgeBand)
    return tuple(
        _line(age, service, grouped[age, service])
        for age, service in sorted(grouped, key=lambda key: (order.index(key[0]), key[1]))
    )


def _line(age: AgeBand, service: str, visits: list[Visit]) -> CareHours:
    return CareHours(
        age,
        service,
        sum(minutes_of_care(each) for each in visits),
        len(visits),
        len({each.child.id for each in visits}),
        len({each.guardian for each in visits}),
    )
