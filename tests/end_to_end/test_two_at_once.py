"""Two messages at a time over real connections: everything arrives once, on a good line and on one that breaks."""

import secrets

import pytest

from tests.end_to_end.conftest import Place
from tests.support.bad_network import BadNetwork
from tests.support.laptops import QuickLaptop

pytestmark = [pytest.mark.slow, pytest.mark.server]

PERSONS = 16
LENGTH = 6000
"""Letters of chance in each person."""
EACH = 4
"""Persons in a message."""


def work(laptop: QuickLaptop) -> None:
    """Persons who do not fit into one message, nor into two."""
    for number in range(PERSONS):
        laptop.person(f"Para{number}", remarks=secrets.token_hex(LENGTH // 2))


def van_of(place: Place) -> tuple[QuickLaptop, QuickLaptop, BadNetwork]:
    """A laptop behind a line, with work that nobody else has yet, and a colleague."""
    line = place.bad_line()
    van, colleague = place.laptop(url=line.url), place.laptop(role="coordinator")
    van.sync()
    work(van)
    van.script._exchange._engine._pace.push.most = EACH
    line.forget()
    return van, colleague, line


def agree(van: QuickLaptop, colleague: QuickLaptop) -> None:
    """Both hold the same, and each person once."""
    colleague.sync()
    assert colleague.state()["digest"] == van.state()["digest"]
    assert colleague.names() == sorted(f"Para{number}" for number in range(PERSONS))


def test_a_large_push_uses_two_connections_and_own_work_does_not_come_back(place: Place) -> None:
    van, colleague, line = van_of(place)
    line.set(delay=0.1)
    done = van.sync()
    assert (done["pushed"], done["refused"], van.state()["waiting"]) == (PERSONS, 0, 0)
    assert line.connections == 2
    assert line.down < 10_000
    line.set()
    assert van.sync()["requests"] == 1
    agree(van, colleague)


@pytest.mark.parametrize("cut", [{"cut_up": 20_000}, {"cut_up": 14_000}, {"cut_down": 400}])
def test_lines_that_break_lose_and_double_nothing(place: Place, cut: dict[str, int]) -> None:
    van, colleague, line = van_of(place)
    line.set(delay=0.02, **cut)
    for _round in range(60):
        van.ask({"do": "sync"})
        if not van.state()["waiting"]:
            break
    assert van.state()["waiting"] == 0
    line.set()
    van.sync()
    agree(van, colleague)
