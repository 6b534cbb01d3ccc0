"""Many rows in one statement, through psycopg itself: COPY for new rows, arrays for changed ones."""

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import sql


def driver(connection: sa.Connection) -> "psycopg.Connection[tuple[Any, ...]]":
    """The psycopg connection below, inside the same transaction."""
    found = connection.connection.driver_connection
    if not isinstance(found, psycopg.Connection):
        raise TypeError(type(found))
    return found


AMONG = "ANY(string_to_array(%s, ' '))"
"""Where a column is one of many ids, handed over by `listed`: one text is sent far faster than an array."""


def listed(ids: Iterable[str]) -> str:
    """Ids, which hold no blanks, as one parameter for AMONG."""
    return " ".join(ids)


def copy_rows(
    connection: sa.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Add new rows. None of them may be there yet."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with driver(connection).cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
