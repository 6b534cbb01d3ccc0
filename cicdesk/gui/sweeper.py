"""Garbage is collected on the screen's thread alone.

Python collects wherever the count runs over, in a lane as well. Windows are full of circles, and a
widget that is taken apart outside the screen's thread while Qt destroys it there ends the program.
"""

import gc

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

_EVERY = 1000
_OLDEST = 2


class Sweeper(QObject):
    """While there is one, Python collects nothing by itself; between `start` and `stop` this does, here."""

    _alive = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(sweep)
        Sweeper._alive += 1
        gc.disable()

    def start(self) -> None:
        """Something is being worked on: look every second."""
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Nothing is being worked on any more: look once."""
        self._timer.stop()
        sweep()

    def close(self) -> None:
        """The last one gives the matter back to Python."""
        self._timer.stop()
        Sweeper._alive -= 1
        if not Sweeper._alive:
            gc.enable()


def sweep() -> None:
    """Collect the oldest generation that is due, as Python itself would have.

    What Qt is about to destroy is destroyed before: of a window that is half gone nothing may be collected.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # None: of any object
    for generation in range(_OLDEST, -1, -1):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
