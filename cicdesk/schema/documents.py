"""Between a record as people see it (sets are lists) and as it travels (an element is a register)."""

from collections.abc import Iterable, Iterator

from cicdesk.base.ids import new_item_id
from cicdesk.schema.fields import Field, Items
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.values import Document, Value, Values, is_blank

SEPARATOR = "/"


def register_of(name: str) -> tuple[str, str]:
    """The field and the element of a register's name; the element is empty for a single value."""
    field, _, element = name.partition(SEPARATOR)
    return field, element


def to_values(spec: RecordSpec, document: Document) -> dict[str, Value]:  # noqa: ARG001  mirrors changes_between
    """The record as people see it. Names this version does not know stay as they are."""
    values: dict[str, Value] = {}
    sets: dict[str, list[str]] = {}
    for name, value in document.items():
        field, element = register_of(name)
        if element:
            if value:
                sets.setdefault(field, []).append(element)
        elif value is not None:
            values[name] = value
    for field, elements in sets.items():
        values[field] = [_element(document, field, each) for each in sorted(elements)]
    return values


def _element(document: Document, name: str, element: str) -> Value:
    held = document[name + SEPARATOR + element]
    if isinstance(held, dict):
        return {"id": element, **held}
    return element


def changes_between(spec: RecordSpec, before: Values, after: Values) -> dict[str, Value]:
    """The registers to write so that `before` becomes `after`; only fields named in `after` count."""
    written: dict[str, Value] = {}
    for name, value in after.items():
        field = spec.by_name.get(name)
        if field is not None and field.is_set:
            written.update(_set_changes(field, before.get(name), value))
        elif _tidy(before.get(name)) != _tidy(value):
            written[name] = _tidy(value)
    return written


def _tidy(value: Value) -> Value:
    """Blank is null, and a group keeps only what was filled in."""
    if isinstance(value, dict):
        kept = {name: part for name, part in value.items() if not is_blank(part)}
        return kept or None
    return None if is_blank(value) else value


def _set_changes(field: Field, before: Value, after: Value) -> Iterator[tuple[str, Value]]:
    old = dict(_elements(before))
    new = dict(_elements(after))
    for element, held in new.items():
        if old.get(element) != held:
            yield field.name + SEPARATOR + element, held
    for element in old.keys() - new.keys():
        yield field.name + SEPARATOR + element, None if isinstance(field, Items) else False


def _elements(listed: Value) -> Iterable[tuple[str, Value]]:
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict):
            held = {name: part for name, part in each.items() if name != "id" and not is_blank(part)}
            if held:
                yield str(each.get("id") or new_item_id()), dict(held)
        elif isinstance(each, str) and each:
            yield each, True
