"""The line that says until when the centre gives this version of the program anything, or since when it does not."""

from cicdesk.gui.windows.notices import Notices
from cicdesk.presenters.desk import Ending
from cicdesk.presenters.shell import ending_words


class EndingNotice:
    """Shows the line once for each finding, says it again in another language, takes it away after the update."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._ending: Ending | None = None
        self._told = ""

    def show_ending(self, ending: Ending | None) -> None:
        """What the centre said; None: this version is given everything, for good."""
        if ending != self._ending:
            self._ending = ending
            self.say_again()

    def say_again(self) -> None:
        """Another language or size."""
        if self._told:
            self._notices.drop(self._told)
            self._told = ""
        if self._ending is not None:
            self._told, detail = ending_words(self._ending)
            self._notices.show_notice("warning" if self._ending.over else "info", self._told, detail)
