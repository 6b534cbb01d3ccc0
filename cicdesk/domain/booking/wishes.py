"""What a record asks for: whose time, which room, how many places of care. The same for laptops and the centre."""

import enum
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from cicdesk.domain.booking.children import Lookup, for_a_carer, heads_of, shared_out
from cicdesk.domain.booking.claims import LONGEST_CLAIM, LONGEST_STAY, Claim, Resource, Stay
from cicdesk.domain.heads import Heads
from cicdesk.domain.matching.facts import WRITTEN
from cicdesk.domain.reading import elements, items, moment, number, stretch, text
from cicdesk.domain.wall_time import wall
from cicdesk.domain.workflows.appointment import AppointmentState as Visit
from cicdesk.domain.workflows.care import CareRequestState as Care
from cicdesk.domain.workflows.interpreter_request import InterpreterRequestState as Request
from cicdesk.schema.values import Document

AN_HOUR = 60
TRAVEL = 30
"""Minutes between two places where the interpreter's entry says nothing."""


class Stage(enum.Enum):
    """What a record's state means for the times that it holds."""

    OPEN = "open"
    """Nothing is asked for yet, or not any more."""
    WISH = "wish"
    """A time is asked for, or was given."""
    WAIT = "wait"
    """It is content to wait until a place comes free."""
    LOST = "lost"
    """The centre could not give it; somebody has to act."""
    TOOK_PLACE = "took place"
    """It goes on or is over: what was held stays as it was."""
    CALLED_OFF = "called off"
    """The time is free again; what was given can still be read."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Everything that one record asks for."""

    stage: Stage
    claims: tuple[Claim, ...] = ()
    stays: tuple[Stay, ...] = ()
    free: str = ""
    """What it asks for besides and nobody can lack: work that is done at a desk, in one's own time."""

    @property
    def start(self) -> int:
        """When it begins, in minutes; 0 where nothing is asked for."""
        return min((each.start for each in self._parts()), default=0)

    @property
    def end(self) -> int:
        """When it ends, in minutes."""
        return max((each.end for each in self._parts()), default=0)

    def _parts(self) -> list[Claim | Stay]:
        return [*self.claims, *self.stays]

    def moved(self, start: int, end: int) -> "Wish":
        """The same for another time."""
        return replace(
            self,
            claims=tuple(replace(claim, start=start, end=end) for claim in self.claims),
            stays=tuple(replace(stay, start=start, end=end) for stay in self.stays),
        )

    @property
    def empty(self) -> bool:
        """Whether it names nobody, nothing, or no time."""
        return not self.claims and not self.stays and not self.free

    @property
    def digest(self) -> str:
        """The same for the same wish, whatever the rules of a place are by now."""
        asked: list[object] = [(c.part, c.resource, c.start, c.end, c.spot) for c in self.claims]
        asked += [(s.resource, s.start, s.end, s.heads) for s in self.stays]
        asked += [self.free] if self.free else []
        return hashlib.sha256(repr(asked).encode()).hexdigest()[:32] if asked else ""


@dataclass(frozen=True, slots=True)
class Kind:
    """How one record type asks."""

    state: str
    """The field of its state."""
    stages: Mapping[str, Stage]
    given: frozenset[str]
    """The codes of that field that only the centre writes."""
    names: Callable[[Document], Iterable[str]]
    """The other records that have to be looked at."""
    ask: Callable[[Document, Lookup], "Asked"]


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a wish."""

    claims: tuple[Claim, ...] = ()
    stays: tuple[Stay, ...] = ()
    free: str = ""


def _same(stage: Stage, *states: str) -> dict[str, Stage]:
    return dict.fromkeys(states, stage)


def _when(document: Document, longest: int) -> tuple[int, int] | None:
    when = stretch(document, AN_HOUR)
    return when if when and when[1] - when[0] <= longest else None


def folded(words: str) -> str:
    """A place, however it was typed."""
    return " ".join(words.casefold().split())


def _where(document: Document, find: Lookup) -> str:
    """Where it is: a room's address counts, so that two rooms of one house are the same place."""
    room = text(document, "room")
    address = text(find(room), "address") if room else ""
    return folded(address or text(document, "place")) or room or text(document, "office")


def _appointment(document: Document, find: Lookup) -> Asked:
    when = _when(document, LONGEST_CLAIM)
    named = [("adviser", text(document, "adviser")), ("room", text(document, "room"))]
    if when is None:
        return Asked()
    spot = _where(document, find)
    return Asked(tuple(Claim(part, Resource(part, name), *when, spot) for part, name in named if name))


def _interpreting(document: Document, find: Lookup) -> Asked:
    when, who = _when(document, LONGEST_CLAIM), text(document, "wanted_interpreter")
    if not who or not _agreed(document, who):
        return Asked()
    if text(document, "service") in WRITTEN:
        return Asked(free=who)
    if when is None:
        return Asked()
    there = text(document, "mode") in {"", "ON_SITE"}
    entry = find(who)
    travel = number(entry, "buffer_minutes") if "buffer_minutes" in entry else TRAVEL
    spot = _where(document, find) if there else ""
    return Asked((Claim("interpreter", Resource("interpreter", who), *when, spot, travel if spot else 0),))


def _agreed(document: Document, who: str) -> bool:
    """Whoever was sent an offer has to take it; where none is noted the wish itself is the agreement."""
    answers = [text(each, "answer") for each in items(document, "offers") if text(each, "interpreter") == who]
    return not answers or "ACCEPTED" in answers


def _care(document: Document, find: Lookup) -> Asked:
    when, where = _when(document, LONGEST_STAY), text(document, "place")
    if when is None or not where:
        return Asked()
    place, carers = find(where), elements(document, "wanted_carers")
    heads = heads_of(document, find, wall(moment(when[0])).day)
    fits = number(place, "capacity")
    stays = [Stay(Resource("care_place", where), *when, heads, Heads(fits, fits, fits))]
    claims = [Claim(f"carer/{name}", Resource("carer", name), *when, where, shared=True) for name in carers]
    for name, part in zip(carers, shared_out(heads, len(carers)) if carers else (), strict=True):
        if part.all:
            stays.append(Stay(Resource("carer", name), *when, part, for_a_carer(place, find(name))))
    return Asked(tuple(claims), tuple(stays))


KINDS: Mapping[str, Kind] = MappingProxyType({
    "appointment": Kind(
        state="status",
        stages={
            **_same(Stage.WISH, Visit.PLANNED),
            **_same(Stage.TOOK_PLACE, Visit.HELD, Visit.ABSENT),
            **_same(Stage.CALLED_OFF, Visit.CANCELLED_CLIENT, Visit.CANCELLED_CENTRE, Visit.MOVED),
        },
        given=frozenset(),
        names=lambda document: [text(document, "room")],
        ask=_appointment,
    ),
    "interpreter_request": Kind(
        state="state",
        stages={
            **_same(Stage.WISH, Request.OFFERED, Request.CONFIRMED),
            **_same(Stage.LOST, Request.NEEDS_NEW_TIME),
            **_same(
                Stage.TOOK_PLACE, Request.UNDER_WAY, Request.COMPLETED, Request.SETTLED, Request.CLIENT_NO_SHOW,
                Request.INCOMPLETE,
            ),
            **_same(
                Stage.CALLED_OFF, Request.CANCELLED, Request.LATE_CANCELLED, Request.VOID,
                Request.INTERPRETER_NO_SHOW,
            ),
        },
        given=frozenset({Request.CONFIRMED, Request.NEEDS_NEW_TIME}),
        names=lambda document: [text(document, "wanted_interpreter"), text(document, "room")],
        ask=_interpreting,
    ),
    "care_request": Kind(
        state="state",
        stages={
            **_same(Stage.WISH, Care.CHECKED, Care.CONFIRMED),
            **_same(Stage.WAIT, Care.WAITING_LIST),
            **_same(Stage.LOST, Care.NEEDS_NEW_TIME),
            **_same(Stage.TOOK_PLACE, Care.COMPLETED),
            **_same(Stage.CALLED_OFF, Care.REFUSED, Care.CANCELLED, Care.NO_SHOW),
        },
        given=frozenset({Care.CONFIRMED, Care.NEEDS_NEW_TIME, Care.WAITING_LIST}),
        names=lambda document: [
            text(document, "place"), *elements(document, "dependants"), *elements(document, "wanted_carers"),
        ],
        ask=_care,
    ),
})  # fmt: skip
"""The record types that ask for somebody's time."""


def wish_of(kind: str, document: Document, find: Lookup) -> Wish:
    """What a living record asks for, by its state and fields as they are."""
    rules = KINDS[kind]
    stage = rules.stages.get(text(document, rules.state), Stage.OPEN)
    asked = rules.ask(document, find)
    return Wish(stage, asked.claims, asked.stays, asked.free)


def named_by(kind: str, document: Document) -> set[str]:
    """The ids of the records that a wish has to look at."""
    return {name for name in KINDS[kind].names(document) if name}
