"""Pictures of windows, one by one and two side by side."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

_GROUND = QColor("#e9edf2")
_EDGE = QColor("#c3ccd6")
_WORDS = QColor("#33414f")
_MARGIN = 28
_HEAD = 46
_ROUND = 10


@dataclass(frozen=True, slots=True)
class Picture:
    """How a window looked."""

    image: QImage

    @classmethod
    def of(cls, window: QWidget) -> "Picture":
        """The window as it is now, one pixel for each of its own, with the lists that hang open over it."""
        image = window.grab().toImage()
        image.setDevicePixelRatio(1.0)
        if image.size() != window.size():
            image = image.scaled(window.size(), mode=Qt.TransformationMode.SmoothTransformation)
        return cls(image.convertToFormat(QImage.Format.Format_RGB32))

    def save(self, path: Path) -> None:
        """Write it as PNG; OSError if that does not work."""
        if not self.image.save(str(path)):
            raise OSError(f"could not write {path}")


def side_by_side(left: tuple[str, Picture], right: tuple[str, Picture], width: int) -> Picture:
    """Two pictures with a line of words above each, no wider than `width` in all."""
    each = (width - 3 * _MARGIN) // 2
    heights = [round(p.image.height() * each / p.image.width()) for _words, p in (left, right)]
    sheet = QImage(width, max(heights) + _HEAD + _MARGIN, QImage.Format.Format_RGB32)
    sheet.fill(_GROUND)
    painter = QPainter(sheet)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    for place, ((words, picture), height) in enumerate(zip((left, right), heights, strict=True)):
        corner = QPoint(_MARGIN + place * (each + _MARGIN), _HEAD)
        _draw(painter, words, picture, QRect(corner.x(), corner.y(), each, height))
    painter.end()
    return Picture(sheet)


def _draw(painter: QPainter, words: str, picture: Picture, place: QRect) -> None:
    font = QFont(painter.font())
    font.setPixelSize(17)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(_WORDS)
    head = QRect(place.x() + 2, 0, place.width(), _HEAD - 4)
    painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(place), _ROUND, _ROUND)
    painter.save()
    painter.setClipPath(outline)
    smooth = Qt.TransformationMode.SmoothTransformation
    painter.drawImage(place.topLeft(), picture.image.scaled(place.size(), mode=smooth))
    painter.restore()
    painter.setPen(_EDGE)
    painter.drawPath(outline)
