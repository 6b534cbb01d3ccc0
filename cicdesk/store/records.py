"""Rows of the table `record`: the server's copy and what is shown of it, in and out."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import msgspec
import sqlalchemy as sa

from cicdesk.base.ids import RecordId
from cicdesk.schema.documents import to_values
from cicdesk.schema.records import RecordSpec, registry
from cicdesk.schema.snapshot import Rival, Snapshot, SyncState
from cicdesk.schema.values import Value
from cicdesk.store import blobs, copies, joined, pending
from cicdesk.store.errors import RecordNotFound
from cicdesk.store.projection import (
    Base,
    Standing,
    Unsent,
    document_shown,
    project,
    rivals,
    title_of,
)

STATES = {
    Standing.SENT: SyncState.SENT,
    Standing.WAITING: SyncState.WAITING,
    Standing.CONFLICT: SyncState.CONFLICT,
    Standing.ATTENTION: SyncState.ATTENTION,
}

bases, base_of_row = copies.bases, copies.base_of_row
chunks, marks = copies.chunks, copies.marks
shown_columns, mark_unindexed = copies.shown_columns, copies.mark_unindexed

_decode_values = msgspec.json.Decoder(dict[str, Any]).decode

UNSPECIFIED = RecordSpec("", "", "", 1, (), ())
"""Stands in for a kind that a newer version brought: its records are kept and shown raw."""


def spec_or_plain(kind: str) -> RecordSpec:
    """The declaration of a kind, or an empty one where this version does not know it."""
    return registry().get(kind, UNSPECIFIED)


def numbers(connection: sa.Connection, ids: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The server's number of these records and the history it is of; unknown ones are left out. No document is read."""
    found: dict[str, tuple[int, int]] = {}
    for part in chunks(ids):
        rows = connection.exec_driver_sql(
            f"SELECT id, seq, gen FROM record WHERE id IN ({marks(len(part))})",  # noqa: S608  placeholders only
            tuple(part),
        )
        found.update((record, (seq, gen)) for record, seq, gen in rows)
    return found


def base(connection: sa.Connection, record: str) -> Base:
    """The server's copy of a record; RecordNotFound if the laptop does not hold it."""
    found = bases(connection, (record,)).get(record)
    if found is None:
        raise RecordNotFound
    return found


def refresh(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Bring what is shown of these records up to date with their copies and unsent edits."""
    wanted = list(dict.fromkeys(ids))
    unsent = pending.unsent_of(connection, wanted)
    rows = [
        (*shown_columns(project(b, unsent.get(b.id, ()))), b.id) for b in bases(connection, wanted).values()
    ]
    if rows:
        assignments = ", ".join(f"{name} = ?" for name in copies.SHOWN_COLUMNS)
        connection.exec_driver_sql(f"UPDATE record SET {assignments} WHERE id = ?", rows)  # noqa: S608  fixed names
        mark_unindexed(connection, [row[-1] for row in rows])
        joined.follow(connection, [row[-1] for row in rows])


def add_empty(connection: sa.Connection, record: str, root: str, kind: str) -> None:
    """Make room for a record that the server does not have yet."""
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO record (id, root, kind) VALUES (?, ?, ?)", (record, root, kind)
    )


# The document goes to the database as bytes, of which it makes a text: to make one here would turn it to and fro.
_PUT = f"""
INSERT INTO record (id, root, kind, seq, crc, gen, data, ver, heads, gone, asked, by_user, at,
                    {", ".join(copies.SHOWN_COLUMNS)})
VALUES (?,?,?,?,?,?,CAST(? AS TEXT),?,?,?,?,?,?, ?,?,?,?,?,?,?,?,?)
ON CONFLICT (id) DO UPDATE SET root = excluded.root, kind = excluded.kind, seq = excluded.seq, crc = excluded.crc,
    gen = excluded.gen, data = excluded.data, ver = excluded.ver, heads = excluded.heads, gone = excluded.gone,
    asked = excluded.asked, by_user = excluded.by_user, at = excluded.at,
    {", ".join(f"{name} = excluded.{name}" for name in copies.SHOWN_COLUMNS)}
"""  # noqa: S608  fixed names


def put(connection: sa.Connection, given: Sequence[Base]) -> None:
    """Store copies from the server and what is shown of them."""
    if not given:
        return
    unsent = pending.unsent_of(connection, [b.id for b in given])
    rows = [(*_base_columns(b), *shown_columns(project(b, unsent.get(b.id, ())))) for b in given]
    connection.exec_driver_sql(_PUT, rows)
    mark_unindexed(connection, [b.id for b in given])
    joined.follow(connection, [b.id for b in given])


def _base_columns(b: Base) -> tuple[Any, ...]:
    return (
        b.id,
        b.root,
        b.kind,
        b.seq,
        crc_of(b.id, b.seq),
        b.gen,
        msgspec.json.encode(b.data),
        msgspec.json.encode(b.ver).decode() if b.ver else None,
        msgspec.json.encode(b.heads).decode() if b.heads else None,
        int(b.gone),
        int(b.asked),
        b.by,
        b.at,
    )


def crc_of(record: str, seq: int) -> int:
    """The record's part in a partition's digest (protocol.md 4, rule 11)."""
    return zlib.crc32(f"{record}:{seq}".encode())


def snapshot(connection: sa.Connection, record: str) -> Snapshot:
    """A record as it is shown; RecordNotFound if the laptop does not hold it."""
    found = snapshots(connection, "id = ?", (record,))
    if not found:
        raise RecordNotFound
    return found[0]


def alone(connection: sa.Connection, record: str) -> Snapshot:
    """A person's file by itself, without what other files lend it; RecordNotFound if it is not here."""
    held = base(connection, record)
    unsent = pending.unsent_of(connection, (record,)).get(record, ())
    document = document_shown(held, unsent)
    found = snapshot(connection, record)
    return replace(found, values=MappingProxyType(public_values(held.kind, document)),
                   title=title_of(held.kind, document))  # fmt: skip


def snapshots(
    connection: sa.Connection, condition: str, arguments: Sequence[Any], limit: int = -1, order: str = "n"
) -> list[Snapshot]:
    """Records as they are shown; `condition` and `order` are fixed SQL, values go into `arguments`."""
    rows = connection.exec_driver_sql(
        f"SELECT {copies.BASE_COLUMNS}, shown, deleted, state, title, number, changed, changed_by"  # noqa: S608  fixed SQL
        f" FROM record WHERE {condition} ORDER BY {order} LIMIT ?",
        (*arguments, limit),
    ).all()
    unsettled = [row[0] for row in rows if row[14] >= Standing.CONFLICT]
    unsent = pending.unsent_of(connection, unsettled) if unsettled else {}
    tops = joined.survivors(connection, [row[1] for row in rows]) if rows else {}
    people = [row[0] for row in rows if row[14] >= Standing.CONFLICT and row[2] == "person"]
    asking = {person: joined.asking(connection, person) for person in people}
    return [_snapshot(row, unsent.get(row[0], ()), tops, asking.get(row[0])) for row in rows]


def _snapshot(
    row: Sequence[Any],
    unsent: Sequence[Unsent],
    tops: Mapping[str, str],
    asking: Mapping[str, tuple[Rival, ...]] | None,
) -> Snapshot:
    shown, deleted, state, title, number, changed, changed_by = row[12:]
    document = _decode_values(shown if shown is not None else row[5])
    conflicts = asking if asking is not None else {}
    if asking is None and state >= Standing.CONFLICT:
        conflicts = rivals(base_of_row(row[:12]), unsent)
    return Snapshot(
        id=RecordId(row[0]),
        kind=row[2],
        root=RecordId(tops.get(row[1], row[1])),
        values=MappingProxyType(public_values(row[2], document)),
        number=number,
        title=title,
        state=STATES[Standing(state)],
        conflicts=MappingProxyType(dict(conflicts)),
        changed_by=changed_by,
        changed_at=changed,
        deleted=deleted == 1,
        deletion_asked=bool(row[9]),
    )


def public_values(kind: str, document: Mapping[str, Value]) -> dict[str, Value]:
    """A document as people see it, without the fields of the protocol's own."""
    visible = {name: value for name, value in document.items() if not name.startswith("_")}
    return to_values(spec_or_plain(kind), visible)


_PLACE = """
INSERT OR IGNORE INTO record (id, root, kind)
SELECT record, root, json_extract(CAST(body AS TEXT), '$.kind') FROM outbox
WHERE state <> 'acked' AND commit_seq >= 0
"""


def place_missing(connection: sa.Connection) -> None:
    """Make room for every record that only the outbox knows, as after a restored copy."""
    connection.exec_driver_sql(f"{_PLACE} ORDER BY n")


def place_again(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Make room for those of these records that only the outbox knows: their files had left the laptop."""
    for part in chunks(ids):
        connection.exec_driver_sql(f"{_PLACE} AND record IN ({marks(len(part))}) ORDER BY n", tuple(part))


def rebuild(connection: sa.Connection) -> None:
    """Make everything that is shown anew from the server's copies and the outbox."""
    place_missing(connection)
    joined.forget(connection)
    for part in chunks([i for (i,) in connection.exec_driver_sql("SELECT id FROM record ORDER BY n")]):
        refresh(connection, part)


def drop(connection: sa.Connection, roots: Iterable[str]) -> None:
    """Take whole files off the laptop, out of search as well, with everything attached to them."""
    listed = list(roots)
    blobs.drop_files(connection, listed)
    for part in chunks(listed):
        connection.exec_driver_sql(
            f'DELETE FROM "merge" WHERE root IN ({marks(len(part))})',  # noqa: S608  placeholders
            tuple(part),
        )
        _drop(connection, "root", part)


def drop_single(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Take records off the laptop, out of search as well; the rest of their files stays."""
    for part in chunks(ids):
        _drop(connection, "id", part)


def _drop(connection: sa.Connection, column: str, names: Sequence[str]) -> None:
    where = f"{column} IN ({marks(len(names))})"
    parted = joined.before_drop(connection, column, names)
    for rest in (
        f"finder WHERE rowid IN (SELECT n FROM record WHERE {where})",  # noqa: S608  placeholders
        f"unindexed WHERE n IN (SELECT n FROM record WHERE {where})",  # noqa: S608  placeholders
        f"lineage WHERE record IN (SELECT id FROM record WHERE {where})",  # noqa: S608  placeholders
        f"record WHERE {where}",
    ):
        connection.exec_driver_sql(f"DELETE FROM {rest}", tuple(names))  # noqa: S608  as above
    joined.after_drop(connection, parted)


def different(connection: sa.Connection, column: str) -> list[str]:
    """The different contents of an indexed column, blank ones left out; it steps from one to the next."""
    rows = connection.exec_driver_sql(
        f"WITH RECURSIVE step(x) AS (SELECT min({column}) FROM record UNION ALL"  # noqa: S608  a fixed name
        f" SELECT (SELECT min({column}) FROM record WHERE {column} > step.x) FROM step WHERE step.x IS NOT NULL)"
        " SELECT x FROM step WHERE x <> ''"
    )
    return [x for (x,) in rows]


def holds_any(connection: sa.Connection, kind: str) -> bool:
    """Whether there is a living record of a kind."""
    question = "SELECT 1 FROM record WHERE kind = ? AND deleted = 0 LIMIT 1"
    return connection.exec_driver_sql(question, (kind,)).first() is not None


def keys(
    connection: sa.Connection, kind: str, order: str, condition: str = "", arguments: Sequence[Any] = ()
) -> Iterator[int]:
    """The row keys of all living records of a kind; `order` and `condition` are fixed SQL.

    Asked of the driver itself: for a hundred thousand rows the usual way takes three times as long.
    """
    driver: Any = connection.connection.driver_connection
    rows = driver.execute(
        f"SELECT n FROM record WHERE kind = ? AND deleted = 0{condition} ORDER BY {order}",  # noqa: S608  fixed SQL
        (kind, *arguments),
    ).fetchall()
    return (n for (n,) in rows)
