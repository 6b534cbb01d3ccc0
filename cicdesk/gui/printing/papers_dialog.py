"""The papers of a day and the tray: what to print together, in one go."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import _
from cicdesk.gui.failures import Failures
from cicdesk.gui.parts.boxes import open_at
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.presenters.paper_list import PaperListPresenter, PaperRow, PapersShown
from cicdesk.presenters.papers import Wanted

_WANTED = Qt.ItemDataRole.UserRole


class PaperList(QListWidget):
    """Papers with a tick each. Enter shows the one in sight."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSpacing(4)
        self.setWordWrap(True)  # what tells two papers apart often stands at the end
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fill(self, rows: Sequence[PaperRow]) -> None:
        """Show these; what was unticked before stays so."""
        left_out = {each for each in self.wanted() if each not in self.ticked()}
        self.clear()
        for row in rows:
            item = QListWidgetItem(_("{paper}: {about}").format(paper=row.label, about=row.about))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = row.wanted not in left_out
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            item.setData(_WANTED, row.wanted)
            self.addItem(item)

    def wanted(self) -> list[Wanted]:
        """Every paper in the list."""
        return [self.item(number).data(_WANTED) for number in range(self.count())]

    def ticked(self) -> list[Wanted]:
        """Those with a tick."""
        items = [self.item(number) for number in range(self.count())]
        return [each.data(_WANTED) for each in items if each.checkState() is Qt.CheckState.Checked]


class PapersDialog(QDialog):
    """Lets a person print the papers of a day in one go, and empty the tray."""

    preview_asked = Signal(object)
    """Papers to look at and print, as a list of `Wanted`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Papers"))
        self._failures = Failures(self)
        self._presenter: PaperListPresenter | None = None
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("dd.MM.yyyy")
        self.day.setAccessibleName(_("Day"))
        self.trip = QComboBox()
        self.trip.setAccessibleName(_("Trip"))
        self.of_day = PaperList(_("Papers of the day"))
        self.tray = PaperList(_("Waiting for a printer"))
        self._nothing = label(_("Nothing has to be printed for that day."), "muted", wrap=True)
        self._empty = label(_("Nothing waits for a printer."), "muted", wrap=True)
        self.print_day = button(_("Look at them and print"), "", "primary")
        self.print_tray = button(_("Look at them and print"))
        self.take_out = button(_("Take out of the tray"), "", "quiet")
        self._lay_out()
        self._connect()
        open_at(self, 720, 620)

    def use(self, presenter: PaperListPresenter, day: dt.date) -> None:
        """The thinking of this window, beginning with that day."""
        self._presenter = presenter
        self.day.blockSignals(True)
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.day.blockSignals(False)
        presenter.open(day)

    def show_papers(self, shown: PapersShown) -> None:
        """Show both lists."""
        self._show_trips(shown)
        self.of_day.fill(shown.of_day)
        self.tray.fill(shown.tray)
        set_text(self._nothing, "" if shown.of_day else _("Nothing has to be printed for that day."))
        set_text(self._empty, "" if shown.tray else _("Nothing waits for a printer."))
        self.of_day.setVisible(bool(shown.of_day))
        self.tray.setVisible(bool(shown.tray))
        self.print_day.setEnabled(bool(shown.of_day))
        for each in (self.print_tray, self.take_out):
            each.setEnabled(bool(shown.tray))

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        self._failures.show(error)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label(_("Papers of the day"), "heading"))
        head.addStretch(1)
        head.addWidget(self.trip)
        head.addWidget(self.day)
        column.addLayout(head)
        column.addWidget(self.of_day, 4)
        column.addWidget(self._nothing)
        column.addLayout(_row(self.print_day))
        column.addSpacing(8)
        column.addWidget(label(_("Waiting for a printer"), "heading"))
        column.addWidget(self.tray, 2)
        column.addWidget(self._empty)
        column.addLayout(_row(self.take_out, self.print_tray))
        column.addStretch(1)
        close = button(_("Close"), "", "quiet")
        close.clicked.connect(self.reject)
        column.addLayout(_row(close))

    def _connect(self) -> None:
        self.day.dateChanged.connect(self._another_day)
        self.trip.activated.connect(self._another_trip)
        for made, papers in ((self.print_day, self.of_day), (self.print_tray, self.tray)):
            made.clicked.connect(lambda _checked=False, papers=papers: self._ask(papers.ticked))
        for papers in (self.of_day, self.tray):
            papers.itemActivated.connect(lambda item: self.preview_asked.emit([item.data(_WANTED)]))
        self.take_out.clicked.connect(self._take_out)

    def _ask(self, papers: Callable[[], list[Wanted]]) -> None:
        if found := papers():
            self.preview_asked.emit(found)

    def _take_out(self) -> None:
        if self._presenter is not None and (found := self.tray.ticked()):
            self._presenter.take_out(found)

    def _show_trips(self, shown: PapersShown) -> None:
        self.trip.clear()
        self.trip.addItem(_("Everything of the day"), "")
        for record, place in shown.trips:
            self.trip.addItem(place, record)
        self.trip.setCurrentIndex(max(0, self.trip.findData(shown.trip)))
        self.trip.setVisible(bool(shown.trips))

    def _another_trip(self, index: int) -> None:
        if self._presenter is not None:
            self._presenter.open(self._presenter.day, str(self.trip.itemData(index)))

    def _another_day(self, day: QDate) -> None:
        if self._presenter is not None:
            self._presenter.open(dt.date(day.year(), day.month(), day.day()))


def _row(*acts: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    made.addStretch(1)
    for each in acts:
        made.addWidget(each)
    return made
