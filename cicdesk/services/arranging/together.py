"""A booking of several parts on one laptop: looked at while it is typed, and written in one stroke."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cicdesk.base.ids import new_id
from cicdesk.domain import wall_time
from cicdesk.domain.ages import born_at_the_latest
from cicdesk.domain.care_ratios import Child, need
from cicdesk.domain.workflows.care import CareRequestState as Care
from cicdesk.domain.workflows.interpreter_request import InterpreterRequestState as Request
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.together import PARTS, fields_of
from cicdesk.schema.values import Value, Values, is_blank
from cicdesk.services.arranging import care_facts
from cicdesk.services.arranging.bookings import Asked, BookingService, Look
from cicdesk.services.context import Context
from cicdesk.services.records import RecordService
from cicdesk.services.writes import Write
from cicdesk.store import booked

APPOINTMENT, INTERPRETING, CARE = PARTS
ASKS: dict[str, frozenset[str]] = {
    INTERPRETING: frozenset({Request.DRAFT, Request.REQUESTED, Request.NEEDS_NEW_TIME}),
    CARE: frozenset({Care.DRAFT, Care.REQUESTED, Care.NEEDS_NEW_TIME}),
}
"""States in which a request that names somebody is made a wish."""
CARE_OF, CARE_COUNT = "care_of", "care_count"
_WORKED_OUT = {CARE: {CARE_OF: "kind"}, APPOINTMENT: {CARE_COUNT: CARE_COUNT}}
_LATER = frozenset({CARE_OF, CARE_COUNT})
"""What no field of the window says and its records hold all the same."""
_NEEDS = {INTERPRETING: "needs_interpreter", CARE: "needs_care"}


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many carers a group needs in a place."""

    needed: int
    named: int


class TogetherService:
    """Appointment, interpreter and care as one booking, before it is written."""

    def __init__(self, context: Context, records: RecordService, bookings: BookingService) -> None:
        self._context = context
        self._records = records
        self._bookings = bookings

    def book(self, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        """Write all parts, or none; the appointment. InvalidRecord with the names of the window's fields."""
        return self._records.write_together(list(self._writes(values)), draft=draft)

    def looks(self, values: Values) -> dict[str, Look]:
        """What is known to be in the way of each record that would be written."""
        return {each.kind: self._bookings.look(each) for each in self._asked(values)}

    def other_times(self, values: Values) -> list[tuple[dt.datetime, dt.datetime]]:
        """The three nearest times at which nothing known is in the way of any part."""
        return self._bookings.common_times(self._asked(values))

    def ratio(self, values: Values) -> Ratio:
        """How many carers the children need in the place that is named."""
        care = part_values(CARE, values)
        named = [str(each) for each in _listed(care, "dependants")]
        place = str(care.get("place") or "")
        with self._context.store.read() as connection:
            held = booked.documents(connection, [*named, *([place] if place else [])])
        day = _day(values) or wall_time.wall(self._context.clock.now()).day
        children = [care_facts.child_of(rid, held.get(rid, {})) for rid in named]
        children += [_stranger(str(n), each, day) for n, each in enumerate(_listed(care, "others"))]
        rules = care_facts.rules_of(held.get(place, {}))
        return Ratio(need(children, rules, day).carers, len(_listed(care, "wanted_carers")))

    def _writes(self, values: Values) -> Iterator[Write]:
        plan = str(values.get(APPOINTMENT) or "")
        rid = plan or new_id()
        shown = {**values, **self._counted(values)}
        yield _written(APPOINTMENT, plan, rid, {**part_values(APPOINTMENT, shown, whole=bool(plan))})
        if values.get("needs_interpreter"):
            yield self._request(INTERPRETING, values, {"appointment": rid})
        if values.get("needs_care"):
            where = {} if is_blank(values.get("place")) else {"guardian_place": values["place"]}
            for each in self._by_age(values):
                yield self._request(CARE, each, {"appointment": rid, **where})

    def _request(self, kind: str, values: Values, linked: Values) -> Write:
        held = str(values.get(kind) or "")
        given: dict[str, Value] = {**part_values(kind, values, whole=bool(held)), **linked}
        before = self._records.get(held).values.get("state") if held else "DRAFT"
        if before in ASKS[kind]:
            given["state"] = state_of(kind, given)
        return _written(kind, held, held or new_id(), given)

    def _counted(self, values: Values) -> Values:
        """How many are to be cared for, as the appointment says it."""
        count = len(_listed(values, "dependants")) + len(_listed(values, "others"))
        return {CARE_COUNT: count} if values.get("needs_care") and count else {}

    def _by_age(self, values: Values) -> Iterator[Values]:
        """Children and adults are asked for apart: they need another place, and other carers."""
        named = [str(each) for each in _listed(values, "dependants")]
        with self._context.store.read() as connection:
            cards = booked.documents(connection, named)
        adults = [rid for rid in named if cards.get(rid, {}).get("kind") == "ADULT"]
        children = [rid for rid in named if rid not in adults]
        if not adults or values.get(CARE):
            yield values
            return
        if children or _listed(values, "others"):
            yield {**values, "dependants": list[Value](children)}
        yield {**values, "dependants": list[Value](adults), "others": None, CARE_OF: "ADULT"}

    def _asked(self, values: Values) -> list[Asked]:
        found = [Asked(APPOINTMENT, part_values(APPOINTMENT, values), str(values.get(APPOINTMENT) or ""))]
        for kind, needed in _NEEDS.items():
            if values.get(needed):
                found.append(Asked(kind, part_values(kind, values), str(values.get(kind) or "")))
        return found


def part_values(kind: str, values: Values, *, whole: bool = False) -> dict[str, Value]:
    """What the window says of one record; with `whole` also what it leaves empty."""
    fields = {**fields_of(kind), **_WORKED_OUT.get(kind, {})}
    found = {
        called: values.get(name) for name, called in fields.items() if name in values or name not in _LATER
    }
    return found if whole else {name: value for name, value in found.items() if not is_blank(value)}


def _written(kind: str, held: str, record: str, values: Values) -> Write:
    typed_in = {called: name for name, called in fields_of(kind).items() if called != name}
    return Write(kind, record, values, new=not held, typed_in=typed_in)


def state_of(kind: str, values: Values) -> str:
    """Whoever is named is wished for; otherwise somebody looks for them."""
    if kind == INTERPRETING:
        return (Request.OFFERED if values.get("wanted_interpreter") else Request.REQUESTED).value
    return (Care.CHECKED if values.get("place") else Care.REQUESTED).value


def _listed(values: Values, name: str) -> list[Value]:
    held = values.get(name)
    return held if isinstance(held, list) else []


def _day(values: Values) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(values.get("day") or ""))
    except ValueError:
        return None


def _stranger(rid: str, row: Value, day: dt.date) -> Child:
    """A child without a card, born so many years and months before that day."""
    said = row if isinstance(row, dict) else {}
    years, months = said.get("age_years"), said.get("age_months")
    special = said.get("special_care") == care_facts.YES
    if not isinstance(years, int) and not isinstance(months, int):
        return Child(rid, None, special=special)
    before = (years if isinstance(years, int) else 0) * 12 + (months if isinstance(months, int) else 0)
    born = day.year * 12 + day.month - 1 - before
    return Child(rid, born_at_the_latest(f"{born // 12:04}-{born % 12 + 1:02}-01"), special=special)
