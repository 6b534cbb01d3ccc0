"""How far an export has come, and how it is stopped."""

from collections.abc import Callable

from cicdesk.services.exporting.errors import ExportStopped

Step = Callable[[int, int], None]
"""Called with how much is done, of how much; raises ExportStopped once nobody wants the rest."""
EVERY = 500
"""After so many records somebody is told."""


def unwatched(done: int, of: int) -> None:
    """Nobody waits for it."""
    del done, of


class Watched:
    """Tells somebody in another thread how far it is, and listens whether to go on."""

    def __init__(self, told: Callable[[int, int], object]) -> None:
        self._told = told
        self._stopped = False

    def stop(self) -> None:
        """End at the next step. May be called from any thread."""
        self._stopped = True

    def __call__(self, done: int, of: int) -> None:
        """One step; ExportStopped if it is to end."""
        if self._stopped:
            raise ExportStopped
        self._told(done, of)


def part(step: Step, begin: int, end: int) -> Step:
    """The steps of one part of a longer work, which goes from `begin` to `end` percent."""
    return lambda done, of: step(begin + (end - begin) * done // max(of, 1), 100)
