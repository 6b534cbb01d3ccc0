"""What the client's window says: the client's own data, in the client's language."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cicdesk.base.i18n import N_, text_in
from cicdesk.presenters.reading import masked, show
from cicdesk.presenters.words import hidden
from cicdesk.schema.codelists import code_list
from cicdesk.schema.fields import (
    Code,
    Codes,
    Field,
    Flag,
    Group,
    Items,
    Moment,
    Pesel,
    Pin,
    Reference,
    References,
)
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.unsaid import is_said
from cicdesk.schema.values import REFUSALS, Value, Values, is_blank

YES, NO = N_("yes"), N_("no")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the client's window."""

    field: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Page:
    """A section of the client's window."""

    section: str
    title: str
    lines: tuple[Line, ...]


def for_the_client(spec: RecordSpec) -> bool:
    """Whether a record has anything that a client may see; a note among colleagues has not."""
    return any(field.client_facing for field in spec.fields)


def pages(spec: RecordSpec, values: Values, language: str, current: str = "") -> tuple[Page, ...]:
    """The sections with what was told so far, and with the field that is being asked for now.

    Only fields meant for the client are here; references to other records and to staff never are.
    """
    shown = [f for f in spec.shown(values) if f.client_facing and not isinstance(f, (Reference, References))]
    found = []
    for section in spec.sections:
        lines = tuple(
            Line(field.name, text_in(language, field.label), words(field, values.get(field.name), language))
            for field in shown
            if field.section == section.name
            and (field.name == current or not is_blank(_sayable(field, values.get(field.name))))
        )
        if lines:
            found.append(Page(section.name, text_in(language, section.label), lines))
    return tuple(found)


def _sayable(field: Field, value: Value) -> Value:
    """A value without the codes that are kept from whoever reads along."""
    if isinstance(field, Codes) and isinstance(value, list):
        return [code for code in value if is_said(field.code_list, str(code))]
    if isinstance(field, Code) and not is_said(field.code_list, str(value)):
        return None
    return value


def words(field: Field, value: Value, language: str) -> str:
    """A value in words of a language; every element of a set on a line of its own."""
    value = _sayable(field, value)
    if is_blank(value):
        return ""
    if field.refusable and isinstance(value, str) and value in REFUSALS:
        return code_list("refusals").label(value, language)
    if isinstance(field, Items) and isinstance(value, list):
        return "\n".join(_parts(field.fields, item, language) for item in value if isinstance(item, dict))
    if isinstance(field, Codes) and isinstance(value, list):
        return "\n".join(code_list(field.code_list).label(str(code), language) for code in value)
    if isinstance(field, Group) and isinstance(value, dict):
        return _parts(field.fields, value, language)
    return _single(field, value, language)


def _single(field: Field, value: Value, language: str) -> str:
    if isinstance(field, Code):
        return code_list(field.code_list).label(str(value), language)
    if isinstance(field, Flag):
        return text_in(language, YES if value else NO)
    if isinstance(field, Pin):
        return hidden(str(value))
    if isinstance(field, Pesel):
        return masked(str(value))
    if isinstance(field, Moment) and isinstance(value, str):
        return _moment(value)
    return show(field, value)


def _moment(value: str) -> str:
    try:
        return f"{dt.datetime.fromisoformat(value).astimezone():%d.%m.%Y %H:%M}"
    except ValueError:
        return value


def _parts(fields: tuple[Field, ...], held: Mapping[str, Value], language: str) -> str:
    return ", ".join(_told_parts(fields, held, language))


def _told_parts(fields: tuple[Field, ...], held: Mapping[str, Value], language: str) -> Iterator[str]:
    for field in fields:
        value = held.get(field.name)
        if not field.client_facing or is_blank(value):
            continue
        said = words(field, value, language)
        yield f"{text_in(language, field.label)}: {said}" if isinstance(field, Flag) else said
