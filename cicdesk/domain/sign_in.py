"""Whether a child can be taken in now, and every reason why not (domain 6.4)."""

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from cicdesk.domain.care_ratios import ADULTS, AgeKind, Child, Need, PlaceRules, need, of_age_range
from cicdesk.domain.workflows.engine import Actor


class Objection(enum.StrEnum):
    """What speaks against taking a child in. The codes never change; windows give them words."""

    RATIO = "ratio"
    SECOND_ADULT = "second_adult"
    """A carer would be alone without anybody of age within call."""
    CAPACITY = "capacity"
    AGE = "age"
    TOO_LONG = "too_long"
    ILLNESS = "illness"
    IDENTITY = "identity"
    """Nobody has looked who brings the child."""
    GUARDIAN_AWAY = "guardian_away"
    NO_PHONE = "no_phone"
    CARD = "card"
    """Nobody has confirmed today that allergies and health are as on the card."""
    NO_CARD = "no_card"
    HERE_ALREADY = "here_already"


OVERRIDABLE = frozenset({
    Objection.RATIO, Objection.SECOND_ADULT, Objection.CAPACITY, Objection.AGE, Objection.TOO_LONG,
    Objection.GUARDIAN_AWAY,
})  # fmt: skip
"""What a coordinator may decide otherwise; the rest is put right, or the child is not taken in."""
WAITING = frozenset({Objection.RATIO, Objection.SECOND_ADULT, Objection.CAPACITY})
"""What passes as soon as somebody leaves or another carer comes: the child can wait for it."""
REASONS: Mapping[Objection, str] = MappingProxyType({
    Objection.RATIO: "NO_CARER", Objection.SECOND_ADULT: "NO_CARER", Objection.CAPACITY: "NO_PLACE",
    Objection.AGE: "AGE", Objection.TOO_LONG: "NO_PLACE", Objection.ILLNESS: "ILL_CHILD",
    Objection.IDENTITY: "NO_CARD", Objection.GUARDIAN_AWAY: "NO_GUARDIAN", Objection.NO_PHONE: "NO_GUARDIAN",
    Objection.CARD: "NO_CARD", Objection.NO_CARD: "NO_CARD", Objection.HERE_ALREADY: "MISTAKE",
})  # fmt: skip
"""The code of `care_reasons` under which each is written down."""


@dataclass(frozen=True, slots=True)
class Room:
    """Who is there now."""

    rules: PlaceRules
    present: tuple[Child, ...]
    carers: int
    """Those who count for the ratio, with valid checks."""
    adults: int
    """Everybody of age within call: the carers, helpers, staff next door."""
    own_limits: tuple[int, ...] = ()
    """Of those carers who never have more than so many, each one's number."""

    def fits(self, per_carer: int) -> int:
        """How many the carers may have together, where the rule allows each so many."""
        free = self.carers - len(self.own_limits)
        return free * per_carer + sum(min(each, per_carer) for each in self.own_limits)

    def wanted(self, needed: Need, children: int) -> int:
        """How many more carers it takes for so many children."""
        over = children - self.fits(needed.per_carer)
        return -(-over // needed.per_carer) if over > 0 else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What was looked at when a child came."""

    child: Child
    identity_checked: bool = False
    guardian_phone: str = ""
    on_premises: bool = False
    healthy: bool | None = None
    """None where nobody has looked yet."""
    card_unchanged: bool | None = None
    """Whether the guardian confirmed today that the card is right; None where nobody asked."""
    has_card: bool = True
    minutes: int = 0
    """How long the child is to stay."""
    minutes_before: int = 0
    """How long it has been here today already."""


@dataclass(frozen=True, slots=True)
class Against:
    """One objection with its facts."""

    objection: Objection
    facts: Mapping[str, int | str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Override:
    """A decision to take a child in all the same."""

    by: str
    """The person's name in the program."""
    actors: frozenset[Actor]
    reason: str
    """Code of `override_reasons`."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say; empty objections mean that the child can come in."""

    against: tuple[Against, ...]
    need: Need
    """What the group needs with this child in it."""

    @property
    def objections(self) -> frozenset[Objection]:
        """The codes alone."""
        return frozenset(each.objection for each in self.against)

    @property
    def may_wait(self) -> bool:
        """Whether nothing but room is missing: then the waiting list is offered."""
        return bool(self.against) and self.objections <= WAITING

    @property
    def overridable(self) -> bool:
        """Whether a coordinator could decide otherwise."""
        return bool(self.against) and self.objections <= OVERRIDABLE

    def admits(self, override: Override | None = None) -> bool:
        """Whether the child comes in: because nothing speaks against it, or a coordinator decided so and said why."""
        if not self.against:
            return True
        if override is None or not self.overridable:
            return False
        return Actor.COORDINATOR in override.actors and bool(override.by and override.reason.strip())


def verdict(arrival: Arrival, room: Room, day: dt.date) -> Verdict:
    """Everything that speaks against taking a child in on that day, not only the first thing."""
    group = (*room.present, arrival.child)
    needed = need(group, room.rules, day)
    against = (
        *_about_room(arrival.child, room, needed),
        *_about_child(arrival, room.rules, day),
        *_about_guardian(arrival, room.rules),
    )
    return Verdict(against, needed)


def _about_room(child: Child, room: Room, needed: Need) -> list[Against]:
    found = []
    if child.id in {each.id for each in room.present}:
        found.append(Against(Objection.HERE_ALREADY))
    if more := room.wanted(needed, len(room.present) + 1):
        facts: dict[str, int | str] = {
            "needed": room.carers + more, "carers": room.carers, "children": len(room.present) + 1,
            "per_carer": needed.per_carer, "because": str(needed.because or AgeKind.OLDER),
        }  # fmt: skip
        found.append(Against(Objection.RATIO, facts))
    if room.rules.second_adult and room.adults < ADULTS:
        found.append(Against(Objection.SECOND_ADULT, {"adults": room.adults}))
    if len(room.present) >= room.rules.capacity:
        found.append(Against(Objection.CAPACITY, {"capacity": room.rules.capacity}))
    return found


def _about_child(arrival: Arrival, rules: PlaceRules, day: dt.date) -> list[Against]:
    found = []
    if not of_age_range(arrival.child, rules, day):
        months = arrival.child.months(day)
        facts: dict[str, int | str] = {
            "months": -1 if months is None else months, "youngest_months": rules.youngest_months,
            "oldest_years": rules.oldest_years,
        }  # fmt: skip
        found.append(Against(Objection.AGE, facts))
    if not arrival.healthy:
        found.append(Against(Objection.ILLNESS, {"looked": int(arrival.healthy is not None)}))
    if not arrival.has_card:
        found.append(Against(Objection.NO_CARD))
    elif not arrival.card_unchanged:
        found.append(Against(Objection.CARD, {"asked": int(arrival.card_unchanged is not None)}))
    stay = arrival.minutes + arrival.minutes_before
    if stay > rules.longest_minutes:
        found.append(Against(Objection.TOO_LONG, {"minutes": stay, "most": rules.longest_minutes}))
    return found


def _about_guardian(arrival: Arrival, rules: PlaceRules) -> list[Against]:
    found = []
    if not arrival.identity_checked:
        found.append(Against(Objection.IDENTITY))
    if rules.guardian_stays and not arrival.on_premises:
        found.append(Against(Objection.GUARDIAN_AWAY))
    if not arrival.guardian_phone.strip():
        found.append(Against(Objection.NO_PHONE))
    return found


def standing(room: Room, day: dt.date) -> tuple[Against, ...]:
    """What is not in order with those who are there now: after somebody came, left, or a carer went."""
    needed = need(room.present, room.rules, day)
    if not room.present:
        return ()
    *others, last = room.present
    before = replace(room, present=tuple(others))
    return tuple(_about_room(last, before, needed))
