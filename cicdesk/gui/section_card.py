"""A section of a form as a card with a heading."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from cicdesk.base.i18n import _, text_in
from cicdesk.gui.editors.frame import FieldFrame
from cicdesk.gui.editors.grid import FieldGrid
from cicdesk.schema.fields import Field
from cicdesk.schema.records import Section

_PADDING = 20
_GAP = 12


class SectionCard(QFrame):
    """The fields of one section. They are made when `build` is called, which may be later."""

    def __init__(
        self, section: Section, fields: Sequence[Field], make: Callable[[Field], FieldFrame]
    ) -> None:
        super().__init__()
        self.section, self.fields = section, fields
        self.frames: dict[str, FieldFrame] = {}
        self._make = make
        self._grid: FieldGrid | None = None
        self._shown: AbstractSet[str] = frozenset()
        self.setProperty("role", "card")
        self.title = QLabel()
        self.title.setProperty("role", "section-title")
        self._second = QLabel()
        self._second.setProperty("role", "secondary")
        self._second.hide()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING - 4, _PADDING, _PADDING)
        column.setSpacing(_GAP)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title)
        head.addWidget(self._second)
        column.addLayout(head)
        self.retranslate()

    @property
    def built(self) -> bool:
        """Whether its fields are there."""
        return bool(self.frames)

    def build(self) -> Mapping[str, FieldFrame]:
        """Make its fields, if they are not there yet; those made now."""
        if self.built:
            return {}
        self.frames = {field.name: self._make(field) for field in self.fields}
        grid = FieldGrid()
        grid.fill(list(self.frames.values()), self._shown)
        self._column.addWidget(grid)  # once it is whole: each widget added to a visible one is laid out anew
        grid.show()  # left to Qt it comes later, and the sections are painted squashed until then
        self._grid = grid
        return self.frames

    def show_only(self, visible: AbstractSet[str]) -> None:
        """Show these of its fields; without any the whole card is hidden."""
        self._shown = {field.name for field in self.fields if field.name in visible}
        self.setVisible(bool(self._shown))
        if self._grid is not None:
            self._grid.show_only(self._shown)

    def set_second_language(self, second: str) -> None:
        """The heading in the client's language below it."""
        self._second.setText(text_in(second, self.section.label) if second else "")
        self._second.setVisible(bool(second))

    def retranslate(self) -> None:
        """The heading in the interface's language."""
        self.title.setText(_(self.section.label))
        for frame in self.frames.values():
            frame.retranslate()
