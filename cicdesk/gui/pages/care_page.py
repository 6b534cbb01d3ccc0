"""The board of a place of care: how full it is, who is there, who is expected, who waits, who is on duty."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.actions import Command
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.care_lists import ChildLists, RatioCard
from cicdesk.gui.pages.care_rows import ChildActs, ChildRow
from cicdesk.gui.pages.care_side import ChecksCard, DutyCard, HoursCard
from cicdesk.gui.parts.boxes import Page, columns, side_by_side, tab_through
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.theme import theme
from cicdesk.presenters.care_board import CardShown, CareBoardPresenter, CareShown
from cicdesk.presenters.care_desk import Staff
from cicdesk.presenters.care_lines import CallLine, WishLine

_NAMES = 320
_LOOK_MS = 30_000
"""How often the board is looked up again for those who are late."""


class Doors(Protocol):
    """The windows of the board."""

    def arrival(self, session: str, staff: Staff) -> None:
        """The sheet of an arrival."""
        ...

    def handover(self, session: str) -> None:
        """Who collects."""
        ...

    def calls(self, name: str, calls: Sequence[CallLine]) -> None:
        """Whom to call."""
        ...

    def card(self, card: CardShown) -> None:
        """What is to be known of a child."""
        ...


class CarePage(Page):
    """A place of care today, thought out by its presenter."""

    def __init__(self, navigator: Navigator, doors: Doors) -> None:
        super().__init__()
        self._navigator = navigator
        self._doors = doors
        self._presenter: CareBoardPresenter | None = None
        self._shown = CareShown()
        self._title, self._hint = label("", "title"), label("", "small", wrap=True)
        self.place = QComboBox()
        self.place.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.way_out, self.new_visit = button("", "door"), button("", "plus")
        self.way_out.clicked.connect(lambda: navigator.run(Command.WAY_OUT))
        self.new_visit.clicked.connect(
            lambda: navigator.open_form(
                "care_session", values={"place": self._shown.place, "day": self._shown.day}
            )
        )
        self.ratio, self.duty, self.hours = RatioCard(), DutyCard(), HoursCard()
        self.lists = ChildLists(self._receive, lambda: navigator.open_form("care_place"))
        self.checks = ChecksCard(lambda line: navigator.open_form(line.kind, line.record, field="checks"))
        self._begins = False
        self._halves, self._head = QHBoxLayout(), QHBoxLayout()
        self._again = QTimer(self)
        self._again.setInterval(_LOOK_MS)
        self._again.timeout.connect(self.load)
        self._lay_out()
        self.retranslate()

    def use(self, presenter: CareBoardPresenter) -> None:
        """The thinking of this page."""
        self._presenter = presenter
        self.place.activated.connect(lambda index: presenter.choose(str(self.place.itemData(index))))
        self.duty.use(lambda carer, on: presenter.set_duty(carer, on=on), presenter.set_others)

    @property
    def rows(self) -> dict[str, ChildRow]:
        """The children with a visit, in their order."""
        return self.lists.rows

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 12, 24, 24)
        column.setSpacing(16)
        self._head.setSpacing(12)
        for each in (self._title, self.place):
            self._head.addWidget(each)
        self._head.addStretch(1)
        for act in (self.new_visit, self.way_out):
            self._head.addWidget(act)
        column.addLayout(self._head)
        columns(self._halves, (self.ratio, *self.lists.cards), (self.duty, self.checks, self.hours))
        column.addLayout(self._halves, 1)
        column.addWidget(self._hint)
        self.show_scrolled(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, everything stands below each other."""
        for each in (self._halves, self._head):
            side_by_side(each, event.size().width())
        self.place.setMaximumWidth(theme().pixels(_NAMES))  # a long name leaves room for the buttons
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """From now on the board keeps to the clock, also where somebody looks at something else for a while."""
        self._again.start()
        super().showEvent(event)

    def stop(self) -> None:
        """The profile is being closed."""
        self._again.stop()

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._title.setText(_("Care"))
        self.place.setAccessibleName(_("Place of care"))
        self.way_out.setText(_("{words}  {keys}").format(words=_("Way out"), keys=Command.WAY_OUT.keys))
        self.new_visit.setText(_("New visit"))
        self._hint.setText(
            _(
                "j next   ·   k back   ·   Enter in or home   ·   t call   ·   c card   ·   v visit"
                "   ·   i incident note   ·   o out, or did not come"
            )
        )
        for each in (self.ratio, self.duty, self.checks, self.hours):
            each.retranslate()
        self._shown = CareShown()

    def load(self) -> None:
        """Ask for the board."""
        if self._presenter is not None:
            self._presenter.load()

    def focus_first(self) -> None:
        """Begin with the first child."""
        first: QWidget = next(iter(self.rows.values()), None) or self.place
        first.setFocus()
        self._begins = not self.rows

    def show_board(self, shown: CareShown) -> None:
        """Show it; where nothing changed, nothing moves."""
        if shown == self._shown:
            return
        focused = self.lists.focused
        self._shown = shown
        if focused:
            self.setFocus()  # or Qt would move the cursor, and the page with it, as rows go
        self._show_places(shown)
        self.ratio.show_ratio(shown)
        self.lists.show(shown, self._acts)
        self.duty.show_duty(shown.duty, shown.others)
        self.checks.show_checks(shown.checks)
        self.hours.show_hours(shown.hours)
        self._hint.setVisible(bool(self.rows))
        if focused or (self._begins and self.place.hasFocus()):
            QTimer.singleShot(0, self, lambda: self._focus(focused))  # when the rows have their places
        tab_through(self.place, self.new_visit, self.way_out, *self.lists.cards, self.duty, self.checks)

    def show_calls(self, name: str, calls: tuple[CallLine, ...]) -> None:
        """Whom to call about a child."""
        self._doors.calls(name, calls)

    def show_card(self, card: CardShown) -> None:
        """What is to be known of a child."""
        self._doors.card(card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and k move between the children."""
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.lists.move(step)

    def _focus(self, session: str) -> None:
        """Back to the child where the cursor was; else to the first one."""
        if session in self.rows:
            self.rows[session].setFocus()
        elif not session or self.hasFocus():
            self.focus_first()

    def _show_places(self, shown: CareShown) -> None:
        self.place.clear()
        for record, name in shown.places:
            self.place.addItem(name, record)
        self.place.setCurrentIndex(self.place.findData(shown.place))
        self.place.setVisible(bool(shown.places))
        for each in (self.ratio, self.duty):
            each.setVisible(bool(shown.place))
        self.new_visit.setVisible(bool(shown.place) and shown.books)

    def _acts(self, inside: bool) -> ChildActs:
        presenter, form = self._presenter, self._navigator.open_form
        if presenter is None:
            raise LookupError
        return ChildActs(
            go=self._doors.handover if inside else self._arrival,
            call=presenter.call,
            card=presenter.card,
            out=presenter.step_out,
            incident=lambda session: presenter.incident(session, lambda held: form("incident", values=held)),
            absent=presenter.absent,
            visit=lambda session: form("care_session", session),
            step=presenter.take_step,
        )

    def _arrival(self, session: str) -> None:
        if self._presenter is not None:
            self._doors.arrival(session, self._presenter.staff)

    def _receive(self, wish: WishLine) -> None:
        """A child without a visit is at the door: a visit is made, or the card that is still missing."""
        if wish.dependant and self._presenter is not None:
            self._presenter.receive(wish, self._arrival)
        else:
            self._navigator.open_form("dependant", values={"person": wish.person})
