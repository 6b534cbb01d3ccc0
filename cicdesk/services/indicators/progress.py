"""How far counting has come, told between the thread that counts and the one that shows it."""

import threading


class Stopped(Exception):
    """Whoever asked does not wait any more."""


class Progress:
    """Written by the thread that counts, read and stopped by any other."""

    def __init__(self) -> None:
        self.share = 0.0
        """Of the work; from 0 to 1."""
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Have the counting end at its next step."""
        self._stopped.set()

    def look(self) -> None:
        """Stopped if nobody waits any more."""
        if self._stopped.is_set():
            raise Stopped

    def reach(self, share: float) -> None:
        """So much is done; Stopped as in `look`."""
        self.look()
        self.share = max(self.share, min(1.0, share))
