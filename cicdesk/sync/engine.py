"""One session with the server: push until nothing waits, give back what it lost, pull until nothing is new."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.base.ids import RecordId
from cicdesk.schema.records import SCHEMA
from cicdesk.schema.snapshot import Changes
from cicdesk.store import pending
from cicdesk.store.store import Store
from cicdesk.sync import apply, salvage
from cicdesk.sync.answers import check_salvage
from cicdesk.sync.course import Course, Pace, SyncResult
from cicdesk.sync.flights import AT_ONCE
from cicdesk.sync.pulling import Pulling
from cicdesk.sync.pushing import Pushing
from cicdesk.wire.api import SyncApi
from cicdesk.wire.messages import Salvage, Version

MOST_ROUNDS = 10_000
_SALVAGE_BATCH = 200


class SyncEngine:
    """The client's side of the protocol over any SyncApi. One session at a time."""

    def __init__(self, store: Store, api: Callable[[], SyncApi], clock: Clock) -> None:
        self._store = store
        self._make_api = api
        self._clock = clock
        self._one = threading.Lock()
        self.taken = Changes()
        """What the last session changed here, also when it broke off."""
        self._pace = Pace()
        self._course: Course | None = None

    def run(self, stop: Callable[[], bool] = lambda: False) -> SyncResult:
        """A whole session. An answer is taken whole or not at all, so it may break off anywhere."""
        with self._one, ThreadPoolExecutor(AT_ONCE, "sync-line") as line:
            started = time.monotonic()
            self.taken = Changes()
            course = self._course = Course(self._store, self._make_api(), self._pace, line, self._now)
            try:
                if _Session(course).run(stop) and not course.noted:
                    with self._store.write() as connection:
                        course.note_success(connection)
            finally:
                self.taken = Changes(
                    frozenset(RecordId(r) for r in course.applied.records), frozenset(course.applied.kinds)
                )
            course.result.seconds = time.monotonic() - started
            course.result.changes = self.taken
            course.result.pulled = course.applied.pulled
            course.result.refused = course.applied.refused
            return course.result

    @contextmanager
    def between_sessions(self) -> Iterator[None]:
        """No session begins while this lasts; one that is under way ends first."""
        with self._one:
            yield

    @property
    def done(self) -> tuple[int, int]:
        """How many edits and records the session under way, or the last one, has handed in and taken so far."""
        course = self._course
        return (course.result.pushed, course.applied.pulled) if course else (0, 0)

    def _now(self) -> int:
        return milliseconds(self._clock.now())


class _Session:
    """Which part has its turn."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._pushing = Pushing(course)
        self._pulling = Pulling(course)

    def run(self, stop: Callable[[], bool]) -> bool:
        """Round after round until both sides have said everything; whether they have."""
        for _ in range(MOST_ROUNDS):
            if stop():
                return False
            if self._round():
                return True
        return False

    def _round(self) -> bool:
        """One request and its answer; whether nothing is left to do."""
        batch = self._pushing.next_batch()
        if batch:
            self._pulling.wait()
            self._pushing.push(batch)
            return self._finished()
        if not self._course.reading_anew:
            given = self._salvage_batch()
            if given:
                self._give(given)
                return False
        self._pulling.pull()
        return self._finished()

    def _finished(self) -> bool:
        if not self._course.read or self._course.applied.wanted:
            return False
        with self._course.store.read() as connection:
            return self._course.progress.stage == 0 and not pending.next_batch(connection, 0, 1, 1)

    def _salvage_batch(self) -> list[tuple[int, Version]]:
        with self._course.store.read() as connection:
            return salvage.waiting(connection, _SALVAGE_BATCH)

    def _give(self, given: list[tuple[int, Version]]) -> None:
        """Offer the server values that it lost."""
        course = self._course
        message = Salvage(
            schema=SCHEMA,
            epoch=course.progress.epoch,
            known=course.progress.known,
            versions=[version for _, version in given],
        )
        reply = course.api.salvage(message)
        course.look_at(reply)
        if reply.status != "ok":
            return
        check_salvage(reply)
        commit = (reply.known or course.progress.known or [0])[0]
        with course.store.write() as connection:
            salvage.settle(connection, [n for n, _ in given], commit)
            course.progress = apply.bookkeeping(
                connection, course.progress, reply.epoch, reply.known, reply.durable
            )
