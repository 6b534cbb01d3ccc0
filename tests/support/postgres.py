"""A real PostgreSQL for tests: one cluster a session, a fresh database a test."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from cicdesk.server.embedded import Embedded
from cicdesk.server.settings import Settings
from cicdesk.server.storage import schema
from cicdesk.server.storage.engine import Database

TEMPLATE = "cicdesk_template"


class Cluster:
    """A running cluster with a migrated database to copy from."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._names = (f"cicdesk_test_{os.getpid()}_{n}" for n in itertools.count(1))
        self._template = f"{TEMPLATE}_{os.getpid()}"
        self._run("CREATE DATABASE {}", self._template)
        database = Database(Settings(database=self.url_of(self._template)))
        try:
            schema.migrate(database)
        finally:
            database.close()

    def url_of(self, name: str) -> str:
        """The URL of a database of this cluster."""
        return (
            psycopg.conninfo.make_conninfo(self._url, dbname=name)
            if "://" not in self._url
            else _with(self._url, name)
        )

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The URL of a new database that has all tables and no rows; gone afterwards."""
        name = next(self._names)
        self._run("CREATE DATABASE {} TEMPLATE {}", name, self._template)
        try:
            yield self.url_of(name)
        finally:
            self._run("DROP DATABASE {} WITH (FORCE)", name)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The URL of a new database without tables; gone afterwards."""
        name = next(self._names)
        self._run("CREATE DATABASE {}", name)
        try:
            yield self.url_of(name)
        finally:
            self._run("DROP DATABASE {} WITH (FORCE)", name)

    def close(self) -> None:
        """Remove the template."""
        self._run("DROP DATABASE {} WITH (FORCE)", self._template)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _with(url: str, name: str) -> str:
    start, _, query = url.partition("?")
    return start.rpartition("/")[0] + "/" + name + (f"?{query}" if query else "")


@contextmanager
def cluster() -> Iterator[Cluster]:
    """The cluster of CICDESK_DATABASE_URL, or an embedded one in a temporary folder."""
    given = os.environ.get("CICDESK_DATABASE_URL", "")
    if given:
        made = Cluster(given)
        yield made
        made.close()
        return
    folder = Path(tempfile.mkdtemp(prefix="cicdesk-pg-"))
    try:
        with Embedded(folder) as embedded:
            _hurry(embedded.url)
            made = Cluster(embedded.url)
            yield made
            made.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _hurry(url: str) -> None:
    """Nothing here has to outlive a power cut."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        connection.execute("SELECT pg_reload_conf()")
