"""What a damaged file still gives: edits and drafts first, and what must not be made twice."""

import contextlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from cicdesk.store import engine, meta
from cicdesk.store.store import Store

TABLES = ("outbox", "draft", "salvage")
"""What cannot be had again from the centre."""
_GAP = 1_000
"""Numbers for people that are left out where nobody can say any more which were given."""
_LOOK_AT_MOST = 200_000
_PIECES = 64

_Row = dict[str, Any]


def rescue_outbox(damaged: Path, key: bytes, store: Store) -> int:
    """Copy what can still be read of the outbox, the drafts and the like; how many rows came over.

    Edits that the centre had acknowledged wait again, for the copy they are laid over is an older one;
    sending an edit twice does no harm. Nothing in `store` is replaced.
    """
    with contextlib.closing(_Reader(damaged, key)) as reader:
        found = {table: list(reader.rows(table)) for table in TABLES}
        counters = list(reader.rows("counter"))
        place = next((row["value"] for row in reader.rows("meta") if row["name"] == "place"), "")
        damage = reader.failed
        _bring_files(reader, store)
    with store.write() as connection:
        saved = sum(_put(connection, table, rows) for table, rows in found.items())
        _never_twice(connection, counters, damage=damage)
        if place and not meta.get(connection, "place"):
            meta.put(connection, "place", place)
    return saved


def _bring_files(reader: "_Reader", store: Store) -> None:
    """Content that the centre may not have; a few pieces at a time, for all of them may be more than fits."""
    for table in ("blob", "blob_piece"):
        rows = reader.rows(table)
        while some := list(islice(rows, _PIECES)):
            with store.write() as connection:
                _put(connection, table, some)


def _put(connection: sa.Connection, table: str, rows: Sequence[_Row]) -> int:
    known = {str(row[1]) for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")}
    saved = 0
    for row in rows:
        kept = {name: value for name, value in row.items() if name in known and name != "n"}
        if table == "outbox" and kept.get("state") == "acked":
            kept |= {"state": "pending", "commit_seq": 0}
        names = ", ".join(f'"{name}"' for name in kept)
        done = connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({','.join('?' * len(kept))})",  # noqa: S608  own names
            tuple(kept.values()),
        )
        saved += done.rowcount
    return saved


def _never_twice(connection: sa.Connection, counters: Sequence[_Row], *, damage: bool) -> None:
    """Go on counting where the damaged file stood; leave a gap where that cannot be read."""
    for row in counters:
        connection.exec_driver_sql(
            "INSERT INTO counter (prefix, last) VALUES (?, ?)"
            " ON CONFLICT (prefix) DO UPDATE SET last = max(last, excluded.last)",
            (row["prefix"], row["last"]),
        )
    if damage and not counters:
        connection.exec_driver_sql("UPDATE counter SET last = last + ?", (_GAP,))


class _Reader:
    """Reads rows one by one. After a bad page a connection may stay in error, so it is opened anew."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._connection: Any = None
        self.failed = False
        """Whether something could not be read."""

    def rows(self, table: str) -> Iterator[_Row]:
        """The rows of a table that can be read, in order."""
        if self._ask(f"SELECT rowid FROM {table} WHERE rowid = 0") is None:  # noqa: S608  own names
            return
        low, high = self._ends(table)
        at = low
        for _ in range(_LOOK_AT_MOST):
            found = self._after(table, at, high)
            if found is None:
                row, at = self._one(table, at), at + 1
            elif not found:
                return
            else:
                at, row = found[0]["rowid_"] + 1, found[0]
            if row is not None:
                row.pop("rowid_", None)
                yield row
            if at > high:
                return

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ends(self, table: str) -> tuple[int, int]:
        low = self._ask(f"SELECT min(rowid) AS n FROM {table}")  # noqa: S608  own names
        high = self._ask(f"SELECT max(rowid) AS n FROM {table}")  # noqa: S608  own names
        most = self._ask("SELECT max(seq) AS n FROM sqlite_sequence") if high is None else high
        first = int(low[0]["n"] or 1) if low else 1
        last = int(most[0]["n"] or 0) if most else _LOOK_AT_MOST
        return first, last

    def _after(self, table: str, at: int, high: int) -> list[_Row] | None:
        """The next row from there on as a list, an empty one if there is none, nothing if it cannot be read."""
        return self._ask(
            f"SELECT rowid AS rowid_, * FROM {table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid LIMIT 1",  # noqa: S608  names of our own tables
            (at, high),
        )

    def _one(self, table: str, row: int) -> _Row | None:
        found = self._ask(f"SELECT rowid AS rowid_, * FROM {table} WHERE rowid = ?", (row,))  # noqa: S608  names of our own tables
        return found[0] if found else None

    def _ask(self, statement: str, arguments: tuple[int, ...] = ()) -> list[_Row] | None:
        try:
            if self._connection is None:
                self._connection = engine.connect(self._path, self._key)
            cursor = self._connection.execute(statement, arguments)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except sqlcipher.Error:
            self.failed = True
            with contextlib.suppress(sqlcipher.Error):
                self.close()
            return None
