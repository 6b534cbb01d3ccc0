"""The life of an interpreter request (domain 5.3)."""

import enum

from cicdesk.domain.workflows.engine import BOOKERS, Actor, Workflow, steps


class InterpreterRequestState(enum.StrEnum):
    """Codes of `interpreter_request_states`."""

    DRAFT = "DRAFT"
    REQUESTED = "REQUESTED"
    OFFERED = "OFFERED"
    CONFIRMED = "CONFIRMED"
    UNDER_WAY = "UNDER_WAY"
    COMPLETED = "COMPLETED"
    SETTLED = "SETTLED"
    UNFILLED = "UNFILLED"
    NEEDS_NEW_TIME = "NEEDS_NEW_TIME"
    CANCELLED = "CANCELLED"
    LATE_CANCELLED = "LATE_CANCELLED"
    VOID = "VOID"
    CLIENT_NO_SHOW = "CLIENT_NO_SHOW"
    INTERPRETER_NO_SHOW = "INTERPRETER_NO_SHOW"
    INCOMPLETE = "INCOMPLETE"


_S = InterpreterRequestState
_SERVER = frozenset({Actor.SERVER})
_COORDINATOR = frozenset({Actor.COORDINATOR})
_PRESENT = BOOKERS | {Actor.INTERPRETER}
_OPEN = (_S.REQUESTED, _S.OFFERED, _S.CONFIRMED, _S.UNFILLED, _S.NEEDS_NEW_TIME)

INTERPRETER_REQUEST = Workflow(
    name="interpreter_request",
    code_list="interpreter_request_states",
    states=InterpreterRequestState,
    start=_S.DRAFT,
    transitions=(
        *steps("request", (_S.DRAFT,), _S.REQUESTED, BOOKERS),
        *steps("offer", (_S.REQUESTED, _S.NEEDS_NEW_TIME), _S.OFFERED, BOOKERS),
        *steps("confirm", (_S.OFFERED,), _S.CONFIRMED, _SERVER),
        *steps("lose", (_S.OFFERED, _S.CONFIRMED), _S.NEEDS_NEW_TIME, _SERVER),
        *steps("decline", (_S.OFFERED, _S.CONFIRMED), _S.REQUESTED, _PRESENT, reason=True),
        # A change of date or time is confirmed anew; where nobody was offered the job, it is looked for anew.
        *steps("move", (_S.DRAFT,), _S.DRAFT, BOOKERS, new_time=True),
        *steps("move", (_S.REQUESTED, _S.UNFILLED), _S.REQUESTED, BOOKERS, new_time=True),
        *steps("move", (_S.OFFERED, _S.CONFIRMED, _S.NEEDS_NEW_TIME), _S.OFFERED, BOOKERS, new_time=True),
        *steps("give_up", (_S.REQUESTED, _S.OFFERED, _S.NEEDS_NEW_TIME), _S.UNFILLED, BOOKERS, reason=True),
        *steps("run_out", (_S.REQUESTED, _S.OFFERED), _S.UNFILLED, frozenset({Actor.TIME})),
        *steps("try_again", (_S.UNFILLED,), _S.REQUESTED, BOOKERS),
        *steps("begin", (_S.CONFIRMED,), _S.UNDER_WAY, _PRESENT),
        *steps("complete", (_S.UNDER_WAY,), _S.COMPLETED, _PRESENT),
        *steps("break_off", (_S.CONFIRMED, _S.UNDER_WAY), _S.INCOMPLETE, _PRESENT, reason=True),
        *steps("client_absent", (_S.CONFIRMED,), _S.CLIENT_NO_SHOW, _PRESENT),
        *steps("interpreter_absent", (_S.CONFIRMED,), _S.INTERPRETER_NO_SHOW, BOOKERS),
        *steps("cancel", _OPEN, _S.CANCELLED, BOOKERS, reason=True),
        # Late is only what somebody had kept their time for.
        *steps("cancel_late", (_S.OFFERED, _S.CONFIRMED), _S.LATE_CANCELLED, BOOKERS, reason=True),
        *steps("withdraw", (_S.DRAFT, *_OPEN), _S.VOID, BOOKERS, reason=True),
        *steps(
            "settle",
            (_S.COMPLETED, _S.INCOMPLETE, _S.LATE_CANCELLED, _S.CLIENT_NO_SHOW),
            _S.SETTLED,
            _COORDINATOR,
        ),
    ),
)
"""The chart. Nothing leaves an interpreter's own absence: it is never billed, and a new request is made."""
