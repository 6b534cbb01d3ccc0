"""Answers that were given in another version of a form and have no place in this one."""

from cicdesk.schema.fields import Codes, Field, Group, Items, References
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.values import REFUSALS, Value, Values, is_blank


def misfits(spec: RecordSpec, values: Values) -> dict[str, Value]:
    """Those of the values that no field of this version holds: of a name it does not know, or of another shape."""
    return {
        name: value
        for name, value in values.items()
        if not is_blank(value) and not (name in spec.by_name and _fits(spec.by_name[name], value))
    }


def fitting(spec: RecordSpec, values: Values) -> dict[str, Value]:
    """The others."""
    left = misfits(spec, values)
    return {name: value for name, value in values.items() if name in spec.by_name and name not in left}


def _fits(field: Field, value: Value) -> bool:
    """Whether its editor can show it. A text that says nothing to the field is there to be put right."""
    if field.refusable and isinstance(value, str) and value in REFUSALS:
        return True
    if isinstance(field, Codes | Items | References):
        return isinstance(value, list)
    return isinstance(value, dict) if isinstance(field, Group) else not isinstance(value, dict | list)
