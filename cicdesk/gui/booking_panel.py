"""Beside the fields of a booking: the state of each part, who can interpret and why, and what else would do."""

from collections.abc import Callable
from operator import methodcaller

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import Card, clear
from cicdesk.gui.parts.rows import Elided, RowButton
from cicdesk.gui.parts.texts import button, icon_label, label, pill
from cicdesk.presenters.interpreters_ranked import CandidateLine
from cicdesk.presenters.together import TogetherPresenter
from cicdesk.presenters.together_look import PartLine, TogetherShown

_IN_WORDS = frozenset({"danger", "warning"})
"""Tones of reasons, which may be long: sentences in that colour, as against a word on a coloured ground."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class BookingPanel(QWidget):
    """What this laptop knows. Give it its presenter with `use`."""

    def __init__(self) -> None:
        super().__init__()
        self._presenter: TogetherPresenter | None = None
        self.shown = TogetherShown()
        self.parts, self.matches, self.others = Card(), Card(), Card()
        self.choices: list[RowButton] = []
        """What can be chosen, from above to below."""
        self.why = button("", "help", "quiet")
        self.why.setCheckable(True)
        self.why.toggled.connect(self._show_excluded)
        self._ranked, self._excluded = QVBoxLayout(), QVBoxLayout()
        for rows in (self._ranked, self._excluded):
            rows.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 12, 4)
        column.setSpacing(16)
        for card in (self.parts, self.matches, self.others):
            card.body.setSpacing(6)
            column.addWidget(card)
        self.matches.body.addLayout(self._ranked)
        self.matches.body.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)
        self.matches.body.addLayout(self._excluded)
        column.addStretch(1)
        self.retranslate()

    def use(self, presenter: TogetherPresenter) -> None:
        """The thinking of this panel."""
        self._presenter = presenter

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.parts.set_title(_("What can be had"))
        self.matches.set_title(_("Who can interpret"))
        self.others.set_title(_("What else would do"))
        self.why.setText(_("Why not the others"))
        self.show_together(self.shown)

    def show_together(self, shown: TogetherShown) -> None:
        """Show it; the cursor stays on the line that it was on."""
        place = next((n for n, row in enumerate(self.choices) if row.hasFocus()), None)
        self.shown, self.choices = shown, []
        self._show_parts(shown)
        self._show_matches(shown)
        self._show_others(shown)
        if place is not None and self.choices:
            self.choices[min(place, len(self.choices) - 1)].setFocus()

    def focus_first(self) -> None:
        """Begin at the first line that can be chosen."""
        if self.choices:
            self.choices[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from line to line."""
        step = _STEPS.get(Qt.Key(event.key()))
        place = next((n for n, row in enumerate(self.choices) if row.hasFocus()), None)
        if step is None or place is None:
            super().keyPressEvent(event)
            return
        self.choices[max(0, min(place + step, len(self.choices) - 1))].setFocus()

    def _show_parts(self, shown: TogetherShown) -> None:
        clear(self.parts.body)
        for each in shown.parts:
            self.parts.body.addWidget(_part(each))
        for note in shown.notes:
            self.parts.body.addWidget(label(note, "warning", wrap=True))
        words = _("As far as this laptop knows. Saving reserves it provisionally; the centre makes it final.")
        self.parts.body.addWidget(label(words, "small", wrap=True))

    def _show_matches(self, shown: TogetherShown) -> None:
        clear(self._ranked)
        self.matches.setVisible(bool(shown.ranked or shown.unlisted))
        for place, each in enumerate(shown.ranked, start=1):
            self._offer(self._ranked, self._candidate(place, each), methodcaller("choose", each))
        self.why.setVisible(bool(shown.unlisted))
        self._show_excluded()

    def _show_excluded(self) -> None:
        """Everybody who cannot come, with every reason, once it is asked for."""
        clear(self._excluded)
        for each in self.shown.unlisted if self.why.isChecked() else ():
            self._excluded.addWidget(label(f"{each.name}: {' '.join(each.reasons)}", "small", wrap=True))

    def _candidate(self, place: int, line: CandidateLine) -> RowButton:
        chosen = line.id == self.shown.chosen
        right = _("chosen") if chosen else _("{count} points").format(count=line.score)
        detail = "\n".join([*(words for words, _points in line.merits[:2]), *line.warnings])
        row = RowButton("interpreter", f"{place}. {line.name}", detail, right, "success" if chosen else "")
        told = ", ".join(f"{words} {points:+}" for words, points in line.merits)
        row.setToolTip(told)
        row.setAccessibleDescription(told)
        return row

    def _show_others(self, shown: TogetherShown) -> None:
        body = self.others.body
        clear(body)
        self.others.setVisible(bool(shown.plans or shown.times))
        for plan in shown.plans:
            asks = _("ask the client first") if plan.ask else _("the client agreed already")
            row = RowButton("interpreter", plan.words, "  ·  ".join(filter(None, (plan.who, asks))))
            self._offer(body, row, methodcaller("take", plan))
        for time in shown.times:
            row = RowButton("clock", time.words, _("everything is free then"))
            self._offer(body, row, methodcaller("take_time", time))

    def _offer(self, body: QVBoxLayout, row: RowButton, done: Callable[[TogetherPresenter], object]) -> None:
        row.clicked.connect(lambda _checked=False: self._do(done))
        self.choices.append(row)
        body.addWidget(row)

    def _do(self, done: Callable[[TogetherPresenter], object]) -> None:
        if self._presenter is not None:
            done(self._presenter)


def _part(line: PartLine) -> QWidget:
    """What and who, and below it how it stands: reasons may be long."""
    holder = QWidget()
    holder.setAccessibleName(": ".join(filter(None, (line.what, line.who, line.state))))
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 4, 0, 4)
    row.setSpacing(12)
    row.addWidget(icon_label(line.icon), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(Elided(": ".join(filter(None, (line.what, line.who))), ""))
    if line.tone in _IN_WORDS:
        words.addWidget(label(line.state, line.tone, wrap=True))
    else:
        words.addWidget(pill(line.state, line.tone or "plain"), 0, Qt.AlignmentFlag.AlignLeft)
    row.addLayout(words, 1)
    return holder
