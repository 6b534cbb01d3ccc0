"""Editors of what nobody beside the screen should read: a number of which only the end is shown, or nothing."""

from abc import abstractmethod

from cicdesk.gui.editors.base import EditorContext
from cicdesk.gui.editors.lines import LineEditor
from cicdesk.presenters.reading import masked
from cicdesk.presenters.words import hidden
from cicdesk.schema.fields import Field
from cicdesk.schema.values import Value


class SecretEditor(LineEditor):
    """A line that shows what it holds only while the cursor is in it."""

    def __init__(self, field: Field, context: EditorContext) -> None:
        super().__init__(field, context)
        self._inside = False

    @abstractmethod
    def _covered(self, value: str) -> str:
        """What is shown of it while nobody works on it."""

    def set_value(self, value: Value) -> None:
        """Show it covered while nobody works on it."""
        super().set_value(value)
        if isinstance(value, str) and not self._inside:
            self.line.setText(self._covered(value))

    def enter(self) -> None:
        """The whole of it, to compare it with a card or to tell it to whom it belongs."""
        self._inside = True
        self.set_value(self._value)

    def commit(self) -> None:
        """Read it, and hide it again."""
        super().commit()
        self._inside = False
        self.set_value(self._value)


class PeselEditor(SecretEditor):
    """A PESEL of which only the end shows."""

    def _covered(self, value: str) -> str:
        return masked(value)


class PinEditor(SecretEditor):
    """Digits of which nothing shows."""

    def _covered(self, value: str) -> str:
        return hidden(value)
