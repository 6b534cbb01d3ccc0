"""Twenty laptops at once: each hands in a hundred persons, then reads what all the others brought.

The naive exchange does the same: as many programs at once, each with one request up and one down. Every
laptop is a process of its own in both, as they are in life.
"""

import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO

from cicdesk.base.errors import CicdeskError
from scripts.bench import naive
from scripts.bench.cases import persons
from scripts.bench.figures import Figure
from scripts.bench.laptops import Centre, centre, laptop, offline_edits, quiet_environment, reopened

DEVICES = 20
EACH = 100
_OFFICE, _USER = "KR", "anna"
_TIMES = 3
_AGAIN = 20
"""So often a laptop tries before it gives up; each time counts as an error."""


def measure() -> list[Figure]:
    """All of them against the naive exchange of the same content in the same run."""
    naively, ours, errors = [], [], 0
    with tempfile.TemporaryDirectory() as folder, centre(Path(folder) / "centre") as made:
        homes = _enrolled(made, Path(folder))
        database = made.scratch()
        for turn in range(1, _TIMES + 1):
            naively.append(_naively(database, Path(folder) / f"naive{turn}"))
            seconds, failed = _ours(homes, turn)
            ours.append(seconds)
            errors += failed
    floor = statistics.median(naively)
    return [
        Figure(
            f"{DEVICES} laptops push {EACH} and pull {DEVICES * EACH}", statistics.median(ours), "s",
            1.3 * floor, floor,
        ),
        Figure("errors of these laptops", errors, "", 0),
    ]  # fmt: skip


def _naively(database: str, folder: Path) -> float:
    folder.mkdir()
    with naive.served(database) as address:
        return _together([["naive", address, str(folder / f"{n}.db"), str(n)] for n in range(DEVICES)])[0]


def _enrolled(made: Centre, folder: Path) -> list[Path]:
    made.staffed(_OFFICE, _USER)
    homes = [folder / f"home{number}" for number in range(DEVICES)]
    for number, home in enumerate(homes):
        each = laptop(home, made, _USER, f"L{number:02}", _OFFICE)
        each.exchange.run()
        each.close()
    return homes


def _ours(homes: Sequence[Path], turn: int) -> tuple[float, int]:
    for number, home in enumerate(homes):
        each = reopened(home, _USER)
        offline_edits(each.desk, persons(EACH, seed=turn * DEVICES + number))
        each.close()
    return _together([["ours", str(home), str(turn * DEVICES * EACH)] for home in homes])


def _together(works: Sequence[Sequence[str]]) -> tuple[float, int]:
    """Start all, wait until each is ready, let them push, then let them pull; seconds, and what went wrong."""
    crowd = [
        subprocess.Popen(  # noqa: S603  this very program
            [sys.executable, "-m", "scripts.bench.devices", *work],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for work in works
    ]  # fmt: skip
    _all_said(crowd)
    seconds, errors = 0.0, 0
    for _phase in ("push", "pull"):
        started = time.perf_counter()
        for each in crowd:
            _pipe(each.stdin).write("go\n")
            _pipe(each.stdin).flush()
        errors += sum(map(int, _all_said(crowd)))
        seconds += time.perf_counter() - started
    for each in crowd:
        _pipe(each.stdin).close()
        _pipe(each.stdout).close()
        if each.wait():
            raise AssertionError(each.args)
    return seconds, errors


def _all_said(crowd: Sequence["subprocess.Popen[str]"]) -> list[str]:
    return [_pipe(each.stdout).readline() for each in crowd]


def _pipe(end: IO[str] | None) -> IO[str]:
    assert end is not None
    return end


def _our_laptop(home: Path, whole: int) -> Generator[int, None, None]:
    """Errors of the push, then of the pull."""
    each = reopened(home, _USER)
    try:
        yield 0
        yield _until(each.exchange.run, lambda: not each.desk.outbox.badge().waiting)
        yield _until(each.exchange.run, lambda: each.desk.people.count("person") == whole)
    finally:
        each.close()


def _until(exchange: Callable[[], object], done: Callable[[], bool]) -> int:
    errors = 0
    for _turn in range(_AGAIN):
        try:
            exchange()
        except CicdeskError:
            errors += 1
        if done():
            return errors
    raise AssertionError(_AGAIN)


def _naive_laptop(address: str, file: Path, seed: int) -> Generator[int, None, None]:
    source = naive.Laptop(address, file, persons(EACH, seed=seed))
    yield 0
    source.push()
    yield 0
    source.pull(file.with_suffix(".pulled"))
    yield 0


def main(work: Sequence[str]) -> None:
    """One laptop: ready, then a phase for every line that comes in."""
    if work[0] == "ours":
        phases = _our_laptop(Path(work[1]), int(work[2]))
    else:
        phases = _naive_laptop(work[1], Path(work[2]), int(work[3]))
    with closing(phases):
        for _line in itertools.chain([""], sys.stdin):
            sys.stdout.write(f"{next(phases)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    quiet_environment()
    main(sys.argv[1:])
