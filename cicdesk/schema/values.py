"""What a field can hold, and the one way in which a set differs from a single value."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    Value: TypeAlias = "None | bool | int | float | str | list[Value] | dict[str, Value]"
else:
    Value = Any  # the JSON decoder cannot follow a type that names itself
"""A JSON value. Lists stand for set-valued fields only (codes, repeating items)."""

Values = Mapping[str, Value]
"""A record as people and scripts see it: one entry a field, sets as lists."""

Document = Mapping[str, Value]
"""A record as it rests and travels: one entry a register. An element of a set is a register
of its own, named `field/element`: true for a code, the item's own fields for an item, and
false or null once it is removed. So sets merge by element and nothing else needs to know."""

REFUSALS: tuple[str, ...] = ("REFUSED", "NOT_ASKED", "NOT_KNOWN", "NOT_APPLICABLE")
"""Codes of the list `refusals` (domain 9.1); a refusable field may hold one instead of its value."""


def is_blank(value: Value) -> bool:
    """Whether nothing was entered: null, an empty text, list or group of blanks. `false` is an answer."""
    if isinstance(value, dict):
        return all(is_blank(part) for name, part in value.items() if name != "id")
    return value is None or value in ("", [])
