"""Files between real processes: lines that are cut, machines that are killed, two laptops with the same scan."""

import random
import select
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cicdesk.base.paths import Home
from cicdesk.base.settings import Settings
from cicdesk.wire import blobs as wire
from tests.support.bad_network import bad_network
from tests.support.files import content
from tests.support.laptops import Laptop, ProcessLaptop, QuickLaptop
from tests.support.live_server import LiveServer, live_server

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Place

PDF = b"%PDF-1.7\n"
SIZE = 4_000_000


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A file of four million bytes that no packing makes smaller."""
    path = tmp_path / "skan.pdf"
    path.write_bytes(PDF + content(random.SystemRandom().randrange(1 << 30), SIZE))
    return path


def attach(laptop: Laptop, path: Path) -> tuple[str, str]:
    """A person with that file; their ids."""
    person = laptop.person()
    made = laptop.do("attach", person=person, path=str(path), values={"kind": "SCAN"})
    return person, str(made["id"])


def where(laptop: Laptop, person: str) -> list[str]:
    """Where a person's files are."""
    return [each["where"] for each in laptop.do("files", person=person)["files"]]


def copy_of(laptop: Laptop, record: str, folder: Path) -> bytes:
    """The file as the laptop has it."""
    path = folder / f"{record}.copy"
    laptop.do("save_file", id=record, path=str(path))
    return path.read_bytes()


def until_sent(laptop: Laptop, person: str, most: int = 60) -> int:
    """Sessions of the lane until the file is there; how many it took."""
    for times in range(1, most):
        laptop.ask({"do": "sync_files"})
        if where(laptop, person) == ["sent"]:
            return times
    raise AssertionError(where(laptop, person))


def test_a_scan_reaches_the_other_laptop_after_its_record(place: "Place", scan: Path, tmp_path: Path) -> None:
    one, two = place.laptop(), place.laptop()
    person, record = attach(one, scan)
    one.sync()
    two.sync()
    assert where(two, person) == ["elsewhere"]
    assert two.fails("save_file", id=record, path=str(tmp_path / "x")) == "file_not_here person"
    done = one.do("sync_files")
    assert (done["sent"], done["requests"]) == (1, 2 + wire.pieces_of(scan.stat().st_size))
    assert done["bytes_up"] < 1.02 * SIZE + 20_000
    assert two.do("sync_files", want=[record])["fetched"] == 1
    assert copy_of(two, record, tmp_path) == scan.read_bytes()
    assert two.do("sync_files")["requests"] == 0


def test_a_line_that_is_cut_again_and_again_costs_little_more_than_the_file(
    place: "Place", scan: Path, tmp_path: Path
) -> None:
    line = place.bad_line()
    one, two = place.laptop(url=line.url), place.laptop(url=line.url)
    person, record = attach(one, scan)
    one.sync()
    line.set(cut_up=1_000_000)
    line.forget()
    assert until_sent(one, person) > 3
    assert line.up <= 1.3 * SIZE
    line.set()
    two.sync()
    two.do("sync_files")
    line.set(cut_down=1_000_000)
    line.forget()
    for _session in range(60):
        if two.ask({"do": "sync_files", "want": [record]}).get("fetched"):
            break
    assert line.down <= 1.3 * SIZE
    assert copy_of(two, record, tmp_path) == scan.read_bytes()


@pytest.fixture
def roomy(
    place: "Place", database: str, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LiveServer]:
    """A server that takes larger files than usual."""
    monkeypatch.setenv("CICDESK_LARGEST_FILE", "64")
    with live_server(["--database", database], files=shelf) as running:
        yield running


def most_memory(server: LiveServer) -> int:
    """The most bytes that the process ever took."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) << 10


def allow_64_megabytes(laptop: QuickLaptop) -> None:
    """What an administrator sets on a laptop."""
    settings = Settings.load(Home(laptop.home).settings)
    settings.largest_file = 64
    settings.save()


def test_fifty_megabytes_over_a_line_that_is_cut_all_the_time(
    place: "Place", roomy: LiveServer, shelf: Path, tmp_path: Path
) -> None:
    line = place.closing.enter_context(bad_network(roomy.url))
    one = place.laptop(url=line.url)
    allow_64_megabytes(one)
    large = tmp_path / "large.pdf"
    large.write_bytes(PDF + content(50, 50_000_000))
    size = large.stat().st_size
    person, _record = attach(one, large)
    one.sync()
    before = most_memory(roomy)
    line.set(cut_up=4_000_000)
    line.forget()
    assert until_sent(one, person) > 10
    assert line.up <= 1.2 * size
    assert most_memory(roomy) - before < 24_000_000, "the file never lies in memory whole"
    (there,) = [path for path in shelf.rglob(wire.name_of(large.read_bytes())) if path.is_file()]
    assert there.read_bytes() == large.read_bytes()


def test_the_centres_limit_counts_whatever_a_laptop_allows(place: "Place", tmp_path: Path) -> None:
    one = place.laptop()
    allow_64_megabytes(one)
    (tmp_path / "large.pdf").write_bytes(PDF + bytes(wire.LARGEST))
    person, _record = attach(one, tmp_path / "large.pdf")
    one.sync()
    one.do("sync_files")
    assert where(one, person) == ["trouble"]


def kill_while_it_works(laptop: ProcessLaptop, request: dict[str, object], seconds: float) -> bool:
    """Pull the plug after so long; whether it had not finished by then."""
    laptop.say(request)
    assert laptop.process.stdout is not None
    ready, _, _ = select.select([laptop.process.stdout], [], [], seconds)
    laptop.kill()
    laptop.start()
    return not ready


def test_kills_while_a_file_is_sent_and_fetched_lose_no_piece(
    place: "Place", scan: Path, tmp_path: Path
) -> None:
    line = place.bad_line()
    line.set(delay=0.02)
    chance = random.Random(3)
    one, two = place.swift_process(), place.swift_process()
    for laptop in (one, two):
        laptop.close()
        made = QuickLaptop(home=laptop.home)
        _through(made, line.url)
        made.close()
        laptop.start()
    person, record = attach(one, scan)
    one.sync()
    kills = 0
    for _try in range(6):
        kills += kill_while_it_works(one, {"do": "sync_files"}, chance.uniform(0.05, 0.5))
        if where(one, person) == ["sent"]:
            break
    line.set()
    until_sent(one, person)
    two.sync()
    two.do("sync_files")
    line.set(delay=0.02)
    for _try in range(6):
        kills += kill_while_it_works(two, {"do": "sync_files", "want": [record]}, chance.uniform(0.05, 0.5))
        if where(two, person) == ["sent"]:
            break
    line.set()
    two.do("sync_files", want=[record])
    assert kills >= 4
    assert copy_of(two, record, tmp_path) == scan.read_bytes()
    assert copy_of(one, record, tmp_path) == scan.read_bytes()


def _through(laptop: QuickLaptop, url: str) -> None:
    """Have the laptop reach its server through another address."""
    import msgspec

    from cicdesk.store import meta

    with laptop.script._desk.context.store.write() as connection:
        found = meta.load_place(connection)
        meta.save(connection, msgspec.structs.replace(found, server=url))


def test_two_laptops_send_the_same_scan_and_it_is_stored_once(
    place: "Place", scan: Path, shelf: Path, tmp_path: Path
) -> None:
    one, two = place.laptop(), place.laptop()
    (_, first), (_, second) = attach(one, scan), attach(two, scan)
    one.sync()
    two.sync()
    one.do("sync_files")
    done = two.do("sync_files")
    assert (done["sent"], done["bytes_up"] < 10_000) == (1, True)
    name = wire.name_of(scan.read_bytes())
    assert [path.stat().st_size for path in shelf.rglob(name) if path.is_file()] == [scan.stat().st_size]
    assert copy_of(one, first, tmp_path) == copy_of(two, second, tmp_path)


def test_records_travel_while_a_large_file_still_waits(place: "Place", scan: Path) -> None:
    line = place.bad_line()
    one, two = place.laptop(url=line.url), place.laptop()
    person, _record = attach(one, scan)
    one.sync()
    line.set(cut_up=600_000)
    one.ask({"do": "sync_files"})
    line.set()
    assert where(one, person) == ["sending"]
    one.edit(person, family_name="Żuk-Nowa")
    done = one.do("sync_files")
    assert (done["yielded"], done["sent"]) == (True, 0)
    assert one.sync()["pushed"] == 1
    two.sync()
    assert two.value(person, "family_name") == "Żuk-Nowa"
    assert until_sent(one, person) == 1


def test_what_may_not_be_attached_is_refused_with_the_reason(place: "Place", tmp_path: Path) -> None:
    one = place.laptop()
    person = one.person()
    wrong = {
        "program.exe": b"MZ" + bytes(100),
        "script.sh": b"#!/bin/sh\n",
        "picture.exe": b"\xff\xd8\xff" + bytes(100),
        "notes.txt": b"hello",
        "empty.pdf": b"",
    }
    for name, data in wrong.items():
        (tmp_path / name).write_bytes(data)
        assert one.fails("attach", person=person, path=str(tmp_path / name)) == "file_kind_refused person"
    (tmp_path / "large.pdf").write_bytes(PDF + bytes(wire.LARGEST))
    assert one.fails("attach", person=person, path=str(tmp_path / "large.pdf")) == "file_too_large person"
    assert where(one, person) == []
