"""Putting right what was written down on joining: the same form, with the frozen fields open and a reason needed."""

from dataclasses import replace

from cicdesk.domain.entering import FROZEN, REASON
from cicdesk.schema.fields import Field, Level
from cicdesk.schema.records import RecordSpec, Section

MENDING = "_mending"
"""Among the values of a form that is asked for: it opens for putting right what was written down on joining."""
_ENTRY = "entry"


def as_mended(spec: RecordSpec) -> RecordSpec:
    """The form of a participation in which the day of joining can be put right: why, and its fields."""
    ordered = sorted((_opened(field) for field in spec.fields), key=lambda field: field.name != REASON)
    label = next(each.label for each in spec.sections if each.name == _ENTRY)
    return replace(spec, fields=tuple(ordered), sections=(Section(_ENTRY, label),), remarks="")


def _opened(field: Field) -> Field:
    """What was frozen can be typed into; what was not is left to the usual form."""
    if field.name == REASON:
        return replace(field, section=_ENTRY, read_only=False, level=Level.REQUIRED)
    if field.name in FROZEN:
        return replace(field, section=_ENTRY, read_only=False, shown_when=None)
    return replace(field, section=_ENTRY, in_form=False)
