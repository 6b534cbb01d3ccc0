"""The day in care on one laptop: the board, who comes in, who collects, the way out; works without a network."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from cicdesk.domain.booking.fitness import checks_of, has_ended
from cicdesk.domain.care_ratios import Need, PlaceRules, need
from cicdesk.domain.care_statistics import CareHours, care_hours
from cicdesk.domain.carer_checks import (
    CARER_CHECKS,
    NEAR_CHILDREN,
    DueCheck,
    MissingCheck,
    due_soon,
    may_care,
    missing_checks,
)
from cicdesk.domain.door import is_in
from cicdesk.domain.evacuation import Row, evacuation
from cicdesk.domain.pick_up import Collector, Handover, PickUpCard, handover
from cicdesk.domain.reading import number, text
from cicdesk.domain.roles import Area
from cicdesk.domain.sign_in import Against, Arrival, Room, Verdict, standing, verdict
from cicdesk.domain.wall_time import wall
from cicdesk.domain.workflows.care import CareSessionState
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.values import Document, Values
from cicdesk.services.arranging import care_expected, care_facts
from cicdesk.services.arranging.care_board import (
    BoardRow,
    answers_for,
    card_as_shown,
    health_shown,
    is_late,
    name_of,
    present_in,
    rows_of,
)
from cicdesk.services.arranging.care_day import SESSION, Day, read_day
from cicdesk.services.arranging.care_expected import CarePlace, OnCall, Wish
from cicdesk.services.context import Context
from cicdesk.store import booked
from cicdesk.store.errors import RecordNotFound


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is on duty, as the board was told."""

    carers: tuple[str, ...]
    """Entries of the register of carers."""
    others_within_call: int = 0
    """Other people of age near enough to hear a call."""


@dataclass(frozen=True, slots=True)
class Board:
    """A place of care now."""

    place: str
    rules: PlaceRules
    rows: tuple[BoardRow, ...]
    """Who is there, the next pick-up first; then who is expected, the next arrival first."""
    carers: int
    """Those on duty who count: with valid checks, and not only helping."""
    adults: int
    need: Need
    fits: int
    """How many the carers may have together while those are there."""
    standing: tuple[Against, ...]
    """What is not in order with those who are there now."""
    on_duty: Staff
    """Who was counted."""
    more_carers: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many more carers it would take to let one of those in who are expected, by their visits."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """Somebody whose check has to be made again."""

    kind: str
    """`carer` or `interpreter`."""
    record: str
    name: str
    due: tuple[DueCheck, ...]
    """Those that end soon or have ended, the most urgent first."""
    missing: tuple[MissingCheck, ...]
    """What stands in the way of assigning them today."""


class CareService:
    """What the rules say of today's visits, from what this laptop holds."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def board(self, place: str, staff: Staff | None = None) -> Board:
        """Everybody who is in a place of care or expected there today.

        Without `staff` those count as on duty who are named by the visits of the people present.
        """
        day = self._day(place=place)
        on_duty = staff or Staff(day.assigned(place))
        room = self._room(day, place, on_duty)
        rows, needed = rows_of(day, place), need(room.present, room.rules, day.today)
        return Board(
            place, room.rules, rows, room.carers, room.adults,
            needed, room.fits(needed.per_carer), standing(room, day.today), on_duty,
            dict(_more_carers(day, room, rows)),
        )  # fmt: skip

    def today(self) -> dt.date:
        """The day by clocks in Poland."""
        return wall(self._context.clock.now()).day

    def places(self) -> tuple[CarePlace, ...]:
        """The places of the region, those with most visits today first."""
        with self._context.store.read() as connection:
            return care_expected.places(connection, self._context.clock.now())

    def on_call(self, place: str) -> tuple[OnCall, ...]:
        """The carers who can be on duty at a place, those whose checks are in order first."""
        with self._context.store.read() as connection:
            return care_expected.on_call(connection, place, self._context.clock.now())

    def wishes(self, place: str) -> tuple[Wish, ...]:
        """Today's requests for a place that have no visit yet: who is coming, then who waits."""
        with self._context.store.read() as connection:
            return care_expected.wishes(connection, place, self._context.clock.now())

    def name_of(self, session: str) -> str:
        """What the child of a visit is called on a screen: first name and one letter."""
        day = self._day(session)
        return name_of(day.card(_held(day, session)))

    def card_shown(self, session: str) -> Values:
        """The card of a visit's child as carers may see it now: without health outside the hours of the visit."""
        day = self._day(session)
        return card_as_shown(day, _held(day, session))

    def health_shown(self, session: str) -> bool:
        """Whether carers see the health of a visit's child now."""
        day = self._day(session)
        return health_shown(day, _held(day, session))

    def arrival(self, session: str, seen: Arrival, staff: Staff | None = None) -> Verdict:
        """Whether the child of a visit can come in now; the child of `seen` is taken from the card."""
        day = self._day(session)
        visit = _held(day, session)
        child = day.child(visit)
        known = replace(
            seen,
            child=child,
            has_card=seen.has_card and bool(day.card(visit)),
            minutes_before=_minutes_before(day, session, child.id),
            minutes=seen.minutes or _planned(visit),
        )
        return verdict(known, self._room(day, text(visit, "place"), staff, session), day.today)

    def handover(self, session: str, collector: Collector) -> Handover:
        """Whether somebody is given the child of a visit, and otherwise whom to call."""
        day = self._day(session)
        return handover(_pick_up_card(day, _held(day, session)), collector, day.today)

    def pick_up_card(self, session: str) -> PickUpCard:
        """Who may collect the child of a visit, and who can be called."""
        day = self._day(session)
        return _pick_up_card(day, _held(day, session))

    def relation(self, session: str, entry: str) -> str:
        """What somebody on the list of those who may collect is to the child; empty where it is not said."""
        day = self._day(session)
        row = day.card(_held(day, session)).get(f"pick_up{SEPARATOR}{entry}")
        return text(row, "relation") if isinstance(row, dict) else ""

    def late(self) -> tuple[BoardRow, ...]:
        """Children anywhere who were not collected in time and for whom whoever is working here answers."""
        day, context = self._day(), self._context
        places = sorted({text(each, "place") for each in day.sessions.values()})
        rows = [row for place in places for row in rows_of(day, place) if row.late]
        return tuple(
            row for row in rows if is_late(row) and answers_for(day, row.session, context.user, context.role)
        )

    def alarms(self) -> tuple[dt.datetime, ...]:
        """When each of the children for whom whoever is working here answers is late, and when the alarm begins.

        Moments that have passed are among them: those children are late already.
        """
        day, context = self._day(), self._context
        return tuple(
            until + dt.timedelta(minutes=after)
            for rid, each in day.sessions.items()
            if is_in(text(each, "state")) and answers_for(day, rid, context.user, context.role)
            if (until := care_facts.moment_in(each, "ends_at"))
            for after in _alarms_of(day.rules_of(text(each, "place")))
        )

    def evacuation(self) -> tuple[Row, ...]:
        """Everybody in care anywhere on this laptop's list, in the order in which they are led out."""
        day = self._day()
        everybody = [present_in(day, each) for each in day.sessions.values()]
        return evacuation(everybody, day.today)

    def hours(self, first: dt.date, last: dt.date) -> tuple[CareHours, ...]:
        """Hours of care between two days, both with, by age and by the service that they made possible."""
        self._context.enter(Area.OFFICE)
        with self._context.store.read() as connection:
            found = [each for _k, _rid, each in booked.between(connection, (SESSION,), *_range(first, last))]
            cards = booked.documents(connection, {text(each, "dependant") for each in found})
        visits = (
            care_facts.visit_of(each, care_facts.child_of(rid := text(each, "dependant"), cards.get(rid, {})))
            for each in found
        )
        return care_hours(each for each in visits if each)

    def due_checks(self, within: int = 30) -> tuple[DueRow, ...]:
        """Carers, and interpreters who work near children, with checks that end soon, have ended or are missing.

        Whoever cannot be assigned today comes first, then whose check ends first.
        """
        self._context.enter(Area.OFFICE)
        today = wall(self._context.clock.now()).day
        with self._context.store.read() as connection:
            rows = [
                _due(kind, rid, entry, today, within)
                for kind in _NEEDED
                for rid, entry in booked.of_kind(connection, kind)
                if kind == "carer" or entry.get("with_children") is True
            ]
        return tuple(sorted((row for row in rows if row), key=_urgency))

    def _day(self, session: str = "", place: str = "") -> Day:
        with self._context.store.read() as connection:
            return read_day(connection, self._context.clock.now(), session, place)

    def _room(self, day: Day, place: str, staff: Staff | None, but: str = "") -> Room:
        on_duty = staff or Staff(day.assigned(place))
        with self._context.store.read() as connection:
            entries = booked.documents(connection, on_duty.carers)
        counted = [
            each
            for each in entries.values()
            if each.get("helper") is not True and may_care(checks_of(each), day.today)
        ]
        adults = len(entries) + on_duty.others_within_call
        own = tuple(most for each in counted if (most := number(each, "most_children")))
        return Room(day.rules_of(place), day.present(place, but), len(counted), adults, own)


def _minutes_before(day: Day, session: str, child: str) -> int:
    """How long the child was in care today on other visits."""
    visits = (
        care_facts.visit_of(each, day.child(each))
        for rid, each in day.sessions.items()
        if rid != session and text(each, "dependant") == child and text(each, "day") == day.today.isoformat()
    )
    return sum(each.stay.minutes for each in visits if each)


def _alarms_of(rules: PlaceRules) -> tuple[int, int]:
    return rules.late_after, rules.alarm_after


_NEEDED = {"carer": CARER_CHECKS, "interpreter": NEAR_CHILDREN}


def _due(kind: str, rid: str, entry: Document, today: dt.date, within: int) -> DueRow | None:
    """One row; None for somebody in order, or whose entry has ended."""
    checks = checks_of(entry)
    due = due_soon(checks, _NEEDED[kind], today, within)
    missing = missing_checks(checks, _NEEDED[kind], today)
    if not (due or missing) or has_ended(entry, today):
        return None
    return DueRow(kind, rid, care_facts.full_name(entry), due, missing)


def _urgency(row: DueRow) -> tuple[bool, dt.date, str, str]:
    return not row.missing, row.due[0].due if row.due else dt.date.max, row.name, row.record


def _range(first: dt.date, last: dt.date) -> tuple[str, str]:
    return first.isoformat(), last.isoformat()


def _held(day: Day, session: str) -> Document:
    found = day.sessions.get(session)
    if found is None:
        raise RecordNotFound
    return found


def _pick_up_card(day: Day, visit: Document) -> PickUpCard:
    guardian, rules = day.find(text(visit, "person")), day.rules_of(text(visit, "place"))
    return care_facts.pick_up_card(day.card(visit), visit, guardian, rules)


def _more_carers(day: Day, room: Room, rows: Iterable[BoardRow]) -> Iterator[tuple[str, int]]:
    for row in rows:
        if row.state is CareSessionState.EXPECTED:
            child = day.child(day.sessions[row.session])
            group = (*room.present, child)
            wanted = room.wanted(need(group, room.rules, day.today), len(group))
            if wanted:
                yield row.session, wanted


def _planned(session: Document) -> int:
    start, end = (care_facts.moment_in(session, name) for name in ("starts_at", "ends_at"))
    return int((end - start).total_seconds() // 60) if start and end else 0
