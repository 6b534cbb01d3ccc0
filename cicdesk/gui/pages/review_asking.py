"""What is asked before a decision: why, to whom, how many. Each is a small window; none of them blocks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import fit
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.theme import theme

_WIDE, _HIGH = 440, 96


class Asking(QDialog):
    """A question with its fields, a button that does it and one that changes nothing."""

    def __init__(self, parent: QWidget, title: str, words: str, does: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme().pixels(_WIDE))
        self.fields = QVBoxLayout()
        self.fields.setSpacing(8)
        self.done_by = button(does, "", "primary")
        self.done_by.setDefault(True)
        out = button(_("Cancel"))
        out.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(words, wrap=True))
        column.addLayout(self.fields)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(out)
        foot.addWidget(self.done_by)
        column.addLayout(foot)
        self.done_by.clicked.connect(self.accept)
        out.clicked.connect(self.reject)
        self.finished.connect(lambda _done: let_go(self))

    def ask(self, answered: Callable[[], object]) -> None:
        """Show it; `answered` is called if it is to be done."""
        self.accepted.connect(answered)
        fit(self)
        self.open()


def ask_reason(parent: QWidget, answered: Callable[[str], object]) -> Asking:
    """Why a case goes back to its author."""
    asking = Asking(
        parent, _("Return"), _("What is to be put right? The author reads it with the case."), _("Return")
    )
    text = _text(asking)
    asking.done_by.setEnabled(False)
    text.textChanged.connect(lambda: asking.done_by.setEnabled(bool(text.toPlainText().strip())))
    asking.ask(lambda: answered(text.toPlainText()))
    return asking


def ask_person(
    parent: QWidget, people: Sequence[tuple[str, str]], answered: Callable[[str, str], object]
) -> Asking:
    """To whom a case is passed on, and why."""
    asking = Asking(parent, _("Pass on"), _("Who decides about this case?"), _("Pass on"))
    who = QComboBox()
    who.setAccessibleName(_("Who decides"))
    for user, name in people:
        who.addItem(name, user)
    asking.fields.addWidget(who)
    text = _text(asking)
    asking.ask(lambda: answered(str(who.currentData() or ""), text.toPlainText()))
    return asking


def ask_number(parent: QWidget, words: str, count: int, answered: Callable[[str], object]) -> Asking:
    """Have the number of cases typed before they are approved together."""
    asking = Asking(
        parent, _("Approve what is clean"),
        f"{words}\n{_('Type their number to approve them. A copy of the file is made first.')}", _("Approve"),
    )  # fmt: skip
    line = _line(asking, _("How many cases"))
    asking.done_by.setEnabled(False)
    line.textChanged.connect(lambda text: asking.done_by.setEnabled(text.strip() == str(count)))
    asking.ask(lambda: answered(line.text()))
    return asking


def ask_words(parent: QWidget, answered: Callable[[str], object]) -> Asking:
    """What the author of something is asked."""
    words = _(
        "What do you want to ask? The comment stands in the file and reaches the author with the next exchange."
    )
    asking = Asking(parent, _("Write to the author"), words, _("Send"))
    text = _text(asking, _("Comment"))
    asking.done_by.setEnabled(False)
    text.textChanged.connect(lambda: asking.done_by.setEnabled(bool(text.toPlainText().strip())))
    asking.ask(lambda: answered(text.toPlainText()))
    return asking


def ask_line(parent: QWidget, title: str, words: str, answered: Callable[[str], object]) -> Asking:
    """A short text."""
    asking = Asking(parent, title, words, _("Save"))
    line = _line(asking, words)
    asking.ask(lambda: answered(line.text()))
    return asking


def _text(asking: Asking, name: str = "") -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setTabChangesFocus(True)
    text.setFixedHeight(theme().pixels(_HIGH))
    text.setAccessibleName(name or _("Reason"))
    text.setPlaceholderText(name or _("Reason"))
    asking.fields.addWidget(text)
    text.setFocus(Qt.FocusReason.OtherFocusReason)
    return text


def _line(asking: Asking, name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    asking.fields.addWidget(line)
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    return line
