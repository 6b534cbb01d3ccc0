"""One value as the text of a cell, and back."""

import datetime as dt
import re
from collections.abc import Sequence

from cicdesk.reports.sm_efs.layout import Column, Form, Layout
from cicdesk.reports.sm_efs.participant import Participant, Support
from cicdesk.reports.tables.harmless import clean, harmless

Value = str | int | dt.date | None

_NOT_DIGITS = re.compile(r"[^0-9]+")
_PHONE = re.compile(r"\+?[0-9 ()./-]*")
_TIME = r"(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?Z?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_TIME}")
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})\.([0-9]{{1,2}})\.([0-9]{{4}}){_TIME}")
_NUMBER = re.compile(r"[0-9]{1,3}")
_BESIDE_JOINED = "/"
"""Stands for the joiner inside a value: there it would begin another support."""


def value_of(participant: Participant, column: Column) -> Value:
    """What the participant holds for a column that is not of a support."""
    held: Value = getattr(participant, column.key)
    return held


def value_of_support(support: Support, column: Column) -> Value:
    """What one support holds for a column of supports."""
    held: Value = getattr(support, column.held_in)
    return held


def plain(column: Column, value: Value) -> str:
    """The value as text; nothing is done yet against what could be calculated."""
    if isinstance(value, str):
        text = clean(value)
    elif isinstance(value, dt.date):
        return value.isoformat()
    else:
        return "" if value is None else str(value)
    if column.form is Form.PHONE and _PHONE.fullmatch(text):
        return _NOT_DIGITS.sub("", text)
    return text


def content(participant: Participant, column: Column, layout: Layout) -> str:
    """The whole text of one cell; supports are joined, an empty one stays empty between its neighbours."""
    if column.form is Form.SYSTEM:
        return ""
    if not column.of_support:
        return plain(column, value_of(participant, column))
    return joined(
        column, [plain(column, value_of_support(each, column)) for each in participant.supports], layout
    )


def joined(column: Column, texts: Sequence[str], layout: Layout) -> str:
    """The text of one cell from that of one value, or of one for each support."""
    if not column.of_support:
        return texts[0] if texts else ""
    parts = [each.replace(layout.joiner, _BESIDE_JOINED) for each in texts]
    if column.once and len(set(parts)) == 1:
        return parts[0]
    return layout.joiner.join(parts)


def cell(participant: Participant, column: Column, layout: Layout) -> str:
    """The same as it is written: a text that a spreadsheet would calculate has an apostrophe before it."""
    return harmless(content(participant, column, layout))


def day_in(text: str) -> dt.date | None:
    """A date in either of the forms of the system, its time left out; None for an empty text, else ValueError."""
    if not text:
        return None
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    else:
        raise ValueError(text)
    return dt.date(int(year), int(month), int(day))


def number_in(text: str) -> int | None:
    """A whole number; None for an empty text, else ValueError."""
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def word_in(column: Column, text: str) -> str:
    """The file's own word for what an export wrote; a word that the dictionary does not know stays as it is."""
    return next((each.text for each in column.words if text in each.reads), text)
