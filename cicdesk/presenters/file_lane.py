"""When the second lane runs: after records have travelled, while nothing waits that matters more."""

from collections.abc import Callable
from typing import Protocol

from cicdesk.base.errors import CicdeskError, Who
from cicdesk.base.settings import Settings
from cicdesk.presenters.runner import Lane, Runner
from cicdesk.schema.snapshot import Changes
from cicdesk.sync.errors import NotOffered

OF_FILES = frozenset({"files", "wanted"})
"""What changes of content are about; records stay as they are."""


class FilesDone(Protocol):
    """What a session of the lane did."""

    @property
    def yielded(self) -> bool:
        """It made way and has more to do."""
        ...

    @property
    def records_wait(self) -> bool:
        """It made way for an edit; the sync that sends it is followed by another session."""
        ...


class Files(Protocol):
    """The lane itself."""

    def waiting(self) -> bool:
        """Whether there is anything to do."""
        ...

    def run(self, stop: Callable[[], bool], *, asked_only: bool = False) -> FilesDone:
        """One session; it ends soon after `stop` says so. `asked_only`: only what somebody waits for."""
        ...


class FileLane:
    """Starts sessions of files where records travel, so that never both do at once."""

    def __init__(
        self, owner: object, files: Callable[[], Files | None], runner: Runner, settings: Settings,
        crowded: Callable[[], bool],
    ) -> None:  # fmt: skip
        """`crowded`: whether somebody else waits for the network lane; asked from there."""
        self._owner = owner
        self._files = files
        self._runner = runner
        self._settings = settings
        self._crowded = crowded
        self._running = False
        self._closed = False
        self._told = False
        self.failed: Callable[[BaseException], object] = lambda _error: None

    def changed(self, changes: Changes) -> None:
        """Records have travelled, or somebody waits for a file."""
        asked = "wanted" in changes.kinds
        if asked or ("sync" in changes.kinds and not self._settings.metered):
            self.start()

    def start(self) -> None:
        """One session, unless one is under way."""
        files = self._files()
        if files is None or self._running or self._closed:
            return
        self._running = True
        self._runner.start(self._owner, lambda: self._session(files), self._done, self._broken, Lane.NETWORK)

    def stop(self) -> None:
        """The profile is being locked: end after the piece that is under way."""
        self._closed = True

    def _session(self, files: Files) -> FilesDone | None:
        if not files.waiting():
            return None
        return files.run(lambda: self._closed or self._crowded(), asked_only=self._settings.metered)

    def _done(self, done: FilesDone | None) -> None:
        self._running = False
        self._told = self._told and done is None
        if done is not None and done.yielded and not done.records_wait:
            self.start()  # behind whatever it made way for

    def _broken(self, error: BaseException) -> None:
        """What passes by itself is tried again after the next sync."""
        self._running = False
        if not self._closed and self._to_be_told(error):
            self.failed(error)

    def _to_be_told(self, error: BaseException) -> bool:
        """A server that does not know files yet is told of once: it stays so for days."""
        if not isinstance(error, CicdeskError) or error.who is not Who.SURROUNDINGS:
            return True
        again = self._told
        self._told = again or isinstance(error, NotOffered)
        return self._told and not again
