"""Tables as an XLSX file, the usual form of everything that is exported."""

import datetime as dt
import io
import math
import re
from collections.abc import Sequence
from typing import Any

from cicdesk.reports.tables.errors import TooManyRows
from cicdesk.reports.tables.harmless import clean
from cicdesk.reports.tables.table import Cell, Column, Kind, Table

MOST_ROWS = 1_048_575
"""Beside the head."""
_LONGEST_TITLE = 31
_LONGEST_TEXT = 32_767
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_FIRST_DAY = dt.date(1900, 3, 1)
"""Spreadsheets count days from 1900, with a 29th of February that never was."""
_FORMATS = {
    Kind.TEXT: {"num_format": "@"},
    Kind.NUMBER: {},
    Kind.DAY: {"num_format": "yyyy-mm-dd"},
    Kind.MOMENT: {"num_format": "yyyy-mm-dd hh:mm"},
}
_OPTIONS = {
    # No half-written copy with people's data in a folder for temporary files.
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook(tables: Sequence[Table], made: dt.datetime) -> bytes:
    """An XLSX file with one sheet a table; the same tables made at the same moment are the same bytes.

    TooManyRows if a table is longer than a sheet. Texts are texts, whatever they begin with.
    """
    import xlsxwriter  # noqa: PLC0415  not needed to unlock

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, _OPTIONS)
    book.set_properties({"created": made})
    formats = {kind: book.add_format(look) for kind, look in _FORMATS.items()}
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    titles: set[str] = set()
    for table in tables:
        sheet = book.add_worksheet(_title(table.title, titles))
        _head(sheet, table.columns, formats, head)
        _rows(sheet, table, formats)
    book.close()
    return held.getvalue()


def _title(wanted: str, taken: set[str]) -> str:
    """A name that a sheet may have, and no other sheet of the file has."""
    base = _NOT_IN_TITLES.sub(" ", clean(wanted)).strip("' ")[:_LONGEST_TITLE].strip("' ") or "1"
    title, number = base, 1
    while title.casefold() in taken or title.casefold() == "history":
        number += 1
        title = f"{base[: _LONGEST_TITLE - 5]} {number}"
    taken.add(title.casefold())
    return title


def _head(sheet: Any, columns: Sequence[Column], formats: dict[Kind, Any], head: Any) -> None:  # noqa: ANN401  the library has no types
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, formats[column.kind])
        sheet.write_string(0, number, clean(column.label), head)
    sheet.freeze_panes(1, 0)


def _rows(sheet: Any, table: Table, formats: dict[Kind, Any]) -> None:  # noqa: ANN401  the library has no types
    last = 0
    for last, row in enumerate(table.rows, 1):
        if last > MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
        for number, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, (last, number), cell, formats[column.kind], column.kind)
    if table.columns:
        sheet.autofilter(0, 0, last, len(table.columns) - 1)


def _write(sheet: Any, place: tuple[int, int], cell: Cell, look: Any, kind: Kind) -> None:  # noqa: ANN401  the library has no types
    if cell is None:
        return
    if kind is Kind.NUMBER and isinstance(cell, int | float) and math.isfinite(cell):
        sheet.write_number(*place, cell, look)
    elif kind in {Kind.DAY, Kind.MOMENT} and isinstance(cell, dt.date) and _countable(cell):
        sheet.write_datetime(
            *place, cell.replace(tzinfo=None) if isinstance(cell, dt.datetime) else cell, look
        )
    elif text := clean(str(cell)):
        sheet.write_string(*place, text[:_LONGEST_TEXT], look)


def _countable(day: dt.date) -> bool:
    return (day.date() if isinstance(day, dt.datetime) else day) >= _FIRST_DAY
