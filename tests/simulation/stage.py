"""Where histories are played, one after the other, over one database."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.simulation.headquarters import Headquarters
from tests.simulation.oracle import Judge
from tests.simulation.world import World, empty_disk, play
from tests.support.profiles import FakeClock

_MEMORY = Path("/dev/shm")


class Stage:
    """A centre, and room for disks."""

    def __init__(self, centre: Headquarters, folder: Path) -> None:
        self.centre = centre
        self.folder = folder
        self.empty = empty_disk(folder)

    def history(self, seed: int, steps: int) -> World:
        """One history, judged; AssertionError says what does not hold."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            world = World(seed, self.centre, Path(folder), self.empty)
            try:
                play(world, steps)
                Judge(world).judge()
            finally:
                world.close()
        return world


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
