"""Story 2: one person registered in Tarnów and in the van, in two spellings (domain 9.3)."""

from collections.abc import Iterator

import pytest

from cicdesk.domain.duplicates.scoring import Band, Why
from cicdesk.server.app import Centre
from cicdesk.services.desk import Desk
from cicdesk.services.duplicates.service import Candidate
from cicdesk.services.errors import NotAllowed
from tests.end_to_end.conftest import Place, a_place
from tests.support.laptops import QuickLaptop
from tests.support.live_server import LiveServer

pytestmark = [pytest.mark.slow, pytest.mark.server]

BORN = "1888-04-02"
TYPED = {"given_names": "Yevhen", "family_name": "Zhuk", "birth_date": BORN}


@pytest.fixture
def town(centre: Centre, server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A region of each test's own."""
    with a_place(centre, server.url, tmp_path_factory.mktemp("duplicates")) as place:
        yield place


@pytest.fixture
def tarnow(town: Place) -> QuickLaptop:
    """An assistant's laptop of the first office, with the person on it."""
    laptop = town.laptop()
    laptop.person("Żuk", given_names="Jewhen", birth_date=BORN)
    laptop.sync()
    return laptop


@pytest.fixture
def van(town: Place, tarnow: QuickLaptop) -> QuickLaptop:
    """An assistant's laptop of another office, that exchanged after the first one did."""
    assert tarnow.office
    laptop = town.laptop(office=town.add_office())
    look(town, laptop)
    return laptop


@pytest.fixture
def leader(town: Place, van: QuickLaptop) -> QuickLaptop:
    """The laptop of a coordinator of both offices."""
    laptop = town.bare()
    user = town.user(town.office, van.office, role="coordinator")
    laptop.enrol(town.url, town.code(user), user)
    return laptop


def desk(laptop: QuickLaptop) -> Desk:
    """Its services."""
    assert laptop.session.desk is not None
    return laptop.session.desk


def look(town: Place, *laptops: QuickLaptop) -> None:
    """The centre has looked at everybody who changed, and these laptops have heard of it."""
    for each in laptops:
        each.sync()
    town.centre.duplicates.catch_up()
    for each in laptops:
        each.sync()
        each.sync()


def only_pair(leader: QuickLaptop) -> Candidate:
    (pair,) = desk(leader).duplicates.pairs()
    return pair


def test_the_van_is_warned_while_typing_and_learns_no_name(van: QuickLaptop, tarnow: QuickLaptop) -> None:
    (found,) = desk(van).duplicates.elsewhere(TYPED)
    assert found.band is Band.POSSIBLE
    assert {each.why for each in found.reasons} == {Why.BIRTH_SAME, Why.NAME_SPELLED}
    trace = found.trace
    assert (trace.office, trace.initials, trace.year) == (tarnow.office, "J. Z.", "1888")
    assert desk(van).search.find("Żuk") == []


def test_whoever_asks_to_open_the_file_is_on_record_at_the_centre(
    town: Place, van: QuickLaptop, tarnow: QuickLaptop
) -> None:
    (found,) = desk(van).duplicates.elsewhere(TYPED)
    desk(van).duplicates.ask_to_open(found.trace.id, "J. Z.", tarnow.office, "Ten sam pan?")
    look(town, van)
    (asked,) = desk(van).handover.open()
    assert asked.values["author"] == van.user
    assert asked.values["about"] == found.trace.id
    assert asked.values["why"] == "asks_to_open"


def test_the_coordinator_merges_the_pair_with_both_spellings_and_the_undoing_restores_both(
    town: Place, tarnow: QuickLaptop, van: QuickLaptop, leader: QuickLaptop
) -> None:
    second = van.person("Zhuk", given_names="Yevhen", birth_date=BORN, phones=[{"number": "+48000111222"}])
    note = van.do("create", kind="note", values={"person": second, "text": "Przyszedł z bratem."})["id"]
    look(town, van, leader)
    pair = only_pair(leader)
    assert pair.open
    assert pair.band is Band.POSSIBLE
    before = [desk(leader).records.get(each.id).values for each in (pair.one, pair.other)]
    files = desk(leader).duplicates.files(pair)
    assert [dict(each.values) for each in files if each] == [dict(each) for each in before]
    desk(leader).duplicates.merge(pair, pair.one.id, ["given_names"])
    assert desk(leader).duplicates.pairs() == []
    look(town, leader, tarnow, van)
    shown = desk(leader).records.get(pair.other.id)
    assert shown.id == pair.one.id
    assert shown.values["phones"] == next(each["phones"] for each in before if "phones" in each)
    assert {each.id for each in desk(leader).records.in_file(pair.one.id)} >= {note}
    assert desk(leader).search.find("Jewhen Żuk")[0].id == desk(leader).search.find("Yevhen Zhuk")[0].id
    assert desk(leader).duplicates.pairs() == []
    (joined,) = desk(leader).merging.of(pair.one.id)
    desk(leader).merging.undo(joined.merge)
    look(town, leader)
    after = [desk(leader).records.get(each.id).values for each in (pair.one, pair.other)]
    assert [dict(each) for each in after] == [dict(each) for each in before]
    assert only_pair(leader).id == pair.id


def test_not_the_same_is_remembered_and_comes_back_with_new_evidence_only(
    town: Place, tarnow: QuickLaptop, van: QuickLaptop, leader: QuickLaptop
) -> None:
    second = van.person("Zhuk", given_names="Yevhen", birth_date=BORN)
    look(town, van, leader)
    desk(leader).duplicates.not_the_same(only_pair(leader))
    assert desk(leader).duplicates.pairs() == []
    van.edit(second, citizenships=["UA"])
    look(town, leader, van, leader)
    assert desk(leader).duplicates.pairs() == []
    first = next(each["id"] for each in tarnow.do("list", kind="person")["records"])
    for laptop, person in ((tarnow, first), (van, second)):
        laptop.edit(person, documents=[{"kind": "PASSPORT", "number": "FA 123456"}])
        laptop.sync()
    look(town, leader)
    assert only_pair(leader).band is Band.STRONG


def test_later_means_not_today(town: Place, van: QuickLaptop, leader: QuickLaptop) -> None:
    van.person("Zhuk", given_names="Yevhen", birth_date=BORN)
    look(town, van, leader)
    desk(leader).duplicates.later(only_pair(leader))
    assert desk(leader).duplicates.pairs() == []
    look(town, leader)
    assert desk(leader).duplicates.pairs() == []


def test_only_coordinators_go_through_pairs(van: QuickLaptop) -> None:
    with pytest.raises(NotAllowed):
        desk(van).duplicates.pairs()


def test_an_erased_person_is_no_warning_any_more(town: Place, tarnow: QuickLaptop, van: QuickLaptop) -> None:
    first = next(each["id"] for each in tarnow.do("list", kind="person")["records"])
    town.centre.erasure.erase(first)
    look(town, van)
    assert desk(van).duplicates.elsewhere(TYPED) == []
