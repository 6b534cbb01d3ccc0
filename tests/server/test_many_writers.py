"""Eight writers at once on few records, a third of all pushes repeated: nothing stale, nothing twice, nothing lost.

Without the lock on the clock row the same must go wrong, or this test sees nothing.
"""

import random
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
import sqlalchemy as sa

from cicdesk.server.storage import commits, tables
from cicdesk.wire.messages import Mutation
from tests.support.devices import Laptop, edit, new_person
from tests.support.levels import level

if TYPE_CHECKING:
    from tests.server.conftest import World

WRITERS, PULLERS, PEOPLE = 8, 2, 12
PUSHES = level(change=125, release=6_250)
"""Of each writer."""
REPEATED = 0.3
WITHOUT_LOCK = 12


@dataclass
class Storm:
    """Writers that each replace what they last saw, and readers beside them."""

    writers: list[Laptop]
    readers: list[Laptop]
    people: list[Mutation]
    sent: dict[str, Mutation] = field(default_factory=dict)
    trouble: list[Exception] = field(default_factory=list)

    def blow(self, pushes: int) -> None:
        """All at once; whatever goes wrong is noted."""
        writing = [
            threading.Thread(target=self._noting, args=(self._write, laptop, n, pushes))
            for n, laptop in enumerate(self.writers)
        ]
        done = threading.Event()
        reading = [
            threading.Thread(target=self._noting, args=(self._read, laptop, done)) for laptop in self.readers
        ]
        for each in (*writing, *reading):
            each.start()
        for each in writing:
            each.join()
        done.set()
        for each in reading:
            each.join()

    def _noting(self, deed: Any, *arguments: object) -> None:  # noqa: ANN401  a method of ours
        try:
            deed(*arguments)
        except Exception as error:  # noqa: BLE001  it is what the test asks for
            self.trouble.append(error)

    def _write(self, laptop: Laptop, n: int, pushes: int) -> None:
        dice = random.Random(n)
        for count in range(pushes):
            person = dice.choice(self.people)
            change = edit(person, laptop.user, {f"note/{n}x{count}": True}, {})
            self.sent[change.id] = change
            laptop.push(change)
            if dice.random() < REPEATED:
                laptop.push(change)

    def _read(self, laptop: Laptop, done: threading.Event) -> None:
        while not done.is_set():
            laptop.pull()


@pytest.fixture
def storm(own_world: "World") -> Storm:
    """A dozen people at one office, known to all."""
    office = own_world.office()
    laptops = [own_world.laptop(office) for _ in range(WRITERS + PULLERS)]
    people = [new_person(laptops[0].user, office) for _ in range(PEOPLE)]
    laptops[0].push(*people)
    return Storm(laptops[:WRITERS], laptops[WRITERS:], people)


def _stale(world: "World", storm: Storm) -> list[str]:
    """Records of which a reader holds something else than the server."""
    with world.centre.database.reading() as connection:
        rows = connection.execute(sa.select(tables.record.c.rid, tables.record.c.seq))
        held = {row.rid: row.seq for row in rows}
    return [rid for reader in storm.readers for rid, seq in held.items() if reader.records[rid].seq != seq]


def test_nothing_is_stale_and_nothing_is_there_twice(own_world: "World", storm: Storm) -> None:
    storm.blow(PUSHES)
    assert storm.trouble == []
    for reader in storm.readers:
        reader.pull()
    assert _stale(own_world, storm) == []
    written = {name for change in storm.sent.values() for name in change.set}
    for reader in storm.readers:
        shown = [name for data in reader.visible().values() for name in data if name.startswith("note/")]
        assert (set(shown), len(shown)) == (written, len(written))
    with own_world.centre.database.reading() as connection:
        answered = connection.execute(sa.select(sa.func.count()).select_from(tables.mutation)).scalar_one()
    assert answered == len(storm.sent) + len(storm.people)


def test_without_the_lock_it_goes_wrong(own_world: "World", storm: Storm) -> None:
    read = commits.read_clock

    def free(connection: Any, known: Any, *, lock: bool) -> Any:  # noqa: ANN401  as the original
        return read(connection, known, lock=False)

    with mock.patch.object(commits, "read_clock", free):
        storm.blow(WITHOUT_LOCK)
    assert storm.trouble
