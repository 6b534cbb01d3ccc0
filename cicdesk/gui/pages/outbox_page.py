"""The outbox: everything not yet at the centre, why, and a button for it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.actions import Command
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.boxes import Card, Nothing, Page, clear
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.presenters.outbox import OutboxPresenter, OutboxShown, Waiting
from cicdesk.schema.snapshot import SyncState

MOST_LISTED = 100


class OutboxPage(Page):
    """Empty is the goal of the day."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: OutboxPresenter | None = None
        self._title = label("", "title")
        self._state = label("", "muted", wrap=True)
        self._sync = button("", "sync", "primary")
        self._enrol = button("", "link")
        self._carried = label("", "strong", wrap=True)
        self._stick = button("", "stick")
        self._stick.clicked.connect(lambda: navigator.run(Command.COURIER))
        self._sync.clicked.connect(lambda: navigator.run(Command.SYNC))
        self._enrol.clicked.connect(lambda: navigator.run(Command.ENROL))
        self._conflicts, self._attention, self._waiting = Card(), Card(), Card()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 12, 24, 24)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._state)
        words.addWidget(self._carried)
        head.addLayout(words, 1)
        head.addWidget(self._enrol)
        head.addWidget(self._stick)
        head.addWidget(self._sync)
        column.addLayout(head)
        for card in (self._conflicts, self._attention, self._waiting):
            column.addWidget(card)
        column.addStretch(1)
        self.show_scrolled(content)
        self.retranslate()

    def use(self, presenter: OutboxPresenter) -> None:
        """The thinking of this page."""
        self._presenter = presenter

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._title.setText(_("Outbox"))
        self._sync.setText(_("Sync now   {keys}").format(keys="F5"))
        self._enrol.setText(_("Join the centre"))
        self._stick.setText(_("On a stick…"))
        self._stick.setToolTip(f"{Command.COURIER.words}  {Command.COURIER.keys}")

    def load(self) -> None:
        """Ask for the page."""
        if self._presenter is not None:
            self._presenter.load()

    def focus_first(self) -> None:
        """Begin at the sync button."""
        self._sync.setFocus()

    def show_outbox(self, shown: OutboxShown) -> None:
        """Show it."""
        self._state.setText(shown.badge.detail)
        self._enrol.setVisible(not shown.enrolled)
        self._sync.setVisible(shown.enrolled)
        self._stick.setVisible(shown.enrolled)
        set_text(self._carried, "\n".join(shown.carried))
        self._fill(self._conflicts, _("Somebody has to decide"), shown.conflicts)
        self._fill(self._attention, _("To be put right"), shown.attention)
        self._fill(self._waiting, _("Waits for the next sync"), shown.waiting)
        self._conflicts.setVisible(bool(shown.conflicts))
        self._attention.setVisible(bool(shown.attention))
        if not shown.waiting:
            everything = shown.badge.state is SyncState.SENT
            nothing = _("Everything is at the centre.") if everything else _("Nothing waits here.")
            self._waiting.body.addWidget(Nothing("check", nothing))

    def _fill(self, card: Card, title: str, lines: Sequence[Waiting]) -> None:
        clear(card.body)
        card.set_title(title, len(lines))
        for each in lines[:MOST_LISTED]:
            detail = each.advice or each.detail
            tone = {SyncState.CONFLICT: "danger", SyncState.ATTENTION: "warning"}.get(each.state, "")
            row = RowButton(each.icon, each.title, detail, each.when, tone)
            row.clicked.connect(lambda _checked=False, line=each: self._open(line))
            card.body.addWidget(row)

    def _open(self, line: Waiting) -> None:
        if line.state is SyncState.CONFLICT:
            self._navigator.open_conflict(line.record)
        else:
            self._navigator.open_form(line.kind, line.record)
