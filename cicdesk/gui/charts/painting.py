"""What charts share: round numbers for an axis, colours and patterns of series, and a widget that paints itself."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cicdesk.gui.theme import theme

_STEPS = (1, 2, 5, 10)
_TEN = 10
_LINES = 4
"""Lines across, at most."""
_HEIGHT, _WIDTH = 220, 320
SMALL = 0.9
"""Letters in charts, against those beside them."""


def rounded(most: float) -> tuple[int, int]:
    """Where an axis ends, and the step between its lines: round numbers, at most so many lines."""
    wanted = max(1.0, most) / _LINES
    power = 1
    while power * _TEN < wanted:
        power *= _TEN
    step = next(power * each for each in _STEPS if power * each >= wanted)
    return step * max(1, -(-int(-(-most // 1)) // step)), step


def shades() -> tuple[str, str]:
    """The colours of the two series; they also differ in pattern, so that nothing hangs on colour alone."""
    palette = theme().palette
    return palette.accent, palette.warning


def brush(series: int) -> QBrush:
    """The ground of a series: plain, and striped."""
    colour = QColor(shades()[series % 2])
    return QBrush(colour) if not series % 2 else QBrush(colour, Qt.BrushStyle.BDiagPattern)


class Chart(QWidget):
    """A chart on its card. Whoever does not see it hears its sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide and not high."""
        return QSize(theme().pixels(_WIDTH), theme().pixels(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Narrower it cannot be read."""
        return QSize(theme().pixels(_WIDTH // 2), theme().pixels(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint everything anew."""
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * SMALL)
        painter.setFont(font)
        self.paint(painter, QRectF(self.rect()))
        painter.end()

    def paint(self, painter: QPainter, room: QRectF) -> None:
        """Paint it into that room."""
        raise NotImplementedError


def letters_high(painter: QPainter) -> float:
    """How high a line of the chart's words is."""
    return QFontMetricsF(painter.font()).height()


def widest(painter: QPainter, words: Sequence[str]) -> float:
    """How wide the widest of these is."""
    return max((QFontMetricsF(painter.font()).horizontalAdvance(each) for each in words), default=0.0)


def write(painter: QPainter, room: QRectF, words: str, align: Qt.AlignmentFlag, tone: str = "muted") -> None:
    """Words in a colour of the theme."""
    painter.setPen(QPen(QColor(getattr(theme().palette, tone))))
    painter.drawText(room, int(align | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip), words)


def lines_across(painter: QPainter, field: QRectF, end: int, step: int) -> None:
    """The lines of the axis with their numbers at the left of the field."""
    high = letters_high(painter)
    for number in range(0, end + 1, step):
        y = field.bottom() - field.height() * number / end
        painter.setPen(
            QPen(QColor(theme().palette.strong_border if not number else theme().palette.border), 1)
        )
        painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
        write(
            painter,
            QRectF(0, y - high / 2, field.left() - 6, high),
            f"{number:,}".replace(",", "\u00a0"),
            Qt.AlignmentFlag.AlignRight,
        )


def dashed(tone: str) -> QPen:
    """The line of something that is not there yet."""
    pen = QPen(QColor(getattr(theme().palette, tone)), 2)
    pen.setStyle(Qt.PenStyle.DashLine)
    return pen
