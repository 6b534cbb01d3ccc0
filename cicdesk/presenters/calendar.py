"""The calendar: whose day or week is in sight, and giving a booking another time."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _
from cicdesk.domain.wall_time import minute_of_day, wall
from cicdesk.presenters.calendar_desk import Moved, Slot
from cicdesk.presenters.calendar_layout import monday_of
from cicdesk.presenters.calendar_moves import dropped, nudged
from cicdesk.presenters.calendar_shown import Box, CalendarShown, Ghost, Lane, boxes_of, ghosts_of, lanes_of
from cicdesk.presenters.calendar_words import (
    asked_words,
    clash_words,
    confirmed_by_centre,
    day_words,
    hours_words,
    stays_words,
)
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Lane as WorkLane
from cicdesk.presenters.runner import Runner
from cicdesk.schema.snapshot import Changes

_CONCERNS = frozenset({
    "appointment", "interpreter_request", "care_request", "interpreter", "carer", "care_place", "care_session", "room",
    "dependant", "staff",
})  # fmt: skip
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """A booking that is being moved and is not yet."""

    box: Box
    slot: Slot
    hours: str
    words: str
    clash: str = ""
    """What is known to be in the way there."""
    ghosts: tuple[Ghost, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is looked at."""

    whose: str
    only: str
    week: bool
    day: dt.date

    @property
    def first(self) -> dt.date:
        """The first day in sight."""
        return monday_of(self.day) if self.week else self.day

    @property
    def days(self) -> int:
        """How many days are in sight."""
        return _WEEK if self.week else 1


class CalendarView(Protocol):
    """The page."""

    def show_calendar(self, shown: CalendarShown) -> None:
        """Show it."""
        ...

    def show_asked(self, asked: Asked | None) -> None:
        """Ask whether a booking shall be moved there; None: nothing is being moved."""
        ...

    def show_said(self, words: str, *, undo: bool) -> None:
        """Say what was done, and whether it can be undone."""
        ...


class CalendarPresenter:
    """Looks the calendar up; again whenever something in it changed. A move is asked about before it is written."""

    def __init__(
        self,
        view: CalendarView,
        desk: Desk,
        runner: Runner,
        clock: Clock,
        publish: Callable[[Changes], object],
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._publish = publish
        self._chosen = Chosen("adviser", desk.user, week=True, day=wall(clock.now()).day)
        self._asked: Asked | None = None
        self._moved: Moved | None = None
        self.shown = CalendarShown()

    def load(self) -> None:
        """Ask for the page."""
        chosen = self._chosen
        self._runner.start(
            self._view, lambda: look(self._desk, self._clock, chosen), lambda shown: self._show(chosen, shown)
        )

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or changes.kinds & _CONCERNS:
            self.load()

    def choose(self, whose: str) -> None:
        """Show the calendars of another kind."""
        self._go(Chosen(whose, "", self._chosen.week, self._chosen.day))

    def pick(self, only: str) -> None:
        """Show the week of somebody else."""
        self._go(Chosen(self._chosen.whose, only, self._chosen.week, self._chosen.day))

    def set_week(self, *, week: bool, lane: Lane | None = None) -> None:
        """A week of one, or a day of all; of those in whose lane the cursor is."""
        only, day = (lane.whose, lane.day) if lane else (self._chosen.only, self._chosen.day)
        self._go(Chosen(self._chosen.whose, only, week, day))

    def go(self, steps: int) -> None:
        """So many weeks or days on; 0 goes to today."""
        day = (
            self._chosen.day + dt.timedelta(days=steps * self._chosen.days)
            if steps
            else wall(self._clock.now()).day
        )
        self._go(Chosen(self._chosen.whose, self._chosen.only, self._chosen.week, day))

    def nudge(self, box: Box, minutes: int = 0, days: int = 0) -> None:
        """By keys: begin so much later than where it stands, or than where it would stand already."""
        slot = self._asked.slot if self._asked and self._asked.box.key == box.key else box.slot
        self._try(box, nudged(slot, minutes, days))

    def drop(self, box: Box, day: dt.date, minute: int) -> None:
        """By hand: begin on that day at that minute."""
        self._try(box, dropped(box.slot, day, minute))

    def leave(self) -> None:
        """Let the booking stand where it is."""
        self._asked = None
        self._view.show_asked(None)

    def move(self) -> None:
        """Move it as asked."""
        asked = self._asked
        if asked is None:
            return
        self.leave()
        service, entry, slot = self._desk.calendar, asked.box.entry, asked.slot
        self._runner.start(
            self._view,
            lambda: service.move(entry.record, slot),
            lambda result: self._has_moved(entry.kind, slot, *result),
        )

    def undo(self) -> None:
        """Put what was moved last back where it was."""
        moved, self._moved = self._moved, None
        if moved is None:
            return
        service = self._desk.calendar
        self._runner.start(
            self._view, lambda: service.take_back(moved), lambda changes: self._is_back(moved, changes)
        )

    def save(self, whose: str, path: Path) -> None:
        """Write the calendar of one of them for other programs: from the first day in sight on, eight weeks."""
        service, chosen = self._desk.calendar, self._chosen

        def work() -> None:
            path.write_bytes(service.export(chosen.whose, whose, chosen.first))

        said = _("The calendar was saved as {name}. It names no clients.").format(name=path.name)
        self._runner.start(
            self._view, work, lambda _none: self._view.show_said(said, undo=False), lane=WorkLane.FILES
        )

    def _go(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self.leave()
        self.load()

    def _show(self, chosen: Chosen, shown: CalendarShown) -> None:
        if chosen != self._chosen and chosen != replace(self._chosen, only=""):
            return
        if not self._chosen.only:  # whoever is in sight stays there while pages are turned
            self._chosen = replace(chosen, only=shown.only)
        self.shown = shown
        self._view.show_calendar(shown)
        if self._asked is not None:
            box = next((each for each in shown.boxes if each.key == self._asked.box.key), None)
            if box is None or box.slot != self._asked.box.slot or not box.entry.movable:
                self.leave()
            else:
                self._ask(box, self._asked.slot, self._asked.clash)

    def _try(self, box: Box, slot: Slot) -> None:
        lanes = self.shown.lanes
        if not box.entry.movable:
            self._view.show_said(stays_words(box.entry), undo=False)
            return
        if not ghosts_of(slot, lanes[box.lane], lanes, week=self.shown.week):
            return
        if slot == box.slot:
            self.leave()
            return
        self._ask(box, slot)
        service, record = self._desk.calendar, box.entry.record
        self._runner.start(
            self._view,
            lambda: clash_words(each.reason for each in service.tried(record, slot)),
            lambda clash: self._tried(box, slot, clash),
        )

    def _ask(self, box: Box, slot: Slot, clash: str = "") -> None:
        lanes = self.shown.lanes
        ghosts = ghosts_of(slot, lanes[box.lane], lanes, week=self.shown.week)
        self._asked = Asked(box, slot, hours_words(slot), asked_words(box.entry, slot), clash, ghosts)
        self._view.show_asked(self._asked)

    def _tried(self, box: Box, slot: Slot, clash: str) -> None:
        if self._asked and self._asked.box.key == box.key and self._asked.slot == slot and clash:
            self._ask(box, slot, clash)

    def _has_moved(self, kind: str, slot: Slot, moved: Moved, changes: Changes) -> None:
        self._moved = moved
        words = _("Moved to {day}, {hours}.")
        if confirmed_by_centre(kind):
            words = _("Moved to {day}, {hours}. The new time goes back to confirmation.")
        self._view.show_said(words.format(day=day_words(slot.day), hours=hours_words(slot)), undo=True)
        self._publish(changes)

    def _is_back(self, moved: Moved, changes: Changes) -> None:
        said = _("The old time stands again.")
        if moved.confirmed_before:
            said = _("The old time stands again; the centre has to confirm it anew.")
        self._view.show_said(said, undo=False)
        self._publish(changes)


def look(desk: Desk, clock: Clock, chosen: Chosen) -> CalendarShown:
    """The page as it is now."""
    service = desk.calendar
    names = service.names(chosen.whose)
    only = chosen.only if chosen.only in names else ""
    rows = service.rows(chosen.whose, chosen.first, chosen.days, only if chosen.week else "")
    if not only:
        only = next((row.id for row in rows if row.entries), next(iter(names), ""))
        rows = tuple(row for row in rows if row.id == only or not chosen.week)
    now = wall(clock.now())
    lanes = lanes_of(rows, chosen.first, now.day, week=chosen.week)
    return CalendarShown(
        whose=chosen.whose,
        names=tuple(names.items()),
        only=only,
        week=chosen.week,
        first=chosen.first,
        lanes=lanes,
        boxes=boxes_of(rows, lanes),
        now=minute_of_day(now.time),
    )
