"""Two people side by side: what both files say, where they differ, and whose value counts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import Card, clear
from cicdesk.gui.parts.texts import label
from cicdesk.presenters.duplicates import Beside, FieldLine

_LABEL, _ONE, _OTHER = range(3)


class BesideCard(Card):
    """Names, reasons, and a line for each field; the values of differing ones are chosen with a click or the arrows."""

    def __init__(self) -> None:
        super().__init__()
        self._beside: Beside | None = None
        self._groups: dict[str, QButtonGroup] = {}
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(2)
        self._survivor = 0
        self._heads = QButtonGroup(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(_ONE, 1)
        self._grid.setColumnStretch(_OTHER, 1)
        self.body.setSpacing(12)
        self.body.addLayout(self._reasons)
        self.body.addLayout(self._grid)

    @property
    def survivor(self) -> int:
        """Which file's number stays: 0 or 1."""
        return self._survivor

    @property
    def others(self) -> list[str]:
        """The fields of which the value of the file that does not stay was chosen."""
        other = 1 - self._survivor
        return [name for name, group in self._groups.items() if group.checkedId() == other]

    def show_beside(self, beside: Beside) -> None:
        """Show these two; the older file stays, and its values count until somebody says otherwise."""
        self._beside, self._survivor = beside, 0
        self.set_title(beside.band)
        clear(self._reasons)
        clear(self._grid)
        self._groups = {}
        self._heads = QButtonGroup(self)
        self._show_reasons(beside.speaks, beside.against)
        self._show_heads(beside)
        for row, line in enumerate(beside.lines, 2):
            self._show_line(row, line)

    def choose(self, field: str, side: int) -> None:
        """Let the value of one of the two count."""
        self._groups[field].button(side).setChecked(True)

    def stay(self, side: int) -> None:
        """Let the number of that file stay."""
        self._survivor = side

    def _show_reasons(self, speaks: Sequence[str], against: Sequence[str]) -> None:
        for words in speaks:
            self._reasons.addWidget(label(f"+  {words}", wrap=True))
        for words in against:
            self._reasons.addWidget(label(f"−  {words}", "warning", wrap=True))

    def _show_heads(self, beside: Beside) -> None:
        self._grid.addWidget(label(_("Stays"), "label"), 0, _LABEL, Qt.AlignmentFlag.AlignTop)
        both = all(beside.known)
        for side, (title, note) in enumerate(zip(beside.titles, beside.notes, strict=True)):
            head: QWidget = label(title, "strong", wrap=True, selectable=True)
            if both:
                head = _Choice(self._heads, side, title, title, "strong")
            self._grid.addWidget(head, 0, _ONE + side)
            if note != title:
                self._grid.addWidget(label(note, "small", wrap=True, selectable=True), 1, _ONE + side)
        self._heads.idToggled.connect(self._stays)

    def _stays(self, side: int, checked: bool) -> None:
        if checked:
            self.stay(side)

    def _show_line(self, row: int, line: FieldLine) -> None:
        name = label(line.label, "label", wrap=True)
        self._grid.addWidget(name, row, _LABEL, Qt.AlignmentFlag.AlignTop)
        texts = (line.one, line.other)
        if not line.chosen:
            for side, text in enumerate(texts):
                self._grid.addWidget(self._text(text, line), row, _ONE + side)
            return
        group = self._groups[line.name] = QButtonGroup(self)
        for side, text in enumerate(texts):
            self._grid.addWidget(_Choice(group, side, text, f"{line.label}: {text}"), row, _ONE + side)

    def _text(self, text: str, line: FieldLine) -> QLabel:
        """A value that nobody chooses; what only one of them has stands out."""
        return label(text or "—", "strong" if line.differs and text else "muted", wrap=True, selectable=True)


class _Choice(QWidget):
    """One of two values: a button, and its text in as many lines as it needs. The first one counts to begin with."""

    def __init__(self, group: QButtonGroup, side: int, text: str, name: str, role: str = "") -> None:
        super().__init__()
        self._radio = QRadioButton()
        self._radio.setAccessibleName(name)
        self._radio.setChecked(side == 0)
        group.addButton(self._radio, side)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._radio, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, role, wrap=True), 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the text is one on the button."""
        self._radio.setChecked(True)
        super().mousePressEvent(event)
