"""Garbage is collected on the screen's thread alone.

Python collects wherever the count runs over, in a lane as well. Windows are full of circles, and a
widget that is taken apart outside the screen's thread while Qt destroys it there ends the program.
"""

import gc

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

_EVERY = 1000
_OLDEST = 2
_WHOLE = 60
"""While work goes on without end, every how many looks include what has been there for long."""


class Sweeper(QObject):
    """While there is one, Python collects nothing by itself; between `start` and `stop` this does, here."""

    _alive = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._look)
        self._looks = 0
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

    def _look(self) -> None:
        # A page of records that is just being stored is a hundred thousand objects, and none of them garbage.
        self._looks += 1
        sweep(_OLDEST if self._looks % _WHOLE == 0 else _OLDEST - 1)

    def close(self) -> None:
        """The last one gives the matter back to Python."""
        self._timer.stop()
        Sweeper._alive -= 1
        if not Sweeper._alive:
            gc.enable()


def pass_over_what_stays() -> None:
    """What is there now is there until `look_at_all_again`: looking at all of it would hold the window up for 70 ms."""
    gc.freeze()


def look_at_all_again() -> None:
    """What stayed until now may go: it is looked at as everything else."""
    gc.unfreeze()


def sweep(oldest: int = _OLDEST) -> None:
    """Collect the oldest generation that is due up to this one, as Python itself would have.

    What Qt is about to destroy is destroyed before: of a window that is half gone nothing may be collected.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # None: of any object
    for generation in range(oldest, -1, -1):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
