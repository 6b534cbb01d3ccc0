"""Boxes to type in that leave some keys to the form, which knows all fields."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

ERASES = "erases"
"""A button that takes something away: Enter, which walks through a form, goes past it."""

_Key = QKeySequence.StandardKey
_SHORTCUTS = (_Key.Undo, _Key.Redo)
"""Steps of the whole form."""
_PASSED_ON = (_Key.DeleteEndOfWord,)
"""Ctrl+Delete removes the item in which the cursor is."""
_ASKING = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress})


def belongs_to_form(event: QEvent) -> bool:
    """Whether a box would take a key that the form has its own meaning for."""
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in (*_SHORTCUTS, *_PASSED_ON))


class Line(QLineEdit):
    """One line."""

    def event(self, event: QEvent) -> bool:
        """Some keys go to the form."""
        if event.type() in _ASKING and belongs_to_form(event):
            event.ignore()
            return False
        return super().event(event)


class Paragraph(QPlainTextEdit):
    """Several lines. Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def event(self, event: QEvent) -> bool:
        """Some keys go to the form."""
        if event.type() in _ASKING and belongs_to_form(event):
            event.ignore()
            return False
        return super().event(event)
