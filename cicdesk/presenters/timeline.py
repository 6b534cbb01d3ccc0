"""What happened in a person's file, in order: registered, contacts, cases opened, notes, comments."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cicdesk.base.clock import from_milliseconds, milliseconds
from cicdesk.base.i18n import N_, _
from cicdesk.base.ids import RecordId, made_at
from cicdesk.domain.names import office_key
from cicdesk.presenters.desk import Merge
from cicdesk.presenters.words import (
    kind_icon,
    minutes_words,
    moment_words,
    office_words,
    value_words,
)
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Snapshot, SyncState

_HAPPENED = {
    "person": N_("Registered"),
    "case": N_("Case opened"),
    "note": N_("Note"),
    "comment": N_("Comment"),
    "contact": N_("Contact"),
    "attachment": N_("File added"),
}
_TOLD = {
    "person": ("number", "office"),
    "case": ("number", "topics"),
    "note": ("level", "text", "minutes"),
    "comment": ("text",),
    "contact": ("topics", "outcome", "minutes", "note"),
    "attachment": ("kind", "title"),
    "appointment": ("day", "from_time", "service", "purpose", "status"),
    "interpreter_request": ("number", "language", "day", "from_time", "state"),
    "time_sheet": ("day", "billed_minutes", "state"),
    "care_request": ("number", "day", "from_time", "service", "state"),
    "care_session": ("day", "in_time", "out_time", "state"),
    "dependant": ("kind", "given_names"),
    "incident": ("kind", "day", "state"),
    "service": ("service", "happened_on", "minutes", "signature_state", "note"),
    "participation": ("project", "status", "entered_on", "ended_on"),
    "language_level": ("language", "occasion", "overall"),
    "review": ("state", "reason"),
    "merge": ("state", "note"),
    "transfer": ("to_office", "state"),
}
_MOMENTS = {"note": "written_at", "comment": "written_at", "contact": "at", "attachment": "taken_at"}
"""The fields that say when it happened; of other kinds it is the moment the record was made."""
_MINUTE = 60_000
_NOON = "12:00"
_WRITERS = {
    "note": "author",
    "comment": "author",
    "contact": "staff",
    "attachment": "author",
    "service": "staff",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One record of the file as a line."""

    id: RecordId
    kind: str
    icon: str
    title: str
    text: str
    who: str
    when: str
    state: SyncState


def timeline(
    records: Sequence[Snapshot], staff: Mapping[str, str], now: dt.datetime, merges: Sequence[Merge] = ()
) -> list[Event]:
    """What happened, the newest first; edits that met without a question among it."""
    told = [(_in_order(each), _event(each, staff, now)) for each in records]
    kinds = {str(each.id): each.kind for each in records}
    told += [((m.at, True), _merged(m, kinds[m.record], staff, now)) for m in merges if m.record in kinds]
    return [event for _order, event in sorted(told, key=lambda pair: pair[0], reverse=True)]


def _merged(merge: Merge, kind: str, staff: Mapping[str, str], now: dt.datetime) -> Event:
    """Two people changed different fields without seeing each other: nothing to decide, but good to know."""
    return Event(
        id=RecordId(merge.record),
        kind=kind,
        icon="switch",
        title=_("Parallel changes"),
        text=_("here: {mine}  ·  elsewhere: {theirs}").format(
            mine=_labels(kind, merge.mine), theirs=_labels(kind, merge.theirs)
        ),
        who=staff.get(merge.user, merge.user),
        when=moment_words(merge.at, now),
        state=SyncState.SENT,
    )


def _labels(kind: str, names: Sequence[str]) -> str:
    spec = spec_of(kind)
    return ", ".join(_(spec.by_name[name].label) if name in spec.by_name else name for name in names)


def _in_order(record: Snapshot) -> tuple[int, int]:
    """When it happened. A person is registered before anything else that is noted in the same moment."""
    return happened_at(record), record.kind != "person"


def happened_at(record: Snapshot) -> int:
    """When it happened, in milliseconds: what its field says, and otherwise when it was made.

    The fields hold no seconds; within their minute the making decides what came first.
    """
    made = made_at(record.id)
    if record.kind == "service":
        return _given_at(record, made)
    text = str(record.values.get(_MOMENTS.get(record.kind, "")) or "")
    try:
        said = milliseconds(dt.datetime.fromisoformat(text))
    except ValueError:
        return made
    return made if said // _MINUTE == made // _MINUTE else said


def _given_at(service: Snapshot, made: int) -> int:
    """A support says the day, and often no hour: written down on that day it is the moment of writing."""
    day, time = (str(service.values.get(name) or "") for name in ("happened_on", "began"))
    if not time and day == from_milliseconds(made).astimezone().date().isoformat():
        return made
    try:
        return milliseconds(dt.datetime.fromisoformat(f"{day}T{time or _NOON}").astimezone())
    except ValueError:
        return made


def _event(record: Snapshot, staff: Mapping[str, str], now: dt.datetime) -> Event:
    spec = spec_of(record.kind)
    said = (_said(record, name, staff) for name in _TOLD.get(record.kind, ()))
    writer = str(record.values.get(_WRITERS.get(record.kind, "")) or "")
    return Event(
        id=record.id,
        kind=record.kind,
        icon=kind_icon(record.kind),
        title=_(_HAPPENED.get(record.kind, spec.label)),
        text="  ·  ".join(filter(None, said)),
        who=staff.get(writer, writer),
        when=moment_words(happened_at(record), now),
        state=record.state,
    )


def _said(record: Snapshot, name: str, staff: Mapping[str, str]) -> str:
    value = record.values.get(name)
    if name == "minutes" and isinstance(value, int):
        return minutes_words(value)
    if name == "office" and value:
        return office_words(str(value), staff.get(office_key(str(value)), ""))
    field = spec_of(record.kind).by_name.get(name)
    return value_words(field, value, staff) if field else ""
