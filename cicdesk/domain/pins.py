"""PINs stay in the record they belong to: whatever leaves it, is told or is handed on goes without them."""

from collections.abc import Mapping

from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.fields import Items, Pin
from cicdesk.schema.records import registry
from cicdesk.schema.values import Document, Value, Values


def pin_parts(kind: str, name: str) -> frozenset[str]:
    """Which parts of the items of a field, or of a register of it, are PINs."""
    spec = registry().get(kind)
    found = spec.by_name.get(name.partition(SEPARATOR)[0]) if spec else None
    parts = found.fields if isinstance(found, Items) else ()
    return frozenset(each.name for each in parts if isinstance(each, Pin))


def without_pins(kind: str, told: Document | Values) -> dict[str, Value]:
    """A document, or the values of a record, without any PIN."""
    return {name: _without(value, pin_parts(kind, name)) for name, value in told.items()}


def keeping_pins(kind: str, held: Values, written: Values) -> dict[str, Value]:
    """Values to write, where items that name no PIN keep the one that they have: whoever read them was told none."""
    return {name: _kept(value, held.get(name), pin_parts(kind, name)) for name, value in written.items()}


def _without(value: Value, pins: frozenset[str]) -> Value:
    if not pins:
        return value
    if isinstance(value, list):
        return [_without(each, pins) for each in value]
    return (
        {name: each for name, each in value.items() if name not in pins} if isinstance(value, dict) else value
    )


def _kept(value: Value, held: Value, pins: frozenset[str]) -> Value:
    if not pins or not isinstance(value, list) or not isinstance(held, list):
        return value
    known: Mapping[str, dict[str, Value]] = {str(row.get("id")): row for row in held if isinstance(row, dict)}
    return [
        {**{pin: had[pin] for pin in pins if pin in had}, **row}
        if isinstance(row, dict) and (had := known.get(str(row.get("id"))))
        else row
        for row in value
    ]
