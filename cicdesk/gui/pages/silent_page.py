"""The page of a laptop that has been without the centre for too long: why nothing is shown, and the ways out."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cicdesk.gui.actions import Command
from cicdesk.gui.parts.boxes import Page
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.presenters.failures import explain

_WAYS = (Command.SYNC, Command.COURIER, Command.LOCK)
_EDGE = 32


class SilentPage(Page):
    """One sentence, one advice, three buttons."""

    def __init__(self, why: Exception, run: Callable[[Command], object]) -> None:
        super().__init__()
        self._why = why
        self._title = label("", "title", wrap=True)
        self._advice = label("", "muted", wrap=True)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(16)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        self._buttons = [self._way(each, run) for each in _WAYS]
        for each in self._buttons:
            column.addWidget(each, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.show_scrolled(content)
        self.retranslate()

    def _way(self, command: Command, run: Callable[[Command], object]) -> QPushButton:
        made = button("", command.value.icon, "primary" if command is Command.SYNC else "")
        made.clicked.connect(lambda _checked=False: run(command))
        return made

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        told = explain(self._why)
        set_text(self._title, told.title)
        set_text(self._advice, told.advice)
        for each, command in zip(self._buttons, _WAYS, strict=True):
            each.setText(command.words)

    def focus_first(self) -> None:
        """Enter syncs."""
        self._buttons[0].setFocus()
