"""A laptop that works until it is killed: forks a child for each order, because starting Python takes longer than the work.

Each line of its input is an order and a profile; each line of its output is the child's id, `ready`, something that was
finished, or `over`.
"""

import itertools
import os
import secrets
import sys
from pathlib import Path

from tests.support.killed_courier import courier_of
from tests.support.laptops import QuickLaptop

FILE_BYTES = 300 << 10


def say(*words: object) -> None:
    """A line to the parent, at once."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def edits(laptop: QuickLaptop) -> None:
    """Persons, each renamed."""
    for n in itertools.count():
        person = laptop.person(f"Nowa{os.getpid()}-{n}")
        say("person", person)
        laptop.edit(person, email=f"{n}@example.org")
        say("edited", person, f"{n}@example.org")


def syncs(laptop: QuickLaptop) -> None:
    """A few persons, handed in."""
    for n in itertools.count():
        for each in range(5):
            say("person", laptop.person(f"Wysłana{os.getpid()}-{n}-{each}"))
        laptop.sync()
        say("synced", n)


def files(laptop: QuickLaptop) -> None:
    """Files, attached and sent."""
    for n in itertools.count():
        person = laptop.person(f"Plik{os.getpid()}-{n}")
        say("person", person)
        path = laptop.home / "scan.jpg"
        path.write_bytes(b"\xff\xd8\xff\xe0" + secrets.token_bytes(FILE_BYTES))
        made = laptop.do("attach", person=person, path=str(path))
        say("file", made["id"], made["sha256"])
        laptop.sync()
        laptop.do("sync_files")


def packages(laptop: QuickLaptop) -> None:
    """Packages for a stick that lies beside the profile."""
    for n in itertools.count():
        say("person", laptop.person(f"Paczka{os.getpid()}-{n}"))
        say("package", courier_of(laptop).save(laptop.home.parent / "stick").path.name)


ORDERS = {"edits": edits, "syncs": syncs, "files": files, "packages": packages}


def main() -> None:
    """Fork for each order."""
    for line in sys.stdin:
        what, home = line.rstrip("\n").split("\t")
        pid = os.fork()
        if not pid:
            laptop = QuickLaptop(home=Path(home))
            say("ready")
            ORDERS[what](laptop)
        say("pid", pid)
        os.waitpid(pid, 0)
        say("over")


if __name__ == "__main__":
    main()
