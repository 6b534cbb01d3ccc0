"""The frame of the program: rail, search box, badge, notices, and the page in sight."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.actions import OF_PAGES, Command, make_action, retranslate_actions
from cicdesk.gui.forms.ui_main_window import Ui_MainWindow
from cicdesk.gui.parts.boxes import Page
from cicdesk.gui.parts.texts import clearable
from cicdesk.gui.theme import set_icon, theme
from cicdesk.gui.windows.exchange_badge import ExchangeBadge
from cicdesk.gui.windows.notices import Notices
from cicdesk.gui.windows.rail import RailButton
from cicdesk.gui.windows.search_popup import SearchPopup
from cicdesk.presenters.badge import BadgeWords
from cicdesk.presenters.search import Found, Offered, SearchPresenter

PAGES = (
    Command.TODAY, Command.PEOPLE, Command.REVIEW, Command.OUTBOX, Command.CARE, Command.INTERPRETERS,
    Command.CALENDAR, Command.REPORTS, Command.JOBS,
)  # fmt: skip
FOOT = (Command.PREFERENCES, Command.ABOUT)
_TYPING = 60
_RAIL, _NARROW_RAIL = 232, 205
_LARGE = 1.5
"""From this scale on the frame leaves out what a tooltip can say, so that the window fits a small screen."""


class MainWindow(QMainWindow):
    """Shows pages and passes commands on; `done` is called with each."""

    closing = Signal()
    """The person closes the window."""

    def __init__(self, done: Callable[[Command], None], chosen: Callable[[Found], None]) -> None:
        super().__init__()
        self._done = done
        self._ui = Ui_MainWindow()
        self._ui.setupUi(self)
        self._ui.place.setProperty("role", "small")
        self._ui.badge.setProperty("role", "badge")
        self._ui.who.setProperty("role", "quiet")
        set_icon(self._ui.who, "lock", "accent", 18)
        clearable(self._ui.search, "search")
        self.notices = Notices(self._ui.notices)
        self._rail: dict[Command, RailButton] = {}
        self.command: Command | None = None
        self.badge = ExchangeBadge(self._ui.badge)
        self._search: SearchPresenter | None = None
        self.popup = SearchPopup(self._ui.search, self._ui.central, chosen)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(self._typed)
        self.popup.left.connect(self._search_left)
        self._set_up()

    def _set_up(self) -> None:
        for layout, commands in ((self._ui.queues, PAGES), (self._ui.foot, FOOT)):
            for command in commands:
                made = RailButton(command, page=command in PAGES)
                made.clicked.connect(lambda _checked=False, each=command: self._done(each))
                layout.addWidget(made)
                self._rail[command] = made
        for command in Command:
            if command not in OF_PAGES:
                make_action(command, self, partial(self._done, command))
        self._ui.search.textChanged.connect(self._type_on)
        self._ui.badge.clicked.connect(lambda: self._done(Command.OUTBOX))
        self._ui.who.clicked.connect(lambda: self._done(Command.SWITCH_USER))
        self._retranslate()
        _fit(self._ui.rail)

    def offer(self, admits: Callable[[str], bool], *, search: bool = True) -> None:
        """Show the buttons only of commands that are open for whoever is working; `search`: whether one may search."""
        for command, button in self._rail.items():
            button.setVisible(admits(command.name))
        self._ui.search.setVisible(search)

    def remove_page(self, page: QWidget) -> None:
        """The page is closed."""
        self._ui.pages.removeWidget(page)

    def show_page(self, page: QWidget, command: Command | None = None, *, load: bool = True) -> None:
        """Bring a page in sight; the rail marks the queue it belongs to."""
        self.command = command
        for each, button in self._rail.items():
            button.setChecked(each is command)
        if self._ui.pages.indexOf(page) < 0:
            self._ui.pages.addWidget(page)
        self._ui.pages.setCurrentWidget(page)
        if isinstance(page, Page):
            if load:
                page.load()
            page.focus_first()

    @property
    def page(self) -> QWidget | None:
        """The page in sight."""
        return self._ui.pages.currentWidget()

    def use_search(self, presenter: SearchPresenter) -> None:
        """The thinking of the search box."""
        self._search = presenter

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self._ui.search.setFocus()
        self._ui.search.selectAll()

    def show_badge(self, words: BadgeWords) -> None:
        """Show the state of the exchange."""
        self.badge.show(words)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show the numbers beside the queues."""
        for command, name in (
            (Command.PEOPLE, "people"),
            (Command.REVIEW, "review"),
            (Command.OUTBOX, "outbox"),
            (Command.INTERPRETERS, "interpreters"),
        ):
            state = self.badge.state if command is Command.OUTBOX else ""
            tone = {"attention": "warning", "conflict": "danger"}.get(state, "")
            self._rail[command].set_count(counts.get(name, 0), tone)

    def show_place(self, user: str, office: str) -> None:
        """Show who is working, and for which office."""
        self._ui.who.setText(user)
        self._ui.place.setText(office)

    def show_found(self, text: str, found: Sequence[Found]) -> None:
        """Show what search found."""
        self.popup.show_found(text, found)

    def hide_found(self) -> None:
        """Close the list under the search box."""
        self.popup.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._ui.retranslateUi(self)
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            _fit(self._ui.rail)
            self.badge.say_again()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell whoever keeps the program."""
        self.closing.emit()
        super().closeEvent(event)

    def stop(self) -> None:
        """The profile is being closed: nothing is asked any more."""
        self._typing.stop()

    def _type_on(self, text: str) -> None:
        if text.strip():
            self._typing.start()
        else:
            self._typing.stop()
            self._typed()

    def _typed(self) -> None:
        if self._search is not None:
            self._search.type(self._ui.search.text())

    def _search_left(self) -> None:
        """What is still being looked for would come up over the page."""
        self._typing.stop()
        if self._search is not None:
            self._search.type("")

    def _retranslate(self) -> None:
        self._ui.search.setPlaceholderText(
            _("{hint}   ({keys})").format(
                hint=_("Search people, contacts, cases — or type a command"), keys=Command.SEARCH.keys
            )
        )
        self._ui.who.setToolTip(_("Lock, or let somebody else work  {keys}").format(keys=Command.LOCK.keys))
        for each in self._rail.values():
            each.retranslate()
        retranslate_actions(self)


def _fit(rail: QWidget) -> None:
    """The rail is as wide as the scale in use asks for."""
    rail.setFixedWidth(theme().pixels(_RAIL if theme().scale < _LARGE else _NARROW_RAIL))


def offered_commands() -> list[Offered]:
    """The commands that can be typed into the search box."""
    return [
        Offered(command.name, command.words, command.keys, command.value.icon)
        for command in Command
        if command.value.offered
    ]
