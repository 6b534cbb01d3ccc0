"""What the panels of exports share: a bar for what is under way, and a table that leads to the field to put right."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import _
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.gui.theme import theme

_ROW = 34
_MOST_ROWS = 10
"""Seen at once; the others scroll."""
_ALL = 100


class ExportPanel(QWidget):
    """A tab that has something made in the background: says what, how far it is, and how it ended."""

    _reported = Signal(object, object)

    def __init__(self, failed: Callable[[BaseException], object]) -> None:
        super().__init__()
        self._failed = failed
        self._busy_words = label("", "label", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop = button("", "close", "quiet")
        self.done = label("", "strong", wrap=True, selectable=True)
        self._busy = QWidget()
        row = QHBoxLayout(self._busy)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._busy_words)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        self.busy_box = QWidget()
        column = QVBoxLayout(self.busy_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._busy)
        column.addWidget(self.done)
        self._reported.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._busy.hide()
        set_text(self.done, "")

    def show_busy(self, words: str) -> None:
        """Say what is being done; empty: nothing is."""
        self._busy.setVisible(bool(words))
        self._busy_words.setText(words)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words)
        if words:
            set_text(self.done, "")
        for each in self.makers():
            each.setEnabled(not words)

    def makers(self) -> Sequence[QWidget]:
        """The buttons that start something; while one thing is made they wait."""
        return ()

    def report(self, done: int, of: int) -> None:
        """How far it is; may be called from any thread."""
        self._reported.emit(done, of)

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        self._failed(error)

    def tell(self, words: str) -> None:
        """Say that something is done."""
        set_text(self.done, words)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.stop.setText(_("Stop"))

    def load(self) -> None:
        """Ask for what the panel shows."""

    def focus_first(self) -> None:
        """Put the cursor where work begins."""

    def _show_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, _ALL)
        self._bar.setValue(_ALL * done // max(of, 1))


class FoundTable(QTableWidget):
    """Rows that lead somewhere: Enter or a double click goes there."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.itemDoubleClicked.connect(lambda item: self.chosen.emit(item.row()))

    def show_rows(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these, the last column as wide as there is room."""
        self.clear()
        self.setAccessibleName(name)
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(number, place, item)
        head = self.horizontalHeader()
        for place in range(len(heads)):
            last = place == len(heads) - 1
            head.setSectionResizeMode(
                place, QHeaderView.ResizeMode.Stretch if last else QHeaderView.ResizeMode.Interactive
            )
            if not last:
                self.setColumnWidth(place, theme().pixels(200))
        self.verticalHeader().setDefaultSectionSize(theme().pixels(_ROW))
        if rows:
            self.resizeRowsToContents()
            self.selectRow(0)
        high = sum(self.rowHeight(number) for number in range(min(len(rows), _MOST_ROWS)))
        self.setFixedHeight(high + head.sizeHint().height() + theme().pixels(_ROW) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes where the row leads; j and k move."""
        steps, key = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}, Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentRow() >= 0:
            self.chosen.emit(self.currentRow())
        elif key in steps and not event.modifiers():
            self.selectRow(min(max(0, self.currentRow() + steps[key]), self.rowCount() - 1))
        else:
            super().keyPressEvent(event)


def day_box() -> QDateEdit:
    """A day to choose."""
    made = QDateEdit()
    made.setCalendarPopup(True)
    made.setDisplayFormat("dd.MM.yyyy")
    return made


def say(words: QLabel, box: QWidget, text: str) -> None:
    """What a box is for, for the eye and for a screen reader."""
    words.setText(text)
    box.setAccessibleName(text)
    for line in box.findChildren(QLineEdit):
        line.setAccessibleName(text)


def day_of(box: QDateEdit) -> dt.date:
    """The day chosen."""
    chosen = box.date()
    return dt.date(chosen.year(), chosen.month(), chosen.day())


def show_day(box: QDateEdit, day: dt.date) -> None:
    """Choose a day."""
    box.setDate(QDate(day.year, day.month, day.day))


def fill(box: QComboBox, items: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> None:
    """Offer these codes with their words; what was chosen stays chosen."""
    before = box.currentData()
    box.blockSignals(True)
    box.clear()
    for code, words in items:
        box.addItem(words, code)
    place = box.findData(before)
    box.setCurrentIndex(max(place, 0) if box.count() else -1)
    box.blockSignals(False)


def labelled(words: QLabel, box: QWidget) -> QVBoxLayout:
    """A box under its label."""
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(words)
    column.addWidget(box)
    column.addStretch(1)
    return column


def buttons(*made: QWidget) -> FlowLayout:
    """Buttons beside each other, in the next line where there is no room."""
    row = FlowLayout(gap=8)
    for each in made:
        row.addWidget(each)
    return row
