"""Editors of what nobody beside the screen should read: a number of which only the end is shown, or nothing."""

from cicdesk.gui.editors.base import EditorContext
from cicdesk.gui.editors.lines import LineEditor
from cicdesk.presenters.words import hidden
from cicdesk.schema.fields import Pin
from cicdesk.schema.values import Value


class PinEditor(LineEditor):
    """Digits that show only while the cursor is in them."""

    def __init__(self, field: Pin, context: EditorContext) -> None:
        super().__init__(field, context)
        self._inside = False

    def set_value(self, value: Value) -> None:
        """Show dots while nobody works on it."""
        super().set_value(value)
        if isinstance(value, str) and not self._inside:
            self.line.setText(hidden(value))

    def enter(self) -> None:
        """The digits, to tell them to the guardian or to compare them."""
        self._inside = True
        self.set_value(self._value)

    def commit(self) -> None:
        """Read it, and hide it again."""
        super().commit()
        self._inside = False
        self.set_value(self._value)
