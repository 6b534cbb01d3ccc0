"""The queue of cases: filtered, the filters saved, as long as it may be; only the lines in sight are read."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec

from cicdesk.base.ids import RecordId
from cicdesk.domain.reviewing import REVIEWED, ReviewState, differences, unpack
from cicdesk.domain.roles import Area
from cicdesk.schema.snapshot import SyncState
from cicdesk.services.context import Context
from cicdesk.services.reviewing.reading import FileReader
from cicdesk.store import meta, records, reviews
from cicdesk.store.engine import Connection
from cicdesk.store.projection import Standing
from cicdesk.store.reviews import Picked, Place, Review

TO_DO = "TO_DO"
"""What the user has not decided: waiting, changed after approval, or passed on to them; not their own work."""
ALL = ""
_A_DAY = 86_400_000
_NOBODY: Review = ("", "", 0)
_STATES = {state.value: state for state in ReviewState}
_KEPT = "review_filters:"


class Filter(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Which cases somebody wants to see. It rests as JSON when it is saved."""

    state: str = TO_DO
    """A code of `review_states`, TO_DO or ALL."""
    office: str = ""
    project: str = ""
    worker: str = ""
    trip: str = ""
    lacking: bool | None = None
    """Whether something is missing for the reports; None: both."""
    days: int = 0
    """Last written so many days ago or earlier."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Which cases there are, and where each stands."""

    keys: "array[int]"
    states: Sequence[ReviewState]
    cases: Sequence[str]


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A case in the queue."""

    key: int
    id: RecordId
    root: RecordId
    number: str
    office: str
    changed: int
    changed_by: str
    state: SyncState
    title: str
    project: str
    lacking: int


class ReviewQueue:
    """The queue of whoever is at the keyboard."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def find(self, wanted: Filter) -> Queue:
        """The cases that a filter picks, the last written first."""
        self._context.enter(Area.OFFICE)
        keys, states, cases = array("q"), [], []
        with self._store.read() as connection:
            for place, state in self._found(connection, wanted):
                keys.append(place[0])
                states.append(state)
                cases.append(place[1])
        return Queue(keys, states, cases)

    def count(self, most: int) -> int:
        """How many there are to decide; no more are counted than `most`."""
        self._context.enter(Area.OFFICE)
        with self._store.read() as connection:
            return sum(1 for _each in islice(self._found(connection, Filter()), most))

    def lines(self, keys: Sequence[int]) -> list[QueueLine]:
        """The lines of these keys in the same order; a case that is gone meanwhile is left out."""
        self._context.enter(Area.OFFICE)
        with self._store.read() as connection:
            found = reviews.lines(connection, keys)
        return [_line(found[key]) for key in keys if key in found]

    def filters(self) -> dict[str, Filter]:
        """The filters that the user saved, by their names."""
        self._context.enter(Area.OFFICE)
        with self._store.read() as connection:
            return self._saved(connection)

    def save_filter(self, name: str, wanted: Filter) -> None:
        """Keep a filter under a name, in place of one of that name."""
        self._context.enter(Area.OFFICE)
        with self._store.write() as connection:
            self._keep(connection, {**self._saved(connection), name: wanted})

    def drop_filter(self, name: str) -> None:
        """Forget a saved filter."""
        self._context.enter(Area.OFFICE)
        with self._store.write() as connection:
            self._keep(connection, {n: each for n, each in self._saved(connection).items() if n != name})

    def _saved(self, connection: Connection) -> dict[str, Filter]:
        text = meta.get(connection, _KEPT + self._context.user)
        return msgspec.json.decode(text, type=dict[str, Filter]) if text else {}

    def _keep(self, connection: Connection, filters: Mapping[str, Filter]) -> None:
        meta.put(connection, _KEPT + self._context.user, msgspec.json.encode(filters).decode())

    def _found(self, connection: Connection, wanted: Filter) -> Iterator[tuple[Place, ReviewState]]:
        held = reviews.reviews(connection)
        moving = reviews.unsettled(connection, REVIEWED)
        mine = wanted.state == TO_DO
        seen = self._unmoved(connection, moving) if mine else frozenset()
        picked = Picked(
            wanted.office, wanted.project, wanted.worker, wanted.trip, wanted.lacking,
            self._context.now() - wanted.days * _A_DAY if wanted.days else 0,
        )  # fmt: skip
        user = self._context.user
        for place in reviews.cases(connection, picked):
            _n, case, root, by = place
            review = held.get(case, _NOBODY)
            state = _state(review, moving.get(root, 0))
            if mine:
                passed = state is ReviewState.PASSED_ON and review[1] == user
                waits = (state is ReviewState.WAITING or state is ReviewState.CHANGED) and by != user
                wanted_here = passed or (waits and case not in seen)
            else:
                wanted_here = wanted.state in {ALL, state}
            if wanted_here:
                yield place, state

    def _unmoved(self, connection: Connection, moving: Mapping[str, int]) -> frozenset[str]:
        def differs(case: str, seen: str) -> bool:
            root = records.base(connection, case).root
            return bool(differences(unpack(seen), FileReader(connection, root).content(case)))

        return reviews.unmoved(connection, self._context.user, moving, differs)


def _state(review: Review, written: int) -> ReviewState:
    """Where a case stands; what was written here after the approval opens it again before the centre says so."""
    state = _STATES.get(review[0], ReviewState.WAITING)
    changed = state is ReviewState.APPROVED and written > review[2]
    return ReviewState.CHANGED if changed else state


def _line(row: tuple[object, ...]) -> QueueLine:
    n, rid, root, number, office, changed, by, state, title, project, lacking = row
    return QueueLine(
        int(str(n)), RecordId(str(rid)), RecordId(str(root)), str(number), str(office), int(str(changed)), str(by),
        records.STATES[Standing(int(str(state)))], str(title), str(project or ""), int(str(lacking)),
    )  # fmt: skip
