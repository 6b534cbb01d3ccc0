"""The use cases of bookings of several parts, made where they are needed: they keep nothing themselves."""

from cicdesk.presenters.desk import Desk
from cicdesk.schema.snapshot import Changes
from cicdesk.services.arranging.moving import MovingService, Possibility
from cicdesk.services.arranging.together import TogetherService


def together(desk: Desk) -> TogetherService:
    """Bookings while they are typed."""
    return TogetherService(desk.context, desk.records, desk.bookings)


def moving(desk: Desk) -> MovingService:
    """Bookings that need another time."""
    return MovingService(desk.context, desk.records, desk.bookings)


def move_all(desk: Desk, appointment: str, possibility: Possibility) -> Changes:
    """Give all parts of an appointment the time that was chosen."""
    return moving(desk).move(appointment, possibility)
