"""A van's line: 300 milliseconds there and back, 384 kbit/s, one packet in a hundred lost."""

import random
import time

import pytest

from tests.end_to_end.conftest import Place
from tests.support.bad_network import PACKET, BadNetwork
from tests.support.laptops import QuickLaptop

pytestmark = [pytest.mark.slow, pytest.mark.server]

RATE = 384_000 / 8
DELAY = 0.15
LOSS = 0.01
RECORDS = 200
MOST_MORE_BYTES = 1.15
"""Of what a good line carries for the same: small batches cost a little."""
MOST_REQUESTS = 6
BUSY_MACHINE = 2.0

WORDS = [
    "przyszła",
    "pyta",
    "o",
    "pracę",
    "zapisy",
    "na",
    "kurs",
    "języka",
    "dokumenty",
    "dziecka",
    "szkoła",
    "mieszkanie",
    "umowa",
    "termin",
    "wizyta",
]


def work(laptop: QuickLaptop, seed: int) -> None:
    """A hundred persons with a note each, the same for the same seed."""
    dice = random.Random(seed)
    for number in range(RECORDS // 2):
        person = laptop.person(
            f"Powolna{number}", original_name="Євгенія Повільна", birth_date=f"18{dice.randrange(60, 99)}-0{dice.randrange(1, 9)}-12",
            phones=[{"number": f"+48000{dice.randrange(10**6):06}"}], citizenships=["UA"],
        )  # fmt: skip
        laptop.do(
            "create", kind="note", values={"person": person, "text": " ".join(dice.choices(WORDS, k=25))}
        )


def synced(laptop: QuickLaptop, line: BadNetwork) -> tuple[int, float, int]:
    """Bytes both ways, seconds and requests of a sync that has to succeed."""
    line.forget()
    begun = time.monotonic()
    done = laptop.sync()
    assert laptop.state()["waiting"] == 0
    return line.up + line.down, time.monotonic() - begun, done["requests"]


@pytest.fixture
def lines(place: Place) -> tuple[BadNetwork, BadNetwork]:
    return place.bad_line(), place.bad_line()


def test_a_days_work_takes_what_the_line_needs_for_its_bytes(
    place: Place, lines: tuple[BadNetwork, BadNetwork]
) -> None:
    good, van = lines
    at_home, outside, reader = (
        place.laptop(url=good.url),
        place.laptop(url=van.url),
        place.laptop(url=van.url),
    )
    work(at_home, 1)
    usual, _seconds, _requests = synced(at_home, good)
    outside.sync()
    reader.sync()
    work(outside, 1)
    van.set(rate=RATE, delay=DELAY, loss=LOSS)
    handed_in, seconds, requests = synced(outside, van)
    assert handed_in <= usual * MOST_MORE_BYTES
    assert requests <= MOST_REQUESTS
    lost = handed_in / PACKET * LOSS * 2
    floor = handed_in / RATE + (requests + 1 + lost) * 2 * DELAY
    assert seconds <= floor * BUSY_MACHINE + 3
    read, seconds, requests = synced(reader, van)
    assert read <= handed_in * MOST_MORE_BYTES
    assert requests <= MOST_REQUESTS
    assert reader.state()["digest"] == outside.state()["digest"]
    assert len(reader.names("note", "text")) == RECORDS, "half of them from each"
