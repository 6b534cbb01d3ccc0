"""Which record names which file, which files are here whole, and which have to be destroyed."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from cicdesk.server.storage import feed, records
from cicdesk.server.storage.records import Held
from cicdesk.server.storage.tables import blob, blob_gone, blob_use, mutation

ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Use:
    """A record's claim to a file."""

    record: str
    root: str
    proof: bytes
    proven: bool


def attachments(
    connection: sa.Connection, ids: Collection[str], scope: Collection[str], maker: str = ""
) -> dict[str, Held]:
    """Those of these records that are living attachments in one of the partitions, or made by that device."""
    seen = set(feed.visible(connection, ids, scope))
    if maker and seen != set(ids):
        query = sa.select(mutation.c.id).where(
            mutation.c.id == sa.any_(sa.literal(list(ids), sa.ARRAY(sa.Text))), mutation.c.device == maker
        )
        seen.update(connection.execute(query).scalars())
    return living(connection, seen)


def living(connection: sa.Connection, ids: Collection[str]) -> dict[str, Held]:
    """Those of these records that are living attachments."""
    held = records.load(connection, set(ids))
    return {
        rid: each for rid, each in held.items() if each.state.kind == ATTACHMENT and not each.state.deleted
    }


def size_of(connection: sa.Connection, name: str) -> int:
    """The size of a file that is here whole; -1 if it is not."""
    found = connection.execute(sa.select(blob.c.size).where(blob.c.sha256 == name)).scalar()
    return -1 if found is None else int(found)


def uses(connection: sa.Connection, name: str) -> list[Use]:
    """Every claim to a file."""
    query = sa.select(blob_use).where(blob_use.c.sha256 == name)
    return [Use(row.record, row.root, bytes(row.proof), row.proven) for row in connection.execute(query)]


def claim(connection: sa.Connection, name: str, use: Use) -> None:
    """Note a claim in place of the record's earlier one; whoever is about to destroy the file is waited for."""
    connection.execute(sa.delete(blob_gone).where(blob_gone.c.sha256 == name))
    values = {"root": use.root, "proof": use.proof, "proven": use.proven}
    statement = insert(blob_use).values(sha256=name, record=use.record, **values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=[blob_use.c.sha256, blob_use.c.record], set_=values)
    )


def settle(connection: sa.Connection, name: str, proofs: dict[str, bool]) -> None:
    """Note which claims are proven; false ones go."""
    for rid, right in proofs.items():
        which = sa.and_(blob_use.c.sha256 == name, blob_use.c.record == rid)
        if right:
            connection.execute(sa.update(blob_use).where(which).values(proven=True))
        else:
            connection.execute(sa.delete(blob_use).where(which))


def add(connection: sa.Connection, name: str, size: int, now: int) -> None:
    """The file is here whole."""
    connection.execute(insert(blob).values(sha256=name, size=size, received=now).on_conflict_do_nothing())


def lose(connection: sa.Connection, name: str) -> None:
    """The file is not here any more; its claims have to be proven again."""
    connection.execute(sa.delete(blob).where(blob.c.sha256 == name))
    connection.execute(sa.update(blob_use).where(blob_use.c.sha256 == name).values(proven=False))


def ready_among(connection: sa.Connection, ids: Collection[str]) -> set[str]:
    """Those of the records whose file is here and proven."""
    query = (
        sa.select(blob_use.c.record)
        .join(blob, blob.c.sha256 == blob_use.c.sha256)
        .where(blob_use.c.record == sa.any_(sa.literal(list(ids), sa.ARRAY(sa.Text))), blob_use.c.proven)
    )
    return set(connection.execute(query).scalars())


def let_go(connection: sa.Connection, root: str) -> None:
    """An erased person's claims go; files that nobody else names have to be destroyed."""
    names = list(
        connection.execute(
            sa.delete(blob_use).where(blob_use.c.root == root).returning(blob_use.c.sha256)
        ).scalars()
    )
    among = blob_use.c.sha256.in_(names)
    kept = set(connection.execute(sa.select(blob_use.c.sha256).where(among)).scalars()) if names else set()
    for name in sorted(set(names) - kept):
        connection.execute(sa.delete(blob).where(blob.c.sha256 == name))
        connection.execute(insert(blob_gone).values(sha256=name).on_conflict_do_nothing())


def gone(connection: sa.Connection) -> list[str]:
    """Files that have to be destroyed."""
    return list(connection.execute(sa.select(blob_gone.c.sha256)).scalars())


def take_gone(connection: sa.Connection, name: str) -> bool:
    """Take one of them on; no claim is let in until the transaction ends. Whether it still has to be destroyed."""
    statement = sa.delete(blob_gone).where(blob_gone.c.sha256 == name)
    return connection.execute(statement).rowcount > 0


def unknown_among(connection: sa.Connection, names: Collection[str]) -> list[str]:
    """Those of the names that the database knows no file and no claim of."""
    listed = sa.any_(sa.literal(list(names), sa.ARRAY(sa.Text)))
    known = set(connection.execute(sa.select(blob.c.sha256).where(blob.c.sha256 == listed)).scalars())
    known |= set(
        connection.execute(sa.select(blob_use.c.sha256).where(blob_use.c.sha256 == listed)).scalars()
    )
    return sorted(set(names) - known)


def mark_gone(connection: sa.Connection, names: Collection[str]) -> None:
    """Have these destroyed."""
    for name in names:
        connection.execute(insert(blob_gone).values(sha256=name).on_conflict_do_nothing())
