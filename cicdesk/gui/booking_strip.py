"""The strip above the form of a case or an appointment: one press for each arrangement, and the parts of a booking."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.booking import PartsBox
from cicdesk.gui.parts.boxes import clear
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.moves import MovesBox
from cicdesk.gui.parts.texts import button
from cicdesk.presenters.arranging import ACTIONS, FOR_AN_APPOINTMENT
from cicdesk.presenters.together_strip import StripPresenter, StripShown
from cicdesk.presenters.words import kind_icon
from cicdesk.schema.snapshot import Changes

if TYPE_CHECKING:
    from cicdesk.presenters.booking_card import Part

_WORDS = dict(ACTIONS)


class BookingStrip(QFrame):
    """Give it its presenter with `use`."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: StripPresenter | None = None
        self.acts = {kind: button("", kind_icon(kind)) for kind in FOR_AN_APPOINTMENT}
        bar = QWidget()
        flow = FlowLayout(bar, gap=8)
        for kind, act in self.acts.items():
            act.clicked.connect(lambda _checked=False, kind=kind: self.begin(kind))
            flow.addWidget(act)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(6)
        column.addWidget(bar)
        column.addLayout(self._rows)
        self.retranslate()

    def use(self, presenter: StripPresenter) -> None:
        """The thinking of this strip."""
        self._presenter = presenter
        presenter.load()

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.setAccessibleName(_("Arrange"))
        for kind, act in self.acts.items():
            act.setText(_(_WORDS[kind]))
        if self._presenter is not None:
            self._presenter.load()

    def apply(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if self._presenter is not None:
            self._presenter.changed(changes)

    def begin(self, kind: str) -> None:
        """Open a form of that kind with what is known filled in."""
        if self._presenter is not None:
            self._presenter.begin(kind, lambda values: self._navigator.open_form(kind, values=values))

    def show_strip(self, shown: StripShown) -> None:
        """Show what is booked."""
        clear(self._rows)
        self.setVisible(shown.open)
        if shown.parts:
            self._rows.addWidget(PartsBox(shown.parts, self._open))
        if shown.moves and self._presenter is not None:
            self._rows.addWidget(MovesBox(shown.moves, self._presenter.move))

    def _open(self, part: "Part") -> None:
        if part.record:
            self._navigator.open_form(part.kind, part.record)
        else:
            self.begin(part.kind)
