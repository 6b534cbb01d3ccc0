"""The chosen indicator: what it counts, of whom, how it came about, what is wanted; or the people behind a number."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cicdesk.base.i18n import _, ngettext
from cicdesk.gui.charts.bars import BarsChart
from cicdesk.gui.charts.months import MonthsChart
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.export_parts import day_box, day_of, show_day
from cicdesk.gui.parts.boxes import Card, Nothing, clear
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import button, label, number_box, set_text
from cicdesk.presenters.indicators import Cell, IndicatorsPresenter, MemberLine, Target
from cicdesk.presenters.indicators_shown import NumberCard

_MOST = 10_000_000


class IndicatorSide(QWidget):
    """Beside the numbers. `leave` is called when somebody goes back to them."""

    def __init__(self, navigator: Navigator, leave: Callable[[], object]) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: IndicatorsPresenter | None = None
        self._shown: NumberCard | None = None
        self._plans = False
        self._about, self._people = Card(), Card()
        self._definition = label("", wrap=True, selectable=True)
        self._source = label("", "small", wrap=True, selectable=True)
        self._aims, self._grid, self._lines = QVBoxLayout(), QGridLayout(), QVBoxLayout()
        self.bars, self.months = BarsChart(), MonthsChart()
        self._bars_title, self._months_title = label("", "heading"), label("", "heading")
        self.everybody, self.back = button("", "people"), button("", "back", "quiet")
        self.value, self.by = number_box(1, _MOST), day_box()
        self.aim, self.drop = button("", "check"), button("", "trash", "quiet")
        self._aim_row = QWidget()
        self.everybody.clicked.connect(lambda: self.ask_people(None))
        self.back.clicked.connect(leave)
        self.aim.clicked.connect(self._aim)
        self.drop.clicked.connect(self._drop)
        self._lay_out()
        self.retranslate()

    def use(self, presenter: IndicatorsPresenter) -> None:
        """The thinking of this side."""
        self._presenter = presenter

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(self._about)
        column.addWidget(self._people)
        column.addStretch(1)
        body = self._about.body
        body.setSpacing(10)
        for each in (self._definition, self._source):
            body.addWidget(each)
        body.addLayout(self._aims)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(2)
        body.addLayout(self._grid)
        for words, chart in ((self._bars_title, self.bars), (self._months_title, self.months)):
            body.addWidget(words)
            body.addWidget(chart)
        self._about.add_act(self.everybody)
        row = QHBoxLayout(self._aim_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.value, self.by, self.aim, self.drop):
            row.addWidget(part)
        row.addStretch(1)
        body.addWidget(self._aim_row)
        self._people.add_act(self.back)
        self._people.body.addLayout(self._lines)
        self._lines.setSpacing(2)
        self._people.hide()

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.everybody.setText(_("Show the people"))
        self.back.setText(_("Back to the number"))
        self.aim.setText(_("Set the target"))
        self.drop.setText(_("No target"))
        for box, words in ((self.value, _("Target")), (self.by, _("Day of the target"))):
            box.setAccessibleName(words)
            for line in box.findChildren(QLineEdit):
                line.setAccessibleName(words)
        self._bars_title.setText(_("By sex and age on joining"))
        self._months_title.setText(_("Month by month: bars who joined, line all together"))

    def set_plans(self, *, plans: bool) -> None:
        """Whether targets can be set."""
        self._plans = plans

    def shows_people(self) -> bool:
        """Whether people are in sight instead of a number."""
        return not self._people.isHidden()

    def show_card(self, card: NumberCard) -> None:
        """Show an indicator."""
        self._shown = card
        self.show_number()
        self._about.set_title(f"{card.code}  {card.number}")
        self._definition.setText(card.definition)
        self._source.setText(card.source)
        clear(self._aims)
        for words, tone in card.aims:
            self._aims.addWidget(label(words, tone, wrap=True))
        self._fill_table(card)
        self.bars.show_bars(card.bars)
        self.months.show_months(card.months)
        self._bars_title.setVisible(card.bars is not None)
        self._months_title.setVisible(card.months is not None)
        self.everybody.setVisible(card.counted)
        self._aim_row.setVisible(self._plans and bool(card.table))
        self._show_target(card)

    def show_number(self) -> None:
        """Back from the people."""
        self._people.hide()
        self._about.show()

    def show_people(self, title: str, lines: Sequence[MemberLine], more: int) -> None:
        """Show who is behind a number."""
        self._people.set_title(title, len(lines) + more)
        clear(self._lines)
        for each in lines:
            row = RowButton("person", each.name, each.detail, each.when)
            row.clicked.connect(lambda _checked=False, person=each.person: self._navigator.open_file(person))
            self._lines.addWidget(row)
        if more:
            words = ngettext(
                "{count} more: choose a smaller number of the table.",
                "{count} more: choose a smaller number of the table.",
                more,
            )
            self._lines.addWidget(label(words.format(count=more), "muted", wrap=True))
        if not lines:
            self._lines.addWidget(Nothing("people", _("Nobody.")))
        self._about.hide()
        self._people.show()
        self.back.setFocus()

    def ask_people(self, cell: Cell | None, words: str = "") -> None:
        """Ask who is behind the indicator, or behind one cell."""
        if self._presenter is not None and self._shown is not None and self._shown.counted:
            title = "  ·  ".join(filter(None, (self._shown.code, words)))
            self._presenter.people(self._shown.code, cell, title)

    def _fill_table(self, card: NumberCard) -> None:
        clear(self._grid)
        for place, head in enumerate(card.heads):
            words = label(head, "label")
            if place:
                words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(words, 0, place)
            self._grid.setColumnStretch(place, 1)
        for number, line in enumerate(card.table, 1):
            self._grid.addWidget(label(line.label, "label"), number, 0)
            for place, (cell, head) in enumerate(zip(line.cells, card.heads[1:], strict=True), 1):
                self._grid.addWidget(self._cell(cell, f"{line.label}, {head}"), number, place)

    def _cell(self, cell: Cell, words: str) -> QWidget:
        made = button(cell.text, "", "quiet")
        made.setEnabled(cell.number > 0)
        made.setAccessibleName(f"{words}: {cell.text}")
        made.setToolTip(_("Show the people"))
        made.clicked.connect(lambda: self.ask_people(cell, words))
        return made

    def _show_target(self, card: NumberCard) -> None:
        held = self._presenter.target_of(card.code) if self._presenter is not None else None
        self.drop.setVisible(held is not None)
        if held is not None:
            self.value.setValue(held.value)
            show_day(self.by, held.by_day)
        elif self._presenter is not None:
            show_day(self.by, self._presenter.proposed_day())
            self.value.setValue(self.value.minimum())

    def _aim(self) -> None:
        if self._presenter is not None and self._shown is not None:
            held = self._presenter.target_of(self._shown.code)
            record = held.record if held is not None else ""
            self._presenter.aim(Target(self._shown.code, self.value.value(), day_of(self.by), record))

    def _drop(self) -> None:
        held = self._presenter.target_of(self._shown.code) if self._presenter and self._shown else None
        if held is not None and self._presenter is not None:
            self._presenter.drop_aim(held)


def fill_beside(card: Card, lines: Sequence[tuple[str, str]]) -> None:
    """Words and numbers, one under the other."""
    clear(card.body)
    for words, number in lines:
        row = QHBoxLayout()
        row.addWidget(label(words, wrap=True), 1)
        shown = label("", "strong")
        set_text(shown, number)
        row.addWidget(shown)
        card.body.addLayout(row)
