"""The alarm of a late pick-up: it runs from unlocking on, whichever page is in sight."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from cicdesk.domain.roles import Area
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.desk import Desk
from cicdesk.schema.snapshot import Changes

if TYPE_CHECKING:
    from cicdesk.presenters.care_alarm import CareAlarm
    from cicdesk.presenters.care_lines import ChildLine

_SOON_MS, _LOOK_MS = 500, 30_000
_CONCERNS = frozenset({"care_session", "care_place"})


class CareWatch(QObject):
    """Looks twice a minute, and whenever a visit changed, who has not been collected."""

    def __init__(
        self,
        desk: Desk,
        workshop: Workshop,
        told: Callable[[str, str, str], object],
        seen: Callable[[], bool],
    ) -> None:
        """`told`: a line of words above the page; `seen`: whether the board is in sight, which shows it itself."""
        super().__init__()
        self._desk = desk
        self._workshop = workshop
        self._told = told
        self._seen = seen
        self._alarm: CareAlarm | None = None
        self._again = QTimer(self)
        self._again.timeout.connect(self.look)
        if Area.CARE in desk.context.rights.areas:
            workshop.bus.changed.connect(self._changed)
            self._again.start(_SOON_MS)

    @property
    def moments(self) -> tuple[dt.datetime, ...] | None:
        """When children are late and when the alarm begins; None where nobody has looked yet."""
        return self._alarm.moments if self._alarm is not None else None

    def look(self) -> None:
        """Look now, and again in half a minute."""
        if self._alarm is None:
            from cicdesk.presenters.care_alarm import CareAlarm  # noqa: PLC0415  rules that no start needs

            self._alarm = CareAlarm(self, self._desk, self._workshop.runner)
        self._again.start(_LOOK_MS)
        self._alarm.look()

    def stop(self) -> None:
        """The profile is being closed."""
        if self._again.isActive():
            self._again.stop()
            self._workshop.bus.changed.disconnect(self._changed)

    def show_alarm(self, line: "ChildLine") -> None:
        """Heard and seen on whichever page."""
        if not self._seen():
            QApplication.beep()
            self._told("danger", line.name, line.late)

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.kinds & _CONCERNS:
            self.look()
