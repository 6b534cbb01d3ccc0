"""The start page: two big buttons, what was begun, who came today, the trip, what wants attention."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _, language
from cicdesk.base.ids import RecordId
from cicdesk.gui.actions import Command
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.booking import PartsBox
from cicdesk.gui.parts.boxes import BigButton, Card, Nothing, Page, clear, columns, side_by_side, tab_through
from cicdesk.gui.parts.moves import MovesBox
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.gui.theme import set_icon
from cicdesk.presenters.support_today import LIST
from cicdesk.presenters.today import Booked, Today, TodayPresenter, tally_words
from cicdesk.presenters.today_lines import RETURNED, Line

if TYPE_CHECKING:
    from cicdesk.presenters.booking_card import Move, Part

CONTACTS_LISTED = 12


class TodayPage(Page):
    """What a person sees first each morning. Give it its presenter with `use` before it is shown."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: TodayPresenter | None = None
        self._date = label("", "title")
        self._sum = label("", "muted")
        self._contact = BigButton(Command.NEW_CONTACT, first=True)
        self._person = BigButton(Command.NEW_PERSON)
        self._contact.clicked.connect(lambda: navigator.run(Command.NEW_CONTACT))
        self._person.clicked.connect(lambda: navigator.run(Command.NEW_PERSON))
        self._drafts, self._contacts, self._trip, self._attention = Card(), Card(), Card(), Card()
        self._booked = Card()
        self._begin, self._halves = QHBoxLayout(), QHBoxLayout()
        self._trip_button = button("", "edit", "quiet")
        self._trip_button.clicked.connect(lambda: navigator.run(Command.TRIP))
        self._trip.add_act(self._trip_button)
        self._lay_out()
        self.retranslate()

    def use(self, presenter: TodayPresenter) -> None:
        """The thinking of this page."""
        self._presenter = presenter

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 12, 24, 24)
        column.setSpacing(16)
        heading = QVBoxLayout()
        heading.setSpacing(2)
        heading.addWidget(self._date)
        heading.addWidget(self._sum)
        column.addLayout(heading)
        begin = self._begin
        begin.setSpacing(16)
        begin.addWidget(self._contact, 1)
        begin.addWidget(self._person, 1)
        column.addLayout(begin)
        columns(self._halves, (self._drafts, self._booked, self._contacts), (self._trip, self._attention))
        column.addLayout(self._halves, 1)
        self.show_scrolled(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, as with large letters, everything stands below each other."""
        for each in (self._begin, self._halves):
            side_by_side(each, event.size().width())
        super().resizeEvent(event)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._contact.retranslate()
        self._person.retranslate()
        self._drafts.set_title(_("Go on where you stopped"))
        self._booked.set_title(_("Appointments of today"))
        self._contacts.set_title(_("Contacts of today"))
        self._trip.set_title(_("Trip of today"))
        self._attention.set_title(_("Wants your attention"))

    def load(self) -> None:
        """Ask for the page."""
        if self._presenter is not None:
            self._presenter.load()

    def focus_first(self) -> None:
        """Begin at the big button."""
        self._contact.setFocus()

    def show_today(self, today: Today) -> None:
        """Show it."""
        locale = QLocale(language())
        day = f"{today.day.day} {locale.monthName(today.day.month)}"
        self._date.setText(f"{locale.dayName(today.day.isoweekday()).capitalize()}, {day}")
        set_text(self._sum, tally_words(today.own, today.team))
        self._drafts.setVisible(bool(today.drafts))
        self._drafts.set_title(_("Go on where you stopped"), len(today.drafts))
        self._fill(self._drafts, today.drafts, "", "")
        self._show_booked(today.appointments)
        self._contacts.set_title(_("Contacts of today"), len(today.contacts))
        self._fill(
            self._contacts, today.contacts[:CONTACTS_LISTED], "contact", _("Nobody yet. F2 notes the first.")
        )
        self._attention.set_title(_("Wants your attention"), len(today.attention))
        self._fill(self._attention, today.attention, "check", _("Nothing. Everything is in order."))
        self._trip_button.setText(_("Change") if today.trip else _("Start a trip"))
        set_icon(self._trip_button, "edit" if today.trip else "plus", "accent", 18)
        trip = [today.trip] if today.trip else []
        self._fill(self._trip, trip, "van", _("No trip today. Start one when you are out with the van."))
        tab_through(
            self._contact,
            self._person,
            self._drafts,
            self._booked,
            self._contacts,
            self._trip,
            self._attention,
        )

    def _show_booked(self, booked: Sequence[Booked]) -> None:
        """Appointments with the state of each part; the card is there on days that have any."""
        self._booked.setVisible(bool(booked))
        self._booked.set_title(_("Appointments of today"), len(booked))
        clear(self._booked.body)
        for each in booked:
            row = RowButton(each.line.icon, each.line.title, each.line.detail, each.line.right)
            row.clicked.connect(lambda _checked=False, line=each.line: self._open(line))
            self._booked.body.addWidget(row)
            self._booked.body.addWidget(PartsBox(each.parts, partial(self._open_part, each.line)))
            if each.moves:
                self._booked.body.addWidget(MovesBox(each.moves, partial(self._move, each.line)))

    def _open_part(self, line: Line, part: "Part") -> None:
        """A request that is missing is begun from the client's file, where all that is known goes into it."""
        if part.record:
            self._navigator.open_form(part.kind, part.record)
        else:
            self._open(line)

    def _move(self, line: Line, move: "Move") -> None:
        if self._presenter is not None:
            self._presenter.move(line.record, move)

    def _fill(self, card: Card, lines: Sequence[Line], icon: str, nothing: str) -> None:
        clear(card.body)
        for each in lines:
            row = RowButton(each.icon, each.title, each.detail, each.right, each.tone)
            row.clicked.connect(lambda _checked=False, line=each: self._open(line))
            card.body.addWidget(row)
            if each.kind == RETURNED:
                self._offer_again(card, each)
        if not lines and nothing:
            card.body.addWidget(Nothing(icon, nothing))

    def _offer_again(self, card: Card, line: Line) -> None:
        again = button(_("Hand in again"), "check", "quiet")
        again.setAccessibleName(f"{_('Hand in again')}: {line.title}")
        again.clicked.connect(lambda: self._presenter.hand_in(line.record) if self._presenter else None)
        card.body.addWidget(again, 0, Qt.AlignmentFlag.AlignRight)

    def _open(self, line: Line) -> None:
        if line.draft:
            self._navigator.open_form(line.kind, line.record, draft=line.draft)
        elif line.kind == LIST:
            self._navigator.run(Command.COMPLETENESS)
        elif line.kind == "conflict":
            self._navigator.open_conflict(line.record)
        elif line.root and line.kind in {"comment", RETURNED}:
            self._navigator.open_file(RecordId(line.root))
        else:
            self._navigator.open_record(line.kind, line.record, line.root)
