"""The second lane: content of files, after the records and never in their way. One piece is one request."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.base.errors import CicdeskError
from cicdesk.base.ids import RecordId
from cicdesk.domain.roles import narrow_roles
from cicdesk.schema.snapshot import Changes
from cicdesk.store import blobs, meta, pending
from cicdesk.store.blobs import Attached
from cicdesk.store.engine import Connection
from cicdesk.store.store import Store
from cicdesk.sync.errors import DeviceRevoked, NotEnrolled
from cicdesk.wire import blobs as wire
from cicdesk.wire.api import BlobApi
from cicdesk.wire.blobs import BlobBegin, BlobsAsk
from cicdesk.wire.errors import WireError

TODAYS_LARGEST = 5 << 20
"""Files of today's people come by themselves up to this size; larger ones when somebody asks."""
_TRIES = 3
_SET_ASIDE = frozenset({WireError.BAD_MESSAGE, WireError.TOO_LARGE})
_LATER = frozenset({WireError.NOT_FOUND})
_AGAIN = frozenset({WireError.WRONG_PIECE, WireError.WRONG_WHOLE})
DAMAGED = "damaged"


@dataclass(slots=True)
class FilesResult:
    """What one session did."""

    sent: int = 0
    fetched: int = 0
    yielded: bool = False
    """It made way for something that matters more, and has more to do."""
    records_wait: bool = False
    """What it made way for is an edit that is not sent yet."""
    changes: Changes = field(default_factory=Changes)


class FileEngine:
    """Sends what the centre lacks and fetches what somebody waits for. Everything it knows is in the store."""

    def __init__(
        self,
        store: Store,
        api: Callable[[], BlobApi],
        clock: Clock,
        user: Callable[[], str] = lambda: "",
        told: Callable[[Changes], None] = lambda _changes: None,
    ) -> None:
        """`told` hears of every piece, in the thread that runs."""
        self._store = store
        self._make_api = api
        self._clock = clock
        self._user = user
        self._told = told
        self._one = threading.Lock()

    def run(self, stop: Callable[[], bool] = lambda: False, *, asked_only: bool = False) -> FilesResult:
        """One session. It may break off after any piece; the next one goes on there.

        Records go first: as soon as an edit waits, or `stop` says so, it ends. `asked_only`: fetch what
        somebody waits for, and leave the rest for a better line.
        """
        with self._one:
            run = _Run(self._store, self._make_api, self._now(), self._told, stop)
            run.work("" if asked_only else self._user(), self._today(), sends=not asked_only)
            return run.result

    def waiting(self) -> bool:
        """Whether there is anything to send, to fetch or to ask about."""
        with self._store.read() as connection:
            gen = meta.load_progress(connection).gen
            return bool(
                connection.exec_driver_sql(
                    "SELECT EXISTS (SELECT 1 FROM attached WHERE settled <> ? OR wanted = 1)", (gen,)
                ).scalar()
            )

    def _now(self) -> int:
        return milliseconds(self._clock.now())

    def _today(self) -> int:
        midnight = self._clock.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        return milliseconds(midnight)


class _Run:
    """One session under way."""

    def __init__(
        self,
        store: Store,
        api: Callable[[], BlobApi],
        now: int,
        told: Callable[[Changes], None],
        stop: Callable[[], bool],
    ) -> None:
        self._store = store
        self._make_api = api
        self._now = now
        self._told = told
        self._stop = stop
        self._gen = 0
        self._narrow = False
        self.result = FilesResult()

    def work(self, user: str, today: int, *, sends: bool) -> None:
        """Ask, send, fetch."""
        self._look_around()
        self._ask()
        for each in self._mine() if sends else ():
            if not self._turn(self._send, each):
                return
        for each in self._needed(user, today):
            if not self._turn(self._fetch, each):
                return

    def _turn(self, work: Callable[[BlobApi, Attached], bool], each: Attached) -> bool:
        """Work on one file; False once the session has to make way. A file in trouble stops no other."""
        try:
            return work(self._make_api(), each)
        except CicdeskError as error:
            number = error.facts.get("error")
            if number in _SET_ASIDE:
                why = error.code
                self._note(each, lambda c: blobs.note_trouble(c, each.record, why))
            elif number not in _LATER:
                raise
            else:
                self._note(each, lambda c: blobs.settle(c, (each.record,), -1))
        return True

    def _look_around(self) -> None:
        """Note what records say, and forget content that nothing came to name."""
        with self._store.write() as connection:
            place = meta.load_place(connection)
            if not place.device:
                raise NotEnrolled
            self._narrow = bool(narrow_roles(place.roles.values()))
            progress = meta.load_progress(connection)
            if progress.revoked:
                raise DeviceRevoked
            self._gen = progress.gen
            blobs.refresh(connection)
            blobs.drop_abandoned(connection, self._now)
            blobs.drop_deleted(connection)

    def _read(self, condition: str, arguments: tuple[object, ...] = ()) -> list[Attached]:
        with self._store.read() as connection:
            return blobs.attached(connection, self._gen, condition, arguments)

    def _ask(self) -> None:
        """Which of the files that we know nothing of are there meanwhile."""
        unsure = [
            each.record
            for each in self._read("a.settled <> ? AND r.seq > 0 AND r.gen = ?", (self._gen, self._gen))
        ]
        for start in range(0, len(unsure), wire.ASKED):
            reply = self._make_api().ask(BlobsAsk(records=unsure[start : start + wire.ASKED]))
            if reply.ready:
                with self._store.write() as connection:
                    blobs.settle(connection, reply.ready, self._gen)
                self._tell(*reply.ready)

    def _mine(self) -> Iterator[Attached]:
        """What is here whole and not there, one after another; records have to be there first."""
        found = self._read(
            "a.settled <> ? AND r.seq > 0 AND r.gen = ? AND a.why = ''", (self._gen, self._gen)
        )
        yield from (each for each in found if each.whole)

    def _needed(self, user: str, today: int) -> Iterator[Attached]:
        """What somebody waits for, then what belongs to the people of today.

        A laptop that is sent only what is for its people wants all of that.
        """
        found = self._read("a.settled = ? AND a.wanted = 1 AND a.why = ''", (self._gen,))
        found += self._read(
            "a.settled = ? AND a.wanted = 0 AND a.why = '' AND a.size <= ? AND a.root IN"
            " (SELECT t.root FROM record t WHERE t.changed_by = ? AND t.changed >= ?)",
            (self._gen, TODAYS_LARGEST, user, today),
        )
        if self._narrow:
            found += self._read("a.settled = ? AND a.wanted = 0 AND a.why = ''", (self._gen,))
        for each in found:
            if not each.whole:
                yield each
            elif each.wanted:
                self._arrived(each)

    def _send(self, api: BlobApi, each: Attached) -> bool:
        with self._store.read() as connection:
            proof = blobs.fits(connection, each.sha256, each.record)
        if not proof:
            self._damaged(each)
            return True
        for attempt in range(_TRIES):
            try:
                return self._hand_in(api, each, proof)
            except CicdeskError as error:
                if error.facts.get("error") not in _AGAIN or attempt == _TRIES - 1:
                    raise
        return True

    def _hand_in(self, api: BlobApi, each: Attached, proof: str) -> bool:
        """Send what the server says it lacks, and believe nothing else."""
        said = api.begin(each.sha256, BlobBegin(size=each.size, record=each.record, proof=proof))
        missing = list(said.missing)
        self._sent(each, each.pieces - len(missing))
        while missing and not said.ready:
            if self._makes_way():
                return False
            with self._store.read() as connection:
                data = blobs.piece(connection, each.sha256, missing[0])
            said = api.put(each.sha256, missing.pop(0), data)
            self._sent(each, each.pieces - len(missing))
        if not said.ready:  # the other pieces came from elsewhere, or got lost: the next session asks
            return True
        self._note(each, lambda c: blobs.settle(c, (each.record,), self._gen))
        self._let_go(each)
        self.result.sent += 1
        return True

    def _let_go(self, each: Attached) -> None:
        """A person's file that left our scope while its scan was still here may leave the laptop now."""
        with self._store.write() as connection:
            held = connection.exec_driver_sql("SELECT 1 FROM holder WHERE root = ? LIMIT 1", (each.root,))
            if held.first() is None:
                progress = meta.load_progress(connection)
                meta.save(connection, msgspec.structs.replace(progress, loose=True))

    def _fetch(self, api: BlobApi, each: Attached) -> bool:
        with self._store.read() as connection:
            held = blobs.places(connection, each.sha256)
        for place in range(each.pieces):
            if place in held:
                continue
            if self._makes_way():
                return False
            first = place * wire.PIECE
            length = wire.piece_length(each.size, place)
            data = api.get(each.sha256, first, first + length - 1)
            with self._store.write() as connection:
                blobs.keep_piece(connection, each.sha256, each.size, place, data, self._now)
            self._tell(each.record)
        with self._store.read() as connection:
            right = blobs.fits(connection, each.sha256, each.record)
        if not right:
            self._damaged(each)
            return True
        self._arrived(each)
        self.result.fetched += 1
        return True

    def _arrived(self, each: Attached) -> None:
        self._note(each, lambda c: blobs.want(c, each.record, wanted=False))

    def _damaged(self, each: Attached) -> None:
        """What is here is not the file. Where the centre has it, it is fetched anew when somebody asks."""

        def forget(connection: Connection) -> None:
            if each.settled:
                blobs.drop_content(connection, (each.sha256,))
            blobs.note_trouble(connection, each.record, DAMAGED)

        self._note(each, forget)

    def _makes_way(self) -> bool:
        """Whether something matters more: an edit that waits, or whoever asked."""
        with self._store.read() as connection:
            self.result.records_wait = bool(pending.next_batch(connection, 0, 1, 1))
        self.result.yielded = self.result.records_wait or self._stop()
        return self.result.yielded

    def _sent(self, each: Attached, pieces: int) -> None:
        self._note(each, lambda c: blobs.note_sent(c, each.record, pieces))

    def _note(self, each: Attached, write: Callable[[Connection], None]) -> None:
        with self._store.write() as connection:
            write(connection)
        self._tell(each.record)

    def _tell(self, *records: str) -> None:
        changes = Changes(frozenset(map(RecordId, records)), frozenset({"files"}))
        self.result.changes |= changes
        self._told(changes)
