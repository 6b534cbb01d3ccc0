"""The list of pairs: both names and how likely they are one person. Tens of thousands of lines cost nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from cicdesk.base.i18n import N_, _
from cicdesk.gui.theme import theme
from cicdesk.presenters.duplicates import PairLine

Index = QModelIndex | QPersistentModelIndex
HEADINGS = (N_("One file"), N_("Other file"), N_("How likely"))


class DuplicatesTable(QAbstractTableModel):
    """One line a pair."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[PairLine] = ()

    def show_lines(self, lines: Sequence[PairLine]) -> None:
        """Show these in place of the earlier ones."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def pair_at(self, line: int) -> str:
        """The pair on that line; empty where there is none."""
        return self._lines[line].id if 0 <= line < len(self._lines) else ""

    def line_of(self, pair: str) -> int:
        """On which line a pair stands; -1 if it does not."""
        return next((place for place, each in enumerate(self._lines) if each.id == pair), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's name and habit
        """As many as there are pairs."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's name and habit
        """Both names, and the band."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> str | None:
        """The words above a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        return None

    def data(self, index: Index, role: int = 0) -> str | QColor | None:
        """The words of a cell, and the colour of the band."""
        line = self._lines[index.row()]
        if role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        }:
            return (line.one, line.other, line.band)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == len(HEADINGS) - 1 and line.tone:
            return QColor(getattr(theme().palette, line.tone))
        return None
