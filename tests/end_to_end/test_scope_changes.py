"""What a laptop may hold changes: only the difference travels, what leaves is gone, and unsent work stays."""

import shutil
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Place
from tests.support.laptops import QuickLaptop
from tests.support.profiles import opened_pages

pytestmark = [pytest.mark.slow, pytest.mark.server]

Pair = tuple[QuickLaptop, QuickLaptop]


@pytest.fixture
def towns(place: Place) -> Pair:
    """A laptop of a second office, and a coordinator's of the first, each with thirty persons."""
    there = place.laptop(office=place.add_office())
    coordinator = place.laptop(role="coordinator")
    for number in range(30):
        there.person(f"Tam{number:02}")
        coordinator.person(f"Tu{number:02}")
    there.sync()
    coordinator.sync()
    return there, coordinator


def test_an_office_more_brings_the_difference_alone(place: Place, towns: Pair) -> None:  # D-01
    there, coordinator = towns
    place.centre.directory.give_offices(coordinator.user, [place.office, there.office])
    done = coordinator.sync()
    assert (done["pulled"], done["pushed"]) == (30, 0)
    assert len(coordinator.names()) == 60
    assert coordinator.sync()["pulled"] == 0


def test_an_office_less_leaves_nothing_of_it_in_the_file(place: Place, towns: Pair) -> None:  # D-02
    there, coordinator = towns
    place.centre.directory.give_offices(coordinator.user, [place.office, there.office])
    coordinator.sync()
    last = there.names()[0]
    (record,) = [r["id"] for r in there.do("list", kind="person", limit=1)["records"]]
    coordinator.edit(record, remarks="Zdążyło jeszcze dotrzeć")
    coordinator.sync()
    assert pages_with(coordinator, "Tam0") >= 10
    place.centre.directory.give_offices(coordinator.user, [place.office])
    coordinator.sync()
    assert [name for name in coordinator.names() if name.startswith("Tam")] == []
    assert coordinator.do("find", text=last)["hits"] == []
    assert pages_with(coordinator, "Tam0") == 0
    there.sync()
    assert there.value(record, "remarks") == "Zdążyło jeszcze dotrzeć"


def pages_with(laptop: QuickLaptop, text: str) -> int:
    """How often any page of the laptop's file holds this text, free pages included; the laptop is closed for it."""
    desk = laptop.script._desk
    home, key = desk.home, bytes(desk.context.store.key)
    laptop.close()
    assert not home.database.with_name("store.db-wal").exists()
    opened = opened_pages(home.database, key)
    laptop.start()
    return opened.count(text.encode()) + opened.count(text.lower().encode())


def test_unsent_work_of_an_office_that_was_lost_is_kept_and_shown(place: Place, towns: Pair) -> None:  # P-03
    there, coordinator = towns
    place.centre.directory.give_offices(coordinator.user, [place.office, there.office])
    coordinator.sync()
    (record,) = [r["id"] for r in coordinator.do("list", kind="person", where={"family_name": "Tam07"}, limit=1)[
        "records"
    ]]  # fmt: skip
    coordinator.edit(record, remarks="Nie zdążyło")
    place.centre.directory.give_offices(coordinator.user, [place.office])
    coordinator.sync()
    assert coordinator.value(record, "remarks") == "Nie zdążyło"
    assert coordinator.state()["attention"] == 1


def test_a_file_that_moves_leaves_one_office_and_arrives_whole_in_the_other(
    place: Place, towns: Pair
) -> None:
    there, coordinator = towns
    (person,) = [r["id"] for r in there.do("list", kind="person", limit=1)["records"]]
    note = there.do("create", kind="note", values={"person": person, "text": "z notatką"})["id"]
    there.sync()
    there.edit(person, office=place.office)
    there.sync()
    coordinator.sync()
    assert coordinator.value(note, "text") == "z notatką"
    there.sync()
    assert there.fails("get", id=person).split()[0] == "record_not_found"


def test_a_laptop_set_back_by_a_day_recovers_and_reuses_nothing(place: Place, tmp_path: Path) -> None:  # C-02
    laptop, other = place.laptop(), place.laptop(role="coordinator")
    laptop.person("Wczoraj")
    laptop.sync()
    laptop.close()
    shutil.copytree(laptop.home, tmp_path / "yesterday")
    laptop.start()
    sent = ["Dzisiaj 1", "Dzisiaj 2", "Dzisiaj 3"]
    for name in sent:
        laptop.person(name)
    laptop.sync()
    laptop.close()
    shutil.rmtree(laptop.home)
    shutil.copytree(tmp_path / "yesterday", laptop.home)
    laptop.start()
    laptop.person("Po powrocie")
    laptop.sync()
    other.sync()
    assert laptop.names() == other.names() == [*sent, "Po powrocie", "Wczoraj"]
    assert laptop.state()["digest"] == other.state()["digest"]
    later = laptop.value(laptop.person("Po naprawie"), "number")
    assert later not in {r["values"]["number"] for r in other.do("list", kind="person", limit=10)["records"]}


def test_two_copies_of_one_laptop_lose_nothing_of_either(place: Place) -> None:  # D-07
    laptop, other = place.laptop(), place.laptop(role="coordinator")
    shared = laptop.person("Wspólna")
    laptop.sync()
    laptop.close()
    shutil.copytree(laptop.home, place.folder / "copy")
    laptop.start()
    copy = QuickLaptop(home=place.folder / "copy")
    place.closing.callback(copy.close)
    laptop.person("Z pierwszej")
    copy.person("Z drugiej")
    laptop.edit(shared, email="pierwsza@example.org")
    copy.edit(shared, remarks="druga")
    for _round in range(2):
        laptop.sync()
        copy.sync()
    other.sync()
    assert laptop.names() == copy.names() == other.names() == ["Wspólna", "Z drugiej", "Z pierwszej"]
    assert {one.state()["digest"] for one in (laptop, copy, other)} == {other.state()["digest"]}
    assert (other.value(shared, "email"), other.value(shared, "remarks")) == ("pierwsza@example.org", "druga")
