"""A laptop that is killed while it saves a package or takes an answer in: forks a child for each order.

Each line of its input is an order, a profile and a path; each line of its output is the child's id,
something finished, or `over`.
"""

import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cicdesk.sync.courier import Courier
from tests.support.laptops import ROOT, QuickLaptop

START = """
import sys, types
sys.modules["tests"] = ours = types.ModuleType("tests")  # not the folder of that name of some library
ours.__path__ = ["tests"]
from tests.support.killed_courier import main
main()
"""


def courier_of(laptop: QuickLaptop) -> Courier:
    """What a laptop does with packages."""
    desk = laptop.script._desk
    return Courier(desk.context.store, laptop.script._exchange, laptop.clock, desk.search.catch_up)


class Killer:
    """The process that forks."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def kill(self, what: str, home: Path, path: Path, lines: int, after: float) -> list[str]:
        """What the child said before it was killed: so long after it had said so many things."""
        orders, heard = self._process.stdin, self._process.stdout
        assert orders is not None
        assert heard is not None
        orders.write(f"{what}\t{home}\t{path}\n")
        orders.flush()
        pid = int(heard.readline())
        said = [heard.readline().strip() for _line in range(lines + 1)]
        assert said[0] == "ready", said
        plug = threading.Timer(after, os.kill, (pid, signal.SIGKILL))
        plug.start()
        for line in heard:
            if line == "over\n":
                break
            said.append(line.strip())
        plug.join()
        return said[1:]


@contextmanager
def killer() -> Iterator[Killer]:
    """The process that forks, ended afterwards."""
    with subprocess.Popen(
        [sys.executable, "-c", START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "CICDESK_NO_KEYRING": "1"},
    ) as process:  # fmt: skip
        yield Killer(process)
        assert process.stdin is not None
        process.stdin.close()


def say(words: object) -> None:
    """A line to the parent, at once."""
    os.write(1, f"{words}\n".encode())


def child(what: str, home: str, path: str) -> None:
    """Work until killed."""
    laptop = QuickLaptop(home=Path(home))
    say("ready")
    if what == "take":
        courier_of(laptop).take_in(Path(path))
        say("taken")
        signal.pause()
    for n in itertools.count():
        laptop.person(f"Kolejna{os.getpid()}-{n}")
        say(courier_of(laptop).save(Path(path)).path.name)


def main() -> None:
    """Fork for each order."""
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            child(*line.rstrip("\n").split("\t"))
        say(pid)
        os.waitpid(pid, 0)
        say("over")


if __name__ == "__main__":
    main()
