"""Several fields that make one value: an address, one telephone of several."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cicdesk.gui.editors.base import Editor, EditorContext, Remark
from cicdesk.gui.editors.frame import FieldFrame
from cicdesk.gui.editors.grid import FieldGrid
from cicdesk.schema.fields import Field, Group
from cicdesk.schema.values import Value, Values, is_blank

_COLUMNS = 4
_LEAST_COLUMN = 150
"""The parts of an item are short: more of them fit side by side, so that an item takes two rows and not three."""
_PADDING = 12


class PartsForm(QWidget):
    """The fields of a group or of one item."""

    changed = Signal(object, str)
    """A person changed a part: all values, and the part's name."""
    settled = Signal()
    """A part is final for now."""

    def __init__(self, fields: Sequence[Field], context: EditorContext) -> None:
        super().__init__()
        self._values: dict[str, Value] = {}
        self._fields = fields
        inner = replace(context, sibling=self._part)
        self.frames = {field.name: self._frame(field, inner) for field in fields}
        self._grid = FieldGrid(_COLUMNS, _LEAST_COLUMN)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._grid)
        self._grid.fill(list(self.frames.values()), self._shown())

    def _frame(self, field: Field, context: EditorContext) -> FieldFrame:
        editor = context.make(field, context)
        frame = FieldFrame(editor)
        editor.changed.connect(lambda value, _part: self._changed(field.name, value))
        editor.settled.connect(self.settled)
        frame.refused.connect(self._refused)
        frame.set_second_language(context.second())
        return frame

    def _part(self, name: str) -> Value:
        return self._values.get(name)

    def _shown(self) -> frozenset[str]:
        return frozenset(
            f.name for f in self._fields if f.shown_when is None or f.shown_when.holds(self._values)
        )

    def _changed(self, name: str, value: Value) -> None:
        if self._is_blank():
            self._start_with_defaults()
        self._values[name] = value
        self._grid.show_only(self._shown())
        self.changed.emit(self.values(), name)

    def _is_blank(self) -> bool:
        return all(is_blank(value) for value in self._values.values())

    def _start_with_defaults(self) -> None:
        for field in self._fields:
            if field.default is not None:
                self._values[field.name] = field.default
                self.frames[field.name].set_value(field.default)

    def _refused(self, name: str, code: str) -> None:
        self.frames[name].set_value(code or None)
        self._changed(name, code or None)
        self.settled.emit()

    def values(self) -> dict[str, Value]:
        """What was filled in, and parts this version does not know."""
        return {name: value for name, value in self._values.items() if not is_blank(value)}

    def set_values(self, values: Values) -> None:
        """Show these."""
        before, self._values = self._values, dict(values)
        for name, frame in self.frames.items():
            if before.get(name) != values.get(name):
                frame.set_value(values.get(name))
        self._grid.show_only(self._shown())

    def show_remarks(self, remarks: Mapping[str, Remark]) -> dict[str, Remark]:
        """Show what is wrong with each part; what belongs to none is returned."""
        for name, frame in self.frames.items():
            frame.show_remarks({path: r for path, r in remarks.items() if path.partition("/")[0] == name})
        return {path: r for path, r in remarks.items() if path.partition("/")[0] not in self.frames}

    def set_read_only(self, read_only: bool) -> None:
        """Allow typing or not."""
        for frame in self.frames.values():
            frame.set_read_only(read_only)

    def set_second_language(self, second: str) -> None:
        """The second line of each part's label."""
        for frame in self.frames.values():
            frame.set_second_language(second)

    def retranslate(self) -> None:
        """The words of each part."""
        for frame in self.frames.values():
            frame.retranslate()

    def tab_stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [stop for frame in self.frames.values() for stop in frame.tab_stops()]

    def jump(self, path: str) -> None:
        """Put the cursor into a part; into the first if none is named."""
        name, _slash, rest = path.partition("/")
        frame = self.frames.get(name) or next(iter(self.frames.values()))
        frame.jump(rest)

    def commit(self) -> None:
        """Make values of what was typed in every part."""
        for frame in self.frames.values():
            frame.editor.commit()


class GroupEditor(Editor):
    """A group of fields as one value."""

    def __init__(self, field: Group, context: EditorContext) -> None:
        self.form = PartsForm(field.fields, context)
        card = QFrame()
        card.setProperty("role", "item")
        box = QVBoxLayout(card)
        box.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        box.addWidget(self.form)
        super().__init__(field, context, card)
        self.form.changed.connect(lambda _values, part: self.changed.emit(self.value(), part))
        self.form.settled.connect(self.settled)

    def value(self) -> Value:
        """The group; None if nothing is filled in."""
        values: dict[str, Value] = self.form.values()
        return values or None

    def set_value(self, value: Value) -> None:
        """Show this group."""
        self.form.set_values(value if isinstance(value, dict) else {})

    def commit(self) -> None:
        """Make values of what was typed."""
        self.form.commit()

    def set_read_only(self, read_only: bool) -> None:
        """Allow typing or not."""
        self.form.set_read_only(read_only)

    def show_remarks(self, remarks: Mapping[str, Remark]) -> Mapping[str, Remark]:
        """Each part shows its own."""
        return self.form.show_remarks(remarks)

    def name(self, words: str, help_text: str) -> None:
        """The group as a whole; each part has its own name."""
        self.widget.setAccessibleName(words)

    def focus_target(self) -> QWidget:
        """Its first part."""
        return self.form.tab_stops()[0]

    def tab_stops(self) -> list[QWidget]:
        """Its parts."""
        return self.form.tab_stops()

    def jump(self, path: str) -> None:
        """Into the part that the path names."""
        self.form.jump(path)

    def retranslate(self) -> None:
        """The words of its parts."""
        self.form.retranslate()

    def set_second_language(self, second: str) -> None:
        """The second line of its parts."""
        self.form.set_second_language(second)
