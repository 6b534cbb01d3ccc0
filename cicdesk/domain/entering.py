"""Joining a project: which supports begin it, what is written down of that day, and what may be changed later.

The funders count people as they were on the day of joining (domain 2.1). What was known then is written into the
participation and stays; what was not known is filled in when it becomes known; anything else is put right with a reason.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from cicdesk.domain.intake import EU_STATES
from cicdesk.schema.codelists import code_list
from cicdesk.schema.support.entry import SNAPSHOT
from cicdesk.schema.values import REFUSALS, Value, Values, is_blank

FROZEN = frozenset(field.name for field in SNAPSHOT) | {"entered_on"}
"""Fields of a participation that stay as they were on the day of joining."""
REASON = "mending_reason"
_SAME: Mapping[str, str] = {
    "sex_at_entry": "sex",
    "education_at_entry": "education",
    "education_end": "education_ends_on",
    "labour_status_at_entry": "labour_status",
    "labour_detail_at_entry": "labour_detail",
    "foreign_background_at_entry": "foreign_background",
    "third_country_at_entry": "third_country_national",
    "minority_at_entry": "minority",
    "homelessness_at_entry": "homelessness",
    "disability_at_entry": "disability",
}
"""Fields of a participation, and the field of the person that each is a copy of."""
_OF_ADDRESS = ("country", "voivodeship", "county", "commune", "locality", "postcode", "degurba")
SOURCES: Mapping[str, str] = {
    **_SAME,
    **{f"{part}_at_entry": "address" for part in _OF_ADDRESS},
    "age_at_entry": "birth_date",
    "citizenship_class_at_entry": "citizenships",
    "stay_at_entry": "stays",
}
"""Every frozen field, and the field of the person that it is taken from."""
_NO_ANSWER = "NOT_ASKED"
_HOME = "PL"


def begins(service: Value) -> bool:
    """Whether a support of that service makes somebody a participant; information or childcare alone do not."""
    entry = code_list("services").by_code.get(str(service or ""))
    return entry is not None and entry.more.get("participant") == "YES"


def as_on(person: Values, day: dt.date) -> dict[str, Value]:
    """What is written down of a person who joins on that day; only what is known."""
    address = person.get("address")
    home: Mapping[str, Value] = address if isinstance(address, dict) else {}
    found: dict[str, Value] = {
        "age_at_entry": age_on(person.get("birth_date"), day),
        "citizenship_class_at_entry": class_of(person.get("citizenships")),
        "stay_at_entry": _stay_on(person.get("stays"), day.isoformat()),
        **{name: person.get(source) for name, source in _SAME.items()},
        **{f"{part}_at_entry": home.get(part) for part in _OF_ADDRESS},
    }
    if is_blank(found["country_at_entry"]) and not is_blank(found["voivodeship_at_entry"]):
        found["country_at_entry"] = _HOME
    return {name: value for name, value in found.items() if not is_blank(value) and value != _NO_ANSWER}


def filled_later(person: Values, participation: Values) -> dict[str, Value]:
    """What became known of a person only after they joined: what is written already stays."""
    day = read_day(participation.get("entered_on"))
    if day is None:
        return {}
    return {
        name: value
        for name, value in as_on(person, day).items()
        if is_blank(participation.get(name)) or participation.get(name) == _NO_ANSWER
    }


def without_reason(before: Values, written: Values) -> tuple[str, ...]:
    """The fields of the day of joining that a change would alter without saying a reason of its own."""
    reason = written.get(REASON)
    if not is_blank(reason) and reason != before.get(REASON):
        return ()
    return tuple(
        name
        for name, value in written.items()
        if name in FROZEN and not is_blank(before.get(name)) and value != before.get(name)
    )


def reopened(participation: Values, day: str) -> dict[str, Value]:
    """What changes when somebody who had left comes again: the same participation goes on."""
    ended = participation.get("ended_on")
    if not isinstance(ended, str) or not ended or day <= ended:
        return {}
    names = ("ended_on", "as_planned", "end_situation", "break_reason")
    return {"status": "ACTIVE"} | {name: None for name in names if not is_blank(participation.get(name))}


def status_of_end(before: Values, written: Values) -> dict[str, Value]:
    """The status that follows when an end is written down and nobody says another."""
    after = {**before, **written}
    news = not is_blank(written.get("ended_on")) and is_blank(before.get("ended_on"))
    if not news or "status" in written or after.get("status") not in (None, "", "ACTIVE", "RESERVE"):
        return {}
    return {"status": "BROKEN_OFF" if after.get("as_planned") == "NO" else "FINISHED"}


def the_one(participations: Iterable[tuple[str, Values]], project: Value) -> tuple[str, Values] | None:
    """The participation in a project that counts. Two laptops may have made one each: the earliest entered holds."""
    found = [each for each in participations if each[1].get("project") == project]
    return min(found, key=lambda each: (str(each[1].get("entered_on") or "~"), each[0]), default=None)


def doubles(participations: Iterable[tuple[str, Values]]) -> dict[str, str]:
    """Participations beside the one that counts in the same project, and the id of that one."""
    held = list(participations)
    found: dict[str, str] = {}
    for record, values in held:
        counts = the_one(held, values.get("project"))
        if counts is not None and counts[0] != record:
            found[record] = counts[0]
    return found


def class_of(citizenships: Value) -> str:
    """The funders' class of these citizenships; empty where none is known."""
    held = {str(each) for each in citizenships} if isinstance(citizenships, list) else set()
    if "PL" in held:
        return "POLISH"
    return "EU" if held & EU_STATES else "THIRD" if held else ""


def age_on(birth_date: Value, day: dt.date) -> int | None:
    """Full years on that day; of a year or a month alone the least that it can be. None where it is not known."""
    text = birth_date if isinstance(birth_date, str) and birth_date not in REFUSALS else ""
    year, month, born = (*text.split("-"), "12", "31")[:3] if text else ("", "", "")
    if not (year.isdigit() and month.isdigit() and born.isdigit()):
        return None
    before = (day.month, day.day) < (int(month), int(born))
    return max(0, day.year - int(year) - before)


def read_day(value: Value) -> dt.date | None:
    """A whole date; None for anything else."""
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _stay_on(stays: Value, day: str) -> Value:
    """The basis of stay that held on that day: the last written of those that cover it."""
    rows = [row for row in stays if isinstance(row, dict)] if isinstance(stays, list) else []
    holds = [
        row.get("basis")
        for row in rows
        if str(row.get("from") or "") <= day <= str(row.get("until") or "9999")
    ]
    return holds[-1] if holds else None
