"""What the window of a booking says beside its fields: the parts as far as they can be had, and who can interpret."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cicdesk.base.i18n import N_, _, ngettext
from cicdesk.domain.booking.claims import Resource
from cicdesk.domain.booking.clashes import Clash
from cicdesk.domain.booking.free_times import NOT_OPEN
from cicdesk.domain.wall_time import Span
from cicdesk.domain.working_days import holiday, is_working
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.explaining import span_words
from cicdesk.presenters.interpreters_queue import label
from cicdesk.presenters.interpreters_ranked import (
    CandidateLine,
    PlanLine,
    UnlistedLine,
    candidate_lines,
    plan_lines,
    unlisted_lines,
)
from cicdesk.presenters.naming import named
from cicdesk.presenters.together_desk import together
from cicdesk.schema.values import Values
from cicdesk.services.arranging.bookings import Look
from cicdesk.services.arranging.matching import Answer
from cicdesk.services.arranging.together import APPOINTMENT, CARE, INTERPRETING, part_values

RANKED, UNLISTED, PLANS = 5, 8, 4
"""So many are shown of each."""
_FREE = N_("free")
_NO_TIME = N_("day and hour are missing")


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a booking that is being typed."""

    part: str
    """`adviser`, `room`, `interpreter` or `care`."""
    icon: str
    what: str
    who: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Another time at which everything is free, as far as is known here."""

    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class TogetherShown:
    """What stands beside the fields at one moment."""

    parts: tuple[PartLine, ...] = ()
    notes: tuple[str, ...] = ()
    """What has to be known besides: a day off, more carers that are needed."""
    ranked: tuple[CandidateLine, ...] = ()
    unlisted: tuple[UnlistedLine, ...] = ()
    plans: tuple[PlanLine, ...] = ()
    times: tuple[TimeLine, ...] = ()
    chosen: str = ""
    """The interpreter who is wished for."""


def look(desk: Desk, values: Values) -> TogetherShown:
    """Everything that this laptop knows of a booking as it stands in the form."""
    looks = together(desk).looks(values)
    wants = bool(values.get("needs_interpreter"))
    answer = desk.matching.match(part_values(INTERPRETING, values), _own(values)) if wants else None
    parts = tuple(_parts(desk, values, looks, answer))
    trouble = any(each.tone == "danger" for each in parts)
    ranked = candidate_lines(answer, {}) if answer else ()
    return TogetherShown(
        parts=parts,
        notes=tuple(_notes(desk, values)),
        ranked=ranked[:RANKED],
        unlisted=unlisted_lines(answer.matching.unlisted, answer.names)[:UNLISTED] if answer else (),
        plans=_plans(desk, answer) if answer and not ranked else (),
        times=tuple(_times(desk, values)) if trouble else (),
        chosen=str(values.get("wanted_interpreter") or ""),
    )


def _own(values: Values) -> str:
    return str(values.get(INTERPRETING) or "")


def _plans(desk: Desk, answer: Answer) -> tuple[PlanLine, ...]:
    return plan_lines(desk.matching.plans(answer), answer)[:PLANS]


def _times(desk: Desk, values: Values) -> Iterator[TimeLine]:
    for start, end in together(desk).other_times(values):
        span = Span(start, end)
        yield TimeLine(span_words(span), span)


def _parts(
    desk: Desk, values: Values, looks: Mapping[str, Look], answer: Answer | None
) -> Iterator[PartLine]:
    staff = desk.staff.names()
    timed = bool(values.get("day") and values.get("from_time"))
    plan = looks.get(APPOINTMENT, Look())
    adviser, room = (str(values.get(name) or "") for name in ("adviser", "room"))
    if adviser:
        yield PartLine(
            "adviser", "person", _("Adviser"), staff.get(adviser, adviser), *_state(plan, ("adviser",), timed)
        )
    if room:
        yield PartLine("room", "door", _("Room"), named(desk, room), *_state(plan, ("room",), timed))
    if values.get("needs_interpreter"):
        yield _interpreter(desk, values, looks.get(INTERPRETING, Look()), answer)
    if values.get("needs_care"):
        yield _care(desk, values, looks.get(CARE, Look()), timed=timed)


def _state(found: Look, parts: Iterable[str], timed: object) -> tuple[str, str]:
    """How a part stands in words, with its tone."""
    mine = [each for each in found.clashes if each.part.partition("/")[0] in parts]
    if mine:
        words = "; ".join(dict.fromkeys(_reason(each, found.away) for each in mine))
        return words, "danger" if any(each.sure for each in mine) else "warning"
    return (_(_FREE), "success") if timed else (_(_NO_TIME), "")


def _reason(clash: Clash, away: frozenset[Resource]) -> str:
    if clash.reason == NOT_OPEN and clash.resource in away:
        return _("away or closed then")
    words = label("decision_reasons", clash.reason)
    return words if clash.sure else _("{reason}, but not confirmed either").format(reason=words)


def _interpreter(desk: Desk, values: Values, found: Look, answer: Answer | None) -> PartLine:
    chosen = str(values.get("wanted_interpreter") or "")
    who = named(desk, chosen) if chosen else label("languages", values.get("language"))
    return PartLine("interpreter", "interpreter", _("Interpreter"), who, *_can_come(chosen, found, answer))


def _can_come(chosen: str, found: Look, answer: Answer | None) -> tuple[str, str]:
    if answer is None:
        return _("language, day or hour is missing"), ""
    listed = [each.interpreter for each in answer.matching.listed]
    if chosen and not found.clashes and chosen not in listed:
        return _("cannot come: see below why"), "danger"
    if chosen:
        return _state(found, ("interpreter",), timed=True)
    if not listed:
        return _("nobody can come"), "danger"
    words = ngettext("{count} can come, nobody is chosen", "{count} can come, nobody is chosen", len(listed))
    return words.format(count=len(listed)), "accent"


def _care(desk: Desk, values: Values, found: Look, *, timed: bool) -> PartLine:
    place = str(values.get("care_place") or "")
    state = _state(found, ("care", "carer"), timed) if place else (_("no place is chosen"), "warning")
    return PartLine("care", "child", _("Care"), named(desk, place) if place else "", *state)


def _notes(desk: Desk, values: Values) -> Iterator[str]:
    try:
        day = dt.date.fromisoformat(str(values.get("day") or ""))
    except ValueError:
        day = None
    if day is not None and not is_working(day):
        yield _("This is a day off: {name}.").format(name=holiday(day) or f"{day:%d.%m.%Y}")
    if values.get("needs_care"):
        ratio = together(desk).ratio(values)
        if ratio.needed > ratio.named:
            words = ngettext(
                "These children need {count} carer, named so far: {named}.",
                "These children need {count} carers, named so far: {named}.",
                ratio.needed,
            )
            yield words.format(count=ratio.needed, named=ratio.named)
