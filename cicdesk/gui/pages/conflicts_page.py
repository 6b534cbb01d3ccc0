"""Conflicts and work set aside, of all points: decide, or ask the author."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.actions import Command
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.review_asking import ask_words
from cicdesk.gui.parts.boxes import Card, Nothing, Page, clear
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import button, label
from cicdesk.presenters.conflicts import ConflictsPresenter, Trouble


class ConflictsPage(Page):
    """Two lists, of one point or of all."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: ConflictsPresenter | None = None
        self._found: tuple[Sequence[Trouble], Sequence[Trouble]] = ((), ())
        self._title = label("", "title")
        self.office = QComboBox()
        self.office.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._conflicts, self._aside = Card(), Card()
        self._nothing = Nothing("check", "")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 12, 24, 24)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.office)
        column.addLayout(head)
        for part in (self._nothing, self._conflicts, self._aside):
            column.addWidget(part)
        column.addStretch(1)
        self.show_scrolled(content)
        self.office.currentIndexChanged.connect(lambda _index: self._show())
        self.retranslate()

    def use(self, presenter: ConflictsPresenter) -> None:
        """The thinking of this page."""
        self._presenter = presenter

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._title.setText(_("Conflicts and what was set aside"))
        self._nothing.say(_("Nobody has to decide anything, and nothing was set aside."))
        self.office.setAccessibleName(_("Office"))
        self._offer()
        self._show()

    def load(self) -> None:
        """Ask for both lists."""
        if self._presenter is not None:
            self._presenter.load()

    def show_troubles(self, conflicts: Sequence[Trouble], aside: Sequence[Trouble]) -> None:
        """Show both lists."""
        self._found = conflicts, aside
        self._offer()
        self._show()

    def _offer(self) -> None:
        offices = {each.office: each.where for found in self._found for each in found if each.office}
        held = self.office.currentData()
        self.office.blockSignals(True)
        self.office.clear()
        self.office.addItem(_("All points"), "")
        for code, where in sorted(offices.items()):
            self.office.addItem(where, code)
        self.office.setCurrentIndex(max(0, self.office.findData(held)))
        self.office.blockSignals(False)
        self.office.setVisible(len(offices) > 1)

    def _show(self) -> None:
        chosen = str(self.office.currentData() or "")
        shown = [[each for each in found if chosen in {"", each.office}] for found in self._found]
        titles = (_("Where to decide"), _("Set aside and handed over"))
        for card, title, troubles in zip((self._conflicts, self._aside), titles, shown, strict=True):
            card.set_title(title, len(troubles))
            card.setVisible(bool(troubles))
            clear(card.body)
            for each in troubles:
                self._add(card, each)
        self._nothing.setVisible(not any(shown))

    def _add(self, card: Card, trouble: Trouble) -> None:
        icon = "conflict" if trouble.decides else "outbox"
        row = RowButton(icon, trouble.title, trouble.detail, trouble.where)
        row.clicked.connect(lambda: self._open(trouble))
        ask = button(_("Write to the author"), "comment", "quiet")
        ask.setAccessibleName(f"{ask.text()}: {trouble.title}")
        ask.clicked.connect(lambda: self._ask(trouble))
        card.body.addWidget(row)
        card.body.addWidget(ask, 0, Qt.AlignmentFlag.AlignRight)

    def _open(self, trouble: Trouble) -> None:
        if trouble.decides:
            self._navigator.open_conflict(trouble.record)
        else:
            self._navigator.run(Command.OUTBOX)

    def _ask(self, trouble: Trouble) -> None:
        presenter = self._presenter
        if presenter is not None:
            ask_words(self, lambda text: presenter.ask(trouble, text))
