"""The outbox: everything not yet at the centre, why, and a button for it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.actions import Command
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.aside_row import AsideRow
from cicdesk.gui.parts.boxes import Card, Nothing, Page, clear, side_by_side
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.gui.windows.reading_dialog import ReadingDialog
from cicdesk.presenters.aside import Act, AsidePresenter, Reading
from cicdesk.presenters.outbox import OutboxPresenter, OutboxShown, Waiting, settle_line
from cicdesk.schema.snapshot import Snapshot, SyncState

MOST_LISTED = 100


class OutboxPage(Page):
    """Empty is the goal of the day."""

    def __init__(self, navigator: Navigator, show: Callable[[QDialog], object]) -> None:
        """`show`: where dialogs are shown."""
        super().__init__()
        self._show = show
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
        self._pause = button("", "pause", "quiet")
        self._pause.clicked.connect(lambda: navigator.run(Command.PAUSE))
        self._top = QHBoxLayout()
        self._progress = label("", "small", wrap=True)
        self._progress.hide()
        self._paused = False
        self._aside: AsidePresenter | None = None
        self._conflicts, self._attention, self._waiting = Card(), Card(), Card()
        self._tray, self._handed, self._settle = Card(), Card(), Card()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 12, 24, 24)
        column.setSpacing(16)
        column.addLayout(self._head())
        for card in (
            self._conflicts, self._settle, self._attention, self._tray, self._waiting, self._handed,
        ):  # fmt: skip
            column.addWidget(card)
        column.addStretch(1)
        self.show_scrolled(content)
        self.retranslate()

    def _head(self) -> QVBoxLayout:
        """What the page is with what can be done about all of it, and below it where things stand."""
        others = QHBoxLayout()
        for act in (self._enrol, self._stick, self._pause):
            others.addWidget(act)
        for layout in (others, self._top):
            layout.setSpacing(12)
        self._top.addWidget(self._title, 1)
        self._top.addLayout(others)
        self._top.addWidget(self._sync)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addLayout(self._top)
        for words in (self._state, self._carried, self._progress):
            head.addWidget(words)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the buttons stand below the title."""
        side_by_side(self._top, event.size().width())
        super().resizeEvent(event)

    def use(self, presenter: OutboxPresenter, aside: AsidePresenter) -> None:
        """The thinking of this page, and of what was set aside."""
        self._presenter = presenter
        self._aside = aside

    def show_progress(self, words: str) -> None:
        """How far the exchange under way has got; empty once it has ended."""
        set_text(self._progress, words)

    def show_paused(self, paused: bool) -> None:
        """The exchange is paused, or goes on."""
        self._paused = paused
        self._pause.setText(_("Resume") if paused else _("Pause"))

    def show_reading(self, reading: Reading) -> None:
        """Let work that was set aside be read."""
        self._show(ReadingDialog(reading, partial(self._agreed, reading), self.window()))

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._title.setText(_("Outbox"))
        self._sync.setText(_("Sync now   {keys}").format(keys="F5"))
        self._enrol.setText(_("Join the centre"))
        self.show_paused(self._paused)
        self._pause.setToolTip(f"{Command.PAUSE.words}  {Command.PAUSE.keys}")
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
        self._pause.setVisible(shown.enrolled)
        set_text(self._carried, "\n".join(shown.carried))
        self._fill(self._conflicts, _("Somebody has to decide"), shown.conflicts)
        self._fill_asides(self._attention, _("To be put right"), shown.attention)
        self._fill_asides(self._tray, _("Hand-over tray"), shown.tray)
        self._fill_asides(self._handed, _("With the coordinator"), shown.handed, tone="muted")
        self._fill_settle(shown.to_settle)
        self._fill(self._waiting, _("Waits for the next sync"), shown.waiting)
        self._conflicts.setVisible(bool(shown.conflicts))
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

    def _fill_asides(self, card: Card, title: str, lines: Sequence[Waiting], tone: str = "warning") -> None:
        clear(card.body)
        card.setVisible(bool(lines))
        card.set_title(title, len(lines))
        for each in lines[:MOST_LISTED]:
            card.body.addWidget(AsideRow(each, self._act, tone))

    def _fill_settle(self, handed: Sequence[Snapshot]) -> None:
        clear(self._settle.body)
        self._settle.setVisible(bool(handed))
        self._settle.set_title(_("Handed over to you"), len(handed))
        for each in handed[:MOST_LISTED]:
            self._settle.body.addWidget(
                AsideRow(settle_line(each), partial(self._read_handed, each), "accent")
            )

    def _read_handed(self, record: Snapshot, _act: Act, line: Waiting) -> None:
        if self._aside is not None:
            self._aside.read_handed(record, line.title)

    def _act(self, act: Act, line: Waiting) -> None:
        aside = self._aside
        if aside is None:
            return
        if act is Act.MEND:
            self._navigator.open_form(line.kind, line.record, field=line.field)
        elif act is Act.AGAIN:
            aside.send_again(line.id)
        elif act is Act.TAKE_OFF:
            aside.take_off(line.id)
        else:
            aside.read(line.id, line.title, line.advice, act)

    def _agreed(self, reading: Reading, words: str) -> None:
        if self._aside is None:
            return
        if reading.act is Act.SETTLE:
            self._aside.settle(reading.id, words)
        else:
            self._aside.hand_over(reading.id, words)

    def _open(self, line: Waiting) -> None:
        if line.state is SyncState.CONFLICT:
            self._navigator.open_conflict(line.record)
        else:
            self._navigator.open_form(line.kind, line.record)
