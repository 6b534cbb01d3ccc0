"""`python -m tests.soak --minutes 60`: fifty laptops work on and on; the server neither grows nor drifts.

Every laptop hands in new persons, edits old ones and reads what others did, in sessions with pauses. Memory and
open files of the workers are looked at every minute; after each round of a laptop its digest is the server's.
"""

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from cicdesk.server.app import make_centre
from cicdesk.server.settings import Settings
from tests.server.conftest import World
from tests.server.test_crowd import Van
from tests.server.test_workers import children
from tests.support import postgres
from tests.support.devices import edit, new_person
from tests.support.live_server import LiveServer, live_server

LAPTOPS, OFFICES, WORKERS = 50, 5, 2
PAUSE = (1.0, 6.0)
"""Seconds between two sessions of a laptop."""
MOST_KEPT = 200
"""Persons that a laptop goes on editing: what is stored grows, what one session costs does not."""
WARM = 0.25
"""Of the time, until everything has been loaded that ever will be."""
GROWTH = 1.10


@dataclass
class Watch:
    """What the workers took, minute by minute."""

    server: LiveServer
    memory: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    def look(self) -> None:
        """Megabytes and open files of all workers together."""
        pids = children(self.server)
        self.memory.append(sum(_megabytes(pid) for pid in pids))
        self.files.append(sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids))


def _megabytes(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / (1 << 20)


@dataclass
class Worker:
    """One laptop's day without end."""

    van: Van
    stop: threading.Event
    sessions: int = 0
    trouble: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Until told to stop."""
        laptop, dice = self.van.laptop, random.Random(self.van.laptop.device)
        known = [new_person(laptop.user, laptop.office)]
        try:
            laptop.push(*known)
            while not self.stop.wait(dice.uniform(*PAUSE)):
                if len(known) < MOST_KEPT and dice.random() < 0.2:
                    known.append(new_person(laptop.user, laptop.office))
                    laptop.push(known[-1])
                else:
                    field_name = f"note/{self.sessions}"
                    laptop.push(edit(dice.choice(known), laptop.user, {field_name: True}, {}))
                self.van.read()
                self.sessions += 1
        except Exception as error:  # noqa: BLE001  it is what is asked for
            self.trouble.append(repr(error))


def main(arguments: list[str]) -> int:
    """Work, look, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    minutes = parser.parse_args(arguments).minutes
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="cicdesk-soak-")))
        database = closing.enter_context(closing.enter_context(postgres.cluster()).fresh())
        server = closing.enter_context(
            live_server(["--database", database], "--workers", str(WORKERS), files=folder / "files")
        )
        centre = make_centre(Settings(database=database))
        closing.callback(centre.close)
        world = World(centre, server, closing)
        return _soak(world, server, minutes * 60)


def _soak(world: World, server: LiveServer, seconds: float) -> int:
    offices = [world.office() for _each in range(OFFICES)]
    stop, watch = threading.Event(), Watch(server)
    workers = [
        Worker(Van(world.laptop(offices[n % OFFICES]), lambda: server.url), stop) for n in range(LAPTOPS)
    ]
    threads = [threading.Thread(target=each.run) for each in workers]
    for each in threads:
        each.start()
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        watch.look()
        stop.wait(min(60.0, left))
    stop.set()
    for each in threads:
        each.join()
    return _judge(workers, watch)


def _judge(workers: list[Worker], watch: Watch) -> int:
    warm = watch.memory[int(len(watch.memory) * WARM) :]
    part = max(1, len(warm) // 4)
    first, last = statistics.median(warm[:part]), statistics.median(warm[-part:])
    files = watch.files[int(len(watch.files) * WARM) :]
    trouble = [words for each in workers for words in each.trouble]
    for each in workers:
        each.van.read()
    digests = {
        (each.van.laptop.office, tuple(each.van.laptop.digest(f"c:{each.van.laptop.office}")))
        for each in workers
    }
    sys.stdout.write(
        f"{sum(each.sessions for each in workers)} sessions of {LAPTOPS} laptops\n"
        f"  memory of the workers {first:.0f} MB, at the end {last:.0f} MB ({last / first:.2f} times)\n"
        f"  open files {files[0]}, at the end {files[-1]}\n"
        f"  digests {len(digests)} of {OFFICES} offices; {len(trouble)} laptops in trouble {trouble[:3]}\n"
    )
    good = (
        last <= GROWTH * first
        and max(files) <= files[0] + LAPTOPS
        and len(digests) == OFFICES
        and not trouble
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
