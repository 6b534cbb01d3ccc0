"""Having people looked through whose files changed: piece by piece, so that nothing else waits long."""

from collections.abc import Callable

from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Runner


class Judging:
    """One piece runs at a time; a wish meanwhile makes one more round. `told` hears how many were judged and how many are left."""

    def __init__(self, owner: object, desk: Desk, runner: Runner, told: Callable[[int, int], None]) -> None:
        self._owner = owner
        self._desk = desk
        self._runner = runner
        self._told = told
        self._running = False
        self._again = False

    def go(self) -> None:
        """Look through what changed."""
        if self._running:
            self._again = True
            return
        self._running = True
        self._runner.start(self._owner, self._piece, self._done, self._failed)

    def _piece(self) -> tuple[int, int]:
        return self._desk.completeness.judge()

    def _done(self, counted: tuple[int, int]) -> None:
        judged, left = counted
        self._running = False
        again, self._again = self._again, False
        self._told(judged, left)
        if left or again:
            self.go()

    def _failed(self, error: BaseException) -> None:
        self._running = self._again = False
        raise error
