"""When to exchange with the centre: on demand, on a timer with jitter, after saving; one at a time.

It can be paused, and where the line costs money a large exchange is asked about first.
"""

import random
from collections.abc import Callable
from typing import Protocol

from cicdesk.base.errors import CicdeskError, Who
from cicdesk.base.settings import Settings
from cicdesk.presenters.amounts import Progressing
from cicdesk.presenters.runner import Lane, Runner
from cicdesk.schema.snapshot import Changes
from cicdesk.sync.backoff import wait_after
from cicdesk.sync.errors import DeviceRevoked, UpgradeNeeded

_JITTER = 0.2
_SOON = 5.0
SMALL = 200_000
"""Bytes that nobody is asked about, even where the line costs money."""


class Result(Protocol):
    """What a sync did."""

    @property
    def changes(self) -> Changes:
        """Every record it touched."""
        ...


class Size(Protocol):
    """What a sync would bring, about."""

    @property
    def edits(self) -> int:
        """Edits to send."""
        ...

    @property
    def bytes_up(self) -> int:
        """Bytes that they take on the line."""
        ...

    @property
    def records(self) -> int:
        """Records to receive."""
        ...

    @property
    def bytes_down(self) -> int:
        """Bytes that they take on the line."""
        ...


class Engine(Protocol):
    """The exchange itself."""

    def run(self, stop: Callable[[], bool]) -> Result:
        """One session with the centre; it ends early, with all it has taken, once `stop` says so."""
        ...

    def ahead(self) -> Size:
        """What a session would bring now."""
        ...

    @property
    def progress(self) -> Progressing:
        """How far the session under way has got; may be asked on any thread."""
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

    def line_costs(self) -> bool:
        """Whether the system says that the present line is paid by the byte."""
        ...

    def ask_size(self, size: Size) -> None:
        """Let the person decide whether so much shall travel now; yes is `anyway`."""
        ...

    def show_paused(self, *, paused: bool) -> None:
        """The exchange is paused, or goes on."""
        ...


def is_news(error: BaseException) -> bool:
    """Whether also somebody who did not ask is told that it failed.

    What passes by itself is left to the badge, and a version that is too old has a line of its own.
    """
    if not isinstance(error, CicdeskError):
        return True
    return error.who is not Who.SURROUNDINGS and not isinstance(error, UpgradeNeeded)


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
        self._stuck = False
        """Whether somebody has to act before another attempt makes sense."""

    @property
    def paused(self) -> bool:
        """Whether a person has paused the exchange; remembered until resumed, also over a restart."""
        return self._settings.paused

    @property
    def progress(self) -> Progressing | None:
        """How far the session under way has got; None while there is none."""
        engine = self._engine()
        return engine.progress if engine is not None and self._running else None

    def start(self) -> None:
        """The profile was unlocked: sync soon, then on the timer."""
        self._view.show_paused(paused=self.paused)
        self._plan(_SOON)

    def now(self) -> None:
        """A person asked for it. That ends a pause; where the line costs money, the size is looked up first."""
        self._set_paused(paused=False)
        self._asked, self._stuck = True, False
        if self._costs():
            self._run(
                lambda engine: self._runner.start(
                    self._view, engine.ahead, self._measured, self._failed, Lane.NETWORK
                )
            )
        else:
            self.anyway()

    def anyway(self) -> None:
        """A person agreed, whatever it costs."""
        self._asked = True
        self._run(self._exchange)

    def pause(self) -> None:
        """A person wants quiet: the session under way ends after the request it is at."""
        self._set_paused(paused=True)
        self._view.sync_in(0)

    def tick(self) -> None:
        """The timer has rung."""
        if not self._quiet() and not self._stuck:
            self._run(self._exchange)

    def saved(self) -> None:
        """Something new waits: do not leave it until the timer."""
        if not self._failures:
            self._plan(_SOON)

    def stop(self) -> None:
        """The profile is being locked."""
        self._view.sync_in(0)

    def _costs(self) -> bool:
        return self._settings.metered or self._view.line_costs()

    def _quiet(self) -> bool:
        """Whether nothing travels unless a person asks for it."""
        return self.paused or self._costs()

    def _set_paused(self, *, paused: bool) -> None:
        if paused != self.paused:
            self._settings.paused = paused
            self._settings.save()
            self._view.show_paused(paused=paused)

    def _run(self, work: Callable[[Engine], None]) -> None:
        engine = self._engine()
        if self._running or engine is None:
            return
        self._running = True
        self._view.set_syncing(syncing=True)
        work(engine)

    def _exchange(self, engine: Engine) -> None:
        self._runner.start(
            self._view, lambda: engine.run(lambda: self.paused), self._done, self._failed, Lane.NETWORK
        )

    def _measured(self, size: Size) -> None:
        self._ended()
        if size.bytes_up + size.bytes_down <= SMALL:
            self.anyway()
        else:
            self._view.ask_size(size)

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
        if engine is not None and isinstance(error, UpgradeNeeded):
            self._published(
                engine.taken | Changes(kinds=frozenset({"sync"}))
            )  # all that waited was handed in
        elif engine is not None and isinstance(error, DeviceRevoked):
            self._published(engine.taken | Changes(kinds=frozenset({"standing"})))
        elif engine is not None and engine.taken.records:
            self._published(engine.taken)
        seconds = wait_after(error, self._failures)
        self._stuck = seconds is None
        if seconds is None:
            self._view.sync_in(0)
        elif not self._quiet():
            self._view.sync_in(seconds)
        self._view.sync_failed(error, asked=asked)

    def _ended(self) -> None:
        self._running = self._asked = False
        self._view.set_syncing(syncing=False)

    def _plan(self, seconds: float) -> None:
        if not self._quiet():
            self._view.sync_in(seconds * random.uniform(1 - _JITTER, 1 + _JITTER))  # noqa: S311  only spreads the load
