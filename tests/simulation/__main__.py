"""Long runs: `python -m tests.simulation --histories 500 --steps 120`; one history again: `--seed N`."""

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.simulation.headquarters import Headquarters
from tests.simulation.oracle import Judge
from tests.simulation.world import World, empty_disk, play
from tests.support import postgres
from tests.support.profiles import FakeClock


class Stage:
    """Where histories are played, one after the other, over one database."""

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
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        dir=memory if memory.is_dir() else None, prefix="cicdesk-sim-"
    ) as folder:
        centre = Headquarters(url, Path(folder), FakeClock())
        try:
            yield Stage(centre, Path(folder))
        finally:
            centre.close()


def main(arguments: list[str]) -> int:
    """The number of histories that failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--histories", type=int, default=100)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1, help="the first one; each history has the next")
    options = parser.parse_args(arguments)
    failed: list[int] = []
    counts: Counter[str] = Counter()
    started = time.monotonic()
    with postgres.cluster() as cluster, cluster.fresh() as url, stage(url) as ours:
        for seed in range(options.seed, options.seed + options.histories):
            try:
                counts += ours.history(seed, options.steps).truth.counts
            except Exception as error:  # noqa: BLE001  whatever it is, it is this seed's verdict
                failed.append(seed)
                last = traceback.extract_tb(error.__traceback__)[-1]
                print(f"seed {seed}: {type(error).__name__} in {last.name}: {str(error)[:600]}", flush=True)
    print(f"{options.histories} histories of {options.steps} steps in {time.monotonic() - started:.0f} s")
    print(f"{len(failed)} failing: {failed}")
    for what, count in counts.most_common():
        print(f"{count:8} {what}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
