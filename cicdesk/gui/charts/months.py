"""Who came month by month, what that adds up to, and the target with the way to it."""

from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from cicdesk.gui.charts.painting import (
    Chart,
    brush,
    dashed,
    letters_high,
    lines_across,
    rounded,
    widest,
    write,
)
from cicdesk.gui.theme import theme
from cicdesk.presenters.indicators_shown import Months, number_words

_BAR = 0.6
_DOT = 3.0


class MonthsChart(Chart):
    """Bars for each month, a line for all of them together, dashes for what is not yet."""

    def __init__(self) -> None:
        super().__init__()
        self._months: Months | None = None

    def show_months(self, months: Months | None) -> None:
        """Show these; nothing for none."""
        self._months = months
        self.setAccessibleName(months.words if months else "")
        self.setVisible(months is not None)
        self.update()

    def paint(self, painter: QPainter, room: QRectF) -> None:
        """Axis, target, bars, the line, and how it goes on."""
        months = self._months
        if months is None:
            return
        high = letters_high(painter)
        sums = list(accumulate(months.numbers))
        end, step = rounded(max(sums[-1], months.target or 0, months.expected or 0))
        left = widest(painter, [number_words(end)]) + 10
        field = QRectF(left, high * 1.4, room.width() - left - 4, room.height() - high * 3)
        lines_across(painter, field, end, step)
        ahead = months.expected is not None
        width = field.width() / (len(sums) + ahead)

        def point(place: float, number: float) -> QPointF:
            return QPointF(
                field.left() + width * (place + 0.5), field.bottom() - field.height() * number / end
            )

        if months.target is not None:
            _target(painter, field, point(0, months.target).y(), months.target_words)
        for place, number in enumerate(months.numbers):
            tall = field.height() * number / end
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(brush(0))
            middle = point(place, 0).x()
            painter.drawRect(QRectF(middle - width * _BAR / 2, field.bottom() - tall, width * _BAR, tall))
        self._line(painter, [point(place, number) for place, number in enumerate(sums)])
        if months.expected is not None:
            painter.setPen(dashed("warning"))
            painter.drawLine(point(len(sums) - 1, sums[-1]), point(len(sums), months.expected))
        self._names(painter, months, QRectF(field.left(), field.bottom() + 4, width, high))

    def _line(self, painter: QPainter, points: list[QPointF]) -> None:
        colour = QColor(theme().palette.text)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2))
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(colour)
        for each in points:
            painter.drawEllipse(each, _DOT, _DOT)

    def _names(self, painter: QPainter, months: Months, first: QRectF) -> None:
        """As many months as there is room for, the last one among them."""
        wide = widest(painter, months.labels) + 8
        every = max(1, int(-(-wide // first.width())))
        for place, name in enumerate(months.labels):
            if not (len(months.labels) - 1 - place) % every:
                room = first.translated(first.width() * place, 0)
                write(painter, room, name, Qt.AlignmentFlag.AlignHCenter)


def _target(painter: QPainter, field: QRectF, y: float, words: str) -> None:
    painter.setPen(dashed("success"))
    painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
    high = letters_high(painter)
    above = QRectF(field.left(), y - high - 1, field.width(), high)
    write(painter, above, words, Qt.AlignmentFlag.AlignLeft, "success")
