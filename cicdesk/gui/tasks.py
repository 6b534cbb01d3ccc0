"""TaskRunner: work off the screen's thread, results on it."""

import itertools
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from cicdesk.gui.sweeper import Sweeper
from cicdesk.presenters.runner import Lane

T = TypeVar("T")

_GIVE_WAY = 0.001
"""Seconds after which a working thread lets the screen's thread have its turn; Python's own are five times that."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What was asked for. It is held and let go of by the screen's thread only."""

    owner: object
    work: Callable[[], Any]
    done: Callable[[Any], object]
    failed: Callable[[BaseException], None] | None
    lane: Lane


class TaskRunner(QObject):
    """Runs work in lanes of one thread each; tells the outcome on the GUI thread to living owners.

    An owner that is a Qt object and was destroyed meanwhile hears nothing. Errors that nobody
    asked for go to `failed`, the one place that turns them into words. The lanes know tasks by
    numbers: were one of them the last to hold a closure, it would take windows apart in its thread.
    """

    failed = Signal(object)
    """An error that no caller wanted to handle itself."""
    busy = Signal(object, bool)
    """A lane has begun to work, or has nothing left to do."""
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_GIVE_WAY)
        self._lanes = {lane: ThreadPoolExecutor(1, lane.value) for lane in Lane}
        self._open = dict.fromkeys(Lane, 0)
        self._tasks: dict[int, _Task] = {}
        self._numbers = itertools.count()
        self._sweeper = Sweeper(self)
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        owner: object,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], None] | None = None,
        lane: Lane = Lane.DATABASE,
    ) -> None:
        """Run `work` in its lane, then `done` with its result or `failed` with its error."""
        if self._closed:
            return
        number = next(self._numbers)
        self._tasks[number] = _Task(owner, work, done, failed, lane)
        self._sweeper.start()
        self._open[lane] += 1
        if self._open[lane] == 1:
            self.busy.emit(lane, True)

        def announce(future: "Future[Any]") -> None:
            if shiboken6.isValid(self):
                self._finished.emit((number, future))

        self._lanes[lane].submit(self._work, number).add_done_callback(announce)

    def _work(self, number: int) -> object:
        return self._tasks[number].work()

    @property
    def idle(self) -> bool:
        """Whether nothing is running or waiting to be delivered."""
        return not any(self._open.values())

    def crowded(self, lane: Lane) -> bool:
        """Whether something waits behind what runs in that lane; may be asked from any thread."""
        return self._open[lane] > 1

    @Slot(object)
    def _deliver(self, finished: "tuple[int, Future[Any]]") -> None:
        number, future = finished
        task = self._tasks.pop(number)
        if not self._closed:
            self._tell(task, future)

    def _tell(self, task: _Task, future: "Future[Any]") -> None:
        self._open[task.lane] -= 1
        if self._open[task.lane] == 0:
            self.busy.emit(task.lane, False)
        if self.idle:
            self._sweeper.stop()
        if future.cancelled() or (isinstance(task.owner, QObject) and not shiboken6.isValid(task.owner)):
            return
        error = future.exception()
        if error is None:
            task.done(future.result())
        elif task.failed is not None:
            task.failed(error)
        else:
            self.failed.emit(error)

    def close(self) -> None:
        """Take no more work and finish what was handed in: a draft may be among it. Nothing is delivered afterwards.

        Only exchanges that have not begun are dropped; what they would have sent waits in the store.
        """
        self._closed = True
        for lane, pool in self._lanes.items():
            pool.shutdown(wait=True, cancel_futures=lane is Lane.NETWORK)
        self._sweeper.close()
