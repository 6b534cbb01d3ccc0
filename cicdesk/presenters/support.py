"""The card of a person's file that says what was given to them: projects, levels, what is to be signed or asked again."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cicdesk.base.i18n import N_, _, ngettext
from cicdesk.base.ids import RecordId
from cicdesk.domain.entering import doubles
from cicdesk.presenters.words import day_words, kind_icon, minutes_words, value_words
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Snapshot, SyncState
from cicdesk.schema.values import Value, is_blank

KINDS = frozenset({"service", "participation", "language_level"})
ACTIONS: tuple[tuple[str, str], ...] = (
    ("participation", N_("New participation")),
    ("language_level", N_("New language level")),
)
"""What the card offers to begin beside a service: the kind of record, and the button's words."""
_TO_SIGN = "TO_SIGN"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class SupportLine:
    """One line of the card."""

    id: RecordId
    kind: str
    icon: str
    title: str
    text: str
    tone: str = ""
    right: str = ""
    """What stands at the end of the line; empty for where the record stands."""
    state: SyncState = SyncState.SENT
    entered: bool = False
    """Of a participation: the day of joining stands, and may be put right with a reason."""
    double: bool = False
    """Of a participation: another one in the same project counts."""


@dataclass(frozen=True, slots=True)
class SupportShown:
    """The card at one moment."""

    summary: str
    """How often, how long; empty where nothing was given yet."""
    lines: Sequence[SupportLine]


def support_of(records: Sequence[Snapshot], staff: Mapping[str, str], today: dt.date) -> SupportShown:
    """What a file says of support: projects first, then what is to be followed up or signed, then levels."""
    services = sorted(
        (r for r in records if r.kind == "service"),
        key=lambda r: str(r.values.get("happened_on")),
        reverse=True,
    )
    parts = [r for r in records if r.kind == "participation"]
    levels = [r for r in records if r.kind == "language_level"]
    waiting = [r for r in services if _waits(r, services)]
    unsigned = [r for r in services if r.values.get("signature_state") == _TO_SIGN]
    twice = doubles((each.id, each.values) for each in parts)
    lines = [
        *(_participation(p, services, staff, double=p.id in twice) for p in sorted(parts, key=_going_first)),
        *(_follow_up(each, staff, today) for each in waiting[:_SHOWN]),
        *(_unsigned(each, staff) for each in unsigned[:_SHOWN]),
        *(_level(each, staff) for each in sorted(levels, key=_day_of, reverse=True)),
    ]
    return SupportShown(_summary(services, len(unsigned)), lines)


def _summary(services: Sequence[Snapshot], unsigned: int) -> str:
    if not services:
        return ""
    minutes = sum(m for each in services if isinstance(m := each.values.get("minutes"), int))
    said = ngettext("{count} service, {time}", "{count} services, {time}", len(services)).format(
        count=len(services), time=minutes_words(minutes)
    )
    rest = (
        ngettext("{count} signature missing", "{count} signatures missing", unsigned).format(count=unsigned)
        if unsigned
        else ""
    )
    return "  ·  ".join(filter(None, (said, rest)))


def _waits(service: Snapshot, services: Sequence[Snapshot]) -> bool:
    """Whether a follow-up is still to come: nothing was given on that day or later."""
    day = str(service.values.get("follow_up_on") or "")
    return bool(day) and not any(
        str(each.values.get("happened_on") or "") >= day for each in services if each.id != service.id
    )


def _going_first(part: Snapshot) -> tuple[bool, str]:
    return not is_blank(part.values.get("ended_on")), str(part.values.get("entered_on") or "~")


def _day_of(level: Snapshot) -> str:
    return str(level.values.get("assessed_on") or "")


def _participation(
    part: Snapshot, services: Sequence[Snapshot], staff: Mapping[str, str], *, double: bool
) -> SupportLine:
    values = part.values
    entered, ended = (str(values.get(name) or "") for name in ("entered_on", "ended_on"))
    since = _("since {day}").format(day=day_words(entered)) if entered else _("no support yet")
    count = sum(each.values.get("participation") == part.id for each in services)
    told = (
        words_of(part, "status", staff),
        since,
        _("until {day}").format(day=day_words(ended)) if ended else "",
        ngettext("{count} service", "{count} services", count).format(count=count) if count else "",
    )
    return SupportLine(
        part.id, part.kind, kind_icon(part.kind), words_of(part, "project", staff), "  ·  ".join(filter(None, told)),
        "warning" if double else "", _("written down twice") if double else "", part.state, bool(entered), double,
    )  # fmt: skip


def _follow_up(service: Snapshot, staff: Mapping[str, str], today: dt.date) -> SupportLine:
    day = str(service.values.get("follow_up_on") or "")
    tone = "warning" if day <= today.isoformat() else "accent"
    return SupportLine(
        service.id, service.kind, "clock", words_of(service, "service", staff), _("To be followed up"), tone,
        day_words(day), service.state,
    )  # fmt: skip


def _unsigned(service: Snapshot, staff: Mapping[str, str]) -> SupportLine:
    day = day_words(str(service.values.get("happened_on") or ""))
    text = "  ·  ".join(filter(None, (day, words_of(service, "signature_state", staff))))
    return SupportLine(
        service.id, service.kind, "pen", words_of(service, "service", staff), text, state=service.state
    )


def _level(level: Snapshot, staff: Mapping[str, str]) -> SupportLine:
    title = "  ·  ".join(
        filter(None, (words_of(level, "language", staff), words_of(level, "overall", staff)))
    )
    text = "  ·  ".join(
        filter(
            None,
            (words_of(level, "occasion", staff), day_words(_day_of(level)), words_of(level, "proof", staff)),
        )
    )
    return SupportLine(level.id, level.kind, kind_icon(level.kind), title, text, state=level.state)


def words_of(record: Snapshot, name: str, staff: Mapping[str, str]) -> str:
    """What a field holds, in words."""
    value: Value = record.values.get(name)
    return value_words(spec_of(record.kind).by_name[name], value, staff)
