"""Who can be asked, the best first, and for everybody else the reasons why not."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cicdesk.domain.matching.diary import Diary
from cicdesk.domain.matching.facts import Interpreter, Wish
from cicdesk.domain.matching.filters import Broken, Filter, Question, broken
from cicdesk.domain.matching.ranking import Part, Warn, parts, warnings
from cicdesk.domain.working_days import between


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be asked."""

    interpreter: str
    score: int
    parts: tuple[Part, ...]
    """They add up to the score."""
    warnings: tuple[Warn, ...] = ()
    minutes_this_month: int = 0


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Somebody who cannot, with everything that stands in the way."""

    interpreter: str
    broken: tuple[Broken, ...]

    @property
    def filters(self) -> frozenset[Filter]:
        """The filters that were not passed."""
        return frozenset(each.filter for each in self.broken)


@dataclass(frozen=True, slots=True)
class Matching:
    """The answer: every interpreter of the register is in exactly one of the two."""

    listed: tuple[Candidate, ...]
    """The best first."""
    unlisted: tuple[Unlisted, ...]
    """Those with the least in the way first."""


def match(
    wish: Wish, interpreters: Iterable[Interpreter], diary: Diary, today: dt.date | None = None
) -> Matching:
    """Everybody of the register, listed with points or unlisted with reasons.

    The answer does not depend on the order of the register, and nobody changes places with somebody else
    because of a third. `today` is only for the warning about short notice.
    """
    question = Question(wish, diary)
    notice = None if today is None else between(today, question.day)
    listed, unlisted = [], []
    for interpreter in interpreters:
        if reasons := broken(interpreter, question):
            unlisted.append(Unlisted(interpreter.id, reasons))
        else:
            listed.append(_candidate(interpreter, question, notice))
    listed.sort(key=lambda each: (-each.score, each.minutes_this_month, each.interpreter))
    unlisted.sort(key=lambda each: (len(each.filters), each.interpreter))
    return Matching(tuple(listed), tuple(unlisted))


def _candidate(interpreter: Interpreter, question: Question, notice: int | None) -> Candidate:
    counted = parts(interpreter, question)
    return Candidate(
        interpreter=interpreter.id,
        score=sum(each.points for each in counted),
        parts=counted,
        warnings=warnings(interpreter, question, notice),
        minutes_this_month=question.diary.minutes(interpreter.id, question.day, question.wish.id),
    )
