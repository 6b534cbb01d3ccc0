"""The alarm of a late pick-up while the screen is locked: heard, and seen as one line that names nobody."""

import datetime as dt
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from cicdesk.base.clock import Clock

_LOOK_MS = 5_000
_AGAIN = dt.timedelta(minutes=1)


class LockedWindow(Protocol):
    """What is in sight meanwhile."""

    def show_late(self, *, late: bool) -> None:
        """Say that somebody was not collected, or that there is nothing to say."""
        ...


class LockedAlarm(QObject):
    """Knows moments and nothing else: the file is closed, and whose moments they are is in it."""

    def __init__(self, clock: Clock, window: LockedWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._window = window
        self._moments: tuple[dt.datetime, ...] = ()
        self._come = 0
        self._heard: dt.datetime | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self, moments: tuple[dt.datetime, ...] | None) -> None:
        """The screen is locked. `moments`: None where nobody could look; then those from before stand."""
        if moments is not None:
            self._moments = moments
        self._come, self._heard = 0, None
        if self._moments:
            self._timer.start()
        self.look()

    def stop(self) -> None:
        """Somebody has unlocked, who is told in the windows."""
        self._timer.stop()
        self._window.show_late(late=False)

    def look(self) -> None:
        """Say what has come since; as long as nobody unlocks, the sound comes again every minute."""
        now = self._clock.now()
        come = sum(each <= now for each in self._moments)
        if come and (come > self._come or self._heard is None or now - self._heard >= _AGAIN):
            self._heard = now
            QApplication.beep()
            self._window.show_late(late=True)
        self._come = come
