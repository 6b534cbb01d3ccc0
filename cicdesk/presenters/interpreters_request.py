"""One request for an interpreter: its facts, how it stands, who can come, who cannot and why, what else could be done."""

import datetime as dt
from collections.abc import Callable
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _
from cicdesk.domain import offers
from cicdesk.domain.booking.wishes import AN_HOUR
from cicdesk.domain.lead_time import Urgency, urgency
from cicdesk.domain.reading import moment, stretch
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.interpreters_queue import KIND
from cicdesk.presenters.interpreters_ranked import PlanLine
from cicdesk.presenters.interpreters_shown import RequestShown, look
from cicdesk.presenters.interpreters_steps import StepLine, written_by
from cicdesk.presenters.naming import named
from cicdesk.presenters.runner import Runner
from cicdesk.schema.documents import changes_between
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values
from cicdesk.store.errors import RecordNotFound

_CONCERNS = frozenset({KIND, "interpreter", "room", "time_sheet", "person", "staff"})


class RequestView(Protocol):
    """The right side of the page."""

    def show_request(self, shown: RequestShown | None) -> None:
        """Show it; None where there is none any more."""
        ...


class RequestPresenter:
    """Shows one request and takes its steps. What is written here is a wish; only the centre confirms."""

    def __init__(
        self, view: RequestView, desk: Desk, runner: Runner, clock: Clock, published: Callable[[Changes], None]
    ) -> None:  # fmt: skip
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._published = published
        self.record = ""
        self.shown: RequestShown | None = None

    def open(self, record: str) -> None:
        """Show that request; nothing for an empty id."""
        self.record = record
        self.load()

    def load(self) -> None:
        """Ask for it again."""
        record = self.record
        if record:
            self._runner.start(self._view, lambda: self._look(record), self._show)
        else:
            self._show(None)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or changes.kinds & _CONCERNS:
            self.load()

    def offer(self, interpreter: str) -> None:
        """Note that somebody was asked."""
        self._write(lambda values, now: self._offered(values, interpreter, now))

    def accept(self, interpreter: str) -> None:
        """Note that somebody takes it: the wish goes to the centre, which confirms."""
        self._write(lambda values, now: offers.accepted(values, interpreter, now))

    def decline(self, interpreter: str, reason: str, note: str = "") -> None:
        """Note that somebody does not take it, or take off whoever was confirmed; with what they said."""

        def written(values: Values, now: dt.datetime) -> dict[str, Value]:
            said = offers.remarked(values, named(self._desk, interpreter), note)
            return offers.declined(values, interpreter, now, reason) | said

        self._write(written)

    def ask_next(self, interpreter: str) -> None:
        """Nobody answered in time: ask the best of those who were not asked yet."""
        following = self._following()

        def written(values: Values, now: dt.datetime) -> dict[str, Value]:
            silent = offers.declined(values, interpreter, now, offers.UNEXPLAINED, offers.NO_ANSWER)
            return silent | self._offered({**values, **silent}, following, now) if following else silent

        self._write(written)

    def take(self, plan: PlanLine) -> None:
        """Change the request as a plan says, and offer it to whoever could come then."""

        def written(values: Values, now: dt.datetime) -> dict[str, Value]:
            other = offers.moved(values, plan.span, plan.mode, plan.language, now)
            lost = {"wanted_interpreter": None}
            if not plan.interpreter:
                return other | lost
            return other | self._offered({**values, **other, **lost}, plan.interpreter, now)

        self._write(written)

    def step(self, line: StepLine, reason: str = "", note: str = "", party: str = "") -> None:
        """Take a step of the chart."""
        shown = self.shown
        if line.action == "decline" and shown is not None and shown.interpreter:
            self.decline(shown.interpreter, reason, note)
            return
        self._write(lambda _values, now: written_by(line, now, reason, note, party))

    def _following(self) -> str:
        """The best of those nobody has asked yet; empty where there is none."""
        found = self.shown.found if self.shown else None
        ranked = found.ranked if found else ()
        return next((each.id for each in ranked if not each.answer), "")

    def _offered(self, values: Values, interpreter: str, now: dt.datetime) -> dict[str, Value]:
        when = stretch(changes_between(spec_of(KIND), {}, values), AN_HOUR)
        starts = moment(when[0]) if when else now
        pressing = urgency(starts, now, len(Urgency))
        return offers.offered(values, interpreter, now, offers.answer_by(pressing, now, starts))

    def _write(self, written: Callable[[Values, dt.datetime], dict[str, Value]]) -> None:
        record, now = self.record, self._clock.now()

        def work() -> tuple[Snapshot, Changes]:
            values = self._desk.records.get(record).values
            return self._desk.records.edit(record, written(values, now))

        self._runner.start(self._view, work, lambda kept: self._published(kept[1]))

    def _look(self, record: str) -> RequestShown | None:
        try:
            request = self._desk.records.get(record)
        except RecordNotFound:
            return None
        return None if request.deleted else look(self._desk, request, self._clock.now())

    def _show(self, shown: RequestShown | None) -> None:
        if shown is not None and shown.id != self.record:
            return
        self.shown = shown
        self._view.show_request(shown)


def sheet_values(shown: RequestShown) -> Values:
    """What a new time sheet for a request begins with."""
    held = shown.values
    taken = {name: held.get(name) for name in ("person", "office", "project", "cost_line", "day", "place")}
    planned = {"planned_from": held.get("from_time"), "planned_to": held.get("to_time")}
    who: dict[str, Value] = {"interpreter": shown.interpreter, "interpreter_request": shown.id}
    unit = {"unit": held.get("rate_unit"), "rate": held.get("rate")}
    return {
        name: value for name, value in {**taken, **planned, **who, **unit}.items() if value not in {None, ""}
    }


def nothing_words() -> str:
    """What stands at the right while no request is chosen."""
    return _("Choose a request at the left, or note a new one.")
