"""Wrong passphrases in a row make wait: the seconds are shown as they pass, and no try is taken meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPushButton

from cicdesk.base.i18n import _


class Countdown(QObject):
    """Closes a button for so many seconds."""

    def __init__(self, closed: QPushButton, say: Callable[[str], None], parent: QObject) -> None:
        """`say` gets the words of every second, and an empty text at the end."""
        super().__init__(parent)
        self._closed = closed
        self._say = say
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._pass)

    def start(self, seconds: int) -> None:
        """Take no try before so many seconds."""
        self._left = seconds
        self._timer.start()
        self._show()

    def stop(self) -> None:
        """The window is being closed."""
        self._timer.stop()

    def _pass(self) -> None:
        self._left -= 1
        self._show()

    def _show(self) -> None:
        waiting = self._left > 0
        self._closed.setEnabled(not waiting)
        if waiting:
            words = _("Too many wrong passphrases. Try again in {seconds} s.").format(seconds=self._left)
            self._say(words)
        else:
            self._timer.stop()
            self._say("")
