"""The editor of several lines of text. Tab goes on; Enter is a new line."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from cicdesk.gui.editors.base import Editor, EditorContext
from cicdesk.gui.editors.keys import Paragraph
from cicdesk.presenters.reading import read, show
from cicdesk.schema.fields import Text
from cicdesk.schema.values import Value

_FRAME = 18
"""Pixels of border and padding above and below the lines."""


class ParagraphEditor(Editor):
    """Several lines; what is longer than permitted stays and is pointed out."""

    def __init__(self, field: Text, context: EditorContext) -> None:
        self.box = Paragraph()
        super().__init__(field, context, self.box)
        self._typed = False
        self._value: Value = None
        height = QFontMetrics(self.box.font()).lineSpacing() * field.lines + _FRAME
        self.box.setFixedHeight(height)
        self.box.textChanged.connect(self._edited)

    def value(self) -> Value:
        """The text; None for nothing."""
        return self._value

    def set_value(self, value: Value) -> None:
        """Show this text."""
        self._value, self._typed = value, False
        text = show(self.field, value)
        if text != self.box.toPlainText():
            self.box.blockSignals(True)
            self.box.setPlainText(text)
            self.box.blockSignals(False)

    def _edited(self) -> None:
        self._typed = True
        self._value = self.box.toPlainText() or None
        self.changed.emit(self._value, "")

    def commit(self) -> None:
        """The text without empty lines around it."""
        if self._typed:
            self._typed = False
            value = read(self.field, self.box.toPlainText(), self.context.today())
            if value != self._value:
                self._value = value
                self.changed.emit(value, "")
            self.settled.emit()

    def set_read_only(self, read_only: bool) -> None:
        """Text that is only read can still be selected and copied."""
        self.box.setReadOnly(read_only)

    def focus_target(self) -> QWidget:
        """The box."""
        return self.box
