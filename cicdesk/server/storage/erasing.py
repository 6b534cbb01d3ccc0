"""What is left of an erased file: its id in `erased`, one line for every device, and answered ids."""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
import zstandard

from cicdesk.server.storage import blobs, feed
from cicdesk.server.storage.mutations import ERASED
from cicdesk.server.storage.tables import erased, mutation, parcel, quarantine, record, salvaged
from cicdesk.wire.messages import Mutation


def is_file(connection: sa.Connection, root: str) -> bool:
    """Whether anything lies, lay or was set aside under this root."""
    return any(
        connection.execute(sa.select(table.c.root).where(table.c.root == root).limit(1)).first()
        for table in (record, mutation, quarantine)
    )


def destroy(connection: sa.Connection, root: str, seq: int, now: int) -> None:
    """Remove the file everywhere inside the open transaction."""
    rids = list(connection.execute(sa.select(record.c.rid).where(record.c.root == root)).scalars())
    blank(connection, mutation.c.root == root)
    connection.execute(sa.delete(record).where(record.c.root == root))
    connection.execute(sa.delete(quarantine).where(quarantine.c.root == root))
    blobs.let_go(connection, root)
    if rids:
        connection.execute(sa.delete(salvaged).where(salvaged.c.rid.in_(rids)))
    connection.execute(
        sa.update(mutation)
        .where(mutation.c.root == root)
        .values(result=ERASED, why="", field="", user="", at=0)
    )
    connection.execute(sa.insert(erased).values(root=root, at=now))
    feed.erase_rows(connection, root, rids, seq)


def forget_contents(connection: sa.Connection, judged_again: Collection[str]) -> None:
    """Take what was set aside and came again out of its first parcel: it lies in the one that it came in last.

    A parcel that no answer names would keep it when its file is erased.
    """
    if judged_again:
        blank(connection, mutation.c.id.in_(judged_again))


def blank(connection: sa.Connection, those: sa.ColumnElement[bool]) -> None:
    """Take mutations out of the parcels they came in."""
    query = sa.select(mutation.c.commit_seq, mutation.c.id).where(those)
    places: dict[int, set[str]] = {}
    for row in connection.execute(query):
        places.setdefault(row.commit_seq, set()).add(row.id)
    for seq, gone in places.items():
        body = connection.execute(sa.select(parcel.c.body).where(parcel.c.seq == seq)).scalar()
        if body is not None:
            kept = packed_without(bytes(body), gone)
            connection.execute(sa.update(parcel).where(parcel.c.seq == seq).values(body=kept))


def packed(muts: Sequence[Mutation]) -> bytes:
    """Mutations as a parcel."""
    return zstandard.ZstdCompressor(level=1).compress(msgspec.json.encode(muts))


def packed_without(body: bytes, gone: set[str]) -> bytes:
    """The parcel with these mutations emptied; the places of the others stay."""
    if not gone:
        return body
    muts: list[dict[str, Any]] = msgspec.json.decode(zstandard.ZstdDecompressor().decompress(body))
    kept = [{"id": each["id"]} if each["id"] in gone else each for each in muts]
    return zstandard.ZstdCompressor(level=1).compress(msgspec.json.encode(kept))
