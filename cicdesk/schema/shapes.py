"""Whether a document's registers have the shape their kinds ask for: the server's check of every push.

It knows nothing of code lists and lengths of single fields: a laptop may be newer than the server.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from cicdesk.schema.characters import storable
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.fields import (
    LONGEST_TEXT,
    Code,
    Codes,
    Day,
    Email,
    Field,
    Flag,
    Group,
    Items,
    Moment,
    Money,
    Number,
    Pesel,
    Phone,
    Pin,
    Reference,
    References,
    Text,
    Time,
)
from cicdesk.schema.records import registry
from cicdesk.schema.values import REFUSALS, Document, Value

Shape = Callable[[Value], bool]

LONGEST_CODE = 200
"""No code, id, phone number or date is longer."""

_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_REFUSALS = frozenset(REFUSALS)
_WHOLE_DAY = len("2026-01-01")


@lru_cache(maxsize=50_000)
def is_day(text: str) -> bool:
    """Whether it is a date that exists: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""
    if not _DAY.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat((text + "-01-01")[:_WHOLE_DAY])
    except ValueError:
        return False
    return True


def is_moment(text: str) -> bool:
    """Whether it is a moment in UTC that exists."""
    if not _MOMENT.fullmatch(text):
        return False
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_time(text: str) -> bool:
    """Whether it is a time of day as `HH:MM`."""
    return _TIME.fullmatch(text) is not None


def _text(value: Value) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and storable(value)


def _long_text(longest: int) -> Shape:
    """Of the few fields that hold a document of their own."""
    return lambda value: isinstance(value, str) and len(value) <= longest and storable(value)


def _short(value: Value) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_CODE and value.isprintable()


def _refused(value: Value) -> bool:
    return isinstance(value, str) and value in _REFUSALS


def _number(value: Value) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or _refused(value)


def _flag(value: Value) -> bool:
    return isinstance(value, bool) or _refused(value)


def _read_by(reads: Callable[[str], bool]) -> Shape:
    return lambda value: isinstance(value, str) and (reads(value) or value in _REFUSALS)


_SIMPLE: Mapping[type[Field], Shape] = MappingProxyType({
    Text: _text,
    Number: _number,
    Money: _number,
    Day: _read_by(is_day),
    Moment: _read_by(is_moment),
    Time: _read_by(is_time),
    Code: _short,
    Flag: _flag,
    Phone: _short,
    Email: _text,
    Pesel: _short,
    Pin: _short,
    Reference: _short,
})  # fmt: skip


def _parts(fields: tuple[Field, ...]) -> Shape:
    table = {field.name: shape_of(field) for field in fields}
    texts = _texts_of(table)

    def fits(value: Value) -> bool:
        if not isinstance(value, dict):
            return False
        for name, part in value.items():
            if name in texts and isinstance(part, str) and len(part) <= LONGEST_CODE and part.isprintable():
                continue
            shape = table.get(name)
            if part is not None and shape is not None and not shape(part):
                return False
        return True

    return fits


def _texts_of(table: Mapping[str, Shape]) -> frozenset[str]:
    """Which values are mere texts."""
    return frozenset(name for name, shape in table.items() if shape in (_text, _short))


def shape_of(field: Field) -> Shape:
    """The test of one register of that field: of the value, or of one element of a set."""
    if isinstance(field, (Group, Items)):
        return _parts(field.fields)
    if isinstance(field, (Codes, References)):
        return _flag
    if isinstance(field, Text) and field.longest > LONGEST_TEXT:
        return _long_text(field.longest)
    return _SIMPLE[type(field)]


@cache
def _tables(kind: str) -> tuple[dict[str, Shape], dict[str, Shape], frozenset[str]]:
    """The shapes of single values, those of elements of sets, and which values are mere texts."""
    fields = registry()[kind].fields if kind in registry() else ()
    single = {field.name: shape_of(field) for field in fields if not field.is_set}
    of_sets = {field.name: shape_of(field) for field in fields if field.is_set}
    return single, of_sets, _texts_of(single)


def check_shape(kind: str, document: Document) -> str:
    """The first register whose value has the wrong shape, or nothing. What is not known here passes."""
    single, of_sets, texts = _tables(kind)
    for name, value in document.items():
        if name in texts and isinstance(value, str) and len(value) <= LONGEST_CODE and value.isprintable():
            continue  # nearly every value is a short text; this is the whole of its check
        shape = single.get(name)
        if shape is not None:
            if value is not None and not shape(value):
                return name
        elif not _element_fits(name, value, single, of_sets):
            return name
    return ""


def _element_fits(name: str, value: Value, single: Mapping[str, Shape], of_sets: Mapping[str, Shape]) -> bool:
    """A set travels by its elements; a whole set, or an element of what is none, is misshapen."""
    field, separator, element = name.partition(SEPARATOR)
    shape = of_sets.get(field)
    if not separator:
        return shape is None
    if shape is None:
        return field not in single
    if not element or not _short(element):
        return False
    return value is None or value is False or shape(value)
