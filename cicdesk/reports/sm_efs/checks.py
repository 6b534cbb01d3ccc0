"""The rules of a single row that any layout can ask for: what is filled in, and how each value is written.

Each rule takes a participant and the layout and gives what is wrong: the key of the column, the code and the facts.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cicdesk.reports.sm_efs.cells import Value, plain, value_of, value_of_support
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


def values(participant: Participant, column: Column) -> Iterator[Value]:
    """The values of a column: one, or one for each support."""
    if column.form is Form.SYSTEM:
        return
    if column.of_support:
        yield from (value_of_support(each, column) for each in participant.supports)
    else:
        yield value_of(participant, column)


def _texts(participant: Participant, column: Column) -> Iterator[str]:
    """Those that are filled in, as they are written."""
    yield from filter(None, (plain(column, each) for each in values(participant, column)))


def expected(participant: Participant, column: Column, layout: Layout) -> bool:
    """Whether the column has to be filled in of this person."""
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
            detail = layout.by_key.get("labour_detail")
            return detail is not None and participant.labour_detail == detail.word(_LEARNING) != ""


def missing(participant: Participant, layout: Layout) -> Iterator[Found]:
    """What is needed and empty. A person without any support lacks each of its columns once."""
    for column in layout.columns:
        if expected(participant, column, layout):
            filled = [plain(column, each) for each in values(participant, column)]
            if not filled or "" in filled:
                yield Found(column.key, Wrong.MISSING)


_ONLY_OF_SOME = frozenset({Needed.INSTITUTION, Needed.ENDED, Needed.LEARNING})


def not_expected(participant: Participant, layout: Layout) -> Iterator[Found]:
    """What is filled in although it is said only of institutions, of those who left, of those in education."""
    for column in layout.columns:
        if (
            column.needed in _ONLY_OF_SOME
            and not expected(participant, column, layout)
            and any(_texts(participant, column))
        ):
            yield Found(column.key, Wrong.NOT_EXPECTED)


def dictionary(participant: Participant, layout: Layout) -> Iterator[Found]:
    """Words that the dictionary does not have, and ranges with a hyphen for the en dash."""
    for column in layout.columns:
        known = {each.text for each in column.words}
        with_dashes = {each.translate(_HYPHENS): each for each in known}
        for text in _texts(participant, column) if known else ():
            meant = with_dashes.get(text.translate(_HYPHENS), text)
            if text not in known and meant in known:
                yield Found(column.key, Wrong.HYPHEN, facts=_facts(value=text, meant=meant))
            elif text not in known and not column.open and not _only_capitals(column, text):
                yield Found(column.key, Wrong.NOT_PERMITTED, facts=_facts(value=text))


def _only_capitals(column: Column, text: str) -> bool:
    return column.lower_case and any(each.text == text.lower() for each in column.words)


def pairs(participant: Participant, layout: Layout) -> Iterator[Found]:
    """Details that are permitted, but not beside the value whose detail they are; or that may not be left out."""
    for column in layout.columns:
        if not column.detail_of:
            continue
        above = layout.by_key[column.detail_of]
        known = {each.text for each in column.words}
        for value, over in zip(values(participant, column), values(participant, above), strict=True):
            text, beside = plain(column, value), plain(above, over)
            # Another call's kinds of support have details that are not listed here.
            listed = not above.open or beside in {each.text for each in above.words}
            if text in known and beside and listed and text not in column.permitted(beside):
                wrong = Wrong.PAIR if text else Wrong.MISSING
                yield Found(column.key, wrong, facts=_facts(value=text, beside=beside))


def lower_case(participant: Participant, layout: Layout) -> Iterator[Found]:
    """Voivodeships and counties with a capital."""
    for column in layout.columns:
        if column.lower_case:
            for text in _texts(participant, column):
                if text != text.lower():
                    yield Found(column.key, Wrong.LOWER_CASE, facts=_facts(value=text, meant=text.lower()))


def postcode(participant: Participant, layout: Layout) -> Iterator[Found]:
    """A postcode of Poland that is not written 00-000."""
    if participant.country in {"", POLAND}:
        yield from _badly_written(participant, layout, Form.POSTCODE, _POSTCODE, Wrong.POSTCODE)


def phone(participant: Participant, layout: Layout) -> Iterator[Found]:
    """A telephone without 7 to 15 digits."""
    yield from _badly_written(participant, layout, Form.PHONE, _PHONE, Wrong.PHONE)


def email(participant: Participant, layout: Layout) -> Iterator[Found]:
    """An address that cannot be one."""
    yield from _badly_written(participant, layout, Form.EMAIL, _EMAIL, Wrong.EMAIL)


def email_letters(participant: Participant, layout: Layout) -> Iterator[Found]:
    """An address with letters that the system does not take."""
    for column in layout.columns:
        if column.form is Form.EMAIL:
            for text in _texts(participant, column):
                if not text.isascii():
                    yield Found(column.key, Wrong.EMAIL_LETTERS, facts=_facts(value=text))


def _badly_written(
    participant: Participant, layout: Layout, form: Form, pattern: re.Pattern[str], wrong: Wrong
) -> Iterator[Found]:
    for column in layout.columns:
        if column.form is form:
            for text in _texts(participant, column):
                if not pattern.fullmatch(text):
                    yield Found(column.key, wrong, facts=_facts(value=text))


def unseen(participant: Participant, layout: Layout) -> Iterator[Found]:
    """Control characters and marks of direction: the file is written without them."""
    for column in layout.columns:
        for value in values(participant, column):
            if isinstance(value, str) and character_fault(value):
                yield Found(column.key, Wrong.UNSEEN, Severity.WARNING)


def joiner(participant: Participant, layout: Layout) -> Iterator[Found]:
    """The sign between supports inside of one; in the file another stands there."""
    for column in layout.columns:
        if column.of_support and any(layout.joiner in each for each in _texts(participant, column)):
            yield Found(column.key, Wrong.JOINER)


def days_in_order(participant: Participant, _layout: Layout) -> Iterator[Found]:
    """The project is joined before it is left."""
    if _before(participant.ended, participant.started):
        yield Found("ended", Wrong.ENDS_FIRST)


def supports_in_time(participant: Participant, _layout: Layout) -> Iterator[Found]:
    """Supports begin between joining and leaving; the second of these is our own rule, and only warns."""
    for support in participant.supports:
        if _before(support.started, participant.started):
            yield Found("support.started", Wrong.SUPPORT_FIRST, facts=_facts(day=support.started))
        if _before(participant.ended, support.started):
            yield Found("support.started", Wrong.SUPPORT_LATE, Severity.WARNING, _facts(day=support.started))


def _before(first: dt.date | None, second: dt.date | None) -> bool:
    return first is not None and second is not None and first < second


def _facts(**facts: object) -> Mapping[str, object]:
    return MappingProxyType(facts)
