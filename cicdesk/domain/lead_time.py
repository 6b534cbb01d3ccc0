"""How urgent a request is, and whether it leaves enough time to find somebody (domain 5.1, 5.2)."""

import datetime as dt
import enum

from cicdesk.domain.matching.facts import SIGNED, WRITTEN
from cicdesk.domain.wall_time import wall
from cicdesk.domain.working_days import between

RARE_BELOW = 3
"""A language for which the register has fewer interpreters is rare."""
COMMON_DAYS, SIGN_DAYS, RARE_DAYS = 2, 3, 5
"""Working days of notice: for a common language, for signs, and a week for a rare language."""
_AT_ONCE = dt.timedelta(hours=2)
_SOON = dt.timedelta(hours=48)


class Urgency(enum.StrEnum):
    """Codes of `urgencies`, the most urgent first."""

    NOW = "NOW"
    TODAY = "TODAY"
    DAYS_2 = "DAYS_2"
    RARE = "RARE"
    PLANNED = "PLANNED"


def urgency(starts: dt.datetime, now: dt.datetime, interpreters: int) -> Urgency:
    """How urgent a request is now, for a language that so many interpreters of the register have."""
    left = starts - now
    if left < _AT_ONCE:
        return Urgency.NOW
    if wall(starts).day == wall(now).day:
        return Urgency.TODAY
    if left <= _SOON:
        return Urgency.DAYS_2
    return Urgency.RARE if interpreters < RARE_BELOW else Urgency.PLANNED


def notice_needed(service: str, interpreters: int) -> int:
    """How many working days before the job a request should be there."""
    if service in WRITTEN:
        return COMMON_DAYS
    days = SIGN_DAYS if service in SIGNED else COMMON_DAYS
    return max(days, RARE_DAYS) if interpreters < RARE_BELOW else days


def notice_left(starts: dt.datetime, now: dt.datetime) -> int:
    """The working days from today until the job; negative where it has passed."""
    return between(wall(now).day, wall(starts).day)
