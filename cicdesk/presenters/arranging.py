"""Arrangements for a client: what can be begun from their file, and what is filled in from what is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cicdesk.base.i18n import N_, _
from cicdesk.base.ids import RecordId
from cicdesk.presenters.words import kind_icon, value_words
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Snapshot, SyncState
from cicdesk.schema.together import KIND as BOOKING
from cicdesk.schema.together import fields_of, form_of
from cicdesk.schema.values import Value, Values, is_blank

if TYPE_CHECKING:
    from cicdesk.presenters.booking_card import Move, Part
    from cicdesk.presenters.desk import Desk

ACTIONS: tuple[tuple[str, str], ...] = (
    (BOOKING, N_("Book together")),
    ("appointment", N_("New appointment")),
    ("interpreter_request", N_("Needs an interpreter")),
    ("care_request", N_("Needs care")),
    ("dependant", N_("Card of a child or dependant")),
)
"""What the file offers to begin: the kind of record, and the button's words."""
KINDS = frozenset(kind for kind, _words in ACTIONS) - {BOOKING}
FOR_AN_APPOINTMENT = (BOOKING, "interpreter_request", "care_request")
_NEEDS = {"interpreter_request": "needs_interpreter", "care_request": "needs_care"}
_UNKNOWN_LANGUAGE = "und"
_HOURS = "hours"
_TOLD = {
    "appointment": ("day", _HOURS, "service", "status"),
    "interpreter_request": ("number", "language", "day", _HOURS, "state"),
    "care_request": ("number", "day", _HOURS, "state"),
    "dependant": ("kind", "birth_date"),
}
_OVER = frozenset({
    "HELD", "CANCELLED_CLIENT", "CANCELLED_CENTRE", "ABSENT", "MOVED", "COMPLETED", "SETTLED", "CANCELLED",
    "LATE_CANCELLED", "VOID", "CLIENT_NO_SHOW", "INTERPRETER_NO_SHOW", "REFUSED", "NO_SHOW",
})  # fmt: skip
"""Statuses and states after which nothing has to be arranged any more."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One line of the card."""

    id: RecordId
    kind: str
    icon: str
    title: str
    text: str
    state: SyncState
    record: Snapshot
    open: bool = True
    parts: "tuple[Part, ...]" = ()
    """Of an appointment that goes on: what it reserves, each with its state."""
    moves: "tuple[Move, ...]" = ()
    """Where a part was refused: other times for all of them."""


def arrangements(records: Sequence[Snapshot], staff: Mapping[str, str]) -> list[Arrangement]:
    """What is arranged in a file: what is still to come first, then what is over; cards of children at the end."""
    found = [_arrangement(each, staff) for each in records if each.kind in KINDS]
    return sorted(
        found, key=lambda each: (each.kind == "dependant", not each.open, str(each.record.values.get("day")))
    )


def _arrangement(record: Snapshot, staff: Mapping[str, str]) -> Arrangement:
    spec, values = spec_of(record.kind), record.values
    told = (
        _hours(values) if name == _HOURS else value_words(spec.by_name[name], values.get(name), staff)
        for name in _TOLD[record.kind]
    )
    names = (values.get(name) for name in ("given_names", "family_name"))
    title = " ".join(str(each) for each in names if each) if record.kind == "dependant" else ""
    return Arrangement(
        id=record.id,
        kind=record.kind,
        icon=kind_icon(record.kind),
        title=title or _(spec.label),
        text="  ·  ".join(filter(None, told)),
        state=record.state,
        record=record,
        open=not _OVER & {values.get("status"), values.get("state")},
    )


def with_parts(arranged: Sequence[Arrangement], staff: Mapping[str, str], desk: "Desk") -> list[Arrangement]:
    """The same, appointments with the state of each part; what is reserved by another record stands with it."""
    if not any(each.kind == "appointment" for each in arranged):
        return list(arranged)
    from cicdesk.presenters.booking_card import card_of  # noqa: PLC0415  rules that no start needs

    others = [each.record for each in arranged]
    found = []
    for each in arranged:
        if each.kind == "appointment" and each.open:
            card = card_of(desk, each.record, others, staff)
            found.append(replace(each, parts=card.parts, moves=card.moves))
        else:
            found.append(each)
    return found


def _hours(values: Values) -> str:
    return "–".join(str(values[name]) for name in ("from_time", "to_time") if values.get(name))


def given_for(
    kind: str,
    client: Snapshot | None,
    about: Snapshot | None = None,
    cards: Sequence[Snapshot] = (),
    requests: Sequence[Snapshot] = (),
) -> dict[str, Value]:
    """What a new record of that kind begins with: from the client, and from the case or appointment it is about.

    `client`: None for a group. `cards`: the cards of children and dependants in the client's file. `requests`: those
    that name the appointment; a booking goes on with them.
    """
    known = {**dict(_of_client(client.values)), **_of_children(kind, cards)} if client else {}
    if kind == BOOKING:
        known |= _of_requests(requests)
    if about is not None:
        known |= _of_what_it_is_about(kind, about)
    fields = form_of(kind).by_name
    root: dict[str, Value] = {"person": client.id} if client else {}
    return {**root, **{n: v for n, v in known.items() if n in fields and not is_blank(v)}}


def begun(
    kind: str,
    client: Snapshot,
    case: Snapshot | None,
    arranged: Sequence[Arrangement],
    about: Snapshot | None,
) -> dict[str, Value]:
    """What a form begins with that is opened from the card of a client's file.

    `case`: the open one; `about`: the appointment that it is for, with the requests that were made for it already.
    """
    cards = [each.record for each in arranged if each.kind == "dependant"]
    going = [each.record for each in arranged if each.open]
    mine = [each for each in going if about and each.values.get("appointment") == about.id]
    return given_for(kind, client, about or case, cards, mine)


def _of_requests(requests: Sequence[Snapshot]) -> dict[str, Value]:
    """What the first request of each kind says, as the window of a booking calls it."""
    found: dict[str, Value] = {}
    for request in requests:
        if request.kind not in found:
            names = fields_of(request.kind).items()
            held = {name: request.values.get(called) for name, called in names}
            found |= {name: value for name, value in held.items() if not is_blank(value)}
            found |= {request.kind: request.id, _NEEDS[request.kind]: True}
    return found


def _of_client(values: Values) -> Iterator[tuple[str, Value]]:
    """The names under which the several records ask for the same thing."""
    language = values.get("contact_language")
    own = language if language != _UNKNOWN_LANGUAGE else None
    spoken = [
        row for row in _rows(values, "languages") if row.get("language") and row.get("speaks") is not False
    ]
    yield "language", own or (spoken[0]["language"] if spoken else None)
    yield "guardian_language", own
    yield "dialect", next((row.get("dialect") for row in spoken if row["language"] == own), None)
    yield (
        "fallback_languages",
        [
            {"id": f"{place:02}", "order": place, "language": row["language"]}
            for place, row in enumerate((r for r in spoken if r["language"] not in {own, "pol"}), start=1)
            if own
        ],
    )
    phone = _phone(values)
    yield "guardian_phone", phone
    yield "phone", phone
    yield "trip", values.get("trip")
    yield "project", values.get("project")


def _rows(values: Values, name: str) -> list[dict[str, Value]]:
    held = values.get(name)
    return [row for row in held if isinstance(row, dict)] if isinstance(held, list) else []


def _phone(values: Values) -> Value:
    """The telephone that it is safe to call; else the first."""
    phones = _rows(values, "phones")
    safe = [each for each in phones if each.get("safe_to_call")]
    return next((each.get("number") for each in (*safe, *phones)), None)


def _of_children(kind: str, cards: Sequence[Snapshot]) -> dict[str, Value]:
    """One child is meant; of several a booking ticks all, so that nobody is forgotten."""
    if kind == BOOKING or (kind == "care_request" and len(cards) == 1):
        return {"dependants": [each.id for each in cards]}
    return {}


_SAME = (
    "day", "from_time", "to_time", "service", "room", "place", "office", "trip", "people_count", "language", "case",
    "group_name",
)  # fmt: skip
"""What a request for an appointment takes over from it."""


def _of_what_it_is_about(kind: str, about: Snapshot) -> dict[str, Value]:
    if about.kind == "case":
        return {"case": about.id}
    if about.kind != "appointment":
        return {}
    if kind == BOOKING:
        held = {name: about.values.get(called) for name, called in fields_of("appointment").items()}
        return {**{n: v for n, v in held.items() if not is_blank(v)}, "appointment": about.id}
    taken = {name: about.values.get(name) for name in _SAME if not is_blank(about.values.get(name))}
    if kind == "care_request":
        where = taken.pop("place", None)
        taken["guardian_place"] = where
    return {**taken, "appointment": about.id}
