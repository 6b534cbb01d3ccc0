"""The clockwork of syncing, and where its failures are shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from cicdesk.base.i18n import _
from cicdesk.gui.line_watch import LineWatch
from cicdesk.gui.windows.main_window import MainWindow
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.amounts import ahead_words, progress_words, size_words
from cicdesk.presenters.failures import explain
from cicdesk.presenters.syncing import Size, SyncPresenter, is_news

_PROGRESS_MS = 300


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
        self._asked = ""
        self._bus = workshop.bus
        self._line = LineWatch(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self.presenter = SyncPresenter(
            self, workshop.engine, workshop.runner, workshop.settings, workshop.bus.publish
        )
        self._timer.timeout.connect(self.presenter.tick)
        self._line.came_back.connect(self.presenter.tick)
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PROGRESS_MS)
        self._pulse.timeout.connect(self._beat)

    def set_syncing(self, *, syncing: bool) -> None:
        """An exchange has begun or ended."""
        self._window.badge.set_syncing(syncing=syncing)
        if syncing:
            self._pulse.start()
        else:
            self._pulse.stop()
            self._bus.progress.emit("")

    def sync_in(self, seconds: float) -> None:
        """Sync after so long; 0 for not at all."""
        self._timer.stop()
        if seconds:
            self._timer.start(round(seconds * 1000))

    def sync_failed(self, error: BaseException, *, asked: bool) -> None:
        """Whoever asked is told; others only of what they have to know."""
        if asked or is_news(error):
            self.worked()
            self._failed(error)
            self._told = explain(error).title

    def line_costs(self) -> bool:
        """Whether the system says that the present line is paid by the byte."""
        return self._line.is_metered

    def ask_size(self, size: Size) -> None:
        """Let the person decide whether so much shall travel over a line that costs money."""
        self.forget_question()
        self._asked = _("This connection costs money.")
        words = ahead_words(size.edits, size.bytes_up, size.records, size.bytes_down)
        notice = self._window.notices.add("info", self._asked, words)
        notice.offer(_("Sync now anyway"), self.presenter.anyway)
        notice.offer(_("Later"), self.forget_question)

    def forget_question(self) -> None:
        """The question about the size is answered, or of yesterday."""
        self._window.notices.drop(self._asked)

    def show_paused(self, *, paused: bool) -> None:
        """The exchange is paused, or goes on."""
        self._window.badge.set_paused(paused=paused)
        self._bus.paused.emit(paused)

    def toggle_pause(self) -> None:
        """Pause it, or let it go on."""
        if self.presenter.paused:
            self.presenter.now()
        else:
            self.presenter.pause()

    def _beat(self) -> None:
        """Tell how far it has got."""
        done = self.presenter.progress
        if done is not None:
            self._window.badge.set_progress(size_words(done.bytes_up + done.bytes_down))
            self._bus.progress.emit(progress_words(done))

    def worked(self) -> None:
        """An exchange has succeeded: what was said of the one before is not true any more."""
        if self._told:
            self._window.notices.drop(self._told)
            self._told = ""
