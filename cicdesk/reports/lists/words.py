"""What a field holds, as words in any language: for files, which are not in the language of whoever makes them."""

import datetime as dt
from collections.abc import Iterator, Mapping

from cicdesk.base.i18n import N_, text_in
from cicdesk.domain.names import office_key
from cicdesk.domain.phones import parse_phone
from cicdesk.domain.wall_time import wall
from cicdesk.schema import fields as f
from cicdesk.schema.codelists import code_list
from cicdesk.schema.values import REFUSALS, Value, is_blank

_YES, _NO = N_("Yes"), N_("No")
Names = Mapping[str, str]
"""Staff by their sign-in names, offices by `office_key`."""


def words_of(field: f.Field, value: Value, language: str, names: Names) -> str:
    """On one line; several values one after the other. The ids of other records say nothing and are left out."""
    if is_blank(value):
        return ""
    if field.refusable and isinstance(value, str) and value in REFUSALS:
        return code_list("refusals").label(value, language)
    if isinstance(value, list):
        between = "; " if isinstance(field, f.Items) else ", "
        return between.join(filter(None, (_one(field, each, language, names) for each in value)))
    return _one(field, value, language, names)


def _one(field: f.Field, value: Value, language: str, names: Names) -> str:
    text = str(value)
    match field:
        case f.Group() | f.Items() if isinstance(value, dict):
            text = ", ".join(_parts(field.fields, value, language, names))
        case f.Code() | f.Codes():
            text = code_list(field.code_list).label(text, language)
        case f.Flag():
            text = text_in(language, _YES if value else _NO)
        case f.Money() if isinstance(value, int):
            text = f"{value // 100},{value % 100:02} zł"
        case f.Phone():
            text = parse_phone(text).shown or text
        case f.Day():
            text = ".".join(reversed(text.split("-")))
        case f.Moment():
            text = moment_words(text)
        case f.Reference() | f.References():
            text = (
                names.get(office_key(text) if field.to == "office" else text, text) if is_named(field) else ""
            )
        case f.Pin():
            text = ""
    return text


def is_named(field: f.Field) -> bool:
    """Whether a reference leads to somebody or something with a name for people: staff and offices."""
    return isinstance(field, f.Reference | f.References) and field.to in {"user", "office"}


def moment_of(text: str) -> dt.datetime | None:
    """A moment by the clocks of Poland; None if it is none."""
    try:
        shown = wall(dt.datetime.fromisoformat(text))
    except ValueError:
        return None
    return dt.datetime.combine(shown.day, shown.time)


def moment_words(text: str) -> str:
    """A moment as it is read out: 10.03.2026 10:30."""
    moment = moment_of(text)
    return f"{moment:%d.%m.%Y %H:%M}" if moment else text


def _parts(
    fields: tuple[f.Field, ...], held: Mapping[str, Value], language: str, names: Names
) -> Iterator[str]:
    """The parts of a group; a date, an answer or a number alone would say nothing, so these bring their labels."""
    for each in fields:
        text = words_of(each, held.get(each.name), language, names)
        if text and isinstance(each, f.Day | f.Flag | f.Number | f.Moment):
            yield f"{text_in(language, each.label)}: {text}"
        elif text:
            yield text
