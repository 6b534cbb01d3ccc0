"""What matching found, in words: why somebody cannot be asked, what speaks for somebody, what else could be done."""

import datetime as dt
from collections.abc import Mapping

from cicdesk.base.i18n import N_, _, language
from cicdesk.domain.carer_checks import Gap, MissingCheck
from cicdesk.domain.matching.facts import Wish
from cicdesk.domain.matching.filters import Broken, Fact, Filter
from cicdesk.domain.matching.plans import OTHER_DAY, OTHER_LANGUAGE, OTHER_MODE, OTHER_TIME, Plan
from cicdesk.domain.matching.ranking import Merit, Part, Warn
from cicdesk.domain.wall_time import Span, read_moment, wall
from cicdesk.presenters.words import amount, day_words, minutes_words
from cicdesk.schema.codelists import code_list

_WHY_NOT: Mapping[str, str] = {
    Filter.LANGUAGE: N_("Does not interpret this language: {language}. In the register: {speaks}."),
    Filter.UNWANTED_LANGUAGE: N_("The client does not want this language: {language}."),
    Filter.DIRECTION: N_("Interprets in one direction only."),
    Filter.DIALECT: N_("Does not speak the dialect: {dialect}."),
    Filter.SERVICE: N_("Does not do this kind of work: {service}."),
    Filter.MODE: N_("Does not work this way: {mode}."),
    Filter.AREA: N_("Does not travel to this county: {county}."),
    Filter.HOURS: N_("Outside the weekly hours."),
    Filter.ABSENT: N_("Absent: {from} – {until}."),
    Filter.BUSY: N_("Has another job: {from} – {until}."),
    Filter.TRAVEL: N_("Too little time beside another job ({from} – {until}); needed: {minutes}."),
    Filter.GENDER: N_("The client asks otherwise: {gender}."),
    Filter.SWORN: N_("Is not sworn in this language."),
    Filter.CREDENTIALS: N_("Does not meet the requirement: {requirement}."),
    Filter.CHILDREN: N_("Children are present. Missing or not valid: {kinds}."),
    Filter.CLIENT_REFUSES: N_("The client does not want this interpreter."),
    Filter.INTERPRETER_REFUSES: N_("Is not to be sent there ({kind})."),
    Filter.CONFLICT: N_("Conflict of interest."),
    Filter.CONTRACT: N_("No contract in force on that day."),
    Filter.RATE: N_("No rate is agreed for this kind of work."),
}
_TOO_FAR = N_("Too far: about {kilometres} km; travels {most} km at the most.")
_NOT_NEAR_CHILDREN = N_("Does not work where children are present.")
_FOR: Mapping[Merit, str] = {
    Merit.DIALECT: N_("Speaks the dialect: {dialect}."),
    Merit.GENDER: N_("Woman or man as the client prefers."),
    Merit.CONTINUITY: N_("Knows the client; jobs so far: {times}."),
    Merit.PREFERRED: N_("The client asked for this interpreter."),
    Merit.SUBJECT: N_("Experienced in this subject."),
    Merit.WAY: N_("Way: about {minutes}."),
    Merit.ANSWERS: N_("Accepted offers: {accepted} of {asked}."),
    Merit.COST: N_("Rate: {amount} zł."),
    Merit.FAIRNESS: N_("Booked this month: {minutes}."),
}
_WARNINGS: Mapping[Warn, str] = {
    Warn.OVER_CAP: N_("Above the hours agreed for the month."),
    Warn.SHORT_NOTICE: N_("Less notice than this interpreter asks for."),
}
_GAPS: Mapping[Gap, str] = {
    Gap.MISSING: N_("{check}: missing"),
    Gap.EXPIRED: N_("{check}: valid until {day}"),
    Gap.ENTRIES: N_("{check}: entries were found"),
    Gap.NOT_CLEAR: N_("{check}: the result is not there yet"),
}
_LISTS = {
    "language": "languages", "speaks": "languages", "service": "interpreting_services",
    "mode": "interpreting_modes", "county": "counties", "gender": "gender_wishes",
    "requirement": "interpreter_requirements", "kinds": "staff_checks", "kind": "exclusion_kinds",
}  # fmt: skip
"""Facts that are codes, and of which list."""


def why_not(broken: Broken) -> str:
    """One reason for which somebody is not on the list, as a sentence."""
    text = _WHY_NOT[broken.filter]
    if broken.filter is Filter.AREA and "kilometres" in broken.facts:
        text = _TOO_FAR
    if broken.filter is Filter.CHILDREN and not broken.facts["kinds"]:
        text = _NOT_NEAR_CHILDREN
    return _(text).format_map(_in_words(broken.facts))


def why(part: Part) -> str:
    """What speaks for somebody, or against, as a sentence; the points stand beside it."""
    return _(_FOR[part.merit]).format_map(_in_words(part.facts))


def warning_words(warning: Warn) -> str:
    """What to know before somebody is asked."""
    return _(_WARNINGS[warning])


def missing_words(missing: MissingCheck) -> str:
    """One check that stands in the way."""
    check = code_list("staff_checks").label(missing.kind, language())
    day = day_words(missing.due.isoformat()) if missing.due else "–"
    return _(_GAPS[missing.gap]).format(check=check, day=day)


def plan_words(plan: Plan, wish: Wish) -> str:
    """What would be otherwise than wished, in one line."""
    told = []
    if OTHER_MODE in plan.gives_up:
        told.append(_label("interpreting_modes", plan.mode))
    if OTHER_LANGUAGE in plan.gives_up:
        told.append(_label("languages", plan.language))
    if plan.span != wish.span or {OTHER_TIME, OTHER_DAY} & set(plan.gives_up):
        told.append(span_words(plan.span))
    asked = _("the client agrees") if plan.agreed else _("ask the client first")
    return _("{what} ({asked})").format(what=", ".join(told), asked=asked)


def span_words(span: Span) -> str:
    """A time by clocks in Poland: 15.05.2026, 10:00–11:00."""
    start, end = wall(span.start), wall(span.end)
    return f"{start.day:%d.%m.%Y}, {start.time:%H:%M}–{end.time:%H:%M}"


def _in_words(facts: Mapping[str, Fact]) -> dict[str, str]:
    return {name: _fact(name, value) for name, value in facts.items()}


def _fact(name: str, value: Fact) -> str:
    if isinstance(value, tuple):
        return ", ".join(_label(_LISTS[name], each) if name in _LISTS else each for each in value) or "–"
    if name == "minutes":
        return minutes_words(int(value))
    if name == "amount":
        return amount(int(value))
    if name in {"from", "until"}:
        return _moment(str(value))
    return _label(_LISTS[name], str(value)) if name in _LISTS else str(value)


def _moment(text: str) -> str:
    """An instant by clocks in Poland; a day alone as people write it."""
    try:
        shown = wall(read_moment(text))
    except ValueError:
        return day_words(text)
    return f"{dt.datetime.combine(shown.day, shown.time):%d.%m %H:%M}"


def _label(name: str, code: str) -> str:
    return code_list(name).label(code, language())
