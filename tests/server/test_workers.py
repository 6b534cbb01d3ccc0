"""Several workers on one database: stopped, killed, crowded and locked out while laptops go on writing."""

import http.client
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from cicdesk.server.app import Centre
from cicdesk.server.storage import tables
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import Mutation
from tests.server.conftest import World
from tests.server.test_many_writers import PULLERS, WRITERS, Storm
from tests.support.devices import Laptop, RefusedByServer, new_person, wire_of
from tests.support.levels import level
from tests.support.live_server import LiveServer, live_server
from tests.support.strict_server import strict_server

pytestmark = [pytest.mark.slow, pytest.mark.server]

WORKERS = 3
REPEATED = 0.3
SECONDS = 60.0
PUSHES = 15
"""Of each writer."""
ROLLED, KILLED = level(change=6, release=30), level(change=50, release=1_000)
"""Workers that are asked to end, and that are killed, one after the other."""


@pytest.fixture
def crew(database_url: str) -> Iterator[LiveServer]:
    """A server of several processes over this test's own database."""
    with live_server(["--database", database_url], "--workers", str(WORKERS)) as running:
        yield running


@pytest.fixture
def busy_world(centre: Centre, crew: LiveServer) -> Iterator[World]:
    with ExitStack() as closing:
        yield World(centre, crew, closing)


def children(server: LiveServer) -> list[int]:
    """The workers' process ids."""
    pid = server.process.pid
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return sorted(int(each) for each in listed.split())


def until(holds: Callable[[], bool]) -> None:
    """Wait for it."""
    looking, deadline = threading.Event(), time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline
        looking.wait(0.05)


@dataclass
class Writer:
    """A laptop that hands in one person after another, each again until it was answered, some of them twice."""

    laptop: Laptop
    stop: threading.Event
    pause: float = 0.0
    acknowledged: set[str] = field(default_factory=set)
    broken_off: int = 0
    trouble: list[Exception] = field(default_factory=list)

    def work(self) -> None:
        """Until told to stop."""
        dice = random.Random(self.laptop.device)
        while not self.stop.is_set():
            person = new_person(self.laptop.user, self.laptop.office)
            for _again in range(2 if dice.random() < REPEATED else 1):
                while not self._hand_in(person) and not self.trouble:
                    pass
            self.acknowledged.add(person.id)
            self.stop.wait(self.pause)

    def _hand_in(self, person: Mutation) -> bool:
        wire_of(self.laptop).close()  # each time anew, so that it meets every worker
        try:
            self.laptop.push(person)
        except (ConnectionError, http.client.HTTPException):
            self.broken_off += 1
            return False
        except Exception as error:  # noqa: BLE001  it is what the test asks for
            self.trouble.append(error)
            return False
        return True


def one_after_the_other(crew: LiveServer, how: signal.Signals, count: int) -> None:
    """End workers in turn, each after the one before was replaced."""
    for worker in children(crew)[:count]:
        os.kill(worker, how)
        until(partial(_replaced, crew, worker))


def _replaced(crew: LiveServer, worker: int) -> bool:
    now = children(crew)
    return worker not in now and len(now) == WORKERS


def held(world: World) -> list[str]:
    """The ids of all records at the centre, once for each time that they are there."""
    with world.centre.database.reading() as connection:
        return list(connection.execute(sa.select(tables.record.c.rid)).scalars())


@pytest.mark.parametrize(("how", "count"), [(signal.SIGTERM, ROLLED), (signal.SIGKILL, KILLED)])
def test_workers_end_one_by_one_while_laptops_write(
    how: signal.Signals, count: int, busy_world: World, crew: LiveServer
) -> None:
    office, stop = busy_world.office(), threading.Event()
    writers = [Writer(busy_world.laptop(office), stop) for _each in range(4)]
    threads = [threading.Thread(target=each.work) for each in writers]
    for each in threads:
        each.start()
    try:
        one_after_the_other(crew, how, count)
    finally:
        stop.set()
        for each in threads:
            each.join()
    assert [each.trouble for each in writers] == [[]] * len(writers)
    if how is signal.SIGTERM:
        assert sum(each.broken_off for each in writers) == 0, "what is under way is answered"
    acknowledged = {rid for each in writers for rid in each.acknowledged}
    assert len(acknowledged) > 20
    there = held(busy_world)
    assert (set(there), len(there)) == (acknowledged, len(acknowledged))
    reader = busy_world.laptop(office)
    reader.pull()
    assert reader.visible().keys() == acknowledged


def test_eight_writers_and_their_repeats_over_several_workers(busy_world: World) -> None:
    office = busy_world.office()
    laptops = [busy_world.laptop(office) for _each in range(WRITERS + PULLERS)]
    people = [new_person(laptops[0].user, office) for _each in range(12)]
    laptops[0].push(*people)
    storm = Storm(laptops[:WRITERS], laptops[WRITERS:], people)
    storm.blow(PUSHES)
    assert storm.trouble == []
    written = {name for change in storm.sent.values() for name in change.set}
    for reader in storm.readers:
        reader.pull()
        shown = [name for data in reader.visible().values() for name in data if name.startswith("note/")]
        assert (set(shown), len(shown)) == (written, len(written))


def test_more_than_there_is_room_for_are_told_when_to_come_back(database_url: str, centre: Centre) -> None:
    with ExitStack() as closing:
        server = closing.enter_context(strict_server(database_url, in_flight=4))
        world = World(centre, server, closing)
        office = world.office()
        laptops = [world.laptop(office) for _each in range(12)]
        done: list[int] = []
        refused: list[RefusedByServer] = []

        def push(laptop: Laptop) -> None:
            try:
                laptop.push(new_person(laptop.user, office))
                done.append(1)
            except RefusedByServer as refusal:
                refused.append(refusal)

        threads = [threading.Thread(target=push, args=(each,)) for each in laptops]
        with psycopg.connect(database_url) as holding:
            holding.execute("SELECT * FROM clock FOR UPDATE")
            for each in threads:
                each.start()
            until(lambda: len(refused) == len(laptops) - 4)
            holding.rollback()
        for each in threads:
            each.join()
        assert len(done) == 4
        assert {(each.status, each.refusal.error) for each in refused} == {(503, WireError.BUSY)}
        waits = {each.refusal.retry_after for each in refused}
        assert min(waits) >= 2
        assert len(waits) > 1, "each at another moment"


def test_a_database_that_threw_everybody_out_is_asked_again(database_url: str, centre: Centre) -> None:
    with ExitStack() as closing:
        server = closing.enter_context(strict_server(database_url, pool=2, overflow=0))
        world = World(centre, server, closing)
        laptop = world.laptop(world.office())
        laptop.push(new_person(laptop.user, laptop.office))
        with psycopg.connect(database_url, autocommit=True) as administering:
            administering.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        laptop.push(new_person(laptop.user, laptop.office))
        laptop.pull()
        assert len(laptop.visible()) == 2
