"""The answer of the funder's system to a file ("Informacja zwrotna"): ids given, rows refused.

That there is such an answer, and that it lists faults, is known from working programs; its form is not [G].
So nothing here relies on the order of its columns, and its headers stand in the layout.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cicdesk.reports.sm_efs.errors import FunderFileUnreadable
from cicdesk.reports.sm_efs.layout import AnswerLayout, Layout
from cicdesk.reports.sm_efs.participant import Participant
from cicdesk.reports.sm_efs.text_files import folded, rows_in
from cicdesk.reports.tables.harmless import clean, unharmed

_FIELDS = ("line", "identifier", "technical_id", "column", "message", "result")
_A_HEAD = 2
"""So many known headers make a row the head of the table; above it stands a title."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line of the answer."""

    line: int | None
    """The number of the row it is about, as the system counts them."""
    identifier: str
    technical_id: str
    column: str
    """The key of the column it is about, or the header in the system's words; may be empty."""
    message: str
    refused: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one participant that was sent."""

    participant: Participant
    technical_id: str
    """The id given, or the one it had."""
    refused: bool
    lines: tuple[AnswerLine, ...]
    """Everything the answer says of the person; empty if it says nothing."""


def read_answer(content: bytes, layout: Layout) -> tuple[AnswerLine, ...]:
    """The lines of an answer; FunderFileUnreadable if no row in it is the head of one."""
    rows = rows_in(content, layout.separator)
    for number, row in enumerate(rows):
        places = _places(row, layout.answer)
        if len(places) >= _A_HEAD and {"identifier", "line", "technical_id"} & places.keys():
            return tuple(_lines(rows[number + 1 :], places, layout))
    raise FunderFileUnreadable


def settled(sent: Sequence[Participant], answer: Sequence[AnswerLine]) -> tuple[Settled, ...]:
    """What became of everybody in the file, in its order.

    A line belongs to the person of its identifier; one without, to the row it numbers, the first person being 1.
    """
    by_identifier: dict[str, list[AnswerLine]] = {}
    by_row: dict[int, list[AnswerLine]] = {}
    for each in answer:
        if each.identifier:
            by_identifier.setdefault(each.identifier, []).append(each)
        elif each.line is not None:
            by_row.setdefault(each.line, []).append(each)
    return tuple(
        _settled(participant, [*by_identifier.get(participant.identifier, ()), *by_row.get(row, ())])
        for row, participant in enumerate(sent, 1)
    )


def _settled(participant: Participant, lines: Sequence[AnswerLine]) -> Settled:
    given = next((each.technical_id for each in lines if each.technical_id), participant.technical_id)
    return Settled(participant, given, any(each.refused for each in lines), tuple(lines))


def _places(row: Sequence[str], answer: AnswerLayout) -> Mapping[str, int]:
    """By field of an answer, where it stands."""
    headers = [folded(each) for each in row]
    found: dict[str, int] = {}
    for name in _FIELDS:
        for wanted in map(folded, getattr(answer, name)):
            if wanted in headers and headers.index(wanted) not in found.values():
                found[name] = headers.index(wanted)
                break
    return found


def _keys(layout: Layout) -> Mapping[str, str]:
    """By header, the key of the one column that is called so."""
    named: dict[str, set[str]] = {}
    for column in layout.columns:
        for name in (column.header, *column.reads):
            named.setdefault(folded(name), set()).add(column.key)
    return {name: next(iter(keys)) for name, keys in named.items() if len(keys) == 1}


def _lines(rows: Sequence[Sequence[str]], places: Mapping[str, int], layout: Layout) -> Iterator[AnswerLine]:
    refusing = {folded(each) for each in layout.answer.refused}
    keys = _keys(layout)
    for row in rows:
        told = {name: clean(unharmed(row[at])) for name, at in places.items() if at < len(row)}
        result, message, number = (
            folded(told.get("result", "")),
            told.get("message", ""),
            told.get("line", ""),
        )
        column = told.get("column", "")
        yield AnswerLine(
            line=int(number) if number.isdecimal() else None,
            identifier=told.get("identifier", ""),
            technical_id=told.get("technical_id", ""),
            column=keys.get(folded(column), column),
            message=message,
            # Where nothing says how it went, a message means that it went wrong.
            refused=result in refusing if result else bool(message),
        )
