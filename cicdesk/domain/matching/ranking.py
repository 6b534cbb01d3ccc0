"""The ranking of those who can be asked: points in parts, each with its facts, so that it can be argued with."""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cicdesk.domain.matching.facts import Interpreter, way
from cicdesk.domain.matching.filters import Fact, Question, fitting
from cicdesk.domain.matching.rates import rate_for
from cicdesk.domain.names import fold

_USUAL_MONTH = 40 * 60
"""Minutes a month against which the share is reckoned where no cap is agreed."""
SEXES: Mapping[str, str] = MappingProxyType({"WOMAN": "K", "MAN": "M"})


class Merit(enum.StrEnum):
    """What counts for somebody, in the order of domain 5.4. The codes never change."""

    DIALECT = "dialect"
    GENDER = "gender"
    CONTINUITY = "continuity"
    """The client knows the interpreter already."""
    PREFERRED = "preferred"
    """The client asked for this interpreter."""
    SUBJECT = "subject"
    WAY = "way"
    ANSWERS = "answers"
    COST = "cost"
    FAIRNESS = "fairness"
    """Who has had fewer hours this month comes first."""


MOST: Mapping[Merit, int] = MappingProxyType({
    Merit.DIALECT: 20, Merit.GENDER: 15, Merit.CONTINUITY: 20, Merit.PREFERRED: 25, Merit.SUBJECT: 15,
    Merit.WAY: 20, Merit.ANSWERS: 10, Merit.COST: 10, Merit.FAIRNESS: 15,
})  # fmt: skip
"""The points that each can bring at most."""
OVER_CAP = -30
"""Points for hours above what was agreed for the month: the last resort, not out of the question."""


class Warn(enum.StrEnum):
    """What the coordinator should know before asking somebody who can be asked."""

    OVER_CAP = "over_cap"
    SHORT_NOTICE = "short_notice"
    """The interpreter wants more working days of notice."""


@dataclass(frozen=True, slots=True)
class Part:
    """The points for one merit, and what they were reckoned from."""

    merit: Merit
    points: int
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))


def parts(interpreter: Interpreter, question: Question) -> tuple[Part, ...]:
    """Every merit that brings or costs points here, in the order of domain 5.4."""
    found = (each(interpreter, question) for each in MERITS)
    return tuple(each for each in found if each and each.points)


def warnings(interpreter: Interpreter, question: Question, today_to_day: int | None) -> tuple[Warn, ...]:
    """What is not in order although nothing stands in the way. `today_to_day`: working days until the job."""
    found = []
    if _over_cap(interpreter, question):
        found.append(Warn.OVER_CAP)
    if today_to_day is not None and today_to_day < interpreter.lead_days:
        found.append(Warn.SHORT_NOTICE)
    return tuple(found)


def _dialect(interpreter: Interpreter, question: Question) -> Part | None:
    if not question.dialect:
        return None
    spoken = {fold(pair.dialect).strip() for pair in fitting(interpreter, question.wish)}
    if question.dialect not in spoken:
        return None
    return Part(Merit.DIALECT, MOST[Merit.DIALECT], {"dialect": question.wish.dialect})


def _gender(interpreter: Interpreter, question: Question) -> Part | None:
    wished = SEXES.get(question.wish.gender)
    return Part(Merit.GENDER, MOST[Merit.GENDER]) if wished and wished == interpreter.sex else None


def _continuity(interpreter: Interpreter, question: Question) -> Part:
    times = question.diary.times_with(interpreter.id, question.wish.person, question.wish.id)
    return Part(Merit.CONTINUITY, min(MOST[Merit.CONTINUITY], 10 * times), {"times": times})


def _preferred(interpreter: Interpreter, question: Question) -> Part | None:
    return Part(Merit.PREFERRED, MOST[Merit.PREFERRED]) if question.wish.preferred == interpreter.id else None


def _subject(interpreter: Interpreter, question: Question) -> Part | None:
    subject = question.wish.subject
    if not subject or subject not in interpreter.subjects:
        return None
    return Part(Merit.SUBJECT, MOST[Merit.SUBJECT], {"subject": subject})


def _way(interpreter: Interpreter, question: Question) -> Part | None:
    if not question.wish.on_site:
        return None
    minutes = way(interpreter.home, question.wish.place, question.diary.ways).minutes
    return Part(Merit.WAY, max(0, MOST[Merit.WAY] - minutes // 6), {"minutes": minutes})


def _answers(interpreter: Interpreter, question: Question) -> Part:
    """As if one more question had been asked and half answered: nobody new begins with nothing or with all."""
    known = question.diary.answers(interpreter.id)
    points = MOST[Merit.ANSWERS] * (2 * known.accepted + 1) // (2 * known.asked + 2)
    return Part(Merit.ANSWERS, points, {"asked": known.asked, "accepted": known.accepted})


def _cost(interpreter: Interpreter, question: Question) -> Part | None:
    rate = rate_for(interpreter.rates, question.wish.service, question.day)
    if rate is None:
        return Part(Merit.COST, MOST[Merit.COST], {"amount": 0}) if not interpreter.paid else None
    return Part(Merit.COST, max(0, MOST[Merit.COST] - rate.amount // 2_000), {"amount": rate.amount})


def _fairness(interpreter: Interpreter, question: Question) -> Part:
    minutes = _month(interpreter, question)
    facts: Mapping[str, Fact] = {"minutes": minutes, "cap": interpreter.cap_minutes}
    if _over_cap(interpreter, question):
        return Part(Merit.FAIRNESS, OVER_CAP, facts)
    most = interpreter.cap_minutes or _USUAL_MONTH
    return Part(Merit.FAIRNESS, MOST[Merit.FAIRNESS] * max(0, most - minutes) // most, facts)


def _month(interpreter: Interpreter, question: Question) -> int:
    return question.diary.minutes(interpreter.id, question.day, question.wish.id)


def _over_cap(interpreter: Interpreter, question: Question) -> bool:
    cap = interpreter.cap_minutes
    return 0 < cap < _month(interpreter, question) + question.wish.span.minutes


MERITS: tuple[Callable[[Interpreter, Question], Part | None], ...] = (
    _dialect,
    _gender,
    _continuity,
    _preferred,
    _subject,
    _way,
    _answers,
    _cost,
    _fairness,
)
