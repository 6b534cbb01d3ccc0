"""How a history runs: everything that could differ from one run to the next comes from its seed."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from cicdesk.base import ids
from cicdesk.server.services.accept import Batch
from cicdesk.store.store import Store
from cicdesk.sync import batches, engine, flights, pulling
from cicdesk.wire.messages import Mutation
from tests.simulation import watch
from tests.simulation.line import OneThread
from tests.simulation.machine import KEY
from tests.simulation.world import World

_WATCHED_EVERY = 12

_STOPPED = SimpleNamespace(monotonic=lambda: 0.0)
"""How fast this machine is must not decide how large the batches are."""


@contextmanager
def determined(seed: int) -> Iterator[None]:
    """Names, moments and the pace of the line come from the seed and from nothing else."""
    names = random.Random(f"{seed}/names")
    seeded = SimpleNamespace(urandom=names.randbytes)
    moment = SimpleNamespace(time_ns=lambda: names.randrange(10**18, 2 * 10**18))
    with (
        mock.patch.object(ids, "os", seeded),
        mock.patch.object(ids, "time", moment),
        mock.patch.object(engine, "ThreadPoolExecutor", partial(OneThread, random.Random(f"{seed}/line"))),
        mock.patch.object(batches, "time", _STOPPED),
        mock.patch.object(flights, "time", _STOPPED),
        mock.patch.object(pulling, "time", _STOPPED),
    ):
        yield


@contextmanager
def listening(world: World) -> Iterator[None]:
    """The truth hears what the centre itself writes, also where it dies before its commit."""
    decree = Batch.decree

    def heard(batch: Batch, mutation: Mutation) -> None:
        world.truth.decrees[mutation.id] = mutation
        world.count("decided by the centre")
        decree(batch, mutation)

    with mock.patch.object(Batch, "decree", heard):
        yield


def play(world: World, steps: int) -> None:
    """A whole history up to the moment when everything is at rest again."""
    with determined(world.seed), listening(world):
        world.begin()
        for step in range(steps):
            world.step()
            if step % _WATCHED_EVERY == 0:
                watch.nothing_is_wrong(world)
        world.heal()


def empty_disk(folder: Path) -> bytes:
    """The disk of a laptop that was just set up."""
    path = folder / "empty.db"
    store = Store.create(path, KEY)
    store.checkpoint()
    store.close()
    return path.read_bytes()
