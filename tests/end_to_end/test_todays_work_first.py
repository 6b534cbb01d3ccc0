"""What matters most travels first, both ways; what was read survives a kill."""

import contextlib
import secrets
import subprocess
import time

import pytest

from cicdesk.wire.messages import Pull
from tests.end_to_end.conftest import Place
from tests.support.bad_network import BadNetwork
from tests.support.devices import edit, new_person
from tests.support.laptops import PATIENCE, ProcessLaptop

LARGEST_PAGE = 1_300_000
"""Bytes on the line of a page of texts that hardly pack."""
pytestmark = [pytest.mark.slow, pytest.mark.server]


def test_the_file_worked_on_last_is_handed_in_first(place: Place) -> None:
    line = place.bad_line()
    laptop, colleague = place.laptop(url=line.url), place.laptop(role="coordinator")
    people = [laptop.person(f"Osoba{number:02}") for number in range(30)]
    for person in people:
        for _each in range(4):
            laptop.do("create", kind="note", values={"person": person, "text": secrets.token_hex(2000)})
    laptop.edit(people[3], email="ostatnia@example.org")
    line.set(cut_up=200_000)
    laptop.ask({"do": "sync"})
    colleague.sync()
    arrived = set(colleague.names())
    assert 0 < len(arrived) < 30
    assert {"Osoba03", "Osoba29"} <= arrived
    assert "Osoba00" not in arrived
    assert colleague.value(people[3], "email") == "ostatnia@example.org"
    line.set()
    laptop.sync()
    colleague.sync()
    assert laptop.state()["waiting"] == 0
    assert colleague.state()["digest"] == laptop.state()["digest"]


def test_a_first_download_begins_with_what_changed_last(place: Place) -> None:
    writer, reader = place.wire(), place.wire()
    people = [new_person(writer.user, writer.office, family_name=f"Dawna{n:02}") for n in range(60)]
    writer.push(*people)
    writer.push(edit(people[7], writer.user, {"family_name": "Dzisiejsza"}))
    asked = Pull(schema=1, cursors={f"c:{reader.office}": 0, "*": 0}, budget=8_000, newest=5)
    answer = reader.api.pull(asked)
    page = answer.parts[f"c:{reader.office}"]
    assert page.more
    assert people[7].id not in {state.rid for state in page.rows}
    assert answer.wanted[0].data["family_name"] == "Dzisiejsza"
    assert 1 <= len(answer.wanted) <= 5
    later = reader.api.pull(Pull(schema=1, cursors={f"c:{reader.office}": page.cursor, "*": 0}, newest=5))
    assert later.wanted == [], "only the first page of all brings them"


def test_how_much_lies_ahead_is_told_without_a_record(place: Place) -> None:
    writer, reader = place.laptop(), place.laptop()
    for number in range(40):
        writer.person(f"Liczona{number}")
    writer.sync()
    reader.sync()
    for number in range(25):
        writer.person(f"Nowa{number}")
    writer.sync()
    reader.person("Moja")
    ahead = reader.script._exchange.ahead()
    assert (ahead.edits, ahead.records) == (1, 25)
    assert ahead.bytes_up > 0
    done = reader.sync()
    assert done["pulled"] == 25
    assert done["bytes_down"] / 4 < ahead.bytes_down < done["bytes_down"] * 4
    assert (reader.script._exchange.ahead().edits, reader.script._exchange.ahead().records) == (0, 0)


def test_a_first_download_killed_three_times_reads_no_page_twice_but_the_one_under_way(
    place: Place,
) -> None:  # S-13
    writer = place.laptop()
    person = writer.person("Gruba")
    for _each in range(900):
        writer.do("create", kind="note", values={"person": person, "text": secrets.token_hex(4900)})
    writer.sync()
    line = place.bad_line()
    clean = place.laptop(url=line.url)
    line.forget()
    clean.sync()
    whole = line.down
    newcomer = place.swift_process(url=line.url)
    line.forget()
    for kill in range(1, 4):
        newcomer.say({"do": "sync"})
        until_came(newcomer, line, whole * kill // 4)
        newcomer.kill()
        newcomer.start()
    newcomer.sync()
    assert newcomer.state()["digest"] == writer.state()["digest"]
    assert line.down <= whole + 3 * 2 * LARGEST_PAGE, "one page was being stored, one was asked for ahead"


def until_came(laptop: ProcessLaptop, line: BadNetwork, size: int) -> None:
    """Wait until so many bytes have come down the line, or the laptop has ended."""
    end = time.monotonic() + PATIENCE
    while line.down < size:
        assert time.monotonic() < end
        with contextlib.suppress(subprocess.TimeoutExpired):
            laptop.process.wait(0.002)
            return
