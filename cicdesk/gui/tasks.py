"""TaskRunner: work off the screen's thread, results on it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from cicdesk.presenters.runner import Lane

T = TypeVar("T")


class TaskRunner(QObject):
    """Runs work in two lanes of one thread each; tells the outcome on the GUI thread to living owners.

    An owner that is a Qt object and was destroyed meanwhile hears nothing. Errors that nobody
    asked for go to `failed`, the one place that turns them into words.
    """

    failed = Signal(object)
    """An error that no caller wanted to handle itself."""
    busy = Signal(object, bool)
    """A lane has begun to work, or has nothing left to do."""
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {lane: ThreadPoolExecutor(1, lane.value) for lane in Lane}
        self._open = dict.fromkeys(Lane, 0)
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        owner: object,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        lane: Lane = Lane.DATABASE,
    ) -> None:
        """Run `work` in its lane, then `done` with its result or `failed` with its error."""
        if self._closed:
            return
        self._open[lane] += 1
        if self._open[lane] == 1:
            self.busy.emit(lane, True)

        def tell(future: "Future[T]") -> None:
            self._open[lane] -= 1
            if self._open[lane] == 0:
                self.busy.emit(lane, False)
            if future.cancelled() or (isinstance(owner, QObject) and not shiboken6.isValid(owner)):
                return
            error = future.exception()
            if error is None:
                done(future.result())
            elif failed is not None:
                failed(error)
            else:
                self.failed.emit(error)

        def announce(future: "Future[T]") -> None:
            if shiboken6.isValid(self):
                self._finished.emit(lambda: tell(future))

        self._lanes[lane].submit(work).add_done_callback(announce)

    @property
    def idle(self) -> bool:
        """Whether nothing is running or waiting to be delivered."""
        return not any(self._open.values())

    @Slot(object)
    def _deliver(self, tell: Callable[[], None]) -> None:
        if not self._closed:
            tell()

    def close(self) -> None:
        """Take no more work and finish what was handed in: a draft may be among it. Nothing is delivered afterwards.

        Only exchanges that have not begun are dropped; what they would have sent waits in the store.
        """
        self._closed = True
        for lane, pool in self._lanes.items():
            pool.shutdown(wait=True, cancel_futures=lane is Lane.NETWORK)
