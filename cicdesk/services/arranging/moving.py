"""Another time for a booking of several parts: what the centre and this laptop propose, and all parts moved as one."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

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
_SAME = (0, 0)
_LOOKED_AT = 4 * MOST
"""So many times of this laptop's own are held against what the centre said."""
_CALLED_OFF = frozenset({"CANCELLED", "LATE_CANCELLED", "VOID", "REFUSED", "NO_SHOW"})


@dataclass(frozen=True, slots=True)
class Possibility:
    """Another time for all parts of an appointment."""

    times: Values
    """Day and hours as they are written."""
    room: str = ""
    """Another room; empty where it stays."""
    own: Mapping[str, Values] = field(default_factory=lambda: MappingProxyType({}))
    """Records -> what besides changes in each, because the centre proposes it so. Those of refused parts."""
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
        looked = [self._tried(each, together, lost) for each in _proposed(lost, appointment)]
        free = [each for each in looked if not each.against]
        if len(free) < MOST:
            known = {_key(each) for each in looked}
            others = (each for each in self._common(together) if _key(each) not in known)
            free += [each for each in others if not any(_is_denied(one, each) for one in lost)]
        return tuple([*free, *(each for each in looked if each.against)][:MOST])

    def move(self, appointment: str, taken: Possibility) -> Changes:
        """Give all parts the time of a possibility; the centre confirms each anew."""
        held = self._records.get(appointment)
        writes = [_moved(each, taken) for each in (held, *self.requests_of(appointment)) if _is_movable(each)]
        return self._records.write_together(writes)[1]

    def _tried(
        self, possibility: Possibility, together: Sequence[Snapshot], lost: Sequence[Snapshot]
    ) -> Possibility:
        """With what is known to be in the way: here, and by what the centre said of the same hour."""
        against = [
            (clash.part, clash.reason)
            for each in together
            for clash in self._bookings.provisional(each.kind, _with(each, possibility), each.id)
        ]
        against += [
            (each.kind, str(each.values.get("decision_reason") or ""))
            for each in lost
            if _is_denied(each, possibility)
        ]
        return replace(possibility, against=tuple(dict.fromkeys(against)))

    def _common(self, together: Sequence[Snapshot]) -> Iterator[Possibility]:
        """Times that this laptop finds where those of the centre do not suit every part."""
        asked = [Asked(each.kind, each.values, each.id) for each in together]
        ends = bool(together[0].values.get("to_time"))
        for start, end in self._bookings.common_times(asked, _LOOKED_AT):
            shown, until = wall_time.wall(start), wall_time.wall(end)
            times: dict[str, Value] = {"day": shown.day.isoformat(), "from_time": f"{shown.time:%H:%M}"}
            yield Possibility({**times, **({"to_time": f"{until.time:%H:%M}"} if ends else {})})


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


def _proposed(lost: Sequence[Snapshot], appointment: Snapshot) -> list[Possibility]:
    """What the centre proposes for the refused parts; what it proposes for most of them comes first."""
    found: dict[tuple[str, ...], Possibility] = {}
    for record in lost:
        for each in _offered_by(record, appointment):
            before = found.get(_key(each))
            found[_key(each)] = replace(each, own={**before.own, **each.own}) if before else each
    return sorted(found.values(), key=lambda each: -len(each.own))


def _offered_by(record: Snapshot, appointment: Snapshot) -> Iterator[Possibility]:
    known = spec_of(record.kind).by_name
    held = record.values.get("alternatives")
    for row in held if isinstance(held, list) else ():
        if isinstance(row, dict):
            times = {name: row.get(name) or record.values.get(name) for name in TIMES}
            own: dict[str, Value] = {
                name: row.get(name) for name in ("mode", "language", "place") if name in known
            }
            if "wanted_interpreter" in known:
                own["wanted_interpreter"] = row.get("interpreter")
            room = str(row.get("room") or "")
            yield Possibility(
                {name: value for name, value in times.items() if not is_blank(value)},
                "" if room == appointment.values.get("room") else room,
                {record.id: {name: value for name, value in own.items() if not is_blank(value)}},
            )


def _is_denied(record: Snapshot, possibility: Possibility) -> bool:
    """Whether the centre has as good as said no to that time for a refused part.

    It names the nearest three: what is nearer than one of them and is not named was not free, and where it named
    fewer there is nothing else.
    """
    if record.id in possibility.own:
        return False
    held = record.values.get("alternatives")
    rows = [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []
    named = [_apart(record.values, row) for row in rows if row.get("why") != "OTHER_PLACE"]
    apart = _apart(record.values, possibility.times)
    return len(rows) < MOST or apart == _SAME or apart < max(named, default=_SAME)


def _apart(wanted: Values, other: Values) -> tuple[int, int]:
    """How far two times are from each other, in days and then in minutes, as the centre looks for them."""
    try:
        days = [dt.date.fromisoformat(str(each.get("day"))) for each in (wanted, other)]
        hours = [dt.time.fromisoformat(str(each.get("from_time"))) for each in (wanted, other)]
    except ValueError:
        return _SAME
    minutes = [each.hour * 60 + each.minute for each in hours]
    return abs((days[0] - days[1]).days), abs(minutes[0] - minutes[1])


def _with(record: Snapshot, possibility: Possibility) -> Values:
    room = {"room": possibility.room} if possibility.room and record.values.get("room") else {}
    return {**record.values, **possibility.times, **possibility.own.get(record.id, {}), **room}


def _moved(record: Snapshot, taken: Possibility) -> Write:
    """What changes of one record; a request that was refused asks anew."""
    held, wanted = record.values, _with(record, taken)
    written: dict[str, Value] = {name: value for name, value in wanted.items() if value != held.get(name)}
    if record.kind in ASKS and held.get("state") == Request.NEEDS_NEW_TIME.value:
        written["state"] = state_of(record.kind, wanted)
    return Write(record.kind, record.id, written, new=False)


def _key(possibility: Possibility) -> tuple[str, ...]:
    return (*(str(possibility.times.get(name) or "") for name in TIMES), possibility.room)
