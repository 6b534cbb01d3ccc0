"""What becomes of the wishes of one transaction. The constraints of the database have the last word on each.

First everything is let go that was called off or moved, then whoever waits is given what came free, then the
new wishes are heard in the order in which they came.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from cicdesk.domain.booking import busy
from cicdesk.domain.booking.answers import Given, given_by, released
from cicdesk.domain.booking.claims import Resource
from cicdesk.domain.booking.wishes import KINDS, Stage, Wish
from cicdesk.domain.door import SESSION
from cicdesk.domain.versions import RecordState
from cicdesk.server.services.accept import Batch
from cicdesk.server.services.bookings.docket import Docket, disputed
from cicdesk.server.services.bookings.elsewhere import tell_hours
from cicdesk.server.services.bookings.hearing import CARE, Hearing, without_own
from cicdesk.server.services.bookings.pen import Pen
from cicdesk.server.services.bookings.walk_ins import seat
from cicdesk.server.storage import reservations
from cicdesk.server.storage.engine import Connection
from cicdesk.server.storage.records import Held
from cicdesk.server.storage.reservations import Booked, Span

_CONCERNED = frozenset({*KINDS, *CARE, *busy.KINDS, SESSION})


def decide(
    connection: Connection, batch: Batch, now: int, freed: Iterable[Span] = (), *, given_back: bool = False
) -> None:
    """Answer every wish that the batch touched; the answers join the batch. `now`: milliseconds.

    `freed`: what is free for another reason. `given_back`: the batch came by salvage.
    """
    touched = [held for held in batch.touched.values() if held.state.kind in _CONCERNED]
    if not touched and not freed:
        return
    docket = Docket(connection, batch)
    deciding = _Deciding(docket, Pen(docket, now, given_back=given_back), list(freed))
    deciding.run(sorted(touched, key=lambda held: (held.state.seq, held.state.rid)))
    if batch.decrees:
        batch.seq += 1  # the commit has a number of its own, above what the centre wrote


class _Deciding:
    def __init__(self, docket: Docket, pen: Pen, freed: list[Span]) -> None:
        self._docket = docket
        self._connection = docket.connection
        self._pen = pen
        self._freed = freed
        self._hearing = Hearing(docket, pen.now_minute)
        self._old: dict[str, Booked] = {}

    def run(self, touched: list[Held]) -> None:
        """Everything, in its order."""
        mine = [held for held in touched if held.state.kind in KINDS]
        rids = [held.state.rid for held in mine]
        had = reservations.reserved_by(self._connection, rids) if rids else set()
        for held in mine:
            self._pen.lay_to_rest(held)
        self._docket.read_for([held.state for held in mine])
        self._old = reservations.booked(self._connection, {held.state.rid for held in mine})
        anew = [held for held in mine if self._is_open(held)]
        self._let_go([held.state.rid for held in anew if self._has_moved(held)])
        wished = {stay.resource for held in anew for stay in self._docket.wish(held.state).stays}
        let_go = {span.resource for span in self._freed}
        self._freed += seat(self._docket, touched, self._pen.now_minute, wished | let_go)
        raised = {Resource(h.state.kind, h.state.rid) for h in touched if h.state.kind in CARE}
        places = {span.resource for span in self._freed} | raised
        if places:
            self._offer(places, {held.state.rid for held in anew})
        for held in anew:
            self._hear(held)
        self._pen.number_waiting(places | self._hearing.full)
        have = reservations.reserved_by(self._connection, rids) if rids else set()
        entries = {Resource(h.state.kind, h.state.rid) for h in touched if h.state.kind in busy.KINDS}
        tell_hours(self._docket, self._pen, {*had, *have, *entries, *(each.resource for each in self._freed)})

    def _let_go(self, rids: Collection[str]) -> None:
        self._freed += reservations.release(self._connection, rids)

    def _is_open(self, held: Held) -> bool:
        """Whether something has to be decided. What need not be is made to stand as it was decided."""
        state, old = held.state, self._old.get(held.state.rid)
        if disputed(state) and old is not None:
            return False
        wish = self._docket.wish(state)
        if wish.stage in {Stage.WISH, Stage.WAIT, Stage.LOST} and not wish.empty and not state.deleted:
            if not self._stands(state, wish, old):
                return True
            if old is not None:
                self._pen.write(held, old)
            else:
                self._pen.accept(held, wish)
            return False
        if wish.stage is Stage.TOOK_PLACE and old is None and not wish.empty:
            return True
        self._settle(held, wish, old)
        return False

    def _stands(self, state: RecordState, wish: Wish, old: Booked | None) -> bool:
        """Whether the same wish was answered already, and nobody asks again."""
        if old is None:
            return wish.stage is Stage.LOST
        if old.wish != wish.digest:
            return False
        if wish.stage is Stage.WAIT:
            return old.waiting > 0
        if wish.stage is Stage.LOST:
            return old.given.get("state") == self._docket.document(state).get("state")
        return not _asks_again(state, old.given)

    def _has_moved(self, held: Held) -> bool:
        """Whether what it holds is of another wish."""
        old = self._old.get(held.state.rid)
        return old is not None and old.wish != self._docket.wish(held.state).digest

    def _settle(self, held: Held, wish: Wish, old: Booked | None) -> None:
        """Nothing is asked for: what was held is let go, unless it took place."""
        state = held.state
        given: Given = dict(old.given) if old else {}
        if wish.stage is Stage.TOOK_PLACE:
            given = without_own(given)
        else:
            self._let_go([state.rid] if old else [])
            given = released(given) if wish.stage is Stage.CALLED_OFF and not state.deleted else {}
        if state.deleted:
            reservations.forget(self._connection, [state.rid])
        elif wish.stage in {Stage.WISH, Stage.WAIT} and self._pen.is_centres_state(state):
            self._pen.refuse(held)
        else:
            kept = wish.digest if wish.stage is Stage.TOOK_PLACE else ""
            self._pen.write(held, Booked(state.rid, kept, given), known=old is not None)

    def _hear(self, held: Held) -> None:
        state, old = held.state, self._old.get(held.state.rid)
        wish = self._docket.wish(state)
        since = old.waiting if old else 0
        booked = Booked(state.rid, wish.digest, waiting=since)
        reservations.note(self._connection, state.root, state.kind, booked)
        same = old is not None and old.wish == wish.digest
        answer = self._hearing.hear(state, wish, same=same)
        waits = bool(answer.full) and not answer.lost and wish.stage is not Stage.TOOK_PLACE
        if waits:
            answer = replace(answer, place=self._pen.place_of(state.rid, wish))
        given = given_by(state.kind, self._docket.document(state), wish, answer, self._pen.now)
        if wish.stage is Stage.TOOK_PLACE:
            given = without_own(given)
        self._pen.write(held, replace(booked, given=given, waiting=(since or state.seq) if waits else 0))
        for rival in self._hearing.rivals(state, wish, answer):
            self._pen.also_wanted(rival)

    def _offer(self, places: set[Resource], busy: set[str]) -> None:
        """Give what came free to those who wait for it, the longest waiting first."""
        waiting = [rid for rid in reservations.waiting(self._connection) if rid not in busy]
        for held, wish in self._docket.waiting(waiting):
            if places.isdisjoint(stay.resource for stay in wish.stays):
                continue
            state = held.state
            answer = self._hearing.hear(state, wish, same=False, waiting=True)
            if answer.granted:
                document = self._docket.document(state)
                given = given_by(
                    state.kind, document, wish, replace(answer, waited=True), self._pen.now
                )  # fmt: skip
                self._pen.write(held, Booked(state.rid, wish.digest, given))


def _asks_again(state: RecordState, given: Mapping[str, object]) -> bool:
    """Whether somebody wants again what was not to be had, or wants what is the centre's word."""
    rules = KINDS[state.kind]
    said = state.data.get(rules.state)
    if rules.given:
        return given.get(rules.state) != said and given.get(rules.state) != "CONFIRMED"
    return any(state.data.get(name) == "WANTED" for name in given if name.endswith("_state"))
