"""Interpreters: the queue of requests with the chosen one beside it, and the register."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.interpreters_queue import QueueList
from cicdesk.gui.pages.interpreters_register import RegisterPanel
from cicdesk.gui.pages.interpreters_request import RequestPanel
from cicdesk.gui.parts.boxes import Page, side_by_side
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.theme import theme
from cicdesk.presenters.interpreters import InterpretersPresenter
from cicdesk.presenters.interpreters_queue import QueueShown
from cicdesk.presenters.interpreters_register import RegisterLine, RegisterPresenter
from cicdesk.presenters.interpreters_request import RequestPresenter
from cicdesk.presenters.interpreters_shown import RequestShown
from cicdesk.schema.snapshot import Changes

_HEAD = 540
_LOW = 96
_NARROW = 900
"""A request beside the queue needs more room than a card beside another."""
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


class InterpretersPage(Page):
    """Who needs an interpreter, who can come, and who is in the register."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._queue_presenter: InterpretersPresenter | None = None
        self._request_presenter: RequestPresenter | None = None
        self._register_presenter: RegisterPresenter | None = None
        self._title = label("", "title")
        self._hint = label("", "small", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.tabs = (button("", "", "segment"), button("", "", "segment"))
        self._new = button("", "plus", "primary")
        self._new.clicked.connect(lambda: navigator.open_form("interpreter_request"))
        self.queue = QueueList(self._chosen)
        self.panel = RequestPanel(navigator, self.focus_first)
        self.register = RegisterPanel(navigator)
        self._stack, self._halves, self._head = QStackedWidget(), QHBoxLayout(), QHBoxLayout()
        self._narrow = False
        self._lay_out()
        self.retranslate()
        self.show_tab(0)

    def use(
        self, queue: InterpretersPresenter, request: RequestPresenter, register: RegisterPresenter
    ) -> None:
        """The thinking of this page."""
        self._queue_presenter, self._request_presenter = queue, request
        self._register_presenter = register
        self.panel.use(request)
        self.register.use(register)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 12, 24, 24)
        outer.setSpacing(12)
        head = self._head
        head.setSpacing(12)
        head.addWidget(self._title)
        tabs = QHBoxLayout()
        tabs.setSpacing(0)
        for number, (tab, edge) in enumerate(zip(self.tabs, ("first", "last"), strict=True)):
            tab.setProperty("edge", edge)
            tab.setCheckable(True)
            tab.clicked.connect(lambda _checked=False, number=number: self.show_tab(number))
            tabs.addWidget(tab)
        # One line also where the title stands above it, or little is left for the requests.
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(tabs)
        row.addWidget(self._hint, 1)
        row.addStretch(0)
        row.addWidget(self._new)
        head.addLayout(row, 1)
        outer.addLayout(head)
        requests = QWidget()
        halves = self._halves
        requests.setLayout(halves)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(16)
        halves.addWidget(self.queue, 2)
        halves.addWidget(self.panel, 3)
        for part in (self.queue, self.panel):
            part.setMinimumHeight(_LOW)  # or large letters make the window higher than a small screen
        self._stack.addWidget(requests)
        self._stack.addWidget(self.register)
        outer.addWidget(self._stack, 1)
        for each in (
            self._head,
            self._halves,
        ):  # until the width is known, or it widens a small window for ever
            each.setDirection(QHBoxLayout.Direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the queue stands above what was chosen from it."""
        width = event.size().width()
        side_by_side(self._head, width, _HEAD)
        side_by_side(self._halves, width, _NARROW)
        self._narrow = width < theme().pixels(_NARROW)
        self._show_hint()
        super().resizeEvent(event)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._title.setText(_("Interpreters"))
        for tab, words in zip(self.tabs, (_("Requests"), _("Register")), strict=True):
            tab.setText(words)
        self._new.setText(_("New request"))
        self._show_hint()
        for part in (self.queue, self.panel, self.register):
            part.retranslate()

    def show_tab(self, number: int) -> None:
        """Requests or the register."""
        for place, tab in enumerate(self.tabs):
            tab.setChecked(place == number)
        self._stack.setCurrentIndex(number)
        self._show_hint()
        self._new.setVisible(number == 0)
        if number:
            self.load()
            self.register.focus_first()

    def _show_hint(self) -> None:
        """The keys, where there is something they act on and room to say so."""
        acts = not self._narrow and self._stack.currentIndex() == 0 and bool(self.queue.ids)
        words = _("j next  ·  k back  ·  o offer  ·  a accepted  ·  d declined  ·  1–9 another possibility")
        self._hint.setText(words if acts else "")
        self._hint.setVisible(not self._narrow)

    def load(self) -> None:
        """Ask for what is in sight."""
        if self._stack.currentIndex():
            if self._register_presenter is not None:
                self._register_presenter.load()
        elif self._queue_presenter is not None and self._request_presenter is not None:
            self._queue_presenter.load()
            self._request_presenter.load()

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        for presenter in (self._queue_presenter, self._request_presenter, self._register_presenter):
            if presenter is not None:
                presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin in the queue, where the keys work."""
        if self._stack.currentIndex():
            self.register.focus_first()
        else:
            self.queue.focus_chosen()

    def show_queue(self, shown: QueueShown) -> None:
        """Show it; what was chosen stays chosen."""
        self.queue.show_queue(shown)
        self._show_hint()

    def show_request(self, shown: RequestShown | None) -> None:
        """Show the chosen request; the cursor goes back into the queue if what it was on is gone."""
        cursor: QWidget | None = self.focusWidget()
        had_focus = cursor is not None and self.panel.isAncestorOf(cursor)
        self.panel.show_request(shown)
        if had_focus and self.panel.ask.question is None and self.panel.shown is shown:
            self.queue.focus_chosen()

    def show_register(self, lines: Sequence[RegisterLine], held: int) -> None:
        """Show the register."""
        self.register.show_register(lines, held)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and k move; o, a, d and digits act on the chosen request; Enter opens its form."""
        key = Qt.Key(event.key())
        if self._stack.currentIndex() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.queue.move_on(_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.queue.has_cursor():
            self.panel.about.open_form()
        elif not self.panel.press(event.text().lower()):
            super().keyPressEvent(event)

    def _chosen(self, record: str) -> None:
        if self._request_presenter is not None:
            self._request_presenter.open(record)
