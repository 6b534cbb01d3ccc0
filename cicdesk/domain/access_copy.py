"""What a person is given of their own file, and what is left out of it, by rule and with the reason (GDPR art. 15)."""

import enum
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cicdesk.schema.fields import Field, Pin
from cicdesk.schema.values import Value, Values

_LEVEL = "level"


class Reason(enum.StrEnum):
    """Why something is left out. The words are those of the paper."""

    LAWYER = "lawyer"
    """What a lawyer wrote down under professional secrecy; the lawyer tells it to the client."""
    PSYCHOLOGIST = "psychologist"
    """The same of a psychologist."""
    CHILD = "child"
    """Notes on the safety of a child, which could put it or who spoke for it at risk."""
    OTHERS = "others"
    """Data of other people."""
    SECRET = "secret"  # noqa: S105  not a password: the reason that one is not printed
    """What proves who may collect a child."""


_NOTES: Final[Mapping[str, Reason]] = MappingProxyType(
    {"LAWYER": Reason.LAWYER, "PSYCHOLOGIST": Reason.PSYCHOLOGIST, "CHILD": Reason.CHILD}
)
"""By level of a note, why its text stays where it is."""
_OF_OTHERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "dependant": frozenset({"second_guardian", "emergency_contacts", "pick_up", "court_restriction", "restricted"}),
        "care_session": frozenset({"refusals", "collected_by", "brought_by"}),
        "incident": frozenset({"witnesses"}),
    }
)  # fmt: skip
_COPIES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "review": frozenset({"approved_values", "approved_versions", "changes"}),
        "merge": frozenset({"before", "taken"}),
    }
)
"""What only repeats the rest of the file for the program's own use."""


def left_out(kind: str, field: Field, values: Values) -> Reason | None:
    """Why what a field holds is not in the copy; None if it is."""
    if isinstance(field, Pin):
        return Reason.SECRET
    if kind == "note" and field.name == "text":
        return _NOTES.get(str(values.get(_LEVEL)))
    return Reason.OTHERS if field.name in _OF_OTHERS.get(kind, ()) else None


def repeats(kind: str, field: Field) -> bool:
    """Whether a field holds nothing that the file does not say elsewhere."""
    return field.name in _COPIES.get(kind, ())


def is_said(value: Value) -> bool:
    """Whether there is anything to tell or to leave out."""
    return value not in (None, "", [], {})
