"""The list under a type-ahead field: the words, the client's language below them, the code at the edge."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cicdesk.gui.theme import theme
from cicdesk.presenters.choices import Choice

_MOST_ROWS = 8
_PADDING = 6
_EDGE = 12
_SMALLER = 0.88
_LEAST_WIDTH = 280
_BORDER = 10

_Index = QModelIndex | QPersistentModelIndex


class ChoiceModel(QAbstractListModel):
    """What is offered at the moment."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices: Sequence[Choice] = ()

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show these."""
        self.beginResetModel()
        self.choices = choices
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many are offered."""
        return 0 if parent is not None and parent.isValid() else len(self.choices)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, for screen readers as well."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.choices[index.row()].label
        return None


class _Delegate(QStyledItemDelegate):
    """Draws one choice."""

    def __init__(self, popup: "ChoicePopup") -> None:
        super().__init__(popup)
        self._popup = popup

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One line, or two with the client's language."""
        lines = 1 + _SMALLER if self._popup.second else 1.0
        return QSize(_LEAST_WIDTH, round(option.fontMetrics.height() * lines) + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The words at one edge, the code at the other."""
        colours = theme().palette
        choice = self._popup.model_of_choices.choices[index.row()]
        area: QRect = option.rect
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection))
            painter.drawRoundedRect(area.adjusted(2, 1, -2, -1), 4, 4)
        self._draw_words(painter, area.adjusted(_EDGE, _PADDING, -_EDGE, -_PADDING), choice)
        painter.restore()

    def _draw_words(self, painter: QPainter, area: QRect, choice: Choice) -> None:
        colours = theme().palette
        small = QFont(self._popup.font())
        small.setPointSizeF(small.pointSizeF() * _SMALLER)
        top = Qt.AlignmentFlag.AlignTop
        code_width = 0
        if choice.labels:
            painter.setFont(small)
            painter.setPen(QColor(colours.muted))
            code_width = painter.fontMetrics().horizontalAdvance(choice.code) + _EDGE
            painter.drawText(area, top | Qt.AlignmentFlag.AlignRight, choice.code)
        words = area.adjusted(0, 0, -code_width, 0)
        painter.setFont(self._popup.font())
        painter.setPen(QColor(colours.text))
        shown = painter.fontMetrics().elidedText(choice.label, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, top | Qt.AlignmentFlag.AlignLeft, shown)
        if self._popup.second:
            below = words.adjusted(0, painter.fontMetrics().height(), 0, 0)
            painter.setFont(small)
            painter.setPen(QColor(colours.muted))
            painter.drawText(below, top | Qt.AlignmentFlag.AlignLeft, choice.words(self._popup.second))


class ChoicePopup(QListView):
    """Floats over the form and never takes the cursor away from the field."""

    picked = Signal(object)
    """A choice was clicked."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.second = ""
        self.model_of_choices = ChoiceModel(self)
        self.setObjectName("choicePopup")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setModel(self.model_of_choices)
        self.setItemDelegate(_Delegate(self))
        self.clicked.connect(lambda index: self.picked.emit(self.model_of_choices.choices[index.row()]))
        self.hide()

    def offer(self, choices: Sequence[Choice], under: QWidget) -> None:
        """Show these under a field, or over it where there is more room."""
        self.model_of_choices.offer(choices)
        if not choices:
            self.hide()
            return
        self.setCurrentIndex(self.model_of_choices.index(0))
        height = self.sizeHintForRow(0) * min(len(choices), _MOST_ROWS) + _BORDER
        window = self._window
        below = under.mapTo(window, QPoint(0, under.height() + 2))
        above = under.mapTo(window, QPoint(0, -2))
        room = window.height() - below.y()
        upwards = room < height and above.y() > room
        height = min(height, above.y() if upwards else room)
        width = min(max(under.width(), _LEAST_WIDTH), window.width() - 2)
        left = min(below.x(), window.width() - width - 1)
        self.setGeometry(max(left, 0), above.y() - height if upwards else below.y(), width, height)
        self.raise_()
        self.show()

    def current(self) -> Choice | None:
        """The marked choice."""
        row = self.currentIndex().row()
        return self.model_of_choices.choices[row] if self.isVisible() and row >= 0 else None

    def step(self, rows: int) -> None:
        """Move the mark, around the ends."""
        count = self.model_of_choices.rowCount()
        if count:
            row = (self.currentIndex().row() + rows) % count if abs(rows) == 1 else self._clamped(rows, count)
            self.setCurrentIndex(self.model_of_choices.index(row))

    def _clamped(self, rows: int, count: int) -> int:
        return min(max(self.currentIndex().row() + rows, 0), count - 1)
