"""Every office of the region learns when somebody of its registers is booked, whoever holds the booking."""

from collections.abc import Iterable

from cicdesk.domain.booking.answers import Given
from cicdesk.domain.booking.busy import KINDS, Busy, is_row, registers_of
from cicdesk.domain.booking.claims import DAY, Resource
from cicdesk.server.services.bookings.docket import Docket
from cicdesk.server.services.bookings.pen import Pen
from cicdesk.server.storage import reservations
from cicdesk.server.storage.records import Held

_ALWAYS = 1 << 31
"""Minutes; later than any booking."""


def tell_hours(docket: Docket, pen: Pen, resources: Iterable[Resource]) -> None:
    """Let the entries of the registers say what the tables say: from yesterday on, and nothing else."""
    found = sorted(
        {each for each in resources if each.kind in KINDS}, key=lambda each: (each.kind, each.name)
    )
    docket.read([each.name for each in found])
    for each in found:
        held = docket.held(each.name)
        if held is None or held.state.kind != each.kind:
            continue
        pen.lay_to_rest(held)
        if not held.state.deleted:
            _tell(docket, pen, held, each)


def _tell(docket: Docket, pen: Pen, held: Held, resource: Resource) -> None:
    state = held.state
    spans = reservations.taken(docket.connection, [resource], pen.now_minute - DAY, _ALWAYS)
    wanted = registers_of(Busy(each.booking, each.start, each.end) for each in spans)
    gone = [name for name, row in state.data.items() if is_row(name) and row and name not in wanted]
    values: Given = {
        name: row for name, row in wanted.items() if state.data.get(name) != row or name in state.heads
    }
    values |= dict.fromkeys(gone)
    if values:
        pen.decree(held, values)
