"""A push of many new persons, the pull of them by an empty laptop, and a sync with nothing to do."""

import gc
import os
import statistics
import tempfile
from pathlib import Path

from scripts.bench.cases import persons
from scripts.bench.figures import Figure
from scripts.bench.laptops import Centre, centre, laptop, offline_edits
from scripts.bench.naive import Floor
from scripts.bench.naive import measure as measure_floor

_TIMES = 3
_QUIET = 5


def measure(count: int) -> list[Figure]:
    """The figures of a sync beside the naive exchange of the same content in the same run."""
    people = persons(count)
    # The made-up persons stay for the whole run; neither side should pay for looking through them.
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder, centre(Path(folder) / "centre") as made:
        floors: list[Floor] = []
        ours: list[tuple[float, float, int, int]] = []
        quiet: list[tuple[int, int]] = []
        for turn in range(_TIMES):
            floors.append(measure_floor(database_of(made), Path(folder), people))
            gc.collect()
            ours.append(_exchange(made, Path(folder), turn, people, quiet))
    return _figures(count, floors, ours, quiet)


def database_of(made: Centre) -> str:
    """Another database of the same PostgreSQL for the floor."""
    return os.environ.get("CICDESK_BENCH_DATABASE") or made.scratch()


def _exchange(
    made: Centre, folder: Path, turn: int, people: list[dict[str, object]], quiet: list[tuple[int, int]]
) -> tuple[float, float, int, int]:
    office = f"B{turn}"
    made.staffed(office, f"u{turn}")
    giver = laptop(folder / f"giver{turn}", made, f"u{turn}", "L01", office)
    taker = laptop(folder / f"taker{turn}", made, f"u{turn}", "L02", office)
    try:
        giver.exchange.run()
        taker.exchange.run()
        offline_edits(giver.desk, people)
        pushed = giver.exchange.run()
        pulled = taker.exchange.run()
        assert pulled.pulled == len(people), f"pulled {pulled.pulled}"
        assert giver.desk.outbox.digest() == taker.desk.outbox.digest(), "the two laptops differ"
        for _ in range(_QUIET):
            nothing = taker.exchange.run()
            quiet.append((nothing.requests, nothing.bytes_up + nothing.bytes_down))
        return pushed.seconds, pulled.seconds, pushed.bytes_up, pulled.bytes_down
    finally:
        giver.close()
        taker.close()


def _figures(
    count: int, floors: list[Floor], ours: list[tuple[float, float, int, int]], quiet: list[tuple[int, int]]
) -> list[Figure]:
    push = statistics.median(f.push_seconds for f in floors)
    pull = statistics.median(f.pull_seconds for f in floors)
    up = statistics.median(f.push_bytes for f in floors)
    down = statistics.median(f.pull_bytes for f in floors)
    mb = 1e6
    return [
        Figure(f"push of {count} new persons", statistics.median(o[0] for o in ours), "s", 2 * push, push),
        Figure(
            f"pull of {count} by an empty laptop", statistics.median(o[1] for o in ours), "s", 2 * pull, pull
        ),
        Figure(
            "bytes of the push", statistics.median(o[2] for o in ours) / mb, "MB", 1.15 * up / mb, up / mb
        ),
        Figure(
            "bytes of the pull", statistics.median(o[3] for o in ours) / mb, "MB", 1.15 * down / mb, down / mb
        ),
        Figure("requests of a sync with nothing to do", max(q[0] for q in quiet), "", 1),
        Figure("bytes of a sync with nothing to do, both ways", max(q[1] for q in quiet), "B", 900),
    ]
