"""The steps that may be taken with a request now, read from its chart: words, reasons to choose from, what follows."""

import datetime as dt
from dataclasses import dataclass

from cicdesk.base.i18n import _, language
from cicdesk.domain.cancelling import Cancellation
from cicdesk.domain.wall_time import wall, write_moment
from cicdesk.domain.workflows.engine import Transition, actors_of
from cicdesk.domain.workflows.interpreter_request import INTERPRETER_REQUEST, InterpreterRequestState
from cicdesk.presenters.choices import on_offer
from cicdesk.presenters.interpreters_queue import KIND
from cicdesk.presenters.step_words import step_words
from cicdesk.schema.interpreting.request import CALLED_OFF
from cicdesk.schema.values import Value

Choice = tuple[str, str]
_ELSEWHERE = frozenset({"offer"})
"""Offers are made in the list of those who can come."""
_CALLING_OFF = {"cancel": "CANCELLED", "cancel_late": "LATE_CANCELLED"}
_PARTIES = ("CLIENT", "CENTRE", "INSTITUTION")
"""An interpreter who cannot come is taken off instead, and another is looked for."""
_FORWARD = frozenset({"request", "try_again", "begin", "complete", "settle"})


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as a button."""

    action: str
    words: str
    target: str
    reasons: tuple[Choice, ...] = ()
    """What is asked for before it is taken; empty where nothing is."""
    parties: tuple[Choice, ...] = ()
    hint: str = ""
    forward: bool = False
    """Whether it is the way on, as against a way out."""


def step_lines(
    state: str, role: str, calling_off: Cancellation | None, today: dt.date
) -> tuple[StepLine, ...]:
    """What somebody with this role may do now; those that lead on come first."""
    if state not in InterpreterRequestState.__members__:
        return ()
    open_now = INTERPRETER_REQUEST.open_to(InterpreterRequestState(state), actors_of(role))
    found = [_line(each, calling_off, today) for each in open_now if _is_offered(each, state, calling_off)]
    return tuple(sorted(found, key=lambda each: not each.forward))


def may_offer(state: str, role: str) -> bool:
    """Whether interpreters may be asked now; from a draft or an unfilled request the steps before are taken too."""
    if state not in InterpreterRequestState.__members__:
        return False
    held, by = InterpreterRequestState(state), actors_of(role)
    way = INTERPRETER_REQUEST.path(held, InterpreterRequestState.OFFERED, by)
    return way is not None and held not in _TAKEN


_TAKEN = frozenset({InterpreterRequestState.CONFIRMED, InterpreterRequestState.UNDER_WAY})


def _is_offered(
    step: Transition[InterpreterRequestState], state: str, calling_off: Cancellation | None
) -> bool:
    if step.action in _ELSEWHERE or (step.action == "decline" and state != "CONFIRMED"):
        return False
    wanted = _CALLING_OFF.get(step.action)
    said = calling_off.state.value if calling_off else "CANCELLED"
    return wanted is None or said not in _CALLING_OFF.values() or wanted == said


def _line(
    step: Transition[InterpreterRequestState], calling_off: Cancellation | None, today: dt.date
) -> StepLine:
    target, why = step.target.value, "unassign_reasons" if step.action == "decline" else "request_reasons"
    parties = on_offer("cancelling_parties", language(), today) if target in CALLED_OFF else ()
    return StepLine(
        step.action,
        step_words(KIND, step.action),
        target,
        on_offer(why, language(), today) if step.reason else (),
        tuple(choice for choice in parties if choice[0] in _PARTIES),
        _hint(step.action, calling_off),
        step.action in _FORWARD,
    )


def _hint(action: str, calling_off: Cancellation | None) -> str:
    """What calling off costs, before it is done."""
    if action not in _CALLING_OFF or calling_off is None:
        return ""
    if calling_off.billed:
        return _("It is late: the interpreter is paid. It would have been in time until {until}.").format(
            until=_moment(calling_off.deadline)
        )
    if calling_off.deadline is not None:
        return _("In time until {until}: nothing is paid.").format(until=_moment(calling_off.deadline))
    return _("Nobody has kept the time yet: nothing is paid.")


def _moment(moment: dt.datetime | None) -> str:
    if moment is None:
        return "–"
    shown = wall(moment)
    return f"{shown.day:%d.%m.%Y} {shown.time:%H:%M}"


def written_by(step: StepLine, now: dt.datetime, reason: str, note: str, party: str) -> dict[str, Value]:
    """The fields that a step writes."""
    found: dict[str, Value] = {"state": step.target}
    if step.reasons:
        found |= {"reason": reason or None, **({"reason_note": note} if note else {})}
    if step.parties:
        found |= {"cancelled_by": party or None, "cancelled_at": write_moment(now)}
    if step.action == "begin":
        found["arrived_at"] = write_moment(now)
    return found
