"""Another time for a booking of several parts: what the centre and this laptop propose, and all parts moved as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cicdesk.domain import wall_time
from cicdesk.domain.alternatives import MOST
from cicdesk.domain.workflows.appointment import PartState
from cicdesk.domain.workflows.care import CareRequestState as Care
from cicdesk.domain.workflows.guard import GUARDED
from cicdesk.domain.workflows.interpreter_request import InterpreterRequestState as Request
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values, is_blank
from cicdesk.services.arranging.bookings import Asked, BookingService
from cicdesk.services.arranging.together import ASKS, CARE, INTERPRETING, state_of
from cicdesk.services.context import Context
from cicdesk.services.records import RecordService
from cicdesk.services.writes import Write
from cicdesk.store import pending

TIMES = ("day", "from_time", "to_time")
_RESERVES = frozenset({*TIMES, "room", "adviser"})
_LOST = frozenset({Request.NEEDS_NEW_TIME.value, Care.WAITING_LIST.value})
_CALLED_OFF = frozenset({"CANCELLED", "LATE_CANCELLED", "VOID", "REFUSED", "NO_SHOW"})


@dataclass(frozen=True, slots=True)
class Possibility:
    """Another time for all parts of an appointment."""

    times: Values
    """Day and hours as they are written."""
    own: Values
    """What besides changes in the one record whose possibility it is."""
    record: str
    """That record; empty where this laptop found the time."""
    against: tuple[tuple[str, str], ...] = ()
    """Parts of which something is known to be in the way then, with the code of `decision_reasons`."""


class MovingService:
    """All parts of a booking, once it is written."""

    def __init__(self, context: Context, records: RecordService, bookings: BookingService) -> None:
        self._context = context
        self._records = records
        self._bookings = bookings

    def requests_of(self, appointment: str) -> list[Snapshot]:
        """The requests that name an appointment and were not called off."""
        found = (self._records.list(kind, {"appointment": appointment}) for kind in (INTERPRETING, CARE))
        return [each for several in found for each in several if not _called_off(each)]

    def asked_anew(self, appointment: str) -> bool:
        """Whether its time, room or adviser was changed here and the centre has not answered to that."""
        with self._context.store.read() as connection:
            unsent = pending.unsent_of(connection, [appointment]).get(appointment, [])
        return any(not _RESERVES.isdisjoint(each.mutation.set) for each in unsent)

    def possibilities(self, appointment: Snapshot, requests: Sequence[Snapshot]) -> tuple[Possibility, ...]:
        """Other times for an appointment of which a part was refused: those for which all are free come first."""
        lost = [each for each in requests if each.values.get("state") in _LOST]
        if _is_lost(appointment) and not self.asked_anew(appointment.id):
            lost.insert(0, appointment)
        if not lost:
            return ()
        together = [appointment, *requests]
        found = {_key(each): each for one in lost for each in _offered_by(one)}
        looked = [self._tried(each, together) for each in found.values()]
        free = [each for each in looked if not each.against]
        if len(free) < MOST:
            known = {_key(each) for each in looked}
            free += [each for each in self._own(together) if _key(each) not in known][: MOST - len(free)]
        return tuple([*free, *(each for each in looked if each.against)][:MOST])

    def move(self, appointment: str, taken: Possibility) -> Changes:
        """Give all parts the time of a possibility; the centre confirms each anew."""
        held = self._records.get(appointment)
        writes = [_moved(each, taken) for each in (held, *self.requests_of(appointment)) if _is_movable(each)]
        return self._records.write_together(writes)[1]

    def _tried(self, possibility: Possibility, together: Sequence[Snapshot]) -> Possibility:
        against = [
            (clash.part, clash.reason)
            for each in together
            for clash in self._bookings.provisional(each.kind, _with(each, possibility), each.id)
        ]
        return replace(possibility, against=tuple(dict.fromkeys(against)))

    def _own(self, together: Sequence[Snapshot]) -> Iterator[Possibility]:
        """Times that this laptop finds where those of the centre do not suit every part."""
        asked = [Asked(each.kind, each.values, each.id) for each in together]
        ends = bool(together[0].values.get("to_time"))
        for start, end in self._bookings.common_times(asked):
            shown, until = wall_time.wall(start), wall_time.wall(end)
            times: dict[str, Value] = {"day": shown.day.isoformat(), "from_time": f"{shown.time:%H:%M}"}
            yield Possibility({**times, **({"to_time": f"{until.time:%H:%M}"} if ends else {})}, {}, "")


def _called_off(request: Snapshot) -> bool:
    return request.values.get("state") in _CALLED_OFF


def _is_lost(appointment: Snapshot) -> bool:
    states = {appointment.values.get(f"{part}_state") for part in ("adviser", "room")}
    return PartState.NEEDS_NEW_TIME.value in states


def _is_movable(record: Snapshot) -> bool:
    guarded = GUARDED[record.kind]
    known = {state.value: state for state in guarded.chart.states}
    state = known.get(record.values.get(guarded.field))
    return state is not None and guarded.chart.rescheduled(state) is not None


def _offered_by(record: Snapshot) -> Iterator[Possibility]:
    """What the centre proposes for one part; an hour of its own is no other time for the rest."""
    known = spec_of(record.kind).by_name
    held = record.values.get("alternatives")
    for row in held if isinstance(held, list) else ():
        if not isinstance(row, dict):
            continue
        times = {name: row.get(name) or record.values.get(name) for name in TIMES}
        own = {"wanted_interpreter": row.get("interpreter")} if row.get("interpreter") else {}
        own |= {name: row.get(name) for name in ("mode", "language", "place", "room") if row.get(name)}
        fitting = {name: value for name, value in own.items() if name in known}
        yield Possibility({n: v for n, v in times.items() if not is_blank(v)}, fitting, record.id)


def _with(record: Snapshot, possibility: Possibility) -> Values:
    own = possibility.own if possibility.record in {record.id, ""} else {}
    room = possibility.own.get("room")
    shared = {"room": room} if room and record.values.get("room") else {}
    return {**record.values, **possibility.times, **own, **shared}


def _moved(record: Snapshot, taken: Possibility) -> Write:
    wanted = _with(record, taken)
    names = {*taken.times, *taken.own, "room"} & spec_of(record.kind).by_name.keys()
    written: dict[str, Value] = {n: wanted[n] for n in names if wanted.get(n) != record.values.get(n)}
    state = record.values.get("state")
    if record.kind in ASKS and state == Request.NEEDS_NEW_TIME.value:
        written["state"] = state_of(record.kind, wanted)
    return Write(record.kind, record.id, written, new=False)


def _key(possibility: Possibility) -> tuple[str, ...]:
    values = {**possibility.times, **possibility.own}
    return tuple(str(values.get(name) or "") for name in ("day", "from_time", "room"))
