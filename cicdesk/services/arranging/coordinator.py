"""The coordinator's boards about interpreters: what is unfilled, who has not answered, the month, what to settle."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cicdesk.domain.booking.wishes import AN_HOUR
from cicdesk.domain.lead_time import Urgency, notice_left, notice_needed, urgency
from cicdesk.domain.reading import items, moment, number, stretch, text
from cicdesk.domain.wall_time import read_moment
from cicdesk.domain.workflows.interpreter_request import InterpreterRequestState as State
from cicdesk.schema.values import Document
from cicdesk.services.arranging.care_facts import full_name
from cicdesk.services.arranging.interpreting import KIND, booking_of
from cicdesk.services.context import Context
from cicdesk.store import booked

_OPEN = frozenset({State.REQUESTED, State.OFFERED, State.UNFILLED, State.NEEDS_NEW_TIME})
_MAY_COST = frozenset({State.COMPLETED, State.INCOMPLETE, State.LATE_CANCELLED, State.CLIENT_NO_SHOW})
_ORDER = list(Urgency)


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A request for which nobody is confirmed yet."""

    record: str
    number: str
    language: str
    state: str
    starts: dt.datetime
    urgency: Urgency
    notice_left: int
    """Working days."""
    notice_needed: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An offer without an answer."""

    record: str
    number: str
    interpreter: str
    name: str
    sent_at: dt.datetime | None
    answer_by: dt.datetime | None
    overdue: bool
    """Whether the next one should be asked."""


@dataclass(frozen=True, slots=True)
class Month:
    """One interpreter's month."""

    interpreter: str
    name: str
    booked: int
    """Minutes that are booked or done."""
    cap: int
    """Minutes; 0 where there is none."""
    billed: int
    """Minutes on time sheets."""
    cost: int
    """In grosze, as the time sheets say."""

    @property
    def over(self) -> bool:
        """Whether more is booked than was agreed."""
        return 0 < self.cap < self.booked


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A request that may cost and is not settled."""

    record: str
    number: str
    state: str
    day: str
    interpreter: str
    sheet: str
    """Its time sheet; empty where there is none yet."""
    cost: int
    unsigned: int
    """How many of the three signatures are still to come."""


class CoordinatorService:
    """Boards over every request that this laptop holds."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def unfilled(self) -> tuple[Unfilled, ...]:
        """Open requests, the most urgent first; those whose time has passed are at the top."""
        now = self._context.clock.now()
        held = self._held()
        speakers = _speakers(held["interpreter"])
        found = (_unfilled(rid, each, now, speakers) for rid, each in held[KIND].items())
        return tuple(sorted((each for each in found if each), key=lambda each: (
            _ORDER.index(each.urgency), each.starts, each.record,
        )))  # fmt: skip

    def waiting(self) -> tuple[Waiting, ...]:
        """Offers without an answer: those past their hour first, then the longest waiting."""
        now = self._context.clock.now()
        held = self._held()
        found = [
            row
            for rid, each in held[KIND].items()
            if text(each, "state") == State.OFFERED
            for row in _waiting(rid, each, now, held["interpreter"])
        ]
        late = dt.datetime.max.replace(tzinfo=dt.UTC)
        return tuple(sorted(found, key=lambda each: (
            not each.overdue, each.sent_at or late, each.record, each.interpreter,
        )))  # fmt: skip

    def month(self, day: dt.date) -> tuple[Month, ...]:
        """The hours and cost of each interpreter in the month of that day, the fullest first."""
        held = self._held()
        rooms = held["room"]
        bookings = [
            each
            for rid, request in held[KIND].items()
            if (each := booking_of(rid, request, lambda room: rooms.get(room, {})))
            and (each.day.year, each.day.month) == (day.year, day.month)
        ]
        sheets = [each for each in held["time_sheet"].values() if text(each, "day")[:7] == f"{day:%Y-%m}"]
        rows = [
            Month(
                rid,
                full_name(entry),
                sum(each.span.minutes for each in bookings if each.interpreter == rid),
                number(entry, "monthly_cap_hours") * AN_HOUR,
                sum(number(each, "billed_minutes") for each in sheets if text(each, "interpreter") == rid),
                sum(
                    number(each, "cost") + number(each, "travel_cost")
                    for each in sheets
                    if text(each, "interpreter") == rid
                ),
            )
            for rid, entry in held["interpreter"].items()
        ]
        listed = [row for row in rows if row.booked or row.billed or row.cost]
        return tuple(sorted(listed, key=lambda row: (-row.booked, row.name, row.interpreter)))

    def to_settle(self) -> tuple[ToSettle, ...]:
        """Requests that may cost and are not settled, the oldest first, each with its time sheet."""
        held = self._held()
        sheets = {text(each, "interpreter_request"): (rid, each) for rid, each in held["time_sheet"].items()}
        rows = [
            _to_settle(rid, each, *sheets.get(rid, ("", {})))
            for rid, each in held[KIND].items()
            if text(each, "state") in _MAY_COST
        ]
        return tuple(sorted(rows, key=lambda row: (row.day, row.number, row.record)))

    def _held(self) -> dict[str, dict[str, Document]]:
        kinds = ("interpreter", "room", KIND, "time_sheet")
        with self._context.store.read() as connection:
            texts = booked.texts(connection, kinds)
        return {kind: dict(booked.decoded(texts, kind)) for kind in kinds}


def _speakers(register: Mapping[str, Document]) -> dict[str, int]:
    """Languages -> how many interpreters of the register have them."""
    found: dict[str, int] = {}
    for entry in register.values():
        for language in {text(row, "language") for row in items(entry, "languages")}:
            found[language] = found.get(language, 0) + 1
    return found


def _unfilled(rid: str, request: Document, now: dt.datetime, speakers: Mapping[str, int]) -> Unfilled | None:
    state, when = text(request, "state"), stretch(request, AN_HOUR)
    if state not in _OPEN or when is None:
        return None
    starts, language = moment(when[0]), text(request, "language")
    known = speakers.get(language, 0)
    return Unfilled(
        rid, text(request, "number"), language, state, starts, urgency(starts, now, known),
        notice_left(starts, now), notice_needed(text(request, "service"), known),
    )  # fmt: skip


def _waiting(
    rid: str, request: Document, now: dt.datetime, register: Mapping[str, Document]
) -> Iterator[Waiting]:
    for row in items(request, "offers"):
        if text(row, "answer") not in {"", "WAITING"}:
            continue
        who, until = text(row, "interpreter"), _moment(row, "answer_by")
        yield Waiting(
            rid, text(request, "number"), who, full_name(register.get(who, {})), _moment(row, "sent_at"), until,
            overdue=until is not None and until < now,
        )  # fmt: skip


def _moment(row: Document, name: str) -> dt.datetime | None:
    try:
        return read_moment(text(row, name))
    except ValueError:
        return None


def _to_settle(rid: str, request: Document, sheet_id: str, sheet: Document) -> ToSettle:
    signatures = ("client_signature", "requester_signature", "interpreter_signature")
    unsigned = sum(text(sheet, name) in {"", "TO_SIGN"} for name in signatures)
    return ToSettle(
        rid, text(request, "number"), text(request, "state"), text(request, "day"), text(request, "interpreter"),
        sheet_id, number(sheet, "cost") + number(sheet, "travel_cost"), unsigned,
    )  # fmt: skip
