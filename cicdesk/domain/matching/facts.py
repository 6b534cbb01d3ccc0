"""What matching knows: interpreters as the register has them, and what is asked for."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cicdesk.domain.carer_checks import Check
from cicdesk.domain.wall_time import Span, wall
from cicdesk.schema.interpreting import request

POLISH = "pol"
ON_SITE, PHONE, VIDEO = "ON_SITE", "PHONE", "VIDEO"
MODES = (ON_SITE, PHONE, VIDEO)
WRITTEN = frozenset(request.WRITTEN)
"""Services that are done at a desk, in one's own time."""
SIGNED = frozenset({"SIGN_PJM", "SIGN_SJM", "SKOGN"})
"""Services that nobody can do by telephone."""
BOTH, TO_SECOND, FROM_SECOND = "BOTH", "TO_SECOND", "FROM_SECOND"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, as well as it is known; empty texts where it is not."""

    commune: str = ""
    county: str = ""


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Speaks:
    """One language pair of an interpreter."""

    language: str
    into: str = POLISH
    direction: str = BOTH
    dialect: str = ""
    script: str = ""
    level: str = ""
    sworn: bool = False
    certified: bool = False


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Hours of an ordinary week; Monday is 0."""

    weekday: int
    start: dt.time
    end: dt.time


@dataclass(frozen=True, slots=True)
class DoNotSend:
    """Where an interpreter does not want to go, or must not."""

    kind: str
    """Code of `exclusion_kinds`."""
    what: str
    """The person's id, a code, or words."""
    reason: str = ""
    until: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Whether it still stands on that day."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class Rate:
    """What an hour of a service costs, in groszy; a service left empty means every one."""

    service: str
    amount: int
    from_day: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreter:
    """One entry of the register."""

    id: str
    sex: str = ""
    languages: tuple[Speaks, ...] = ()
    services: frozenset[str] = frozenset()
    """Empty where nothing was said: then every spoken one, and none that is written or signed."""
    modes: frozenset[str] = frozenset()
    """Empty where nothing was said: then every one."""
    subjects: frozenset[str] = frozenset()
    home: Place = NOWHERE
    areas: frozenset[str] = frozenset()
    """Counties; empty means everywhere."""
    travels_km: int = 0
    """0 where no limit was named."""
    hours: tuple[WeeklyHours, ...] = ()
    absences: tuple[Span, ...] = ()
    buffer_minutes: int = 30
    lead_days: int = 0
    cap_minutes: int = 0
    """A month at the most; 0 where there is none."""
    contract_from: dt.date | None = None
    contract_until: dt.date | None = None
    has_contract: bool = True
    paid: bool = True
    """Whether a rate is needed; who is employed, or helps for nothing, has none."""
    rates: tuple[Rate, ...] = ()
    with_children: bool = True
    checks: tuple[Check, ...] = ()
    do_not_send: tuple[DoNotSend, ...] = ()
    related_to: frozenset[str] = frozenset()
    """Persons and cases with which the interpreter has to do in private."""
    ended_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A language that the client accepts as well."""

    language: str
    dialect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a request asks for."""

    id: str = ""
    """The request's own; its own booking is no obstacle."""
    person: str = ""
    case: str = ""
    family: frozenset[str] = frozenset()
    """Other persons of the same family."""
    language: str
    into: str = POLISH
    direction: str = BOTH
    dialect: str = ""
    dialect_needed: bool = False
    script: str = ""
    others: tuple[OtherLanguage, ...] = ()
    """In the order of preference."""
    unwanted: frozenset[str] = frozenset()
    service: str = "CONSECUTIVE"
    mode: str = ON_SITE
    other_modes: frozenset[str] = frozenset()
    span: Span
    flexibility: str = "FIXED"
    """Code of `flexibilities`."""
    place: Place = NOWHERE
    place_name: str = ""
    institution: str = ""
    subject: str = ""
    gender: str = "ANY"
    """Code of `gender_wishes`."""
    requirements: frozenset[str] = frozenset()
    children_present: bool = False
    preferred: str = ""
    excluded: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Interpreters whom the client refuses -> why."""

    @property
    def day(self) -> dt.date:
        """The day on which it begins, by clocks in Poland."""
        return wall(self.span.start).day

    @property
    def written(self) -> bool:
        """Whether it is done at a desk."""
        return self.service in WRITTEN

    @property
    def on_site(self) -> bool:
        """Whether somebody has to come."""
        return self.mode == ON_SITE and not self.written


@dataclass(frozen=True, slots=True)
class Way:
    """How far two places are from each other."""

    minutes: int
    kilometres: int


SAME_TOWN, SAME_COUNTY, FAR, UNKNOWN = Way(20, 5), Way(45, 25), Way(100, 80), Way(60, 40)


def way(one: Place, other: Place, known: Mapping[tuple[str, str], Way] = MappingProxyType({})) -> Way:
    """The way between two places: as known between the communes, otherwise guessed by commune and county."""
    if found := known.get((one.commune, other.commune)) or known.get((other.commune, one.commune)):
        return found
    if one.commune and one.commune == other.commune:
        return SAME_TOWN
    if not one.county or not other.county:
        return UNKNOWN
    return SAME_COUNTY if one.county == other.county else FAR
