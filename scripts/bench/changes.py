"""One field changed on a hundred of ten thousand persons: what the laptop that sends and the one that receives pay."""

import random
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cicdesk.sync.exchange import Exchanged
from scripts.bench.cases import persons
from scripts.bench.figures import Figure
from scripts.bench.laptops import Laptop, centre, laptop, offline_edits
from scripts.bench.link import BAD, Link, Shape, link
from scripts.bench.naive import measure as measure_floor

CHANGED = 100
_TIMES = 5
_MOST_BYTES = 10_000
_MOST_SECONDS = 1.1


@dataclass(frozen=True, slots=True)
class Pair:
    """Two laptops that hold the same persons, behind a line."""

    giver: Laptop
    taker: Laptop
    line: Link
    records: Sequence[str]
    database: str
    """For the floor."""

    def exchange(self, turn: int) -> tuple[Exchanged, Exchanged]:
        """Change one field on some of them; what handing it in and taking it over came to."""
        for record in random.Random(turn).sample(self.records, CHANGED):
            self.giver.desk.records.edit(record, {"employer": f"Zakład {turn}-{record[-6:]}"})
        given, taken = self.giver.exchange.run(), self.taker.exchange.run()
        if (given.pushed, taken.pulled) != (CHANGED, CHANGED):
            raise AssertionError(given.pushed, taken.pulled)
        return given, taken


@contextmanager
def _pair(count: int, people: list[dict[str, Any]]) -> Iterator[Pair]:
    with (
        tempfile.TemporaryDirectory() as folder,
        centre(Path(folder) / "centre") as made,
        link(made.url) as line,
    ):
        made.staffed("KR", "anna")
        made.url = line.url
        giver = laptop(Path(folder) / "giver", made, "anna", "L01", "KR")
        taker = laptop(Path(folder) / "taker", made, "anna", "L02", "KR")
        try:
            offline_edits(giver.desk, people)
            giver.exchange.run()
            taken = taker.exchange.run()
            if taken.pulled != count:
                raise AssertionError(taken.pulled)
            records = [str(snapshot.id) for snapshot in giver.desk.records.list("person", limit=count)]
            yield Pair(giver, taker, line, records, made.scratch())
        finally:
            giver.close()
            taker.close()


def measure(count: int) -> list[Figure]:
    """On a good line and on a bad one."""
    people = persons(count)
    with _pair(count, people) as pair, tempfile.TemporaryDirectory() as folder:
        floors = [measure_floor(pair.database, Path(folder), people[:CHANGED]) for _ in range(_TIMES)]
        good = [pair.exchange(turn) for turn in range(_TIMES)]
        bad = _on(BAD, pair)
    up, down = (statistics.median(_all_bytes(each[side]) for each in good) for side in (0, 1))
    push, pull = (statistics.median(each[side].seconds for each in good) for side in (0, 1))
    return [
        Figure(f"{CHANGED} changed of {count}: requests up", max(g.requests for g, _t in good), "", 1, 1),
        Figure(f"{CHANGED} changed of {count}: requests down", max(t.requests for _g, t in good), "", 1, 1),
        Figure(
            f"{CHANGED} changed of {count}: bytes up", up / 1e3, "KB", _MOST_BYTES / 1e3,
            statistics.median(f.push_bytes for f in floors) / 1e3, f"{push * 1e3:.0f} ms",
        ),
        Figure(
            f"{CHANGED} changed of {count}: bytes down", down / 1e3, "KB", _MOST_BYTES / 1e3,
            statistics.median(f.pull_bytes for f in floors) / 1e3, f"{pull * 1e3:.0f} ms",
        ),
        Figure(
            f"{CHANGED} changed, bad line, up and down", statistics.median(g.seconds + t.seconds for g, t in bad),
            "s", _MOST_SECONDS, 2 * BAD.round_trip + BAD.alone(int(up)) + BAD.alone(int(down)),
            "connections kept; seconds " + " ".join(f"{g.seconds:.2f}+{t.seconds:.2f}" for g, t in bad),
        ),
    ]  # fmt: skip


def _on(shape: Shape, pair: Pair) -> list[tuple[Exchanged, Exchanged]]:
    """On such a line, over connections that were opened by an earlier sync."""
    pair.line.become(shape)
    pair.giver.exchange.run()
    pair.taker.exchange.run()
    return [pair.exchange(turn) for turn in range(_TIMES, 2 * _TIMES)]


def _all_bytes(done: Exchanged) -> int:
    return done.bytes_up + done.bytes_down
