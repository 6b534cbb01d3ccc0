"""How soon the windows are there, and what they cost."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cicdesk.base.clock import SystemClock
from cicdesk.base.paths import Home
from cicdesk.services.session import Session
from cicdesk.store.keys import NoKeystore
from cicdesk.store.keyslots import Argon
from scripts.bench.figures import Figure
from scripts.bench.laptops import CHEAP, PASSPHRASE
from scripts.bench.search import fill

_TIMES = 5


def measure(count: int) -> list[Figure]:
    """Starts, the first list, a form, and memory, beside an empty window of the same library."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        session = Session(Home.at(home), SystemClock(), NoKeystore, CHEAP)
        desk = session.create("anna", "Anna", PASSPHRASE, without_keyring=True)
        fill(desk, count)
        desk.search.catch_up()
        desk.back_up("bench")
        session.close()
        empty = [_probe("empty") for _ in range(_TIMES)]
        unlock = [_probe("unlock", str(home)) for _ in range(_TIMES)]
        lists = [_probe("list", str(home), "anna", PASSPHRASE) for _ in range(3)]
    floor = _median(empty, "seconds")
    argon = _argon()
    return [
        Figure("start to the unlock window", _median(unlock, "seconds"), "s", 3 * floor, floor),
        Figure(
            f"unlocking to the first painted list of {count}", _median(lists, "unlock") + _median(lists, "seconds"),
            "s", 0.5, 0.2, f"Argon2id of the product besides: {argon:.2f} s",
        ),
        Figure("memory with that list", _median(lists, "megabytes"), "MB", 160, _median(empty, "megabytes")),
        Figure("a form of 60 fields opens", _median(lists, "form") * 1e3, "ms", 150),
    ]  # fmt: skip


def _argon() -> float:
    from cicdesk.store.keys import wrap

    started = time.perf_counter()
    wrap(bytes(32), PASSPHRASE, b"", b"", Argon())
    return time.perf_counter() - started


def _probe(*arguments: str) -> dict[str, float]:
    name, *rest = arguments
    done = subprocess.run(  # noqa: S603  this very program
        [sys.executable, "-m", "scripts.bench.probe", name, repr(time.time()), *rest],
        check=True, capture_output=True, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _median(answers: list[dict[str, float]], name: str) -> float:
    return statistics.median(answer[name] for answer in answers)
