"""What does not fit together in bookings, registers and cards, for people to look at. Nothing here stops saving."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from cicdesk.domain.names import fold
from cicdesk.domain.working_days import between, is_working
from cicdesk.schema.problems import Problem, Severity
from cicdesk.schema.values import Value, Values

SIGNED = frozenset({"SIGN_PJM", "SIGN_SJM", "SKOGN"})
"""The voivode's register asks for three working days."""
NOTICE, NOTICE_SIGNED, NOTICE_RARE = 2, 3, 5
"""Working days that interpreters usually need; a rare language needs a week."""
_SOON = dt.timedelta(days=21)
"""Further away there is time enough, whatever holidays lie between."""
_OPEN = frozenset({"DRAFT", "REQUESTED", "PLANNED", "CHECKED", "OFFERED", "EXPECTED"})


def hints(kind: str, values: Values, today: dt.date) -> Iterator[Problem]:
    """Everything worth a look in a record of that kind."""
    for look in _LOOKS.get(kind, ()):
        yield from look(values, today)


def _warning(field: str, code: str, **facts: object) -> Problem:
    return Problem(field, code, Severity.WARNING, facts)


def _day(value: Value) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _items(values: Values, name: str) -> Iterator[tuple[str, Values]]:
    held = values.get(name)
    for place, item in enumerate(held if isinstance(held, list) else ()):
        if isinstance(item, dict):
            yield f"{name}/{item.get('id') or place}", item


def _is_open(values: Values) -> bool:
    return values.get("state", values.get("status", "PLANNED")) in _OPEN


def _about_times(values: Values, _today: dt.date) -> Iterator[Problem]:
    start, end = values.get("from_time"), values.get("to_time")
    if isinstance(start, str) and isinstance(end, str) and end and end <= start:
        yield _warning("to_time", "after_midnight")


def _about_day(values: Values, today: dt.date) -> Iterator[Problem]:
    day = _day(values.get("day"))
    if day is None or not _is_open(values):
        return
    if day < today:
        yield _warning("day", "day_passed")
    elif not is_working(day):
        yield _warning("day", "no_working_day")


def _about_notice(values: Values, today: dt.date) -> Iterator[Problem]:
    day = _day(values.get("day"))
    if day is None or not today <= day < today + _SOON or not _is_open(values):
        return
    rare = values.get("urgency") == "RARE"
    needed = NOTICE_RARE if rare else NOTICE_SIGNED if values.get("service") in SIGNED else NOTICE
    if between(today, day) < needed:
        yield _warning("day", "short_notice", days=needed)


def _about_languages(values: Values, _today: dt.date) -> Iterator[Problem]:
    unwanted = values.get("unwanted_languages")
    refused = set(map(str, unwanted)) if isinstance(unwanted, list) else set()
    if values.get("language") in refused:
        yield _warning("language", "unwanted_language")
    for path, item in _items(values, "fallback_languages"):
        if item.get("language") in refused:
            yield _warning(f"{path}/language", "unwanted_language")
    if values.get("language") and values.get("language") == values.get("into"):
        yield _warning("into", "same_language")


def _about_contract(values: Values, today: dt.date) -> Iterator[Problem]:
    start, end = _day(values.get("contract_from")), _day(values.get("contract_until"))
    if start and end and end < start:
        yield _warning("contract_until", "until_before_from")
    elif end and end < today:
        yield _warning("contract_until", "contract_over")


def _about_checks(values: Values, today: dt.date) -> Iterator[Problem]:
    """A check that is due is no fault once a newer one of its kind is there."""
    newest: dict[Value, str] = {}
    for _path, item in _items(values, "checks"):
        newest[item.get("kind")] = max(newest.get(item.get("kind"), ""), str(item.get("done_on") or ""))
    for path, item in _items(values, "checks"):
        due = _day(item.get("due_on"))
        if due and due < today and str(item.get("done_on") or "") == newest[item.get("kind")]:
            yield _warning(f"{path}/due_on", "check_due")


def _about_absences(values: Values, _today: dt.date) -> Iterator[Problem]:
    for path, item in _items(values, "absences"):
        start, end = _day(item.get("from_day")), _day(item.get("until_day"))
        if start and end and end < start:
            yield _warning(f"{path}/until_day", "until_before_from")


def _about_pick_up(values: Values, today: dt.date) -> Iterator[Problem]:
    never = {fold(str(item.get("name") or "")) for _path, item in _items(values, "restricted")}
    for path, item in _items(values, "pick_up"):
        until = _day(item.get("valid_until"))
        if until and until < today:
            yield _warning(f"{path}/valid_until", "authorisation_over")
        if fold(str(item.get("name") or "")) in never - {""}:
            yield _warning(f"{path}/name", "on_both_lists")
    for path, item in _items(values, "emergency_contacts"):
        if item.get("of_age") is False:
            yield _warning(f"{path}/of_age", "not_of_age")


def _about_medicines(values: Values, _today: dt.date) -> Iterator[Problem]:
    for path, item in _items(values, "medicines"):
        if item.get("pen") and not item.get("instruction"):
            yield _warning(f"{path}/instruction", "pen_without_instruction")


def _about_ages(values: Values, _today: dt.date) -> Iterator[Problem]:
    youngest, oldest = values.get("youngest_months"), values.get("oldest_years")
    if isinstance(youngest, int) and isinstance(oldest, int) and youngest > oldest * 12:
        yield _warning("oldest_years", "until_before_from")


_Look = Callable[[Values, dt.date], Iterator[Problem]]
_BOOKING: tuple[_Look, ...] = (_about_times, _about_day)
_STAFF: tuple[_Look, ...] = (_about_contract, _about_checks, _about_absences)
_LOOKS: Mapping[str, tuple[_Look, ...]] = MappingProxyType({
    "appointment": _BOOKING,
    "booking": (*_BOOKING, _about_languages),
    "interpreter_request": (*_BOOKING, _about_notice, _about_languages),
    "care_request": _BOOKING,
    "care_session": (_about_times,),
    "time_sheet": (_about_times,),
    "interpreter": _STAFF,
    "carer": _STAFF,
    "room": (_about_absences,),
    "care_place": (_about_absences, _about_ages),
    "dependant": (_about_pick_up, _about_medicines),
})  # fmt: skip
