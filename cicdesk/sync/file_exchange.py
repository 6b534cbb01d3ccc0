"""The second lane over the real network, on the connection that the records use."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cicdesk.base.clock import Clock
from cicdesk.schema.snapshot import Changes
from cicdesk.store.store import Store
from cicdesk.sync.exchange import Exchange
from cicdesk.sync.files import FileEngine

if TYPE_CHECKING:
    from cicdesk.wire.api import BlobApi


@dataclass(frozen=True, slots=True)
class FilesExchanged:
    """What one session of the lane did, and what it cost."""

    sent: int
    fetched: int
    yielded: bool
    records_wait: bool
    requests: int
    bytes_up: int
    bytes_down: int
    changes: Changes


class FileExchange:
    """Sessions of the second lane. They run where the records' sessions run, after them and never beside them."""

    def __init__(
        self,
        store: Store,
        exchange: Exchange,
        clock: Clock,
        user: Callable[[], str],
        told: Callable[[Changes], None] = lambda _changes: None,
    ) -> None:
        """`told` hears of every piece, in the thread that runs."""
        self._exchange = exchange
        self._engine = FileEngine(store, self._api, clock, user, told)

    def waiting(self) -> bool:
        """Whether there is anything to send, to fetch or to ask about."""
        return self._engine.waiting()

    def run(self, stop: Callable[[], bool] = lambda: False, *, asked_only: bool = False) -> FilesExchanged:
        """One session; it ends early for records that wait, and whenever `stop` says so.

        `asked_only`: fetch what somebody waits for, and leave the rest for a better line.
        """
        before = self._exchange.meter()
        done = self._engine.run(stop, asked_only=asked_only)
        requests, up, down = (now - then for now, then in zip(self._exchange.meter(), before, strict=True))
        return FilesExchanged(
            done.sent, done.fetched, done.yielded, done.records_wait, requests, up, down, done.changes
        )

    def _api(self) -> "BlobApi":
        from cicdesk.sync.file_line import HttpBlobs  # noqa: PLC0415  loads the transport

        return HttpBlobs(self._exchange.line())
