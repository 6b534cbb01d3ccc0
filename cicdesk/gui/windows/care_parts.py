"""Small things that the windows of care share: lines to call, numbered steps, keyed ticks."""

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import ask_no_more_than_needed, open_at, scrolled
from cicdesk.gui.parts.texts import button, icon_label, label
from cicdesk.gui.parts.ticks import WrappedTick
from cicdesk.gui.theme import theme
from cicdesk.presenters.care_board import CardShown
from cicdesk.presenters.care_lines import CallLine

CALLS_KEY = "F8"
"""Whom to call about the child in sight, in every window of care."""

_NUMBER_BESIDE = 1.1
"""Letters larger than so many times the usual leave room for the number only below the name."""


class Tick(QFrame):
    """A tick with the number key that sets it."""

    def __init__(self, key: int) -> None:
        super().__init__()
        self.box = WrappedTick()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(label(str(key), "kbd"))
        row.addWidget(self.box, 1)


class CallRow(QFrame):
    """Somebody to call: the name, who it is, and the number in large figures."""

    def __init__(self, line: CallLine) -> None:
        super().__init__()
        self.setProperty("role", "bubble")
        self.setAccessibleName(", ".join(filter(None, (line.name, line.text, line.phone))))
        # By the size of letters and not by the width: a row that turns while it is laid out covers the next one.
        beside = theme().scale <= _NUMBER_BESIDE
        row = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom, self
        )
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        if beside:
            row.addWidget(icon_label("phone", "accent", 22))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(line.name, "strong", wrap=True))
        if line.text:
            words.addWidget(label(line.text, "small", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(label(line.phone, "title", selectable=True))


def fill_calls(column: QVBoxLayout, calls: Sequence[CallLine]) -> None:
    """Everybody to call, below each other; a calm sentence where nobody is known."""
    for each in calls:
        column.addWidget(CallRow(each))
    if not calls:
        column.addWidget(label(_("No number is known. Please ask the coordinator."), "warning", wrap=True))


def foot(*acts: QWidget) -> QHBoxLayout:
    """Buttons at the bottom of a window, the first at the left end."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(acts[0])
    row.addStretch(1)
    for each in acts[1:]:
        row.addWidget(each)
    return row


class TellingDialog(QDialog):
    """A window that only tells: a heading, lines, and a button that closes it."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 16)
        outer.setSpacing(12)
        outer.addWidget(label(title, "title", wrap=True))
        content = QWidget()
        self.lines = QVBoxLayout(content)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(10)
        outer.addWidget(scrolled(content), 1)
        close: QPushButton = button(_("Close"), "", "primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        outer.addLayout(row)


def calls_dialog(name: str, calls: Sequence[CallLine], parent: QWidget) -> TellingDialog:
    """Whom to call about a child, the guardian first."""
    made = TellingDialog(_("Call about {name}").format(name=name), parent)
    fill_calls(made.lines, calls)
    made.lines.addStretch(1)
    ask_no_more_than_needed(made)
    open_at(made, 620, 360)
    return made


def card_dialog(card: CardShown, parent: QWidget) -> TellingDialog:
    """What is to be known of a child now: to be read, not to be copied."""
    made = TellingDialog(card.name, parent)
    for words, text in card.lines:
        made.lines.addWidget(label(words, "label"))
        made.lines.addWidget(label(text, wrap=True))
    hidden = label(health_hours(), "small", wrap=True)
    made.lines.addWidget(hidden)
    made.lines.addStretch(1)
    ask_no_more_than_needed(made)
    open_at(made, 560, 560)
    return made


def health_hours() -> str:
    """When carers see what the card says about health."""
    return _("Health is shown from half an hour before the visit until the child goes home.")
