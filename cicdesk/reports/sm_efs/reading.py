"""The system's own export, and our file, as participants again."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from cicdesk.reports.sm_efs.cells import day_in, number_in, word_in
from cicdesk.reports.sm_efs.errors import FunderFileUnreadable
from cicdesk.reports.sm_efs.faults import Fault, Wrong
from cicdesk.reports.sm_efs.layout import Column, Form, Layout
from cicdesk.reports.sm_efs.participant import SUPPORT, Participant, Support
from cicdesk.reports.sm_efs.text_files import folded, rows_in
from cicdesk.reports.tables.harmless import clean, unharmed


@dataclass(frozen=True, slots=True)
class Filed:
    """One row of a file."""

    row: int
    """Of the person among all, from 1."""
    participant: Participant
    system: Mapping[str, str]
    """By key, what the system says of the row itself."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says."""

    rows: tuple[Filed, ...]
    faults: tuple[Fault, ...]
    """What could not be read; it is left empty in the rows."""
    unknown: tuple[str, ...]
    """Headers that the layout does not know."""
    absent: frozenset[str]
    """Keys of columns that the file does not have."""

    @property
    def participants(self) -> tuple[Participant, ...]:
        """The people of the file."""
        return tuple(each.participant for each in self.rows)


def read_file(content: bytes, layout: Layout) -> Reading:
    """Read an export of the system, or a file in the layout itself; FunderFileUnreadable if it is neither.

    Columns may stand in any order and under short or long headers. Two of them are called `w tym`: each
    belongs to the nearest column before it whose detail it can be.
    """
    rows = rows_in(content, layout.separator)
    places = _places(rows[0], layout) if rows else ()
    known = {column.key for column in places if column}
    if not known & {"identifier", "technical_id"} or "family_name" not in known:
        raise FunderFileUnreadable
    faults: list[Fault] = []
    filed = tuple(_filed(number, row, places, layout, faults) for number, row in enumerate(rows[1:], 1))
    return Reading(
        rows=filed,
        faults=tuple(faults),
        unknown=tuple(
            clean(header)
            for header, column in zip(rows[0], places, strict=True)
            if not column and clean(header)
        ),
        absent=frozenset(layout.by_key.keys() - known),
    )


def _places(headers: Sequence[str], layout: Layout) -> tuple[Column | None, ...]:
    """By position in the file, the column that stands there."""
    named: defaultdict[str, list[Column]] = defaultdict(list)
    for column in layout.columns:
        for name in {folded(column.header), *map(folded, column.reads)}:
            named[name].append(column)
    found: list[Column | None] = []
    for header in headers:
        free = [each for each in named[folded(header)] if each not in found]
        found.append(_nearest(free, found) if len(free) > 1 else free[0] if free else None)
    return tuple(found)


def _nearest(candidates: Sequence[Column], before: Sequence[Column | None]) -> Column:
    """The one that is a detail of the column nearest before it; else the first of the layout."""
    for column in reversed(before):
        for each in candidates:
            if column and each.detail_of == column.key:
                return each
    return candidates[0]


def _filed(
    number: int, row: Sequence[str], places: Sequence[Column | None], layout: Layout, faults: list[Fault]
) -> Filed:
    if len(row) < len(places) or any(map(clean, row[len(places) :])):
        faults.append(Fault("", number, "", Wrong.CELLS))
    texts = {column.key: clean(unharmed(cell)) for column, cell in zip(places, row, strict=False) if column}
    reader = _Row(number, texts, layout, faults)
    return Filed(number, reader.participant(), MappingProxyType(dict(reader.system())))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row while it is read; what cannot be read is noted among the faults."""

    number: int
    texts: Mapping[str, str]
    layout: Layout
    faults: list[Fault]

    def participant(self) -> Participant:
        """The person of the row."""
        told = {
            column.key: self._value(column, self.texts[column.key])
            for column in self._columns()
            if column.form is not Form.SYSTEM and not column.of_support
        }
        return Participant(supports=self._supports(), **told)

    def system(self) -> Iterator[tuple[str, str]]:
        """What the system filled in itself."""
        for column in self._columns():
            if column.form is Form.SYSTEM:
                yield column.key, self.texts[column.key]

    def _columns(self) -> Iterator[Column]:
        return (column for column in self.layout.columns if column.key in self.texts)

    def _supports(self) -> tuple[Support, ...]:
        joined = {
            column: self.texts[column.key].split(self.layout.joiner)
            for column in self._columns()
            if column.of_support and self.texts[column.key]
        }
        count = max(map(len, joined.values()), default=0)
        parts = {column: self._spread(column, texts, count) for column, texts in joined.items()}
        return tuple(
            Support(
                **{
                    column.key.removeprefix(SUPPORT): self._value(column, clean(texts[place]))
                    for column, texts in parts.items()
                }
            )
            for place in range(count)
        )

    def _spread(self, column: Column, texts: list[str], count: int) -> list[str]:
        if column.once and len(texts) == 1:
            return texts * count
        if len(texts) != count:
            self.faults.append(Fault("", self.number, column.key, Wrong.JOINED))
        return [*texts, *[""] * (count - len(texts))]

    def _value(self, column: Column, text: str) -> Any:  # noqa: ANN401  what the field of that name takes
        try:
            if column.form is Form.DAY:
                return day_in(text)
            if column.form is Form.NUMBER:
                return number_in(text)
        except ValueError:
            wrong = Wrong.DAY if column.form is Form.DAY else Wrong.NUMBER
            self.faults.append(
                Fault("", self.number, column.key, wrong, facts=MappingProxyType({"value": text}))
            )
            return None
        return word_in(column, text)
