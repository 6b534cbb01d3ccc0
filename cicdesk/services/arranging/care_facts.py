"""Cards, places and visits, from documents to what the rules of care take."""

import datetime as dt

from cicdesk.domain import wall_time
from cicdesk.domain.ages import born_at_the_latest
from cicdesk.domain.booking.children import rows_of
from cicdesk.domain.care_ratios import Child, PlaceRules
from cicdesk.domain.care_statistics import Visit
from cicdesk.domain.pick_up import OF_AGE, Authorised, Contact, PickUpCard, same_name
from cicdesk.domain.reading import day_of, items, number, text
from cicdesk.domain.wall_time import Span
from cicdesk.domain.workflows.care import CareSessionState
from cicdesk.schema.values import Document

YES = "YES"
_LAST = 1_000
_USUAL = PlaceRules()
_WALKS_NOT = frozenset({"WALKS_AIDED", "WHEELCHAIR", "BED"})
"""Codes of `mobility_levels` of those who are led or carried."""


def child_of(rid: str, card: Document) -> Child:
    """Who the card is about, as the ratio asks."""
    return Child(
        id=rid,
        born=born_at_the_latest(text(card, "birth_date")),
        special=text(card, "special_care") == YES,
        adult=text(card, "kind") == "ADULT",
    )


def rules_of(place: Document) -> PlaceRules:
    """The rules of a place; what it does not say is as usual."""
    return PlaceRules(
        youngest_months=_number(place, "youngest_months", _USUAL.youngest_months),
        oldest_years=_number(place, "oldest_years", _USUAL.oldest_years),
        adults=place.get("adults") is True,
        capacity=_number(place, "capacity", _USUAL.capacity),
        ratios=rows_of(place),
        special_ratio=number(place, "special_ratio") or _USUAL.special_ratio,
        second_adult=place.get("second_adult") is not False,
        longest_minutes=_number(place, "longest_minutes", _USUAL.longest_minutes),
        guardian_stays=place.get("guardian_stays") is not False,
        same_person_collects=place.get("same_person_collects") is True,
        minimum_pick_up_age=_number(place, "minimum_pick_up_age", _USUAL.minimum_pick_up_age),
        late_after=_number(place, "late_after_minutes", _USUAL.late_after),
        alarm_after=_number(place, "alarm_after_minutes", _USUAL.alarm_after),
    )


def _number(document: Document, name: str, usual: int) -> int:
    return number(document, name) if document.get(name) is not None else usual


def state_of(session: Document) -> CareSessionState:
    """The state of a visit; one that this version does not know counts as over."""
    said = text(session, "state") or CareSessionState.EXPECTED
    return CareSessionState(said) if said in set(CareSessionState) else CareSessionState.CLOSED


def pick_up_card(card: Document, session: Document, guardian: Document, rules: PlaceRules) -> PickUpCard:
    """Who may collect, and whom to call. What was said at the door today counts before the card."""
    phone = text(session, "guardian_phone") or text(card, "guardian_phone")
    second = card.get("second_guardian")
    listed = tuple(
        _authorised(element.partition("/")[2], row)
        for element, row in card.items()
        if element.startswith("pick_up/") and isinstance(row, dict)
    )
    brought = text(session, "brought_by")
    return PickUpCard(
        guardian=Contact(full_name(guardian), phone, text(card, "relation"), text(card, "guardian_language")),
        brought_by=next((each.id for each in listed if brought and same_name(each.name, brought)), ""),
        second_guardian=_contact(second) if isinstance(second, dict) else None,
        contacts=emergency_contacts(card),
        authorised=listed,
        restricted=tuple(text(row, "name") for row in items(card, "restricted")),
        minimum_age=rules.minimum_pick_up_age,
        same_person_collects=rules.same_person_collects,
    )


def emergency_contacts(card: Document) -> tuple[Contact, ...]:
    """Whom to call besides the guardians, in their order."""
    rows = sorted(
        items(card, "emergency_contacts"),
        key=lambda row: (number(row, "order") or _LAST, text(row, "name")),
    )
    return tuple(_contact(row) for row in rows)


def _contact(row: Document) -> Contact:
    return Contact(text(row, "name"), text(row, "phone"), text(row, "relation"), text(row, "language"))


def _authorised(rid: str, row: Document) -> Authorised:
    return Authorised(
        id=rid,
        name=text(row, "name"),
        document=text(row, "document"),
        phone=text(row, "phone"),
        valid_from=day_of(row, "valid_from"),
        valid_until=day_of(row, "valid_until"),
        pin=text(row, "pin"),
        minimum_age=number(row, "minimum_age") or OF_AGE,
    )


def full_name(person: Document) -> str:
    """Given and family names."""
    return f"{text(person, 'given_names')} {text(person, 'family_name')}".strip()


def moment_in(session: Document, name: str) -> dt.datetime | None:
    """A stored instant; None where there is none."""
    try:
        return wall_time.read_moment(text(session, name))
    except ValueError:
        return None


def visit_of(session: Document, child: Child) -> Visit | None:
    """A visit that has ended, for the statistics; None where it has not, or never began."""
    came, left = moment_in(session, "in_at"), moment_in(session, "out_at")
    if came is None or left is None or left <= came:
        return None
    return Visit(
        child=child,
        guardian=text(session, "person"),
        stay=Span(came, left),
        breaks=tuple(pause for row in items(session, "breaks") if (pause := _pause(row, came))),
        service=text(session, "service"),
    )


def _pause(row: Document, came: dt.datetime) -> Span | None:
    """One absence during a visit; without an end it says nothing about its length."""
    try:
        start, end = (dt.time.fromisoformat(text(row, name)) for name in ("from_time", "to_time"))
    except ValueError:
        return None
    shown = wall_time.wall(came)
    day = shown.day if start >= shown.time else shown.day + dt.timedelta(days=1)
    return wall_time.span(day, start, end)


def walks(card: Document) -> bool:
    """Whether somebody walks by themselves, as far as the card says."""
    return text(card, "mobility") not in _WALKS_NOT
