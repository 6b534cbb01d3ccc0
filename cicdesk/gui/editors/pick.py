"""Type-ahead: a line in which a few letters, a code or an alias find what is meant."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from cicdesk.gui.editors.keys import Line
from cicdesk.gui.editors.popup import ChoicePopup
from cicdesk.gui.theme import theme
from cicdesk.presenters.choices import Choice, matching, meant

Give = Callable[[Sequence[Choice]], None]
Offer = Callable[[str, Give], None]

_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROW = 4
_ARROW_EDGE = 20


class PickEdit(Line):
    """The line. It shows the words of what is chosen; typing looks for something else.

    With `stays`, Enter takes what is marked and the cursor stays for more; else it goes on.
    """

    picked = Signal(object)
    """A person chose this Choice, or None: the line was emptied."""

    def __init__(self, offer: Offer, second: Callable[[], str], *, stays: bool = False) -> None:
        super().__init__()
        self._stays = stays
        self._offer, self._second = offer, second
        self._popup: ChoicePopup | None = None
        self._found: Sequence[Choice] = ()
        self._words = ""
        self._typed = False
        self.setTextMargins(0, 0, _ARROW_EDGE, 0)
        self.textEdited.connect(self._look)

    def show_words(self, words: str) -> None:
        """Show what is chosen."""
        self._words, self._typed = words, False
        if words != self.text():
            self.setText(words)
        self.setCursorPosition(0)
        if self.hasFocus():
            self.selectAll()
        self.close_list()

    def open_list(self) -> None:
        """Offer everything there is."""
        if not self.isReadOnly():
            self._offer("", self._show)

    def close_list(self) -> None:
        """Offer nothing any more."""
        if self._popup is not None:
            self._popup.hide()

    @property
    def list_open(self) -> bool:
        """Whether choices are on offer."""
        return self._popup is not None and self._popup.isVisible()

    def _look(self, text: str) -> None:
        self._typed = True
        if text.strip():
            self._offer(text, lambda found: self._show(found) if self.text() == text else None)
        else:
            self.close_list()

    def _show(self, found: Sequence[Choice]) -> None:
        self._found = found
        if self._popup is None:
            self._popup = ChoicePopup(self.window())
            self._popup.picked.connect(self._take)
            self.destroyed.connect(self._popup.deleteLater)
        self._popup.second = self._second()
        if self.hasFocus():
            self._popup.offer(found, self)

    def _take(self, choice: Choice | None) -> None:
        self.close_list()
        self._typed = False
        self.show_words(choice.label if choice else "")
        self.picked.emit(choice)

    def finish(self) -> str | None:
        """The cursor leaves. What was typed is taken if it means something; else it is returned, unread."""
        marked = self._popup.current() if self._popup and self._typed else None
        self.close_list()
        if not self._typed:
            return None
        text = self.text().strip()
        if not text:
            self._take(None)
            return None
        found = meant(self._found, text) or marked
        if found:
            self._take(found)
            return None
        self._typed = False
        return text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the list, Enter takes, Esc puts back what was there."""
        key = Qt.Key(event.key())
        opening = key == Qt.Key.Key_F4 or (
            key == Qt.Key.Key_Down
            and (not self.list_open or event.modifiers() & Qt.KeyboardModifier.AltModifier)
        )
        if opening:
            self.open_list()
        elif self.list_open and self._popup and key in _MOVES:
            self._popup.step(_MOVES[key])
        elif self.list_open and self._popup and key in _ENTER and self._popup.current():
            self._take(self._popup.current())
            event.setAccepted(self._stays)
        elif key == Qt.Key.Key_Escape and (self.list_open or self._typed):
            self.show_words(self._words)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Enter and Esc belong to the open list before any shortcut of the window."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (self._typed or self.list_open)
        ):
            taken = event.key() == Qt.Key.Key_Escape or (self.list_open and event.key() in _ENTER)
            event.setAccepted(taken)
            return taken or super().event(event)
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on an empty line, or on the arrow, opens the list."""
        super().mousePressEvent(event)
        if not self.text() or event.position().x() > self.width() - theme().pixels(_ARROW_EDGE):
            self.open_list()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The words are marked, so that typing replaces them."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the cursor; what was typed is read by `finish`."""
        super().focusOutEvent(event)
        self.deselect()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line with a small arrow at its end."""
        super().paintEvent(event)
        if self.isReadOnly():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = theme().scale
        painter.setPen(QPen(QColor(theme().palette.muted), 1.4 * scale))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge, wide, high = 14 * scale, _ARROW * scale, _ARROW * scale / 2
        x, y = edge if mirrored else self.width() - edge, self.height() / 2
        points = [QPointF(x - wide, y - high), QPointF(x, y + high), QPointF(x + wide, y - high)]
        painter.drawPolyline(QPolygonF(points))


def among(offered: Callable[[], Sequence[Choice]]) -> Offer:
    """Looks for typed letters in a list that is at hand."""

    def offer(text: str, give: Give) -> None:
        give(matching(offered(), text))

    return offer
