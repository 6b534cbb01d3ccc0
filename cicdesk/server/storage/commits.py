"""The clock row, the commit log and the epoch: how a device learns that the server lost something."""

import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from cicdesk.server.storage.tables import clock, commits, device

RECOVERY_MS = 30 * 24 * 3600 * 1000
_TOKEN_BITS = 53
"""Tokens and epochs survive any reader of JSON, also those that know only doubles."""


@dataclass(slots=True)
class Clock:
    """The clock row as it stands."""

    epoch: int
    seq: int
    durable: int
    recovery_until: int
    token: int
    """Of the newest commit."""
    known_holds: bool
    """Whether the commit that was asked about is in the log."""


_asked = commits.alias("asked")
_newest = commits.alias("newest")


def read_clock(connection: sa.Connection, known: tuple[int, int] | None, *, lock: bool) -> Clock:
    """The clock row; with `lock` nobody else writes until the transaction ends."""
    if lock:
        connection.execute(_LOCK)
    asked, token = known or (-1, 0)
    row = connection.execute(_CLOCK, {"asked": asked}).one()
    return Clock(
        epoch=row.epoch,
        seq=row.seq,
        durable=row.durable,
        recovery_until=row.recovery_until,
        token=row.newest or 0,
        known_holds=known is None or row.asked == token,
    )


_LOCK = sa.select(clock.c.id).where(clock.c.id == 1).with_for_update()
_CLOCK = sa.select(
    clock.c.epoch,
    clock.c.seq,
    clock.c.durable,
    clock.c.recovery_until,
    sa.select(_asked.c.token).where(_asked.c.seq == sa.bindparam("asked")).scalar_subquery().label("asked"),
    sa.select(_newest.c.token).where(_newest.c.seq == clock.c.seq).scalar_subquery().label("newest"),
).where(clock.c.id == 1)


def commit(connection: sa.Connection, seq: int, device_id: str = "", overtook: str = "") -> int:
    """Move the clock to `seq` and log it; the commit's token. `overtook`: an edit of the device that is still to come."""
    token = secrets.randbits(_TOKEN_BITS)
    connection.execute(sa.update(clock).where(clock.c.id == 1).values(seq=seq))
    connection.execute(sa.insert(commits).values(seq=seq, token=token))
    if device_id:
        values = {"last_commit": seq, "overtook": overtook, "overtook_at": device.c.last_commit}
        connection.execute(sa.update(device).where(device.c.id == device_id).values(values))
    return token


def begin_recovery(connection: sa.Connection, now: int) -> None:
    """Open salvage for thirty days, unless it is open."""
    connection.execute(
        sa.update(clock)
        .where(clock.c.id == 1, clock.c.recovery_until < now)
        .values(recovery_until=now + RECOVERY_MS)
    )


def recognise_cluster(connection: sa.Connection) -> bool:
    """Compare the database cluster with the one last seen; a new one starts a new epoch. Whether it did."""
    row = connection.execute(sa.select(clock).where(clock.c.id == 1).with_for_update()).one()
    cluster, timeline = connection.execute(
        sa.text(
            "SELECT (SELECT system_identifier::text FROM pg_control_system()),"
            " (SELECT timeline_id FROM pg_control_checkpoint())"
        )
    ).one()
    if (row.cluster, row.timeline) == (cluster, timeline):
        return False
    values: dict[str, object] = {"cluster": cluster, "timeline": timeline}
    if row.cluster:
        values["epoch"] = secrets.randbits(_TOKEN_BITS)
    connection.execute(sa.update(clock).where(clock.c.id == 1).values(values))
    return bool(row.cluster)
