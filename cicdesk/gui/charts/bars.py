"""Groups of bars beside each other, each with its number above it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cicdesk.gui.charts.painting import (
    Chart,
    brush,
    letters_high,
    lines_across,
    rounded,
    shades,
    widest,
    write,
)
from cicdesk.presenters.indicators_shown import Bars, number_words

_GAP, _BETWEEN, _WIDEST = 0.28, 4.0, 44.0


class BarsChart(Chart):
    """Women and men by age, say."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: Bars | None = None

    def show_bars(self, bars: Bars | None) -> None:
        """Show these; nothing for none."""
        self._bars = bars
        self.setAccessibleName(bars.words if bars else "")
        self.setVisible(bars is not None)
        self.update()

    def paint(self, painter: QPainter, room: QRectF) -> None:
        """Axis, bars, what the groups are, and a legend."""
        bars = self._bars
        if bars is None:
            return
        high = letters_high(painter)
        end, step = rounded(max(max(row) for row in bars.numbers))
        left = widest(painter, [number_words(end)]) + 10
        field = QRectF(left, high * 2.2, room.width() - left - 4, room.height() - high * 3.8)
        lines_across(painter, field, end, step)
        self._legend(painter, bars, field.left(), high)
        width = field.width() / len(bars.groups)
        bar = min(_WIDEST, width * (1 - _GAP) / len(bars.series) - _BETWEEN)
        for place, (name, row) in enumerate(zip(bars.groups, bars.numbers, strict=True)):
            middle = field.left() + width * (place + 0.5)
            begin = middle - (bar + _BETWEEN) * len(row) / 2 + _BETWEEN / 2
            for series, number in enumerate(row):
                tall = field.height() * number / end
                box = QRectF(begin + (bar + _BETWEEN) * series, field.bottom() - tall, bar, tall)
                painter.setPen(QPen(QColor(shades()[series % 2]), 1))
                painter.setBrush(brush(series))
                if number:
                    painter.drawRoundedRect(box, 2, 2)
                above = QRectF(box.left() - bar / 2, box.top() - high - 1, bar * 2, high)
                write(painter, above, number_words(number), Qt.AlignmentFlag.AlignHCenter, "text")
            below = QRectF(field.left() + width * place, field.bottom() + 4, width, high)
            write(painter, below, name, Qt.AlignmentFlag.AlignHCenter)

    def _legend(self, painter: QPainter, bars: Bars, left: float, high: float) -> None:
        for series, name in enumerate(bars.series):
            painter.setPen(QPen(QColor(shades()[series % 2]), 1))
            painter.setBrush(brush(series))
            painter.drawRoundedRect(QRectF(left, high * 0.2, high * 0.7, high * 0.7), 2, 2)
            wide = widest(painter, [name])
            write(
                painter,
                QRectF(left + high, 0, wide + 2, high * 1.1),
                name,
                Qt.AlignmentFlag.AlignLeft,
                "text",
            )
            left += high * 2 + wide
