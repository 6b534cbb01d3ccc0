"""The queue of cases as a list of two lines each, however long it is; only those in sight are read."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cicdesk.base.i18n import _
from cicdesk.gui.models.paged_table import Index, PagedTable
from cicdesk.gui.theme import theme
from cicdesk.presenters.review_reading import LineShown

DETAIL_ROLE, RIGHT_ROLE, TONE_ROLE = (int(Qt.ItemDataRole.UserRole) + place for place in range(1, 4))
_HIGH, _EDGE = 52, 10
_TEXT_ROLES = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}


class ReviewList(PagedTable):
    """One row a case."""

    def line_at(self, line: int) -> LineShown | None:
        """The case on that line; None while it is not there."""
        row = self.held(line)
        return row if isinstance(row, LineShown) else None

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's name and habit
        """All that is said stands in one cell."""
        return 0 if parent.isValid() else 1

    def heading(self, section: int) -> str:
        """The words above it, for those who hear the screen."""
        del section
        return _("Case")

    def data(self, index: Index, role: int = 0) -> str | None:
        """The name; by other roles the second line, where the case stands, and its colour."""
        if role not in {*_TEXT_ROLES, DETAIL_ROLE, RIGHT_ROLE, TONE_ROLE}:
            return None
        row = self.row(index.row())
        if not isinstance(row, LineShown):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        said = {DETAIL_ROLE: row.detail, RIGHT_ROLE: row.right, TONE_ROLE: row.tone}
        return said.get(role, "\n".join(filter(None, (row.title, row.right, row.detail))))


class ReviewDelegate(QStyledItemDelegate):
    """Paints the two lines, with where the case stands at the end of the first."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground as the style has it, then the words."""
        self.initStyleOption(option, index)
        title, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        edge = theme().pixels(_EDGE)
        inner = option.rect.adjusted(edge, edge // 2, -edge, -edge // 2)
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width(), half)
        lower = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        palette = theme().palette
        tone = str(index.data(TONE_ROLE) or "")
        painter.save()
        strong = QFont(option.font)
        strong.setBold(True)
        right = str(index.data(RIGHT_ROLE) or "")
        room = option.fontMetrics.horizontalAdvance(right) + edge if right else 0
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        _words(
            painter,
            upper,
            right,
            getattr(palette, tone) if tone else palette.muted,
            option.font,
            end=not mirrored,
        )
        upper = upper.adjusted(room, 0, 0, 0) if mirrored else upper.adjusted(0, 0, -room, 0)
        _words(painter, upper, title, palette.text, strong, end=mirrored)
        _words(painter, lower, str(index.data(DETAIL_ROLE) or ""), palette.muted, option.font, end=mirrored)
        painter.restore()


def row_height() -> int:
    """Of one case, in pixels."""
    return theme().pixels(_HIGH)


def _words(painter: QPainter, room: QRect, text: str, colour: str, font: QFont, *, end: bool) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), fitting)
