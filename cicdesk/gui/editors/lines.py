"""Editors with one line to type in: text, number, day, moment, time, phone, e-mail."""

from PySide6.QtCore import Qt

from cicdesk.base.i18n import N_, _
from cicdesk.gui.editors.base import Editor, EditorContext
from cicdesk.gui.editors.keys import Line
from cicdesk.presenters.reading import read, show
from cicdesk.schema.fields import Day, Field, Moment, Number, Phone, Time
from cicdesk.schema.values import Value

_EXAMPLES: dict[type[Field], str] = {
    Day: N_("15.3.1988"),
    Moment: N_("15.3.2026 9:30"),
    Time: N_("9:30"),
    Phone: N_("+48…"),
}
_YEAR_WILL_DO = N_("15.3.1988 or 1988")
_NOW, _TODAY = N_("now"), N_("today")
"""What stands in the empty line of a moment that is filled in by itself when the record is saved."""
_LONGEST_NUMBER = 9


class LineEditor(Editor):
    """A line of text that becomes a value when it is left; what cannot be read stays as typed."""

    def __init__(self, field: Field, context: EditorContext) -> None:
        self.line = Line()
        super().__init__(field, context, self.line)
        self._value: Value = None
        self._typed = False
        self._hint()
        self.line.textEdited.connect(self._edited)

    def _hint(self) -> None:
        example = _EXAMPLES.get(type(self.field), "")
        if isinstance(self.field, Day) and self.field.partial:
            example = _YEAR_WILL_DO
        if self.field.default == "now":
            example = _NOW if isinstance(self.field, Moment) else _TODAY
        self.line.setPlaceholderText(_(example) if example and not self.line.isReadOnly() else "")

    def value(self) -> Value:
        """What was read from the line, or the line itself while it is being typed."""
        return self._value

    def set_value(self, value: Value) -> None:
        """Show this value as people write it."""
        self._value, self._typed = value, False
        text = show(self.field, value)
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def _edited(self, text: str) -> None:
        self._typed = True
        self._value = text or None
        if isinstance(self.field, Number):
            self._value = read(self.field, text, self.context.today())
        self.changed.emit(self._value, "")

    def commit(self) -> None:
        """Read what was typed, and show it as it was understood."""
        if not self._typed:
            return
        text = self.line.text()
        value = read(self.field, text, self.context.today())
        told = self._value
        self.set_value(value)
        if value != told:
            self.changed.emit(value, "")
        self.settled.emit()

    def set_read_only(self, read_only: bool) -> None:
        """Text that is only read can still be selected and copied."""
        self.line.setReadOnly(read_only)
        self._hint()

    def retranslate(self) -> None:
        """The example in the empty line."""
        self._hint()


class NumberEditor(LineEditor):
    """Digits only."""

    def __init__(self, field: Field, context: EditorContext) -> None:
        super().__init__(field, context)
        self.line.setMaxLength(_LONGEST_NUMBER)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
