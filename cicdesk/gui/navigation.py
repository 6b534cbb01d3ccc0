"""How pages ask for another page or a form; the main window answers."""

from typing import Protocol

from cicdesk.base.ids import RecordId
from cicdesk.gui.actions import Command
from cicdesk.schema.values import Values


class Navigator(Protocol):
    """Where a page's buttons lead."""

    def open_file(self, root: RecordId) -> None:
        """Show the file of a person."""
        ...

    def open_form(
        self, kind: str, record: str = "", *, draft: str = "", values: Values | None = None, field: str = ""
    ) -> None:
        """Open a form: of a record, of a draft, or a new one with some values given; at that field."""
        ...

    def open_record(self, kind: str, record: str, root: str) -> None:
        """Show a record where people look for it: in its file, or in its form."""
        ...

    def open_conflict(self, record: str) -> None:
        """Let the person decide between values that stand beside each other."""
        ...

    def run(self, command: Command) -> None:
        """Have a command done."""
        ...
