"""Children who were not collected in time: each is told once when it is late, and once more when the alarm begins."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from cicdesk.presenters.care_desk import BoardRow
from cicdesk.presenters.care_lines import ChildLine, child_line
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Runner


class AlarmView(Protocol):
    """Where it is said."""

    def show_alarm(self, line: ChildLine) -> None:
        """Somebody is newly late, or the alarm has begun."""
        ...


class CareAlarm:
    """Asks for everybody whom whoever is working here answers for, at every place of care."""

    def __init__(self, view: AlarmView, desk: Desk, runner: Runner) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._told: set[tuple[str, bool]] = set()
        """Visits that were told already, and whether it was the alarm."""
        self.moments: tuple[dt.datetime, ...] | None = None
        """When children are late; what a locked screen goes by. None before the first look."""

    def look(self) -> None:
        """Look again."""
        care = self._desk.care
        self._runner.start(self._view, lambda: (care.late(), care.alarms()), self._show)

    def _show(self, found: tuple[Sequence[BoardRow], tuple[dt.datetime, ...]]) -> None:
        rows, self.moments = found
        for line in map(child_line, rows):
            if (line.session, line.alarm) not in self._told:
                self._told.add((line.session, line.alarm))
                self._view.show_alarm(line)
