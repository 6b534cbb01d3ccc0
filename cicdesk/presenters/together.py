"""The window of a booking: looks again whenever something changes that matters, and puts in what was chosen."""

from collections.abc import Callable
from typing import Protocol

from cicdesk.domain.wall_time import wall
from cicdesk.presenters.delays import Delays
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.form_desk import Records
from cicdesk.presenters.interpreters_ranked import CandidateLine, PlanLine
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.together_desk import together
from cicdesk.presenters.together_look import TimeLine, TogetherShown, look
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.together import KIND
from cicdesk.schema.values import Value, Values

PAUSE = 200
"""Milliseconds of quiet before the parts are looked at."""
_ALARM = "together"
_WORDS = frozenset({"purpose", "group_name", "phone", "guardian_phone"})
"""Fields on which nothing depends."""


class TogetherView(Protocol):
    """What stands beside the fields."""

    def show_together(self, shown: TogetherShown) -> None:
        """Show it."""
        ...


class TogetherPresenter:
    """Asks what this laptop knows. `fill` puts values into the form as one step."""

    def __init__(
        self, view: TogetherView, desk: Desk, runner: Runner, delays: Delays, fill: Callable[[Values], object]
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._delays = delays
        self._fill = fill
        self._values: Values | None = None
        self._asked = 0

    def changed(self, values: Values) -> None:
        """The form holds this now."""
        told = {name: value for name, value in values.items() if name not in _WORDS}
        if told != self._values:
            self._values = told
            self._delays.ask(_ALARM, PAUSE, self.look)

    def look(self) -> None:
        """Look now; of several answers the last one counts."""
        values = dict(self._values or {})
        self._asked += 1
        number = self._asked
        self._runner.start(
            self._view,
            lambda: look(self._desk, values),
            lambda shown: self._view.show_together(shown) if number == self._asked else None,
        )

    def choose(self, line: CandidateLine) -> None:
        """This interpreter is wished for."""
        self._fill({"wanted_interpreter": line.id})

    def take(self, plan: PlanLine) -> None:
        """Change the booking as a plan says; the first language stays among those that the client accepts."""
        values: dict[str, Value] = {**_times(TimeLine("", plan.span)), "mode": plan.mode}
        first = (self._values or {}).get("language")
        if plan.language and plan.language != first:
            values |= {
                "language": plan.language,
                "fallback_languages": [{"order": 1, "language": first}],
            }
        self._fill({**values, "wanted_interpreter": plan.interpreter or None})

    def take_time(self, line: TimeLine) -> None:
        """Another time for everything."""
        self._fill(_times(line))


def _times(line: TimeLine) -> dict[str, Value]:
    start, end = wall(line.span.start), wall(line.span.end)
    return {
        "day": start.day.isoformat(),
        "from_time": f"{start.time:%H:%M}",
        "to_time": f"{end.time:%H:%M}",
    }


class BookingRecords:
    """The records of a form, of which this one is written into several."""

    def __init__(self, records: Records, desk: Desk) -> None:
        self._records = records
        self._desk = desk
        self.edit, self.promote, self.get = records.edit, records.promote, records.get

    def create(self, kind: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        """All parts of a booking in one transaction; the appointment."""
        if kind != KIND:
            return self._records.create(kind, values, draft=draft)
        return together(self._desk).book(values, draft=draft)
