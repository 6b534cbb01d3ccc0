"""The store: one encrypted file, opened with its key, giving transactions and nothing else."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from cicdesk.store import engine, tables
from cicdesk.store.errors import (
    DiskFull,
    StoreLocked,
    StoreMissing,
    StoreTooNew,
    WrongKeyOrDamaged,
    store_errors,
)
from cicdesk.store.likely_tables import LIKELY
from cicdesk.store.reporting_tables import REPORTING
from cicdesk.store.reviewing_tables import REVIEWING

VERSION = 9
"""The structure of the file; a step in store/migrations belongs to each number."""


class Store:
    """An open file. Every use is one transaction, committed when the block ends and undone when it raises.

    Any thread may use it; writers take turns. Once closed it gives nothing any more, in no thread.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.key = key
        self._writer = engine.writer(path, key)
        self._readers = engine.readers(path, key)
        self.on_full: Callable[[], None] = lambda: None
        """Called when the disk turned out to be full, to make room for the next try."""
        self._gate = threading.Lock()
        self._in_use = 0
        self._closed = False

    @classmethod
    def create(cls, path: Path, key: bytes) -> "Store":
        """A new, empty file; FileExistsError if there is one."""
        with path.open("xb"):
            path.chmod(0o600)
        store = cls(path, key)
        try:
            with store.write() as connection:
                build(connection)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open(cls, path: Path, key: bytes) -> "Store":
        """The existing file, checked and of this version's structure.

        StoreMissing for none or an empty one (never replaced by a new one), WrongKeyOrDamaged,
        StoreTooNew, StoreDamaged.
        """
        if not path.exists() or path.stat().st_size == 0:
            raise StoreMissing
        store = cls(path, key)
        try:
            store.check()
        except BaseException:
            store.close()
            raise
        return store

    def check(self) -> int:
        """The version of the file's structure, once it has proved to be ours and readable."""
        with self.read() as connection:
            found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            if found != engine.APPLICATION_ID:
                raise WrongKeyOrDamaged
            if version > VERSION:
                raise StoreTooNew(found=version, known=VERSION)
            connection.exec_driver_sql("SELECT count(*) FROM meta").scalar_one()
        return version

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A transaction that sees one moment of the file and changes nothing."""
        with self._taken(), store_errors(), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """The one transaction that may write at this moment; durable when the block has ended."""
        with self._taken(), store_errors(), self._writer.begin() as connection:
            yield connection

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file."""
        with self._taken(), store_errors():
            raw = self._writer.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()

    def close(self) -> None:
        """Let go of the file and of everything decrypted; what another thread has under way ends first."""
        with self._gate:
            self._closed = True
            self.key = b""
            self._let_go()

    @contextmanager
    def _taken(self) -> Iterator[None]:
        with self._gate:
            if self._closed:
                raise StoreLocked
            self._in_use += 1
        try:
            yield
        except DiskFull:
            self.on_full()
            raise
        finally:
            with self._gate:
                self._in_use -= 1
                self._let_go()

    def _let_go(self) -> None:
        if self._closed and not self._in_use:
            self._readers.dispose()
            self._writer.dispose()


def build(connection: sa.Connection) -> None:
    """Make the structure of this version in an empty file."""
    tables.METADATA.create_all(connection)
    for each in (*tables.COUNTED, *REPORTING, *REVIEWING, *LIKELY):
        connection.exec_driver_sql(each)
    connection.exec_driver_sql(tables.SEARCH_INDEX)
    connection.exec_driver_sql(tables.SEARCH_SECURE)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{VERSION:04d}",))
    connection.exec_driver_sql(f"PRAGMA application_id = {engine.APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
