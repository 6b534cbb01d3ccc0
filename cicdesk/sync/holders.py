"""Through which partitions a file is held, how far each was read, and whether both sides agree."""

from collections.abc import Iterable

from cicdesk.store import blobs, records
from cicdesk.store.engine import Connection


def cursors(connection: Connection) -> dict[str, int]:
    """How far each partition was read."""
    rows = connection.exec_driver_sql("SELECT part, seq FROM cursor")
    return {part: seq for part, seq in rows}  # noqa: C416  rows are not pairs to the type checker


def move_cursor(connection: Connection, part: str, seq: int) -> None:
    """Note how far a partition was read."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO cursor (part, seq) VALUES (?, ?)", (part, seq))


def keep_only(connection: Connection, scope: Iterable[str]) -> bool:
    """Forget partitions that are not ours any more and begin those that are; whether files may have left with them.

    So may what was handed in before any partition was known, if they changed meanwhile.
    """
    wanted, held = set(scope), set(cursors(connection))
    for part in held - wanted:
        connection.exec_driver_sql("DELETE FROM cursor WHERE part = ?", (part,))
        connection.exec_driver_sql("DELETE FROM holder WHERE part = ?", (part,))
    for part in wanted - held:
        move_cursor(connection, part, 0)
    return bool(held - wanted) or (not held and _any_at_the_centre(connection))


def _any_at_the_centre(connection: Connection) -> bool:
    found = connection.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM record WHERE seq > 0)")
    return bool(found.scalar_one())


def add(connection: Connection, part: str, roots: Iterable[str]) -> None:
    """These files are held through this partition."""
    rows = [(root, part) for root in roots]
    if rows:
        connection.exec_driver_sql("INSERT OR IGNORE INTO holder (root, part) VALUES (?, ?)", rows)


_MANY = 1_000
"""So many records lie on more pages than the index that has what is asked about all of them."""


def add_own(connection: Connection, part: str, first: int, count: int, gen: int) -> int:
    """The files of own edits with these numbers are held through this partition; how many of the records we have."""
    span = (first, first + count - 1, gen)
    mine = (
        f"record INDEXED BY record_{'root' if count > _MANY else 'seq'} WHERE seq BETWEEN ? AND ? AND gen = ?"
    )
    connection.exec_driver_sql(
        f"INSERT OR IGNORE INTO holder (root, part) SELECT DISTINCT root, ? FROM {mine}",  # noqa: S608  fixed names
        (part, *span),
    )
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {mine}", span).scalar_one())  # noqa: S608  as above


def drop(connection: Connection, part: str, roots: Iterable[str]) -> None:
    """These files left the partition."""
    connection.exec_driver_sql(
        "DELETE FROM holder WHERE part = ? AND root = ?", [(part, root) for root in roots]
    )


def keep_records(connection: Connection, part: str, rids: Iterable[str]) -> list[str]:
    """A partition that names all its records: let go of the others, unless something of theirs was never handed in.

    Which records left the laptop; a file of which none is left goes with the next purge.
    """
    wanted = set(rids)
    rows = connection.exec_driver_sql(
        "SELECT r.id FROM record r JOIN holder h ON h.root = r.root AND h.part = ? WHERE r.seq > 0"
        " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.record = r.id AND o.state <> 'acked')",
        (part,),
    )
    gone = [rid for (rid,) in rows if rid not in wanted]
    records.drop_single(connection, gone)
    connection.exec_driver_sql(
        "DELETE FROM holder WHERE part = ? AND NOT EXISTS (SELECT 1 FROM record r WHERE r.root = holder.root)",
        (part,),
    )
    return gone


def purge(connection: Connection) -> list[str]:
    """Take files off the laptop that no partition of ours holds, unless something of theirs was never handed in."""
    blobs.refresh(connection)
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT root FROM record r WHERE seq > 0"
        " AND NOT EXISTS (SELECT 1 FROM holder h WHERE h.root = r.root)"
        " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.root = r.root AND o.state <> 'acked')"
        " AND NOT EXISTS (SELECT 1 FROM attached a JOIN blob b ON b.sha256 = a.sha256"
        " WHERE a.root = r.root AND a.settled = -1 AND a.why = '')"
    )
    roots = [root for (root,) in rows]
    records.drop(connection, roots)
    return roots


def purge_lost(connection: Connection, gen: int) -> list[str]:
    """Take records off the laptop that the server lost and did not apply again, unless edits of them are unsent.

    They are of an earlier history although all was read and given back: a coordinator has them set aside.
    """
    rows = connection.exec_driver_sql(
        "SELECT id FROM record r WHERE seq > 0 AND gen < ?"
        " AND EXISTS (SELECT 1 FROM holder h WHERE h.root = r.root)"
        " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.record = r.id AND o.state <> 'acked')",
        (gen,),
    )
    lost = [record for (record,) in rows]
    records.drop_single(connection, lost)
    return lost


def digest(connection: Connection, part: str, gen: int) -> list[int]:
    """[count, sum of crc32(rid:seq)] of what we hold through a partition."""
    row = connection.exec_driver_sql(
        "SELECT count(*), coalesce(sum(r.crc), 0) FROM holder h JOIN record r ON r.root = h.root"
        " WHERE h.part = ? AND r.gen = ? AND r.seq > 0",
        (part, gen),
    ).one()
    return [int(row[0]), int(row[1])]
