"""Visits without a request. Who is in is in: nobody is asked and nobody refused, but others find the place taken."""

from collections.abc import Collection, Iterable, Iterator

from cicdesk.domain.booking.claims import Resource
from cicdesk.domain.booking.walk_ins import named_by, stays_of
from cicdesk.domain.door import SESSION
from cicdesk.server.services.bookings.docket import Docket
from cicdesk.server.storage import reservations
from cicdesk.server.storage.records import Held
from cicdesk.server.storage.reservations import Booked, Span


def seat(docket: Docket, touched: Iterable[Held], now: int, asked: Collection[Resource]) -> list[Span]:
    """Count the visits among these records as they are now; where there may be room by that.

    `asked`: places about which something is decided; who should have gone home from there by the minute `now` and
    was not signed out is counted anew as well.
    """
    visits = {held.state.rid: held.state for held in touched if held.state.kind == SESSION}
    own = frozenset(visits)
    visits.update((held.state.rid, held.state) for held in _late(docket, asked, now))
    if not visits:
        return []
    connection = docket.connection
    documents = {rid: {} if state.deleted else state.data for rid, state in visits.items()}
    docket.read({name for document in documents.values() for name in named_by(document)})
    released = reservations.release(connection, visits)
    for rid, state in visits.items():
        stays = stays_of(documents[rid], docket.find, now)
        if not stays:
            reservations.forget(connection, [rid])
            continue
        reservations.note(connection, state.root, SESSION, Booked(rid, "", {}))
        # Where a carer has too many already the place is taken all the same; a full place cannot get fuller.
        agreed = stays_of(documents[rid], docket.find)
        for possible in (stays, stays[:1], agreed, agreed[:1]):
            if reservations.admit(connection, rid, possible) is None:
                break
    return [each for each in released if each.booking in own]


def _late(docket: Docket, asked: Collection[Resource], now: int) -> Iterator[Held]:
    places = [each for each in asked if each.kind == "care_place"]
    rids = reservations.ending(docket.connection, SESSION, places, now) if places else []
    docket.read(rids)
    for rid in rids:
        held = docket.held(rid)
        if held is not None:
            yield held
