"""The charts at work: what becomes of a record's state when it is edited, and which edits are no step of its chart."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from cicdesk.domain.workflows.appointment import APPOINTMENT
from cicdesk.domain.workflows.care import CARE_REQUEST, CARE_SESSION
from cicdesk.domain.workflows.engine import PEOPLE, Actor, Transition, Workflow, actors_of
from cicdesk.domain.workflows.interpreter_request import INTERPRETER_REQUEST
from cicdesk.schema.problems import Problem
from cicdesk.schema.values import Value, Values, is_blank

_TIMES = ("day", "from_time", "to_time")
_ANYBODY = PEOPLE | {Actor.TIME}


@dataclass(frozen=True, slots=True)
class Guarded:
    """A record type with a chart."""

    field: str
    chart: Workflow[Any]
    reason_in: str = ""
    """A repeating group whose `reason` says why a step was taken that has no reason of its own."""


GUARDED: Mapping[str, Guarded] = MappingProxyType(
    {
        "interpreter_request": Guarded("state", INTERPRETER_REQUEST, "offers"),
        "care_request": Guarded("state", CARE_REQUEST),
        "care_session": Guarded("state", CARE_SESSION),
        "appointment": Guarded("status", APPOINTMENT),
    }
)


def with_new_time(kind: str, before: Values, written: Values) -> dict[str, Value]:
    """An edit with the state to which a change of date or time leads, unless it names another itself."""
    guarded = GUARDED.get(kind)
    if guarded is None or not _moves(before, written):
        return dict(written)
    state, said = _state(guarded, before), _state(guarded, written)
    again = guarded.chart.rescheduled(state) if state is not None else None
    if again is None or said not in {None, state}:
        return dict(written)
    return {**written, guarded.field: again.value}


def not_a_step(kind: str, before: Values, written: Values, role: str) -> tuple[Problem, ...]:
    """What of an edit the chart of its record type does not know, for somebody with this role.

    Several steps at once are as good as one after another. A coordinator may put a date or time right
    also where everybody else finds them closed. What a version of tomorrow calls a state is left alone.
    """
    guarded = GUARDED.get(kind)
    state = _state(guarded, before) if guarded else None
    if guarded is None or state is None:
        return ()
    by = actors_of(role)
    if _moves(before, written):
        again = guarded.chart.rescheduled(state)
        if again is None and Actor.COORDINATOR not in by:
            return tuple(Problem(name, "time_stands") for name in _moved(before, written))
        state = again or state
    after = _state(guarded, written)
    if after is None or after is state:
        return ()
    return _about_steps(guarded, state, after, by, {**before, **written})


def is_way(kind: str, before: Value, written: Values) -> bool:
    """Whether people could get from one state to the one that an edit writes, whoever they are.

    What the centre gives is its own affair, and what a version of tomorrow calls a state is left alone.
    """
    guarded = GUARDED[kind]
    state, after = _state(guarded, {guarded.field: before}), _state(guarded, written)
    if state is None or after is None or after in given_by_centre(kind):
        return True
    moved = any(name in written for name in _TIMES)
    return guarded.chart.path(state, after, _ANYBODY, moved=moved) is not None


def given_by_centre(kind: str) -> frozenset[str]:
    """The states that only the centre gives: what else is written there is put right, not refused."""
    chart = GUARDED[kind].chart
    return frozenset(each.target.value for each in chart.transitions if Actor.SERVER in each.by)


def _about_steps(
    guarded: Guarded,
    state: enum.StrEnum,
    after: enum.StrEnum,
    by: frozenset[Actor],
    values: Values,
) -> tuple[Problem, ...]:
    way = guarded.chart.path(state, after, by)
    if way is None:
        everybody = guarded.chart.path(state, after, frozenset(Actor))
        return (Problem(guarded.field, "no_such_step" if everybody is None else "not_your_step"),)
    if guarded.reason_in and not _explained(guarded, way, values):
        return (Problem(guarded.field, "step_without_reason"),)
    return ()


def _explained(guarded: Guarded, way: tuple[Transition[Any], ...], values: Values) -> bool:
    """Whether a reason stands where one is needed; what the form asks for by itself is not asked for here."""
    if not any(step.action == "decline" for step in way):
        return True
    rows = values.get(guarded.reason_in)
    listed = rows if isinstance(rows, list) else []
    given = [row.get("reason") for row in listed if isinstance(row, dict)]
    return any(not is_blank(each) for each in (*given, values.get("reason"), values.get("reason_note")))


def _moves(before: Values, written: Values) -> bool:
    return bool(_moved(before, written))


def _moved(before: Values, written: Values) -> list[str]:
    """The fields of date and time that are really changed; a time given for the first time changes nothing agreed."""
    return [
        name
        for name in _TIMES
        if name in written and not is_blank(before.get(name)) and written[name] != before.get(name)
    ]


def _state(guarded: Guarded, values: Values) -> enum.StrEnum | None:
    """The state that values name; None where they name none that this version knows."""
    said = values.get(guarded.field)
    states: list[enum.StrEnum] = list(guarded.chart.states.__members__.values())
    return next((state for state in states if state.value == said), None)
