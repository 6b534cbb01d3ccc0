"""A table of records: the listed fields of a record type, and where each record stands."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt

from cicdesk.base.i18n import _
from cicdesk.gui.models.paged_table import PAGE, Index, PagedTable
from cicdesk.presenters.desk import Row
from cicdesk.presenters.words import STATE_TONES, state_words, value_words
from cicdesk.schema.records import RecordSpec

__all__ = ["PAGE", "TONE_ROLE", "RecordTable"]

TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class RecordTable(PagedTable):
    """Rows of one record type."""

    def __init__(self, spec: RecordSpec, fetch: Callable[[Sequence[int]], None]) -> None:
        super().__init__(fetch)
        self._spec = spec
        self._fields = spec.listed()

    def record_at(self, line: int) -> tuple[str, str]:
        """The kind and id of the record on that line; empty when it is not there yet."""
        row = self.held(line)
        return (row.kind, str(row.id)) if isinstance(row, Row) else ("", "")

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's name and habit
        """The listed fields, and where the record stands."""
        return 0 if parent.isValid() else len(self._fields) + 1

    def heading(self, section: int) -> str:
        """The label of a field, or the state."""
        return _(self._fields[section].label) if section < len(self._fields) else _("State")

    def data(self, index: Index, role: int = 0) -> str | int | None:
        """The words of a cell, and a tone for the state."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, TONE_ROLE}:
            return None
        row = self.row(index.row())
        if not isinstance(row, Row):
            return None
        if index.column() == len(self._fields):
            return STATE_TONES[row.state] if role == TONE_ROLE else state_words(row.state)
        if role == TONE_ROLE:
            return None
        return value_words(self._fields[index.column()], row.cells[index.column()])
