"""The card of a person's file with what was given: projects, what is to be signed or asked again, language levels."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.actions import Command
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.boxes import Card, Nothing, clear
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.presenters.support import ACTIONS, SupportLine, SupportShown
from cicdesk.presenters.support_mending import MENDING
from cicdesk.presenters.words import kind_icon, state_words
from cicdesk.schema.snapshot import SyncState


class ServiceCard(Card):
    """Buttons that log what was done, and the state of it."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self.root = ""
        self.join: Callable[[], object] = lambda: None
        """Called when participations that were written down twice are to become one."""
        self.log = button("", "hand", "primary")
        self.log.clicked.connect(lambda: navigator.run(Command.NEW_SERVICE))
        self.again = button("", "redo")
        self.again.clicked.connect(lambda: navigator.run(Command.REPEAT_SERVICE))
        self.acts = {kind: button("", kind_icon(kind)) for kind, _words in ACTIONS}
        bar = QWidget()
        line = FlowLayout(bar, gap=8)  # large letters leave room for one in a line
        line.addWidget(self.log)
        line.addWidget(self.again)
        for kind, act in self.acts.items():
            act.clicked.connect(lambda _checked=False, kind=kind: self._begin(kind))
            line.addWidget(act)
        self._summary = label("", "muted", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.body.setSpacing(10)
        self.body.addWidget(bar)
        self.body.addWidget(self._summary)
        self.body.addLayout(self._rows)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.set_title(_("Support and projects"))
        for act, command in ((self.log, Command.NEW_SERVICE), (self.again, Command.REPEAT_SERVICE)):
            act.setText(command.words)
            act.setToolTip(f"{command.words}  {command.keys}")
        for kind, words in ACTIONS:
            self.acts[kind].setText(_(words))

    def show_support(self, root: str, shown: SupportShown) -> None:
        """Show what the file says."""
        self.root = root
        self.again.setVisible(bool(shown.summary))
        set_text(self._summary, shown.summary)
        clear(self._rows)
        for each in shown.lines:
            self._rows.addWidget(self._row(each))
        if not shown.lines and not shown.summary:
            self._rows.addWidget(Nothing("hand", _("No support is written down yet.")))

    def _row(self, line: SupportLine) -> RowButton:
        right = line.right or ("" if line.state is SyncState.SENT else state_words(line.state))
        row = RowButton(line.icon, line.title, line.text, right, line.tone)
        row.clicked.connect(lambda: self._open(line))
        for icon, words, act in self._acts_of(line):
            small = button("", icon, "quiet")
            small.setToolTip(words)
            small.setAccessibleName(words)
            small.clicked.connect(act)
            row.add_button(small)
        return row

    def _acts_of(self, line: SupportLine) -> list[tuple[str, str, Callable[[], None]]]:
        """Icons, words and what they do, at the end of a participation that was entered."""
        if line.double:
            return [("link", _("Make one of the two"), self._join)]
        if not line.entered:
            return []
        open_form = self._navigator.open_form
        return [
            (
                "edit",
                _("Put right what was written down on joining"),
                lambda: open_form("participation", line.id, values={MENDING: True}),
            ),
            (
                "check",
                _("End the participation"),
                lambda: open_form("participation", line.id, field="ended_on"),
            ),
        ]

    def _join(self) -> None:
        self.join()

    def _begin(self, kind: str) -> None:
        self._navigator.open_form(kind, values={"person": self.root})

    def _open(self, line: SupportLine) -> None:
        if line.state is SyncState.CONFLICT:
            self._navigator.open_conflict(line.id)
        else:
            self._navigator.open_form(line.kind, line.id)
