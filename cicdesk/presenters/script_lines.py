"""The lines of `cicdesk script`: what a request has to hold, and how records, fields and failures are told."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cicdesk.base.errors import CicdeskError, PersonError, Who
from cicdesk.base.i18n import language, text_in
from cicdesk.domain.phones import parse_phone
from cicdesk.domain.pins import without_pins
from cicdesk.presenters.failures import explain
from cicdesk.schema.codelists import code_list
from cicdesk.schema.fields import Code, Codes, Field, Group, Items, Phone
from cicdesk.schema.records import registry
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import REFUSALS, Value
from cicdesk.services.errors import InvalidRecord

Answer = dict[str, Any]
"""One line of output, before it is JSON."""

_MOST = 1 << 31


class BadRequest(PersonError):
    """A line that is not a request, or lacks something."""

    code = "bad_request"


def content_of(path: Path) -> bytes:
    """What a file holds; BadRequest if it cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError):
        raise BadRequest(reason="path") from None


def put_content(path: Path, content: bytes) -> None:
    """Write a file; BadRequest if it cannot be written there."""
    try:
        path.write_bytes(content)
    except (OSError, ValueError):
        raise BadRequest(reason="path") from None


def as_windows_keep(kind: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """Values with their telephone numbers in the one form in which the windows keep them, where they can be read."""
    spec = registry().get(kind)
    fields = spec.by_name if spec else {}
    return {n: _number_of(fields[n], value) if n in fields else value for n, value in values.items()}


def _number_of(field: Field, value: Value) -> Value:
    if isinstance(field, Phone) and isinstance(value, str):
        return parse_phone(value).e164 or value
    if isinstance(field, Items) and isinstance(value, list):
        return [_parts_of(field.fields, each) for each in value]
    return _parts_of(field.fields, value) if isinstance(field, Group) else value


def _parts_of(fields: Sequence[Field], value: Value) -> Value:
    if not isinstance(value, dict):
        return value
    by_name = {field.name: field for field in fields}
    return {n: _number_of(by_name[n], each) if n in by_name else each for n, each in value.items()}


def a_value(asked: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401  JSON is what it is
    """What the request says under a name; BadRequest if it says nothing."""
    if name not in asked:
        raise BadRequest(reason=name)
    return asked[name]


def a_text(asked: Mapping[str, Any], name: str, otherwise: str | None = None) -> str:
    """A text of the request; BadRequest if it is none, or is missing without `otherwise`."""
    value = asked.get(name)
    if value is None and otherwise is not None:
        return otherwise
    if not isinstance(value, str):
        raise BadRequest(reason=name)
    return value


def a_number(asked: Mapping[str, Any], name: str, otherwise: int) -> int:
    """A number of the request that is not negative; BadRequest if it is none."""
    value = asked.get(name, otherwise)
    if not isinstance(value, int) or not 0 <= value <= _MOST:
        raise BadRequest(reason=name)
    return value


def some_values(asked: Mapping[str, Any], name: str, *, needed: bool = False) -> dict[str, Any]:
    """Fields and their values, empty where nothing is said unless `needed`; BadRequest if they are none."""
    value = a_value(asked, name) if needed else asked.get(name)
    if value is None and not needed:
        return {}
    if not isinstance(value, dict):
        raise BadRequest(reason=name)
    return value


def shown(snapshot: Snapshot) -> Answer:
    """A record as a script sees it, without PINs; only a deleted one says so."""
    answer: Answer = {
        "id": snapshot.id,
        "kind": snapshot.kind,
        "values": without_pins(snapshot.kind, snapshot.values),
        "state": snapshot.state.value,
        "conflicts": {
            name: [without_pins(snapshot.kind, {name: r.value})[name] for r in rivals]
            for name, rivals in snapshot.conflicts.items()
        },
    }
    if snapshot.deleted:
        answer["deleted"] = True
    return answer


def describe(field: Field) -> Answer:
    """A field as a script sees it: `values` are the permitted codes, `fields` the parts of a group or an item."""
    answer: Answer = {
        "kind": field.kind,
        "label": text_in(language(), field.label),
        "level": field.level.value,
    }
    if isinstance(field, (Code, Codes)):
        refusals = list(REFUSALS) if field.refusable else []
        answer["values"] = [entry.code for entry in code_list(field.code_list).entries] + refusals
    if isinstance(field, (Group, Items)):
        answer["fields"] = {part.name: describe(part) for part in field.fields}
    return answer


def failure(error: CicdeskError) -> Answer:
    """A failure as an answer: worded as the windows word it, but where they would mark fields it names them."""
    words = explain(error)
    problems = error.problems if isinstance(error, InvalidRecord) else ()
    marked = "; ".join(f"{problem.field}: {problem.code}" for problem in problems)
    return {
        "ok": False,
        "code": error.code,
        "who": Who(error.who).value,
        "text": f"{words.title} {marked or words.advice}",
    }
