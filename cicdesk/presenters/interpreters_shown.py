"""What the right side of the page of interpreters shows of one request, looked up at once."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cicdesk.base.i18n import N_, _, language
from cicdesk.domain import offers
from cicdesk.domain.cancelling import Cancellation
from cicdesk.domain.settling import called_off
from cicdesk.domain.wall_time import read_moment, wall
from cicdesk.presenters.choices import on_offer
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.interpreters_queue import (
    KIND,
    how_it_stands,
    label,
    short_moment,
    when_words,
    where_words,
)
from cicdesk.presenters.interpreters_ranked import (
    CandidateLine,
    PlanLine,
    UnlistedLine,
    alternative_lines,
    candidate_lines,
    new_time_lines,
    plan_lines,
    unlisted_lines,
)
from cicdesk.presenters.interpreters_steps import StepLine, may_offer, step_lines
from cicdesk.presenters.naming import named
from cicdesk.presenters.review import labelled
from cicdesk.schema.documents import changes_between
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Snapshot, SyncState
from cicdesk.schema.values import Values
from cicdesk.store.errors import RecordNotFound

FACTS = (
    "dialect", "service", "mode", "other_modes", "subject",
    "institution_name", "meeting_point", "gender", "requirements", "children_present", "flexibility", "phone",
    "reason_note", "client_consent", "notes", "requested_by", "project",
)  # fmt: skip
_MATCHED = frozenset({"DRAFT", "REQUESTED", "OFFERED", "UNFILLED", "NEEDS_NEW_TIME"})
_SHEETS = frozenset({"COMPLETED", "INCOMPLETE", "LATE_CANCELLED", "CLIENT_NO_SHOW"})
_TOLD: Mapping[str, str] = {
    "DRAFT": N_("A draft: nobody looks for an interpreter yet."),
    "REQUESTED": N_("Nobody has been asked yet."),
    "UNFILLED": N_("Nobody was found. Look whether one of the other possibilities would do."),
    "UNDER_WAY": N_("It is going on now."),
    "COMPLETED": N_("Done. What is left is the time sheet and settling it."),
    "SETTLED": N_("Settled."),
}


@dataclass(frozen=True, slots=True)
class Matched:
    """What matching says of a request."""

    ranked: tuple[CandidateLine, ...]
    unlisted: tuple[UnlistedLine, ...]
    plans: tuple[PlanLine, ...]
    alternatives: tuple[PlanLine, ...] = ()
    """Other times for a request that lost its own: those of the centre, else those that this laptop finds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestShown:
    """A request at one moment."""

    id: str
    root: str
    number: str
    title: str
    when: str
    where: str
    state: str
    tone: str
    told: str
    """How it stands, in whole sentences: what is only proposed, what the centre has confirmed."""
    provisional: bool
    facts: tuple[tuple[str, str], ...]
    unwanted: str = ""
    """Languages that must not be offered, in words."""
    steps: tuple[StepLine, ...] = ()
    offering: bool = False
    found: Matched | None = None
    """Who can come and what else could be done; looked for only while somebody is still needed."""
    interpreter: str = ""
    person: str = ""
    sheet: str = ""
    wants_sheet: bool = False
    values: Values = field(default_factory=dict)
    why_not: tuple[tuple[str, str], ...] = ()
    """Reasons for which an interpreter does not take it: codes and words."""


def look(desk: Desk, request: Snapshot, now: dt.datetime) -> RequestShown:
    """Everything that is shown of a request."""
    values, staff = request.values, desk.staff.names()
    person = str(values.get("person") or "")
    client = named(desk, person) if person else str(values.get("group_name") or "")
    state, tone = how_it_stands(request)
    code, today = str(values.get("state") or ""), wall(now).day
    spoken = label("languages", values.get("language"))
    return RequestShown(
        id=request.id,
        root=request.root,
        number=request.number,
        title=" · ".join(filter(None, (spoken, client))),
        when=when_words(values),
        where=where_words(values, lambda room: named(desk, room)),
        state=state,
        tone=tone,
        told=_told(desk, request),
        provisional=code == "OFFERED",
        facts=(*_accepted(values), *labelled(request, FACTS, staff)),
        unwanted=", ".join(label("languages", each) for each in _codes(values, "unwanted_languages")),
        steps=step_lines(code, desk.role, _calling_off(desk, values, now), today),
        offering=may_offer(code, desk.role),
        interpreter=str(values.get("interpreter") or values.get("wanted_interpreter") or ""),
        person=person,
        sheet=_sheet(desk, request.id) if code in _SHEETS else "",
        wants_sheet=code in _SHEETS,
        values=values,
        found=_matched(desk, request) if code in _MATCHED else None,
        why_not=on_offer("unassign_reasons", language(), today),
    )


def _accepted(values: Values) -> Iterator[tuple[str, str]]:
    """The other languages that the client accepts, in their order."""
    held = values.get("fallback_languages")
    rows = [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []
    rows.sort(key=lambda row: (not isinstance(row.get("order"), int), str(row.get("order")).zfill(2)))
    if rows:
        declared = spec_of(KIND).by_name["fallback_languages"]
        yield _(declared.label), ", ".join(label("languages", row.get("language")) for row in rows)


def _codes(values: Values, name: str) -> list[str]:
    held = values.get(name)
    return [str(each) for each in held] if isinstance(held, list) else []


def _matched(desk: Desk, request: Snapshot) -> Matched | None:
    answer = desk.matching.match(request.values, request.id)
    if answer is None:
        return None
    alternatives: tuple[PlanLine, ...] = ()
    if request.values.get("state") == "NEEDS_NEW_TIME":
        of_centre = alternative_lines(request.values, answer.names)
        alternatives = of_centre or new_time_lines(desk.matching.new_times(answer), answer)
    return Matched(
        candidate_lines(answer, request.values),
        unlisted_lines(answer.matching.unlisted, answer.names),
        plan_lines(desk.matching.plans(answer), answer),
        alternatives,
    )


def _told(desk: Desk, request: Snapshot) -> str:
    values = request.values
    code = str(values.get("state") or "")
    if code == "OFFERED":
        return _offered(desk, request)
    if code == "CONFIRMED":
        who = named(desk, str(values.get("interpreter") or ""))
        told = _("The centre has confirmed it: {name}.").format(name=who or "–")
        others = _("Somebody else wanted that time too; it stays with this request.")
        return f"{told} {others}" if values.get("also_wanted_at") else told
    if code == "NEEDS_NEW_TIME":
        reason = label("decision_reasons", values.get("decision_reason"))
        return _("The centre could not give it as wished: {reason}. Choose another possibility.").format(
            reason=reason or "–"
        )
    reason = label("request_reasons", values.get("reason"))
    told = _(_TOLD[code]) if code in _TOLD else ""
    return " ".join(filter(None, (told, _("Reason: {reason}.").format(reason=reason) if reason else "")))


def _offered(desk: Desk, request: Snapshot) -> str:
    values = request.values
    if who := offers.agreed(values):
        sent = request.state is SyncState.SENT
        text = (
            _("{name} agreed. It is not final yet: the centre decides.")
            if sent
            else _(
                "{name} agreed. It is not final yet: the centre confirms it at the next exchange, unless somebody "
                "else was quicker."
            )
        )
        return text.format(name=named(desk, who)) + _in_the_way(desk, request)
    names = [named(desk, each) for each in offers.waiting_for(values)]
    until = max((str(row.get("answer_by") or "") for row in offers.rows_of(values)), default="")
    if not names:
        return _("Nobody is asked just now.")
    return _("Asked: {names}. The answer is to come by {until}.").format(
        names=", ".join(filter(None, names)), until=_moment(until)
    ) + _in_the_way(desk, request)


def _in_the_way(desk: Desk, request: Snapshot) -> str:
    """What this laptop knows to stand against it, so that nobody is surprised by the centre's answer."""
    found = desk.bookings.provisional(KIND, request.values, request.id)
    reasons = dict.fromkeys(label("decision_reasons", each.reason) for each in found)
    if not reasons:
        return ""
    return " " + _("As far as this laptop knows: {reasons}.").format(reasons=", ".join(reasons))


def _moment(text: str) -> str:
    try:
        return short_moment(read_moment(text))
    except ValueError:
        return short_moment(None)


def _calling_off(desk: Desk, values: Values, now: dt.datetime) -> Cancellation | None:
    request = changes_between(spec_of(KIND), {}, values)
    who = str(values.get("interpreter") or values.get("wanted_interpreter") or "")
    try:
        entry = changes_between(spec_of("interpreter"), {}, desk.records.get(who).values) if who else {}
    except RecordNotFound:
        entry = {}
    return called_off(request, entry, now)


def _sheet(desk: Desk, request: str) -> str:
    found = desk.records.list("time_sheet", {"interpreter_request": request}, 1)
    return found[0].id if found else ""
