"""Where histories are played, one after the other, over one database."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.simulation.course import empty_disk, play
from tests.simulation.headquarters import Headquarters
from tests.simulation.oracle import Judge
from tests.simulation.world import World
from tests.support.profiles import FakeClock

STEPS = 80
"""Of a history that is not told otherwise."""
_MEMORY = Path("/dev/shm")


class Stage:
    """A centre, and room for disks."""

    def __init__(self, centre: Headquarters, folder: Path) -> None:
        self.centre = centre
        self.folder = folder
        self.empty = empty_disk(folder)

    @contextmanager
    def world(self, seed: int, *, merging: bool = False) -> Iterator[World]:
        """A world where nothing has happened yet; everything is switched off in the end."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            world = World(seed, self.centre, Path(folder), self.empty, merging=merging)
            try:
                yield world
            finally:
                world.close()

    def history(self, seed: int, steps: int, *, merging: bool = False) -> World:
        """One history, judged; AssertionError says what does not hold. `merging`: coordinators join files."""
        with self.world(seed, merging=merging) as world:
            play(world, steps)
            Judge(world).judge()
        return world

    def trace(self, seed: int, steps: int) -> str:
        """The checksum of a history."""
        with self.world(seed) as world:
            play(world, steps)
            return world.trace()


@contextmanager
def stage(url: str) -> Iterator[Stage]:
    """A stage over this database; its disks lie in memory where that is to be had."""
    memory = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory, prefix="cicdesk-histories-") as folder:
        centre = Headquarters(url, Path(folder), FakeClock())
        try:
            yield Stage(centre, Path(folder))
        finally:
            centre.close()
