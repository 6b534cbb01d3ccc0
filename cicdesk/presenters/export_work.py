"""A long export under way: how far it is, how it is stopped, and what is said of how it ended."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from cicdesk.presenters.runner import Lane, Runner
from cicdesk.services.exporting.errors import ExportStopped
from cicdesk.services.exporting.steps import Step, Watched

T = TypeVar("T")


class WorkView(Protocol):
    """What such work asks of its page."""

    def show_busy(self, words: str) -> None:
        """Say what is being done, with a bar and a button to stop it; empty: nothing is."""
        ...

    def report(self, done: int, of: int) -> None:
        """How far it is. Called from another thread."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class Work:
    """One piece of work at a time, in the lane of files: lists and forms do not wait for it."""

    def __init__(self, view: WorkView, runner: Runner) -> None:
        self._view = view
        self._runner = runner
        self._watched: Watched | None = None

    @property
    def under_way(self) -> bool:
        """Whether something is being done."""
        return self._watched is not None

    def start(self, words: str, work: Callable[[Step], T], done: Callable[[T], object]) -> None:
        """Do it, unless something is under way; `done` gets what came of it, on the screen's thread."""
        if self._watched is not None:
            return
        watched = self._watched = Watched(self._view.report)
        self._view.show_busy(words)

        def ended(result: T) -> None:
            self._over()
            done(result)

        self._runner.start(self._view, lambda: work(watched), ended, self._failed, Lane.FILES)

    def stop(self) -> None:
        """End it at its next step."""
        if self._watched is not None:
            self._watched.stop()

    def _failed(self, error: BaseException) -> None:
        self._over()
        if not isinstance(error, ExportStopped):
            self._view.show_error(error)

    def _over(self) -> None:
        self._watched = None
        self._view.show_busy("")
