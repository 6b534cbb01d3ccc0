"""A real server process and profiles enrolled with it, for measuring."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from cicdesk.base.clock import SystemClock
from cicdesk.base.ids import new_id
from cicdesk.base.paths import Home
from cicdesk.schema.records import spec_of
from cicdesk.server.app import make_centre
from cicdesk.server.embedded import Embedded
from cicdesk.server.services.directory import DirectoryService
from cicdesk.server.settings import Settings
from cicdesk.services import edits
from cicdesk.services.desk import Desk
from cicdesk.services.session import Session
from cicdesk.store import pending, records
from cicdesk.store.keys import NoKeystore
from cicdesk.store.keyslots import Argon
from cicdesk.sync.exchange import Exchange
from cicdesk.sync.wish import Wish

CHEAP = Argon(8 * 1024, 1, 1)
PASSPHRASE = "six made up words for measuring"
_CHUNK = 2_000


@dataclass(slots=True)
class Laptop:
    """One open, enrolled profile."""

    session: Session
    desk: Desk
    exchange: Exchange

    def close(self) -> None:
        """Let go of it."""
        self.exchange.close()
        self.session.close()


class Centre:
    """A server of its own in a folder."""

    def __init__(self, folder: Path, workers: int = 1) -> None:
        self._folder = folder
        self._workers = str(workers)
        self._command = [sys.executable, "-m", "cicdesk.server.cli", "--embedded", str(folder), "--json"]
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def staffed(self, office: str, user: str) -> None:
        """Add an office with one coordinator."""
        with self._inside() as inside:
            inside.add_office(office, office, "main")
            inside.add_user(user, "coordinator", [office])

    def code(self, user: str, name: str, office: str) -> str:
        """A one-time code for a laptop."""
        with self._inside() as inside:
            return inside.make_code(user, name, office)[0]

    @contextmanager
    def _inside(self) -> Iterator[DirectoryService]:
        """What the server's commands use; to start a program for each would take longer than what is measured."""
        with Embedded(self._folder) as cluster:
            made = make_centre(Settings(database=cluster.url))
            try:
                yield made.directory
            finally:
                made.close()

    def start(self) -> None:
        """Serve until `stop`."""
        self._process = subprocess.Popen(  # noqa: S603  our own program
            [*self._command, "serve", "--host", "127.0.0.1", "--port", "0", "--workers", self._workers],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        self.url = str(json.loads(self._process.stdout.readline())["url"])

    def scratch(self) -> str:
        """Another database of the same PostgreSQL."""
        with Embedded(self._folder) as cluster:
            with psycopg.connect(cluster.url, autocommit=True) as connection:
                if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'scratch'").fetchone():
                    connection.execute("CREATE DATABASE scratch")
            before, _, after = cluster.url.partition("?")
            return before.rsplit("/", 1)[0] + "/scratch" + ("?" + after if after else "")

    def stop(self) -> None:
        """End the server and its database."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)


@contextmanager
def centre(folder: Path, workers: int = 1) -> Iterator[Centre]:
    """A centre, serving."""
    made = Centre(folder, workers)
    made.start()
    try:
        yield made
    finally:
        made.stop()


def laptop(home: Path, made: Centre, user: str, name: str, office: str) -> Laptop:
    """A new profile, enrolled."""
    code = made.code(user, name, office)
    session = Session(Home.at(home), SystemClock(), NoKeystore, CHEAP)
    desk = session.create(user, user, PASSPHRASE, without_keyring=True)
    exchange = Exchange(desk.context.store, SystemClock())
    desk.placed(exchange.enrol(Wish(made.url, code, user, user)), user)
    return Laptop(session, desk, exchange)


def reopened(home: Path, user: str) -> Laptop:
    """A profile that is enrolled already."""
    session = Session(Home.at(home), SystemClock(), NoKeystore, CHEAP)
    desk = session.unlock(user, PASSPHRASE)
    return Laptop(session, desk, Exchange(desk.context.store, SystemClock()))


def offline_edits(desk: Desk, people: list[dict[str, Any]]) -> None:
    """Registrations made offline, put into the outbox as saving does it."""
    spec, now = spec_of("person"), desk.context.now()
    for start in range(0, len(people), _CHUNK):
        with desk.context.store.write() as connection:
            made = [_mutation(desk, spec, values, now) for values in people[start : start + _CHUNK]]
            for mutation in made:
                records.add_empty(connection, mutation.id, mutation.file, mutation.kind)
            pending.add_many(connection, made)
            records.refresh(connection, [m.id for m in made])


def _mutation(desk: Desk, spec: Any, values: dict[str, Any], now: int) -> Any:  # noqa: ANN401  bench glue
    record = new_id()
    return edits.creation(spec, record, record, {**values, "office": desk.office}, desk.user, now)


def quiet_environment() -> None:
    """Measure without a keyring in the way."""
    os.environ["CICDESK_NO_KEYRING"] = "1"
