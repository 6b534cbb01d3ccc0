"""The board of a place of care: how full it is, who is there, who is expected, who waits, who is on duty."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.actions import Command
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.care_rows import ChildActs, ChildRow, WishRow
from cicdesk.gui.pages.care_side import ChecksCard, DutyCard, HoursCard
from cicdesk.gui.parts.boxes import Card, Nothing, Page, clear, columns, side_by_side, tab_through
from cicdesk.gui.parts.texts import button, label, pill
from cicdesk.gui.theme import restyle
from cicdesk.presenters.care_board import CardShown, CareBoardPresenter, CareShown
from cicdesk.presenters.care_desk import Staff
from cicdesk.presenters.care_lines import CallLine, CheckLine, ChildLine, WishLine
from cicdesk.schema.values import Values

_LOOK_MS = 30_000
"""How often the board is looked up again for those who are late."""


class Doors(Protocol):
    """The windows of the board, and the line above whichever page is in sight."""

    def alarm(self, name: str, words: str) -> None:
        """Somebody has not been collected, and nobody may be looking at the board."""
        ...

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
    """A place of care today. Give it its presenter with `use` before it is shown."""

    def __init__(self, navigator: Navigator, doors: Doors) -> None:
        super().__init__()
        self._navigator = navigator
        self._doors = doors
        self._presenter: CareBoardPresenter | None = None
        self._shown = CareShown()
        self._title = label("", "title")
        self.place = QComboBox()
        self.place.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.place.currentIndexChanged.connect(self._another_place)
        self.way_out = button("", "door")
        self.way_out.clicked.connect(lambda: navigator.run(Command.WAY_OUT))
        self.new_visit = button("", "plus")
        self.new_visit.clicked.connect(self._new_visit)
        self._hint = label("", "small", wrap=True)
        self._ratio_card, self._inside, self._expected, self._waiting = Card(), Card(), Card(), Card()
        self._ratio, self._because = label("", "display"), label("", "muted", wrap=True)
        self._fits = pill("")
        self._standing = QVBoxLayout()
        self.duty = DutyCard(self._set_duty, self._set_others)
        self.checks = ChecksCard(self._open_check)
        self.hours = HoursCard()
        self.rows: dict[str, ChildRow] = {}
        self._begins = False
        self._content, self._halves = QWidget(), QHBoxLayout()
        self._again = QTimer(self)
        self._again.setInterval(_LOOK_MS)
        self._again.timeout.connect(self.load)
        self._lay_out()
        self.retranslate()

    def use(self, presenter: CareBoardPresenter) -> None:
        """The thinking of this page."""
        self._presenter = presenter

    def _lay_out(self) -> None:
        content = self._content
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 12, 24, 24)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(12)
        for each in (self._title, self.place):
            head.addWidget(each)
        head.addStretch(1)
        for act in (self.new_visit, self.way_out):
            head.addWidget(act)
        column.addLayout(head)
        self._lay_out_ratio()
        columns(
            self._halves,
            (self._ratio_card, self._inside, self._expected, self._waiting),
            (self.duty, self.checks, self.hours),
        )
        column.addLayout(self._halves, 1)
        column.addWidget(self._hint)
        for card in (self._inside, self._expected, self._waiting):
            card.body.setSpacing(8)
        self.show_scrolled(content)

    def _lay_out_ratio(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._ratio)
        row.addWidget(self._because, 1)
        row.addWidget(self._fits)
        self._standing.setSpacing(4)
        self._ratio_card.body.setSpacing(8)
        self._ratio_card.body.addLayout(row)
        self._ratio_card.body.addLayout(self._standing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, everything stands below each other."""
        side_by_side(self._halves, event.size().width())
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
        self._ratio_card.set_title(_("Children and carers now"))
        self._waiting.set_title(_("Waiting list"))
        self._hint.setText(
            _(
                "j next   ·   k back   ·   Enter in or home   ·   t call   ·   c card   ·   v visit"
                "   ·   i incident note   ·   o out, or did not come"
            )
        )
        self.duty.retranslate()
        self.checks.retranslate()
        self.hours.retranslate()
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
        focused = next((each for each, row in self.rows.items() if row.hasFocus()), "")
        self._shown = shown
        if focused:
            self.setFocus()  # or Qt would move the cursor, and the page with it, as rows go
        self._show_places(shown)
        self._show_ratio(shown)
        self.rows = {}
        self._fill(self._inside, _("In care"), shown.inside, (), _("Nobody is in care now."))
        self._fill(
            self._expected, _("Expected"), shown.expected, shown.wishes, _("Nobody else is expected today.")
        )
        self._fill(self._waiting, _("Waiting list"), (), shown.waiting, "")
        self._waiting.setVisible(bool(shown.waiting))
        self.duty.show_duty(shown.duty, shown.others)
        self.checks.show_checks(shown.checks)
        self.hours.show_hours(shown.hours)
        self._hint.setVisible(bool(self.rows))
        if focused or (self._begins and self.place.hasFocus()):
            QTimer.singleShot(0, self, lambda: self._focus(focused))  # when the rows have their places
        tab_through(
            self.place, self.new_visit, self.way_out, self._inside, self._expected, self._waiting,
            self.duty, self.checks,
        )  # fmt: skip

    def show_alarm(self, line: ChildLine) -> None:
        """Somebody is newly late; on the board it is seen, elsewhere it is said above the page."""
        if not self.isVisible():
            self._doors.alarm(line.name, line.late)

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
            return
        rows = list(self.rows.values())
        here = next((place for place, row in enumerate(rows) if row.hasFocus()), -1)
        if rows and (0 <= here + step < len(rows)):
            rows[here + step].setFocus()

    def _focus(self, session: str) -> None:
        """Back to the child where the cursor was; else to the first one."""
        if session in self.rows:
            self.rows[session].setFocus()
        elif not session or self.hasFocus():
            self.focus_first()

    def _show_places(self, shown: CareShown) -> None:
        with QSignalBlocker(self.place):
            self.place.clear()
            for record, name in shown.places:
                self.place.addItem(name, record)
            self.place.setCurrentIndex(self.place.findData(shown.place))
        self.place.setVisible(bool(shown.places))
        for each in (self.new_visit, self._ratio_card, self.duty, self._expected):
            each.setVisible(bool(shown.place))

    def _show_ratio(self, shown: CareShown) -> None:
        clear(self._standing)
        self._ratio.setText(shown.ratio)
        self._because.setText(shown.because)
        words = {"success": _("in order"), "warning": _("full"), "danger": _("not in order")}
        self._fits.setText(words.get(shown.tone, ""))
        self._fits.setVisible(bool(shown.tone))
        restyle(self._fits, tone=shown.tone)
        for each in shown.standing:
            self._standing.addWidget(label(each, "danger", wrap=True))

    def _fill(
        self, card: Card, title: str, children: Sequence[ChildLine], wishes: Sequence[WishLine], nothing: str
    ) -> None:
        clear(card.body)
        card.set_title(title, len(children) + len(wishes))
        inside = card is self._inside
        acts = self._acts(inside=inside)
        for child in children:
            row = self.rows[child.session] = ChildRow(child, acts, inside=inside)
            card.body.addWidget(row)
        for wish in wishes:
            card.body.addWidget(WishRow(wish, self._receive))
        if nothing and not (children or wishes):
            place = self._shown.place
            card.body.addWidget(
                Nothing("child", nothing if place else _("No place of care is in the register yet."))
            )
            if not place and inside:
                new = button(_("New place of care"), "plus")
                new.clicked.connect(lambda: self._navigator.open_form("care_place"))
                card.body.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)

    def _acts(self, *, inside: bool) -> ChildActs:
        presenter = self._presenter
        if presenter is None:
            raise LookupError
        return ChildActs(
            go=self._doors.handover if inside else self._arrival,
            call=presenter.call,
            card=presenter.card,
            out=presenter.step_out,
            incident=self._incident,
            absent=presenter.absent,
            visit=lambda session: self._navigator.open_form("care_session", session),
            step=presenter.take_step,
        )

    def _arrival(self, session: str) -> None:
        if self._presenter is not None:
            self._doors.arrival(session, self._presenter.staff)

    def _receive(self, wish: WishLine) -> None:
        if self._presenter is None:
            return
        if wish.dependant:
            self._presenter.receive(wish, self._arrival)
        else:
            self._navigator.open_form("dependant", values={"person": wish.person})

    def _incident(self, session: str) -> None:
        if self._presenter is not None:
            self._presenter.incident(
                session, lambda values: self._navigator.open_form("incident", values=values)
            )

    def _new_visit(self) -> None:
        values: Values = {"place": self._shown.place, "day": self._shown.day}
        self._navigator.open_form("care_session", values=values)

    def _open_check(self, line: CheckLine) -> None:
        self._navigator.open_form(line.kind, line.record, field="checks")

    def _another_place(self, index: int) -> None:
        if self._presenter is not None and index >= 0:
            self._presenter.choose(str(self.place.itemData(index)))

    def _set_duty(self, carer: str, on: bool) -> None:
        if self._presenter is not None:
            self._presenter.set_duty(carer, on=on)

    def _set_others(self, count: int) -> None:
        if self._presenter is not None:
            self._presenter.set_others(count)
