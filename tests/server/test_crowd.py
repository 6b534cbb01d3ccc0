"""Many laptops at once, and many coming back after an outage: all are served, nothing is lost, memory stays small."""

import http.client
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cicdesk.server.app import Centre
from cicdesk.wire.errors import WireError
from tests.server.conftest import World
from tests.server.test_workers import children
from tests.support.devices import Laptop, RefusedByServer, new_person, wire_of
from tests.support.levels import level
from tests.support.live_server import LiveServer, live_server

pytestmark = [pytest.mark.slow, pytest.mark.server]

LAPTOPS, RETURNING = level(change=40, release=200), level(change=100, release=500)
OFFICES, EDITS, AT_ONCE = 8, 50, 10
MEGABYTES = 500
"""That one worker may take."""
PATIENCE = 300.0


@pytest.fixture
def crew(database_url: str) -> Iterator[LiveServer]:
    with live_server(["--database", database_url], "--workers", "2") as running:
        yield running


@pytest.fixture
def crowded(centre: Centre, crew: LiveServer) -> Iterator[World]:
    with ExitStack() as closing:
        yield World(centre, crew, closing)


@dataclass
class Van:
    """A laptop that does as it is told: busy means later, and a line that broke means once more."""

    laptop: Laptop
    port: Callable[[], str]
    handed_in: set[str] = field(default_factory=set)
    trouble: list[str] = field(default_factory=list)

    def work(self, edits: int) -> None:
        """Hand in so many persons, some at a time, and read what others did."""
        try:
            for _batch in range(edits // AT_ONCE):
                people = [new_person(self.laptop.user, self.laptop.office) for _each in range(AT_ONCE)]
                self._patiently(partial(self.laptop.push, *people))
                self.handed_in.update(each.id for each in people)
            self.read()
        except Exception as error:  # noqa: BLE001  it is what the test asks for
            self.trouble.append(repr(error))

    def read(self) -> None:
        """What is new."""
        self._patiently(self.laptop.pull)

    def _patiently(self, deed: Callable[[], object]) -> None:
        dice, ended = random.Random(self.laptop.device), time.monotonic() + PATIENCE
        while time.monotonic() < ended:
            try:
                deed()
            except RefusedByServer as refusal:
                if refusal.refusal.error not in {WireError.BUSY, WireError.TOO_MANY}:
                    raise
                threading.Event().wait(refusal.refusal.retry_after * dice.uniform(0.8, 1.2))
            except (ConnectionError, http.client.HTTPException, TimeoutError):
                wire_of(self.laptop).close()
                wire_of(self.laptop).url = self.port()
                threading.Event().wait(dice.uniform(0.1, 1.0))
            else:
                return
        raise TimeoutError


def _all_at_once(vans: list[Van], edits: int) -> None:
    threads = [threading.Thread(target=van.work, args=(edits,)) for van in vans]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [words for van in vans for words in van.trouble] == []


def _nothing_is_missing(vans: list[Van]) -> None:
    """Everybody of an office sees what everybody of it handed in, once, and all digests are equal."""
    for office in {van.laptop.office for van in vans}:
        here = [van for van in vans if van.laptop.office == office]
        wanted = set[str]().union(*(van.handed_in for van in here))
        for van in here:
            van.read()
            assert van.laptop.visible().keys() == wanted
        assert len({tuple(van.laptop.digest(f"c:{office}")) for van in here}) == 1


def _largest(server: LiveServer) -> float:
    """Megabytes of the largest worker."""
    status = [Path(f"/proc/{pid}/status").read_text(encoding="ascii") for pid in children(server)]
    found = [re.search(r"VmRSS:\s+(\d+) kB", each) for each in status]
    return max(int(each[1]) / 1024 for each in found if each)


def test_forty_laptops_with_a_days_work_each_end_equal(crowded: World, crew: LiveServer) -> None:
    offices = [crowded.office() for _each in range(OFFICES)]
    vans = [Van(crowded.laptop(offices[n % OFFICES]), lambda: crew.url) for n in range(LAPTOPS)]
    _all_at_once(vans, EDITS)
    _nothing_is_missing(vans)
    assert _largest(crew) < MEGABYTES


def test_a_hundred_that_waited_for_the_centre_are_all_served(
    database_url: str, centre: Centre, crowded: World, crew: LiveServer
) -> None:
    offices = [crowded.office() for _each in range(OFFICES)]
    where = [crew.url]
    vans = [Van(crowded.laptop(offices[n % OFFICES]), lambda: where[0]) for n in range(RETURNING)]
    crew.stop()
    threads = [threading.Thread(target=van.work, args=(AT_ONCE,)) for van in vans]
    for each in threads:
        each.start()
    with live_server(["--database", database_url], "--workers", "2") as back:
        assert urlsplit(back.url).port != urlsplit(crew.url).port
        where[0] = back.url
        for each in threads:
            each.join()
        assert [words for van in vans for words in van.trouble] == []
        _nothing_is_missing(vans)
        assert _largest(back) < MEGABYTES
