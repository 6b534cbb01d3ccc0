"""The database is killed while laptops hand in their work: nothing acknowledged is lost, nothing is there twice."""

import os
import random
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from tests.server.conftest import World
from tests.server.test_crowd import Van
from tests.server.test_workers import SECONDS, held, until
from tests.support import postgres
from tests.support.centres import centre_over
from tests.support.levels import level
from tests.support.live_server import live_server
from tests.support.needs import needs_posix

pytestmark = [pytest.mark.slow, pytest.mark.server]

KILLS = level(change=5, release=50)
VANS = 4


@pytest.fixture
def mortal() -> Iterator[str]:
    """A database in a PostgreSQL that nobody else uses."""
    with postgres.cluster() as cluster, cluster.fresh() as url:
        yield url


def _kill_the_database(url: str, dice: random.Random) -> None:
    """Kill -9 of one of its processes: PostgreSQL throws everybody out and recovers from its log."""
    with psycopg.connect(url, autocommit=True) as looking:
        found = looking.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        pids = [int(row[0]) for row in found]
    if pids:
        os.kill(dice.choice(pids), signal.SIGKILL)
    until(lambda: _answers(url))


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url) as trying:
            return trying.execute("SELECT count(*) FROM record").fetchone() is not None
    except psycopg.OperationalError:
        return False


@needs_posix("signal that kills a process of the database")
def test_what_was_acknowledged_outlives_kills_of_the_database(mortal: str, tmp_path: Path) -> None:
    with ExitStack() as closing:
        centre = closing.enter_context(centre_over(mortal, str(tmp_path / "files")))
        server = closing.enter_context(live_server(["--database", mortal], "--workers", "2"))
        world, dice, over = World(centre, server, closing), random.Random(3), threading.Event()
        office = world.office()
        vans = [Van(world.laptop(office), lambda: server.url) for _each in range(VANS)]

        def work(van: Van) -> None:
            while not over.is_set() and not van.trouble:
                van.work(10)

        threads = [threading.Thread(target=work, args=(van,)) for van in vans]
        for each in threads:
            each.start()
        for _kill in range(KILLS):
            before = sum(len(van.handed_in) for van in vans)
            until(lambda: sum(len(van.handed_in) for van in vans) > before + VANS or _in_trouble(vans))  # noqa: B023  waited for at once
            _kill_the_database(mortal, dice)
        over.set()
        for each in threads:
            each.join(SECONDS)
        assert [words for van in vans for words in van.trouble] == []
        acknowledged = set[str]().union(*(van.handed_in for van in vans))
        until(lambda: _answers(mortal))
        there = held(World(centre, server, closing))
        assert (set(there), len(there)) == (acknowledged, len(acknowledged))


def _in_trouble(vans: list[Van]) -> bool:
    return any(van.trouble for van in vans)
