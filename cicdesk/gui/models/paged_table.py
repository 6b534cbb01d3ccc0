"""A table of any length: all keys in memory, rows fetched in pages when they come into sight."""

from array import array
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

PAGE = 64
_MOST_KEPT = 4096

Index = QModelIndex | QPersistentModelIndex


class Keyed(Protocol):
    """A row that knows its key."""

    @property
    def key(self) -> int:
        """The key of the row."""
        ...


class PagedTable(QAbstractTableModel):
    """`fetch` is asked for the content of keys, `show_rows` brings it.

    A row not fetched yet is blank for a moment; a stale one stays visible until its fresh self arrives.
    """

    def __init__(self, fetch: Callable[[Sequence[int]], None]) -> None:
        super().__init__()
        self._fetch = fetch
        self._keys: array[int] = array("q")
        self._rows: dict[int, Keyed] = {}
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

    def show_rows(self, rows: Sequence[Keyed]) -> None:
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

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's name and habit
        """How many there are."""
        return 0 if parent.isValid() else len(self._keys)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> str | int | None:
        """The words above the columns, at their left."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.heading(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def heading(self, section: int) -> str:
        """The words above a column."""
        raise NotImplementedError

    def held(self, line: int) -> Keyed | None:
        """The row on that line; None while it is not there."""
        return self._rows.get(self._keys[line]) if 0 <= line < len(self._keys) else None

    def row(self, line: int) -> Keyed | None:
        """The row on that line, to be painted; asked for where it is not there or stale."""
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
