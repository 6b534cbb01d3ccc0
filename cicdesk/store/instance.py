"""One process a profile: a tiny plain database held open for as long as the process lives."""

import sqlite3
from pathlib import Path

from cicdesk.base.errors import CicdeskError, PersonError, SurroundingsError


class AlreadyRunning(PersonError):
    """Another process uses this profile."""

    code = "already_running"


class FolderUnusable(SurroundingsError):
    """Nothing can be written into the profile's folder."""

    code = "folder_unusable"


class Instance:
    """The right to use a profile. After a crash the next process can take it at once."""

    def __init__(self, path: Path) -> None:
        """AlreadyRunning if another process has it, FolderUnusable if nobody could."""
        try:
            self._connection = _held(path)
        except sqlite3.OperationalError as error:
            raise _meaning(error, path) from None
        except sqlite3.DatabaseError:  # there is nothing in it that could be lost
            path.unlink()
            self._connection = _held(path)

    def release(self) -> None:
        """Give the profile up."""
        self._connection.close()


def _held(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=0, check_same_thread=False)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _meaning(error: sqlite3.OperationalError, path: Path) -> Exception:
    taken = error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return AlreadyRunning() if taken else FolderUnusable(file=str(path.parent))


def if_free(path: Path) -> Instance | None:
    """The profile, if no other process has it. Whatever else is wrong is said once there is a window to say it."""
    try:
        return Instance(path)
    except CicdeskError:
        return None
