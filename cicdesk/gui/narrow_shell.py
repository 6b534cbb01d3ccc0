"""The open profile of a carer or an interpreter: one page, what belongs to it, and a calm answer to all the rest."""

from cicdesk.base.ids import RecordId
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.shell import Shell
from cicdesk.gui.silent_shell import SilentShell
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.rooms import closed_door, rooms_of
from cicdesk.presenters.silence import silent
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import Values


class NarrowShell(Shell):
    """Shows only what the role opens; the services would refuse the rest as well."""

    def __init__(self, desk: Desk, workshop: Workshop) -> None:
        super().__init__(desk, workshop)
        self._rooms = rooms_of(desk.role)
        self.window.offer(self._rooms.admits, search=False)

    def run(self, command: Command) -> None:
        """Have a command done if it is one of the role's."""
        if command is Command.TODAY:
            super().run(Command[self._rooms.home])
        elif self._rooms.admits(command.name):
            super().run(command)
        else:
            self.failures.show(closed_door())

    def open_file(self, root: RecordId) -> None:
        """Files of clients stay closed."""
        del root
        self.failures.show(closed_door())

    def open_form(
        self, kind: str, record: str = "", *, draft: str = "", values: Values | None = None, field: str = ""
    ) -> None:
        """Open a form of the role's."""
        if self._rooms.admits_form(kind):
            super().open_form(kind, record, draft=draft, values=values, field=field)
        else:
            self.failures.show(closed_door())

    def open_record(self, kind: str, record: str, root: str) -> None:
        """Only what has a form of the role's."""
        del root
        self.open_form(kind, record)

    def open_conflict(self, record: str) -> None:
        """What stands beside each other is settled by a colleague of the office."""
        del record
        self.failures.show(closed_door())

    def _back(self) -> None:
        self._came_from.clear()
        self.run(Command.TODAY)

    def _saved(self, page: FormPage, snapshot: Snapshot) -> None:
        """After a note one is back at the page, not in a file."""
        del snapshot
        self.window.remove_page(page)
        self.forms.close(page)
        self._back()


def shell_for(desk: Desk, workshop: Workshop) -> Shell:
    """The windows of whoever unlocked. Who joins with a narrow role meanwhile begins anew, with those of that role."""
    if silent(desk):
        return SilentShell(desk, workshop)
    if rooms_of(desk.role).narrow:
        return NarrowShell(desk, workshop)
    shell = Shell(desk, workshop)
    shell.window.offer(rooms_of(desk.role).admits)

    def joined() -> None:
        if rooms_of(desk.role).narrow:
            shell.lock_asked.emit()

    shell.dialogs.joined.connect(joined)
    return shell
