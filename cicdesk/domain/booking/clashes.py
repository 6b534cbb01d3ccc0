"""What a laptop knows to be in the way of a wish. The centre decides; this spares people most of its refusals.

The rules are those of the centre's tables: one thing in one place at one time, time for the way, and no
place of care above its room or its carers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cicdesk.domain.booking.claims import Claim, Resource, Stay
from cicdesk.domain.booking.wishes import Stage, Wish

TAKEN: Mapping[str, str] = MappingProxyType({
    "interpreter": "INTERPRETER_TAKEN", "adviser": "ADVISER_TAKEN", "room": "ROOM_TAKEN", "carer": "CARER_TAKEN",
})  # fmt: skip
"""Codes of `decision_reasons` by what is taken."""
NO_TRAVEL_TIME, ABOVE_CAPACITY, ABOVE_RATIO = "NO_TRAVEL_TIME", "ABOVE_CAPACITY", "ABOVE_RATIO"
"""Others of them."""
_HOLDING = frozenset({Stage.WISH, Stage.TOOK_PLACE})


@dataclass(frozen=True, slots=True)
class Known:
    """Another record that the laptop holds, and what it asks for."""

    record: str
    wish: Wish
    sure: bool
    """Whether the centre has given it what it asks for; otherwise both only wish."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that is in the way."""

    part: str
    """The part of the wish, as in its claim; `care` for places of care."""
    resource: Resource
    reason: str
    """Code of `decision_reasons`."""
    record: str = ""
    """The other record; empty where it is about many, or about none."""
    sure: bool = True


def clashes(wish: Wish, others: Iterable[Known]) -> tuple[Clash, ...]:
    """Everything among what the laptop knows that is in the way, by the parts of the wish."""
    known = [each for each in others if each.wish.stage in _HOLDING]
    found = [
        clash
        for claim in wish.claims
        for other in known
        for theirs in other.wish.claims
        if (clash := _between(claim, theirs, other))
    ]
    found += [clash for stay in wish.stays if (clash := _crowded(stay, known))]
    return tuple(dict.fromkeys(found))


def _between(mine: Claim, theirs: Claim, other: Known) -> Clash | None:
    if mine.resource != theirs.resource:
        return None
    elsewhere = bool(mine.spot and theirs.spot) and mine.spot != theirs.spot
    together = (mine.shared or theirs.shared) and not elsewhere
    reason = ""
    if mine.start < theirs.end and theirs.start < mine.end:
        reason = "" if together else TAKEN[mine.resource.kind]
    elif elsewhere and mine.start < theirs.end + theirs.travel and theirs.start < mine.end + mine.travel:
        reason = NO_TRAVEL_TIME
    return Clash(mine.part, mine.resource, reason, other.record, other.sure) if reason else None


def _crowded(stay: Stay, known: list[Known]) -> Clash | None:
    """Whether there would be too many at any moment of the stay."""
    beside = [
        (other, theirs)
        for other in known
        for theirs in other.wish.stays
        if theirs.resource == stay.resource and theirs.start < stay.end and stay.start < theirs.end
    ]
    moments = {stay.start, *(theirs.start for _other, theirs in beside if theirs.start > stay.start)}
    for moment in sorted(moments):
        there = [(other, theirs) for other, theirs in beside if theirs.start <= moment < theirs.end]
        if not sum((theirs.heads for _other, theirs in there), stay.heads).within(stay.most):
            reason = ABOVE_RATIO if stay.resource.kind == "carer" else ABOVE_CAPACITY
            return Clash("care", stay.resource, reason, sure=all(other.sure for other, _theirs in there))
    return None
