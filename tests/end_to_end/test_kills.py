"""The plug is pulled, again and again: nothing that was acknowledged is lost, nothing is there twice, all opens whole."""

import random
import threading
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from cicdesk.server.app import make_centre
from cicdesk.server.settings import Settings
from tests.end_to_end.conftest import Place, a_place
from tests.support import postgres
from tests.support.laptops import Answer, ProcessLaptop
from tests.support.live_server import live_server

pytestmark = [pytest.mark.slow, pytest.mark.server]

KILLS = 10
WAVES = 3


def answers_until_killed(laptop: ProcessLaptop, requests: list[Answer], after: float) -> list[Answer]:
    """Send everything, kill it after so many seconds; the answers that arrived."""
    heard: list[Answer] = []
    for each in requests:
        laptop.say(each)
    plug = threading.Timer(after, laptop.process.kill)
    plug.start()
    while (answer := laptop.hear()) is not None:
        heard.append(answer)
    plug.join()
    laptop.kill()
    return heard


def test_what_was_acknowledged_before_a_kill_is_there_afterwards(place: Place) -> None:
    laptop, dice = place.swift_process(), random.Random(7)
    kept: set[str] = set()
    count = 0
    for _kill in range(KILLS):
        requests = []
        for _each in range(40):
            count += 1
            values = {"given_names": "Ala", "family_name": f"Nr{count:05}"}
            requests.append({"do": "create", "kind": "person", "values": values})
        heard = answers_until_killed(laptop, requests, dice.uniform(0.0, 0.35))
        kept |= {answer["id"] for answer in heard if answer["ok"]}
        laptop.start()
        shown = {each["id"] for each in laptop.do("list", kind="person", limit=10_000)["records"]}
        assert kept <= shown
        assert laptop.state()["waiting"] == len(shown)
    assert 0 < len(kept) < count, "the kills came too late or too early to prove anything"
    names = laptop.names()
    assert len(names) == len(set(names))
    numbers = laptop.names(field="number")
    assert len(numbers) == len(set(numbers))


def test_kills_in_the_middle_of_a_sync_lose_and_double_nothing(place: Place) -> None:
    laptop, other, dice = place.swift_process(), place.laptop(role="coordinator"), random.Random(11)
    made: set[str] = set()
    for kill in range(KILLS):
        theirs = other.person(f"Ich{kill}")
        other.sync()
        made.add(theirs)
        for each in range(30):
            made.add(laptop.person(f"Nasz{kill}-{each}"))
        answers_until_killed(laptop, [{"do": "sync"}], dice.uniform(0.0, 0.12))
        laptop.start()
    laptop.sync()
    assert laptop.state()["waiting"] == 0
    assert laptop.sync()["pushed"] == 0
    other.sync()
    for one in (laptop, other):
        assert {record["id"] for record in one.do("list", kind="person", limit=10_000)["records"]} == made
    assert laptop.state()["digest"] == other.state()["digest"]
    assert (laptop.state()["conflict"], laptop.state()["attention"]) == (0, 0)


def test_killing_the_server_during_pushes_loses_and_doubles_nothing(
    cluster: postgres.Cluster, tmp_path: Path
) -> None:
    dice = random.Random(3)
    with ExitStack() as closing:
        database = closing.enter_context(cluster.fresh())
        server = closing.enter_context(live_server(["--database", database]))
        centre = make_centre(Settings(database=database))
        closing.callback(centre.close)
        place = closing.enter_context(a_place(centre, server.url, tmp_path))
        laptop, acknowledged = place.laptop(), set[str]()
        for wave in range(WAVES):
            made = {laptop.person(f"Fala{wave}-{each}") for each in range(60)}
            killer = threading.Timer(dice.uniform(0.0, 0.06), server.kill)
            killer.start()
            laptop.ask({"do": "sync"})
            killer.join()
            acknowledged |= {each for each in made if laptop.record(each)["state"] == "sent"}
            port = server.url.rpartition(":")[2]
            server = closing.enter_context(live_server(["--database", database], "--port", port))
            assert acknowledged <= held_by(database)
            laptop.sync()
            assert laptop.state()["waiting"] == 0
            acknowledged |= made
        assert held_by(database) == acknowledged
        other = place.laptop(role="coordinator")
        other.sync()
        assert other.state()["digest"] == laptop.state()["digest"]
        assert len(set(other.names())) == len(other.names()) == 60 * (WAVES)


def held_by(database: str) -> set[str]:
    """The ids of all persons at the centre."""
    with psycopg.connect(database) as connection:
        return {row[0] for row in connection.execute("SELECT _id FROM person")}
