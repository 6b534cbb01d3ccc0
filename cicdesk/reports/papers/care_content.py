"""What the papers about children and dependants show. Court orders and staff's own remarks are on none of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cicdesk.reports.papers.declared import Naming
from cicdesk.reports.papers.material import Look, Looking, full_name, named
from cicdesk.reports.papers.saying import NOTHING, Said, Speaker, shown_day, shown_phone
from cicdesk.schema.unsaid import UNSAID
from cicdesk.schema.values import Value

_OF_AGE = 18
_ADULT = "ADULT"
_PERMISSIONS = ("may_first_aid", "may_ambulance", "may_walk", "may_eat", "may_photo", "may_sun_cream")
_YES = "YES"
_UNSAID = UNSAID["support_needs"]
"""Needs that no paper names: who finds the paper would learn of violence."""
_MONTHS_UP_TO = 2
"""Years below which an age is told in months."""
LINES = 8
"""Rows of a journal at the least, so that there is room to write by hand."""
EMPTY_PERSONS = 3


@dataclass(frozen=True, slots=True)
class Visit:
    """One line of the journal."""

    child: str = ""
    age: Said = NOTHING
    came: str = ""
    left: str = ""
    collected: str = ""


@dataclass(frozen=True, slots=True)
class Collector:
    """Somebody who may collect a child."""

    name: str = ""
    relation: Said = NOTHING
    document: Said = NOTHING
    phone: str = ""
    valid: str = ""


def child_card(looking: Looking, say: Speaker) -> dict[str, Any]:
    """What the guardian told of the child or dependant, for the guardian's signature."""
    main, guardian = looking.main, looking.one("person")
    adult = main.text("kind") == _ADULT
    return {
        "title": say("title_adult" if adult else "title"),
        "adult": adult,
        "name": full_name(main),
        "called": main.text("called"),
        "birth": shown_day(main["birth_date"]),
        "speaks": say.joined([say.code("languages", each.get("language")) for each in main.items("languages")]),
        "comfort": ", ".join(_comfort(each) for each in main.items("comfort_words")),
        "guardian": full_name(guardian),
        "relation": say.code("relations", main["relation"]),
        "phone": shown_phone(main["guardian_phone"]),
        "where": main.text("guardian_place"),
        "second_guardian": _contact(main.group("second_guardian"), say),
        "emergency": [_contact(each, say) for each in main.items("emergency_contacts")],
        "allergies": [_allergy(each, say) for each in main.items("allergies")],
        "diet": say.joined([say.codes("diets", main.codes("diets")), Said(main.text("forbidden_food"))]),
        "illness": say.joined([say.codes("chronic_illnesses", main.codes("illnesses")), Said(main.text("illness_note"))]),
        "support": say.joined([
            say.codes("support_needs", [each for each in main.codes("support_needs") if each not in _UNSAID]), say.code("mobility_levels", main["mobility"]),
            say.codes("communication_needs", main.codes("communication")), Said(main.text("adult_care")),
            Said(main.text("health_note")),
        ]),
        "nappy": say.code("toilet_states", main["toilet"]),
        "sleep": main.text("sleep"),
        "feeding": main.text("feeding"),
        "fears": main.text("fears"),
        "permissions": [(say(name), _answer(main[name])) for name in _PERMISSIONS],
        "points": say.points("points"),
    }  # fmt: skip


def pick_up(looking: Looking, say: Speaker) -> dict[str, Any]:
    """Who may collect the child. The PIN is told to the guardian and stands on no paper."""
    main, guardian = looking.main, looking.one("person")
    held = main.items("pick_up")
    persons = [
        Collector(
            str(each.get("name") or ""), say.code("relations", each.get("relation")),
            say.code("identity_documents", each.get("document")), shown_phone(each.get("phone")),
            " – ".join(filter(None, (shown_day(each.get("valid_from")), shown_day(each.get("valid_until"))))),
        )
        for each in held
    ]  # fmt: skip
    ages = [age for each in held if isinstance(age := each.get("minimum_age"), int)]
    return {
        "name": full_name(main),
        "birth": shown_day(main["birth_date"]),
        "guardian": full_name(guardian),
        "phone": shown_phone(main["guardian_phone"]),
        "persons": persons + [Collector()] * max(1, EMPTY_PERSONS - len(persons)),
        "points": say.points("points", age=min(ages, default=_OF_AGE)),
    }


def journal(looking: Looking, say: Speaker) -> dict[str, Any]:
    """A day at a place of care: first names and initials, because every family reads it."""
    children = {each.id: each for each in looking.all("child")}
    sessions = sorted(
        looking.all("session"),
        key=lambda each: (each.text("in_time") or each.text("from_time") or "99", each.id),
    )
    visits = [
        _visit(each, children.get(each.text("dependant")), looking.material.day, say) for each in sessions
    ]
    carers = ", ".join(full_name(each) for each in looking.all("carer"))
    return {
        "place": ", ".join(filter(None, (looking.main.text("name"), looking.main.text("address")))),
        "day": say.day(looking.material.day),
        "carers": carers,
        "visits": visits + [Visit()] * max(2, LINES - len(visits)),
    }


def incident(looking: Looking, say: Speaker) -> dict[str, Any]:
    """What happened to the child, for the guardian to read and sign; not what the centre does about it."""
    main, child, place = looking.main, looking.one("child"), looking.one("place")
    given = main.text("first_aid")
    by = main.text("first_aid_by")
    return {
        "child": full_name(child),
        "guardian": full_name(looking.one("person")),
        "day": say.day(main["day"]),
        "time": main.text("time"),
        "place": ", ".join(filter(None, (place.text("name"), main.text("where")))),
        "what": main.text("what"),
        "first_aid": f"{given} ({by})" if given and by else given,
        "witnesses": main.text("witnesses"),
        "informed": main.text("informed_time"),
        "reporter": looking.user(main.text("reporter")),
    }


def _visit(session: Look, child: Look | None, day: str, say: Speaker) -> Visit:
    return Visit(
        child=named(child, Naming.INITIAL) if child else "",
        age=_age(child.text("birth_date"), day, say) if child else Said(),
        came=session.text("in_time"),
        left=session.text("out_time"),
        collected=", ".join(
            filter(
                None,
                (
                    session.text("collected_by"),
                    say.code("identity_documents", session["document_seen"]).first,
                ),
            )
        ),
    )


def _age(birth: str, day: str, say: Speaker) -> Said:
    """In months below two years, else in years; nothing where the day of birth is not known."""
    if len(birth) != len("2026-01-01") or not day:
        return Said()
    born, on = dt.date.fromisoformat(birth), dt.date.fromisoformat(day)
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    return say("months", count=months) if months < _MONTHS_UP_TO * 12 else say("years", count=months // 12)


def _contact(held: Mapping[str, Value], say: Speaker) -> Said:
    name, phone = str(held.get("name") or ""), shown_phone(held.get("phone"))
    return say.joined([Said(name), say.code("relations", held.get("relation")), Said(phone)])


def _comfort(held: Mapping[str, Value]) -> str:
    word, means = str(held.get("word") or ""), str(held.get("means") or "")
    return f"{word} ({means})" if means else word


def _allergy(held: Mapping[str, Value], say: Speaker) -> Said:
    told = [str(held.get(name) or "") for name in ("to", "reaction", "action")]
    to, *then = (Said(each) for each in told)
    grave = say.code("severities", held.get("severity"))
    return say.joined([say.code("allergy_kinds", held.get("kind")), to, grave, *then])


def _answer(value: Value) -> bool | None:
    """Yes, no, or nothing yet."""
    return None if value not in {_YES, "NO"} else value == _YES
