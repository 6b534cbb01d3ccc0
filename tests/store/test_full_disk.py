"""A full disk: said so, nothing lost, ballast dropped, and it goes on once there is room."""

import subprocess
import sys
from pathlib import Path

from cicdesk.base.paths import Home
from cicdesk.services.desk import BALLAST
from cicdesk.store import engine
from tests.support.levels import level
from tests.support.needs import needs_posix
from tests.support.profiles import PASSPHRASE, USER, fresh_desk, session_at

LEVELS = level(change=50, release=500)
"""Different sizes at which the disk is full."""
START = """
import sys, types, resource
sys.modules["tests"] = ours = types.ModuleType("tests")
ours.__path__ = ["tests"]
from pathlib import Path
from cicdesk.base.paths import Home
from cicdesk.store.drafts import Draft
from cicdesk.store.errors import DiskFull
from tests.support.profiles import PASSPHRASE, USER, session_at
home = Home(Path(sys.argv[1]))
session = session_at(home)
desk = session.unlock(USER, PASSPHRASE)
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
made, refused = [], 0
for room in range(20_000, 200_000, 180_000 // int(sys.argv[2])):
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    for n in range(40):
        try:
            made.append(desk.records.create("person", {"given_names": "N" * 150})[0].id)
            desk.drafts.save(Draft(id="d", kind="person", user=USER, values={"n": len(made)}))
        except DiskFull:
            refused += 1
            assert len(desk.records.list("person", limit=-1)) >= len(made)
            break
resource.setrlimit(resource.RLIMIT_FSIZE, limits)
made.append(desk.records.create("person", {"given_names": "Zuletzt"})[0].id)
held = {each.id for each in desk.records.list("person", limit=-1)}
assert set(made) <= held
assert refused > 5, refused
assert not home.ballast.exists()
print("good", len(made))
session.close()
"""


@needs_posix("limit of a file's size; the error itself is tried everywhere")
def test_a_full_disk_loses_nothing(home: Home) -> None:
    session = session_at(home)
    fresh_desk(session)
    session.close()
    assert home.ballast.stat().st_size == BALLAST
    done = subprocess.run(
        [sys.executable, "-c", START, str(home.folder), str(LEVELS)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.stdout.startswith("good"), done.stderr
    session = session_at(home)
    desk = session.unlock(USER, PASSPHRASE)
    raw = engine.connect(home.database, desk.context.store.key)
    assert raw.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    raw.close()
    assert home.ballast.exists()
    session.close()
