"""Which records are meant: fields and the values they hold, as SQL."""

from collections.abc import Iterator
from typing import Any

from cicdesk.schema.values import Value, Values
from cicdesk.store.projection import Standing

_COLUMNS = frozenset({"id", "number", "root", "changed_by", "office"})
_STATES = {standing.name.lower(): int(standing) for standing in Standing}
_LARGEST = 2**63
_DOCUMENT = "coalesce(shown, data)"
_Part = tuple[str, tuple[Any, ...]]


def condition(where: Values) -> tuple[str, list[Any]]:
    """SQL that picks records by the content of their fields, and its arguments.

    Nothing (`null`) picks records without a value. Of a set every value named has to be in it. Names
    travel as JSON paths, never as SQL; what no field can hold picks nothing.
    """
    parts = [part for name, value in where.items() for part in _parts(name, value)]
    return "".join(f" AND {sql}" for sql, _ in parts), [each for _, found in parts for each in found]


def _parts(name: str, value: Value) -> Iterator[_Part]:
    if name == "state" and (value is None or value in _STATES):  # else it is a field of that name
        yield "state = ?", (_STATES.get(str(value), -1),)
    elif isinstance(value, list):
        for each in value:
            yield from _parts(name, each)
    elif isinstance(value, dict) or (isinstance(value, int) and not -_LARGEST <= value < _LARGEST):
        yield "0", ()
    elif name in _COLUMNS:
        yield f"{name} = ?", ("" if value is None else str(value),)
    elif isinstance(value, str):
        yield (
            f"(json_extract({_DOCUMENT}, ?) = ? OR json_extract({_DOCUMENT}, ?) = 1)",
            (_path(name), value, _path(f"{name}/{value}")),
        )
    else:
        yield f"json_extract({_DOCUMENT}, ?) IS ?", (_path(name), value)


def _path(name: str) -> str:
    return '$."' + name.replace('"', "").replace("\\", "") + '"'
