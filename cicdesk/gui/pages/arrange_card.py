"""The card of a person's file from which interpreters, care and appointments are arranged."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.booking import PartsBox
from cicdesk.gui.parts.boxes import Card, Nothing, clear
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.moves import MovesBox
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import button
from cicdesk.presenters.arranging import ACTIONS, FOR_AN_APPOINTMENT, Arrangement, begun
from cicdesk.presenters.case_file import FileShown
from cicdesk.presenters.words import kind_icon, state_words
from cicdesk.schema.snapshot import Snapshot, SyncState

if TYPE_CHECKING:
    from cicdesk.presenters.booking_card import Move, Part

_WORDS = dict(ACTIONS)


class ArrangeCard(Card):
    """Buttons that begin an arrangement with what is known of the client, and what is arranged already."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._shown: FileShown | None = None
        self.moved: Callable[[str, Move], object] = lambda _appointment, _move: None
        """Called when a booking is to get another time: the appointment, and what was chosen."""
        self.acts = {kind: button("", kind_icon(kind)) for kind, _words in ACTIONS}
        bar = QWidget()
        line = FlowLayout(bar, gap=8)  # large letters leave room for one in a line
        for kind, act in self.acts.items():
            act.clicked.connect(lambda _checked=False, kind=kind: self.begin(kind))
            line.addWidget(act)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.body.setSpacing(10)
        self.body.addWidget(bar)
        self.body.addLayout(self._rows)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.set_title(_("Arrange"))
        for kind, words in ACTIONS:
            self.acts[kind].setText(_(words))

    def show_file(self, shown: FileShown) -> None:
        """Show what is arranged in the file."""
        self._shown = shown
        clear(self._rows)
        self.set_title(_("Arrange"), len(shown.arranged))
        for each in shown.arranged:
            self._rows.addWidget(self._row(each))
            if each.parts:
                self._rows.addWidget(PartsBox(each.parts, partial(self._open_part, each)))
            if each.moves:
                self._rows.addWidget(MovesBox(each.moves, partial(self._moved, each.id)))
        if not shown.arranged:
            self._rows.addWidget(Nothing("calendar", _("Nothing is arranged yet.")))

    def begin(self, kind: str, about: Snapshot | None = None) -> None:
        """Open a form of that kind; `about` is the appointment that it is for."""
        shown = self._shown
        if shown is not None:
            given = begun(kind, shown.person, shown.open_case, shown.arranged, about)
            self._navigator.open_form(kind, values=given)

    def _row(self, each: Arrangement) -> RowButton:
        right = "" if each.state is SyncState.SENT else state_words(each.state)
        row = RowButton(each.icon, each.title, each.text, right)
        row.clicked.connect(lambda: self._open(each))
        for kind in FOR_AN_APPOINTMENT if each.kind == "appointment" and each.open else ():
            act = button("", kind_icon(kind), "quiet")
            act.setToolTip(_(_WORDS[kind]))
            act.setAccessibleName(_(_WORDS[kind]))
            act.clicked.connect(lambda _checked=False, kind=kind: self.begin(kind, each.record))
            row.add_button(act)
        return row

    def _open_part(self, each: Arrangement, part: "Part") -> None:
        if part.record:
            self._navigator.open_form(part.kind, part.record)
        else:
            self.begin(part.kind, each.record)

    def _moved(self, appointment: str, move: "Move") -> None:
        self.moved(appointment, move)

    def _open(self, each: Arrangement) -> None:
        if each.state is SyncState.CONFLICT:
            self._navigator.open_conflict(each.id)
        else:
            self._navigator.open_form(each.kind, each.id)
