"""From a record, a day or the tray to the pages on the screen."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QMenu, QWidget

from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.printing.papers_dialog import PapersDialog
from cicdesk.gui.printing.press import QtPress
from cicdesk.gui.printing.preview_dialog import PreviewDialog
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.paper_list import PaperListPresenter, paper_choices
from cicdesk.presenters.papers import PreviewPresenter, Wanted
from cicdesk.schema.snapshot import Snapshot

Show = Callable[[QDialog], None]


class PaperDialogs:
    """Makes the windows for papers with their presenters."""

    def __init__(
        self, window: QWidget, desk: Desk, workshop: Workshop, show: Show, is_closed: Callable[[], bool]
    ) -> None:
        """`is_closed`: whether the profile is being locked, so that nothing comes back."""
        self._window = window
        self._desk = desk
        self._workshop = workshop
        self._show = show
        self._is_closed = is_closed

    def open(self, record: Snapshot | None) -> None:
        """The papers of that record, where it has any; else those of today and of the tray."""
        choices = paper_choices(record.kind) if record is not None else ()
        if record is None or not choices:
            self._list()
        elif len(choices) == 1:
            self._preview([Wanted(choices[0][0], record.id, self._day_for(record))])
        else:
            self._ask(record, choices)

    def _ask(self, record: Snapshot, choices: Sequence[tuple[str, str]]) -> None:
        menu = QMenu(self._window)
        for code, words in choices:
            wanted = Wanted(code, record.id, self._day_for(record))
            menu.addAction(words).triggered.connect(partial(self._chosen, wanted))
        menu.aboutToHide.connect(lambda: let_go(menu))
        menu.popup(self._window.mapToGlobal(self._window.rect().center()))

    def _chosen(self, wanted: Wanted, _checked: object = None) -> None:
        self._preview([wanted])

    def _day_for(self, record: Snapshot) -> str:
        """A place of care has a journal for each day; today's is meant."""
        return self._today().isoformat() if record.kind == "care_place" else ""

    def _today(self) -> dt.date:
        return self._workshop.clock.now().astimezone().date()

    def _list(self) -> None:
        work = self._workshop
        dialog = PapersDialog(self._window)
        presenter = PaperListPresenter(dialog, self._desk, work.runner, work.bus.publish)
        dialog.preview_asked.connect(lambda wanted: self._leave_for(dialog, wanted))
        dialog.use(presenter, self._today())
        self._show(dialog)

    def _leave_for(self, dialog: PapersDialog, wanted: Sequence[Wanted]) -> None:
        """One window at a time: the list comes back when the pages are closed."""
        dialog.accept()
        self._preview(wanted).rejected.connect(lambda: None if self._is_closed() else self._list())

    def _preview(self, wanted: Sequence[Wanted]) -> PreviewDialog:
        work = self._workshop
        dialog = PreviewDialog(work.runner, self._window)
        presenter = PreviewPresenter(dialog, self._desk, work.runner, QtPress(), work.bus.publish)
        dialog.use(presenter)
        presenter.open(wanted)
        self._show(dialog)
        return dialog
