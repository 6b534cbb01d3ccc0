"""The clockwork of syncing, and where its failures are shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from cicdesk.base.errors import CicdeskError, Who
from cicdesk.gui.windows.main_window import MainWindow
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.failures import explain
from cicdesk.presenters.syncing import SyncPresenter


class SyncControl(QObject):
    """The view of SyncPresenter: a timer, the badge, and one place for errors."""

    def __init__(
        self,
        window: MainWindow,
        workshop: Workshop,
        failed: Callable[[BaseException], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._failed = failed
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self.presenter = SyncPresenter(
            self, workshop.engine, workshop.runner, workshop.settings, workshop.bus.publish
        )
        self._timer.timeout.connect(self.presenter.tick)

    def set_syncing(self, *, syncing: bool) -> None:
        """An exchange has begun or ended."""
        self._window.set_syncing(syncing=syncing)

    def sync_in(self, seconds: float) -> None:
        """Sync after so long; 0 for not at all."""
        self._timer.stop()
        if seconds:
            self._timer.start(round(seconds * 1000))

    def sync_failed(self, error: BaseException, *, asked: bool) -> None:
        """Whoever asked is told; what passes by itself is left to the badge."""
        if asked or not (isinstance(error, CicdeskError) and error.who is Who.SURROUNDINGS):
            self._failed(error)
            self._told = explain(error).title

    def worked(self) -> None:
        """An exchange has succeeded: what was said of the one before is not true any more."""
        if self._told:
            self._window.notices.drop(self._told)
            self._told = ""
