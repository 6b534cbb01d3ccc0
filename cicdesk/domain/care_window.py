"""When carers see a child's health: while the child is with them, and shortly before (domain 6.5)."""

import datetime as dt

from cicdesk.domain.evacuation import IN_CARE
from cicdesk.domain.workflows.care import CareSessionState

BEFORE = dt.timedelta(minutes=30)
"""So early that a carer can read the card and ask the guardian."""
AFTER = dt.timedelta(minutes=60)
"""So long somebody who is expected may still come, where no end was agreed."""


def health_is_shown(
    state: CareSessionState, starts: dt.datetime | None, now: dt.datetime, ends: dt.datetime | None = None
) -> bool:
    """Whether health notes and allergies are shown to carers now. Nothing is shown once a child has gone.

    Who is expected may come until the agreed end, however late, and then the guardian confirms the card.
    """
    if state in IN_CARE:
        return True
    if state not in {CareSessionState.EXPECTED, CareSessionState.NO_SHOW} or starts is None:
        return False
    return starts - BEFORE <= now <= max(starts + AFTER, ends or starts)


def name_on_screen(given_names: str, family_name: str, called: str = "") -> str:
    """What a screen in the room shows: what the child is called, and one letter of the family name."""
    first = called.split() or given_names.split() or [""]
    initial = family_name.strip()[:1]
    return f"{first[0]} {initial}.".strip() if initial else first[0]
