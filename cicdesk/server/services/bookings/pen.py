"""How the centre writes what it decided: as versions of its own in the record, and only where they say something."""

import datetime as dt
from dataclasses import replace

from cicdesk.base.ids import new_id
from cicdesk.domain.booking.answers import (
    CENTRE_DECIDES,
    DECIDED,
    REASON,
    Given,
    blank_of,
    is_centres,
)
from cicdesk.domain.booking.claims import Resource
from cicdesk.domain.booking.wishes import KINDS, Wish
from cicdesk.domain.versions import RecordState
from cicdesk.domain.wall_time import write_moment
from cicdesk.schema.values import Value
from cicdesk.server.services.bookings.docket import Docket, disputed, stated
from cicdesk.server.storage import reservations
from cicdesk.server.storage.records import Held
from cicdesk.server.storage.reservations import Booked
from cicdesk.wire.messages import ALIVE, CENTRE, Mutation

ALSO_WANTED = "also_wanted_at"
_MINUTE = 60_000
_UNASKED = "REQUESTED"
"""What a request is that nobody made a wish of."""


class Pen:
    """Writes into the batch, and notes what was decided."""

    def __init__(self, docket: Docket, now: int, *, given_back: bool) -> None:
        """`now`: milliseconds."""
        self._docket = docket
        self._at = now
        self.now_minute = now // _MINUTE
        self.now = write_moment(dt.datetime.fromtimestamp(now / 1000, dt.UTC))
        self._given_back = given_back

    def write(self, held: Held, booked: Booked, *, known: bool = True) -> None:
        """Make the record say what was decided, and nothing else where only the centre may write."""
        state = held.state
        given = self._steady(state, dict(booked.given))
        values = self._differences(state, given)
        if REASON not in given and self._was_meddled_with(held, values):
            given[REASON] = values[REASON] = CENTRE_DECIDES
        if known or given or values or booked.waiting:
            settled = replace(booked, given=given)
            reservations.note(self._docket.connection, state.root, state.kind, settled)
        if values:
            self._decree(held, values)

    def _steady(self, state: RecordState, given: Given) -> Given:
        """The moment of a decision stays where it says what the record says already."""
        said = state.data.get(DECIDED)
        same = all(state.data.get(name) == value for name, value in given.items() if name != DECIDED)
        return {**given, DECIDED: said} if DECIDED in given and said and same else given

    def _differences(self, state: RecordState, given: Given) -> Given:
        names = [name for name in state.data if is_centres(state.kind, name)]
        values: Given = {}
        for name in dict.fromkeys((*given, *names)):
            value = given.get(name, blank_of(state.kind, name))
            held = state.data.get(name)
            if name in state.heads or (held != value and (held or value)):
                values[name] = value
        own = KINDS[state.kind].state
        if own in state.heads and own not in given and not disputed(state):
            values[own] = stated(state)
        return values

    def _was_meddled_with(self, held: Held, values: Given) -> bool:
        """Whether a laptop wrote just now what only the centre may write, and said something else."""
        if self._given_back:
            return False
        state, rules = held.state, KINDS[held.state.kind]
        return any(
            state.data.get(name)
            and name not in state.heads  # written at once with the centre: nobody meant to
            and held.changed_at(name) > self._docket.batch.began
            and (is_centres(state.kind, name) or state.data[name] in rules.given)
            and state.data[name] != "WANTED"
            for name in values
        )

    def decree(self, held: Held, values: Given) -> None:
        """Write something into a record that is no booking."""
        self._decree(held, values)

    def _decree(self, held: Held, values: Given, seen: dict[str, list[str]] | None = None) -> None:
        state = held.state
        self._docket.adopt(held)
        self._docket.batch.decree(
            Mutation(
                id=new_id(), rid=state.rid, root="" if state.root == state.rid else state.root, kind=state.kind,
                user=CENTRE, at=self._at, set=values, seen=seen or {},
                bases={name: list(heads) for name in values if (heads := state.heads_of(name))},
            )
        )  # fmt: skip

    def lay_to_rest(self, held: Held) -> None:
        """What the centre wrote keeps nothing alive: whoever deleted it need not have seen that."""
        state = held.state
        if not state.deletion_asked or state.deleted:
            return
        heads = {name: list(state.heads_of(name)) for name in state.data if not name.startswith("_")}
        if all(is_centres(state.kind, name) or self._is_given(state, name) for name in state.unseen()):
            seen: dict[str, list[str]] = {}
            for name, versions in heads.items():
                for version in versions:
                    seen.setdefault(version, []).append(name)
            self._decree(held, {ALIVE: False}, seen)

    def _is_given(self, state: RecordState, name: str) -> bool:
        rules = KINDS.get(state.kind)
        values = {head.value for head in state.heads_of(name).values()}
        return rules is not None and name == rules.state and any(value in rules.given for value in values)

    def is_centres_state(self, state: RecordState) -> bool:
        """Whether its state is one that only the centre gives."""
        return stated(state) in KINDS[state.kind].given

    def refuse(self, held: Held) -> None:
        """A laptop gave itself what only the centre gives, and there is nothing to decide on."""
        state = held.state
        name = KINDS[state.kind].state
        just_now = held.changed_at(name) > self._docket.batch.began and not self._given_back
        why = CENTRE_DECIDES if just_now else "INCOMPLETE"
        given: dict[str, Value] = {name: _UNASKED, REASON: why, DECIDED: self.now}
        self.write(held, Booked(state.rid, "", given))

    def accept(self, held: Held, wish: Wish) -> None:
        """Take over what the centre of an earlier history said no to."""
        state = held.state
        own = [name for name in state.data if is_centres(state.kind, name)]
        given = {name: state.data[name] for name in (*own, KINDS[state.kind].state)}
        self.write(held, Booked(state.rid, wish.digest, given))

    def also_wanted(self, rid: str) -> None:
        """Tell the holder of a time that somebody else wanted it."""
        self._docket.read([rid])
        held = self._docket.held(rid)
        old = reservations.booked(self._docket.connection, [rid]).get(rid)
        if held is not None and old is not None and not held.state.deleted:
            self.write(held, replace(old, given={**old.given, ALSO_WANTED: self.now}))

    def place_of(self, rid: str, wish: Wish) -> int:
        """The place on the waiting list of somebody who joins it now."""
        return 1 + sum(_meet(wish, other) for held, other in self._list() if held.state.rid != rid)

    def number_waiting(self, places: set[Resource]) -> None:
        """Say to everyone who waits for one of these places how many wait before them."""
        before: list[Wish] = []
        for held, wish in self._list() if places else ():
            rid = held.state.rid
            if places.isdisjoint(_places(wish)):
                continue
            place = 1 + sum(_meet(wish, other) for other in before)
            before.append(wish)
            old = reservations.booked(self._docket.connection, [rid])[rid]
            if old.given.get("waiting_place") != place:
                self.write(held, replace(old, given={**old.given, "waiting_place": place}))

    def _list(self) -> list[tuple[Held, Wish]]:
        """Everybody who waits, the longest waiting first."""
        return self._docket.waiting(reservations.waiting(self._docket.connection))


def _places(wish: Wish) -> set[Resource]:
    return {stay.resource for stay in wish.stays if stay.resource.kind == "care_place"}


def _meet(one: Wish, other: Wish) -> bool:
    return bool(_places(one) & _places(other)) and one.start < other.end and other.start < one.end
