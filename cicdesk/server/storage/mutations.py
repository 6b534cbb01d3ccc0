"""What was answered before: mutations, parked ones, salvaged versions, erased files."""

import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from cicdesk.server.storage.bulk import AMONG, copy_rows, driver, listed
from cicdesk.server.storage.tables import mutation, parcel, quarantine, salvaged
from cicdesk.wire.messages import Mutation

_PART = "+"
"""No id has this character."""
APPLIED, QUARANTINED, ERASED = "", "quarantined", "erased"
"""Results as they rest; applied is what nearly all of them are."""


class Answered(msgspec.Struct, frozen=True):
    """A mutation that has had its answer. One is made for each edit that comes, so it has to be made fast."""

    id: str
    rid: str
    user: str
    at: int
    result: str
    why: str
    field: str
    seq: int


@dataclass(frozen=True, slots=True)
class Parked:
    """A mutation that may not be applied, kept whole."""

    body: Mutation
    device: str
    why: str
    field: str = ""
    given_back: bool = False
    """Came by salvage: a part of an edit, which may still come whole from its author."""

    @property
    def name(self) -> str:
        """Under which it is kept; parts of one edit lie beside each other."""
        if not self.given_back:
            return self.body.id
        return f"{self.body.id}{_PART}{zlib.crc32(' '.join(sorted(self.body.set)).encode()):08x}"


def answered(connection: sa.Connection, ids: Collection[str]) -> dict[str, Answered]:
    """Those of the mutations that were answered, by their ids."""
    if not ids:
        return {}
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(
            f'SELECT id, rid, "user", at, result, why, field, seq FROM mutation WHERE id = {AMONG}'.encode(),  # noqa: S608  a fixed text
            (listed(ids),),
        )
        return {row[0]: Answered(*row) for row in cursor}


def commit_of(connection: sa.Connection, name: str, device: str) -> int:
    """The number of the commit in which this device handed in a mutation; 0 where it did not."""
    with driver(connection).cursor() as cursor:
        cursor.execute("SELECT commit_seq FROM mutation WHERE id = %s AND device = %s", (name, device))
        row = cursor.fetchone()
        return int(row[0]) if row else 0


def places(connection: sa.Connection, ids: Collection[str]) -> dict[str, str]:
    """From which office and laptop these mutations came."""
    with driver(connection).cursor() as cursor:
        cursor.execute(
            "SELECT m.id, d.office || '-' || d.name FROM mutation m JOIN device d ON d.id = m.device"
            " WHERE m.id = ANY(%s)",
            (list(ids),),
        )
        return {row[0]: row[1] for row in cursor}


_COLUMNS = (
    "id", "rid", "root", "device", "user", "at", "received", "kind",
    "result", "why", "field", "seq", "commit_seq", "place",
)  # fmt: skip


def record_answers(connection: sa.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Remember answers; the columns in the order of `_COLUMNS`."""
    copy_rows(connection, "mutation", _COLUMNS, rows)


def keep_parcel(connection: sa.Connection, seq: int, body: bytes) -> None:
    """Keep what a push brought, packed, under the number of its commit."""
    connection.execute(sa.insert(parcel).values(seq=seq, body=body))


def park(connection: sa.Connection, rows: Iterable[Parked]) -> None:
    """Keep mutations that may not be applied."""
    values = [
        {
            "mutation": each.name,
            "rid": each.body.record,
            "root": each.body.file,
            "device": each.device,
            "why": each.why,
            "field": each.field,
            "body": msgspec.json.encode(each.body).decode(),
        }
        for each in rows
    ]
    if values:
        connection.execute(insert(quarantine).on_conflict_do_nothing(), values)


def parked_of(connection: sa.Connection, roots: Collection[str]) -> list[Parked]:
    """What is parked about these files, oldest id first."""
    if not roots:
        return []
    query = sa.select(quarantine).where(
        quarantine.c.root == sa.any_(sa.literal(list(roots), sa.ARRAY(sa.Text)))
    )
    rows = connection.execute(query.order_by(quarantine.c.mutation)).all()
    return [
        Parked(
            msgspec.json.decode(row.body, type=Mutation),
            row.device,
            row.why,
            row.field,
            _PART in row.mutation,
        )
        for row in rows
    ]


_ASIDE = """
SELECT q.mutation, coalesce(d.name, ''), coalesce(d.office, ''), q.why, q.field, q.body
FROM quarantine q LEFT JOIN device d ON d.id = q.device
WHERE %(office)s = '' OR d.office = %(office)s ORDER BY q.mutation
"""


def aside(connection: sa.Connection, office: str) -> list[tuple[str, str, str, str, str, str]]:
    """(id, laptop, office, why, field, body) of what laptops of an office handed in and is set aside."""
    with driver(connection).cursor() as cursor:
        cursor.execute(_ASIDE, {"office": office})
        return [tuple(row) for row in cursor]


def aside_body(connection: sa.Connection, name: str) -> str | None:
    """What an edit that was set aside says."""
    return connection.execute(
        sa.select(quarantine.c.body).where(quarantine.c.mutation == name)
    ).scalar_one_or_none()


def unpark(connection: sa.Connection, applied: Collection[tuple[str, int]]) -> None:
    """Parked mutations that were applied after all, with the numbers their records took."""
    for name, seq in applied:
        connection.execute(sa.delete(quarantine).where(quarantine.c.mutation == name))
        connection.execute(
            sa.update(mutation).where(mutation.c.id == name).values(result=APPLIED, why="", field="", seq=seq)
        )


def forget_answers(connection: sa.Connection, judged_again: Collection[str]) -> None:
    """Make room for new answers to mutations that had been set aside; the new parcel says what they say."""
    if judged_again:
        with driver(connection).cursor() as cursor:
            for table, name in ((b"quarantine", b"mutation"), (b"mutation", b"id")):
                cursor.execute(b"DELETE FROM %s WHERE %s = ANY(%%s)" % (table, name), (list(judged_again),))


def erased_among(connection: sa.Connection, roots: Collection[str]) -> frozenset[str]:
    """Those of the files that were erased."""
    if not roots:
        return frozenset()
    with driver(connection).cursor() as cursor:
        cursor.execute(f"SELECT root FROM erased WHERE root = {AMONG}".encode(), (listed(roots),))  # noqa: S608  a fixed text
        return frozenset(row[0] for row in cursor)


def salvaged_among(connection: sa.Connection, ids: Collection[str]) -> set[tuple[str, str, str]]:
    """(mutation, record, field) of versions that came by salvage."""
    if not ids:
        return set()
    query = sa.select(salvaged.c.mutation, salvaged.c.rid, salvaged.c.field).where(
        salvaged.c.mutation == sa.any_(sa.literal(list(ids), sa.ARRAY(sa.Text)))
    )
    return {(row.mutation, row.rid, row.field) for row in connection.execute(query)}


def keep_salvaged(connection: sa.Connection, versions: Mapping[tuple[str, str, str], str], at: int) -> None:
    """Mark versions (mutation, record, field) as salvaged, with the device that gave each."""
    if versions:
        connection.execute(
            sa.insert(salvaged),
            [
                {"mutation": m, "rid": r, "field": f, "giver": giver, "at": at}
                for (m, r, f), giver in sorted(versions.items())
            ],
        )
