"""Encrypted copies of the file under its own key: before each migration, on a schedule, at will."""

import contextlib
import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from cicdesk.base.errors import SurroundingsError
from cicdesk.base.paths import Home
from cicdesk.store import engine
from cicdesk.store.errors import DiskFull, StoreDamaged, store_errors
from cicdesk.store.store import Store

KEPT = 3
"""Copies that are kept; an older one goes only after the newest has been verified."""
_STAMP = "%Y%m%dT%H%M%SZ"


class NoBackup(SurroundingsError):
    """There is no copy to restore."""

    code = "no_backup"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the store."""

    path: Path
    made_at: dt.datetime
    reason: str
    size: int


def backups(home: Home) -> list[Backup]:
    """The copies there are, newest first."""
    found = [_read_name(path) for path in home.backups.glob("*.db")] if home.backups.is_dir() else []
    return sorted((b for b in found if b), key=lambda b: b.made_at, reverse=True)


def _read_name(path: Path) -> Backup | None:
    stamp, _, reason = path.stem.partition("-")
    with contextlib.suppress(ValueError, OSError):
        made = dt.datetime.strptime(stamp, _STAMP).replace(tzinfo=dt.UTC)
        return Backup(path, made, reason, path.stat().st_size)
    return None


def make(store: Store, home: Home, now: dt.datetime, reason: str) -> Backup:
    """A verified copy of the open store; the oldest ones beyond KEPT are removed after it is sound."""
    home.backups.mkdir(mode=0o700, exist_ok=True)
    target = home.backups / f"{now.strftime(_STAMP)}-{reason}.db"
    fresh = target.with_suffix(".new")
    _need_room(home, store.path.stat().st_size)
    try:
        _copy(store, fresh)
        verify(fresh, store.key)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    fresh.replace(target)
    for old in backups(home)[KEPT:]:
        old.path.unlink(missing_ok=True)
    return Backup(target, now, reason, target.stat().st_size)


def _need_room(home: Home, size: int) -> None:
    if shutil.disk_usage(home.folder).free < 2 * size:
        raise DiskFull


def _copy(store: Store, target: Path) -> None:
    """A copy in one step: a stepped one starts again at every write beside it and may never end."""
    with store_errors():
        source = engine.connect(store.path, store.key)
        try:
            goal = engine.connect(target, store.key)
            try:
                source.backup(goal, pages=-1)
                goal.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                goal.close()
        finally:
            source.close()


def verify(path: Path, key: bytes) -> None:
    """StoreDamaged unless every page is what was written and the structure holds together.

    Both checks are needed: page seals say nothing about missing pages, the quick check nothing about
    flipped bits. The log goes into the file first, because the seals are read past it.
    """
    connection = engine.connect(path, key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        seals = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        quick = connection.execute("PRAGMA quick_check(1)").fetchall()
    except engine.sqlcipher.DatabaseError as error:
        raise StoreDamaged from error
    finally:
        connection.close()
    if seals or quick != [("ok",)]:
        raise StoreDamaged


def restore(home: Home, chosen: Backup, key: bytes, now: dt.datetime) -> Path:
    """Put a copy in place of the store; what was there is set aside, never deleted. Returns its new path."""
    verify(chosen.path, key)
    aside = home.folder / f"store-aside-{now.strftime(_STAMP)}.db"
    for suffix in ("-wal", "-shm", ""):
        old = home.database.with_name(home.database.name + suffix)
        if old.exists():
            old.rename(aside.with_name(aside.name + suffix))
    shutil.copyfile(chosen.path, home.database)
    home.database.chmod(0o600)
    return aside


def due(home: Home, now: dt.datetime, hours: int) -> bool:
    """Whether the newest copy is older than so many hours."""
    newest = next(iter(backups(home)), None)
    return newest is None or now - newest.made_at > dt.timedelta(hours=hours)


def rescue_outbox(damaged: Path, key: bytes, store: Store) -> int:
    """Copy the outbox and the drafts that can still be read from a damaged file; how many rows came over.

    After one bad page a connection stays in error, so each row that fails costs a new connection.
    """
    saved = 0
    for table in ("outbox", "draft"):
        for row_id in _row_ids(damaged, key, table):
            saved += _rescue_row(damaged, key, store, table, row_id)
    return saved


def _row_ids(path: Path, key: bytes, table: str) -> range:
    try:
        connection = engine.connect(path, key)
        with contextlib.closing(connection):
            low, high = connection.execute(f"SELECT min(rowid), max(rowid) FROM {table}").fetchone()  # noqa: S608
    except engine.sqlcipher.DatabaseError:
        return range(0)
    return range(low or 0, (high or -1) + 1)


def _rescue_row(path: Path, key: bytes, store: Store, table: str, row_id: int) -> int:
    try:
        connection = engine.connect(path, key)
        with contextlib.closing(connection):
            row = connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (row_id,)).fetchone()  # noqa: S608
    except engine.sqlcipher.DatabaseError:
        return 0
    if row is None:
        return 0
    with store.write() as target:
        marks = ",".join("?" * len(row))
        done = target.exec_driver_sql(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", tuple(row))  # noqa: S608
    return done.rowcount
