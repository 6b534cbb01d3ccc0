"""The life of a care request, and of one dependant's visit (domain 6.4)."""

import enum

from cicdesk.domain.workflows.engine import BOOKERS, Actor, Workflow, steps


class CareRequestState(enum.StrEnum):
    """Codes of `care_request_states`."""

    DRAFT = "DRAFT"
    REQUESTED = "REQUESTED"
    CHECKED = "CHECKED"
    """Place and carer looked at on the laptop: a provisional wish."""
    CONFIRMED = "CONFIRMED"
    WAITING_LIST = "WAITING_LIST"
    NEEDS_NEW_TIME = "NEEDS_NEW_TIME"
    COMPLETED = "COMPLETED"
    REFUSED = "REFUSED"
    CANCELLED = "CANCELLED"
    NO_SHOW = "NO_SHOW"


class CareSessionState(enum.StrEnum):
    """Codes of `care_session_states`."""

    EXPECTED = "EXPECTED"
    PRESENT = "PRESENT"
    STEPPED_OUT = "STEPPED_OUT"
    """Out for a while with the guardian; comes back."""
    NOT_COLLECTED = "NOT_COLLECTED"
    """Still here after the agreed end; the alarm runs."""
    COLLECTED = "COLLECTED"
    CLOSED = "CLOSED"
    REFUSED = "REFUSED"
    CANCELLED = "CANCELLED"
    NO_SHOW = "NO_SHOW"


_R = CareRequestState
_V = CareSessionState
_SERVER = frozenset({Actor.SERVER})
_TIME = frozenset({Actor.TIME})
_CARERS = frozenset({Actor.CARER, Actor.COORDINATOR})
_DESK = BOOKERS | {Actor.CARER}
_WANTED = (_R.REQUESTED, _R.CHECKED, _R.CONFIRMED, _R.WAITING_LIST, _R.NEEDS_NEW_TIME)
_IN_CARE = (_V.PRESENT, _V.NOT_COLLECTED)

CARE_REQUEST = Workflow(
    name="care_request",
    code_list="care_request_states",
    states=CareRequestState,
    start=_R.DRAFT,
    transitions=(
        *steps("request", (_R.DRAFT,), _R.REQUESTED, BOOKERS),
        *steps("check", (_R.REQUESTED, _R.WAITING_LIST, _R.NEEDS_NEW_TIME), _R.CHECKED, BOOKERS),
        *steps("confirm", (_R.CHECKED, _R.WAITING_LIST), _R.CONFIRMED, _SERVER),
        *steps("put_on_list", (_R.CHECKED,), _R.WAITING_LIST, _SERVER),
        *steps("wait", (_R.REQUESTED,), _R.WAITING_LIST, BOOKERS),
        *steps("lose", (_R.CHECKED, _R.CONFIRMED), _R.NEEDS_NEW_TIME, _SERVER),
        *steps("move", (_R.DRAFT,), _R.DRAFT, BOOKERS, new_time=True),
        *steps("move", (_R.REQUESTED,), _R.REQUESTED, BOOKERS, new_time=True),
        *steps(
            "move",
            (_R.CHECKED, _R.CONFIRMED, _R.WAITING_LIST, _R.NEEDS_NEW_TIME),
            _R.CHECKED,
            BOOKERS,
            new_time=True,
        ),
        *steps(
            "refuse",
            (_R.REQUESTED, _R.CHECKED, _R.CONFIRMED, _R.WAITING_LIST, _R.NEEDS_NEW_TIME),
            _R.REFUSED,
            _DESK,
            reason=True,
        ),
        *steps("run_out", (_R.WAITING_LIST,), _R.REFUSED, _TIME),
        *steps("cancel", (_R.DRAFT, *_WANTED), _R.CANCELLED, BOOKERS, reason=True),
        *steps("absent", (_R.CONFIRMED,), _R.NO_SHOW, _DESK),
        *steps("complete", (_R.CONFIRMED,), _R.COMPLETED, _DESK),
    ),
)
"""The chart of a wish for care. Only the centre gives a place, because only it sees every office's wishes."""

CARE_SESSION = Workflow(
    name="care_session",
    code_list="care_session_states",
    states=CareSessionState,
    start=_V.EXPECTED,
    transitions=(
        # Whoever was missed may still come.
        *steps("sign_in", (_V.EXPECTED, _V.NO_SHOW), _V.PRESENT, _CARERS),
        *steps("refuse", (_V.EXPECTED,), _V.REFUSED, _CARERS, reason=True),
        *steps("move", (_V.EXPECTED,), _V.EXPECTED, BOOKERS, new_time=True),
        *steps("cancel", (_V.EXPECTED,), _V.CANCELLED, BOOKERS, reason=True),
        *steps("absent", (_V.EXPECTED,), _V.NO_SHOW, _DESK),
        *steps("step_out", (_V.PRESENT,), _V.STEPPED_OUT, _CARERS),
        *steps("come_back", (_V.STEPPED_OUT,), _V.PRESENT, _CARERS),
        *steps("note_incident", (_V.PRESENT,), _V.PRESENT, _CARERS, reason=True),
        *steps("run_late", (_V.PRESENT,), _V.NOT_COLLECTED, _TIME),
        *steps("agree_later", _IN_CARE, _V.PRESENT, _CARERS, reason=True, new_time=True),
        *steps("hand_over", (*_IN_CARE, _V.STEPPED_OUT), _V.COLLECTED, _CARERS),
        *steps("close", (_V.COLLECTED,), _V.CLOSED, _CARERS),
        *steps("close", (_V.REFUSED, _V.NO_SHOW), _V.CLOSED, _CARERS),
    ),
)
"""The chart of one visit. Signing in and out works without a network; only the wish needed the centre."""
