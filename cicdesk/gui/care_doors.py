"""The windows of the board of a place of care, each made with its presenter."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from cicdesk.gui.navigation import Navigator
from cicdesk.gui.windows.care_arrival_dialog import ArrivalDialog
from cicdesk.gui.windows.care_handover_dialog import HandoverDialog
from cicdesk.gui.windows.care_parts import CALLS_KEY, calls_dialog, card_dialog
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.care_arrival import ArrivalPresenter
from cicdesk.presenters.care_board import CardShown, calls_about, note_incident
from cicdesk.presenters.care_desk import Staff
from cicdesk.presenters.care_handover import HandoverPresenter
from cicdesk.presenters.care_lines import CallLine
from cicdesk.presenters.desk import Desk


class CareDoors:
    """Opens them beside the main window; locking closes them."""

    def __init__(
        self,
        navigator: Navigator,
        desk: Desk,
        workshop: Workshop,
        show: Callable[[QDialog], object],
    ) -> None:
        """`show` shows a dialog."""
        self._navigator = navigator
        self._desk = desk
        self._workshop = workshop
        self._show = show
        self._page: QWidget | None = None
        self.calling: QDialog | None = None
        """The list of whom to call that was opened last over another window."""

    def belong_to(self, page: QWidget) -> None:
        """The page whose window they belong to."""
        self._page = page

    def _add_calls(self, dialog: QDialog, session: str) -> None:
        """Whom to call about the child is one key away."""
        runner, desk = self._workshop.runner, self._desk

        def show(found: tuple[str, tuple[CallLine, ...]]) -> None:
            self.calling = calls_dialog(*found, dialog)
            self.calling.open()

        key = QShortcut(QKeySequence(CALLS_KEY), dialog)
        key.activated.connect(lambda: runner.start(dialog, lambda: calls_about(desk, session), show))

    def _window(self) -> QWidget:
        if self._page is None:
            raise LookupError
        return self._page.window()

    def arrival(self, session: str, staff: Staff) -> None:
        """The sheet of an arrival."""
        work = self._workshop
        dialog = ArrivalDialog(self._window(), lambda card: self._navigator.open_form("dependant", card))
        presenter = ArrivalPresenter(dialog, self._desk, work.runner, work.bus.publish, staff)
        dialog.use(presenter)
        presenter.open(session)
        self._add_calls(dialog, session)
        self._show(dialog)

    def handover(self, session: str) -> None:
        """Who collects."""
        work = self._workshop
        dialog = HandoverDialog(self._window(), lambda: self._note(dialog, session))
        presenter = HandoverPresenter(dialog, self._desk, work.runner, work.bus.publish)
        dialog.use(presenter)
        presenter.open(session)
        self._add_calls(dialog, session)
        self._show(dialog)

    def calls(self, name: str, calls: Sequence[CallLine]) -> None:
        """Whom to call."""
        self._show(calls_dialog(name, calls, self._window()))

    def card(self, card: CardShown) -> None:
        """What is to be known of a child."""
        dialog = card_dialog(card, self._window())
        self._add_calls(dialog, card.session)
        self._show(dialog)

    def _note(self, dialog: HandoverDialog, session: str) -> None:
        dialog.reject()
        note_incident(
            self._window(), self._desk, self._workshop.runner, session,
            lambda values: self._navigator.open_form("incident", values={**values, "kind": "REFUSED_HANDOVER"}),
        )  # fmt: skip
