"""Putting right what was written down on joining: the same form, with the frozen fields open and a reason needed."""

from dataclasses import replace

from cicdesk.domain.entering import FROZEN, REASON
from cicdesk.schema.fields import Level
from cicdesk.schema.records import RecordSpec, Section

MENDING = "_mending"
"""Among the values of a form that is asked for: it opens for putting right what was written down on joining."""


def as_mended(spec: RecordSpec) -> RecordSpec:
    """The form of a participation in which the day of joining can be put right: its fields, and why."""
    fields = tuple(
        replace(
            field, section="entry", read_only=False, shown_when=None, level=_level(field.name, field.level)
        )
        for field in spec.fields
        if field.name in FROZEN or field.name == REASON
    )
    ordered = sorted(fields, key=lambda field: field.name != REASON)
    section = next(each for each in spec.sections if each.name == "entry")
    return replace(spec, fields=tuple(ordered), sections=(Section(section.name, section.label),))


def _level(name: str, usual: Level) -> Level:
    return Level.REQUIRED if name == REASON else usual
