"""The outbox: what the user did and the centre has not taken over yet, one row an edit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from cicdesk.schema.records import SCHEMA
from cicdesk.store.projection import Unsent
from cicdesk.wire.messages import Mutation, runs_of

_decode = msgspec.json.Decoder(Mutation).decode
_CHUNK = 500
_PIECE = 100
"""So many edits are read at a time where it is not known how many fit: each is a page that has to be decrypted."""
_UNSETTLED = "state <> 'acked' AND commit_seq >= 0"
"""Edits to lay over the server's copies. Those offered again after a loss are in the copies already."""


class Waiting(msgspec.Struct, frozen=True):
    """A row of the outbox."""

    n: int
    id: str
    record: str
    body: bytes
    """The mutation as JSON, without the number at which the device holds the record."""
    form: int
    """The number of the schema in whose words it was written."""
    root: str
    """The file that it belongs to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the outbox as the outbox page shows it."""

    id: str
    record: str
    kind: str
    title: str
    user: str
    at: int
    state: str
    why: str
    field: str
    fields: tuple[str, ...]
    root: str = ""
    file_title: str = ""
    """What the file it belongs to is called."""
    behind: bool = False
    """Whether it waits for what makes its record or its file, which was set aside."""


def add(connection: sa.Connection, mutation: Mutation) -> None:
    """Put an edit into the outbox."""
    connection.exec_driver_sql(
        'INSERT INTO outbox (id, record, root, "user", "schema", body) VALUES (?,?,?,?,?,?)',
        (mutation.id, mutation.record, mutation.file, mutation.user, SCHEMA, msgspec.json.encode(mutation)),
    )


def add_many(connection: sa.Connection, mutations: Sequence[Mutation]) -> None:
    """Put many edits into the outbox."""
    connection.exec_driver_sql(
        'INSERT INTO outbox (id, record, root, "user", "schema", body) VALUES (?,?,?,?,?,?)',
        [(m.id, m.record, m.file, m.user, SCHEMA, msgspec.json.encode(m)) for m in mutations],
    )


def unsent_of(connection: sa.Connection, records: Sequence[str]) -> dict[str, list[Unsent]]:
    """The unsent edits of these records in the order they were made; nothing for most."""
    found: dict[str, list[Unsent]] = {}
    if not records or not _any_unsent(connection):
        return found
    for start in range(0, len(records), _CHUNK):
        part = tuple(records[start : start + _CHUNK])
        rows = connection.exec_driver_sql(
            "SELECT record, body, state FROM outbox INDEXED BY outbox_unsettled"  # noqa: S608  placeholders only
            f" WHERE {_UNSETTLED} AND record IN ({','.join('?' * len(part))}) ORDER BY n",
            part,
        )
        for record, body, state in rows:
            found.setdefault(record, []).append(Unsent(_decode(body), state == "parked"))
    return found


def _any_unsent(connection: sa.Connection) -> bool:
    row = connection.exec_driver_sql("SELECT 1 FROM outbox WHERE state <> 'acked' LIMIT 1").first()
    return row is not None


_HELD_BACK = """
EXISTS (SELECT 1 FROM outbox p INDEXED BY outbox_parked
        WHERE p.state = 'parked' AND p.id IN (o.root, o.record) AND p.commit_seq = 0)
"""
"""The server never saw what makes the record or its file: what belongs to it waits here."""


def next_batch(connection: sa.Connection, after: int, most: int, bytes_at_most: int) -> list[Waiting]:
    """The next edits to send, oldest first; at least one if there is any that need not wait for another."""
    batch: list[Waiting] = []
    size = 0
    rows = connection.exec_driver_sql(
        'SELECT n, id, record, body, "schema", root FROM outbox o'  # noqa: S608  fixed texts
        f" WHERE state = 'pending' AND n > ? AND NOT {_HELD_BACK} ORDER BY n LIMIT ?",
        (after, most),
    )
    for row in rows:
        size += len(row[3])
        if batch and size > bytes_at_most:
            break
        batch.append(Waiting(*row))
    return batch


def waiting_among(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Waiting]:
    """Those of these edits that wait for an answer."""
    found: dict[str, Waiting] = {}
    for start in range(0, len(ids), _CHUNK):
        part = tuple(ids[start : start + _CHUNK])
        rows = connection.exec_driver_sql(
            'SELECT n, id, record, body, "schema", root FROM outbox'  # noqa: S608  placeholders only
            f" WHERE state = 'pending' AND id IN ({','.join('?' * len(part))})",
            part,
        )
        found.update((row[1], Waiting(*row)) for row in rows)
    return found


def newest_first(connection: sa.Connection, bytes_at_most: int) -> list[tuple[int, str]]:
    """The order in which to send what does not fit into one message: the file that was worked on last comes first.

    Within a file the order stays as it was written. Each edit comes with its file. Nothing if all fits.
    """
    if _fits(connection, bytes_at_most):
        return []
    # Indexes alone: the rows hold the edits themselves, and to read all of them would take longer than to send some.
    rows = connection.exec_driver_sql(
        "SELECT n, root FROM outbox INDEXED BY outbox_root WHERE n IN"
        " (SELECT n FROM outbox INDEXED BY outbox_pending WHERE state = 'pending')"
    ).all()
    last: dict[str, int] = {}
    for n, root in rows:
        last[root] = max(n, last.get(root, 0))
    return [(n, root) for n, root in sorted(rows, key=lambda row: (-last[row[1]], row[0]))]


def _fits(connection: sa.Connection, bytes_at_most: int) -> bool:
    rows = connection.exec_driver_sql("SELECT length(body) FROM outbox WHERE state = 'pending' ORDER BY n")
    size = 0
    for (length,) in rows:
        size += length
        if size > bytes_at_most:
            rows.close()
            return False
    return True


def these(connection: sa.Connection, numbers: Sequence[int], bytes_at_most: int) -> list[Waiting]:
    """Those of these edits that are still to be sent, in that order, as many as fit; at least one."""
    batch: list[Waiting] = []
    size = 0
    # Nearly always nothing was set aside; then it need not be asked of every edit.
    free = f" AND NOT {_HELD_BACK}" if parked_records(connection) else ""
    for start in range(0, len(numbers), _PIECE):
        part = tuple(numbers[start : start + _PIECE])
        rows = connection.exec_driver_sql(
            'SELECT n, id, record, body, "schema", root FROM outbox o'  # noqa: S608  fixed texts and placeholders
            f" WHERE state = 'pending' AND n IN ({','.join('?' * len(part))}){free}",
            part,
        ).all()
        found = {row[0]: Waiting(*row) for row in rows}
        for waiting in (found[n] for n in part if n in found):
            size += len(waiting.body)
            if batch and size > bytes_at_most:
                return batch
            batch.append(waiting)
    return batch


def settle(connection: sa.Connection, accepted: Iterable[int], commit_seq: int) -> None:
    """Note that the server has these edits (by their numbers in the outbox)."""
    rows = [(commit_seq, first, first + count - 1) for first, count in runs_of(sorted(accepted))]
    if rows:
        connection.exec_driver_sql(
            "UPDATE outbox SET state = 'acked', why = '', field = '', commit_seq = ? WHERE n BETWEEN ? AND ?",
            rows,
        )


def park(connection: sa.Connection, mutation: str, why: str, field: str, commit_seq: int) -> None:
    """Note that the server set an edit aside, and why."""
    connection.exec_driver_sql(
        "UPDATE outbox SET state = 'parked', why = ?, field = ?, commit_seq = ? WHERE id = ?",
        (why, field, commit_seq, mutation),
    )


def forget_durable(connection: sa.Connection, durable: int) -> None:
    """Drop what the server holds in a verified backup."""
    connection.exec_driver_sql(
        "DELETE FROM outbox WHERE state = 'acked' AND commit_seq BETWEEN 1 AND ?", (durable,)
    )


def unpark(connection: sa.Connection, versions: Iterable[tuple[str, str]]) -> None:
    """Edits that had been set aside and are now part of a record: (record, version)."""
    connection.exec_driver_sql(
        "UPDATE outbox SET state = 'acked', why = '', field = '' WHERE state = 'parked' AND record = ? AND id = ?",
        list(versions),
    )


def parked_records(connection: sa.Connection) -> frozenset[str]:
    """The records with edits that were set aside."""
    return frozenset(
        r for (r,) in connection.exec_driver_sql("SELECT record FROM outbox WHERE state = 'parked'")
    )


_HANDED = "instr(why, 'handed:') > 0"


def counts(connection: sa.Connection) -> dict[str, int]:
    """How many edits are in each state; those handed to the coordinator wait for that person's decision."""
    rows = connection.exec_driver_sql(
        f"SELECT CASE WHEN {_HANDED} THEN 'pending' ELSE state END AS stand, count(*)"  # noqa: S608  fixed texts
        " FROM outbox WHERE state <> 'acked' GROUP BY stand"
    )
    return {state: count for state, count in rows}  # noqa: C416  rows are not pairs to the type checker


def unsent_bytes(connection: sa.Connection) -> tuple[int, int]:
    """How many edits wait to be sent, and how long they are as JSON."""
    row = connection.exec_driver_sql(
        "SELECT count(*), coalesce(sum(length(body)), 0) FROM outbox WHERE state = 'pending'"
    ).one()
    return int(row[0]), int(row[1])


def entries(connection: sa.Connection, limit: int) -> list[Entry]:
    """Everything that is not yet at the centre, what was set aside first, then the newest."""
    rows = connection.exec_driver_sql(
        'SELECT o.id, o.record, r.kind, r.title, o."user", o.body, o.state, o.why, o.field, o.root, f.title,'
        " EXISTS (SELECT 1 FROM outbox p INDEXED BY outbox_parked"
        "         WHERE p.state = 'parked' AND p.id IN (o.root, o.record) AND p.id <> o.id)"
        " FROM outbox o LEFT JOIN record r ON r.id = o.record LEFT JOIN record f ON f.id = o.root"
        " WHERE o.state <> 'acked' ORDER BY o.state = 'pending', o.n DESC LIMIT ?",
        (limit,),
    )
    return [_entry(row) for row in rows]


def _entry(row: Any) -> Entry:  # noqa: ANN401  a database row
    mutation = _decode(row[5])
    return Entry(
        id=row[0],
        record=row[1],
        kind=row[2] or mutation.kind,
        title=row[3] or "",
        user=row[4],
        at=mutation.at,
        state=row[6],
        why=row[7],
        field=row[8],
        fields=tuple(dict.fromkeys(name.partition("/")[0] for name in mutation.set)),
        root=row[9],
        file_title=row[10] or "",
        behind=bool(row[11]),
    )
