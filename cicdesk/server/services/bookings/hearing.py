"""One wish before the tables: what of it is to be had, why the rest is not, and what else would be possible."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from cicdesk.domain.booking.answers import Answer, Given
from cicdesk.domain.booking.children import WITHOUT_LIMIT
from cicdesk.domain.booking.claims import Claim, Resource, Stay
from cicdesk.domain.booking.clashes import ABOVE_CAPACITY, ABOVE_RATIO, NO_TRAVEL_TIME, TAKEN
from cicdesk.domain.booking.fitness import unfit
from cicdesk.domain.booking.wishes import Wish
from cicdesk.domain.heads import Heads
from cicdesk.domain.reading import moment, text
from cicdesk.domain.versions import RecordState
from cicdesk.domain.wall_time import wall
from cicdesk.schema.values import Value
from cicdesk.server.services.bookings.docket import Docket
from cicdesk.server.services.bookings.elsewhen import other_possibilities
from cicdesk.server.storage import directory, reservations

CARE = frozenset({"care_place", "carer"})
"""The registers whose entries say how many may be looked after."""
_BOUNDLESS = Heads(WITHOUT_LIMIT, WITHOUT_LIMIT, WITHOUT_LIMIT)


class Hearing:
    """Hears wishes one after another."""

    def __init__(self, docket: Docket, now: int) -> None:
        """`now`: minutes of UTC."""
        self._docket = docket
        self._connection = docket.connection
        self._now = now
        self.full: set[Resource] = set()
        """Places of care for which somebody waits now."""

    def hear(self, state: RecordState, wish: Wish, *, same: bool, waiting: bool = False) -> Answer:
        """Take what is to be had. `same`: what it holds is of this very wish. `waiting`: it only waits for places."""
        rid = state.rid
        if same and wish.stays:
            reservations.release(self._connection, [rid])
        already = reservations.held(self._connection, rid) if same else set()
        claims = [claim for claim in wish.claims if claim.part not in already]
        lost = self._unfit(state, wish)
        possible = [claim for claim in claims if claim.part not in lost]
        got = reservations.reserve(self._connection, rid, possible)
        lost.update({claim.part: self._why(rid, claim) for claim in possible if claim.part not in got})
        full = self._places(state, wish, blocked=bool(lost)) if wish.stays else None
        if waiting and (lost or full):
            return Answer(full=ABOVE_CAPACITY)
        answer = Answer(lost=lost)
        if full is not None:
            self.full.update(stay.resource for stay in wish.stays if stay.resource.kind == "care_place")
            answer = Answer(lost=lost, full=ABOVE_RATIO if full.kind == "carer" else ABOVE_CAPACITY)
        if answer.granted:
            return answer
        others = other_possibilities(self._docket, state, wish, answer, self._now)
        return replace(answer, alternatives=others)

    def _unfit(self, state: RecordState, wish: Wish) -> dict[str, str]:
        """The parts that the registers themselves speak against."""
        if not wish.start:
            return {}
        day = wall(moment(wish.start)).day
        parts = {stay.resource: stay.resource.kind for stay in wish.stays}
        parts |= {claim.resource: claim.part for claim in wish.claims}
        found = {
            part: unfit(resource, self._docket.find(resource.name), state.data, day)
            for resource, part in parts.items()
            if resource.kind != "adviser"
        }
        return {part: reason for part, reason in found.items() if reason}

    def _places(self, state: RecordState, wish: Wish, *, blocked: bool) -> Resource | None:
        """Take places of care together with whoever looks after them, or nothing; what is full."""
        full = None
        if not blocked:
            full = reservations.admit(self._connection, state.rid, self._stays(state, wish))
        if blocked or full is not None:
            reservations.release(self._connection, [state.rid])
        return full

    def _stays(self, state: RecordState, wish: Wish) -> list[Stay]:
        """A coordinator may decide that a carer has more than the rule says, never a place."""
        by = text(state.data, "override_by")
        if not by or not text(state.data, "override_reason"):
            return list(wish.stays)
        if directory.user_role(self._connection, by) != "coordinator":
            return list(wish.stays)
        return [
            replace(stay, most=_BOUNDLESS) if stay.resource.kind == "carer" else stay for stay in wish.stays
        ]

    def _why(self, rid: str, claim: Claim) -> str:
        overlaps = any(True for _ in self._in_the_way(rid, claim))
        return TAKEN[claim.resource.kind] if overlaps else NO_TRAVEL_TIME

    def _in_the_way(self, rid: str, claim: Claim) -> Iterator[str]:
        spans = reservations.taken(self._connection, [claim.resource], claim.start, claim.end)
        for span in spans:
            if span.booking != rid and span.start < claim.end and claim.start < span.end:
                yield span.booking

    def rivals(self, state: RecordState, wish: Wish, answer: Answer) -> Collection[str]:
        """The records that hold what this one could not have."""
        lost = [claim for claim in wish.claims if claim.part in answer.lost]
        return dict.fromkeys(each for claim in lost for each in self._in_the_way(state.rid, claim))


def without_own(given: Mapping[str, Value]) -> Given:
    """What was given without the state: that one is a person's now."""
    return {name: value for name, value in given.items() if name not in {"state", "waiting_place"}}
