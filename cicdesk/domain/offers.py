"""Offers of one request: who was asked, what they said, and what becomes of the request by it.

Each function takes the fields as they are and gives the fields to write. Nothing here confirms anybody: whoever
agreed is a wish that the centre grants or refuses.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from cicdesk.domain.lead_time import Urgency
from cicdesk.domain.wall_time import Span, wall, write_moment
from cicdesk.domain.workflows.interpreter_request import InterpreterRequestState as State
from cicdesk.schema.values import Value, Values

WAITING, ACCEPTED, DECLINED = "WAITING", "ACCEPTED", "DECLINED"
NO_ANSWER, WITHDRAWN = "NO_ANSWER", "WITHDRAWN"
"""Codes of `offer_answers`."""
UNEXPLAINED, TIME_CHANGED = "OTHER", "TIME_CHANGED"
"""Codes of `unassign_reasons`: of whoever did not answer, and of whoever was asked for another hour."""
REMARKS = "reason_note"
"""Where the request keeps what interpreters said; whoever calls it off later says something else there."""
_LONGEST, _BETWEEN = 300, "; "
_STANDS = frozenset({WAITING, ACCEPTED})
_BY_LINE: Mapping[str, str] = MappingProxyType({"PHONE": "BY_PHONE", "VIDEO": "BY_VIDEO"})
_TO_ANSWER: Mapping[Urgency, dt.timedelta] = MappingProxyType({
    Urgency.NOW: dt.timedelta(minutes=15),
    Urgency.TODAY: dt.timedelta(hours=1),
    Urgency.DAYS_2: dt.timedelta(hours=4),
})  # fmt: skip
_A_DAY = dt.timedelta(days=1)
_LAST = 20


def answer_by(urgency: Urgency, now: dt.datetime, starts: dt.datetime) -> dt.datetime:
    """Until when an answer is waited for before the next one is asked; never after the job has begun."""
    return max(now, min(now + _TO_ANSWER.get(urgency, _A_DAY), starts))


def rows_of(values: Values) -> list[dict[str, Value]]:
    """The offers of a request, in the order in which they were made."""
    held = values.get("offers")
    rows = [dict(each) for each in held if isinstance(each, dict)] if isinstance(held, list) else []
    return sorted(rows, key=lambda row: str(row.get("sent_at") or ""))


def answers(values: Values) -> dict[str, str]:
    """What each who was asked said last."""
    return {str(row.get("interpreter")): str(row.get("answer") or WAITING) for row in rows_of(values)}


def waiting_for(values: Values) -> list[str]:
    """Whose answer is still to come, whoever was asked first at the beginning."""
    return [who for who, answer in answers(values).items() if answer == WAITING]


def agreed(values: Values) -> str:
    """Who took the job and waits for the centre or has it; empty where nobody did."""
    wanted = str(values.get("wanted_interpreter") or "")
    return wanted if answers(values).get(wanted) == ACCEPTED else ""


def offered(values: Values, who: str, now: dt.datetime, until: dt.datetime) -> dict[str, Value]:
    """The job is offered to somebody; whoever was asked before and has not answered stays the first choice."""
    rows = _put_away(rows_of(values), who)
    wanted = str(values.get("wanted_interpreter") or "")
    stays = values.get("state") == State.OFFERED and answers(values).get(wanted) in _STANDS
    new: dict[str, Value] = {
        "interpreter": who, "sent_at": write_moment(now), "answer_by": write_moment(until), "answer": WAITING,
    }  # fmt: skip
    return {
        "state": State.OFFERED.value,
        "wanted_interpreter": wanted if stays and wanted != who else who,
        "offers": [*rows, new],
    }


def accepted(values: Values, who: str, now: dt.datetime) -> dict[str, Value]:
    """Somebody takes the job: all other offers are taken back, and the centre is asked to confirm it."""
    rows = [_withdrawn(row, now) if row.get("interpreter") != who else row for row in rows_of(values)]
    return {
        "state": State.OFFERED.value,
        "wanted_interpreter": who,
        "offers": _answered(rows, who, now, {"answer": ACCEPTED}),
    }


def declined(
    values: Values, who: str, now: dt.datetime, reason: str, answer: str = DECLINED
) -> dict[str, Value]:
    """Somebody does not take the job, or is taken off it: the next who was asked is wanted, else it is open again."""
    rows = _answered(rows_of(values), who, now, {"answer": answer, "reason": reason})
    left = waiting_for({"offers": list[Value](rows)})
    return {
        "state": State.OFFERED.value if left else State.REQUESTED.value,
        "wanted_interpreter": left[0] if left else None,
        "offers": list[Value](rows),
    }


def remarked(values: Values, who: str, remark: str) -> dict[str, Value]:
    """What somebody said when they declined, after what others said; the oldest gives way where it gets long."""
    if not remark:
        return {}
    said = [*filter(None, str(values.get(REMARKS) or "").split(_BETWEEN)), f"{who}: {remark}"[:_LONGEST]]
    while len(_BETWEEN.join(said)) > _LONGEST:
        del said[0]
    return {REMARKS: _BETWEEN.join(said)}


def moved(values: Values, span: Span, mode: str, language: str, now: dt.datetime) -> dict[str, Value]:
    """Another time, way or language: whoever was asked for the old one is asked for nothing any more."""
    start, end = wall(span.start), wall(span.end)
    found: dict[str, Value] = {
        "day": start.day.isoformat(),
        "from_time": f"{start.time:%H:%M}",
        "to_time": f"{end.time:%H:%M}",
        **_other_way(values, mode),
        **_other_language(values, language),
    }
    rows = [_withdrawn(row, now, TIME_CHANGED) for row in rows_of(values)]
    return {**found, "offers": list[Value](rows)}


def _other_way(values: Values, mode: str) -> dict[str, Value]:
    """A service that is done over a line changes with the way."""
    service = values.get("service")
    if service in _BY_LINE.values():
        return {"service": _BY_LINE.get(mode, "CONSECUTIVE"), "mode": mode}
    return {"mode": mode}


def _other_language(values: Values, language: str) -> dict[str, Value]:
    """The first language stays among those that the client accepts, before all others."""
    first = values.get("language")
    if not language or language == first:
        return {}
    held = values.get("fallback_languages")
    rows = [dict(each) for each in held if isinstance(each, dict)] if isinstance(held, list) else []
    taken = next((row for row in rows if row.get("language") == language), {})
    others = [row for row in rows if row.get("language") != language]
    before: list[Value] = [{"order": 1, "language": first, "dialect": values.get("dialect")}]
    later: list[Value] = [{**row, "order": min(place, _LAST)} for place, row in enumerate(others, start=2)]
    return {
        "language": language,
        "dialect": taken.get("dialect"),
        "dialect_needed": None,
        "fallback_languages": before + later,
    }


def _put_away(rows: Sequence[dict[str, Value]], who: str) -> list[Value]:
    """What somebody said to an earlier offer is no answer to the new one."""
    return [
        {**row, "answer": WITHDRAWN}
        if row.get("interpreter") == who and row.get("answer") in _STANDS
        else row
        for row in rows
    ]


def _withdrawn(row: dict[str, Value], now: dt.datetime, reason: str = "") -> dict[str, Value]:
    if (row.get("answer") or WAITING) not in _STANDS:
        return row
    why = {"reason": reason} if reason else {}
    return {**row, "answer": WITHDRAWN, "answered_at": write_moment(now), **why}


def _answered(
    rows: Sequence[dict[str, Value]], who: str, now: dt.datetime, said: Mapping[str, Value]
) -> list[Value]:
    """The last offer to somebody with what they said to it; a new one where they were asked without any."""
    told: dict[str, Value] = {**said, "answered_at": write_moment(now)}
    mine = [place for place, row in enumerate(rows) if row.get("interpreter") == who]
    if not mine:
        return [*rows, {"interpreter": who, "sent_at": write_moment(now), **told}]
    return [{**row, **told} if place == mine[-1] else row for place, row in enumerate(rows)]
