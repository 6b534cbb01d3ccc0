"""The screen when a child is not handed over: large, calm, with what to do and whom to call."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import ask_no_more_than_needed, clear, scrolled
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.theme import theme
from cicdesk.gui.windows.care_parts import fill_calls, foot
from cicdesk.presenters.care_handover import RefusedShown

_COLUMN = 760


class RefusalPanel(QFrame):
    """Nothing here can be done in a hurry; it was written down already."""

    def __init__(
        self, back: Callable[[], object], close: Callable[[], object], incident: Callable[[], object]
    ) -> None:
        super().__init__()
        self._title = label("", "display", wrap=True)
        self._who = label("", "muted", wrap=True)
        self._reasons = label("", "warning", wrap=True)
        self.why = button(_("Why (not for the person at the door)"), "eye", "quiet")
        self.why.clicked.connect(self._show_why)
        self._steps, self._calls = QVBoxLayout(), QVBoxLayout()
        self.first = button(_("Back to the list"))
        self.incident = button(_("Incident note"), "note")
        self.close_button = button(_("Close"), "", "primary")
        self.first.clicked.connect(back)
        self.incident.clicked.connect(incident)
        self.close_button.clicked.connect(close)
        self._lay_out()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 32, 32, 24)
        outer.setSpacing(16)
        content, middle = QWidget(), QWidget()
        middle.setMaximumWidth(theme().pixels(_COLUMN))
        across = QHBoxLayout(content)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(middle, 8)
        across.addStretch(1)
        column = QVBoxLayout(middle)
        column.setSpacing(14)
        for each in (self._title, self._who, self._reasons):
            column.addWidget(each)
        column.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)
        self._steps.setSpacing(10)
        self._calls.setSpacing(10)
        column.addSpacing(6)
        column.addLayout(self._steps)
        column.addSpacing(6)
        column.addLayout(self._calls)
        column.addWidget(label(_("This refusal has been written down in the visit."), "small", wrap=True))
        column.addStretch(1)
        outer.addWidget(scrolled(content), 1)
        outer.addLayout(foot(self.first, self.incident, self.close_button))
        for act in (self.first, self.incident, self.close_button, self.why):
            act.setAutoDefault(False)

    def show_refused(self, shown: RefusedShown) -> None:
        """Show it."""
        self._title.setText(_("{name} stays here").format(name=shown.name))
        who = _("Not handed over to: {who}").format(who=shown.who) if shown.who else _("Not handed over.")
        self._who.setText(who)
        self._reasons.setText("\n".join(shown.reasons))
        self._reasons.setVisible(not shown.discreet)
        self.why.setVisible(shown.discreet)
        clear(self._steps)
        for number, each in enumerate(shown.steps, start=1):
            self._steps.addWidget(_step(number, each))
        clear(self._calls)
        fill_calls(self._calls, shown.calls)
        ask_no_more_than_needed(self)

    def _show_why(self) -> None:
        self._reasons.setVisible(not self._reasons.isVisible())


def _step(number: int, words: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(label(str(number), "kbd"))
    row.addWidget(label(words, "heading", wrap=True), 1)
    return made
