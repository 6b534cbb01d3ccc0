"""Connections to the encrypted file: the key first, then the settings that make power cuts harmless."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlcipher3 import dbapi2 as sqlcipher

from cicdesk.store.errors import SPOILT, sqlite_number

Connection = sa.Connection
"""One transaction on the file, as services and sync hand it on without knowing SQL's library."""

APPLICATION_ID = 0x43494344
"""`CICD`: tells our files from any other encrypted database."""

_READERS = 3
_WAIT = 30

_SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "busy_timeout=5000",
    "foreign_keys=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "wal_autocheckpoint=1000",
    "cache_size=-6000",
)


def connect(path: Path, key: bytes) -> Any:  # noqa: ANN401  the driver is untyped
    """A driver connection to a file that is there (it may be empty). The key is the first thing said on it."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlcipher.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    said = connection.execute
    try:
        said("PRAGMA cipher_log_level=NONE")
        said(f"PRAGMA key=\"x'{key.hex()}'\"")
        for setting in _SETTINGS:
            said(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def _engine(creator: Callable[[], Any], size: int, begin: str) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=sa.pool.QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=_WAIT,
        # The connection used last is used next: its pages are warm, and the others need not hold them too.
        pool_use_lifo=True,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "handle_error")
    def _open_anew(context: sa.ExceptionContext) -> None:
        if sqlite_number(context.original_exception) in SPOILT:
            context.is_disconnect = True

    return engine


def writer(path: Path, key: bytes) -> sa.Engine:
    """The one connection that writes; a transaction on it holds the write lock from its start.

    It may keep more pages than a reader: a first download touches every index again and again.
    """

    def creator() -> Any:  # noqa: ANN401  the driver is untyped
        connection = connect(path, key)
        connection.execute("PRAGMA cache_size=-32000")
        connection.execute("PRAGMA wal_autocheckpoint=4000")
        return connection

    return _engine(creator, 1, "BEGIN IMMEDIATE")


def readers(path: Path, key: bytes) -> sa.Engine:
    """A few connections that only read, beside the writer."""

    def creator() -> Any:  # noqa: ANN401  the driver is untyped
        connection = connect(path, key)
        connection.execute("PRAGMA query_only=ON")
        return connection

    return _engine(creator, _READERS, "BEGIN")
