"""Who is led out first, and whom to count outside."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cicdesk.domain.care_ratios import AgeKind, Child
from cicdesk.domain.names import fold
from cicdesk.domain.workflows.care import CareSessionState

IN_CARE = frozenset({CareSessionState.PRESENT, CareSessionState.STEPPED_OUT, CareSessionState.NOT_COLLECTED})
"""States of those who may be in the building."""
_CARRIED_UNTIL = 18
"""Months: who does not walk safely yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Somebody in care, with what matters on the way out."""

    child: Child
    name: str
    state: CareSessionState
    place: str = ""
    mobility: bool = True
    """Whether they walk by themselves, as far as is known."""
    emergency_pen: bool = False
    guardian_phone: str = ""
    guardian_place: str = ""
    contact: str = ""
    """Who is called where the guardian is not reached."""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    present: Present
    carried: bool
    with_guardian: bool
    """Out for a while with the guardian: looked for outside, not in the room."""


def evacuation(everybody: Iterable[Present], day: dt.date) -> tuple[Row, ...]:
    """All who are in care now, room by room: who has to be carried first, then by need and age, then by name.

    Who is out with the guardian stands at the end of the room, so that the count outside is right.
    """
    rows = [
        Row(each, _carried(each, day), each.state is CareSessionState.STEPPED_OUT)
        for each in everybody
        if each.state in IN_CARE
    ]
    return tuple(sorted(rows, key=lambda row: _order(row, day)))


def _carried(present: Present, day: dt.date) -> bool:
    months = present.child.months(day)
    return not present.mobility or (months is not None and months < _CARRIED_UNTIL)


def _order(row: Row, day: dt.date) -> tuple[str, bool, bool, int, int, str, str]:
    child = row.present.child
    months = child.months(day)
    return (
        fold(row.present.place),
        row.with_guardian,
        not row.carried,
        list(AgeKind).index(child.kind(day)),
        0 if months is None else months,
        fold(row.present.name),
        child.id,
    )
