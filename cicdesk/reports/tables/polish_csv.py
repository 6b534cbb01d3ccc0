"""A table as a text file that a Polish Excel opens by a double click."""

import csv
import datetime as dt
import io
import re
from typing import Final

from cicdesk.reports.tables.harmless import clean, harmless
from cicdesk.reports.tables.table import Cell, Kind, Table

BOM: Final = "\ufeff"
"""Without it Excel takes the file for one in the code page of the computer."""
_LOOKS_COUNTABLE = re.compile(r"[0-9][0-9A-Za-z.,/: -]*")
"""Numbers of documents, dates and times in a text column: Excel would drop zeros or make other dates of them."""


def polish_csv(table: Table) -> bytes:
    """The table with semicolons, decimal commas, CRLF and a BOM, as Excel in Poland expects.

    What looks like a number in a column of texts is written as `="0123"`, which Excel shows as it is. Only
    digits, Latin letters and a few signs can stand there; everything else that begins like a formula gets an
    apostrophe.
    """
    held = io.StringIO(newline="")
    held.write(BOM)
    writer = csv.writer(held, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(clean(column.label)) for column in table.columns])
    kinds = [column.kind for column in table.columns]
    writer.writerows([_cell(kind, cell) for kind, cell in zip(kinds, row, strict=True)] for row in table.rows)
    return held.getvalue().encode()


def _cell(kind: Kind, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case dt.datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case dt.date():
            return cell.isoformat()
        case int() | float() if kind is Kind.NUMBER:
            return str(cell).replace(".", ",")
    text = clean(str(cell))
    return f'="{text}"' if _LOOKS_COUNTABLE.fullmatch(text) else harmless(text)
