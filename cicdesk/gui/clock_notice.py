"""The line that says that this computer's clock is wrong. It stands in nobody's way: nothing is refused for it."""

from cicdesk.base.clock import Clock
from cicdesk.gui.windows.notices import Notices
from cicdesk.presenters.shell import clock_words


class ClockNotice:
    """Shows the line once for each finding, says it again in another language, takes it away when the clock is right."""

    def __init__(self, notices: Notices, clock: Clock) -> None:
        self._notices = notices
        self._clock = clock
        self._ahead = 0
        self._told = ""

    def show_clock(self, ahead: int) -> None:
        """By how many milliseconds the right time is ahead of this computer's; 0: its clock is right."""
        if ahead != self._ahead:
            self._ahead = ahead
            self.say_again()

    def say_again(self) -> None:
        """Another language or size."""
        if self._told:
            self._notices.drop(self._told)
            self._told = ""
        if self._ahead:
            self._told, detail = clock_words(self._ahead, self._clock.now())
            self._notices.show_notice("warning", self._told, detail)
