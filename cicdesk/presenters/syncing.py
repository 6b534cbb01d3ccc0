"""When to exchange with the centre: on demand, on a timer with jitter, after saving; one at a time."""

import random
from collections.abc import Callable
from typing import Protocol

from cicdesk.base.settings import Settings
from cicdesk.presenters.runner import Lane, Runner
from cicdesk.schema.snapshot import Changes

_JITTER = 0.2
_SOON = 5.0
_RETRY = 60.0
_LONGEST = 900.0


class Result(Protocol):
    """What a sync did."""

    @property
    def changes(self) -> Changes:
        """Every record it touched."""
        ...


class Engine(Protocol):
    """The exchange itself."""

    def run(self) -> Result:
        """One session with the centre."""
        ...

    @property
    def taken(self) -> Changes:
        """What the last session changed here, also when it broke off."""
        ...


class SyncView(Protocol):
    """Who shows and times it."""

    def set_syncing(self, *, syncing: bool) -> None:
        """An exchange has begun or ended."""
        ...

    def sync_in(self, seconds: float) -> None:
        """Call `tick` after so long; 0 forgets an earlier wish."""
        ...

    def sync_failed(self, error: BaseException, *, asked: bool) -> None:
        """It did not work; `asked` when a person had pressed the key and waits for an answer."""
        ...


class SyncPresenter:
    """Runs the engine in the network lane and tells what changed."""

    def __init__(
        self,
        view: SyncView,
        engine: Callable[[], Engine | None],
        runner: Runner,
        settings: Settings,
        published: Callable[[Changes], None],
    ) -> None:
        self._view = view
        self._engine = engine
        self._runner = runner
        self._settings = settings
        self._published = published
        self._running = False
        self._asked = False
        self._failures = 0

    def start(self) -> None:
        """The profile was unlocked: sync soon, then on the timer."""
        self._plan(_SOON)

    def now(self) -> None:
        """A person asked for it."""
        self._asked = True
        self._run()

    def tick(self) -> None:
        """The timer has rung."""
        if not self._settings.metered:
            self._run()

    def saved(self) -> None:
        """Something new waits: do not leave it until the timer."""
        if not self._failures:
            self._plan(_SOON)

    def stop(self) -> None:
        """The profile is being locked."""
        self._view.sync_in(0)

    def _run(self) -> None:
        engine = self._engine()
        if self._running or engine is None:
            return
        self._running = True
        self._view.set_syncing(syncing=True)
        self._runner.start(self._view, engine.run, self._done, self._failed, Lane.NETWORK)

    def _done(self, result: Result) -> None:
        self._ended()
        self._failures = 0
        self._published(result.changes | Changes(kinds=frozenset({"sync"})))
        self._plan(self._settings.sync_minutes * 60.0)

    def _failed(self, error: BaseException) -> None:
        asked = self._asked
        self._ended()
        self._failures += 1
        engine = self._engine()
        if engine is not None and engine.taken.records:
            self._published(engine.taken)
        self._plan(min(_LONGEST, _RETRY * 2.0 ** (self._failures - 1)))
        self._view.sync_failed(error, asked=asked)

    def _ended(self) -> None:
        self._running = self._asked = False
        self._view.set_syncing(syncing=False)

    def _plan(self, seconds: float) -> None:
        if not self._settings.metered:
            self._view.sync_in(seconds * random.uniform(1 - _JITTER, 1 + _JITTER))  # noqa: S311  only spreads the load
