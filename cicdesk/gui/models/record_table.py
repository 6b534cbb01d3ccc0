"""A table of any length: all keys in memory, rows fetched in pages when they come into sight."""

from array import array
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

from cicdesk.base.i18n import _
from cicdesk.presenters.desk import Row
from cicdesk.presenters.words import STATE_TONES, state_words, value_words
from cicdesk.schema.records import RecordSpec

PAGE = 64
_MOST_KEPT = 4096
TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 1

Index = QModelIndex | QPersistentModelIndex


class RecordTable(QAbstractTableModel):
    """Rows of one record type; `fetch` is asked for the content of keys, `show_rows` brings it.

    A row not fetched yet is blank for a moment; a stale one stays visible until its fresh self arrives.
    """

    def __init__(self, spec: RecordSpec, fetch: Callable[[Sequence[int]], None]) -> None:
        super().__init__()
        self._spec = spec
        self._fetch = fetch
        self._fields = spec.listed()
        self._keys: array[int] = array("q")
        self._rows: dict[int, Row] = {}
        self._stale: set[int] = set()
        self._asked: set[int] = set()
        self._wanted: set[int] = set()
        self._place: dict[int, int] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)

    def show_keys(self, keys: "array[int]") -> None:
        """Show a table of these rows."""
        if keys == self._keys:
            return
        self.beginResetModel()
        self._keys = keys
        self._asked.clear()
        self._place.clear()
        self.endResetModel()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Fill in these rows."""
        if len(self._rows) > _MOST_KEPT:
            self._rows.clear()
            self._stale.clear()
        places = []
        for row in rows:
            self._rows[row.key] = row
            self._stale.discard(row.key)
            self._asked.discard(row.key)
            if row.key in self._place:
                places.append(self._place[row.key])
        if places:
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), last))

    def forget_rows(self) -> None:
        """What is held may be stale: fetch again what is in sight."""
        self._stale = set(self._rows)
        self._asked.clear()
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def record_at(self, line: int) -> tuple[str, str]:
        """The kind and id of the record on that line; empty when it is not there yet."""
        row = self._rows.get(self._keys[line]) if line < len(self._keys) else None
        return (row.kind, str(row.id)) if row else ("", "")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's name and habit
        """How many there are."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's name and habit
        """The listed fields, and where the record stands."""
        return 0 if parent.isValid() else len(self._fields) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> str | int | None:
        """The words above the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _(self._fields[section].label) if section < len(self._fields) else _("State")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = 0) -> str | int | None:
        """The words of a cell, and a tone for the state."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, TONE_ROLE}:
            return None
        row = self._row(index.row())
        if row is None:
            return None
        if index.column() == len(self._fields):
            return STATE_TONES[row.state] if role == TONE_ROLE else state_words(row.state)
        if role == TONE_ROLE:
            return None
        return value_words(self._fields[index.column()], row.cells[index.column()])

    def _row(self, line: int) -> Row | None:
        key = self._keys[line]
        row = self._rows.get(key)
        if (row is None or key in self._stale) and key not in self._asked:
            self._wanted.add(line)
            if not self._soon.isActive():
                self._soon.start()
        return row

    def _ask(self) -> None:
        """Ask for the lines that were painted blank, each with its neighbours."""
        pages = {line // PAGE for line in self._wanted}
        self._wanted.clear()
        for page in sorted(pages):
            lines = range(page * PAGE, min((page + 1) * PAGE, len(self._keys)))
            keys = []
            for line in lines:
                key = self._keys[line]
                self._place[key] = line
                if (key not in self._rows or key in self._stale) and key not in self._asked:
                    keys.append(key)
            if keys:
                self._asked.update(keys)
                self._fetch(keys)
