"""The open profile of a laptop that has been without the centre for too long: one page until it has been heard of."""

from cicdesk.base.ids import RecordId
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.silent_page import SilentPage
from cicdesk.gui.shell import Shell
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.silence import admits, still_silent, what_is_said
from cicdesk.schema.snapshot import Changes
from cicdesk.schema.values import Values


class SilentShell(Shell):
    """Sends what waits, or carries it out, and shows nothing of anybody. Then it locks: the next unlocking is as usual."""

    def __init__(self, desk: Desk, workshop: Workshop) -> None:
        super().__init__(desk, workshop)
        self._why = what_is_said(desk)
        self._silence = SilentPage(self._why, self.run)
        self.window.offer(admits, search=False)

    def run(self, command: Command) -> None:
        """Have a command done if it shows nothing of anybody."""
        if command is Command.TODAY:
            self._go(self._silence, command)
        elif admits(command.name):
            super().run(command)
        else:
            self.failures.show(self._why)

    def open_file(self, root: RecordId) -> None:
        """Files stay closed."""
        del root
        self.failures.show(self._why)

    def open_form(
        self, kind: str, record: str = "", *, draft: str = "", values: Values | None = None, field: str = ""
    ) -> None:
        """Forms stay closed."""
        del kind, record, draft, values, field
        self.failures.show(self._why)

    def open_record(self, kind: str, record: str, root: str) -> None:
        """Records stay closed."""
        del kind, record, root
        self.failures.show(self._why)

    def open_conflict(self, record: str) -> None:
        """Conflicts wait."""
        del record
        self.failures.show(self._why)

    def _changed(self, changes: Changes) -> None:
        super()._changed(changes)
        self._workshop.runner.start(self, lambda: still_silent(self._desk), self._heard)

    def _heard(self, silent: bool) -> None:
        if not silent:
            self.lock_asked.emit()
