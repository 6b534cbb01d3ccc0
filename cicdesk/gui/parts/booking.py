"""The parts of an appointment below it: who or what, and its state in words."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.gui.parts.rows import Elided, RowButton
from cicdesk.gui.parts.texts import icon_label, pill
from cicdesk.gui.theme import theme

if TYPE_CHECKING:
    from cicdesk.presenters.booking_card import Part

_INDENT = 32


class PartsBox(QWidget):
    """One line for each part; `opened` is called with those that lead to a record."""

    def __init__(self, parts: Sequence["Part"], opened: Callable[["Part"], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().pixels(_INDENT), 0, 0, 6)
        column.setSpacing(0)
        for each in parts:
            column.addWidget(_row(each, opened) if each.kind else _still(each))


def _words(part: "Part") -> str:
    return ": ".join(filter(None, (part.what, part.who)))


def _row(part: "Part", opened: Callable[["Part"], object]) -> RowButton:
    row = RowButton(part.icon, _words(part), "", part.state, part.tone or "plain")
    row.clicked.connect(lambda: opened(part))
    return row


def _still(part: "Part") -> QWidget:
    """A part that the appointment itself holds: there is nothing else to open."""
    holder = QWidget()
    holder.setAccessibleName(part.words)
    row = QHBoxLayout(holder)
    row.setContentsMargins(9, 9, 9, 9)
    row.setSpacing(12)
    row.addWidget(icon_label(part.icon))
    row.addWidget(Elided(_words(part), ""), 1)
    row.addWidget(pill(part.state, part.tone or "plain"))
    return holder
