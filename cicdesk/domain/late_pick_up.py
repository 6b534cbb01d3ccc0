"""When a child is not collected: the alarm, and whom to call next (domain 6.4)."""

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from cicdesk.domain.care_ratios import PlaceRules

_POLICE_LATER = 60
"""Minutes after the alarm before which the police are never the next step."""


class Lateness(enum.StrEnum):
    """How late it is."""

    NOT_YET = "not_yet"
    LATE = "late"
    """The guardian is called."""
    ALARM = "alarm"
    """Everybody else is."""


class Step(enum.StrEnum):
    """Codes of `late_steps`, in the order in which they are taken."""

    CALL_GUARDIAN = "CALL_GUARDIAN"
    SEARCH = "SEARCH"
    CALL_CONTACT = "CALL_CONTACT"
    COORDINATOR = "COORDINATOR"
    POLICE = "POLICE"


@dataclass(frozen=True, slots=True)
class Late:
    """Where it stands."""

    level: Lateness
    minutes: int
    """After the agreed end; negative before it."""
    next: Step | None = None
    """What to do now; None while there is time, or when everything has been done."""
    contact: int = 0
    """Which emergency contact to call, counted from 0."""


def lateness(
    agreed: dt.datetime, now: dt.datetime, rules: PlaceRules, done: Sequence[str], contacts: int
) -> Late:
    """How late a child is collected and the next step, by the steps that are noted as done.

    `contacts`: how many emergency contacts there are. Steps may be noted in any order; none is skipped
    because a later one was taken first, and the police are always the last.
    """
    minutes = int((now - agreed).total_seconds() // 60)
    if minutes < rules.late_after:
        return Late(Lateness.NOT_YET, minutes)
    alarm = minutes >= rules.alarm_after
    level = Lateness.ALARM if alarm else Lateness.LATE
    if Step.CALL_GUARDIAN not in done:
        return Late(level, minutes, Step.CALL_GUARDIAN)
    if rules.guardian_stays and Step.SEARCH not in done:
        return Late(level, minutes, Step.SEARCH)
    if not alarm:
        return Late(level, minutes)
    return _after_alarm(minutes, rules, done, contacts)


def _after_alarm(minutes: int, rules: PlaceRules, done: Sequence[str], contacts: int) -> Late:
    called = sum(each == Step.CALL_CONTACT for each in done)
    if called < contacts:
        return Late(Lateness.ALARM, minutes, Step.CALL_CONTACT, called)
    if Step.COORDINATOR not in done:
        return Late(Lateness.ALARM, minutes, Step.COORDINATOR)
    if Step.POLICE not in done and minutes >= rules.alarm_after + _POLICE_LATER:
        return Late(Lateness.ALARM, minutes, Step.POLICE)
    return Late(Lateness.ALARM, minutes)
