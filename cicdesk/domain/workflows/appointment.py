"""The life of an appointment, and of what it reserves: adviser, room, interpreter and care."""

import enum

from cicdesk.domain.workflows.engine import BOOKERS, Actor, Workflow, steps


class AppointmentState(enum.StrEnum):
    """Codes of `visit_statuses`."""

    PLANNED = "PLANNED"
    HELD = "HELD"
    CANCELLED_CLIENT = "CANCELLED_CLIENT"
    CANCELLED_CENTRE = "CANCELLED_CENTRE"
    ABSENT = "ABSENT"
    MOVED = "MOVED"
    """Another appointment stands in its place."""


class PartState(enum.StrEnum):
    """Codes of `part_states`: one part of an appointment."""

    WANTED = "WANTED"
    RESERVED = "RESERVED"
    NEEDS_NEW_TIME = "NEEDS_NEW_TIME"
    RELEASED = "RELEASED"


_A = AppointmentState
_P = PartState
_SERVER = frozenset({Actor.SERVER})
_OVER = (_A.CANCELLED_CLIENT, _A.CANCELLED_CENTRE, _A.ABSENT)

APPOINTMENT = Workflow(
    name="appointment",
    code_list="visit_statuses",
    states=AppointmentState,
    start=_A.PLANNED,
    transitions=(
        *steps("move", (_A.PLANNED,), _A.PLANNED, BOOKERS, new_time=True),
        *steps("hold", (_A.PLANNED,), _A.HELD, BOOKERS),
        *steps("absent", (_A.PLANNED,), _A.ABSENT, BOOKERS, reason=True),
        *steps("cancel_client", (_A.PLANNED,), _A.CANCELLED_CLIENT, BOOKERS, reason=True),
        *steps("cancel_centre", (_A.PLANNED,), _A.CANCELLED_CENTRE, BOOKERS, reason=True),
        *steps("replace", (_A.PLANNED, *_OVER), _A.MOVED, BOOKERS, reason=True),
    ),
)
"""The chart. Whether the plan stands is said by its parts: a change of time makes each of them a wish again."""

BOOKING_PART = Workflow(
    name="booking_part",
    code_list="part_states",
    states=PartState,
    start=_P.WANTED,
    transitions=(
        *steps("reserve", (_P.WANTED,), _P.RESERVED, _SERVER),
        *steps("lose", (_P.WANTED, _P.RESERVED), _P.NEEDS_NEW_TIME, _SERVER),
        *steps("move", (_P.WANTED, _P.RESERVED, _P.NEEDS_NEW_TIME), _P.WANTED, BOOKERS, new_time=True),
        *steps("ask_again", (_P.NEEDS_NEW_TIME,), _P.WANTED, BOOKERS),
        *steps("release", (_P.WANTED, _P.RESERVED, _P.NEEDS_NEW_TIME), _P.RELEASED, BOOKERS),
    ),
)
"""The chart of one part: each is reserved or lost on its own, and the card shows which."""
