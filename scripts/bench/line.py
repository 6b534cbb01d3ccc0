"""A thousand persons over a bad line, and over lines that break off after every so many bytes."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cicdesk.base.errors import CicdeskError
from scripts.bench.cases import persons
from scripts.bench.figures import Figure
from scripts.bench.laptops import Centre, Laptop, centre, laptop, offline_edits
from scripts.bench.link import BAD, Link, Shape, link
from scripts.bench.naive import measure as measure_floor

COUNT = 1_000
_TRIES = 200
_CUTS = ((256 << 10, 1.15), (64 << 10, 1.5))


@dataclass(slots=True)
class Van:
    """A server behind a line, and laptops of offices of their own."""

    made: Centre
    line: Link
    folder: Path
    people: list[dict[str, Any]] = field(default_factory=lambda: persons(COUNT))
    _offices: int = 0

    @contextmanager
    def giver(self) -> Iterator[tuple[Laptop, Laptop]]:
        """A laptop with a thousand persons nobody else has yet, and a second one for them; both have synced before."""
        self._offices += 1
        office = f"V{self._offices}"
        self.line.become(Shape())
        self.made.staffed(office, office.lower())
        pair = [
            laptop(self.folder / f"{office}-{name}", self.made, office.lower(), name, office)
            for name in ("L01", "L02")
        ]
        try:
            for each in pair:
                each.exchange.run()
            offline_edits(pair[0].desk, self.people)
            yield pair[0], pair[1]
        finally:
            for each in pair:
                each.close()


def measure() -> list[Figure]:
    """The bad line against what the line itself needs, the broken ones against one that holds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        centre(Path(folder) / "centre") as made,
        link(made.url) as line,
    ):
        made.url = line.url
        van = Van(made, line, Path(folder))
        floor = measure_floor(made.scratch(), Path(folder), van.people)
        slow = _slowly(van, BAD.alone(floor.push_bytes) + 2 * BAD.round_trip)
        whole = _passed(van, 0)
        broken = [figure for cut, most in _CUTS for figure in _broken(van, cut, most, whole)]
    return [*slow, *broken]


def _slowly(van: Van, floor: float) -> list[Figure]:
    """The floor: one request with everything over the same line, and a connection that has to be opened."""
    with van.giver() as (giver, taker):
        van.line.become(BAD)
        pushed = giver.exchange.run()
        sent = van.line.up
        taken = taker.exchange.run()
        if (pushed.pushed, taken.pulled) != (COUNT, COUNT):
            raise AssertionError(pushed.pushed, taken.pulled)
        needs = BAD.alone(sent)
        return [
            Figure(
                f"{COUNT} persons pushed on the bad line", pushed.seconds, "s", 1.15 * needs, floor,
                f"the line alone needs {needs:.2f} s; {pushed.requests} requests",
            ),
            Figure(
                f"{COUNT} persons pulled on the bad line", taken.seconds, "s",
                1.15 * BAD.alone(taken.bytes_down), None, f"{taken.requests} requests",
            ),
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Passed:
    """Bytes that went over the line, both ways, and how often it was tried."""

    push: int
    pull: int
    tries: int
    seconds: float


def _passed(van: Van, cut: int) -> _Passed:
    """A push and a pull over a line that breaks after so many bytes, tried again until all is there."""
    with van.giver() as (giver, taker):
        van.line.become(Shape(cut=cut))
        started = time.perf_counter()
        tries = _until(giver, lambda: not giver.desk.outbox.badge().waiting)
        push = van.line.bytes
        van.line.become(Shape(cut=cut))
        tries += _until(taker, lambda: taker.desk.outbox.digest() == giver.desk.outbox.digest())
        return _Passed(push, van.line.bytes, tries, time.perf_counter() - started)


def _until(each: Laptop, done: Callable[[], bool]) -> int:
    for tries in range(1, _TRIES):
        try:
            each.exchange.run()
        except CicdeskError:
            continue
        if done():
            return tries
    raise AssertionError(_TRIES)


def _broken(van: Van, cut: int, most: float, whole: _Passed) -> list[Figure]:
    passed = _passed(van, cut)
    name = f"line cut after every {cut >> 10} KB: bytes of the"
    note = f"{passed.tries} tries"
    return [
        Figure(f"{name} push", passed.push / whole.push, "x", most, 1.0, note),
        Figure(f"{name} pull", passed.pull / whole.pull, "x", most, 1.0, note),
    ]
