"""Giving back what the server lost: values of other people that this laptop still has (protocol.md 7)."""

from collections.abc import Sequence

import msgspec

from cicdesk.store import lineage, pending, records
from cicdesk.store.engine import Connection
from cicdesk.store.projection import Base
from cicdesk.wire.messages import ALIVE, State, Version

_decode = msgspec.json.Decoder(Version).decode


def give_back(connection: Connection, old: Base, new: State | None = None) -> None:
    """Keep every head of an earlier history that the new one lacks, until the server has it safe again.

    Each goes with what it replaced, so that it does not stand beside it.
    """
    named = {name: version for version, names in (new.ver.items() if new else ()) for name in names}
    replaced, rows = lineage.of(connection, old.id), []
    for name, value in old.data.items():
        for version in old.versions(name):
            if new is not None and (
                version in new.heads.get(name, ())
                or (name in new.data and named.get(name, old.id) == version)
            ):
                continue
            held = old.heads.get(name, {}).get(version)
            body = Version(
                id=version, rid=old.id, root=old.root, kind=old.kind, f=name,
                value=held.value if held else value, user=held.user if held else old.by,
                at=held.at if held else old.at,
                bases=[base or old.id for base in held.bases] if held else replaced.get(name, []),
                seen=_everything(old) if name == ALIVE and old.gone else {},
            )  # fmt: skip
            rows.append((version, old.id, name, old.root, msgspec.json.encode(body)))
    if rows:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO salvage (id, record, field, root, body) VALUES (?,?,?,?,?)", rows
        )


def _everything(old: Base) -> dict[str, list[str]]:
    """What the deleter of a record that counts as deleted had seen: all of it."""
    seen: dict[str, list[str]] = {}
    for name in old.data:
        if not name.startswith("_"):
            for version in old.versions(name):
                seen.setdefault(version, []).append(name)
    return seen


def waiting(connection: Connection, most: int) -> list[tuple[int, Version]]:
    """What is still to be given back, files before what is in them."""
    rows = connection.exec_driver_sql(
        "SELECT n, body FROM salvage WHERE state = 'pending'"
        " ORDER BY record <> root, field NOT IN ('office', 'region'), n LIMIT ?",
        (most,),
    )
    return [(n, _decode(body)) for n, body in rows]


def settle(connection: Connection, given: Sequence[int], commit: int) -> None:
    """The server took these."""
    connection.exec_driver_sql(
        "UPDATE salvage SET state = 'acked', commit_seq = ? WHERE n = ?", [(commit, n) for n in given]
    )


def all_pending(connection: Connection) -> None:
    """After the server lost its history everything still held is offered again.

    Edits that our copies contain already stay out of what is laid over them (`commit_seq` -1), so that
    screens go on showing the copies.
    """
    parked = pending.parked_records(connection)
    connection.exec_driver_sql("UPDATE salvage SET state = 'pending', commit_seq = 0")
    connection.exec_driver_sql(
        "UPDATE outbox SET state = 'pending', why = '', field = '',"
        " commit_seq = CASE WHEN state = 'acked' OR commit_seq < 0 THEN -1 ELSE 0 END"
    )
    records.refresh(connection, parked)


def forget_durable(connection: Connection, durable: int) -> None:
    """Drop what the server holds in a verified backup."""
    connection.exec_driver_sql(
        "DELETE FROM salvage WHERE state = 'acked' AND commit_seq BETWEEN 1 AND ?", (durable,)
    )


def left(connection: Connection) -> int:
    """How many values are still to be given back."""
    return int(
        connection.exec_driver_sql("SELECT count(*) FROM salvage WHERE state = 'pending'").scalar_one()
    )


def give_back_the_rest(connection: Connection, gen: int, bases: Sequence[Base]) -> None:
    """Records that the new history does not mention at all."""
    for base in bases:
        if base.gen < gen:
            give_back(connection, base)
