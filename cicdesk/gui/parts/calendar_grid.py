"""The grid of a calendar under hand and keys: boxes are chosen, opened and carried to another time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from cicdesk.gui.parts.calendar_surface import CalendarSurface
from cicdesk.presenters.calendar_layout import STEP
from cicdesk.presenters.calendar_shown import Box

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class CalendarGrid(CalendarSurface):
    """Shows lanes and boxes, and tells what a person wants of them."""

    opened = Signal(object)
    """A box: its booking is to be opened."""
    nudged = Signal(object, object, object)
    """A box, minutes and days: it is to begin so much later."""
    dropped = Signal(object, object, object)
    """A box, a day and a minute: it is to begin there."""
    accepted = Signal()
    """What was asked is to be done."""
    left = Signal()
    """What was asked is not to be done."""
    paged = Signal(object)
    """So many days or weeks on; 0: to today."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a box."""
        box = self.box_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton:
            self.choose(box)
            grip = event.position().y() - self.area(box).top() if box else 0.0
            self.pressed = (box, event.position().toPoint(), grip) if box else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it along."""
        if self.pressed is None:
            over = self.box_at(event.position())
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            return
        box, from_, grip = self.pressed
        far = (event.position().toPoint() - from_).manhattanLength() >= QApplication.startDragDistance()
        if not box.entry.movable or not (far or self.dragged):
            return
        self.dragged = self.lane_at(event.position().x(), box), self.quarter(event.position().y() - grip)
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it stand there, if whoever holds it says so."""
        pressed, dragged = self.pressed, self.dragged
        self.pressed = self.dragged = None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()
        if pressed and dragged and event.button() is Qt.MouseButton.LeftButton:
            lane, minute = dragged
            self.dropped.emit(pressed[0], self.day_of(lane, pressed[0]), minute)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is there."""
        box = self.box_at(event.position())
        if box:
            self.opened.emit(box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from box to box, with Shift they move it; Enter opens it, or does what was asked."""
        key = Qt.Key(event.key())
        if key in _ARROWS and not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            self._arrow(*_ARROWS[key], move=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif key is Qt.Key.Key_Escape and (self.asking or self.dragged):
            self.pressed = self.dragged = None
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
            self.choose(_beside(self.shown.boxes, box, across, down) or box)
        elif down or self.shown.week:
            self.nudged.emit(box, down * STEP, across)


def _beside(boxes: Sequence[Box], box: Box, across: int, down: int) -> Box | None:
    """The box to which an arrow leads."""
    if down:
        own = [each for each in boxes if each.lane == box.lane]
        place = own.index(box) + down
        return own[place] if 0 <= place < len(own) else None
    lanes = sorted({each.lane for each in boxes if (each.lane - box.lane) * across > 0})
    if not lanes:
        return None
    lane = lanes[0] if across > 0 else lanes[-1]
    return min((each for each in boxes if each.lane == lane), key=lambda each: abs(each.top - box.top))
