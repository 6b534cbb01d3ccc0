"""The grid of a calendar: hours down, lanes across. Boxes are chosen and moved by hand and by keys alike."""

import datetime as dt

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip

from cicdesk.gui.parts.calendar_paint import colour, paint_band, paint_box, paint_ghost, paint_head
from cicdesk.gui.theme import theme
from cicdesk.presenters.calendar_layout import MIDNIGHT, STEP
from cicdesk.presenters.calendar_shown import Box, CalendarShown, Ghost, Lane

_GUTTER, _HEAD, _HOUR = 58, 46, 52
_LEAST_LANE = 118
_OPENS = 7 * 60
_ABOVE = 14
_MINUTES = 60
_GAP = 2
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class CalendarGrid(QAbstractScrollArea):
    """Shows lanes and boxes, and tells what a person wants of them."""

    opened = Signal(object)
    """A box: its booking is to be opened."""
    nudged = Signal(object, int, int)
    """A box, minutes and days: it is to begin so much later."""
    dropped = Signal(object, object, int)
    """A box, a day and a minute: it is to begin there."""
    accepted = Signal()
    """What was asked is to be done."""
    left = Signal()
    """What was asked is not to be done."""
    paged = Signal(int)
    """So many days or weeks on; 0: to today."""
    chosen = Signal(object)
    """The box that the cursor is on now; None for none."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = CalendarShown()
        self._ghosts: tuple[Ghost, ...] = ()
        self._ghost_words = ""
        self._key: tuple[str, int] | None = None
        self._pressed: tuple[Box, QPoint, float] | None = None
        self._dragged: tuple[int, int] | None = None
        self._scrolled = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setMinimumHeight(200)

    def show_calendar(self, shown: CalendarShown) -> None:
        """Show it; the cursor stays on its booking."""
        self.shown = shown
        self._pressed = self._dragged = None
        if self.current is None:
            self._key = None
        self._fit()
        self._tell()
        self.viewport().update()

    def show_ghosts(self, ghosts: tuple[Ghost, ...], words: str) -> None:
        """Show where a booking would stand."""
        self._ghosts, self._ghost_words = ghosts, words
        if ghosts:
            self._bring_in_sight(self.ghost_area(ghosts[0]))
        self.viewport().update()

    @property
    def asking(self) -> bool:
        """Whether a booking stands between two times."""
        return bool(self._ghosts)

    @property
    def current(self) -> Box | None:
        """The box that the cursor is on."""
        return next((each for each in self.shown.boxes if each.key == self._key), None)

    @property
    def lane(self) -> Lane | None:
        """The lane that the cursor is in."""
        box = self.current
        return self.shown.lanes[box.lane] if box else next(iter(self.shown.lanes), None)

    def choose(self, box: Box | None) -> None:
        """Put the cursor on a box."""
        self._key = box.key if box else None
        if box:
            self._bring_in_sight(self.area(box))
        self._tell()
        self.viewport().update()

    def area(self, box: Box) -> QRectF:
        """Where a box is painted, in the viewport."""
        whole = self._stretch(box.lane, box.top, box.bottom)
        wide = whole.width() / box.place.columns
        left = whole.left() + wide * box.place.column
        return QRectF(left, whole.top(), wide, whole.height()).adjusted(_GAP, 1, -_GAP, -1)

    def ghost_area(self, ghost: Ghost) -> QRectF:
        """Where a ghost is painted."""
        return self._stretch(ghost.lane, ghost.top, ghost.bottom).adjusted(_GAP, 1, -_GAP, -1)

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(theme().pixels(640), theme().pixels(480))

    def _stretch(self, lane: int, top: int, bottom: int) -> QRectF:
        wide, per = self._lane_width(), self._minute()
        left = theme().pixels(_GUTTER) + lane * wide - self.horizontalScrollBar().value()
        start = theme().pixels(_HEAD) + top * per - self.verticalScrollBar().value()
        return QRectF(left, start, wide, (bottom - top) * per)

    def _body(self) -> QRectF:
        """What of the viewport is not head."""
        return QRectF(self.viewport().rect()).adjusted(0, theme().pixels(_HEAD), 0, 0)

    def _minute(self) -> float:
        return theme().pixels(_HOUR) / _MINUTES

    def _lane_width(self) -> float:
        lanes = max(len(self.shown.lanes), 1)
        room = self.viewport().width() - theme().pixels(_GUTTER)
        return max(room / lanes, theme().pixels(_LEAST_LANE))

    def _fit(self) -> None:
        high = MIDNIGHT * self._minute() + theme().pixels(_HEAD) - self.viewport().height()
        wide = self._lane_width() * len(self.shown.lanes) + theme().pixels(_GUTTER) - self.viewport().width()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(round(high), 0))
        down.setPageStep(self.viewport().height())
        down.setSingleStep(theme().pixels(_HOUR) // 2)
        across.setRange(0, max(round(wide), 0))
        across.setPageStep(self.viewport().width())
        across.setSingleStep(theme().pixels(_LEAST_LANE) // 2)
        if not self._scrolled and self.isVisible():
            self._scrolled = True
            down.setValue(round(_OPENS * self._minute()) - theme().pixels(_ABOVE))

    def _bring_in_sight(self, area: QRectF) -> None:
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        top, left = theme().pixels(_HEAD), theme().pixels(_GUTTER)
        if area.top() < top:
            down.setValue(down.value() - round(top - area.top()) - _GAP)
        elif area.bottom() > self.viewport().height():
            down.setValue(down.value() + round(area.bottom() - self.viewport().height()) + _GAP)
        if area.left() < left:
            across.setValue(across.value() - round(left - area.left()) - _GAP)
        elif area.right() > self.viewport().width():
            across.setValue(across.value() + round(area.right() - self.viewport().width()) + _GAP)

    def _tell(self) -> None:
        box = self.current
        self.setAccessibleDescription(box.words if box else "")
        self.chosen.emit(box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lanes share the room there is."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another size of letters."""
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor comes to the first booking if it was on none."""
        super().focusInEvent(event)
        if self.current is None and self.shown.boxes:
            self.choose(self.shown.boxes[0])
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The cursor's edge is not painted elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def box_at(self, point: QPointF) -> Box | None:
        """The box below a point of the viewport."""
        if point.y() < theme().pixels(_HEAD) or point.x() < theme().pixels(_GUTTER):
            return None
        return next((each for each in self.shown.boxes if self.area(each).contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a box."""
        box = self.box_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton:
            self.choose(box)
            grip = event.position().y() - self.area(box).top() if box else 0.0
            self._pressed = (box, event.position().toPoint(), grip) if box else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it along."""
        if self._pressed is None:
            over = self.box_at(event.position())
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            return
        box, from_, grip = self._pressed
        far = (event.position().toPoint() - from_).manhattanLength() >= QApplication.startDragDistance()
        if not box.entry.movable or not (far or self._dragged):
            return
        self._dragged = self._lane_at(event.position().x(), box), self._quarter(event.position().y() - grip)
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it stand there, if whoever holds it says so."""
        pressed, dragged = self._pressed, self._dragged
        self._pressed = self._dragged = None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()
        if pressed and dragged and event.button() is Qt.MouseButton.LeftButton:
            lane, minute = dragged
            self.dropped.emit(pressed[0], self._day_of(lane, pressed[0]), minute)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is there."""
        box = self.box_at(event.position())
        if box:
            self.opened.emit(box)

    def _day_of(self, lane: int, box: Box) -> dt.date:
        # What began on the day before is held by its second half.
        before = self.shown.lanes[box.lane].day - box.slot.day
        return self.shown.lanes[lane].day - before

    def _lane_at(self, x: float, box: Box) -> int:
        if not self.shown.week:
            return box.lane
        across = x - theme().pixels(_GUTTER) + self.horizontalScrollBar().value()
        return min(max(int(across // self._lane_width()), 0), len(self.shown.lanes) - 1)

    def _quarter(self, y: float) -> int:
        minute = (y - theme().pixels(_HEAD) + self.verticalScrollBar().value()) / self._minute()
        return min(max(round(minute / STEP) * STEP, 0), MIDNIGHT - STEP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from box to box, with Shift they move it; Enter opens it, or does what was asked."""
        key = Qt.Key(event.key())
        if key in _ARROWS and not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            self._arrow(*_ARROWS[key], move=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif key is Qt.Key.Key_Escape and (self.asking or self._dragged):
            self._pressed = self._dragged = None
            self.left.emit()
            self.viewport().update()
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self.paged.emit(1 if key is Qt.Key.Key_PageDown else -1)
        elif key is Qt.Key.Key_T and not event.modifiers():
            self.paged.emit(0)
        else:
            event.ignore()

    def _enter(self) -> None:
        if self.asking:
            self.accepted.emit()
        elif self.current:
            self.opened.emit(self.current)

    def _arrow(self, across: int, down: int, *, move: bool) -> None:
        box = self.current
        if box is None:
            self.choose(next(iter(self.shown.boxes), None))
        elif not move:
            self.choose(self._beside(box, across, down) or box)
        elif down or self.shown.week:
            self.nudged.emit(box, down * STEP, across)

    def _beside(self, box: Box, across: int, down: int) -> Box | None:
        boxes = self.shown.boxes
        if down:
            own = [each for each in boxes if each.lane == box.lane]
            place = own.index(box) + down
            return own[place] if 0 <= place < len(own) else None
        lanes = sorted({each.lane for each in boxes if (each.lane - box.lane) * across > 0})
        if not lanes:
            return None
        lane = lanes[0] if across > 0 else lanes[-1]
        return min((each for each in boxes if each.lane == lane), key=lambda each: abs(each.top - box.top))

    def viewportEvent(self, event: QEvent) -> bool:
        """All words of a box that is too small for them."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            box = self.box_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), box.words if box else "", self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hours, lanes, boxes; the heads stay in sight."""
        del event
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        painter.fillRect(self.viewport().rect(), colour("surface"))
        self._paint_lanes(painter)
        self._paint_boxes(painter)
        self._paint_frame(painter)
        painter.end()

    def _paint_lanes(self, painter: QPainter) -> None:
        for number, lane in enumerate(self.shown.lanes):
            for band in lane.bands:
                area = self._stretch(number, band.top, band.bottom).intersected(self._body())
                if not area.isEmpty():
                    paint_band(painter, area, band)
            whole = self._stretch(number, 0, MIDNIGHT)
            painter.setPen(QPen(colour("border"), 1))
            painter.drawLine(whole.topLeft(), whole.bottomLeft())
            if lane.today:
                at = self._stretch(number, self.shown.now, self.shown.now).top()
                painter.setPen(QPen(colour("danger"), 2))
                painter.drawLine(QPointF(whole.left(), at), QPointF(whole.right(), at))
        painter.setPen(QPen(colour("border"), 1))
        for hour in range(25):
            at = self._stretch(0, hour * _MINUTES, hour * _MINUTES).top()
            painter.drawLine(QPointF(theme().pixels(_GUTTER), at), QPointF(self.viewport().width(), at))

    def _paint_boxes(self, painter: QPainter) -> None:
        current = self.current
        for box in self.shown.boxes:
            area = self.area(box)
            if area.intersects(QRectF(self.viewport().rect())):
                here = box is current and self.hasFocus()
                paint_box(painter, area, box, current=here, faint=box is current and self.asking)
        for ghost in self._ghosts:
            paint_ghost(painter, self.ghost_area(ghost), self._ghost_words)
        if self._pressed and self._dragged:
            box, (lane, top) = self._pressed[0], self._dragged
            ghost = Ghost(lane, top, min(top + box.bottom - box.top, MIDNIGHT))
            paint_ghost(painter, self.ghost_area(ghost), f"{top // _MINUTES:02}:{top % _MINUTES:02}")

    def _paint_frame(self, painter: QPainter) -> None:
        high, gutter, wide = theme().pixels(_HEAD), theme().pixels(_GUTTER), self.viewport().width()
        painter.fillRect(QRectF(0, 0, gutter, self.viewport().height()), colour("surface"))
        painter.setPen(colour("muted"))
        for hour in range(24):
            at = self._stretch(0, hour * _MINUTES, hour * _MINUTES).top()
            room = QRectF(0, at - high / 4, gutter - theme().pixels(8), high / 2)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{hour}:00")
        painter.fillRect(QRectF(0, 0, wide, high), colour("surface"))
        for number, lane in enumerate(self.shown.lanes):
            left = self._stretch(number, 0, 0).left()
            area = QRectF(left, 0, self._lane_width(), high)
            if area.right() > gutter:
                painter.save()
                painter.setClipRect(QRectF(gutter, 0, wide - gutter, high))
                paint_head(painter, area, lane.title, lane.detail, today=lane.today)
                painter.restore()
        painter.setPen(QPen(colour("strong_border"), 1))
        painter.drawLine(QPointF(0, high), QPointF(wide, high))
