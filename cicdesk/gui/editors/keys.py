"""Boxes to type in that leave undo and redo to the form, which knows all fields."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_OF_THE_FORM = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def belongs_to_form(event: QEvent) -> bool:
    """Whether a box would take a key that the form has its own meaning for."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and any(event.matches(key) for key in _OF_THE_FORM)
    )


class Line(QLineEdit):
    """One line."""

    def event(self, event: QEvent) -> bool:
        """Undo goes to the form."""
        if belongs_to_form(event):
            event.ignore()
            return False
        return super().event(event)


class Paragraph(QPlainTextEdit):
    """Several lines. Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def event(self, event: QEvent) -> bool:
        """Undo goes to the form."""
        if belongs_to_form(event):
            event.ignore()
            return False
        return super().event(event)
