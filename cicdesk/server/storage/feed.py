"""The feed of each partition and its running digest."""

import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
import sqlalchemy as sa

from cicdesk.server.storage.bulk import copy_rows, driver
from cicdesk.server.storage.tables import ERASE, EXIT, REC, partition
from cicdesk.wire.messages import EVERYONE


@dataclass(slots=True)
class Tally:
    """By how much one partition's digest moves."""

    count: int = 0
    sum: int = 0
    top: int = 0


@dataclass(slots=True)
class FeedWrites:
    """What one transaction does to the feed; gathered first and written at once."""

    added: list[tuple[str, str, int, int, int]] = field(default_factory=list)
    """part, key, seq, joined, kind"""
    moved: list[tuple[str, str, int]] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)

    def add(self, part: str, rid: str, seq: int, *, joined: bool) -> None:
        """A record appears in a partition; `joined`: the place may be taken by its exit."""
        if joined:
            self.removed.append((part, rid))
        self.added.append((part, rid, seq, seq, REC))
        self._count(part, seq, 1, checksum(rid, seq))

    def move(self, part: str, rid: str, old: int, new: int) -> None:
        """A record of the partition takes a new number."""
        self.moved.append((part, rid, new))
        self._count(part, new, 0, checksum(rid, new) - checksum(rid, old))

    def leave(self, part: str, rid: str, old: int) -> None:
        """A record is gone from a partition."""
        self.removed.append((part, rid))
        self._count(part, 0, -1, -checksum(rid, old))

    def tell(self, part: str, root: str, seq: int, kind: int) -> None:
        """A whole file left (EXIT) or was erased (ERASE)."""
        self.removed.append((part, root))
        self.added.append((part, root, seq, seq, kind))
        self._count(part, seq, 0, 0)

    def _count(self, part: str, top: int, count: int, moved: int) -> None:
        tally = self.tallies.setdefault(part, Tally())
        tally.count += count
        tally.sum += moved
        tally.top = max(tally.top, top)


def checksum(rid: str, seq: int) -> int:
    """What a record adds to its partition's digest."""
    return zlib.crc32(f"{rid}:{seq}".encode())


_TALLY = """
INSERT INTO partition (part, top, count, sum) VALUES (%s, %s, %s, %s)
ON CONFLICT (part) DO UPDATE SET top = greatest(partition.top, excluded.top),
    count = partition.count + excluded.count, sum = partition.sum + excluded.sum
"""


def write(connection: sa.Connection, writes: FeedWrites) -> None:
    """Bring the feed up to date."""
    with driver(connection).cursor() as cursor:
        if writes.removed:
            cursor.execute(
                "DELETE FROM feed f USING unnest(%s::text[], %s::text[]) AS n(part, key)"
                " WHERE f.part = n.part AND f.key = n.key",
                [[row[0] for row in writes.removed], [row[1] for row in writes.removed]],
            )
        if writes.moved:
            cursor.execute(
                "UPDATE feed f SET seq = n.seq FROM unnest(%s::text[], %s::text[], %s::bigint[]) AS n(part, key, seq)"
                " WHERE f.part = n.part AND f.key = n.key",
                [[row[place] for row in writes.moved] for place in range(3)],
            )
        cursor.executemany(_TALLY, [(p, t.top, t.count, t.sum) for p, t in sorted(writes.tallies.items())])
    if writes.added:
        copy_rows(connection, "feed", ("part", "key", "seq", "joined", "kind"), writes.added)


def partitions(connection: sa.Connection, parts: Collection[str]) -> dict[str, tuple[int, int, int]]:
    """Each partition's newest number, count and sum."""
    query = sa.select(partition).where(
        partition.c.part == sa.any_(sa.literal(list(parts), sa.ARRAY(sa.Text)))
    )
    return {part: (top, count, total) for part, top, count, total in connection.execute(query)}


class FeedRow(msgspec.Struct, frozen=True):
    """One line of a feed, with what decides how much of the record is sent."""

    key: str
    seq: int
    joined: int
    kind: int
    size: int
    echo: str


_ROWS = """
SELECT f.key, f.seq, f.joined, f.kind, coalesce(octet_length(r.data) + octet_length(r.heads), 0), coalesce(r.echo, '')
FROM feed f LEFT JOIN record r ON r.rid = f.key AND f.kind = 0
WHERE f.part = %s AND f.seq > %s ORDER BY f.seq LIMIT %s
"""


def rows_after(connection: sa.Connection, part: str, cursor: int, limit: int) -> list[FeedRow]:
    """The next lines of a feed."""
    with driver(connection).cursor(binary=True) as reader:
        reader.execute(_ROWS, (part, cursor, limit))
        return [FeedRow(*row) for row in reader]


_OUT = """
SELECT rid, root, kind, seq, born, by_user, at, deleted, asked, data, ver, fseq, heads, bases
FROM record WHERE rid = ANY(%s)
"""


def records_out(connection: sa.Connection, rids: Iterable[str]) -> Mapping[str, tuple[Any, ...]]:
    """Records as they go out, by their ids; JSON still as text."""
    wanted = list(rids)
    if not wanted:
        return {}
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(_OUT, (wanted,))
        return {row[0]: row for row in cursor}


def visible(connection: sa.Connection, rids: Collection[str], parts: Collection[str]) -> list[str]:
    """Those of the records that are in one of the partitions, in the order asked for."""
    with driver(connection).cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT key FROM feed WHERE key = ANY(%s) AND part = ANY(%s) AND kind = 0",
            (list(rids), list(parts)),
        )
        found = {str(row[0]) for row in cursor}
    return [rid for rid in rids if rid in found]


_AHEAD = """
SELECT count(*), coalesce(sum(octet_length(r.data) + octet_length(r.heads) + %s), 0)
FROM unnest(%s::text[], %s::bigint[]) AS c(part, seq)
JOIN feed f ON f.part = c.part AND f.seq > c.seq AND f.kind = 0 JOIN record r ON r.rid = f.key
"""
_STATE_BYTES = 160


def ahead(connection: sa.Connection, parts: Collection[str], cursors: Mapping[str, int]) -> tuple[int, int]:
    """How many records lie behind these cursors, and how many bytes of JSON they are, about."""
    names = sorted(parts)
    with driver(connection).cursor() as cursor:
        cursor.execute(_AHEAD, (_STATE_BYTES, names, [max(0, cursors.get(name, 0)) for name in names]))
        count, size = cursor.fetchone() or (0, 0)
    return int(count), int(size)


_NEWEST = """
SELECT key FROM feed WHERE part = ANY(%s) AND kind = 0 ORDER BY seq DESC LIMIT %s
"""


def newest(connection: sa.Connection, parts: Collection[str], most: int) -> list[str]:
    """The records that changed last, the newest first, each after the root of its file."""
    with driver(connection).cursor() as cursor:
        cursor.execute(_NEWEST, (list(parts), most))
        keys = [str(row[0]) for row in cursor]
        cursor.execute("SELECT rid, root FROM record WHERE rid = ANY(%s)", (keys,))
        roots = {str(rid): str(root) for rid, root in cursor}
        return list(dict.fromkeys(each for key in keys for each in (roots.get(key, key), key)))


def erase_rows(connection: sa.Connection, root: str, rids: Collection[str], seq: int) -> None:
    """Take a file's records out of every partition and say so to everyone."""
    with driver(connection).cursor() as cursor:
        cursor.execute(
            "DELETE FROM feed WHERE key = ANY(%s) RETURNING part, key, seq, kind", ([*rids, root],)
        )
        gone = cursor.fetchall()
    writes = FeedWrites()
    for part, key, old, kind in gone:
        if kind == REC:
            writes.leave(part, key, old)
    writes.tell(EVERYONE, root, seq, ERASE)
    write(connection, writes)


__all__ = [
    "ERASE", "EXIT", "REC", "FeedRow", "FeedWrites", "checksum", "erase_rows", "partitions", "records_out",
    "rows_after", "visible", "write",
]  # fmt: skip
