"""One process a profile, however many start at once and however the one before it ended."""

import subprocess
import sys
from pathlib import Path

import pytest

from cicdesk.base.paths import Home
from tests.support.levels import level
from tests.support.needs import needs_posix

STARTS = level(change=50, release=500)
AT_ONCE = 4
ROUNDS = """
import os, signal, sys
from pathlib import Path
from cicdesk.store.instance import AlreadyRunning, Instance

path, starts, at_once = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for _start in range(starts):
    gate, opened = os.pipe()
    tell, told = os.pipe()
    children = []
    for _each in range(at_once):
        if not (child := os.fork()):
            os.close(opened)
            os.read(gate, 1)  # until all are there
            try:
                held = Instance(path)
                os.write(told, b"%d has it\\n" % os.getpid())
                signal.pause()
            except AlreadyRunning:
                os.write(told, b"%d is refused\\n" % os.getpid())
            os._exit(0)
        children.append(child)
    os.close(gate)
    os.close(opened)
    lines = b""
    while lines.count(b"\\n") < at_once:
        lines += os.read(tell, 4096)
    winners = [int(line.split()[0]) for line in lines.splitlines() if line.endswith(b"has it")]
    assert len(winners) == 1, lines
    os.kill(winners[0], signal.SIGKILL)  # its lock is nobody's now
    for child in children:
        os.waitpid(child, 0)
    os.close(tell)
    os.close(told)
print("one at a time")
"""


@pytest.mark.slow
@needs_posix("fork; a second start is refused everywhere in test_session")
def test_of_those_that_start_at_once_one_has_the_profile_and_a_kill_frees_it(home: Home) -> None:
    home.folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", ROUNDS, str(home.folder / "lock"), str(STARTS), str(AT_ONCE)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.stdout == "one at a time\n", done.stderr
