"""What is seen of a calendar's grid: hours down, lanes across, and the booking that the cursor is on."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QToolTip

from cicdesk.gui.parts.calendar_paint import colour, paint_band, paint_box, paint_ghost, paint_head
from cicdesk.gui.parts.calendar_shape import GUTTER, HEAD, HOUR, LEAST_LANE, CalendarShape
from cicdesk.gui.theme import theme
from cicdesk.presenters.calendar_layout import MIDNIGHT
from cicdesk.presenters.calendar_shown import Box, CalendarShown, Ghost, Lane

_OPENS = 7 * 60
_ABOVE = 14
_MINUTES = 60
_GAP = 2


class CalendarSurface(CalendarShape):
    """Paints lanes and boxes, and keeps the cursor."""

    chosen = Signal(object)
    """The box that the cursor is on now; None for none."""

    def __init__(self) -> None:
        super().__init__()
        self._ghosts: tuple[Ghost, ...] = ()
        self._ghost_words = ""
        self._key: tuple[str, int] | None = None
        self.pressed: tuple[Box, QPoint, float] | None = None
        """What the mouse holds, since where, and how far below its edge."""
        self.dragged: tuple[int, int] | None = None
        """The lane and minute to which it was carried."""
        self._scrolled = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setMinimumHeight(120)

    def show_calendar(self, shown: CalendarShown) -> None:
        """Show it; the cursor stays on its booking."""
        self.shown = shown
        self.pressed = self.dragged = None
        if self.current is None:
            self._key = None
        self._fit()
        self._tell()
        self.viewport().update()

    def show_ghosts(self, ghosts: tuple[Ghost, ...], words: str) -> None:
        """Show where a booking would stand."""
        self._ghosts, self._ghost_words = ghosts, words
        if ghosts:
            self.bring_in_sight(self.ghost_area(ghosts[0]))
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
            self.bring_in_sight(self.area(box))
        self._tell()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(theme().pixels(640), theme().pixels(480))

    def _fit(self) -> None:
        high = MIDNIGHT * self.minute() + theme().pixels(HEAD) - self.viewport().height()
        wide = self.lane_width() * len(self.shown.lanes) + theme().pixels(GUTTER) - self.viewport().width()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(round(high), 0))
        down.setPageStep(self.viewport().height())
        down.setSingleStep(theme().pixels(HOUR) // 2)
        across.setRange(0, max(round(wide), 0))
        across.setPageStep(self.viewport().width())
        across.setSingleStep(theme().pixels(LEAST_LANE) // 2)
        if not self._scrolled and self.isVisible():
            self._scrolled = True
            down.setValue(round(_OPENS * self.minute()) - theme().pixels(_ABOVE))

    def bring_in_sight(self, area: QRectF) -> None:
        """Scroll until that can be seen."""
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        top, left = theme().pixels(HEAD), theme().pixels(GUTTER)
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
                area = self.stretch(number, band.top, band.bottom).intersected(self.body())
                if not area.isEmpty():
                    paint_band(painter, area, band)
            whole = self.stretch(number, 0, MIDNIGHT)
            painter.setPen(QPen(colour("border"), 1))
            painter.drawLine(whole.topLeft(), whole.bottomLeft())
            if lane.today:
                at = self.stretch(number, self.shown.now, self.shown.now).top()
                painter.setPen(QPen(colour("danger"), 2))
                painter.drawLine(QPointF(whole.left(), at), QPointF(whole.right(), at))
        painter.setPen(QPen(colour("border"), 1))
        for hour in range(25):
            at = self.stretch(0, hour * _MINUTES, hour * _MINUTES).top()
            painter.drawLine(QPointF(theme().pixels(GUTTER), at), QPointF(self.viewport().width(), at))

    def _paint_boxes(self, painter: QPainter) -> None:
        current = self.current
        for box in self.shown.boxes:
            area = self.area(box)
            if area.intersects(QRectF(self.viewport().rect())):
                here = box is current and self.hasFocus()
                paint_box(painter, area, box, current=here, faint=box is current and self.asking)
        for ghost in self._ghosts:
            paint_ghost(painter, self.ghost_area(ghost), self._ghost_words)
        if self.pressed and self.dragged:
            box, (lane, top) = self.pressed[0], self.dragged
            ghost = Ghost(lane, top, min(top + box.bottom - box.top, MIDNIGHT))
            paint_ghost(painter, self.ghost_area(ghost), f"{top // _MINUTES:02}:{top % _MINUTES:02}")

    def _paint_frame(self, painter: QPainter) -> None:
        high, gutter, wide = theme().pixels(HEAD), theme().pixels(GUTTER), self.viewport().width()
        painter.fillRect(QRectF(0, 0, gutter, self.viewport().height()), colour("surface"))
        painter.setPen(colour("muted"))
        for hour in range(24):
            at = self.stretch(0, hour * _MINUTES, hour * _MINUTES).top()
            room = QRectF(0, at - high / 4, gutter - theme().pixels(8), high / 2)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{hour}:00")
        painter.fillRect(QRectF(0, 0, wide, high), colour("surface"))
        for number, lane in enumerate(self.shown.lanes):
            left = self.stretch(number, 0, 0).left()
            area = QRectF(left, 0, self.lane_width(), high)
            if area.right() > gutter:
                painter.save()
                painter.setClipRect(QRectF(gutter, 0, wide - gutter, high))
                paint_head(painter, area, lane.title, lane.detail, today=lane.today)
                painter.restore()
        painter.setPen(QPen(colour("strong_border"), 1))
        painter.drawLine(QPointF(0, high), QPointF(wide, high))
