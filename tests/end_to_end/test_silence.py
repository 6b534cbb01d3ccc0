"""A laptop that has been without the centre for too long: nothing is shown, nothing is lost, and work can be carried out."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from cicdesk.server.app import Centre
from cicdesk.store import meta
from tests.end_to_end.conftest import Place, a_place
from tests.support.killed_courier import courier_of
from tests.support.laptops import QuickLaptop
from tests.support.live_server import LiveServer, live_server

pytestmark = [pytest.mark.slow, pytest.mark.server]

REFUSED = "needs_contact person"
DAY = 86_400_000
Away = Callable[[int], tuple[QuickLaptop, str]]


@pytest.fixture(scope="module")
def server(database: str, centre: Centre, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server that takes packages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CICDESK_COURIER_KEYS", str(tmp_path_factory.mktemp("keys") / "keys.json"))
        with live_server(["--database", database]) as running:
            yield running


@pytest.fixture
def place(centre: Centre, server: LiveServer, tmp_path: Path) -> Iterator[Place]:
    """A place of this test's own."""
    with a_place(centre, server.url, tmp_path) as made:
        yield made


@pytest.fixture
def away(place: Place) -> Away:
    """A laptop that synced, wrote something more, and was away for so many days; and the person it is about."""

    def made(days: int) -> tuple[QuickLaptop, str]:
        laptop = place.laptop()
        person = laptop.person()
        laptop.sync()
        laptop.edit(person, family_name="Żuk-Nowa")
        with laptop.script._desk.context.store.write() as connection:
            progress = meta.load_progress(connection)
            last = progress.last_success - days * DAY
            meta.save(connection, msgspec.structs.replace(progress, last_success=last))
        laptop.close()
        laptop.start()
        return laptop, person

    return made


def test_it_shows_nothing_until_it_has_synced(away: Away) -> None:
    van, person = away(61)
    assert van.fails("get", id=person) == REFUSED
    assert van.fails("list", kind="person") == REFUSED
    assert van.fails("find", text="Żuk") == REFUSED
    assert van.fails("create", kind="person", values={}) == REFUSED
    assert van.state()["waiting"] == 1
    assert van.sync()["pushed"] == 1
    assert van.value(person, "family_name") == "Żuk-Nowa"


def test_what_waits_is_carried_out_as_a_sealed_package_and_the_answer_opens_it(
    place: Place, away: Away, tmp_path: Path
) -> None:
    (van, person), relay = away(61), place.laptop()
    relay.sync()
    saved = courier_of(van).save(tmp_path)
    assert "Żuk-Nowa".encode() not in saved.path.read_bytes()
    assert van.fails("get", id=person) == REFUSED
    answer = courier_of(relay).deliver(saved.path)
    relay.sync()
    assert relay.value(person, "family_name") == "Żuk-Nowa"
    courier_of(van).take_in(answer)
    assert van.value(person, "family_name") == "Żuk-Nowa"
    assert van.state()["waiting"] == 0


def test_a_shorter_absence_locks_nothing(away: Away) -> None:
    van, person = away(60)
    assert van.value(person, "family_name") == "Żuk-Nowa"
