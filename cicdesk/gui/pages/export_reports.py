"""The report of a trip and of a month: chosen, looked at, written as a PDF."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.pages.export_parts import ExportPanel, fill, labelled, say
from cicdesk.gui.parts.boxes import Card, scrolled
from cicdesk.gui.parts.choosing import ask_new_file
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.printing.page_view import PageView
from cicdesk.presenters.export_reports import Asked, ReportsPresenter, ReportsStart, Scope, suggested_name

_TRIP, _MONTH = "trip", "month"


class ReportsPanel(ExportPanel):
    """What is counted stands on the page at the right, as it will be printed."""

    def __init__(self, failed: Callable[[BaseException], object]) -> None:
        super().__init__(failed)
        self.look, self.save = button("", "search"), button("", "check", "primary")
        self.what, self.trip, self.month = QComboBox(), QComboBox(), QComboBox()
        self.office, self.project = QComboBox(), QComboBox()
        self._labels = [label("", "label") for _ in range(5)]
        self._why = label("", "muted", wrap=True)
        self._card = Card()
        self.pages = PageView()
        self._begun = False
        self._lay_out()
        self.what.currentIndexChanged.connect(self._show_room)
        self.look.clicked.connect(self._look)
        self.save.clicked.connect(self._save)
        self.retranslate()

    def use(self, presenter: ReportsPresenter) -> None:
        """The thinking of this panel."""
        self._presenter = presenter
        self.stop.clicked.connect(presenter.stop)

    def makers(self) -> list[QWidget]:
        """What starts something."""
        return [self.look, self.save]

    def _lay_out(self) -> None:
        body = self._card.body
        body.setSpacing(12)
        body.addWidget(self._why)
        for words, box in zip(self._labels, self._boxes(), strict=True):
            body.addLayout(labelled(words, box))
        body.addSpacing(4)
        body.addWidget(self.look)
        body.addWidget(self.save)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(self._card)
        column.addStretch(1)
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addWidget(scrolled(left), 2)
        halves.addWidget(self.pages, 3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.busy_box)
        outer.addLayout(halves, 1)

    def _boxes(self) -> tuple[QComboBox, ...]:
        return self.what, self.trip, self.month, self.office, self.project

    def retranslate(self) -> None:
        """Say the fixed words."""
        super().retranslate()
        self._card.set_title(_("Report"))
        self._why.setText(
            _("Reports count and name nobody. They bear the head and the signs of the project.")
        )
        texts = (_("Report"), _("Trip"), _("Month"), _("Office"), _("Head of the project"))
        for words, box, text in zip(self._labels, self._boxes(), texts, strict=True):
            say(words, box, text)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        fill(self.what, [(_MONTH, _("Monthly report")), (_TRIP, _("Trip report"))])
        self.look.setText(_("Look at it"))
        self.save.setText(_("Save as PDF…"))
        self._show_room()

    def load(self) -> None:
        """Ask for what can be chosen."""
        self._presenter.load()

    def focus_first(self) -> None:
        """Begin with the kind of report."""
        self.what.setFocus()

    def show_start(self, start: ReportsStart) -> None:
        """Show what can be chosen."""
        fill(self.trip, start.trips)
        fill(self.month, start.months)
        fill(self.office, [("", _("All offices whose records are here")), *start.offices])
        fill(self.project, [*start.projects, ("", _("No project"))])
        self._show_room()

    def show_pages(self, pages: Sequence[object], dots: float) -> None:
        """Show the report as it will be printed."""
        self.pages.show_pages([each for each in pages if isinstance(each, QImage)], dots)

    def asked(self) -> Asked | None:
        """What is chosen; None where there is no trip to choose."""
        project = str(self.project.currentData() or "")
        if self.what.currentData() == _TRIP:
            trip = str(self.trip.currentData() or "")
            return Asked(Scope(trip=trip), project) if trip else None
        scope = Scope(
            month=str(self.month.currentData() or ""), office=str(self.office.currentData() or ""),
            project=project,
        )  # fmt: skip
        return Asked(scope, project) if scope.month else None

    def _show_room(self) -> None:
        of_trip = self.what.currentData() == _TRIP
        for words, box, shown in zip(
            self._labels[1:4], self._boxes()[1:4], (of_trip, not of_trip, not of_trip), strict=True
        ):
            words.setVisible(shown)
            box.setVisible(shown)

    def _look(self) -> None:
        asked = self.asked()
        if asked is not None:
            self._presenter.look(asked)

    def _save(self) -> None:
        asked, presenter = self.asked(), self._presenter
        if asked is not None:
            ask_new_file(
                self, self.save.text(), suggested_name(asked), lambda path: presenter.save(asked, path)
            )
