"""Other times for a booking of which a part was refused: one press moves all of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from cicdesk.base.i18n import _
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import label

if TYPE_CHECKING:
    from cicdesk.presenters.booking_card import Move


class MovesBox(QFrame):
    """One line for each other time; `taken` is called with the one that was chosen."""

    def __init__(self, moves: Sequence["Move"], taken: Callable[["Move"], object]) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setProperty("tone", "warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(2)
        column.addWidget(label(_("A new time is needed. One press moves all parts:"), "strong", wrap=True))
        self.rows = [self._row(each, taken) for each in moves]
        for row in self.rows:
            column.addWidget(row)

    def _row(self, move: "Move", taken: Callable[["Move"], object]) -> RowButton:
        row = RowButton("clock", move.words, move.hint, "", move.tone)
        row.clicked.connect(lambda: self._take(move, taken))
        return row

    def _take(self, move: "Move", taken: Callable[["Move"], object]) -> None:
        """Once is enough: a second press would move what has moved already."""
        self.setEnabled(False)
        taken(move)
