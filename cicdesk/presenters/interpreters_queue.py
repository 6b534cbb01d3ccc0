"""Requests for interpreters as lines of a queue: who, which language, when, where, and how each stands, in words."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cicdesk.base.i18n import N_, _, language, ngettext
from cicdesk.domain.lead_time import Urgency
from cicdesk.domain.offers import agreed
from cicdesk.domain.wall_time import wall
from cicdesk.presenters.words import amount, minutes_words, state_words
from cicdesk.schema.codelists import code_list
from cicdesk.schema.snapshot import Snapshot, SyncState
from cicdesk.schema.values import Values
from cicdesk.services.arranging.coordinator import Month, ToSettle, Unfilled, Waiting

KIND = "interpreter_request"
TONES: Mapping[str, str] = {
    "REQUESTED": "warning", "OFFERED": "accent", "CONFIRMED": "success", "UNDER_WAY": "success",
    "UNFILLED": "danger", "NEEDS_NEW_TIME": "danger", "COMPLETED": "accent", "INTERPRETER_NO_SHOW": "danger",
}  # fmt: skip
_URGENT = frozenset({Urgency.NOW, Urgency.TODAY, Urgency.DAYS_2})
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_AGREED = N_("agreed, the centre confirms")
SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("NEEDS_NEW_TIME", N_("Needs a new time"), ""),
    ("UNFILLED", N_("Nobody found yet"), N_("Every request has somebody.")),
    ("OFFERED", N_("Asked, not final yet"), N_("Nobody is asked just now.")),
    ("ANSWERED", N_("Confirmed just now, for later"), ""),
    ("CONFIRMED", N_("Confirmed, this week"), N_("Nothing is confirmed for the next seven days.")),
    ("SETTLE", N_("To settle"), N_("Everything is settled.")),
    ("DRAFT", N_("Drafts"), ""),
)
"""Keys, headings, and what stands where there is nothing; without that the heading goes as well."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A request in the queue."""

    id: str
    title: str
    detail: str
    state: str
    """How it stands, in words."""
    tone: str
    note: str = ""
    """What is urgent or missing about it, each on a line of its own."""
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class QueuePart:
    """One heading with its requests."""

    key: str
    title: str
    rows: tuple[QueueRow, ...]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """What one interpreter has this month."""

    interpreter: str
    name: str
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class QueueShown:
    """The queue at one moment."""

    parts: tuple[QueuePart, ...] = ()
    months: tuple[MonthLine, ...] = ()

    @property
    def rows(self) -> tuple[QueueRow, ...]:
        """All of them, from top to bottom."""
        return tuple(row for part in self.parts for row in part.rows)


@dataclass(frozen=True, slots=True)
class Notes:
    """What the coordinator's boards say of the requests, by their ids."""

    unfilled: Mapping[str, Unfilled]
    waiting: Mapping[str, Sequence[Waiting]]
    settle: Mapping[str, ToSettle]

    @classmethod
    def of(
        cls, unfilled: Iterable[Unfilled], waiting: Iterable[Waiting], settle: Iterable[ToSettle]
    ) -> "Notes":
        """From what the boards list."""
        asked: dict[str, list[Waiting]] = {}
        for each in waiting:
            asked.setdefault(each.record, []).append(each)
        return cls({each.record: each for each in unfilled}, asked, {each.record: each for each in settle})


def queue_row(request: Snapshot, who: str, place: str, notes: Notes) -> QueueRow:
    """A request as a line. `who`: the client or group in words; `place`: where, in words."""
    values = request.values
    state, tone = how_it_stands(request)
    spoken = label("languages", values.get("language"))
    return QueueRow(
        id=request.id,
        title=who or request.number,
        detail="\n".join(filter(None, ("  ·  ".join(filter(None, (spoken, when_words(values)))), place))),
        state=state,
        tone=tone,
        note=_note(request.id, notes),
        conflict=request.state is SyncState.CONFLICT,
    )


def how_it_stands(request: Snapshot) -> tuple[str, str]:
    """The state in words, with its tone: what the centre has not confirmed is never said to be so."""
    code = str(request.values.get("state") or "")
    if request.state is SyncState.CONFLICT:
        return state_words(SyncState.CONFLICT), "danger"
    if code == "OFFERED" and agreed(request.values):
        return _(_AGREED), "accent"
    return label("interpreter_request_states", code), TONES.get(code, "")


def _note(record: str, notes: Notes) -> str:
    asked = notes.waiting.get(record, ())
    told = [_answering(each) for each in asked]
    if (found := notes.unfilled.get(record)) is not None:
        told += _urgent(found, asked=bool(asked))
    if (cost := notes.settle.get(record)) is not None:
        told.append(_settling(cost))
    return "\n".join(told)


def short_moment(moment: dt.datetime | None) -> str:
    """Day and hour by clocks in Poland, without the year; a dash where there is none."""
    if moment is None:
        return "–"
    shown = wall(moment)
    return f"{shown.day:%d.%m} {shown.time:%H:%M}"


def _answering(waiting: Waiting) -> str:
    if waiting.overdue:
        return _("no answer in time: {name}").format(name=waiting.name)
    until = short_moment(waiting.answer_by)
    return _("{name} answers by {until}").format(name=waiting.name, until=until)


def _urgent(found: Unfilled, *, asked: bool) -> list[str]:
    """What presses; how few days are left is said only while nobody has been asked."""
    told = []
    if found.notice_left < 0:
        told.append(_("its time has passed"))
    elif found.urgency in _URGENT:
        told.append(label("urgencies", found.urgency))
    elif found.notice_left < found.notice_needed and not asked:
        told.append(
            ngettext(
                "{count} working day left ({needed} are usual)",
                "{count} working days left ({needed} are usual)",
                found.notice_left,
            ).format(count=found.notice_left, needed=found.notice_needed)
        )
    return told


def _settling(found: ToSettle) -> str:
    if not found.sheet:
        return _("no time sheet yet")
    cost = _("{amount} zł").format(amount=amount(found.cost))
    if not found.unsigned:
        return cost
    missing = ngettext("{count} signature missing", "{count} signatures missing", found.unsigned)
    return f"{cost}  ·  {missing.format(count=found.unsigned)}"


def month_line(month: Month) -> MonthLine:
    """Hours against the cap and cost, as one line."""
    hours = (
        _("{booked} of {cap}").format(booked=minutes_words(month.booked), cap=minutes_words(month.cap))
        if month.cap
        else minutes_words(month.booked)
    )
    cost = _("{amount} zł").format(amount=amount(month.cost)) if month.cost else ""
    return MonthLine(
        month.interpreter,
        month.name,
        "  ·  ".join(filter(None, (hours, cost))),
        "warning" if month.over else "",
    )


def when_words(values: Values) -> str:
    """The day with its weekday, and the hours, as people say them."""
    try:
        day = dt.date.fromisoformat(str(values.get("day") or ""))
    except ValueError:
        return ""
    weekday = code_list("weekdays").label(_WEEKDAYS[day.weekday()], language())
    hours = "–".join(str(values[name]) for name in ("from_time", "to_time") if values.get(name))
    return ", ".join(filter(None, (f"{weekday} {day:%d.%m.%Y}", hours)))


def label(name: str, code: object) -> str:
    """A code in words; empty for none."""
    return code_list(name).label(str(code), language()) if code else ""


def where_words(values: Values, room: Callable[[str], str]) -> str:
    """Where it is: on the telephone, or the room or place."""
    if values.get("mode") in {"PHONE", "VIDEO"} or values.get("service") in {"BY_PHONE", "BY_VIDEO"}:
        over = {"BY_PHONE": "PHONE", "BY_VIDEO": "VIDEO"}.get(str(values.get("service")), values.get("mode"))
        return label("interpreting_modes", over)
    named = room(str(values["room"])) if values.get("room") else ""
    return named or str(values.get("place") or "") or label("communes", values.get("commune"))
