"""Painting a calendar: shaded hours, lines, boxes of bookings with words, the line of now."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from cicdesk.gui.theme import pixmap, theme
from cicdesk.presenters.calendar_shown import Band, Box

_ROUND = 6
_STRIPE = 4
_PAD = 6
_ICON = 14
_SMALL = 0.88
_HATCH = {"away": Qt.BrushStyle.BDiagPattern, "never": Qt.BrushStyle.DiagCrossPattern}


def colour(name: str) -> QColor:
    """A colour of the theme in use."""
    return QColor(getattr(theme().palette, name))


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a box."""

    ground: str
    edge: str
    words: str


_LOOKS = {
    "": Look("surface", "strong_border", "muted"),
    "accent": Look("accent_soft", "accent", "accent"),
    "success": Look("success_soft", "success", "success"),
    "warning": Look("warning_soft", "warning", "warning"),
    "danger": Look("danger_soft", "danger", "danger"),
}


def paint_band(painter: QPainter, area: QRectF, band: Band) -> None:
    """Hours at which nobody can be had, or which clocks do not show once."""
    painter.fillRect(area, colour("sunken"))
    if band.kind in _HATCH:
        painter.fillRect(area, QBrush(colour("strong_border"), _HATCH[band.kind]))
    if band.words:
        font = _small(painter.font())
        wide = min(QFontMetricsF(font).horizontalAdvance(band.words) + 2 * _PAD, area.width())
        painter.fillRect(
            QRectF(area.left(), area.top(), wide, QFontMetricsF(font).height() + 4), colour("sunken")
        )
        _line(painter, area.adjusted(_PAD, 2, -_PAD, -2), band.words, "muted", _small(painter.font()))


def paint_box(painter: QPainter, area: QRectF, box: Box, *, current: bool, faint: bool = False) -> None:
    """A booking: its hours, what it is, how far it is agreed, and what is in its way."""
    look = _LOOKS[box.tone]
    painter.save()
    if faint:
        painter.setOpacity(0.45)
    edge = QPen(colour("focus" if current else look.edge), 2.4 if current else 1.2)
    if not box.firm and not current:
        edge.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(edge)
    painter.setBrush(colour(look.ground))
    painter.drawRoundedRect(area, _round(), _round())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(look.edge))
    stripe = theme().pixels(_STRIPE)
    painter.drawRoundedRect(
        QRectF(area.left() + 1, area.top() + 2, stripe, area.height() - 4), stripe / 2, stripe / 2
    )
    painter.setClipRect(area)
    pad = theme().pixels(_PAD)
    _words(painter, area.adjusted(stripe + pad, pad / 2, -pad, -pad / 2), box, look)
    painter.restore()


def _words(painter: QPainter, area: QRectF, box: Box, look: Look) -> None:
    """As many lines as there is room for, the most needed first: a clash is never the one left out."""
    usual, small = QFont(painter.font()), _small(painter.font())
    bold = QFont(small)
    bold.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(bold)
    step, top = metrics.height(), area.top()
    low = area.height() < 2 * step
    side = theme().pixels(_ICON) + 4 if box.clash else 0
    if side and (low or metrics.horizontalAdvance(box.hours) + side <= area.width()):
        sign = pixmap("warning", "danger", _ICON, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(area.right() - side + 4, top), sign)
    else:
        side = 0
    head = QRectF(area.left(), top, area.width() - side, step)
    both = f"{box.hours}  {box.title}"
    if low and metrics.horizontalAdvance(both) > head.width():
        both = f"{box.slot.start:%H:%M}  {box.title}"
    fits = low or metrics.horizontalAdvance(both) <= head.width()
    hours = box.hours if metrics.horizontalAdvance(box.hours) <= head.width() else f"{box.slot.start:%H:%M}"
    _line(painter, head, both if fits else hours, "text", bold)
    top += step
    if not fits:
        _line(painter, QRectF(area.left(), top, area.width(), step), box.title, "text", small)
        top += step
    for text, tone in ((box.clash, "danger"), (box.state, look.words), (box.detail, "muted")):
        if not text or top + step > area.bottom() + 1:
            continue
        room = QRectF(area.left(), top + 2, area.width(), step)
        if tone == look.words and text == box.state:
            _pill(painter, room, text, look, small)
        else:
            _line(painter, room, text, tone, small)
        top += step + 3
    painter.setFont(usual)


def _pill(painter: QPainter, area: QRectF, text: str, look: Look, font: QFont) -> None:
    metrics = QFontMetricsF(font)
    pad = theme().pixels(_PAD)
    wide = min(metrics.horizontalAdvance(text) + 2 * pad, area.width())
    painter.setPen(QPen(colour(look.edge), 1))
    painter.setBrush(colour("surface"))
    painter.drawRoundedRect(
        QRectF(area.left(), area.top(), wide, area.height()), area.height() / 2, area.height() / 2
    )
    _line(
        painter, QRectF(area.left() + pad, area.top(), wide - 2 * pad, area.height()), text, look.words, font
    )


def paint_ghost(painter: QPainter, area: QRectF, words: str) -> None:
    """Where a booking would stand."""
    painter.save()
    ground = colour("accent_soft")
    ground.setAlphaF(0.94)
    painter.setBrush(ground)
    painter.setPen(QPen(colour("focus"), 2, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(area, _round(), _round())
    _line(painter, area.adjusted(_PAD, 2, -_PAD, -2), words, "text", painter.font())
    painter.restore()


def _line(painter: QPainter, area: QRectF, text: str, tone: str, font: QFont) -> None:
    painter.setFont(font)
    painter.setPen(colour(tone))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(area.width(), 0))
    high = QRectF(area.left(), area.top(), area.width(), max(area.height(), QFontMetricsF(font).height()))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    painter.drawText(high, flags, shown)


def paint_head(painter: QPainter, area: QRectF, title: str, detail: str, *, today: bool) -> None:
    """The name of a lane."""
    bold = QFont(painter.font())
    bold.setWeight(QFont.Weight.DemiBold)
    small = _small(painter.font())
    pad = theme().pixels(_PAD)
    inner = area.adjusted(pad, pad, -pad, 0)
    _line(painter, inner, title, "accent" if today else "text", bold)
    if detail:
        _line(painter, inner.adjusted(0, QFontMetricsF(bold).height(), 0, 0), detail, "muted", small)
    if today:
        painter.fillRect(QRectF(area.left(), area.bottom() - 3, area.width(), 3), colour("accent"))


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(theme().scale * 10 * _SMALL)
    return made


def _round() -> float:
    return theme().pixels(_ROUND)
