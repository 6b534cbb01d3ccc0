"""What the board of a place of care shows of each child, and of a child's health only while it may."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cicdesk.domain.care_window import health_is_shown, name_on_screen
from cicdesk.domain.evacuation import IN_CARE, Present
from cicdesk.domain.late_pick_up import Late, Lateness, lateness
from cicdesk.domain.pick_up import NOBODY
from cicdesk.domain.reading import elements, items, text
from cicdesk.domain.workflows.care import CareSessionState
from cicdesk.schema.documents import to_values
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Document, Value
from cicdesk.services.arranging import care_facts
from cicdesk.services.arranging.care_day import Day


@dataclass(frozen=True, slots=True)
class Allergy:
    """One allergy, for an icon and its words."""

    kind: str
    to: str
    severity: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One child on the board. Health is empty outside the hours in which carers see it."""

    session: str
    dependant: str
    name: str
    """First name and one letter."""
    state: CareSessionState
    starts: dt.datetime | None
    """The agreed beginning."""
    since: dt.datetime | None
    until: dt.datetime | None
    """The agreed end."""
    late: Late | None
    guardian_phone: str
    guardian_place: str
    special: bool
    allergies: tuple[Allergy, ...] = ()
    emergency_pen: bool = False
    done: tuple[str, ...] = ()
    """Codes of `late_steps` that were taken, in their order."""


def rows_of(day: Day, place: str) -> tuple[BoardRow, ...]:
    """Who is in care at a place, the next pick-up first; then who is expected today, the next arrival first."""
    listed = (_row(day, rid, each) for rid, each in day.at(place) if _is_listed(day, each))
    return tuple(sorted(listed, key=_order))


def is_late(row: BoardRow) -> bool:
    """Whether somebody should have been collected by now."""
    return row.late is not None and row.late.level is not Lateness.NOT_YET


def answers_for(day: Day, session: str, user: str, role: str) -> bool:
    """Whether somebody is told that a child was not collected: who received it, who cares for children, who leads.

    Whoever works without a centre is everybody at once.
    """
    visit = day.sessions.get(session, {})
    carers = {text(day.find(each), "user") for each in elements(visit, "carers")}
    return role in _CALLED or user in {text(visit, "signed_in_by"), *carers}


def present_in(day: Day, session: Document) -> Present:
    """One child for the list of those who are led out."""
    card = day.card(session)
    first = next(iter(care_facts.emergency_contacts(card)), NOBODY)
    return Present(
        child=day.child(session),
        name=name_of(card),
        state=care_facts.state_of(session),
        place=text(day.find(text(session, "place")), "name"),
        mobility=care_facts.walks(card),
        emergency_pen=_has_pen(card),
        guardian_phone=_phone(card, session),
        guardian_place=text(session, "guardian_place"),
        contact=first.name,
        contact_phone=first.phone,
    )


def card_as_shown(day: Day, session: Document) -> dict[str, Value]:
    """The card of a visit's child; its health and care only while carers may see them, custody never."""
    card = day.card(session)
    sections = _ALWAYS | (_WHILE_HERE if health_shown(day, session) else frozenset())
    spec = spec_of("dependant")
    allowed = {each.name for each in spec.fields if each.section in sections} - _NEVER
    return {name: value for name, value in to_values(spec, card).items() if name in allowed}


def health_shown(day: Day, session: Document) -> bool:
    """Whether carers see the health of a visit's child now."""
    starts, until = (care_facts.moment_in(session, name) for name in ("starts_at", "ends_at"))
    return health_is_shown(care_facts.state_of(session), starts, day.now, until)


_CALLED = frozenset({"", "carer", "coordinator"})
_ALWAYS = frozenset({"who", "permissions"})
_WHILE_HERE = frozenset({"health", "care", "adult"})
_NEVER = frozenset(
    {
        "family_name",
        "given_names",
        "kind",
        "person",
        "photo",
        "birth_date",
        "signature",
        "signed_on",
        "remarks",
    }
)
"""What a screen in the room does not need."""


def _is_listed(day: Day, session: Document) -> bool:
    state = care_facts.state_of(session)
    expected = state is CareSessionState.EXPECTED and text(session, "day") == day.today.isoformat()
    return state in IN_CARE or expected


def _row(day: Day, rid: str, session: Document) -> BoardRow:
    card, state = day.card(session), care_facts.state_of(session)
    starts, until = (care_facts.moment_in(session, name) for name in ("starts_at", "ends_at"))
    shown = health_shown(day, session)
    return BoardRow(
        session=rid,
        dependant=text(session, "dependant"),
        name=name_of(card),
        state=state,
        starts=starts,
        since=care_facts.moment_in(session, "in_at"),
        until=until,
        late=_late(day, session, card, until) if until and state in IN_CARE else None,
        guardian_phone=_phone(card, session),
        guardian_place=text(session, "guardian_place"),
        special=shown and text(card, "special_care") == care_facts.YES,
        allergies=tuple(_allergies(card)) if shown else (),
        emergency_pen=shown and _has_pen(card),
        done=_done(session),
    )


def _late(day: Day, session: Document, card: Document, until: dt.datetime) -> Late:
    contacts = sum(1 for _row in items(card, "emergency_contacts"))
    return lateness(until, day.now, day.rules_of(text(session, "place")), _done(session), contacts)


def _done(session: Document) -> tuple[str, ...]:
    taken = sorted(items(session, "late_steps"), key=lambda row: text(row, "time"))
    return tuple(text(row, "step") for row in taken)


def name_of(card: Document) -> str:
    """What a child is called on a screen in the room: first name and one letter."""
    return name_on_screen(*(text(card, name) for name in ("given_names", "family_name", "called")))


def _phone(card: Document, session: Document) -> str:
    return text(session, "guardian_phone") or text(card, "guardian_phone")


def _allergies(card: Document) -> Iterator[Allergy]:
    for row in items(card, "allergies"):
        yield Allergy(*(text(row, name) for name in ("kind", "to", "severity", "action")))


def _has_pen(card: Document) -> bool:
    return any(row.get("pen") is True for row in items(card, "medicines"))


_LONG_AGO = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


def _order(row: BoardRow) -> tuple[bool, dt.datetime, str, str]:
    expected = row.state is CareSessionState.EXPECTED
    return expected, (row.starts if expected else row.until) or _LONG_AGO, row.name, row.session
