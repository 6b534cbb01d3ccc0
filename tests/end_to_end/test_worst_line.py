"""The worst line there is: half a second there and back, 32 kbit/s, cut in the middle, gone for a minute at a time.

Two hundred edits and a file get through it, once each, for little more than their bytes.
"""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cicdesk.sync import transport
from tests.end_to_end.conftest import Place
from tests.end_to_end.test_files import PDF, attach, copy_of, where
from tests.end_to_end.test_slow_lines import RECORDS, work
from tests.support.bad_network import BadNetwork
from tests.support.files import content
from tests.support.levels import RELEASE, level

pytestmark = [pytest.mark.slow, pytest.mark.server]

RATE, DELAY = 32_000 / 8, 0.25
FILE_RATE = RATE if RELEASE else 40 * RATE
"""Two million bytes take eight minutes on such a line."""
SIZE = 2_000_000
CUT, EVERY = 0.2, 2.0
"""Every so many seconds the line is cut with this chance."""
HOLE, HOLES = level(change=3, release=60), 0.05
"""Seconds for which nothing comes through, and the chance of that."""
MOST_MORE = 1.3
SESSIONS = 200


@contextmanager
def weather(line: BadNetwork, rate: float) -> Iterator[None]:
    """The line as it is out there, until the end."""
    over, dice = threading.Event(), random.Random(5)

    def blow() -> None:
        while not over.wait(EVERY):
            chance = dice.random()
            if chance < HOLES:
                line.set(hole=True)
                over.wait(HOLE)
            if chance < HOLES + CUT:
                line.set(rate=rate, delay=DELAY)

    line.set(rate=rate, delay=DELAY)
    blowing = threading.Thread(target=blow)
    blowing.start()
    try:
        yield
    finally:
        over.set()
        blowing.join()
        line.set()


def _usual_bytes(place: Place) -> int:
    """What a good line carries for as much work of an office that ours is told nothing of."""
    line = place.bad_line()
    other = place.laptop(url=line.url, office=place.add_office(region="elsewhere"))
    other.sync()
    work(other, 1)
    line.forget()
    other.sync()
    return line.up + line.down


def test_two_hundred_edits_and_a_file_get_through(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "FLOOR_SECONDS", HOLE / 2)
    line = place.bad_line()
    van, reader = place.laptop(url=line.url), place.laptop()
    van.sync()
    usual = _usual_bytes(place)
    work(van, 2)
    line.forget()
    with weather(line, RATE):
        for _session in range(SESSIONS):
            van.ask({"do": "sync"})
            if van.state()["waiting"] == 0:
                break
    assert van.state()["waiting"] == 0
    assert line.up + line.down <= MOST_MORE * usual
    scan = tmp_path / "skan.pdf"
    scan.write_bytes(PDF + content(3, SIZE))
    person, record = attach(van, scan)
    van.sync()
    line.forget()
    with weather(line, FILE_RATE):
        for _session in range(SESSIONS):
            van.ask({"do": "sync_files"})
            if where(van, person) == ["sent"]:
                break
    assert line.up <= MOST_MORE * SIZE
    reader.sync()
    reader.do("sync_files", want=[record])
    assert copy_of(reader, record, tmp_path) == scan.read_bytes()
    held = [each["id"] for each in reader.do("list", kind="note", limit=RECORDS)["records"]]
    assert (len(held), len(set(held))) == (RECORDS // 2, RECORDS // 2)
