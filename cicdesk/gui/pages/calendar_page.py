"""The calendar: a week of somebody, or a day of all; bookings are moved by hand or by keys, and asked about first."""

import datetime as dt

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from cicdesk.base.i18n import _
from cicdesk.gui.actions import Command, make_action
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.boxes import Page, side_by_side, tab_through
from cicdesk.gui.parts.calendar_grid import CalendarGrid
from cicdesk.gui.parts.choosing import ask_new_file
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.gui.theme import restyle, theme
from cicdesk.presenters.calendar import Asked, CalendarPresenter
from cicdesk.presenters.calendar_desk import WHOSE
from cicdesk.presenters.calendar_shown import Box, CalendarShown
from cicdesk.presenters.calendar_words import WHOSE_WORDS, day_words, of_many
from cicdesk.schema.records import registry

_DASH = "\N{EN DASH}"
_ROOMY = 560
_NAMES = 260
_WORDED = 640


class AskBar(QFrame):
    """A line above the grid: what is about to happen or has happened, and the buttons for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "said")
        self.words, self.clash = label("", "strong", wrap=True), label("", "danger", wrap=True)
        self.move_, self.leave, self.undo = (
            button("", "check", "primary"),
            button("", "", "quiet"),
            button("", "undo", "quiet"),
        )
        self._row, acts = QHBoxLayout(self), QHBoxLayout()
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.words)
        texts.addWidget(self.clash)
        for each in (self.move_, self.leave, self.undo):
            acts.addWidget(each)
        acts.addStretch()
        self._row.addLayout(texts, 1)
        self._row.addLayout(acts)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the buttons stand below the words."""
        side_by_side(self._row, event.size().width())
        super().resizeEvent(event)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.move_.setText(_("Move  (Enter)"))
        self.leave.setText(_("Leave it  (Esc)"))
        self.undo.setText(_("Undo"))

    def ask(self, words: str, clash: str) -> None:
        """Ask before a booking is moved."""
        restyle(self, tone="warning" if clash else "")
        set_text(self.clash, clash)
        self._show(words, asks=True, undo=False)

    def say(self, words: str, *, undo: bool) -> None:
        """Say what was done."""
        restyle(self, tone="success" if undo else "")
        set_text(self.clash, "")
        self._show(words, asks=False, undo=undo)

    def _show(self, words: str, *, asks: bool, undo: bool) -> None:
        self.words.setText(words)
        self.setAccessibleName(words)
        self.move_.setVisible(asks)
        self.leave.setVisible(asks)
        self.undo.setVisible(undo)
        self.show()


class CalendarPage(Page):
    """Whose time is booked when. Give it its presenter with `use` before it is shown."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: CalendarPresenter | None = None
        self._shown = CalendarShown()
        self._title, self._span = label("", "title"), label("", "muted")
        self.whose, self.only = QComboBox(), QComboBox()
        self.week, self.day = _choice("first"), _choice("last")
        self.before, self.today, self.after = button(), button(), button()
        self.save, self.book, self.new = button("", "calendar"), button("", "link"), button("", "plus")
        self.bar, self.grid = AskBar(), CalendarGrid()
        self._told, self._hint = label("", "", wrap=True), label("", "small", wrap=True)
        self._lay_out()
        self._connect()
        self.retranslate()

    def use(self, presenter: CalendarPresenter) -> None:
        """The thinking of this page."""
        self._presenter = presenter
        self.whose.currentIndexChanged.connect(lambda _n: presenter.choose(str(self.whose.currentData())))
        self.only.currentIndexChanged.connect(lambda _n: presenter.pick(str(self.only.currentData())))
        for each, steps in ((self.before, -1), (self.today, 0), (self.after, 1)):
            each.clicked.connect(lambda _checked=False, by=steps: presenter.go(by))
        self.grid.nudged.connect(presenter.nudge)
        self.grid.dropped.connect(presenter.drop)
        self.grid.paged.connect(presenter.go)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 12, 24, 12)
        outer.setSpacing(10)
        head = QFrame()
        line = FlowLayout(head, gap=12)
        for words in (self._title, self._span):
            line.addWidget(words)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(head, 1)
        for act in (self.book, self.save):
            top.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(top)
        outer.addLayout(self._choices())
        for each in (self.bar, self.grid, self._told, self._hint):
            outer.addWidget(each, 1 if each is self.grid else 0)
        tab_through(
            self.whose, self.only, self.new, self.week, self.day, self.before, self.today, self.after, self.book, self.save,
            self.bar, self.grid,
        )  # fmt: skip

    def _choices(self) -> FlowLayout:
        kinds = QFrame()
        row = QHBoxLayout(kinds)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.week)
        row.addWidget(self.day)
        flow = FlowLayout(gap=8)
        for each in (self.whose, self.only, self.new, kinds, self.before, self.today, self.after):
            flow.addWidget(each)
        for box in (self.whose, self.only):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return flow

    def _connect(self) -> None:
        self.week.clicked.connect(lambda: self._set_week(week=True))
        self.day.clicked.connect(lambda: self._set_week(week=False))
        self.save.clicked.connect(self.ask_place)
        self.book.clicked.connect(lambda: self._navigator.run(Command.BOOK))
        self.new.clicked.connect(lambda: self._navigator.open_form(self._shown.whose))
        self.grid.opened.connect(lambda box: _open(self._navigator, box))
        self.grid.chosen.connect(lambda box: self._told.setText(box.words if box else ""))
        self.grid.accepted.connect(self._move)
        self.grid.left.connect(self._leave)
        self.bar.move_.clicked.connect(self._move)
        self.bar.leave.clicked.connect(self._leave)
        self.bar.undo.clicked.connect(self._undo)
        make_action(Command.UNDO, self, self._undo)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._title.setText(_("Calendar"))
        self.whose.setAccessibleName(_("Whose calendars"))
        self.only.setAccessibleName(_("Whose week"))
        with QSignalBlocker(self.whose):
            self.whose.clear()
            for each in WHOSE:
                self.whose.addItem(_(WHOSE_WORDS[each]), each)
        self.week.setText(_("Week"))
        self.day.setText(_("Day"))
        self.today.setText(_("Today"))
        for arrow, words in ((self.before, _("Earlier")), (self.after, _("Later"))):
            arrow.setText(words)
        _name_acts(self, self._shown.whose)
        self.grid.setAccessibleName(_("Bookings"))
        self.bar.retranslate()
        self._hint.setText(
            _(
                "Arrows: from booking to booking   ·   Shift and arrows: move by 15 minutes or a day"
                "   ·   Enter: open   ·   Page Up and Down: earlier and later   ·   T: today"
            )
        )

    def showEvent(self, event: QShowEvent) -> None:
        """What stands side by side is equally high."""
        self._even()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the bookings need it more than the hint."""
        self._hint.setVisible(event.size().height() > theme().pixels(_ROOMY))
        _name_acts(self, self._shown.whose)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """The same for letters of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._even()
            _name_acts(self, self._shown.whose)

    def _even(self) -> None:
        self._span.setMinimumHeight(self._title.sizeHint().height())
        self.only.setMaximumWidth(theme().pixels(_NAMES))  # a long name leaves room for the buttons
        choices = (
            self.whose, self.only, self.week, self.day, self.before, self.today, self.after, self.new,
        )  # fmt: skip
        high = max(each.sizeHint().height() for each in choices)
        for each in choices:
            each.setMinimumHeight(high)

    def load(self) -> None:
        """Ask for the calendar."""
        if self._presenter is not None:
            self._presenter.load()

    def focus_first(self) -> None:
        """Begin in the grid."""
        self.grid.setFocus()

    def show_calendar(self, shown: CalendarShown) -> None:
        """Show it."""
        self._shown = shown
        with QSignalBlocker(self.whose), QSignalBlocker(self.only):
            self.whose.setCurrentIndex(self.whose.findData(shown.whose))
            self.only.clear()
            for record, name in shown.names:
                self.only.addItem(name, record)
            self.only.setCurrentIndex(self.only.findData(shown.only))
        _name_acts(self, self._shown.whose)
        self.only.setVisible(shown.week and bool(shown.names))
        self.week.setChecked(shown.week)
        self.day.setChecked(not shown.week)
        self.save.setEnabled(bool(shown.lanes))
        last = shown.first + dt.timedelta(days=6)
        self._span.setText(
            f"{shown.first:%d.%m}{_DASH}{last:%d.%m.%Y}"
            if shown.week
            else f"{day_words(shown.first)}.{shown.first:%Y}"
        )
        self.grid.show_calendar(shown)
        if not shown.names:
            self._told.setText(_("The register is empty."))

    def show_asked(self, asked: Asked | None) -> None:
        """Ask whether a booking shall be moved there."""
        # While something is asked, a low page shows the bookings rather than the words of one of them.
        self._told.setVisible(asked is None or self.height() > theme().pixels(_ROOMY))
        if asked is None:
            self.grid.show_ghosts((), "")
            self.bar.hide()
            return
        self.grid.choose(asked.box)
        self.grid.show_ghosts(asked.ghosts, asked.hours)
        self.bar.ask(asked.words, asked.clash)

    def show_said(self, words: str, *, undo: bool) -> None:
        """Say what was done."""
        self.bar.say(words, undo=undo)
        self._told.show()

    def ask_place(self) -> None:
        """Ask where the calendar of whoever the cursor is on shall be written."""
        lane, presenter = self.grid.lane, self._presenter
        if lane is None or presenter is None:
            return
        name = f"cicdesk-{self._shown.first.isoformat()}.ics"
        ask_new_file(self, _("Save calendar…"), name, lambda path: presenter.save(lane.whose, path))

    def _set_week(self, *, week: bool) -> None:
        lane = self.grid.lane
        if self._presenter is not None:
            self._presenter.set_week(week=week, lane=lane if self.grid.current else None)

    def _move(self) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._presenter is not None:
            self._presenter.move()

    def _leave(self) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._presenter is not None:
            self._presenter.leave()

    def _undo(self) -> None:
        if self.grid.asking:
            self._leave()
            return
        self.bar.hide()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._presenter is not None:
            self._presenter.undo()


def _open(navigator: Navigator, box: Box) -> None:
    """What stands there; several children in care at once are seen on the board of care."""
    if of_many(box.entry):
        navigator.run(Command.CARE)
    else:
        navigator.open_form(box.entry.kind, box.entry.record)


def _choice(edge: str) -> QPushButton:
    made = QPushButton()
    made.setProperty("role", "segment")
    made.setProperty("edge", edge)
    made.setCheckable(True)
    return made


def _name_acts(page: CalendarPage, whose: str) -> None:
    """Words where there is room for them; large letters leave icons with the words as their tooltips."""
    spec, narrow = registry().get(whose), page.width() < theme().pixels(_WORDED)
    page.new.setVisible(spec is not None)  # people of the staff come with their laptops
    told = {
        page.new: _(spec.new_label) if spec is not None else "",
        page.book: Command.BOOK.words,
        page.save: _("Save calendar…"),
    }
    for act, words in told.items():
        act.setText("" if narrow else words)
        act.setAccessibleName(words)
        act.setToolTip(words if narrow else "")
    page.save.setToolTip(_("For other calendar programs: times and places, no clients."))
