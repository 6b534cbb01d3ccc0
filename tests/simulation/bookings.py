"""What must hold of bookings once all is at rest: nothing is promised twice, and every wish has its answer."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from cicdesk.domain.booking.wishes import KINDS, Stage, Wish, wish_of
from cicdesk.domain.versions import RecordState
from cicdesk.schema.values import Document
from cicdesk.server.services.bookings.docket import disputed
from cicdesk.server.storage import reservations, tables
from cicdesk.server.storage.engine import Database

_GRANTED = {"interpreter_request": "CONFIRMED", "care_request": "CONFIRMED"}
_NOTHING: Document = {}


class Bookings:
    """The records that ask for somebody's time, as the centre has them."""

    def __init__(self, held: Mapping[str, RecordState], database: Database) -> None:
        self._held = held
        self._database = database
        self._wishes = {
            rid: wish_of(state.kind, state.data, self._find)
            for rid, state in held.items()
            if state.kind in KINDS and not state.deleted
        }

    def _find(self, rid: str) -> Document:
        state = self._held.get(rid)
        return state.data if state is not None and not state.deleted else _NOTHING

    def judge(self) -> None:
        """AssertionError with what does not hold."""
        self.nothing_is_promised_twice()
        self.promises_are_kept_and_answers_given()
        self.nothing_is_held_for_nobody()

    def _promised(self) -> Iterable[tuple[str, Wish, set[str]]]:
        """(record, wish, parts) of what people were told is theirs."""
        for rid, wish in self._wishes.items():
            state = self._held[rid]
            if wish.stage is not Stage.WISH or disputed(state):
                continue
            if state.kind == "appointment":
                yield (
                    rid,
                    wish,
                    {p for p in ("adviser", "room") if state.data.get(f"{p}_state") == "RESERVED"},
                )
            elif state.data.get("state") == "CONFIRMED":
                yield rid, wish, {claim.part for claim in wish.claims}

    def nothing_is_promised_twice(self) -> None:
        """No person, room or place is promised to two at once."""
        taken = defaultdict(list)
        heads = defaultdict(list)
        for rid, wish, parts in self._promised():
            for claim in wish.claims:
                if claim.part in parts and not claim.shared:
                    taken[claim.resource].append((claim.start, claim.end, rid))
            for stay in wish.stays:
                heads[stay.resource].append((stay, rid))
        for resource, spans in taken.items():
            for one, other in itertools.combinations(spans, 2):
                assert not (one[0] < other[1] and other[0] < one[1]), (
                    f"{resource} is promised twice: {one}, {other}"
                )
        for resource, stays in heads.items():
            for stay, _rid in stays:
                there = [
                    s for s, _ in stays if s.start < stay.end and stay.start < s.end and s.start <= stay.start
                ]
                count = sum(s.heads.all for s in there)
                most = stay.most.small  # their age is not known; of a place that was deleted nothing is
                assert not most or count <= most, f"{count} children in {resource} at once"

    def promises_are_kept_and_answers_given(self) -> None:
        """What was promised is reserved, and no wish is left without an answer."""
        with self._database.reading() as connection:
            for rid, wish, parts in self._promised():
                held = reservations.held(connection, rid)
                assert parts <= held, f"{rid} was promised {sorted(parts)} and has {sorted(held)}"
                stays = connection.execute(
                    sa.select(sa.func.count()).select_from(tables.stay).where(tables.stay.c.booking == rid)
                ).scalar_one()
                assert stays == len(wish.stays), (
                    f"{rid} was promised {len(wish.stays)} places and has {stays}"
                )
        for rid, wish in self._wishes.items():
            state = self._held[rid]
            said = state.data.get(KINDS[state.kind].state)
            if wish.stage is Stage.WISH and not wish.empty and not state.heads:
                answered = said in KINDS[state.kind].given or state.kind == "appointment"
                assert answered, f"{rid} has no answer: {state.data}"
                assert state.data.get("decided_at"), f"{rid} has no answer: {state.data}"

    def nothing_is_held_for_nobody(self) -> None:
        """What is reserved is of a record that was promised it, or that took place."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(tables.reservation.c.booking).distinct()).scalars()
            holding = {*rows, *connection.execute(sa.select(tables.stay.c.booking).distinct()).scalars()}
        may = {Stage.WISH, Stage.TOOK_PLACE}
        idle = {
            rid for rid in holding
            if not (wish := self._wishes.get(rid)) or (wish.stage not in may and not disputed(self._held[rid]))
        }  # fmt: skip
        assert not idle, f"{sorted(idle)} hold what nobody asks for"
