"""A table as whoever gathers it hands it over: columns of one kind each, and rows of plain values."""

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass

Cell = str | int | float | dt.date | dt.datetime | None


class Kind(enum.StrEnum):
    """What a column holds, and so how a spreadsheet may treat it."""

    TEXT = "text"
    """Also numbers of documents, PESEL and telephones: nothing is calculated, no zero lost."""
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    """A date and a time by the clocks of Poland; whoever gathers the table has translated it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, with the words at its head."""

    label: str
    kind: Kind = Kind.TEXT
    width: int = 16
    """In characters."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. Its rows are read once."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
