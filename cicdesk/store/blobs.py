"""Files beside records: their content in pieces, stored once whatever names it, and how far each has travelled."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cicdesk.store.engine import Connection
from cicdesk.wire import blobs as wire

ABANDONED = 3_600_000
"""Milliseconds after which content that no record names is one that was never finished."""
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Attached:
    """A record that names a file, and where its content is."""

    record: str
    root: str
    sha256: str
    size: int
    settled: bool
    """Whether the centre said that it has the file."""
    sent: int
    """Pieces that the centre has, while the file is being sent."""
    held: int
    """Pieces that are here."""
    wanted: bool
    why: str

    @property
    def pieces(self) -> int:
        """Into how many pieces it is cut."""
        return wire.pieces_of(self.size)

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        return self.held == self.pieces


_HELD = "(SELECT count(*) FROM blob_piece p WHERE p.sha256 = a.sha256)"
_SHOWN = "coalesce(r.shown, r.data)"
_COLUMNS = f"a.record, a.root, a.sha256, a.size, a.settled = ?, a.sent, {_HELD}, a.wanted, a.why"


def refresh(connection: Connection) -> None:
    """Note records that came and forget those that went; changes nothing where that was done."""
    connection.exec_driver_sql(
        "DELETE FROM attached WHERE NOT EXISTS"
        " (SELECT 1 FROM record r WHERE r.n = attached.n AND r.id = attached.record)"
    )
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO attached (n, record, root, sha256, size)"  # noqa: S608  fixed texts
        f" SELECT r.n, r.id, r.root, json_extract({_SHOWN}, '$.sha256'), json_extract({_SHOWN}, '$.size')"
        " FROM record r WHERE r.kind = 'attachment' AND r.n NOT IN (SELECT n FROM attached)"
        f" AND json_type({_SHOWN}, '$.sha256') = 'text' AND json_type({_SHOWN}, '$.size') = 'integer'"
    )


def is_behind(connection: Connection) -> bool:
    """Whether records that name files came or went since the last look."""
    return bool(
        connection.exec_driver_sql(
            "SELECT EXISTS (SELECT 1 FROM record WHERE kind = 'attachment' AND n NOT IN (SELECT n FROM attached))"
        ).scalar()
    )


def attached(
    connection: Connection, gen: int, condition: str, arguments: Sequence[object] = ()
) -> list[Attached]:
    """Records that name files, the newest first; `condition` is fixed SQL over `a` (attached) and `r` (record)."""
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM attached a JOIN record r ON r.n = a.n AND r.id = a.record"  # noqa: S608  fixed texts
        f" WHERE r.deleted = 0 AND {condition} ORDER BY a.n DESC",
        (gen, *arguments),
    )
    return [
        Attached(rid, root, name, size, bool(settled), sent, held, bool(wanted), why)
        for rid, root, name, size, settled, sent, held, wanted, why in rows
    ]


def of_record(connection: Connection, gen: int, record: str) -> Attached | None:
    """What is known of one record's file; None if it names none."""
    found = attached(connection, gen, "a.record = ?", (record,))
    return found[0] if found else None


def keep_piece(connection: Connection, name: str, size: int, place: int, data: bytes, now: int) -> None:
    """Keep a piece of a file; another copy of it is replaced."""
    connection.exec_driver_sql(
        "INSERT INTO blob (sha256, size, used) VALUES (?, ?, ?)"
        " ON CONFLICT (sha256) DO UPDATE SET used = excluded.used",
        (name, size, now),
    )
    connection.exec_driver_sql(
        "INSERT INTO blob_piece (sha256, place, data) VALUES (?, ?, ?)"
        " ON CONFLICT (sha256, place) DO UPDATE SET data = excluded.data",
        (name, place, data),
    )


def places(connection: Connection, name: str) -> set[int]:
    """The numbers of the pieces that are here."""
    rows = connection.exec_driver_sql("SELECT place FROM blob_piece WHERE sha256 = ?", (name,))
    return set(rows.scalars())


def piece(connection: Connection, name: str, place: int) -> bytes:
    """One piece; KeyError if it is not here."""
    found = connection.exec_driver_sql(
        "SELECT data FROM blob_piece WHERE sha256 = ? AND place = ?", (name, place)
    ).scalar()
    if found is None:
        raise KeyError(place)
    return bytes(found)


def content(connection: Connection, name: str) -> bytes:
    """All pieces that are here, in their order."""
    rows = connection.exec_driver_sql("SELECT data FROM blob_piece WHERE sha256 = ? ORDER BY place", (name,))
    return b"".join(rows.scalars())


def fits(connection: Connection, name: str, record: str) -> str:
    """The proof that the content is at hand, for a record that names it; empty if it is not what its name says."""
    whole, proof = hashlib.sha256(), wire.Possession(record)
    rows = connection.exec_driver_sql("SELECT data FROM blob_piece WHERE sha256 = ? ORDER BY place", (name,))
    for data in rows.scalars():
        whole.update(data)
        proof.add(bytes(data))
    return proof.text() if whole.hexdigest() == name else ""


def drop_content(connection: Connection, names: Iterable[str]) -> None:
    """Forget the content of files."""
    for name in names:
        connection.exec_driver_sql("DELETE FROM blob_piece WHERE sha256 = ?", (name,))
        connection.exec_driver_sql("DELETE FROM blob WHERE sha256 = ?", (name,))


def drop_files(connection: Connection, roots: Iterable[str]) -> None:
    """Files of persons that leave the laptop leave with them, unless another person's record names the same."""
    refresh(connection)
    for part in _parts(roots):
        among = f"root IN ({','.join('?' * len(part))})"
        rows = connection.exec_driver_sql(
            f"SELECT DISTINCT sha256 FROM attached WHERE {among}",  # noqa: S608  placeholders
            tuple(part),
        )
        names = list(rows.scalars())
        connection.exec_driver_sql(f"DELETE FROM attached WHERE {among}", tuple(part))  # noqa: S608  placeholders
        drop_content(connection, [name for name in names if not _named(connection, name)])


def drop_abandoned(connection: Connection, now: int) -> None:
    """Forget content that no record came to name."""
    rows = connection.exec_driver_sql(
        "SELECT sha256 FROM blob b WHERE used < ? AND NOT EXISTS (SELECT 1 FROM attached a WHERE a.sha256 = b.sha256)",
        (now - ABANDONED,),
    )
    drop_content(connection, list(rows.scalars()))


def drop_deleted(connection: Connection) -> None:
    """Forget content that only deleted records name and that the centre has: who takes a deletion back fetches it."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT a.sha256 FROM attached a JOIN record r ON r.n = a.n AND r.deleted = 1"
        " JOIN blob b ON b.sha256 = a.sha256 WHERE a.settled >= 0 AND NOT EXISTS"
        " (SELECT 1 FROM attached o JOIN record s ON s.n = o.n WHERE o.sha256 = a.sha256"
        " AND (s.deleted = 0 OR o.settled = -1))"
    )
    drop_content(connection, list(rows.scalars()))


def settle(connection: Connection, records: Iterable[str], gen: int) -> None:
    """The centre has the files of these records; a `gen` of -1: it has not."""
    connection.exec_driver_sql(
        "UPDATE attached SET settled = ?, sent = 0, why = '' WHERE record = ?",
        [(gen, record) for record in records] or [(gen, "")],
    )


def note_sent(connection: Connection, record: str, sent: int) -> None:
    """So many pieces of the file are at the centre."""
    connection.exec_driver_sql("UPDATE attached SET sent = ? WHERE record = ?", (sent, record))


def note_trouble(connection: Connection, record: str, why: str) -> None:
    """The file is set aside, with the code of the reason; nobody waits for it any more."""
    connection.exec_driver_sql("UPDATE attached SET why = ?, wanted = 0 WHERE record = ?", (why, record))


def want(connection: Connection, record: str, *, wanted: bool = True) -> None:
    """Somebody waits for the file, or has it."""
    connection.exec_driver_sql(
        "UPDATE attached SET wanted = ?, why = '' WHERE record = ?", (int(wanted), record)
    )


def _named(connection: Connection, name: str) -> bool:
    found = connection.exec_driver_sql("SELECT 1 FROM attached WHERE sha256 = ? LIMIT 1", (name,))
    return found.first() is not None


def _parts(names: Iterable[str]) -> Iterator[list[str]]:
    listed = list(names)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]
