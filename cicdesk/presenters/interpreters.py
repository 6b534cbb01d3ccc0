"""The queue of requests for interpreters: unfilled ones by urgency, offers without an answer, the week, what to settle."""

import datetime as dt
from collections.abc import Iterator
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _
from cicdesk.domain.wall_time import wall, write_moment
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.interpreters_queue import (
    KIND,
    SECTIONS,
    Notes,
    QueuePart,
    QueueRow,
    QueueShown,
    month_line,
    queue_row,
    where_words,
)
from cicdesk.presenters.naming import named
from cicdesk.presenters.runner import Runner
from cicdesk.schema.snapshot import Changes, Snapshot

CONCERNS = frozenset({KIND, "interpreter", "time_sheet", "person", "room", "appointment", "staff"})
LISTED = 500
_STATES = {
    "NEEDS_NEW_TIME": ("NEEDS_NEW_TIME",),
    "UNFILLED": ("REQUESTED", "UNFILLED"),
    "OFFERED": ("OFFERED",),
    "ANSWERED": ("CONFIRMED",),
    "CONFIRMED": ("CONFIRMED", "UNDER_WAY"),
    "SETTLE": ("COMPLETED", "INCOMPLETE", "LATE_CANCELLED", "CLIENT_NO_SHOW"),
    "DRAFT": ("DRAFT",),
}
_WEEK = dt.timedelta(days=7)
_JUST_NOW = dt.timedelta(days=1)


class InterpretersView(Protocol):
    """The page."""

    def show_queue(self, shown: QueueShown) -> None:
        """Show the queue; the request that was chosen stays chosen."""
        ...


class InterpretersPresenter:
    """Keeps the queue true; again whenever something of it changed."""

    def __init__(self, view: InterpretersView, desk: Desk, runner: Runner, clock: Clock) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock

    def load(self) -> None:
        """Ask for the queue."""
        self._runner.start(self._view, self._look, self._view.show_queue)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or changes.kinds & CONCERNS:
            self.load()

    def _look(self) -> QueueShown:
        boards, now = self._desk.coordinator, self._clock.now()
        today = wall(now).day
        unfilled = boards.unfilled()
        notes = Notes.of(unfilled, boards.waiting(), boards.to_settle())
        urgency = {each.record: place for place, each in enumerate(unfilled)}
        reader = _Reader(self._desk)
        parts = []
        for key, title, nothing in SECTIONS:
            found = [each for each in self._of(key) if _belongs(key, each, now)]
            found.sort(key=lambda each: (urgency.get(each.id, len(urgency)), _when(each)))
            rows = tuple(reader.row(each, notes) for each in found)
            if rows or nothing:
                parts.append(QueuePart(key, _(title), rows, _(nothing) if nothing else ""))
        return QueueShown(tuple(parts), tuple(month_line(each) for each in boards.month(today)))

    def _of(self, key: str) -> Iterator[Snapshot]:
        for state in _STATES[key]:
            yield from self._desk.records.list(KIND, {"state": state}, LISTED)


def _belongs(key: str, request: Snapshot, now: dt.datetime) -> bool:
    """What is under way stays until somebody says that it is done. What is for later is read once it was answered."""
    if key not in {"CONFIRMED", "ANSWERED"}:
        return True
    this_week = str(request.values.get("day") or "") < (wall(now).day + _WEEK).isoformat()
    if key == "CONFIRMED":
        return this_week
    return not this_week and str(request.values.get("decided_at") or "") >= write_moment(now - _JUST_NOW)


def _when(request: Snapshot) -> tuple[str, str, str]:
    values = request.values
    return str(values.get("day") or ""), str(values.get("from_time") or ""), request.id


class _Reader:
    """Names of clients and rooms, each looked up once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, str] = {}

    def row(self, request: Snapshot, notes: Notes) -> QueueRow:
        values = request.values
        who = (
            self.name(str(values["person"])) if values.get("person") else str(values.get("group_name") or "")
        )
        return queue_row(request, who, where_words(values, self.name), notes)

    def name(self, record: str) -> str:
        if record not in self._known:
            self._known[record] = named(self._desk, record)
        return self._known[record]
