"""Children who were not collected in time: each is told once when it is late, and once more when the alarm begins."""

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

    def look(self) -> None:
        """Look again."""
        self._runner.start(self._view, self._desk.care.late, self._show)

    def _show(self, rows: Sequence[BoardRow]) -> None:
        for line in map(child_line, rows):
            if (line.session, line.alarm) not in self._told:
                self._told.add((line.session, line.alarm))
                self._view.show_alarm(line)
