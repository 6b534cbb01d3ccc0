"""Where everything of a calendar's grid is: lanes across, minutes down, and what is below a point."""

import datetime as dt

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QAbstractScrollArea

from cicdesk.gui.theme import theme
from cicdesk.presenters.calendar_layout import MIDNIGHT, STEP
from cicdesk.presenters.calendar_shown import Box, CalendarShown, Ghost

GUTTER, HEAD = 58, 46
"""The room for the hours at the side, and for the names of lanes."""
LEAST_LANE = 118
HOUR = 52
"""How high it is."""
_MINUTES = 60
_GAP = 2


class CalendarShape(QAbstractScrollArea):
    """Knows where lanes and boxes lie in its viewport."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = CalendarShown()

    def area(self, box: Box) -> QRectF:
        """Where a box is painted, in the viewport."""
        whole = self.stretch(box.lane, box.top, box.bottom)
        wide = whole.width() / box.place.columns
        left = whole.left() + wide * box.place.column
        return QRectF(left, whole.top(), wide, whole.height()).adjusted(_GAP, 1, -_GAP, -1)

    def ghost_area(self, ghost: Ghost) -> QRectF:
        """Where a ghost is painted."""
        return self.stretch(ghost.lane, ghost.top, ghost.bottom).adjusted(_GAP, 1, -_GAP, -1)

    def stretch(self, lane: int, top: int, bottom: int) -> QRectF:
        """Where so many minutes of a lane are painted, in the viewport."""
        wide, per = self.lane_width(), self.minute()
        left = theme().pixels(GUTTER) + lane * wide - self.horizontalScrollBar().value()
        start = theme().pixels(HEAD) + top * per - self.verticalScrollBar().value()
        return QRectF(left, start, wide, (bottom - top) * per)

    def body(self) -> QRectF:
        """What of the viewport is not head."""
        return QRectF(self.viewport().rect()).adjusted(0, theme().pixels(HEAD), 0, 0)

    def minute(self) -> float:
        """How high a minute is."""
        return theme().pixels(HOUR) / _MINUTES

    def lane_width(self) -> float:
        """How wide a lane is: they share the room there is."""
        lanes = max(len(self.shown.lanes), 1)
        room = self.viewport().width() - theme().pixels(GUTTER)
        return max(room / lanes, theme().pixels(LEAST_LANE))

    def box_at(self, point: QPointF) -> Box | None:
        """The box below a point of the viewport."""
        if point.y() < theme().pixels(HEAD) or point.x() < theme().pixels(GUTTER):
            return None
        return next((each for each in self.shown.boxes if self.area(each).contains(point)), None)

    def day_of(self, lane: int, box: Box) -> dt.date:
        """The day on which a booking begins whose box is let go in a lane."""
        # What began on the day before is held by its second half.
        before = self.shown.lanes[box.lane].day - box.slot.day
        return self.shown.lanes[lane].day - before

    def lane_at(self, x: float, box: Box) -> int:
        """The lane below a point to which a box may be carried."""
        if not self.shown.week:
            return box.lane
        across = x - theme().pixels(GUTTER) + self.horizontalScrollBar().value()
        return min(max(int(across // self.lane_width()), 0), len(self.shown.lanes) - 1)

    def quarter(self, y: float) -> int:
        """The quarter of an hour nearest to a point, in minutes."""
        minute = (y - theme().pixels(HEAD) + self.verticalScrollBar().value()) / self.minute()
        return min(max(round(minute / STEP) * STEP, 0), MIDNIGHT - STEP)
