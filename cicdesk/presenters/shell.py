"""The main window's thinking: counts beside the queues, the badge, who is working where."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _
from cicdesk.domain.names import office_key
from cicdesk.presenters.badge import BadgeWords, badge_words
from cicdesk.presenters.desk import Badge, Desk, Ending
from cicdesk.presenters.failures import explain
from cicdesk.presenters.review import LOOKED_AT
from cicdesk.presenters.rooms import rooms_of
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import office_words
from cicdesk.schema.snapshot import Changes
from cicdesk.sync.errors import UpgradeNeeded
from cicdesk.wire.proofs import WINDOW

NOBODY_YET = ("REQUESTED", "UNFILLED", "NEEDS_NEW_TIME")
"""States of requests for interpreters that wait for a person."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the frame of the main window tells at one moment."""

    badge: Badge
    counts: Mapping[str, int]
    """Number of things to do by queue: `people`, `review`, `outbox`."""
    user: str
    office: str


class ShellView(Protocol):
    """The frame of the main window."""

    def show_badge(self, words: BadgeWords) -> None:
        """Show the state of the exchange."""
        ...

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show the numbers beside the queues."""
        ...

    def show_place(self, user: str, office: str) -> None:
        """Show who is working, and for which office."""
        ...


class ClockView(Protocol):
    """Where a wrong clock is told."""

    def show_clock(self, ahead: int) -> None:
        """Show by how many milliseconds the right time is ahead of this computer's; 0: its clock is right."""
        ...


class EndingView(Protocol):
    """Where it is told that this version of the program grows too old."""

    def show_ending(self, ending: Ending | None) -> None:
        """Show until when the centre gives this version anything, or since when it does not; None: for good."""
        ...


def ending_words(ending: Ending) -> tuple[str, str]:
    """What is said of a version that grows too old: the fact with its day, and what to do."""
    if ending.over or ending.day is None:
        said = explain(UpgradeNeeded(since=ending.day))
        return said.title, said.advice
    day = f"{ending.day:%d.%m.%Y}"
    return _("The centre gives this version of cicdesk new records until {day}.").format(day=day), _(
        "Install the newest version before then. Later what you write is still handed in and nothing is lost, "
        "but nothing new comes to this laptop."
    )


def is_off(ahead: int) -> bool:
    """Whether a clock that is so many milliseconds behind the right time is worth a word."""
    return abs(ahead) > WINDOW * 1000


def clock_words(ahead: int, now: dt.datetime) -> tuple[str, str]:
    """What is said of a clock that is off: the fact, and what to do."""
    here, there = (
        f"{each.astimezone():%d.%m.%Y %H:%M}" for each in (now, now + dt.timedelta(milliseconds=ahead))
    )
    return _("This computer's clock is wrong."), _(
        "This computer's clock shows {here}; going by the last exchange with the centre it is {there}. "
        "Set date and time in the system's settings. Nothing is lost, and everything is sent as usual."
    ).format(here=here, there=there)


class ShellPresenter:
    """Keeps the frame true. One question runs at a time; more wishes meanwhile make one more question."""

    def __init__(
        self,
        view: ShellView,
        notices: tuple[ClockView, EndingView],
        desk: Desk,
        runner: Runner,
        clock: Clock,
    ) -> None:
        self._view = view
        self._clock_view, self._ending_view = notices
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._running = False
        self._again = False

    def refresh(self) -> None:
        """Ask again for everything the frame shows."""
        if self._running:
            self._again = True
            return
        self._running = True
        self._runner.start(self._view, self._look, self._show, self._failed)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        del changes  # every change can move a number of the frame
        self.refresh()

    def _look(self) -> Standing:
        desk = self._desk
        badge = desk.outbox.badge()
        counts = (
            {}
            if rooms_of(desk.role).narrow
            else {
                "people": desk.people.count("person"),
                "review": self._of_colleagues(),
                "interpreters": self._without_interpreter(),
                "outbox": badge.waiting + badge.attention + badge.conflict + self._handed_over(),
            }
        )
        names = desk.staff.names()
        office = office_words(desk.office, names.get(office_key(desk.office), ""))
        return Standing(badge, counts, names.get(desk.user, desk.user), office)

    def _without_interpreter(self) -> int:
        """How many requests have nobody: nobody was asked, nobody was found, or the time was lost."""
        return sum(self._desk.people.count("interpreter_request", {"state": each}) for each in NOBODY_YET)

    def _handed_over(self) -> int:
        """How much work colleagues have handed over to whoever is here."""
        return len(self._desk.handover.open()) if self._desk.context.rights.settles else 0

    def _of_colleagues(self) -> int:
        """How many cases wait for a decision of whoever is here; no more are counted than anybody would."""
        return self._desk.review_queue.count(LOOKED_AT)

    def _show(self, standing: Standing) -> None:
        self._running = False
        self._view.show_badge(badge_words(standing.badge, self._clock.now()))
        self._view.show_counts(standing.counts)
        self._view.show_place(standing.user, standing.office)
        off = standing.badge.clock_ahead
        self._clock_view.show_clock(off if is_off(off) else 0)
        self._ending_view.show_ending(standing.badge.ending)
        if self._again:
            self._again = False
            self.refresh()

    def _failed(self, error: BaseException) -> None:
        self._running = self._again = False
        raise error
