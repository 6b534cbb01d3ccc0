"""The laptop's dealings with the centre, as windows and scripts use them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.base.errors import CicdeskError
from cicdesk.schema.records import SCHEMA
from cicdesk.schema.snapshot import Changes
from cicdesk.store import courier, meta
from cicdesk.store.meta import Place
from cicdesk.store.store import Store
from cicdesk.sync.course import SyncResult
from cicdesk.sync.engine import SyncEngine
from cicdesk.sync.errors import ClockWrong, DeviceRevoked, NotEnrolled
from cicdesk.sync.wish import Wish
from cicdesk.wire.messages import Courier, CourierReply, Hello

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


class Exchange:
    """Sync sessions and enrolment over the real network; one connection kept open between sessions."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._transport: HttpTransport | None = None
        self._engine = SyncEngine(store, self._api, clock)
        self._ahead = 0

    def run(self) -> Exchanged:
        """One session; NotEnrolled, DeviceRevoked and all that can happen on the way.

        A clock that is far off is noticed from the server's answer and corrected in the proofs, once.
        """
        before = self._meter()
        try:
            result = self._engine.run()
        except ClockWrong as wrong:
            self._correct(int(str(wrong.facts["server"])))
            result = self._engine.run()
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

    def close(self) -> None:
        """Let go of the connection."""
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    @property
    def taken(self) -> Changes:
        """What the last session changed here, also when it broke off."""
        return self._engine.taken

    @property
    def clock_off(self) -> int:
        """Milliseconds by which the server's clock is ahead of this laptop's, where that was noticed."""
        return self._ahead

    def _api(self) -> "HttpTransport":
        if self._transport is None:
            from cicdesk.sync.enrolment import identity_of  # noqa: PLC0415  loads the transport
            from cicdesk.sync.transport import HttpTransport  # noqa: PLC0415  as above

            with self._store.read() as connection:
                place, progress = meta.load_place(connection), meta.load_progress(connection)
            if not place.device:
                raise NotEnrolled
            if progress.revoked:
                raise DeviceRevoked
            self._transport = HttpTransport(
                place.server, identity_of(place), ca_file=place.ca_file, now=self._server_now
            )
        return self._transport

    def _server_now(self) -> float:
        return self._clock.now().timestamp() + self._ahead / 1000

    def _correct(self, server: int) -> None:
        if not server:
            raise ClockWrong(server=server)
        self._ahead = server - int(self._clock.now().timestamp() * 1000)

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

    def run(self) -> Exchanged:
        """One session, then the index."""
        try:
            return self.exchange.run()
        finally:
            self.index()

    @property
    def taken(self) -> Changes:
        """What the last session changed here, also when it broke off."""
        return self.exchange.taken
