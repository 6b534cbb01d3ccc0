"""Fields in columns. Hidden ones leave no hole; a narrow window has one column."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from cicdesk.gui.editors.frame import FieldFrame
from cicdesk.gui.editors.segments import ShortCodeEditor
from cicdesk.gui.theme import theme
from cicdesk.schema.fields import Codes, Field, Group, Items, References, Text

_ACROSS = 20
_DOWN = 14
LEAST_COLUMN = 230


def is_wide(field: Field) -> bool:
    """Whether a field takes a whole row."""
    return isinstance(field, (Codes, References, Group, Items)) or (
        isinstance(field, Text) and field.lines > 1
    )


class FieldGrid(QWidget):
    """Places frames in reading order."""

    def __init__(self, most_columns: int = 2, least_column: int = LEAST_COLUMN) -> None:
        super().__init__()
        self._most, self._least = most_columns, least_column
        self._frames: Sequence[FieldFrame] = ()
        self._shown: AbstractSet[str] = frozenset()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_ACROSS)
        self._grid.setVerticalSpacing(_DOWN)

    def fill(self, frames: Sequence[FieldFrame], shown: AbstractSet[str]) -> None:
        """Take these frames; only the named ones are shown."""
        self._frames, self._shown = frames, shown
        self._columns = self._wanted_columns()
        self._place()

    def show_only(self, shown: AbstractSet[str]) -> None:
        """Show these and hide the others."""
        shown = {frame.field.name for frame in self._frames if frame.field.name in shown}
        if shown != self._shown:
            self._shown = shown
            self._columns = self._wanted_columns()
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        wanted = self._wanted_columns()
        if wanted != self._columns:
            self._columns = wanted
            self._place()

    def _wanted_columns(self) -> int:
        """As many as there is room for; where rows would be uneven, fewer: three and two, not four and one."""
        least = max(theme().pixels(self._least), *self._answers(), 0)
        fit = max(1, min(self._most, (self.width() + _ACROSS) // (least + _ACROSS)))
        narrow = sum(f.field.name in self._shown and not is_wide(f.field) for f in self._frames)
        rows = -(-narrow // fit)
        return max(min(fit, 2), -(-narrow // rows)) if rows else fit

    def _answers(self) -> Iterator[int]:
        """How wide answers are that lie side by side: no column is narrower."""
        for frame in self._frames:
            if isinstance(frame.editor, ShortCodeEditor) and frame.field.name in self._shown:
                yield frame.editor.widget.sizeHint().width()

    def _place(self) -> None:
        row, column = 0, 0
        for frame in self._frames:
            if frame.field.name not in self._shown:
                frame.hide()
                frame.setParent(self)
                self._grid.removeWidget(frame)
                continue
            span = self._columns if is_wide(frame.field) else 1
            if column + span > self._columns:
                row, column = row + 1, 0
            self._grid.addWidget(frame, row, column, 1, span)
            if frame.isHidden():
                frame.show()
            column += span
        for each in range(self._most):
            self._grid.setColumnStretch(each, 1 if each < self._columns else 0)
