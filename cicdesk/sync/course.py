"""What the parts of one session share: where the exchange stands, and what was taken so far."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field

import msgspec

from cicdesk.schema.records import SCHEMA
from cicdesk.schema.snapshot import Changes
from cicdesk.store import likely, meta, pending, records
from cicdesk.store.engine import Connection
from cicdesk.store.meta import Ending, Progress
from cicdesk.store.store import Store
from cicdesk.sync import apply, holders, salvage
from cicdesk.sync.apply import Applied
from cicdesk.sync.batches import BatchSize
from cicdesk.sync.errors import BrokenAnswer, DeviceRevoked, NotEnrolled, ServerBusy, UpgradeNeeded
from cicdesk.wire.api import SyncApi
from cicdesk.wire.messages import PullReply, PushReply

_LOST_AT_MOST = 3
"""A server that loses its history more often in one session is not in order."""
_LATEST = "9999"
_OFFICE = "c:"
_READING_ANEW = 2
"""The stage that comes first after a lost history; then 1, giving back; then 0."""


@dataclass(slots=True)
class SyncResult:
    """What one session did."""

    pushed: int = 0
    """Edits that the centre took over, also those it had already."""
    pulled: int = 0
    """Records whose copy became newer."""
    refused: int = 0
    """Edits that the centre set aside."""
    seconds: float = 0.0
    repaired: int = 0
    """Partitions read anew because both sides did not agree."""
    changes: Changes = field(default_factory=Changes)


@dataclass(slots=True)
class Pace:
    """How much the line carries at present; learnt from one session to the next."""

    push: BatchSize = field(default_factory=BatchSize)
    page: BatchSize = field(default_factory=BatchSize)
    alone: int = 0
    """So many messages more go one after the other: something went wrong lately."""
    faults: int = 0
    """How many sessions in a row ended with a failure of the server while something was handed in."""


class Course:
    """One session under way. Its parts push, pull and give back; what they hear is taken here."""

    def __init__(
        self, store: Store, api: SyncApi, pace: Pace, line: Executor, now: Callable[[], int] | None = None
    ) -> None:
        """`now`: milliseconds since 1970, noted once both sides have said everything; None: nothing is noted."""
        self.store = store
        self.api = api
        self.pace = pace
        self.line = line
        """The threads that talk to the server."""
        self._now = now
        self.result = SyncResult()
        self.applied = Applied()
        self.read = False
        """Whether the server has said everything."""
        self.whole = False
        """Whether pages have to leave nothing out, because partitions are read anew."""
        self.noted = False
        """Whether this session's success is noted already."""
        self._lost = 0
        with store.read() as connection:
            if not meta.load_place(connection).device:
                raise NotEnrolled
            self.progress = meta.load_progress(connection)
            self.applied.wanted = meta.load_wanted(connection)
            self.applied.left = self.progress.loose
        self._wanted = list(self.applied.wanted)

    @property
    def reading_anew(self) -> bool:
        """Whether a lost history is still being read; nothing is given back before (protocol.md 2)."""
        return self.progress.stage == _READING_ANEW

    def look_at(self, reply: PushReply | PullReply) -> None:
        """What is not about records: a lost history, an order to wipe, a server that is busy."""
        match reply.status:
            case "ok":
                return
            case "history_lost" if self._lost < _LOST_AT_MOST:
                self._lost += 1
                with self.store.write() as connection:
                    self.progress = _start_anew(connection, self.progress, reply.epoch)
                self.read = False
            case "wipe":
                with self.store.write() as connection:
                    meta.save(connection, msgspec.structs.replace(self.progress, revoked=True))
                raise DeviceRevoked
            case "upgrade":
                day = _day(reply.until) if isinstance(reply, PullReply) else ""
                ending = Ending(form=SCHEMA, until=day, over=True)
                with self.store.write() as connection:
                    self._keep_ending(connection, ending)
                raise UpgradeNeeded(since=ending.day) if ending.day else UpgradeNeeded
            case "busy":
                raise ServerBusy(seconds=reply.retry_after)
            case _:
                raise BrokenAnswer

    def take(self, connection: Connection, reply: PullReply) -> None:
        """A pull's answer, inside the caller's transaction."""
        self.progress = apply.pull_answer(connection, reply, self.progress, self.applied)
        if reply.names is not None:
            meta.save(connection, reply.names)
            self.applied.kinds.add("staff")
        more = self._take_likely(connection, reply)
        day = _day(reply.until)
        self._keep_ending(connection, Ending(form=SCHEMA, until=day) if day else None)
        self.keep_marks(connection)
        self.read = self.applied.complete and not self.applied.wanted and not more
        if not self.read:
            return
        if self.applied.distrusted and not self.whole:
            self._repair(connection)
            return
        self.whole, self.applied.distrusted = False, []
        if self.reading_anew:
            self._all_read(connection)
            return
        if self.progress.stage == 1 and not salvage.left(connection):
            self._stage(connection, 0)
            self.applied.left = True
        if self.applied.left:
            gone = holders.purge(connection)
            if self.progress.stage == 0:
                gone += holders.purge_lost(connection, self.progress.gen)
            self.applied.records.update(gone)
            self.applied.left = False
            self.keep_marks(connection)
        if self.progress.stage == 0 and not pending.next_batch(connection, 0, 1, 1):
            self.note_success(connection)

    def _take_likely(self, connection: Connection, reply: PullReply) -> bool:
        """What was told of people who may be one; whether there is more of it."""
        if reply.likely is None:
            return False
        own = {part.removeprefix(_OFFICE) for part in holders.cursors(connection) if part.startswith(_OFFICE)}
        likely.take(connection, reply.likely, own)
        self.applied.kinds.add(likely.KIND)
        return reply.likely.more

    def note_success(self, connection: Connection) -> None:
        """Both sides have said everything: noted with the last answer, for each transaction waits for the disk."""
        if self._now is not None and not self.noted:
            self.progress = msgspec.structs.replace(self.progress, last_success=self._now())
            meta.save(connection, self.progress)
            self.noted = True

    def _keep_ending(self, connection: Connection, ending: Ending | None) -> None:
        """How long the centre gives this program anything: its people have to know, also without a line."""
        if ending != self.progress.ending:
            self.progress = msgspec.structs.replace(self.progress, ending=ending)
            meta.save(connection, self.progress)

    def keep_marks(self, connection: Connection) -> None:
        """Remember what is still to be asked for or taken away, in case the session ends before."""
        if self.applied.left != self.progress.loose:
            self.progress = msgspec.structs.replace(self.progress, loose=self.applied.left)
            meta.save(connection, self.progress)
        if self._wanted != self.applied.wanted:
            self._wanted = list(self.applied.wanted)
            meta.save_wanted(connection, self._wanted)

    def _repair(self, connection: Connection) -> None:
        """Read partitions anew whose content is not what the server says it is."""
        for part in self.applied.distrusted:
            holders.move_cursor(connection, part, 0)
        self.result.repaired += len(self.applied.distrusted)
        self.applied.distrusted = []
        self.whole, self.read = True, False

    def _all_read(self, connection: Connection) -> None:
        """The new history is here: what it does not mention at all is offered to it."""
        ids = [i for (i,) in connection.exec_driver_sql(
            "SELECT id FROM record WHERE seq > 0 AND gen < ?", (self.progress.gen,)
        )]  # fmt: skip
        found = list(records.bases(connection, ids).values())
        salvage.give_back_the_rest(connection, self.progress.gen, found)
        self._stage(connection, 1)
        self.read = False

    def _stage(self, connection: Connection, stage: int) -> None:
        self.progress = msgspec.structs.replace(self.progress, stage=stage)
        meta.save(connection, self.progress)


def _day(text: str) -> str:
    """A day that a server named; nothing where it named none."""
    try:
        return dt.date.fromisoformat(text).isoformat() if text and text < _LATEST else ""
    except ValueError:
        return ""


def _start_anew(connection: Connection, progress: Progress, epoch: int) -> Progress:
    """The server's history is not the one we know: read it all, and offer everything we still hold."""
    connection.exec_driver_sql("UPDATE cursor SET seq = 0")
    connection.exec_driver_sql("DELETE FROM holder")
    likely.forget(connection)
    salvage.all_pending(connection)
    fresh = msgspec.structs.replace(
        progress, epoch=epoch, known=None, gen=progress.gen + 1, stage=_READING_ANEW, durable=0
    )
    meta.save(connection, fresh)
    return fresh
