"""The laptop's dealings with the centre, as windows and scripts use them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.base.errors import CicdeskError
from cicdesk.schema.records import SCHEMA
from cicdesk.schema.snapshot import Changes
from cicdesk.store import courier, meta, pending
from cicdesk.store.meta import Place
from cicdesk.store.store import Store
from cicdesk.sync import holders
from cicdesk.sync.course import SyncResult
from cicdesk.sync.engine import SyncEngine
from cicdesk.sync.errors import ClockWrong, DeviceRevoked, NotEnrolled
from cicdesk.sync.wish import Wish
from cicdesk.wire.messages import Courier, CourierReply, Hello, Pull

if TYPE_CHECKING:
    from cicdesk.sync.transport import HttpTransport

# The transport and what it needs are loaded with the first exchange: 11 MB that the first list need not wait for.


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What one session did, and what it cost."""

    pushed: int
    pulled: int
    refused: int
    requests: int
    bytes_up: int
    bytes_down: int
    seconds: float
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session has got: bytes as they went over the line, edits handed in, records taken."""

    bytes_up: int = 0
    bytes_down: int = 0
    pushed: int = 0
    pulled: int = 0


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a session would bring, about: records, and bytes on the line."""

    edits: int
    bytes_up: int
    records: int
    bytes_down: int


PACKED = 0.3
"""Bytes on the line for one byte of JSON, about: records pack three times smaller, many of them five times."""


class Exchange:
    """Sync sessions and enrolment over the real network; one connection kept open between sessions."""

    def __init__(self, store: Store, clock: Clock, ca_file: Callable[[], str] = lambda: "") -> None:
        """`ca_file`: the file of the organisation's certificate, where another was chosen since the laptop joined."""
        self._chosen_ca_file = ca_file
        self._ca_file = ""
        self._store = store
        self._clock = clock
        self._transport: HttpTransport | None = None
        self._engine = SyncEngine(store, self._api, clock)
        self._ahead = 0
        self._before = (0, 0, 0)

    def run(self, stop: Callable[[], bool] = lambda: False) -> Exchanged:
        """One session; NotEnrolled, DeviceRevoked and all that can happen on the way.

        It breaks off between two requests once `stop` says so; what was taken until then stays.

        A clock that is far off is noticed from the server's answer and corrected in the proofs, once.
        """
        before = self._before = self._meter()
        try:
            result = self._engine.run(stop)
        except ClockWrong as wrong:
            self._correct(int(str(wrong.facts["server"])))
            result = self._engine.run(stop)
        self._ask_for_courier()
        return self._exchanged(result, before)

    def _ask_for_courier(self) -> None:
        """Learn the centre's key for packages, now and then, while there is a line."""
        now = milliseconds(self._clock.now())
        with self._store.read() as connection:
            if not courier.is_due(connection, now):
                return
        try:
            reply = self._api().hello(Hello(schema=SCHEMA, clock=now))
        except CicdeskError:
            return  # the session itself succeeded; the next one asks again
        with self._store.write() as connection:
            courier.learn(connection, reply.courier, now)

    def enrol(self, wish: Wish) -> Place:
        """Redeem a one-time code; the place this laptop has from now on."""
        from cicdesk.sync import enrolment  # noqa: PLC0415  loads the transport

        try:
            place = enrolment.enrol(self._store, wish, self._server_now)
        except ClockWrong as wrong:
            self._correct(int(str(wrong.facts["server"])))
            place = enrolment.enrol(self._store, wish, self._server_now)
        self.close()
        return place

    def deliver(self, package: bytes) -> CourierReply:
        """Hand in a package of this or another laptop."""
        message = Courier(package=package)
        try:
            return self._api().courier(message)
        except ClockWrong as wrong:
            self._correct(int(str(wrong.facts["server"])))
            return self._api().courier(message)

    def between_sessions(self) -> AbstractContextManager[None]:
        """No session begins while this lasts."""
        return self._engine.between_sessions()

    @property
    def progress(self) -> Progress:
        """How far the session under way has got; may be asked from any thread."""
        _requests, up, down = (now - then for now, then in zip(self._meter(), self._before, strict=True))
        pushed, pulled = self._engine.done
        return Progress(max(0, up), max(0, down), pushed, pulled)

    def ahead(self) -> Ahead:
        """What a session would bring now; asks the server for two numbers per partition, not for a record."""
        with self._store.read() as connection:
            edits, up = pending.unsent_bytes(connection)
            progress, cursors = meta.load_progress(connection), holders.cursors(connection)
        message = Pull(
            schema=SCHEMA, epoch=progress.epoch, known=progress.known, cursors=cursors,
            limit=1, budget=1, tell_size=True,
        )  # fmt: skip
        reply = self._api().pull(message)
        records, down = reply.ahead or [0, 0]
        return Ahead(edits, int(up * PACKED), records, int(down * PACKED))

    def line(self) -> "HttpTransport":
        """The connection itself, for what travels beside records; NotEnrolled, DeviceRevoked."""
        return self._api()

    def meter(self) -> tuple[int, int, int]:
        """Requests, bytes up and bytes down over the present connection."""
        return self._meter()

    def close(self) -> None:
        """Let go of the connection."""
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    @property
    def taken(self) -> Changes:
        """What the last session changed here, also when it broke off."""
        return self._engine.taken

    def _api(self) -> "HttpTransport":
        if self._transport is not None and self._chosen_ca_file() not in {"", self._ca_file}:
            self.close()
        if self._transport is None:
            from cicdesk.sync.enrolment import identity_of  # noqa: PLC0415  loads the transport
            from cicdesk.sync.transport import HttpTransport  # noqa: PLC0415  as above

            with self._store.read() as connection:
                place, progress = meta.load_place(connection), meta.load_progress(connection)
            if not place.device:
                raise NotEnrolled
            if progress.revoked:
                raise DeviceRevoked
            self._ahead = self._ahead or progress.clock_ahead
            self._ca_file = self._chosen_ca_file() or place.ca_file
            self._transport = HttpTransport(
                place.server, identity_of(place), ca_file=self._ca_file, now=self._server_now
            )
        return self._transport

    def _server_now(self) -> float:
        return self._clock.now().timestamp() + self._ahead / 1000

    def _correct(self, server: int) -> None:
        if not server:
            raise ClockWrong(server=server)
        self._ahead = server - milliseconds(self._clock.now())
        with self._store.write() as connection:
            progress = meta.load_progress(connection)
            meta.save(connection, msgspec.structs.replace(progress, clock_ahead=self._ahead))

    def _meter(self) -> tuple[int, int, int]:
        """Requests, bytes up and bytes down over the present connection."""
        meter = self._transport.meter if self._transport else None
        return (meter.requests, meter.up, meter.down) if meter else (0, 0, 0)

    def _exchanged(self, result: SyncResult, before: tuple[int, int, int]) -> Exchanged:
        requests, up, down = (now - then for now, then in zip(self._meter(), before, strict=True))
        return Exchanged(
            pushed=result.pushed,
            pulled=result.pulled,
            refused=result.refused,
            requests=requests,
            bytes_up=up,
            bytes_down=down,
            seconds=result.seconds,
            changes=result.changes,
        )


@dataclass(frozen=True, slots=True)
class IndexedExchange:
    """An exchange after which search knows what came, before anybody looks for it."""

    exchange: Exchange
    index: Callable[[], None]
    revoked: Callable[[], None] = lambda: None
    """Hears, in the thread that runs, that the centre gives this laptop nothing any more."""

    def run(self, stop: Callable[[], bool] = lambda: False) -> Exchanged:
        """One session, then the index."""
        try:
            return self.exchange.run(stop)
        except DeviceRevoked:
            self.revoked()
            raise
        finally:
            self.index()

    def ahead(self) -> Ahead:
        """What a session would bring now."""
        try:
            return self.exchange.ahead()
        except DeviceRevoked:
            self.revoked()
            raise

    @property
    def progress(self) -> Progress:
        """How far the session under way has got."""
        return self.exchange.progress

    @property
    def taken(self) -> Changes:
        """What the last session changed here, also when it broke off."""
        return self.exchange.taken
