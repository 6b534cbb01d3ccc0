"""Editors with one line to type in: text, number, day, moment, time, phone, e-mail."""

import datetime as dt

from PySide6.QtCore import Qt

from cicdesk.base.i18n import N_, _
from cicdesk.gui.editors.base import Editor, EditorContext
from cicdesk.gui.editors.keys import Line
from cicdesk.presenters.reading import read, show
from cicdesk.schema.fields import Day, Field, Moment, Number, Phone, Time
from cicdesk.schema.values import Value

_EXAMPLES: dict[type[Field], str] = {Time: N_("9:30"), Phone: N_("+48…")}
_YEAR_WILL_DO = N_("{day} or {year}")
_NOW, _TODAY = N_("now"), N_("today")
"""What stands in the empty line of a moment that is filled in by itself when the record is saved."""
_LONGEST_NUMBER = 9
_THE_IDES = (3, 15)
"""Month and day of every example: nobody takes it for the other way round."""


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
        self.line.setPlaceholderText("" if self.line.isReadOnly() else self._example())

    def _example(self) -> str:
        """What could stand in the empty line: a day of life, of lately, or to come, as the field asks for."""
        if self.field.default == "now":
            return _(_NOW) if isinstance(self.field, Moment) else _(_TODAY)
        if isinstance(self.field, Day | Moment):
            return _day_like(self.field, self.context.today())
        example = _EXAMPLES.get(type(self.field), "")
        return _(example) if example else ""

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


def _day_like(field: Day | Moment, today: dt.date) -> str:
    month, day = _THE_IDES
    passed = (today.month, today.day) > _THE_IDES
    if isinstance(field, Moment):
        return f"{day}.{month}.{today.year + passed} 9:30"
    year = today.year - (not passed) if field.past else today.year + passed
    year = today.year + field.example_years if field.example_years else year
    example = f"{day}.{month}.{year}"
    return _(_YEAR_WILL_DO).format(day=example, year=year) if field.partial else example


class NumberEditor(LineEditor):
    """Digits only."""

    def __init__(self, field: Field, context: EditorContext) -> None:
        super().__init__(field, context)
        self.line.setMaxLength(_LONGEST_NUMBER)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
