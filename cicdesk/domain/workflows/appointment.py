"""The life of an appointment, and of what it reserves: adviser, room, interpreter and care."""

import enum

from cicdesk.domain.workflows.engine import BOOKERS, Actor, Workflow, steps


class AppointmentState(enum.StrEnum):
    """Codes of `appointment_states`."""

    DRAFT = "DRAFT"
    PLANNED = "PLANNED"
    CONFIRMED = "CONFIRMED"
    NEEDS_NEW_TIME = "NEEDS_NEW_TIME"
    HELD = "HELD"
    CANCELLED_CLIENT = "CANCELLED_CLIENT"
    CANCELLED_CENTRE = "CANCELLED_CENTRE"
    ABSENT = "ABSENT"
    MOVED = "MOVED"
    """Another appointment stands in its place."""


class PartState(enum.StrEnum):
    """Codes of `booking_part_states`: one part of an appointment."""

    WANTED = "WANTED"
    RESERVED = "RESERVED"
    NEEDS_NEW_TIME = "NEEDS_NEW_TIME"
    RELEASED = "RELEASED"


_A = AppointmentState
_P = PartState
_SERVER = frozenset({Actor.SERVER})
_OPEN = (_A.PLANNED, _A.CONFIRMED, _A.NEEDS_NEW_TIME)

APPOINTMENT = Workflow(
    name="appointment",
    states=AppointmentState,
    start=_A.DRAFT,
    holding=frozenset({_A.CONFIRMED}),
    transitions=(
        *steps("plan", (_A.DRAFT,), _A.PLANNED, BOOKERS),
        *steps("confirm", (_A.PLANNED,), _A.CONFIRMED, _SERVER),
        *steps("lose", (_A.PLANNED, _A.CONFIRMED), _A.NEEDS_NEW_TIME, _SERVER),
        *steps("move", (_A.DRAFT,), _A.DRAFT, BOOKERS, new_time=True),
        *steps("move", _OPEN, _A.PLANNED, BOOKERS, new_time=True),
        *steps("change_parts", (_A.CONFIRMED, _A.NEEDS_NEW_TIME), _A.PLANNED, BOOKERS),
        *steps("hold", (_A.PLANNED, _A.CONFIRMED), _A.HELD, BOOKERS),
        *steps("absent", (_A.PLANNED, _A.CONFIRMED), _A.ABSENT, BOOKERS),
        *steps("cancel_client", (_A.DRAFT, *_OPEN), _A.CANCELLED_CLIENT, BOOKERS),
        *steps("cancel_centre", (_A.DRAFT, *_OPEN), _A.CANCELLED_CENTRE, BOOKERS, reason=True),
        *steps("replace", _OPEN, _A.MOVED, BOOKERS),
    ),
)
"""The chart. What took place in the field is held even where the centre never heard of the plan."""

BOOKING_PART = Workflow(
    name="booking_part",
    states=PartState,
    start=_P.WANTED,
    holding=frozenset({_P.RESERVED}),
    transitions=(
        *steps("reserve", (_P.WANTED,), _P.RESERVED, _SERVER),
        *steps("lose", (_P.WANTED, _P.RESERVED), _P.NEEDS_NEW_TIME, _SERVER),
        *steps("move", (_P.WANTED, _P.RESERVED, _P.NEEDS_NEW_TIME), _P.WANTED, BOOKERS, new_time=True),
        *steps("ask_again", (_P.NEEDS_NEW_TIME,), _P.WANTED, BOOKERS),
        *steps("release", (_P.WANTED, _P.RESERVED, _P.NEEDS_NEW_TIME), _P.RELEASED, BOOKERS),
    ),
)
"""The chart of one part: each is reserved or lost on its own, and the card shows which."""
