"""The table of people who lack something for the reports."""

from PySide6.QtCore import QModelIndex, Qt

from cicdesk.base.i18n import N_, _
from cicdesk.gui.models.paged_table import Index, PagedTable
from cicdesk.presenters.completeness import CompletenessLine
from cicdesk.presenters.words import shortened

HEADINGS = (
    N_("Client"),
    N_("Client number"),
    N_("Still missing"),
    N_("Project"),
    N_("Office"),
    N_("Who can ask"),
)


class CompletenessTable(PagedTable):
    """One line a person."""

    def line_at(self, line: int) -> CompletenessLine | None:
        """The person on that line; None while it is not there."""
        row = self.held(line)
        return row if isinstance(row, CompletenessLine) else None

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's name and habit
        """Name, number, what is missing, and the three by which the list is narrowed down."""
        return 0 if parent.isValid() else len(HEADINGS)

    def heading(self, section: int) -> str:
        """The words above a column."""
        return _(HEADINGS[section])

    def data(self, index: Index, role: int = 0) -> str | None:
        """The words of a cell."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        row = self.row(index.row())
        if not isinstance(row, CompletenessLine):
            return None
        missing = f"{len(row.missing)}: {shortened([each.label for each in row.missing])}"
        return (row.title, row.number, missing, row.project, row.office, row.who)[index.column()]
