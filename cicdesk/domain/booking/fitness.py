"""What a register's entry says against booking it at all on a day, whoever else wants it."""

import datetime as dt

from cicdesk.domain.booking.claims import Resource
from cicdesk.domain.carer_checks import CARER_CHECKS, CLEAR, NEAR_CHILDREN, Check, missing_checks
from cicdesk.domain.reading import day_of, items, text
from cicdesk.schema.values import Document

ENDED, CHECKS_EXPIRED, NO_CONTRACT = "ENDED", "CHECKS_EXPIRED", "NO_CONTRACT"
"""Codes of `decision_reasons`."""
UNFIT = frozenset({ENDED, CHECKS_EXPIRED, NO_CONTRACT})


def checks_of(entry: Document) -> tuple[Check, ...]:
    """The checks of an interpreter or a carer; a row without a day is none."""
    return tuple(
        Check(text(row, "kind"), done, text(row, "result") or CLEAR, day_of(row, "due_on"))
        for row in items(entry, "checks")
        if (done := day_of(row, "done_on"))
    )


def has_ended(entry: Document, day: dt.date) -> bool:
    """Whether an entry of a register is no longer offered on that day."""
    ended = day_of(entry, "ended_on")
    return ended is not None and ended <= day


def unfit(resource: Resource, entry: Document, request: Document, day: dt.date) -> str:
    """Why this entry cannot be booked on that day; empty where nothing speaks against it, or it is not known."""
    if not entry:
        return ""
    if has_ended(entry, day):
        return ENDED
    children = resource.kind == "interpreter" and request.get("children_present") is True
    needed = CARER_CHECKS if resource.kind == "carer" else NEAR_CHILDREN if children else ()
    if missing_checks(checks_of(entry), needed, day):
        return CHECKS_EXPIRED
    until = text(entry, "contract_until")
    return NO_CONTRACT if until and until < day.isoformat() else ""
