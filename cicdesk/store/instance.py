"""One process a profile: a tiny plain database held open for as long as the process lives."""

import sqlite3
from pathlib import Path

from cicdesk.base.errors import PersonError


class AlreadyRunning(PersonError):
    """Another process uses this profile."""

    code = "already_running"


class Instance:
    """The right to use a profile. After a crash the next process can take it at once."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=0, check_same_thread=False)
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            self._connection.close()
            raise AlreadyRunning from None

    def release(self) -> None:
        """Give the profile up."""
        self._connection.close()
