"""One session with the server: push until nothing waits, give back what it lost, pull until nothing is new."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import cast

import msgspec

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.base.ids import RecordId
from cicdesk.schema.records import SCHEMA
from cicdesk.schema.snapshot import Changes
from cicdesk.store import meta, pending, records
from cicdesk.store.engine import Connection
from cicdesk.store.meta import Progress
from cicdesk.store.pending import Waiting
from cicdesk.store.projection import Base
from cicdesk.store.store import Store
from cicdesk.sync import apply, holders, salvage
from cicdesk.sync.answers import check_pull, check_push, check_salvage
from cicdesk.sync.apply import Applied
from cicdesk.sync.batches import LARGEST, BatchSize
from cicdesk.sync.errors import BrokenAnswer, DeviceRevoked, NotEnrolled, Refused, ServerBusy, UpgradeNeeded
from cicdesk.wire import codec
from cicdesk.wire.api import SyncApi
from cicdesk.wire.messages import Mutation, Pull, PullReply, Push, PushReply, Salvage, Version

_decode = msgspec.json.Decoder(Mutation).decode
MOST_ROUNDS = 10_000
_SALVAGE_BATCH = 200
_WANTED = 500
_LOST_AT_MOST = 3
"""A server that loses its history more often in one session is not in order."""


@dataclass(slots=True)
class SyncResult:
    """What one session did."""

    pushed: int = 0
    pulled: int = 0
    refused: int = 0
    seconds: float = 0.0
    repaired: int = 0
    """Partitions read anew because both sides did not agree."""
    changes: Changes = field(default_factory=Changes)


class SyncEngine:
    """The client's side of the protocol over any SyncApi. One session at a time."""

    def __init__(self, store: Store, api: Callable[[], SyncApi], clock: Clock) -> None:
        self._store = store
        self._make_api = api
        self._clock = clock
        self._one = threading.Lock()
        self.taken = Changes()
        """What the last session changed here, also when it broke off."""
        self._size = BatchSize()
        self._page = BatchSize(bytes=LARGEST)

    def run(self, stop: Callable[[], bool] = lambda: False) -> SyncResult:
        """A whole session. An answer is taken whole or not at all, so it may break off anywhere."""
        with self._one:
            started = time.monotonic()
            self.taken = Changes()
            session = _Session(self._store, self._make_api(), self._size, self._page)
            try:
                if session.run(stop):
                    self._store_success()
            finally:
                self.taken = Changes(
                    frozenset(RecordId(r) for r in session.applied.records), frozenset(session.applied.kinds)
                )
            session.result.seconds = time.monotonic() - started
            session.result.changes = self.taken
            session.result.pulled = session.applied.pulled
            session.result.refused = session.applied.refused
            return session.result

    def _store_success(self) -> None:
        with self._store.write() as connection:
            progress = meta.load_progress(connection)
            meta.save(
                connection, msgspec.structs.replace(progress, last_success=milliseconds(self._clock.now()))
            )


class _Session:
    def __init__(self, store: Store, api: SyncApi, size: BatchSize, page: BatchSize) -> None:
        self._store = store
        self._api = api
        self._size = size
        self._page = page
        self.result = SyncResult()
        self.applied = Applied()
        self._read = False
        self._whole = False
        self._lost = 0
        self._line = ThreadPoolExecutor(1, "sync-line")
        self._answered: tuple[list[Waiting], PushReply] | None = None
        self._ahead: tuple[Pull, Future[PullReply]] | None = None
        with store.read() as connection:
            if not meta.load_place(connection).device:
                raise NotEnrolled
            self._progress = meta.load_progress(connection)

    def run(self, stop: Callable[[], bool]) -> bool:
        """Round after round until both sides have said everything; whether they have."""
        with self._line:
            for _ in range(MOST_ROUNDS):
                if stop():
                    return False
                if self._round():
                    return True
            return False

    def _round(self) -> bool:
        """One request and its answer; whether nothing is left to do."""
        batch = self._next_batch()
        if batch:
            self._push(batch)
            return self._finished()
        if self._progress.stage < 2:  # noqa: PLR2004  protocol.md 2: stage 2 reads everything first
            given = self._salvage_batch()
            if given:
                return self._give(given)
        self._pull()
        return self._finished()

    def _finished(self) -> bool:
        if not self._read or self.applied.wanted:
            return False
        with self._store.read() as connection:
            return self._progress.stage == 0 and not pending.next_batch(connection, 0, 1, 1)

    def _next_batch(self, after: int = 0) -> list[Waiting]:
        with self._store.read() as connection:
            return pending.next_batch(connection, after, self._size.most, self._size.bytes)

    def _push(self, batch: list[Waiting]) -> None:
        """Batch after batch. While one travels, the answer to the one before is stored and the next is read."""
        parcel: _Parcel | None = self._parcel(batch)
        known = self._progress.known
        while parcel is not None:
            message = parcel.message(self._progress.epoch, known)
            flight = self._line.submit(self._measured_push, message, parcel.size)
            try:
                self._keep_answer()
                following = self._parcel(self._next_batch(batch[-1].n))
            finally:
                wait([flight])
            try:
                reply = flight.result()
            except codec.TooLarge:
                self._packs_badly(parcel)
                return
            self._look_at(reply)
            if reply.status != "ok":
                return
            check_push(reply, [w.record for w in batch])
            self._answered = (batch, reply)
            known = list(reply.known) or known
            parcel, batch = following, following.batch if following else []
        self._keep_answer()

    def _measured_push(self, message: Push, size: int) -> PushReply:
        since = time.monotonic()
        with self._size.tried(size), self._page.tried(self._page.bytes if message.cursors is not None else 0):
            reply = self._api.push(message)
        self._size.went(size, since)
        return reply

    def _packs_badly(self, parcel: "_Parcel") -> None:
        """It is small enough as it is and still too large when packed: less at a time."""
        if len(parcel.batch) == 1:
            raise Refused
        self._size.broke(parcel.size)

    def _measured_pull(self, message: Pull) -> PullReply:
        since = time.monotonic()
        with self._page.tried(self._page.bytes):
            reply = self._api.pull(message)
        more = any(page.more for page in reply.parts.values())
        self._page.went(self._page.bytes if more else 0, since)
        return reply

    def _parcel(self, batch: list[Waiting]) -> "_Parcel | None":
        if not batch:
            return None
        with self._store.read() as connection:
            held = records.bases(connection, dict.fromkeys(w.record for w in batch if w.record != w.id))
            last = not pending.next_batch(connection, batch[-1].n, 1, 1)
            both = last and self._progress.stage == 0 and self._page.whole
            cursors = holders.cursors(connection) if both else None
        return _Parcel(batch, [_sent(w, self._have(held.get(w.record))) for w in batch], cursors)

    def _keep_answer(self) -> None:
        """Store what the server said of a batch, if that is still to do."""
        if self._answered is None:
            return
        (batch, reply), self._answered = self._answered, None
        with self._store.write() as connection:
            self._progress = apply.push_answer(connection, batch, reply, self._progress, self.applied)
            if reply.pull is not None:
                self._take(connection, reply.pull)
        self.result.pushed += len(batch) - sum(o.r != "dup" for o in reply.outcomes.values())

    def _have(self, held: Base | None) -> int:
        """The number of our copy; numbers of a lost history may have been given again and mean nothing."""
        return held.seq if held is not None and held.gen == self._progress.gen else 0

    def _pull(self) -> None:
        with self._store.read() as connection:
            cursors = holders.cursors(connection)
        wanted, rest = self.applied.wanted[:_WANTED], self.applied.wanted[_WANTED:]
        message = Pull(
            schema=SCHEMA,
            epoch=self._progress.epoch,
            known=self._progress.known,
            cursors=cursors,
            budget=self._budget(),
            want=wanted,
            whole=self._whole,
        )
        reply = self._pulled(message)
        self._look_at(reply)
        if reply.status != "ok":
            return
        check_pull(reply, wanted)
        self._ask_ahead(message, reply)
        self.applied.wanted = rest
        with self._store.write() as connection:
            self._take(connection, reply)

    def _pulled(self, message: Pull) -> PullReply:
        """The answer to a pull; the one asked for ahead, if it was the same question."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            asked, flight = ahead
            reply = flight.result()
            if asked == message:
                return reply
        return self._measured_pull(message)

    def _budget(self) -> int:
        """How much a page may hold; what was asked for ahead stays as it was asked."""
        if self._ahead is not None:
            return self._ahead[0].budget
        return 0 if self._page.whole else self._page.bytes

    def _ask_ahead(self, message: Pull, reply: PullReply) -> None:
        """Ask for the next page while this one is stored: the line and the disk work at the same time."""
        if reply.scope or message.want or not any(page.more for page in reply.parts.values()):
            return
        following = msgspec.structs.replace(
            message,
            epoch=reply.epoch or message.epoch,
            known=list(reply.known) or message.known,
            cursors={**message.cursors, **{part: page.cursor for part, page in reply.parts.items()}},
        )
        self._ahead = (following, self._line.submit(self._measured_pull, following))

    def _take(self, connection: Connection, reply: PullReply) -> None:
        """A pull's answer, inside the caller's transaction."""
        self._progress = apply.pull_answer(connection, reply, self._progress, self.applied)
        self._read = self.applied.complete
        if not self._read:
            return
        if self.applied.distrusted and not self._whole:
            self._repair(connection)
            return
        self._whole, self.applied.distrusted = False, []
        if self._progress.stage == 2:  # noqa: PLR2004  see above
            self._all_read(connection)
            return
        if self._progress.stage == 1 and not salvage.left(connection):
            self._stage(connection, 0)
            self.applied.left = True
        if self.applied.left:
            gone = holders.purge(connection)
            self.applied.records.update(gone)
            self.applied.left = False

    def _repair(self, connection: Connection) -> None:
        """Read partitions anew whose content is not what the server says it is."""
        for part in self.applied.distrusted:
            holders.move_cursor(connection, part, 0)
        self.result.repaired += len(self.applied.distrusted)
        self.applied.distrusted = []
        self._whole, self._read = True, False

    def _all_read(self, connection: Connection) -> None:
        """The new history is here: what it does not mention at all is offered to it."""
        ids = [i for (i,) in connection.exec_driver_sql(
            "SELECT id FROM record WHERE seq > 0 AND gen < ?", (self._progress.gen,)
        )]  # fmt: skip
        found = list(records.bases(connection, ids).values())
        salvage.give_back_the_rest(connection, self._progress.gen, found)
        self._stage(connection, 1)
        self._read = False

    def _stage(self, connection: Connection, stage: int) -> None:
        self._progress = msgspec.structs.replace(self._progress, stage=stage)
        meta.save(connection, self._progress)

    def _salvage_batch(self) -> list[tuple[int, Version]]:
        with self._store.read() as connection:
            return salvage.waiting(connection, _SALVAGE_BATCH)

    def _give(self, given: list[tuple[int, Version]]) -> bool:
        message = Salvage(
            schema=SCHEMA,
            epoch=self._progress.epoch,
            known=self._progress.known,
            versions=[version for _, version in given],
        )
        reply = self._api.salvage(message)
        self._look_at(reply)
        if reply.status == "ok":
            check_salvage(reply)
            commit = (reply.known or self._progress.known or [0])[0]
            with self._store.write() as connection:
                salvage.settle(connection, [n for n, _ in given], commit)
                self._progress = apply.bookkeeping(
                    connection, self._progress, reply.epoch, reply.known, reply.durable
                )
        return False

    def _look_at(self, reply: PushReply | PullReply) -> None:
        """What is not about records: a lost history, an order to wipe, a server that is busy."""
        match reply.status:
            case "ok":
                return
            case "history_lost" if self._lost < _LOST_AT_MOST:
                self._lost += 1
                with self._store.write() as connection:
                    self._progress = _start_anew(connection, self._progress, reply.epoch)
                self._read = False
            case "wipe":
                with self._store.write() as connection:
                    meta.save(connection, msgspec.structs.replace(self._progress, revoked=True))
                raise DeviceRevoked
            case "upgrade":
                raise UpgradeNeeded
            case "busy":
                raise ServerBusy(seconds=reply.retry_after)
            case _:
                raise BrokenAnswer


@dataclass(frozen=True, slots=True)
class _Parcel:
    """A batch as it will travel."""

    batch: list[Waiting]
    mutations: list[Mutation]
    cursors: dict[str, int] | None

    @property
    def size(self) -> int:
        """Bytes of JSON, about."""
        return sum(len(each.body) for each in self.batch)

    def message(self, epoch: int | None, known: list[int] | None) -> Push:
        """The message, naming the newest commit that was answered."""
        return Push(schema=SCHEMA, epoch=epoch, known=known, muts=self.mutations, cursors=self.cursors)


def _sent(waiting: Waiting, have: int) -> Mutation:
    """A mutation as it travels. One that makes its record goes as it lies in the outbox."""
    if waiting.id == waiting.record:
        return cast("Mutation", msgspec.Raw(waiting.body))  # the same JSON, not read again
    mutation = _decode(waiting.body)
    mutation.have = have
    return mutation


def _start_anew(connection: Connection, progress: Progress, epoch: int) -> Progress:
    """The server's history is not the one we know: read it all, and offer everything we still hold."""
    connection.exec_driver_sql("UPDATE cursor SET seq = 0")
    connection.exec_driver_sql("DELETE FROM holder")
    salvage.all_pending(connection)
    fresh = msgspec.structs.replace(
        progress, epoch=epoch, known=None, gen=progress.gen + 1, stage=2, durable=0
    )
    meta.save(connection, fresh)
    return fresh
