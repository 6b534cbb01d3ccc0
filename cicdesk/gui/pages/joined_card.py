"""The card of a person's file that says which other files became part of it, and lets them be apart again."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import Card, clear
from cicdesk.gui.parts.texts import button, label
from cicdesk.presenters.merging import JoinedFile


class JoinedCard(Card):
    """One entry for each file; it is seen only where there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.part: Callable[[str], None] = lambda _merge: None
        """Undoes the decision of that name."""
        self._asked = ""
        self._shown: Sequence[JoinedFile] = ()
        self._may_part = False
        self.body.setSpacing(12)
        self.setVisible(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.set_title(_("Joined files"), len(self._shown))

    def show_joined(self, joined: Sequence[JoinedFile], *, may_part: bool) -> None:
        """Show these; `may_part`: whoever looks may undo it."""
        self._shown, self._may_part, self._asked = joined, may_part, ""
        self._fill()

    def _fill(self) -> None:
        self.setVisible(bool(self._shown))
        self.retranslate()
        clear(self.body)
        for each in self._shown:
            self.body.addWidget(self._entry(each))

    def _entry(self, file: JoinedFile) -> QWidget:
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(file.title, wrap=True, selectable=True))
        column.addWidget(label(file.decided, "muted", wrap=True))
        for note in file.notes:
            column.addWidget(label(note, "label", wrap=True))
        if self._asked == file.merge:
            said = _(
                "Both files come back as they are without each other. What was written in them since stays."
            )
            column.addWidget(label(said, wrap=True))
        if self._may_part:
            column.addLayout(self._way_back(file))
        return entry

    def _way_back(self, file: JoinedFile) -> QHBoxLayout:
        """A button; once it was pressed, what it does and a second one."""
        line = QHBoxLayout()
        line.setSpacing(8)
        asked = self._asked == file.merge
        part = button(_("Undo joining"), "undo", "primary" if asked else "quiet")
        part.clicked.connect(lambda: self.part(file.merge) if asked else self._ask(file.merge))
        line.addWidget(part)
        if asked:
            leave = button(_("Leave them joined"), "", "quiet")
            leave.clicked.connect(lambda: self._ask(""))
            line.addWidget(leave)
        line.addStretch(1)
        return line

    def _ask(self, merge: str) -> None:
        self._asked = merge
        self._fill()
