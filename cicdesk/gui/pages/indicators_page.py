"""Indicators: numbers at the left, what the chosen one means and who is behind it at the right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.export_parts import ExportPanel, buttons, fill, say
from cicdesk.gui.pages.indicators_cards import NumberButton
from cicdesk.gui.pages.indicators_list import IndicatorsList
from cicdesk.gui.pages.indicators_side import IndicatorSide
from cicdesk.gui.parts.boxes import scrolled, side_by_side
from cicdesk.gui.parts.choosing import ask_new_file
from cicdesk.gui.parts.texts import button, label
from cicdesk.presenters.indicators import IndicatorsPresenter, IndicatorsStart, MemberLine, Period
from cicdesk.presenters.indicators_shown import ReportShown

_NARROW = 820
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


class IndicatorsPanel(ExportPanel):
    """A tab of the reports. j and k move, Enter shows the people, Escape goes back."""

    def __init__(self, navigator: Navigator, failed: Callable[[BaseException], object]) -> None:
        super().__init__(failed)
        self._presenter: IndicatorsPresenter | None = None
        self._periods: Sequence[Period] = ()
        self.project, self.period = QComboBox(), QComboBox()
        self._project_words, self._period_words = label("", "label"), label("", "label")
        self.save_table, self.save_paper = button("", "check"), button("", "printer")
        self._hint = label("", "small", wrap=True)
        self._list = IndicatorsList()
        self.side = IndicatorSide(navigator, self._back)
        self._halves = QHBoxLayout()
        self._lay_out()
        self.project.activated.connect(lambda _index: self._choose_time())
        self.period.activated.connect(lambda _index: self._choose_time())
        self._list.chosen.connect(self.side.show_card)
        self._list.left_out_asked.connect(self._show_left_out)
        self.save_table.clicked.connect(self._save_table)
        self.save_paper.clicked.connect(self._save_paper)
        self.retranslate()

    @property
    def rows(self) -> dict[str, NumberButton]:
        """The numbers by their codes."""
        return self._list.rows

    def use(self, presenter: IndicatorsPresenter) -> None:
        """The thinking of this panel."""
        self._presenter = presenter
        self.side.use(presenter)
        self.stop.clicked.connect(presenter.stop)

    def makers(self) -> list[QWidget]:
        """What starts something."""
        return [self.save_table, self.save_paper]

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        for box in (self.project, self.period):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        outer.addLayout(buttons(self.project, self.period, self.save_table, self.save_paper))
        outer.addWidget(self._hint)
        outer.addWidget(self.busy_box)
        self._halves.setSpacing(16)
        self._halves.addWidget(scrolled(self._list), 2)
        self._halves.addWidget(scrolled(self.side), 3)
        outer.addLayout(self._halves, 1)
        self.side.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the numbers stand above what is said of one."""
        side_by_side(self._halves, event.size().width(), _NARROW)
        super().resizeEvent(event)

    def retranslate(self) -> None:
        """Say the fixed words."""
        super().retranslate()
        say(self._project_words, self.project, _("Project"))
        say(self._period_words, self.period, _("Time"))
        self.save_table.setText(_("Save as XLSX…"))
        self.save_paper.setText(_("Save as PDF…"))
        self._hint.setText(
            _(
                "j next   ·   k back   ·   Enter shows the people   ·   Esc goes back. Files hide numbers below five."
            )
        )
        self._list.retranslate()
        self.side.retranslate()

    def load(self) -> None:
        """Ask for what can be chosen, and for the numbers."""
        if self._presenter is not None:
            self._presenter.load()

    def focus_first(self) -> None:
        """Begin in the list, where j and k move."""
        if not self._list.focus_chosen():
            self.project.setFocus()

    def show_start(self, start: IndicatorsStart) -> None:
        """Show what can be chosen."""
        self._periods = start.periods
        fill(self.project, start.projects)
        fill(self.period, [(each.code, each.words) for each in start.periods])
        self.side.set_plans(plans=start.plans)

    def show_report(self, report: ReportShown) -> None:
        """Show the numbers; what was chosen stays chosen."""
        had_focus = self._list.has_focus() or self.project.hasFocus()
        self.side.setVisible(bool(report.cards))
        self._list.show_report(report, focus=had_focus)

    def show_people(self, title: str, lines: Sequence[MemberLine], more: int) -> None:
        """Show who is behind a number."""
        self.side.show_people(title, lines, more)

    def show_pages(self, pages: Sequence[object], dots: float) -> None:
        """Pages are written, not shown here."""
        del pages, dots

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and k move, Enter shows the people, Escape goes back."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers():
            self._list.step(step)
        elif event.key() == Qt.Key.Key_Escape and self.side.shows_people():
            self._back()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._list.has_focus():
            self.side.ask_people(None)
        else:
            super().keyPressEvent(event)

    def _show_left_out(self, reason: str, words: str) -> None:
        if self._presenter is not None:
            self._presenter.left_out(reason, words)

    def _back(self) -> None:
        self.side.show_number()
        self.focus_first()

    def _choose_time(self) -> None:
        chosen = next((each for each in self._periods if each.code == self.period.currentData()), None)
        if self._presenter is not None and chosen is not None:
            self._presenter.choose(str(self.project.currentData()), chosen.first, chosen.last)

    def _save_table(self) -> None:
        if self._presenter is not None:
            ask_new_file(self, self.save_table.text(), self._name("xlsx"), self._presenter.save_table)

    def _save_paper(self) -> None:
        if self._presenter is not None:
            ask_new_file(self, self.save_paper.text(), self._name("pdf"), self._presenter.save_paper)

    def _name(self, ending: str) -> str:
        return f"wskazniki_{self.project.currentData()}.{ending}"
