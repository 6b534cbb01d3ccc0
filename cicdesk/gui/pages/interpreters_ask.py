"""The box that asks before a step is taken: why, who called it off, or whether the client agrees."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.texts import button, label, set_text

_LONGEST = 300
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what stands on the button that goes on."""

    about: str
    """What the question belongs to; when that goes, the question goes."""
    words: str
    hint: str
    yes: str
    reasons: Sequence[Choice] = ()
    parties: Sequence[Choice] = ()
    danger: bool = False


class AskBox(QFrame):
    """Asks one question at a time. Enter answers, Esc leaves everything as it is."""

    def __init__(self, left: Callable[[], object]) -> None:
        """`left`: where the cursor goes when nothing is asked any more."""
        super().__init__()
        self._left = left
        self._done: Callable[[str, str, str], object] | None = None
        self.question: Question | None = None
        self.setProperty("role", "notice")
        self.setProperty("tone", "info")
        self._words = label("", "strong", wrap=True)
        self._hint = label("", "small", wrap=True)
        self.reason, self.party = QComboBox(), QComboBox()
        self.note = QLineEdit()
        self.note.setMaxLength(_LONGEST)
        self.yes, self.no = button("", "check", "primary"), button("", "", "quiet")
        self.yes.clicked.connect(self._answer)
        self.no.clicked.connect(self.leave)
        self._lay_out()
        self.retranslate()
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for each in (self._words, self._hint, self.reason, self.party, self.note):
            column.addWidget(each)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        column.addWidget(foot)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.reason.setAccessibleName(_("Reason"))
        self.party.setAccessibleName(_("Who called it off"))
        self.note.setAccessibleName(_("About the reason"))
        self.note.setPlaceholderText(_("About the reason, if there is more to say"))
        self.no.setText(_("Leave it"))

    def ask(self, question: Question, done: Callable[[str, str, str], object]) -> None:
        """Ask; `done` gets the reason, the remark and the party."""
        self.question, self._done = question, done
        self._words.setText(question.words)
        set_text(self._hint, question.hint)
        for box, choices in ((self.reason, question.reasons), (self.party, question.parties)):
            box.clear()
            for code, words in choices:
                box.addItem(words, code)
            box.setVisible(bool(choices))
        self.note.clear()
        self.note.setVisible(bool(question.reasons))
        self.yes.setText(question.yes)
        self.setAccessibleName(question.words)
        self.show()
        (self.reason if question.reasons else self.yes).setFocus()

    def leave(self) -> None:
        """Ask nothing any more."""
        self.question = self._done = None
        self.hide()
        self._left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers, Esc leaves; no other key gets to the page from here."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            (self.leave if self.no.hasFocus() else self._answer)()
        event.accept()

    def _answer(self) -> None:
        done = self._done
        said = (
            str(self.reason.currentData() or ""),
            self.note.text().strip(),
            str(self.party.currentData() or ""),
        )
        self.leave()
        if done is not None:
            done(*said)
