"""Nobody at the keyboard: after so long the profile locks."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_INPUT = frozenset({
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
})  # fmt: skip


class IdleWatch(QObject):
    """Every key and movement in a window of the program begins the time anew.

    It listens at the windows of the system, not at the application: that would take every event of
    every widget through Python, which costs tens of milliseconds whenever a large form opens.
    """

    idle = Signal()
    """Nothing was touched for the whole time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)

    def watch(self, application: QGuiApplication) -> None:
        """Listen at every window from the moment the cursor first comes into it."""
        application.focusWindowChanged.connect(self._listen)

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def start(self, minutes: float) -> None:
        """Begin to count."""
        self._timer.start(round(minutes * 60_000))

    def stop(self) -> None:
        """The profile is locked; there is nothing to count."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew at every touch. The event goes on."""
        if event.type() in _INPUT and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)
