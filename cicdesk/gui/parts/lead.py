"""An icon before the text of a line; Qt's own stays small where letters grow."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from cicdesk.gui.theme import set_icon, theme

_SIZE = 18
_GAP = 8


class Lead(QLabel):
    """Stands at the beginning of a line, wherever the language begins, and follows its size."""

    def __init__(self, line: QLineEdit, icon: str) -> None:
        super().__init__(line)
        self._line = line
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_icon(self, icon, "muted", _SIZE)
        line.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line has another size, style or direction."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        side, gap = theme().pixels(_SIZE), theme().pixels(_GAP)
        mirrored = self._line.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = side + gap // 2
        self._line.setTextMargins(0 if mirrored else room, 0, room if mirrored else 0, 0)
        x = self._line.width() - side - gap if mirrored else gap
        self.setGeometry(x, (self._line.height() - side) // 2, side, side)
