"""The hard filters. Each looks at one interpreter and says what stands in the way, with its facts.

Whoever is not listed can always be told why: all filters are asked, also after one has answered.
"""

import datetime as dt
import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from cicdesk.domain.carer_checks import NEAR_CHILDREN, missing_checks
from cicdesk.domain.matching.diary import Diary
from cicdesk.domain.matching.facts import (
    BOTH,
    FROM_SECOND,
    SIGNED,
    TO_SECOND,
    WRITTEN,
    DoNotSend,
    Interpreter,
    Speaks,
    Wish,
    way,
)
from cicdesk.domain.matching.rates import rate_for
from cicdesk.domain.matching.times import Piece, absence_during, pieces, within_hours
from cicdesk.domain.names import fold
from cicdesk.domain.wall_time import write_moment

REQUIRED_SEX: Mapping[str, str] = MappingProxyType({"WOMAN_REQUIRED": "K", "MAN_REQUIRED": "M"})
PRIVATE = frozenset({"CONFLICT", "FAMILY", "SAME_CIRCLE"})
"""Reasons for an exclusion that are a conflict of interest, whoever wrote them down."""
EXPERIENCE = ("MEDICAL", "LEGAL")
OVER_A_LINE = {"BY_PHONE", "BY_VIDEO"}
_TURNED = {BOTH: BOTH, TO_SECOND: FROM_SECOND, FROM_SECOND: TO_SECOND}
Fact = str | int | tuple[str, ...]


class Filter(enum.StrEnum):
    """What can stand in the way. The codes never change; windows give them words."""

    LANGUAGE = "language"
    UNWANTED_LANGUAGE = "unwanted_language"
    """The client does not want this language, whoever speaks it."""
    DIRECTION = "direction"
    DIALECT = "dialect"
    SERVICE = "service"
    MODE = "mode"
    AREA = "area"
    HOURS = "hours"
    ABSENT = "absent"
    BUSY = "busy"
    TRAVEL = "travel"
    """Between this job and another there is too little time."""
    GENDER = "gender"
    SWORN = "sworn"
    CREDENTIALS = "credentials"
    CHILDREN = "children"
    CLIENT_REFUSES = "client_refuses"
    INTERPRETER_REFUSES = "interpreter_refuses"
    CONFLICT = "conflict"
    CONTRACT = "contract"
    RATE = "rate"


TIMELY = frozenset({
    Filter.HOURS, Filter.ABSENT, Filter.BUSY, Filter.TRAVEL, Filter.CHILDREN, Filter.INTERPRETER_REFUSES,
    Filter.CONTRACT, Filter.RATE,
})  # fmt: skip
"""Filters that may answer otherwise at another time."""


@dataclass(frozen=True, slots=True)
class Broken:
    """One filter that one interpreter does not pass."""

    filter: Filter
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Question:
    """A wish together with what is booked already; what all interpreters share is reckoned once."""

    wish: Wish
    diary: Diary

    @cached_property
    def day(self) -> dt.date:
        """The day on which it begins."""
        return self.wish.day

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The wish's hours, day by day."""
        return pieces(self.wish.span)

    @cached_property
    def dialect(self) -> str:
        """The dialect, folded."""
        return fold(self.wish.dialect).strip()

    @cached_property
    def place(self) -> str:
        """The words for the place, folded."""
        return fold(self.wish.place_name)


def broken(interpreter: Interpreter, question: Question) -> tuple[Broken, ...]:
    """Every filter that the interpreter does not pass; empty means that they can be asked."""
    return tuple(found for each in FILTERS for found in each(interpreter, question))


def fitting(interpreter: Interpreter, wish: Wish) -> tuple[Speaks, ...]:
    """The interpreter's language pairs in the direction that is asked for, read either way round."""
    found = [(pair, turned) for pair in interpreter.languages if (turned := _towards(pair, wish))]
    fit = tuple(pair for pair, turned in found if turned in {BOTH, wish.direction})
    if not fit and wish.direction == BOTH and len({turned for _pair, turned in found}) > 1:
        # One row there and one row back.
        return tuple(pair for pair, _turned in found)
    return fit


def _towards(pair: Speaks, wish: Wish) -> str:
    """The direction of a pair as the wish names its languages; empty where it is another pair."""
    if (pair.language, pair.into) == (wish.language, wish.into):
        return pair.direction
    if (pair.into, pair.language) == (wish.language, wish.into):
        return _TURNED[pair.direction]
    return ""


def _language(interpreter: Interpreter, question: Question) -> Iterator[Broken]:
    wish = question.wish
    if wish.language in wish.unwanted:
        yield Broken(Filter.UNWANTED_LANGUAGE, {"language": wish.language})
    if not any(_towards(pair, wish) for pair in interpreter.languages):
        spoken = tuple(sorted({pair.language for pair in interpreter.languages}))
        yield Broken(Filter.LANGUAGE, {"language": wish.language, "speaks": spoken})
        return
    pairs = fitting(interpreter, wish)
    if not pairs:
        yield Broken(Filter.DIRECTION, {"direction": wish.direction})
    if wish.dialect_needed and question.dialect not in {fold(pair.dialect).strip() for pair in pairs}:
        known = tuple(sorted({pair.dialect for pair in pairs if pair.dialect}))
        yield Broken(Filter.DIALECT, {"dialect": wish.dialect, "speaks": known})
    if _sworn_needed(wish) and not any(pair.sworn for pair in pairs):
        yield Broken(Filter.SWORN, {"language": wish.language})
    if "CERTIFICATE" in wish.requirements and not any(pair.certified or pair.sworn for pair in pairs):
        yield Broken(Filter.CREDENTIALS, {"requirement": "CERTIFICATE"})


def _sworn_needed(wish: Wish) -> bool:
    return wish.service == "WRITTEN_SWORN" or "SWORN" in wish.requirements


def _service(interpreter: Interpreter, question: Question) -> Iterator[Broken]:
    wish = question.wish
    if not _offers(interpreter.services, wish.service):
        offered = tuple(sorted(interpreter.services))
        yield Broken(Filter.SERVICE, {"service": wish.service, "offers": offered})
    if not wish.written and interpreter.modes and wish.mode not in interpreter.modes:
        yield Broken(Filter.MODE, {"mode": wish.mode, "offers": tuple(sorted(interpreter.modes))})


def _offers(services: frozenset[str], service: str) -> bool:
    spoken = service not in WRITTEN | SIGNED
    if service in OVER_A_LINE:
        # Whoever interprets at all does so by telephone as well; whether they want to, their modes say.
        return not services or bool(services - WRITTEN - SIGNED)
    return service in services if services else spoken


def _area(interpreter: Interpreter, question: Question) -> Iterator[Broken]:
    wish = question.wish
    if not wish.on_site:
        return
    if interpreter.areas and wish.place.county and wish.place.county not in interpreter.areas:
        yield Broken(Filter.AREA, {"county": wish.place.county, "travels": tuple(sorted(interpreter.areas))})
    distance = way(interpreter.home, wish.place, question.diary.ways).kilometres
    known = (interpreter.home.commune or interpreter.home.county) and (
        wish.place.commune or wish.place.county
    )
    if known and 0 < interpreter.travels_km < distance:
        yield Broken(Filter.AREA, {"kilometres": distance, "most": interpreter.travels_km})


def _time(interpreter: Interpreter, question: Question) -> Iterator[Broken]:
    wish = question.wish
    if away := absence_during(interpreter.absences, wish.span, whole=wish.written):
        yield Broken(Filter.ABSENT, {"from": write_moment(away.start), "until": write_moment(away.end)})
    if wish.written:
        return
    if not within_hours(interpreter.hours, question.pieces):
        yield Broken(Filter.HOURS)
    place = wish.place if wish.on_site else None
    other = question.diary.in_the_way(interpreter.id, wish.span, place, interpreter.buffer_minutes, wish.id)
    if other is None:
        return
    booking, needed = other
    facts = {"from": write_moment(booking.span.start), "until": write_moment(booking.span.end)}
    if needed:
        yield Broken(Filter.TRAVEL, {**facts, "minutes": needed})
    else:
        yield Broken(Filter.BUSY, facts)


def _person(interpreter: Interpreter, question: Question) -> Iterator[Broken]:
    wish = question.wish
    sex = REQUIRED_SEX.get(wish.gender)
    if sex and interpreter.sex != sex:
        yield Broken(Filter.GENDER, {"gender": wish.gender})
    for subject in EXPERIENCE:
        if subject in wish.requirements and subject not in interpreter.subjects:
            yield Broken(Filter.CREDENTIALS, {"requirement": subject})
    if "CONFIDENTIALITY" in wish.requirements and missing_checks(
        (each for each in interpreter.checks if each.kind == "CONFIDENTIALITY"),
        ("CONFIDENTIALITY",),
        wish.day,
    ):
        yield Broken(Filter.CREDENTIALS, {"requirement": "CONFIDENTIALITY"})
    if wish.children_present or "CHILD_CHECKS" in wish.requirements:
        yield from _children(interpreter, question.day)


def _children(interpreter: Interpreter, day: dt.date) -> Iterator[Broken]:
    if not interpreter.with_children:
        yield Broken(Filter.CHILDREN, {"kinds": (), "why": "not_offered"})
        return
    missing = missing_checks(interpreter.checks, NEAR_CHILDREN, day)
    if missing:
        yield Broken(
            Filter.CHILDREN,
            {"kinds": tuple(each.kind for each in missing), "why": "checks"},
        )


def _exclusions(interpreter: Interpreter, question: Question) -> Iterator[Broken]:
    wish = question.wish
    people = {wish.person, wish.case, *wish.family} - {""}
    refused = wish.excluded.get(interpreter.id)
    private = {
        each.what for each in interpreter.do_not_send if each.kind == "CLIENT" and each.reason in PRIVATE
    }
    if people & (interpreter.related_to | private) or refused in PRIVATE:
        yield Broken(Filter.CONFLICT)
    if refused is not None and refused not in PRIVATE:
        yield Broken(Filter.CLIENT_REFUSES, {"reason": refused})
    for each in interpreter.do_not_send:
        if each.holds_on(question.day) and each.what not in private and _concerns(each, question):
            yield Broken(Filter.INTERPRETER_REFUSES, {"kind": each.kind})


def _concerns(each: DoNotSend, question: Question) -> bool:
    wish = question.wish
    match each.kind:
        case "CLIENT":
            return bool(each.what) and each.what == wish.person
        case "INSTITUTION":
            return bool(each.what) and each.what == wish.institution
        case "SUBJECT":
            return bool(each.what) and each.what == wish.subject
        case "PLACE":
            words = fold(each.what).strip()
            return (
                bool(words) and wish.on_site and (words in question.place or each.what == wish.place.commune)
            )
        case _:
            return False


def _contract(interpreter: Interpreter, question: Question) -> Iterator[Broken]:
    day, service = question.day, question.wish.service
    ended = interpreter.ended_on is not None and interpreter.ended_on <= day
    early = interpreter.contract_from is not None and day < interpreter.contract_from
    late = interpreter.contract_until is not None and interpreter.contract_until < day
    if ended or early or late or not interpreter.has_contract:
        until = interpreter.ended_on or interpreter.contract_until
        yield Broken(Filter.CONTRACT, {"until": until.isoformat() if until else ""})
    if interpreter.paid and rate_for(interpreter.rates, service, day) is None:
        yield Broken(Filter.RATE, {"service": service})


FILTERS: tuple[Callable[[Interpreter, Question], Iterator[Broken]], ...] = (
    _language,
    _service,
    _area,
    _time,
    _person,
    _exclusions,
    _contract,
)
