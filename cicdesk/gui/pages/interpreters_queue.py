"""The queue of requests at the left of the page of interpreters, and the month below it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import Card, Nothing, clear, scrolled
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import label
from cicdesk.presenters.interpreters_queue import MonthLine, QueuePart, QueueShown


class QueueList(QWidget):
    """Requests under the headings of what there is to do; `chosen` is called with the one that is shown."""

    def __init__(self, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self._choose = chosen
        self._shown = QueueShown()
        self._chosen = ""
        self.rows: dict[str, RowButton] = {}
        self._parts = QVBoxLayout()
        self._parts.setSpacing(12)
        self._month = Card()
        self._month.hide()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(12)
        column.addLayout(self._parts)
        column.addWidget(self._month)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(content)
        outer.addWidget(self._area)
        self.retranslate()

    @property
    def ids(self) -> list[str]:
        """The requests from top to bottom."""
        return list(self.rows)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._month.set_title(_("This month"))

    def show_queue(self, shown: QueueShown) -> None:
        """Show it; what was chosen stays chosen, else the first is."""
        if shown == self._shown and self.rows:
            return
        had_cursor, before = self.has_cursor(), self.ids
        self._shown = shown
        clear(self._parts)
        self.rows = {}
        for part in shown.parts:
            self._parts.addWidget(self._card(part))
        self._show_month(shown.months)
        if self._chosen not in self.rows:
            self._chosen = _beside(self._chosen, before, self.ids)
        self._mark(cursor=had_cursor)
        self._choose(self._chosen)

    def _card(self, part: QueuePart) -> Card:
        card = Card()
        card.set_title(part.title, len(part.rows))
        for each in part.rows:
            detail = "\n".join(filter(None, (each.detail, each.note)))
            row = RowButton("", each.title, detail, each.state, each.tone or "plain")
            row.setCheckable(True)
            row.clicked.connect(lambda _checked=False, record=each.id: self.go_to(record))
            card.body.addWidget(row)
            self.rows[each.id] = row
        if not part.rows:
            card.body.addWidget(Nothing("check", part.nothing))
        return card

    def _show_month(self, months: Sequence[MonthLine]) -> None:
        clear(self._month.body)
        self._month.setVisible(bool(months))
        for each in months:
            self._month.body.addWidget(label(each.name, wrap=True))
            self._month.body.addWidget(label(each.text, "warning" if each.tone else "small", wrap=True))

    def has_cursor(self) -> bool:
        """Whether the cursor is on one of the requests, also while another window is in front."""
        return self.window().focusWidget() in self.rows.values()

    def focus_chosen(self) -> None:
        """Put the cursor on the chosen request."""
        if self._chosen in self.rows:
            self.rows[self._chosen].setFocus()

    def go_to(self, record: str) -> None:
        """Choose that request."""
        self._chosen = record
        self._mark(cursor=True)
        self._choose(record)

    def move_on(self, step: int) -> None:
        """Choose the next one, or the one before."""
        ids = self.ids
        if self._chosen in ids and 0 <= ids.index(self._chosen) + step < len(ids):
            self.go_to(ids[ids.index(self._chosen) + step])

    def _mark(self, *, cursor: bool) -> None:
        for each, row in self.rows.items():
            row.setChecked(each == self._chosen)
        if cursor:
            self.focus_chosen()
        if self._chosen in self.rows:
            self._area.ensureWidgetVisible(self.rows[self._chosen])


def _beside(gone: str, before: Sequence[str], now: Sequence[str]) -> str:
    """What is chosen when what was chosen is gone: the next that is still there, else the first."""
    later = before[before.index(gone) :] if gone in before else ()
    return next((each for each in later if each in now), now[0] if now else "")
