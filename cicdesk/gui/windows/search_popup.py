"""The list under the search box: what was found, and why."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import _
from cicdesk.gui.parts.texts import label
from cicdesk.gui.theme import pixmap, theme
from cicdesk.presenters.search import Found

_FOUND = int(Qt.ItemDataRole.UserRole)
_HEIGHT = 52

Index = QModelIndex | QPersistentModelIndex


class FoundDelegate(QStyledItemDelegate):
    """Paints a line: icon, title, and under it what it is and why it matched."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines high."""
        return QSize(theme().pixels(300), theme().pixels(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        found: Found = index.data(_FOUND)
        colours, look = theme().palette, theme()
        rect: QRect = option.rect.adjusted(look.pixels(4), 0, -look.pixels(4), 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & option.state.State_Selected)
        if chosen:
            painter.setBrush(QColor(colours.selection))
            painter.setPen(QPen(QColor(colours.focus)) if look.name == "contrast" else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect, look.pixels(6), look.pixels(6))
        side = look.pixels(20)
        top = rect.center().y() - side // 2
        picture = pixmap(
            found.icon, "accent" if found.command else "muted", 20, painter.device().devicePixelRatioF()
        )
        left, width = rect.left() + look.pixels(42), rect.width() - look.pixels(52)
        icon = QRect(rect.left() + look.pixels(10), top, side, side)
        first = QRect(left, rect.top() + look.pixels(7), width, look.pixels(20))
        second = QRect(left, rect.top() + look.pixels(27), width, look.pixels(18))
        # Drawn for those who read from the left; where one reads from the right, the other way round.
        icon, first, second = (
            QStyle.visualRect(option.direction, rect, each) for each in (icon, first, second)
        )
        painter.drawPixmap(icon.topLeft(), picture)
        self._line(painter, first, found.title, strong=True)
        self._line(painter, second, found.detail)
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, text: str, *, strong: bool = False) -> None:
        font = QFont(painter.font())
        font.setPointSizeF((10 if strong else 9) * theme().scale)
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme().palette.text if strong else theme().palette.muted))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), shown)


class SearchPopup(QFrame):
    """Stands under the box while something is typed into it. Up, down and Enter work from the box."""

    left = Signal()
    """The cursor went on to something else: no list is wanted any more."""

    def __init__(self, box: QLineEdit, over: QWidget, chosen: Callable[[Found], None]) -> None:
        super().__init__(over)
        self.setObjectName("searchPopup")
        self._box = box
        self._over = over
        self._chosen = chosen
        self.list = QListWidget()
        self.list.setItemDelegate(FoundDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.itemClicked.connect(self._take)
        self._nothing = label("", "muted")
        self._nothing.setContentsMargins(16, 12, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(self._nothing)
        box.installEventFilter(self)
        self.hide()

    def show_found(self, text: str, found: Sequence[Found]) -> None:
        """Show the lines for that text."""
        self.list.clear()
        for each in found:
            item = QListWidgetItem(self.list)
            item.setData(_FOUND, each)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{each.title}, {each.detail}")
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self._nothing.setText(_("Nothing found for “{text}”").format(text=text))
        if found:
            self.list.setCurrentRow(0)
        self._place(len(found))
        self.show()
        self.raise_()

    def _place(self, lines: int) -> None:
        corner = self._box.mapTo(self._over, QPoint(0, self._box.height() + theme().pixels(4)))
        room = self._over.height() - corner.y() - theme().pixels(16)
        height = (
            min(room, theme().pixels(_HEIGHT) * lines + theme().pixels(12)) if lines else theme().pixels(48)
        )
        self.setGeometry(corner.x(), corner.y(), max(self._box.width(), theme().pixels(420)), height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The box's keys: up, down, Enter, Escape."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event):
            return True
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
            self.left.emit()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.hide()
            self._box.clear()
            return True
        if not self.isVisible() or not self.list.count():
            return False
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(self.list.currentItem())
            return True
        return False

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        found: Found = item.data(_FOUND)
        self.hide()
        self._box.clear()
        self._chosen(found)
