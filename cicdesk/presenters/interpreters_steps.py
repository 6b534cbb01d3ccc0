"""The steps that may be taken with a request now, read from its chart: words, reasons to choose from, what follows."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cicdesk.base.i18n import _, language
from cicdesk.domain.cancelling import Cancellation
from cicdesk.domain.wall_time import wall, write_moment
from cicdesk.domain.workflows.engine import Transition, actors_of
from cicdesk.domain.workflows.interpreter_request import INTERPRETER_REQUEST, InterpreterRequestState
from cicdesk.presenters.interpreters_queue import KIND
from cicdesk.presenters.step_words import step_words
from cicdesk.schema.codelists import code_list
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


def step_lines(state: str, role: str, calling_off: Cancellation | None) -> tuple[StepLine, ...]:
    """What somebody with this role may do now; those that lead on come first."""
    if state not in InterpreterRequestState.__members__:
        return ()
    open_now = INTERPRETER_REQUEST.open_to(InterpreterRequestState(state), actors_of(role))
    found = [_line(each, calling_off) for each in open_now if _is_offered(each, state, calling_off)]
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


def _line(step: Transition[InterpreterRequestState], calling_off: Cancellation | None) -> StepLine:
    target = step.target.value
    return StepLine(
        step.action,
        step_words(KIND, step.action),
        target,
        tuple(choices("unassign_reasons" if step.action == "decline" else "request_reasons"))
        if step.reason
        else (),
        tuple(choice for choice in choices("cancelling_parties") if choice[0] in _PARTIES)
        if target in CALLED_OFF
        else (),
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


def choices(name: str) -> Iterator[Choice]:
    """The entries of a code list with their words."""
    for each in code_list(name).entries:
        if each.valid_to is None:
            yield each.code, each.label(language())


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
