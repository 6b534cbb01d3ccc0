"""All numbers of a report below each other, one of them chosen, and what is counted apart."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.pages.indicators_cards import NumberButton
from cicdesk.gui.pages.indicators_side import fill_beside
from cicdesk.gui.parts.boxes import Card, clear
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import label
from cicdesk.presenters.indicators_shown import NumberCard, ReportShown


class IndicatorsList(QWidget):
    """The left half of the panel. What was chosen stays chosen when the numbers come anew."""

    chosen = Signal(object)
    """A `NumberCard`."""
    left_out_asked = Signal(str, str)
    """Who is not counted: the reason, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: dict[str, NumberCard] = {}
        self._chosen = ""
        self.rows: dict[str, NumberButton] = {}
        self._numbers, self._note = QVBoxLayout(), label("", "small", wrap=True)
        self._left_out, self._beside, self._services = Card(), Card(), Card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(12)
        self._numbers.setSpacing(2)
        column.addLayout(self._numbers)
        for card in (self._left_out, self._beside, self._services):
            column.addWidget(card)
            card.hide()
        column.addWidget(self._note)
        column.addStretch(1)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._left_out.set_title(_("Not counted"))
        self._beside.set_title(_("Apart from people"))
        self._services.set_title(_("Services given"))

    def show_report(self, report: ReportShown, *, focus: bool) -> None:
        """Show the numbers; with `focus` the cursor goes to the chosen one."""
        self._cards = {each.code: each for each in report.cards}
        clear(self._numbers)
        self.rows = {}
        for each in report.cards:
            row = NumberButton(each)
            row.clicked.connect(lambda _checked=False, code=each.code: self._choose(code))
            self._numbers.addWidget(row)
            self.rows[each.code] = row
        self._fill_left_out(report)
        fill_beside(self._beside, report.beside)
        fill_beside(self._services, report.services)
        self._beside.show()
        self._services.setVisible(bool(report.services))
        self._note.setText(report.note)
        if self._cards:
            code = self._chosen if self._chosen in self._cards else next(iter(self._cards))
            self._choose(code, focus=focus)

    def has_focus(self) -> bool:
        """Whether the cursor is on a number."""
        return any(row.hasFocus() for row in self.rows.values())

    def focus_chosen(self) -> bool:
        """Put the cursor on the chosen number; whether there is one."""
        row = self.rows.get(self._chosen)
        if row is not None:
            row.setFocus()
        return row is not None

    def step(self, step: int) -> None:
        """Choose the next number, or the one before."""
        codes = list(self._cards)
        if self._chosen in codes:
            place = codes.index(self._chosen) + step
            if 0 <= place < len(codes):
                self._choose(codes[place], focus=True)

    def _choose(self, code: str, *, focus: bool = False) -> None:
        self._chosen = code
        for each, row in self.rows.items():
            row.setChecked(each == code)
        if focus:
            self.rows[code].setFocus()
        self.chosen.emit(self._cards[code])

    def _fill_left_out(self, report: ReportShown) -> None:
        clear(self._left_out.body)
        for reason, words, number in report.left_out:
            row = RowButton("warning", words, "", str(number))
            row.clicked.connect(lambda _checked=False, told=(reason, words): self.left_out_asked.emit(*told))
            self._left_out.body.addWidget(row)
        self._left_out.setVisible(bool(report.left_out))
