"""The use cases of bookings of several parts, made where they are needed: they keep nothing themselves."""

from typing import TYPE_CHECKING

from cicdesk.presenters.desk import Desk
from cicdesk.schema.snapshot import Changes
from cicdesk.services.arranging.moving import MovingService
from cicdesk.services.arranging.together import TogetherService

if TYPE_CHECKING:
    from cicdesk.presenters.booking_card import Move


def together(desk: Desk) -> TogetherService:
    """Bookings while they are typed."""
    return TogetherService(desk.context, desk.records, desk.bookings)


def moving(desk: Desk) -> MovingService:
    """Bookings that need another time."""
    return MovingService(desk.context, desk.records, desk.bookings)


def move_all(desk: Desk, appointment: str, move: "Move") -> Changes:
    """Give all parts of an appointment the time that was chosen."""
    return moving(desk).move(appointment, move.possibility)
