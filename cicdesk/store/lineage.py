"""What the values in the server's copies replaced: a row for a field that was ever changed.

Only a laptop that gives back what the server lost reads it (protocol.md 7). Fields in conflict keep it
in their heads.
"""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from cicdesk.wire.messages import Mutation

Row = tuple[str, str, str]


def row(record: str, field: str, bases: Iterable[str]) -> Row:
    """A row, with ids as short as they travel: an empty text for the record's own."""
    return record, field, " ".join("" if base == record else base for base in bases)


def keep(connection: sa.Connection, forget: Sequence[tuple[str, str]], rows: Sequence[Row]) -> None:
    """What was known of these fields is over; this is known instead."""
    if forget:
        connection.exec_driver_sql("DELETE FROM lineage WHERE record = ? AND field = ?", list(forget))
    if rows:
        connection.exec_driver_sql("INSERT OR REPLACE INTO lineage VALUES (?, ?, ?)", list(rows))


def keep_whole(
    connection: sa.Connection, records: Iterable[str], bases: Mapping[str, Mapping[str, Iterable[str]]]
) -> None:
    """What was known of these records is over; this is known instead."""
    gone = [(record,) for record in records]
    if gone:
        connection.exec_driver_sql("DELETE FROM lineage WHERE record = ?", gone)
    keep(
        connection, (), [row(r, name, found) for r, fields in bases.items() for name, found in fields.items()]
    )


def keep_written(connection: sa.Connection, mutations: Iterable[Mutation]) -> None:
    """The server took these edits as they were shown; in this order."""
    written: dict[tuple[str, str], Row | None] = {}
    for mutation in mutations:
        for name in mutation.set:
            bases = mutation.bases.get(name, ())
            written[mutation.record, name] = row(mutation.record, name, bases) if bases else None
    keep(connection, list(written), [each for each in written.values() if each])


def of(connection: sa.Connection, record: str) -> dict[str, list[str]]:
    """What the value of each field of a record replaced, where that is known."""
    rows = connection.exec_driver_sql("SELECT field, bases FROM lineage WHERE record = ?", (record,))
    return {field: [base or record for base in bases.split(" ")] for field, bases in rows}
