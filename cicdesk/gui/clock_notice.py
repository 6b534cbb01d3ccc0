"""The line that says that this computer's clock is wrong. It stands in nobody's way: nothing is refused for it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from cicdesk.base.clock import Clock, milliseconds, steady
from cicdesk.gui.windows.notices import Notices
from cicdesk.presenters.shell import clock_words, is_off

_LOOK_MS = 2000


class ClockNotice(QObject):
    """Shows the line once for each finding, says it again in another language, takes it away when the clock is right."""

    set_right = Signal()
    """Somebody has set the clock, and it agrees with what the centre said: worth another exchange."""

    def __init__(
        self, notices: Notices, clock: Clock, parent: QObject, passed: Callable[[], float] = steady
    ) -> None:
        """`passed`: seconds that go on whatever the clock is set to."""
        super().__init__(parent)
        self._notices = notices
        self._clock = clock
        self._passed = passed
        self._ahead = 0
        self._told = ""
        self._began = 0
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.look)

    def show_clock(self, ahead: int) -> None:
        """By how many milliseconds the right time is ahead of this computer's; 0: its clock is right."""
        if ahead != self._ahead:
            self._ahead = ahead
            self._began = self._difference()
            self.say_again()

    def say_again(self) -> None:
        """Another language or size."""
        if self._told:
            self._notices.drop(self._told)
            self._told = ""
        self._look.stop()
        if self._ahead and not self._is_right():
            self._told, detail = clock_words(self._ahead, self._clock.now())
            self._notices.show_notice("warning", self._told, detail)
            self._look.start()

    def stop(self) -> None:
        """The screen is being locked: nothing is shown any more."""
        self._look.stop()

    def look(self) -> None:
        """See whether somebody has set the clock meanwhile."""
        if self._told and self._is_right():
            self.say_again()
            self.set_right.emit()

    def _is_right(self) -> bool:
        """Whether the clock was moved by what it was wrong."""
        return not is_off(self._ahead - (self._difference() - self._began))

    def _difference(self) -> int:
        """Milliseconds by which the clock is ahead of the time that passed; another once the clock is set."""
        return milliseconds(self._clock.now()) - round(self._passed() * 1000)
