"""Visits without a request. Who is in is in: nobody is asked and nobody refused, but others find the place taken."""

from collections.abc import Iterable

from cicdesk.domain.booking.walk_ins import SESSION, named_by, stays_of
from cicdesk.server.services.bookings.docket import Docket
from cicdesk.server.storage import reservations
from cicdesk.server.storage.records import Held
from cicdesk.server.storage.reservations import Booked, Span


def seat(docket: Docket, touched: Iterable[Held]) -> list[Span]:
    """Count the visits among these records as they are now; where there may be room by that."""
    visits = {held.state.rid: held.state for held in touched if held.state.kind == SESSION}
    if not visits:
        return []
    connection = docket.connection
    documents = {rid: {} if state.deleted else state.data for rid, state in visits.items()}
    docket.read({name for document in documents.values() for name in named_by(document)})
    freed = reservations.release(connection, visits)
    for rid, state in visits.items():
        stays = stays_of(documents[rid], docket.find)
        if not stays:
            reservations.forget(connection, [rid])
            continue
        reservations.note(connection, state.root, SESSION, Booked(rid, "", {}))
        # Where a carer has too many already the place is taken all the same; a full place cannot get fuller.
        if reservations.admit(connection, rid, stays) is not None:
            reservations.admit(connection, rid, stays[:1])
    return freed
