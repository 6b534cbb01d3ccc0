"""The connection pool and the two kinds of transaction. Leaving one commits, raising rolls back."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import sqlalchemy as sa
from sqlalchemy import exc

from cicdesk.server.settings import Settings

_TIMEOUTS = (
    "-c statement_timeout=20s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s -c jit=off"
)


Connection = sa.Connection
"""An open transaction, as services hand it on."""


class Busy(Exception):
    """The database is not to be had just now; trying later helps."""


class Database:
    """One pool of connections."""

    def __init__(self, settings: Settings) -> None:
        self._engine = sa.create_engine(
            psycopg_url(settings.database),
            pool_size=settings.pool,
            max_overflow=settings.overflow,
            pool_timeout=settings.pool_wait,
            pool_pre_ping=True,
            hide_parameters=True,  # an error's text names the statement, never what was written
            connect_args={"options": _TIMEOUTS, "application_name": "cicdesk"},
        )
        self._reader = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    @property
    def engine(self) -> sa.Engine:
        """For migrations."""
        return self._engine

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that may write; each statement sees what was committed before it."""
        with _told_apart(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one moment and takes no locks."""
        with _told_apart(), self._reader.begin() as connection:
            yield connection


@contextmanager
def _told_apart() -> Iterator[None]:
    """Turn what passes by itself into Busy; anything else stays what it is."""
    try:
        yield
    except exc.TimeoutError as error:
        raise Busy from error
    except exc.OperationalError as error:
        raise Busy from error
    except psycopg.OperationalError as error:
        raise Busy from error


def psycopg_url(url: str) -> str:
    """The URL with the driver named, whichever way the administrator wrote it."""
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else url
