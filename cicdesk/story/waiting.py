"""Waiting for what is awaited: events go on until it is there, or until patience ends."""

import threading
import time
from collections.abc import Callable

PATIENCE = 20.0
"""Seconds after which something counts as not coming; a laden machine needs most of a few."""
_LOOK_AGAIN = 5


class NotAsExpected(Exception):
    """The story cannot go on: what had to happen, or to hold, did not."""


class Stopped(Exception):
    """Somebody wants the demonstration to end now."""


_stopping = threading.Event()


def stop() -> None:
    """Have the next wait raise Stopped. An error raised at once could end up inside one of Qt's own calls."""
    _stopping.set()


def until(condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Come back once the condition holds; NotAsExpected, naming `what`, if it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise NotAsExpected(f"not within {seconds:.0f} s: {what}")
        turn(_LOOK_AGAIN)


def turn(milliseconds: int) -> None:
    """Let events go on for so long."""
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415  the error above is needed without Qt

    loop = QEventLoop()
    # Nothing else ends this turn of the loop.
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    if _stopping.is_set():
        raise Stopped


def expect(holds: object, what: str) -> None:
    """NotAsExpected, naming `what`, unless it holds now."""
    if not holds:
        raise NotAsExpected(what)
