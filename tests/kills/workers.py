"""Workers of a server are killed one after the other while laptops hand in their work."""

import os
import random
import signal
import threading

import psycopg

from tests.end_to_end.conftest import Place
from tests.server.test_workers import WORKERS, Writer, children, until
from tests.support.live_server import LiveServer

WRITERS = 4
PAUSE = 0.2
"""Seconds between two edits of one laptop, which may not ask too often."""


def kill_workers(place: Place, server: LiveServer, database: str, kills: int, seed: int) -> int:
    """So many kills; how many edits were acknowledged. AssertionError if one was lost or doubled."""
    dice, stop = random.Random(seed), threading.Event()
    writers = [Writer(place.wire(), stop, PAUSE) for _each in range(WRITERS)]
    threads = [threading.Thread(target=each.work) for each in writers]
    for each in threads:
        each.start()
    try:
        for _kill in range(kills):
            stop.wait(dice.uniform(0.0, 0.2))
            _kill_one(server, dice)
    finally:
        stop.set()
        for each in threads:
            each.join()
    assert [each.trouble for each in writers] == [[]] * WRITERS
    acknowledged = {rid for each in writers for rid in each.acknowledged}
    with psycopg.connect(database) as connection:
        held = [
            row[0] for row in connection.execute("SELECT rid FROM record WHERE office = %s", (place.office,))
        ]
    assert len(held) == len(set(held))
    assert set(held) == acknowledged
    return len(acknowledged)


def _kill_one(server: LiveServer, dice: random.Random) -> None:
    """One of several: the last one is left until others are there."""
    until(lambda: len(children(server)) >= WORKERS - 1)
    chosen = dice.choice(children(server))
    os.kill(chosen, signal.SIGKILL)
    until(lambda: chosen not in children(server))
