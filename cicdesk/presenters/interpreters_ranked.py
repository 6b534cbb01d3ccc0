"""What matching found for one request, as lines: who can be asked and why first, who cannot and why, what else."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cicdesk.domain import offers
from cicdesk.domain.booking.wishes import AN_HOUR
from cicdesk.domain.matching.match import Candidate, Unlisted
from cicdesk.domain.matching.plans import NewTime, Plan
from cicdesk.domain.wall_time import Span, instant, span
from cicdesk.presenters.explaining import plan_words, span_words, warning_words, why, why_not
from cicdesk.presenters.interpreters_queue import label
from cicdesk.schema.values import Value, Values
from cicdesk.services.arranging.matching import Answer

PLANS_SHOWN, AT_THAT_TIME = 9, 6
"""As many as there are digits; some of them are kept for other times."""
_ANSWER_TONES: Mapping[str, str] = {
    offers.WAITING: "accent", offers.ACCEPTED: "success", offers.DECLINED: "danger", offers.NO_ANSWER: "warning",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """Somebody who can be asked, or was."""

    id: str
    name: str
    score: int
    merits: tuple[tuple[str, int], ...]
    """Sentences with their points."""
    warnings: tuple[str, ...] = ()
    answer: str = ""
    """Code of `offer_answers`; empty where nobody asked them."""
    answer_words: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class UnlistedLine:
    """Somebody who cannot be asked, with every reason."""

    id: str
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """Another way to help, taken with one key."""

    words: str
    who: str
    interpreter: str
    span: Span
    mode: str
    language: str
    ask: bool
    """Whether the client has to be asked first."""


def candidate_lines(answer: Answer, values: Values) -> tuple[CandidateLine, ...]:
    """Who can be asked, the best first; those who were asked and cannot any more stand at the end."""
    said = offers.answers(values)
    listed = [_candidate(each, answer.names, said) for each in answer.matching.listed]
    shown = {each.id for each in listed}
    standing = (
        who for who, word in said.items() if who not in shown and word in {offers.WAITING, offers.ACCEPTED}
    )
    asked = [CandidateLine(who, answer.names.get(who, who), 0, (), (), *_said(said[who])) for who in standing]
    return (*listed, *asked)


def _candidate(found: Candidate, names: Mapping[str, str], said: Mapping[str, str]) -> CandidateLine:
    return CandidateLine(
        found.interpreter,
        names.get(found.interpreter, found.interpreter),
        found.score,
        tuple((why(part), part.points) for part in found.parts),
        tuple(warning_words(each) for each in found.warnings),
        *_said(said.get(found.interpreter, "")),
    )


def _said(answer: str) -> tuple[str, str, str]:
    return answer, label("offer_answers", answer), _ANSWER_TONES.get(answer, "")


def unlisted_lines(unlisted: Sequence[Unlisted], names: Mapping[str, str]) -> tuple[UnlistedLine, ...]:
    """Everybody who cannot be asked, those with the least in the way first."""
    return tuple(
        UnlistedLine(each.interpreter, names.get(each.interpreter, each.interpreter), _reasons(each))
        for each in unlisted
    )


def _reasons(unlisted: Unlisted) -> tuple[str, ...]:
    return tuple(dict.fromkeys(why_not(each) for each in unlisted.broken))


def plan_lines(plans: Sequence[Plan], answer: Answer) -> tuple[PlanLine, ...]:
    """What else could be done, the least change first, each with who would be asked."""
    then = [each for each in plans if each.span == answer.wish.span][:AT_THAT_TIME]
    later = [each for each in plans if each.span != answer.wish.span]
    lines = [
        PlanLine(
            plan_words(plan, answer.wish),
            answer.names.get(plan.candidates[0].interpreter, ""),
            plan.candidates[0].interpreter,
            plan.span,
            plan.mode,
            plan.language,
            ask=not plan.agreed,
        )
        for plan in (*then, *later)
    ]
    return tuple(lines[:PLANS_SHOWN])


def new_time_lines(times: Sequence[NewTime], answer: Answer) -> tuple[PlanLine, ...]:
    """Other times for a request that lost its own."""
    return tuple(
        PlanLine(
            span_words(each.span), answer.names.get(each.interpreter, ""), each.interpreter, each.span, each.mode,
            each.language, ask=True,
        )
        for each in times
    )  # fmt: skip


def alternative_lines(values: Values, names: Mapping[str, str]) -> tuple[PlanLine, ...]:
    """What the centre proposes instead of a time that was lost, in its order."""
    held = values.get("alternatives")
    rows = [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []
    return tuple(line for row in rows if (line := _alternative(row, values, names)))


def _alternative(row: Mapping[str, Value], values: Values, names: Mapping[str, str]) -> PlanLine | None:
    when = _span(row, values)
    if when is None:
        return None
    who = str(row.get("interpreter") or values.get("wanted_interpreter") or "")
    mode = str(row.get("mode") or values.get("mode") or "ON_SITE")
    spoken = str(row.get("language") or values.get("language") or "")
    told = [span_words(when)]
    if mode != (values.get("mode") or "ON_SITE"):
        told.append(label("interpreting_modes", mode))
    if spoken != values.get("language"):
        told.append(label("languages", spoken))
    return PlanLine(", ".join(told), names.get(who, ""), who, when, mode, spoken, ask=_moves(row, values))


def _moves(row: Mapping[str, Value], values: Values) -> bool:
    """Whether the client has to agree: to another person at the same hour nobody need ask them."""
    return any(
        row.get(name) not in {None, values.get(name)} for name in ("day", "from_time", "mode", "language")
    )


def _span(row: Mapping[str, Value], values: Values) -> Span | None:
    try:
        day = dt.date.fromisoformat(str(row.get("day") or values.get("day")))
        start = dt.time.fromisoformat(str(row.get("from_time") or values.get("from_time")))
        until = row.get("to_time") or values.get("to_time")
        if until:
            return span(day, start, dt.time.fromisoformat(str(until)))
        begins = instant(day, start)
    except ValueError:
        return None
    return Span(begins, begins + dt.timedelta(minutes=AN_HOUR))
