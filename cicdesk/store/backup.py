"""Encrypted copies of the file under its own key: before each migration, on a schedule, at will."""

import contextlib
import datetime as dt
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from cicdesk.base.errors import SurroundingsError
from cicdesk.base.paths import Home
from cicdesk.store import engine
from cicdesk.store.errors import DiskFull, StoreDamaged, StoreLocked, StoreMissing, store_errors
from cicdesk.store.rescue import rescue_outbox
from cicdesk.store.store import Store

__all__ = [
    "KEPT",
    "Backup",
    "NoBackup",
    "backups",
    "drop_others",
    "due",
    "make",
    "rescue_outbox",
    "restore",
    "set_aside",
    "verify",
]

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
    key = store.key
    if not key:
        raise StoreLocked
    _remove_halves(home)
    _need_room(home, store.path.stat().st_size)
    try:
        _copy(store.path, fresh, key)
        verify(fresh, key)
    except BaseException:
        _remove_halves(home)
        raise
    fresh.replace(target)
    made = Backup(target, now, reason, target.stat().st_size)
    for old in _by_age(home, made)[KEPT - 1 :]:
        old.path.unlink(missing_ok=True)
    return made


def drop_others(home: Home, kept: Backup) -> None:
    """Remove every other copy: they hold what was erased since."""
    for each in backups(home):
        if each.path != kept.path:
            each.path.unlink(missing_ok=True)


def _by_age(home: Home, made: Backup) -> list[Backup]:
    """The other copies, newest first. One from the future was made by a wrong clock: nobody knows its age."""
    others = [b for b in backups(home) if b.path != made.path]
    return sorted(others, key=lambda b: b.made_at > made.made_at)


def _remove_halves(home: Home) -> None:
    """Copies that were never finished: the program was killed, or the disk was full."""
    for half in home.backups.glob("*.new*"):
        half.unlink(missing_ok=True)


def _need_room(home: Home, size: int) -> None:
    if shutil.disk_usage(home.folder).free < 2 * size:
        raise DiskFull


def _copy(path: Path, target: Path, key: bytes) -> None:
    """A copy in one step: a stepped one starts again at every write beside it and may never end."""
    with store_errors():
        target.touch(0o600)
        source = engine.connect(path, key)
        try:
            goal = engine.connect(target, key)
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
    if not path.exists() or path.stat().st_size == 0:
        raise StoreMissing
    try:
        with contextlib.closing(engine.connect(path, key)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            seals = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            quick = connection.execute("PRAGMA quick_check(1)").fetchall()
            ours = connection.execute("PRAGMA application_id").fetchone()
    except sqlcipher.DatabaseError as error:
        raise StoreDamaged from error
    if seals or quick != [("ok",)] or ours != (engine.APPLICATION_ID,):
        raise StoreDamaged


def restore(home: Home, chosen: Backup, key: bytes, now: dt.datetime) -> Path:
    """Put a copy in place of the store; what was there is set aside, never deleted. Returns its new path."""
    verify(chosen.path, key)
    fresh = home.database.with_suffix(".new")
    with store_errors():
        shutil.copyfile(chosen.path, fresh)
        fresh.chmod(0o600)
        with fresh.open("rb+") as copied:
            os.fsync(copied.fileno())
    aside = set_aside(home, now)
    fresh.replace(home.database)
    return aside


def set_aside(home: Home, now: dt.datetime) -> Path:
    """Move the store out of the way, with its log; never over another file. Returns its new path."""
    stamp = now.strftime(_STAMP)
    names = (
        home.folder / f"store-aside-{stamp}{more}.db" for more in ("", *(f"-{n}" for n in range(2, 999)))
    )
    aside = next(path for path in names if not path.exists())
    for suffix in ("-wal", "-shm", ""):
        old = home.database.with_name(home.database.name + suffix)
        if old.exists():
            old.rename(aside.with_name(aside.name + suffix))
    return aside


def due(home: Home, now: dt.datetime, hours: int) -> bool:
    """Whether the newest copy is older than so many hours."""
    newest = next((b for b in backups(home) if b.made_at <= now), None)
    return newest is None or now - newest.made_at > dt.timedelta(hours=hours)
