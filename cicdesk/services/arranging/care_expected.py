"""Places, carers and wishes for care of today: what the board of a place shows beside the visits."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cicdesk.domain.booking.fitness import checks_of, has_ended
from cicdesk.domain.care_window import name_on_screen
from cicdesk.domain.carer_checks import may_care
from cicdesk.domain.reading import elements, items, number, text
from cicdesk.domain.wall_time import wall
from cicdesk.domain.workflows.care import CareRequestState, CareSessionState
from cicdesk.schema.values import Document
from cicdesk.services.arranging import care_facts
from cicdesk.services.arranging.care_day import SESSION
from cicdesk.store import booked
from cicdesk.store.engine import Connection

REQUEST = "care_request"
_COMING = frozenset({CareRequestState.CONFIRMED, CareRequestState.CHECKED, CareRequestState.WAITING_LIST})
_GONE = frozenset({CareSessionState.REFUSED, CareSessionState.CANCELLED})


@dataclass(frozen=True, slots=True)
class CarePlace:
    """A place to choose from."""

    id: str
    name: str
    visits: int
    """Today's."""


@dataclass(frozen=True, slots=True)
class OnCall:
    """Somebody of the register who can be on duty."""

    id: str
    name: str
    counts: bool
    """Whether one counts for the ratio: with valid checks, and not only helping."""
    in_order: bool
    """Whether the checks are."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A child of a request for care who has no visit yet."""

    request: str
    person: str
    dependant: str
    """Empty where there is no card yet."""
    name: str
    """First name and one letter; empty where nobody said it."""
    state: CareRequestState
    from_time: str
    to_time: str
    waiting_place: int = 0


def places(connection: Connection, now: dt.datetime) -> tuple[CarePlace, ...]:
    """The places of the region that are still offered, those with most visits today first."""
    today = wall(now).day
    held = booked.between(connection, (SESSION,), today.isoformat(), today.isoformat())
    visits = [text(each, "place") for _kind, _rid, each in held]
    found = [
        CarePlace(rid, text(each, "name"), visits.count(rid))
        for rid, each in booked.of_kind(connection, "care_place")
        if not has_ended(each, today)
    ]
    return tuple(sorted(found, key=lambda each: (-each.visits, each.name, each.id)))


def on_call(connection: Connection, place: str, now: dt.datetime) -> tuple[OnCall, ...]:
    """The carers of the register who work at a place, or anywhere."""
    today = wall(now).day
    found = [
        _on_call(rid, each, today)
        for rid, each in booked.of_kind(connection, "carer")
        if not has_ended(each, today) and _works_at(each, place)
    ]
    return tuple(sorted(found, key=lambda each: (not each.counts, each.name, each.id)))


def wishes(connection: Connection, place: str, now: dt.datetime) -> tuple[Wish, ...]:
    """Today's requests for a place that have no visit yet: who is coming by the hour, then who waits by turn."""
    today = wall(now).day.isoformat()
    visited = {
        (text(each, REQUEST), text(each, "dependant"))
        for _kind, _rid, each in booked.between(connection, (SESSION,), today, today)
        if care_facts.state_of(each) not in _GONE
    }
    found = [
        wish
        for _kind, rid, each in booked.between(connection, (REQUEST,), today, today)
        if text(each, "place") == place
        for wish in _wishes(connection, rid, each)
        if (wish.request, wish.dependant) not in visited
    ]
    return tuple(sorted(found, key=_turn))


def _works_at(carer: Document, place: str) -> bool:
    named = elements(carer, "places")
    return not named or place in named


def _on_call(rid: str, carer: Document, today: dt.date) -> OnCall:
    in_order = may_care(checks_of(carer), today)
    counts = in_order and carer.get("helper") is not True
    return OnCall(rid, care_facts.full_name(carer), counts, in_order)


def _wishes(connection: Connection, rid: str, request: Document) -> Iterator[Wish]:
    said = text(request, "state")
    if said not in _COMING:
        return
    named = tuple(elements(request, "dependants"))
    cards = booked.documents(connection, named)
    rows = [(each, _name(cards.get(each, {}))) for each in named]
    rows += [("", text(each, "given_name")) for each in items(request, "others")]
    for dependant, name in rows:
        yield Wish(
            rid, text(request, "person"), dependant, name, CareRequestState(said),
            text(request, "from_time"), text(request, "to_time"), number(request, "waiting_place"),
        )  # fmt: skip


def _name(card: Document) -> str:
    return name_on_screen(*(text(card, name) for name in ("given_names", "family_name", "called")))


def _turn(wish: Wish) -> tuple[bool, int, str, str, str]:
    waits = wish.state is CareRequestState.WAITING_LIST
    return waits, wish.waiting_place if waits else 0, wish.from_time, wish.name, wish.request
