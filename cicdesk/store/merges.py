"""Edits of different fields of one record that met at the centre and were joined without a question."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Merge:
    """One such meeting, as this laptop learnt of it."""

    record: str
    root: str
    at: int
    """When the own edit was written, in milliseconds."""
    user: str
    mine: Sequence[str]
    """The fields that were written here."""
    theirs: Sequence[str]
    """The fields that others had changed meanwhile."""


def add(connection: sa.Connection, merges: Sequence[Merge]) -> None:
    """Remember them."""
    if merges:
        connection.exec_driver_sql(
            'INSERT INTO "merge" (record, root, at, "user", mine, theirs) VALUES (?,?,?,?,?,?)',
            [(m.record, m.root, m.at, m.user, _text(m.mine), _text(m.theirs)) for m in merges],
        )


def of_file(connection: sa.Connection, root: str) -> list[Merge]:
    """Those of a file, the oldest first."""
    rows = connection.exec_driver_sql(
        'SELECT record, root, at, "user", mine, theirs FROM "merge" WHERE root = ? ORDER BY n', (root,)
    )
    return [
        Merge(record, file, at, user, tuple(msgspec.json.decode(mine)), tuple(msgspec.json.decode(theirs)))
        for record, file, at, user, mine, theirs in rows
    ]


def _text(names: Sequence[str]) -> str:
    return msgspec.json.encode(list(names)).decode()
