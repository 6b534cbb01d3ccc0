"""Rows of the table `record`: the server's copy and what is shown of it, in and out."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec
import sqlalchemy as sa

from cicdesk.base.ids import RecordId
from cicdesk.domain.names import fold
from cicdesk.schema.documents import to_values
from cicdesk.schema.records import RecordSpec, registry
from cicdesk.schema.snapshot import Snapshot, SyncState
from cicdesk.schema.values import Value
from cicdesk.store import blobs, pending
from cicdesk.store.errors import RecordNotFound
from cicdesk.store.projection import Base, Shown, Standing, Unsent, project, rivals
from cicdesk.wire.messages import Head

STATES = {
    Standing.SENT: SyncState.SENT,
    Standing.WAITING: SyncState.WAITING,
    Standing.CONFLICT: SyncState.CONFLICT,
    Standing.ATTENTION: SyncState.ATTENTION,
}

_encode = msgspec.json.encode
_decode_values = msgspec.json.Decoder(dict[str, Any]).decode
_decode_versions = msgspec.json.Decoder(dict[str, str]).decode
_decode_heads = msgspec.json.Decoder(dict[str, dict[str, Head]]).decode

_BASE_COLUMNS = "id, root, kind, seq, gen, data, ver, heads, gone, asked, by_user, at"
_CHUNK = 500

UNSPECIFIED = RecordSpec("", "", "", 1, (), ())
"""Stands in for a kind that a newer version brought: its records are kept and shown raw."""


def spec_or_plain(kind: str) -> RecordSpec:
    """The declaration of a kind, or an empty one where this version does not know it."""
    return registry().get(kind, UNSPECIFIED)


def base_of_row(row: Sequence[Any]) -> Base:
    """The server's copy from its columns, in the order of `_BASE_COLUMNS`."""
    rid, root, kind, seq, gen, data, ver, heads, gone, asked, by, at = row
    return Base(
        id=rid,
        root=root,
        kind=kind,
        seq=seq,
        gen=gen,
        data=_decode_values(data),
        ver=_decode_versions(ver) if ver else {},
        heads=_decode_heads(heads) if heads else {},
        gone=bool(gone),
        asked=bool(asked),
        by=by,
        at=at,
    )


def chunks(names: Iterable[str]) -> Iterator[list[str]]:
    """The names in pieces that fit one statement."""
    listed = list(names)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]


def marks(count: int) -> str:
    """So many placeholders."""
    return ",".join("?" * count)


def bases(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Base]:
    """The server's copies of these records, by id; unknown ones are left out."""
    found: dict[str, Base] = {}
    for part in chunks(ids):
        rows = connection.exec_driver_sql(
            f"SELECT {_BASE_COLUMNS} FROM record WHERE id IN ({marks(len(part))})",  # noqa: S608  placeholders only
            tuple(part),
        )
        found.update((row[0], base_of_row(row)) for row in rows)
    return found


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


_SHOWN_COLUMNS = ("shown", "deleted", "state", "title", "sort", "number", "office", "changed", "changed_by")


def shown_columns(shown: Shown) -> tuple[Any, ...]:
    """The columns of what is shown, in the order of `_SHOWN_COLUMNS`."""
    return (
        None if shown.document is None else _encode(shown.document).decode(),
        int(shown.deleted),
        int(shown.standing),
        shown.title,
        fold(shown.title),
        shown.number,
        shown.office,
        shown.changed,
        shown.changed_by,
    )


def refresh(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Bring what is shown of these records up to date with their copies and unsent edits."""
    wanted = list(dict.fromkeys(ids))
    unsent = pending.unsent_of(connection, wanted)
    rows = [
        (*shown_columns(project(b, unsent.get(b.id, ()))), b.id) for b in bases(connection, wanted).values()
    ]
    if rows:
        assignments = ", ".join(f"{name} = ?" for name in _SHOWN_COLUMNS)
        connection.exec_driver_sql(f"UPDATE record SET {assignments} WHERE id = ?", rows)  # noqa: S608  fixed names
        mark_unindexed(connection, [row[-1] for row in rows])


def mark_unindexed(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Note that search has to look at these records again; done before the next look-up."""
    for part in chunks(ids):
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO unindexed SELECT n FROM record WHERE id IN ({marks(len(part))})",  # noqa: S608  placeholders
            tuple(part),
        )


def add_empty(connection: sa.Connection, record: str, root: str, kind: str) -> None:
    """Make room for a record that the server does not have yet."""
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO record (id, root, kind) VALUES (?, ?, ?)", (record, root, kind)
    )


# The document goes to the database as bytes, of which it makes a text: to make one here would turn it to and fro.
_PUT = f"""
INSERT INTO record (id, root, kind, seq, crc, gen, data, ver, heads, gone, asked, by_user, at,
                    {", ".join(_SHOWN_COLUMNS)})
VALUES (?,?,?,?,?,?,CAST(? AS TEXT),?,?,?,?,?,?, ?,?,?,?,?,?,?,?,?)
ON CONFLICT (id) DO UPDATE SET root = excluded.root, kind = excluded.kind, seq = excluded.seq, crc = excluded.crc,
    gen = excluded.gen, data = excluded.data, ver = excluded.ver, heads = excluded.heads, gone = excluded.gone,
    asked = excluded.asked, by_user = excluded.by_user, at = excluded.at,
    {", ".join(f"{name} = excluded.{name}" for name in _SHOWN_COLUMNS)}
"""  # noqa: S608  fixed names


def put(connection: sa.Connection, copies: Sequence[Base]) -> None:
    """Store copies from the server and what is shown of them."""
    if not copies:
        return
    unsent = pending.unsent_of(connection, [b.id for b in copies])
    rows = [(*_base_columns(b), *shown_columns(project(b, unsent.get(b.id, ())))) for b in copies]
    connection.exec_driver_sql(_PUT, rows)
    mark_unindexed(connection, [b.id for b in copies])


def _base_columns(b: Base) -> tuple[Any, ...]:
    return (
        b.id,
        b.root,
        b.kind,
        b.seq,
        crc_of(b.id, b.seq),
        b.gen,
        _encode(b.data),
        _encode(b.ver).decode() if b.ver else None,
        _encode(b.heads).decode() if b.heads else None,
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


def snapshots(
    connection: sa.Connection, condition: str, arguments: Sequence[Any], limit: int = -1, order: str = "n"
) -> list[Snapshot]:
    """Records as they are shown; `condition` and `order` are fixed SQL, values go into `arguments`."""
    rows = connection.exec_driver_sql(
        f"SELECT {_BASE_COLUMNS}, shown, deleted, state, title, number, changed, changed_by"  # noqa: S608  fixed SQL
        f" FROM record WHERE {condition} ORDER BY {order} LIMIT ?",
        (*arguments, limit),
    ).all()
    unsettled = [row[0] for row in rows if row[14] >= Standing.CONFLICT]
    unsent = pending.unsent_of(connection, unsettled) if unsettled else {}
    return [_snapshot(row, unsent.get(row[0], ())) for row in rows]


def _snapshot(row: Sequence[Any], unsent: Sequence[Unsent]) -> Snapshot:
    shown, deleted, state, title, number, changed, changed_by = row[12:]
    document = _decode_values(shown if shown is not None else row[5])
    conflicts = rivals(base_of_row(row[:12]), unsent) if state >= Standing.CONFLICT else {}
    return Snapshot(
        id=RecordId(row[0]),
        kind=row[2],
        root=RecordId(row[1]),
        values=MappingProxyType(public_values(row[2], document)),
        number=number,
        title=title,
        state=STATES[Standing(state)],
        conflicts=MappingProxyType(conflicts),
        changed_by=changed_by,
        changed_at=changed,
        deleted=bool(deleted),
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
    for rest in (
        f"finder WHERE rowid IN (SELECT n FROM record WHERE {where})",  # noqa: S608  placeholders
        f"unindexed WHERE n IN (SELECT n FROM record WHERE {where})",  # noqa: S608  placeholders
        f"lineage WHERE record IN (SELECT id FROM record WHERE {where})",  # noqa: S608  placeholders
        f"record WHERE {where}",
    ):
        connection.exec_driver_sql(f"DELETE FROM {rest}", tuple(names))  # noqa: S608  as above


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
