"""An icon before the text of a line and a button after it that empties it; Qt's own stay small where letters grow."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.theme import set_icon, theme

_SIZE = 18
_GAP = 8
_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange})


class Lead(QLabel):
    """Stands at the beginning of a line, wherever the language begins, and follows its size."""

    def __init__(self, line: QLineEdit, icon: str) -> None:
        super().__init__(line)
        self._line = line
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_icon(self, icon, "muted", _SIZE)
        line.installEventFilter(self)
        _place(line, self, at_end=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line has another size, style or direction."""
        if event.type() in _MOVES:
            _place(self._line, self, at_end=False)
        return super().eventFilter(watched, event)


class Clear(QToolButton):
    """Stands at the end of a line while there is something in it, and empties it."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        set_icon(self, "close", "muted", _SIZE)
        self._say()
        self.clicked.connect(self._empty)
        line.textChanged.connect(self._show)
        line.installEventFilter(self)
        _place(line, self, at_end=True)
        self._show(line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line has another size, style, direction or language."""
        if event.type() in _MOVES:
            _place(self._line, self, at_end=True)
        elif event.type() == QEvent.Type.LanguageChange:
            self._say()
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        self.setAccessibleName(_("Empty the box"))
        self.setToolTip(_("Empty the box"))

    def _show(self, text: str) -> None:
        self.setVisible(bool(text))

    def _empty(self) -> None:
        self._line.clear()
        self._line.textEdited.emit("")


def _place(line: QLineEdit, part: QWidget, *, at_end: bool) -> None:
    """Put it at its end of the line, and keep the text out of its place."""
    side, gap = theme().pixels(_SIZE), theme().pixels(_GAP)
    right = at_end != (line.layoutDirection() == Qt.LayoutDirection.RightToLeft)
    part.setGeometry(line.width() - side - gap if right else gap, (line.height() - side) // 2, side, side)
    room = side + gap // 2
    ends = {place: room for each, place in ((Lead, False), (Clear, True)) if line.findChildren(each)}
    mirrored = line.layoutDirection() == Qt.LayoutDirection.RightToLeft
    before, after = ends.get(False, 0), ends.get(True, 0)
    line.setTextMargins(after if mirrored else before, 0, before if mirrored else after, 0)
