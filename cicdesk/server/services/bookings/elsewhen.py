"""The three best other possibilities of a wish that could not be granted."""

from collections.abc import Iterator, Mapping

from cicdesk.domain.alternatives import DAYS, MOST
from cicdesk.domain.booking.answers import Answer, Given
from cicdesk.domain.booking.claims import Claim, Resource, Stay
from cicdesk.domain.booking.fitness import UNFIT
from cicdesk.domain.booking.free_times import as_item, free_times, is_open
from cicdesk.domain.booking.wishes import Wish, folded
from cicdesk.domain.heads import Heads
from cicdesk.domain.reading import number, text
from cicdesk.domain.versions import RecordState
from cicdesk.schema.values import Value
from cicdesk.server.services.bookings.docket import Docket
from cicdesk.server.storage import records, reservations
from cicdesk.server.storage.reservations import SLOT, Span

_REACH = (DAYS + 1) * 24 * 60


def other_possibilities(
    docket: Docket, state: RecordState, wish: Wish, answer: Answer, now: int
) -> list[Given]:
    """Another room at the same hour, then times at which the same people, rooms and places would be free.

    Whom the register speaks against is no better at another time.
    """
    if UNFIT.intersection(answer.lost.values()):
        return []
    found = [_in_room(wish, room) for room in _other_rooms(docket, state, wish) if "room" in answer.lost][:1]
    view = _View(docket, state.rid, wish)
    times = free_times((wish.start, wish.end), now, view.is_free, MOST - len(found))
    own = _same(state, answer)
    return [*found, *(as_item(start, end, wish.start, **own) for start, end in times)]


def _in_room(wish: Wish, room: str) -> Given:
    return {**as_item(wish.start, wish.end, wish.start, room=room), "why": "OTHER_PLACE"}


def _other_rooms(docket: Docket, state: RecordState, wish: Wish) -> Iterator[str]:
    """Rooms of the same house that are free at that hour and large enough."""
    own = docket.held(text(state.data, "room"))
    if own is None or state.kind != "appointment":
        return
    rids = [rid for rid in records.of_kind(docket.connection, "room", own.parts) if rid != own.state.rid]
    docket.read(rids)
    rooms = {Resource("room", rid) for rid in rids}
    taken = {span.resource for span in reservations.taken(docket.connection, rooms, wish.start, wish.end)}
    house = folded(text(own.state.data, "address"))
    for rid in rids:
        entry = docket.find(rid)
        seats = number(entry, "seats")
        if (
            folded(text(entry, "address")) == house
            and Resource("room", rid) not in taken
            and (not seats or seats >= number(state.data, "people_count"))
            and is_open(entry, wish.start, wish.end)
        ):
            yield rid


def _same(state: RecordState, answer: Answer) -> dict[str, Value]:
    """What stays as it was wished, so that the possibility can be read by itself."""
    fields = {"interpreter": "wanted_interpreter", "mode": "mode", "place": "place", "room": "room"}
    kept = {
        "interpreter_request": ("interpreter", "mode"),
        "care_request": ("place",),
        "appointment": ("room",) if answer.lost else (),
    }
    found = {name: text(state.data, fields[name]) for name in kept[state.kind]}
    return {name: value for name, value in found.items() if value}


class _View:
    """The weeks around a wish, read at once."""

    def __init__(self, docket: Docket, rid: str, wish: Wish) -> None:
        self._wish = wish
        start, end = wish.start - _REACH, wish.end + _REACH
        resources = {claim.resource for claim in wish.claims} | {stay.resource for stay in wish.stays}
        named = {each.resource for each in wish.claims if not each.shared}
        spans = reservations.taken(docket.connection, named, start, end)
        self._spans: dict[Resource, list[Span]] = {resource: [] for resource in resources}
        for span in spans:
            if span.booking != rid:
                self._spans[span.resource].append(span)
        self._present: dict[Resource, Mapping[int, Heads]] = {
            stay.resource: reservations.present(docket.connection, stay.resource, start, end)
            for stay in wish.stays
        }
        docket.read({each.name for each in resources})
        self._entries = {each: docket.find(each.name) for each in resources if each.kind != "adviser"}

    def is_free(self, start: int, end: int) -> bool:
        """Whether all could come then."""
        return (
            all(is_open(entry, start, end) for entry in self._entries.values())
            and all(self._is_free(claim, start, end) for claim in self._wish.claims)
            and all(self._has_room(stay, start, end) for stay in self._wish.stays)
        )

    def _is_free(self, claim: Claim, start: int, end: int) -> bool:
        return not any(
            start < span.end + claim.travel and span.start < end + claim.travel
            for span in self._spans[claim.resource]
        )

    def _has_room(self, stay: Stay, start: int, end: int) -> bool:
        present = self._present[stay.resource]
        return all(
            (present.get(slot, Heads()) + stay.heads).within(stay.most)
            for slot in range(start // SLOT, (end - 1) // SLOT + 1)
        )
