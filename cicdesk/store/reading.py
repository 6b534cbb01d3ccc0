"""Many documents at once, as an export reads them: no snapshots are made of what only a table needs."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

_decode = msgspec.json.Decoder(dict[str, Any]).decode


class Found(msgspec.Struct, frozen=True):
    """One living record: what is shown of it, register by register."""

    id: str
    root: str
    number: str
    document: dict[str, Any]


def count(connection: sa.Connection, kind: str) -> int:
    """How many living records of a kind there are."""
    return int(
        connection.exec_driver_sql(
            "SELECT count(*) FROM record WHERE kind = ? AND deleted = 0", (kind,)
        ).scalar_one()
    )


def files_with_unsent(connection: sa.Connection) -> frozenset[str]:
    """The files with something that the centre does not have yet."""
    rows = connection.exec_driver_sql("SELECT root FROM record WHERE state > 0")
    return frozenset(root for (root,) in rows)


def texts(
    connection: sa.Connection, kind: str, condition: str = "", arguments: Sequence[Any] = ()
) -> Iterator[tuple[str, str, str, str]]:
    """Id, file, number and document of the living records of a kind, in the order they came; `condition` is fixed SQL.

    The documents are not read yet. Asked of the driver itself: for a hundred thousand rows the usual way takes three
    times as long.
    """
    driver: Any = connection.connection.driver_connection
    rows: Iterator[tuple[str, str, str, str]] = driver.execute(
        # Their keys are put into order first: whole rows would be sorted with their documents.
        "SELECT id, root, number, coalesce(shown, data) FROM record WHERE n IN"  # noqa: S608  fixed SQL
        f" (SELECT n FROM record WHERE kind = ? AND deleted = 0{condition}) ORDER BY n",
        (kind, *arguments),
    )
    return rows


def documents(
    connection: sa.Connection, kind: str, condition: str = "", arguments: Sequence[Any] = ()
) -> Iterator[Found]:
    """The same, read."""
    for record, root, number, text in texts(connection, kind, condition, arguments):
        yield Found(record, root, number or "", _decode(text))
