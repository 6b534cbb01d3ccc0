"""One laptop is killed again and again, whatever it does; what it said was finished has to be there each time."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cicdesk.sync.errors import AnswerTakenIn
from cicdesk.wire import packages
from tests.end_to_end.conftest import Place
from tests.kills.child import ORDERS
from tests.support.killed_courier import courier_of
from tests.support.laptops import ROOT, Answer, QuickLaptop

FULL_CHECK = 25
"""After so many kills everything that was ever promised is looked up, and handed in."""
START = """
import sys, types
sys.modules["tests"] = ours = types.ModuleType("tests")  # not the folder of that name of some library
ours.__path__ = ["tests"]
from tests.kills.child import main
main()
"""


@dataclass
class Promised:
    """What the laptop said was finished."""

    persons: set[str] = field(default_factory=set)
    edited: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    packages: set[str] = field(default_factory=set)
    kills: Counter[str] = field(default_factory=Counter)

    def hear(self, words: list[str]) -> None:
        """One line of the laptop."""
        match words:
            case ["person", person]:
                self.persons.add(person)
            case ["edited", person, mail]:
                self.edited[person] = mail
            case ["file", record, sha]:
                self.files[record] = sha
            case ["package", name]:
                self.packages.add(name)


def kill_clients(place: Place, kills: int, seed: int) -> Promised:
    """So many kills; AssertionError if anything was lost or doubled."""
    dice, promised = random.Random(seed), Promised()
    laptop, other = place.laptop(), place.laptop(role="coordinator")
    (laptop.home.parent / "stick").mkdir()
    laptop.sync()
    with subprocess.Popen(
        [sys.executable, "-c", START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "CICDESK_NO_KEYRING": "1"},
    ) as process:  # fmt: skip
        for number in range(1, kills + 1):
            what = dice.choice(list(ORDERS))
            laptop.close()
            _kill(process, f"{what}\t{laptop.home}", dice, promised)
            promised.kills[what] += 1
            laptop.start()
            if number % FULL_CHECK == 0 or number == kills:
                _nothing_lost(laptop, promised)
                laptop.sync()
        assert process.stdin is not None
        process.stdin.close()
    assert len(promised.persons) > kills // 2, "the kills came too early to prove anything"
    _all_agree(laptop, other, promised)
    _packages_are_whole(laptop, other, promised)
    return promised


def _kill(process: "subprocess.Popen[str]", order: str, dice: random.Random, promised: Promised) -> None:
    orders, heard = process.stdin, process.stdout
    assert orders is not None
    assert heard is not None
    orders.write(order + "\n")
    orders.flush()
    pid, plug = 0, None
    ready = False
    for line in heard:
        if line == "over\n":
            break
        words = line.split()
        if words[0] == "pid":
            pid = int(words[1])
        ready = ready or words[0] == "ready"
        promised.hear(words)
        if pid and ready and plug is None:
            plug = threading.Timer(dice.uniform(0.0, 0.3), os.kill, (pid, signal.SIGKILL))
            plug.start()
    assert plug is not None, "the laptop did not open"
    plug.join()


def _records(laptop: QuickLaptop, kind: str) -> dict[str, Answer]:
    return {each["id"]: each["values"] for each in laptop.do("list", kind=kind, limit=1_000_000)["records"]}


def _nothing_lost(laptop: QuickLaptop, promised: Promised) -> None:
    persons = _records(laptop, "person")
    assert promised.persons <= persons.keys()
    assert all(persons[each].get("email") == mail for each, mail in promised.edited.items())
    assert promised.files.keys() <= _records(laptop, "attachment").keys()
    names = [each["family_name"] for each in persons.values()]
    assert len(names) == len(set(names))
    numbers = [each["number"] for each in persons.values() if each.get("number")]
    assert len(numbers) == len(set(numbers))


def _all_agree(laptop: QuickLaptop, other: QuickLaptop, promised: Promised) -> None:
    """Everything is at the centre, once, and comes back from there, files with their content."""
    while (laptop.do("sync_files"))["sent"]:
        pass
    laptop.sync()
    other.sync()
    state = laptop.state()
    assert (state["waiting"], state["attention"], state["conflict"]) == (0, 0, 0)
    assert laptop.sync()["pushed"] == 0
    assert other.state()["digest"] == state["digest"]
    _nothing_lost(other, promised)
    if promised.files:
        other.do("sync_files", want=list(promised.files))
    for record, sha in promised.files.items():
        copy = other.home / "copy"
        other.do("save_file", id=record, path=str(copy))
        assert hashlib.sha256(copy.read_bytes()).hexdigest() == sha
        copy.unlink()


def _packages_are_whole(laptop: QuickLaptop, other: QuickLaptop, promised: Promised) -> None:
    """Each can be read; the last one, delivered long after, changes nothing."""
    written = list((laptop.home.parent / "stick").glob("*.cicdesk"))
    for path in written:
        packages.read(path.read_bytes())
    if not promised.packages:
        return
    before = other.state()["digest"]
    last = max(written, key=lambda path: packages.read(path.read_bytes()).label.at)
    answer: Path = courier_of(other).deliver(last)
    with suppress(AnswerTakenIn):
        courier_of(laptop).take_in(answer)
    other.sync()
    assert other.state()["digest"] == before == laptop.state()["digest"]
