"""A child who is in care without a request: it takes a place of those who are asked for, as long as it is there."""

from cicdesk.domain.booking.children import Lookup, for_a_carer, heads_of, shared_out
from cicdesk.domain.booking.claims import LONGEST_STAY, Resource, Stay
from cicdesk.domain.booking.wishes import AN_HOUR
from cicdesk.domain.door import is_in
from cicdesk.domain.heads import Heads
from cicdesk.domain.reading import elements, moment, number, stretch, text
from cicdesk.domain.wall_time import wall
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.values import Document


def named_by(session: Document) -> set[str]:
    """The records that a visit has to look at."""
    return {text(session, "dependant"), text(session, "place"), *elements(session, "carers")} - {""}


def stays_of(session: Document, find: Lookup, now: int = 0) -> list[Stay]:
    """What a visit takes: the place first, then of the carers. Nothing where a request has taken it, or nobody is in.

    Who has not been signed out after the agreed end is there at the minute `now` all the same. How much longer
    nobody knows: another hour is reckoned with, and a day in all.
    """
    when, where = stretch(session, AN_HOUR), text(session, "place")
    is_here = is_in(text(session, "state")) and not text(session, "care_request")
    if when is None or not where or not is_here or when[1] - when[0] > LONGEST_STAY:
        return []
    if when[1] <= now:
        when = when[0], min(now + AN_HOUR, when[0] + LONGEST_STAY)
    place, carers = find(where), elements(session, "carers")
    child: Document = {f"dependants{SEPARATOR}{text(session, 'dependant')}": True}
    heads = heads_of(child, find, wall(moment(when[0])).day)
    fits = number(place, "capacity")
    stays = [Stay(Resource("care_place", where), *when, heads, Heads(fits, fits, fits))]
    for name, part in zip(carers, shared_out(heads, len(carers)) if carers else (), strict=True):
        if part.all:
            stays.append(Stay(Resource("carer", name), *when, part, for_a_carer(place, find(name))))
    return stays
