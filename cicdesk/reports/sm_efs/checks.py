"""The rules of a single row that any layout can ask for: what is filled in, and how each value is written.

Each rule takes a row and gives what is wrong: the key of the column, the code and the facts.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from cicdesk.reports.sm_efs.cells import Value, plain, value_of_support
from cicdesk.reports.sm_efs.faults import Wrong
from cicdesk.reports.sm_efs.layout import Column, Form, Layout, Needed
from cicdesk.reports.sm_efs.participant import Participant
from cicdesk.schema.characters import character_fault
from cicdesk.schema.problems import Severity

INSTITUTIONAL = "Instytucjonalny"
POLAND = "Polska"
_LEARNING = "LEARNING"
"""The code of the labour-market detail that means being in education."""
_POSTCODE = re.compile(r"[0-9]{2}-[0-9]{3}")
_PHONE = re.compile(r"[0-9]{7,15}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_HYPHENS = str.maketrans("-‐‑‒—−", "–" * 6)


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found, before it is known in which row."""

    column: str
    wrong: Wrong
    severity: Severity = Severity.ERROR
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Row:
    """One participant while the rules look at it."""

    participant: Participant
    layout: Layout
    texts: Mapping[str, Sequence[str]]
    """By key of a column, what is written of it: one text, or one for each support; nothing of the system's own."""
    altered: Sequence[tuple[Column, str]]
    """What is not written as it is held."""

    def filled(self, column: Column) -> Iterator[str]:
        """The values of a column that are not empty."""
        return filter(None, self.texts[column.key])


_NOTHING = ("",)
"""Half of the cells of a file are empty."""


def row_of(participant: Participant, layout: Layout) -> Row:
    """What the rules need to know of a participant; worked out once for all of them."""
    texts: dict[str, Sequence[str]] = {}
    altered: list[tuple[Column, str]] = []
    for column in layout.columns:
        if column.of_support:
            texts[column.key] = [
                _text(column, value_of_support(each, column), altered) for each in participant.supports
            ]
        elif column.form is Form.SYSTEM:
            texts[column.key] = ()
        else:
            held = getattr(participant, column.key)
            texts[column.key] = _NOTHING if held is None or held == "" else (_text(column, held, altered),)
    return Row(participant, layout, texts, altered)


def _text(column: Column, value: Value, altered: list[tuple[Column, str]]) -> str:
    text = plain(column, value)
    if text is not value and isinstance(value, str):
        altered.append((column, value))
    return text


def expected(row: Row, column: Column) -> bool:
    """Whether the column has to be filled in of this person."""
    participant = row.participant
    match column.needed:
        case Needed.NO:
            return False
        case Needed.ALWAYS:
            return True
        case Needed.INSTITUTION:
            return participant.kind == INSTITUTIONAL
        case Needed.IN_POLAND:
            return participant.country in {"", POLAND}
        case Needed.ENDED:
            return participant.ended is not None
        case Needed.LEARNING:
            detail = row.layout.by_key.get("labour_detail")
            return detail is not None and participant.labour_detail == detail.word(_LEARNING) != ""


def missing(row: Row) -> Iterator[Found]:
    """What is needed and empty. A person without any support lacks each of its columns once."""
    for column in row.layout.needing:
        texts = row.texts[column.key]
        if (not texts or "" in texts) and expected(row, column):
            yield Found(column.key, Wrong.MISSING)


_ONLY_OF_SOME = frozenset({Needed.INSTITUTION, Needed.ENDED, Needed.LEARNING})


def not_expected(row: Row) -> Iterator[Found]:
    """What is filled in although it is said only of institutions, of those who left, of those in education."""
    for column in row.layout.needing:
        if column.needed in _ONLY_OF_SOME and any(row.texts[column.key]) and not expected(row, column):
            yield Found(column.key, Wrong.NOT_EXPECTED)


def dictionary(row: Row) -> Iterator[Found]:
    """Words that the dictionary does not have, and ranges with a hyphen for the en dash."""
    for column in row.layout.worded:
        for text in row.filled(column):
            if column.has(text):
                continue
            if meant := _with_its_dash(column, text):
                yield Found(column.key, Wrong.HYPHEN, facts=_facts(value=text, meant=meant))
            elif not column.open and not (column.lower_case and column.has(text.lower())):
                yield Found(column.key, Wrong.NOT_PERMITTED, facts=_facts(value=text))


def _with_its_dash(column: Column, text: str) -> str:
    wanted = text.translate(_HYPHENS)
    return next((each.text for each in column.words if each.text.translate(_HYPHENS) == wanted), "")


def pairs(row: Row) -> Iterator[Found]:
    """Details that are permitted, but not beside the value whose detail they are; or that may not be left out."""
    for column in row.layout.details:
        above = row.layout.by_key[column.detail_of]
        for text, beside in zip(row.texts[column.key], row.texts[above.key], strict=True):
            # Another call's kinds of support have details that are not listed here.
            listed = beside and (not above.open or above.has(beside))
            if listed and column.has(text) and text not in column.permitted(beside):
                wrong = Wrong.PAIR if text else Wrong.MISSING
                yield Found(column.key, wrong, facts=_facts(value=text, beside=beside))


def lower_case(row: Row) -> Iterator[Found]:
    """Voivodeships and counties with a capital."""
    for column in row.layout.lowered:
        for text in row.filled(column):
            if text != text.lower():
                yield Found(column.key, Wrong.LOWER_CASE, facts=_facts(value=text, meant=text.lower()))


def postcode(row: Row) -> Iterator[Found]:
    """A postcode of Poland that is not written 00-000."""
    if row.participant.country in {"", POLAND}:
        yield from _badly_written(row, Form.POSTCODE, _POSTCODE, Wrong.POSTCODE)


def phone(row: Row) -> Iterator[Found]:
    """A telephone without 7 to 15 digits."""
    yield from _badly_written(row, Form.PHONE, _PHONE, Wrong.PHONE)


def email(row: Row) -> Iterator[Found]:
    """An address that cannot be one."""
    yield from _badly_written(row, Form.EMAIL, _EMAIL, Wrong.EMAIL)


def email_letters(row: Row) -> Iterator[Found]:
    """An address with letters that the system does not take."""
    for column in row.layout.by_form.get(Form.EMAIL, ()):
        for text in row.filled(column):
            if not text.isascii():
                yield Found(column.key, Wrong.EMAIL_LETTERS, facts=_facts(value=text))


def _badly_written(row: Row, form: Form, pattern: re.Pattern[str], wrong: Wrong) -> Iterator[Found]:
    for column in row.layout.by_form.get(form, ()):
        for text in row.filled(column):
            if not pattern.fullmatch(text):
                yield Found(column.key, wrong, facts=_facts(value=text))


def unseen(row: Row) -> Iterator[Found]:
    """Control characters and marks of direction: the file is written without them."""
    for column, value in row.altered:
        if not value.isprintable() and character_fault(value):
            yield Found(column.key, Wrong.UNSEEN, Severity.WARNING)


def joiner(row: Row) -> Iterator[Found]:
    """The sign between supports inside of one; in the file another stands there."""
    for column in row.layout.supports:
        if any(row.layout.joiner in each for each in row.filled(column)):
            yield Found(column.key, Wrong.JOINER)


def days_in_order(row: Row) -> Iterator[Found]:
    """The project is joined before it is left."""
    if _before(row.participant.ended, row.participant.started):
        yield Found("ended", Wrong.ENDS_FIRST)


def supports_in_time(row: Row) -> Iterator[Found]:
    """Supports begin between joining and leaving; the second of these is our own rule, and only warns."""
    participant = row.participant
    for support in participant.supports:
        if _before(support.started, participant.started):
            yield Found("support.started", Wrong.SUPPORT_FIRST, facts=_facts(day=support.started))
        if _before(participant.ended, support.started):
            yield Found("support.started", Wrong.SUPPORT_LATE, Severity.WARNING, _facts(day=support.started))


def _before(first: dt.date | None, second: dt.date | None) -> bool:
    return first is not None and second is not None and first < second


def _facts(**facts: object) -> Mapping[str, object]:
    return MappingProxyType(facts)
