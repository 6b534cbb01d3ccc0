"""A layout that fills lines from edge to edge and goes on below, like words in a paragraph."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Places widgets in reading order; as high as its width makes it.

    `lead` is by how much lines begin before their place: so the words of buttons without a ground
    stand below the words above them, and not the edge that nobody sees.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 6, lead: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._lead = gap, lead
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Place it last."""
        self._items.append(item)

    def insert_before_last(self, widget: QWidget) -> None:
        """Place a widget before the last one (the field in which more is typed)."""
        self.addWidget(widget)
        last = self._items.pop()
        self._items.insert(-1 if self._items else 0, last)
        self.invalidate()

    def count(self) -> int:
        """How many it holds."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let go of one of them."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at that width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        """Place everything."""
        super().setGeometry(area)
        self._arrange(area, move=True)

    def sizeHint(self) -> QSize:
        """At least the widest of them."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """At least the widest of them."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, area: QRect, *, move: bool) -> int:
        start = area.x() - self._lead
        x, y, line = start, area.y(), 0
        host = self.parentWidget()
        mirrored = host is not None and host.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for item in self._items:
            if item.isEmpty():
                continue
            size = _size(item, area.right() + 1 - start)
            if x > start and x + size.width() > area.right() + 1:
                x, y, line = start, y + line + self._gap, 0
            if bool(item.expandingDirections() & Qt.Orientation.Horizontal):
                size.setWidth(max(size.width(), area.right() + 1 - x))
            if move:
                left = area.right() + 1 - (x - area.x()) - size.width() if mirrored else x
                item.setGeometry(QRect(QPoint(left, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - area.y()


def _size(item: QLayoutItem, room: int) -> QSize:
    """As large as it likes to be; no wider than a line, where words can go on below."""
    size = item.sizeHint()
    if room and size.width() > room and item.hasHeightForWidth():
        return QSize(room, item.heightForWidth(room))
    return size
