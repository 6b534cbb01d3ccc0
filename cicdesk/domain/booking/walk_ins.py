"""A child who is in care without a request: it takes a place of those who are asked for, as long as it is there."""

from cicdesk.domain.booking.children import Lookup, for_a_carer, heads_of, shared_out
from cicdesk.domain.booking.claims import LONGEST_STAY, Resource, Stay
from cicdesk.domain.booking.reading import elements, moment, number, stretch, text
from cicdesk.domain.heads import Heads
from cicdesk.domain.wall_time import wall
from cicdesk.domain.workflows.care import CareSessionState
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.values import Document

SESSION = "care_session"
_HERE = frozenset({CareSessionState.PRESENT, CareSessionState.STEPPED_OUT, CareSessionState.NOT_COLLECTED})
_AN_HOUR = 60


def named_by(session: Document) -> set[str]:
    """The records that a visit has to look at."""
    return {text(session, "dependant"), text(session, "place"), *elements(session, "carers")} - {""}


def stays_of(session: Document, find: Lookup) -> list[Stay]:
    """What a visit takes: the place first, then of the carers. Nothing where a request has taken it, or nobody is in."""
    when, where = stretch(session, _AN_HOUR), text(session, "place")
    is_here = text(session, "state") in _HERE and not text(session, "care_request")
    if when is None or not where or not is_here or when[1] - when[0] > LONGEST_STAY:
        return []
    place, carers = find(where), elements(session, "carers")
    child: Document = {f"dependants{SEPARATOR}{text(session, 'dependant')}": True}
    heads = heads_of(child, find, wall(moment(when[0])).day)
    fits = number(place, "capacity")
    stays = [Stay(Resource("care_place", where), *when, heads, Heads(fits, fits, fits))]
    for name, part in zip(carers, shared_out(heads, len(carers)) if carers else (), strict=True):
        if part.all:
            stays.append(Stay(Resource("carer", name), *when, part, for_a_carer(place, find(name))))
    return stays
