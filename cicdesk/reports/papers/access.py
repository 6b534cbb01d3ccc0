"""The copy of a person's data: everything in their file, for the person to read and as JSON for another institution."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from cicdesk.base.clock import from_milliseconds
from cicdesk.base.i18n import LANGUAGES, text_in
from cicdesk.domain.access_copy import Reason, is_said, left_out, repeats
from cicdesk.domain.wall_time import wall
from cicdesk.reports.lists.words import Names, words_of
from cicdesk.reports.papers.saying import Said, Speaker
from cicdesk.reports.papers.words import FALLBACK, FIRST
from cicdesk.schema.fields import Field
from cicdesk.schema.records import RecordSpec, registry
from cicdesk.schema.snapshot import Snapshot

FORMAT: Final = "cicdesk-access-copy"
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One field."""

    label: Said
    value: Said


@dataclass(frozen=True, slots=True)
class Section:
    """One record."""

    title: Said
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class File:
    """What was gathered for a copy."""

    records: Sequence[Snapshot]
    """Everything alive in the person's file, the person first."""
    names: Names
    now: dt.datetime


def copy_values(file: File, say: Speaker) -> dict[str, Any]:
    """What the template of the printed copy shows."""
    reasons = Counter(reason for _record, _field, reason in _left_out(file))
    return {
        "sections": [_section(spec, record, file, say) for spec, record in _known(file)],
        "left_out": [say(reason.value, count=reasons[reason]) for reason in Reason if reasons[reason]],
    }


def copy_json(file: File, say: Speaker) -> bytes:
    """The same for a machine: codes as they rest, with their Polish words beside them."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": f"{file.now:%Y-%m-%dT%H:%MZ}",
        "records": [_as_json(spec, record, file) for spec, record in _known(file)],
        "left_out": [
            {"record": record.id, "kind": record.kind, "field": field.name, "reason": reason.value,
             "why": say(reason.value, count=1).first}
            for record, field, reason in _left_out(file)
        ],
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(told), indent=1)


def _known(file: File) -> Iterator[tuple[RecordSpec, Snapshot]]:
    """The records that this version can explain, kind by kind, each kind in the order it came."""
    order = list(registry())
    held = [each for each in file.records if each.kind in registry()]
    for record in sorted(held, key=lambda each: (each.kind != "person", order.index(each.kind))):
        yield registry()[record.kind], record


def _given(spec: RecordSpec, record: Snapshot) -> Iterator[Field]:
    """The fields that are in the copy."""
    for field in spec.fields:
        held = is_said(record.values.get(field.name)) and not repeats(spec.kind, field)
        if held and left_out(spec.kind, field, record.values) is None:
            yield field


def _left_out(file: File) -> Iterator[tuple[Snapshot, Field, Reason]]:
    for spec, record in _known(file):
        for field in spec.fields:
            reason = (
                left_out(spec.kind, field, record.values) if is_said(record.values.get(field.name)) else None
            )
            if reason is not None:
                yield record, field, reason


def _section(spec: RecordSpec, record: Snapshot, file: File, say: Speaker) -> Section:
    second = _interface(say)
    title = _both(*(text_in(each, spec.label) if each else "" for each in (FIRST, second)))
    if record.number:
        title = say.joined([title, Said(record.number)], " ")
    rows = [
        Row(
            # The same word in both languages stands twice: a row has its label on either side.
            Said(text_in(FIRST, field.label), text_in(second, field.label) if second else ""),
            _both(*(words_of(field, record.values.get(field.name), each, file.names) if each else ""
                    for each in (FIRST, second))),
        )
        for field in _given(spec, record)
    ]  # fmt: skip
    rows.append(Row(say("changed"), Said(_changed(record))))
    return Section(title, [each for each in rows if each.value])


def _changed(record: Snapshot) -> str:
    if not record.changed_at:
        return ""
    shown = wall(from_milliseconds(record.changed_at))
    return f"{shown.day:%d.%m.%Y}"


def _as_json(spec: RecordSpec, record: Snapshot, file: File) -> dict[str, Any]:
    return {
        "id": record.id,
        "kind": spec.kind,
        "what": text_in(FIRST, spec.label),
        "number": record.number,
        "changed_at": f"{from_milliseconds(record.changed_at):%Y-%m-%dT%H:%MZ}" if record.changed_at else "",
        "fields": {
            field.name: {
                "label": text_in(FIRST, field.label),
                "value": record.values.get(field.name),
                "words": words_of(field, record.values.get(field.name), FIRST, file.names),
            }
            for field in _given(spec, record)
        },
    }


def _interface(say: Speaker) -> str:
    """The language of labels beside the Polish: papers speak more languages than the labels of fields."""
    if say.second is None:
        return ""
    return say.second.language if say.second.language in LANGUAGES else FALLBACK


def _both(first: str, second: str) -> Said:
    return Said(first, "" if first == second else second)
