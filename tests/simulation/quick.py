"""The same file, the same statements and transactions, without the library in between: histories run twice as fast.

Only what happens above SQLite is left out (pools, compiled statements, rows with names); the tests of the store
and of whole programs go through it.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from cicdesk.store import engine
from cicdesk.store.errors import store_errors
from cicdesk.store.store import Store


class Rows:
    """What a statement found, asked in the words of sa.CursorResult."""

    def __init__(self, cursor: Any) -> None:  # noqa: ANN401  the driver is untyped
        self._cursor = cursor
        self.rowcount: int = cursor.rowcount

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._cursor.fetchall())

    def all(self) -> list[tuple[Any, ...]]:
        """Every row."""
        return list(self._cursor.fetchall())

    def first(self) -> tuple[Any, ...] | None:
        """The first row."""
        row: tuple[Any, ...] | None = self._cursor.fetchone()
        self._cursor.close()
        return row

    def one(self) -> tuple[Any, ...]:
        """The only row."""
        rows = self.all()
        if len(rows) != 1:
            raise sa.exc.NoResultFound
        return rows[0]

    def scalar(self) -> Any:  # noqa: ANN401  any column
        """The first column of the first row."""
        row = self.first()
        return row[0] if row else None

    def scalar_one(self) -> Any:  # noqa: ANN401  any column
        """The first column of the only row."""
        return self.one()[0]

    def scalars(self) -> "Scalars":
        """The first column."""
        return Scalars([row[0] for row in self._cursor.fetchall()])


class Scalars(list[Any]):
    """The first column of every row."""

    def all(self) -> list[Any]:
        """Every one."""
        return list(self)


class Plain:
    """A connection as cicdesk.store uses it: `exec_driver_sql` and nothing else."""

    def __init__(self, driver: Any) -> None:  # noqa: ANN401  the driver is untyped
        self.driver_connection = driver

    @property
    def connection(self) -> "Plain":
        """What holds the driver's own."""
        return self

    def exec_driver_sql(self, statement: str, parameters: Any = ()) -> Rows:  # noqa: ANN401  rows or one
        """The statement, once or for each row."""
        cursor = self.driver_connection.cursor()
        if isinstance(parameters, list):
            cursor.executemany(statement, cast("Sequence[Any]", parameters))
        else:
            cursor.execute(statement, parameters)
        return Rows(cursor)


class QuickStore(Store):
    """A store whose transactions go straight to SQLCipher."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path, self.key = path, key
        self.on_full = lambda: None
        self._gate, self._in_use, self._closed = threading.Lock(), 0, False
        self._idle: list[Any] = []
        self._pen: Any = None

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        with self._taken(), store_errors():
            driver = self._idle.pop() if self._idle else engine.connect(self.path, self.key)
            try:
                with _transaction(driver, "BEGIN") as connection:
                    yield connection
            finally:
                self._idle.append(driver)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        with self._taken(), store_errors():
            self._pen = self._pen or engine.connect(self.path, self.key)
            with _transaction(self._pen, "BEGIN IMMEDIATE") as connection:
                yield connection

    def checkpoint(self) -> None:
        with self._taken(), store_errors():
            self._pen = self._pen or engine.connect(self.path, self.key)
            self._pen.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _let_go(self) -> None:
        if self._closed and not self._in_use:
            for each in (*self._idle, *([self._pen] if self._pen else [])):
                each.close()
            self._idle, self._pen = [], None


@contextmanager
def _transaction(driver: Any, begin: str) -> Iterator[sa.Connection]:  # noqa: ANN401  the driver is untyped
    driver.execute(begin)
    try:
        yield cast("sa.Connection", Plain(driver))
    except BaseException:
        driver.execute("ROLLBACK")
        raise
    try:
        driver.execute("COMMIT")
    except sqlcipher.Error:
        driver.execute("ROLLBACK")
        raise
