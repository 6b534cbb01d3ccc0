"""The line that says that this laptop, or whoever works on it, has not joined the centre, for as long as that is so."""

from collections.abc import Callable

import shiboken6

from cicdesk.base.i18n import _
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.windows.notices import Notice, Notices


class AloneNotice:
    """Shows the line with its button, says it again in another language, takes it away."""

    def __init__(self, notices: Notices, join: Callable[[], None], *, laptop_joined: bool) -> None:
        """`laptop_joined`: the centre knows the laptop; only the person has not used a code of their own yet."""
        self._laptop_joined = laptop_joined
        self._notices = notices
        self._join = join
        self._line: Notice | None = None

    def show(self) -> None:
        """Show the line, in place of the one in sight."""
        self.hide()
        self._line = self._notices.add("info", *self._words())
        self._line.offer(_("Join the centre"), self._join, closes=False)

    def _words(self) -> tuple[str, str]:
        if self._laptop_joined:
            return (
                _("The centre does not know you on this laptop yet."),
                _("Ask the coordinator for a code of your own, and join with it before you write anything."),
            )
        return _("This laptop has not joined the centre yet."), _("Everything is kept here until it has.")

    def say_again(self) -> None:
        """Another language or size; a line that was closed stays closed."""
        if self._in_sight():
            self.show()

    def hide(self) -> None:
        """The laptop has joined."""
        if self._line is not None and self._in_sight():
            let_go(self._line)
        self._line = None

    def _in_sight(self) -> bool:
        line = self._line
        return line is not None and shiboken6.isValid(line) and not line.isHidden()
