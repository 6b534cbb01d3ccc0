"""Bookings of a centre that was set back, of many who push at once, and of one that has nothing to decide."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING
from unittest import mock

import pytest
import sqlalchemy as sa

from cicdesk.server.services.bookings import docket
from cicdesk.server.services.directory import DirectoryError
from cicdesk.server.storage import tables
from cicdesk.wire.messages import CENTRE, Mutation, Salvage, Version
from tests.support.bookings import appointment, care, register, request, seen
from tests.support.devices import Laptop, edit, new_person
from tests.support.live_server import live_server

if TYPE_CHECKING:
    from tests.server.conftest import World

WRITERS, WORKERS = 6, 2


@pytest.fixture
def pair(own_world: "World") -> tuple[Laptop, Laptop]:
    """Two laptops of one office."""
    office = own_world.office()
    return own_world.laptop(office), own_world.laptop(office)


def _forget(world: "World") -> None:
    """The centre is as it was before there were records; who is who stays."""
    with world.centre.database.writing() as connection:
        kept = {"clock", "region", "office", "account", "account_office", "device", "device_account"}
        for table in reversed(tables.metadata.sorted_tables):
            if table.name not in kept:
                connection.execute(sa.delete(table))
        connection.execute(sa.update(tables.clock).values(seq=0, epoch=7, recovery_until=(1 << 62)))
        connection.execute(sa.update(tables.device).values(last_commit=0, echo_floor=0))


def _versions(laptop: Laptop, *records: Mutation) -> Iterator[Version]:
    """Everything that a laptop has of these records, as it gives it back."""
    for record in records:
        kept = laptop.records[record.record]
        for name, value in kept.data.items():
            for version in laptop.versions(record.record, name):
                yield Version(
                    id=version, rid=record.record, root=record.file, kind=record.kind, f=name, value=value,
                    user=laptop.user, bases=[] if version == record.record else [record.record],
                )  # fmt: skip


def _afresh(world: "World", laptop: Laptop) -> Laptop:
    again = world.again(laptop)
    again.pull()
    return again


def _give_back(laptop: Laptop, versions: list[Version]) -> None:
    reply = laptop.api.salvage(Salvage(schema=1, epoch=laptop.epoch, known=laptop.known, versions=versions))
    assert (reply.status, reply.outcomes) == ("ok", {})


def test_a_confirmation_that_is_given_back_is_honoured_as_it_was(
    own_world: "World", pair: tuple[Laptop, Laptop]
) -> None:
    here, there = pair
    wish = request(here, "alina")
    here.push(wish)
    before = seen(here, wish)
    there.pull()
    versions = list(_versions(there, wish))
    _forget(own_world)
    again = _afresh(own_world, there)
    _give_back(again, versions)
    again.pull()
    assert seen(again, wish) == before
    rival = request(again, "alina")
    again.push(rival)
    assert seen(again, rival)["state"] == "NEEDS_NEW_TIME"


def test_a_confirmation_that_comes_back_too_late_is_decided_anew(
    own_world: "World", pair: tuple[Laptop, Laptop]
) -> None:
    here, there = pair
    wish, rival = request(here, "alina"), request(there, "alina")
    here.push(wish)
    there.push(rival)
    here.pull()
    versions = list(_versions(here, wish))
    _forget(own_world)
    first, second = _afresh(own_world, there), _afresh(own_world, here)
    first.push(rival)
    assert seen(first, rival)["state"] == "CONFIRMED"
    second.pull()
    _give_back(second, versions)
    second.pull()
    assert seen(second, wish)["state"] == "NEEDS_NEW_TIME"
    assert second.records[wish.id].heads == {}
    assert "interpreter" not in seen(second, wish)


def test_a_wish_that_comes_again_and_its_answer_that_is_given_back_agree(
    own_world: "World", pair: tuple[Laptop, Laptop]
) -> None:
    here, there = pair
    wish = request(here, "alina")
    here.push(wish)
    there.pull()
    versions = list(_versions(there, wish))
    _forget(own_world)
    first, second = _afresh(own_world, here), _afresh(own_world, there)
    first.push(wish)
    _give_back(second, versions)
    for each in (first, second):
        each.pull()
        assert seen(each, wish)["state"] == "CONFIRMED"
        assert each.records[wish.id].heads == {}
    assert seen(first, wish) == seen(second, wish)


def test_what_the_centre_wrote_lies_in_the_history_and_goes_with_its_file(
    own_world: "World", pair: tuple[Laptop, Laptop]
) -> None:
    here, _there = pair
    person = new_person(here.user, here.office)
    wish = request(here, "alina", root=person.id)
    here.push(person, wish)
    own_world.centre.erasure.erase(person.id)
    with own_world.centre.database.reading() as connection:
        for table in (tables.booking, tables.reservation):
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() == 0
        told = connection.execute(sa.select(tables.mutation.c.result, tables.mutation.c.user)).all()
    assert [tuple(each) for each in told] == [("erased", "")] * 3


@pytest.fixture(params=["threads", "workers"])
def crowded(request: pytest.FixtureRequest, own_world: "World", database_url: str) -> Iterator["World"]:
    """A centre in this process, or one of several worker processes."""
    with ExitStack() as closing:
        if request.param == "workers":
            server = live_server(["--database", database_url], "--workers", str(WORKERS))
            own_world.server = closing.enter_context(server)
            own_world.closing = closing
        yield own_world


def test_many_who_push_at_once_never_get_the_same_hour(crowded: "World") -> None:
    office = crowded.office()
    laptops = [crowded.laptop(office) for _ in range(WRITERS)]
    corner = register(laptops[0], crowded.region, "care_place", name="Corner", capacity=3)
    laptops[0].push(corner)
    start, trouble = threading.Barrier(WRITERS), list[Exception]()
    wishes = {
        each.device: [request(each, "alina", hour) for hour in (9, 10, 11)]
        + [appointment(each, adviser="anna", group_name="G"), care(each, corner.id)]
        for each in laptops
    }

    def push(laptop: Laptop) -> None:
        start.wait()
        try:
            for wish in wishes[laptop.device]:
                laptop.push(wish)
                laptop.push(wish)
        except Exception as error:  # noqa: BLE001  it is what the test asks for
            trouble.append(error)

    threads = [threading.Thread(target=push, args=(each,)) for each in laptops]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert trouble == []
    reader = _afresh(crowded, laptops[0])
    for place in range(5):
        held = [seen(reader, wishes[each.device][place]) for each in laptops]
        granted = [h for h in held if "CONFIRMED" in h.values() or "RESERVED" in h.values()]
        assert len(granted) == (3 if place == 4 else 1)


def test_a_push_without_bookings_asks_nothing_of_their_tables(pair: tuple[Laptop, Laptop]) -> None:
    here, _there = pair
    person = new_person(here.user, here.office)
    with mock.patch.object(docket.Docket, "__init__", side_effect=AssertionError):
        assert here.push(person, edit(person, here.user, {"email": "a@example.org"})).status == "ok"


@pytest.mark.parametrize(
    ("table", "constraint"), [("reservation", "reservation_once"), ("occupancy", "occupancy_full")]
)
def test_it_is_the_database_that_says_no(
    own_world: "World", pair: tuple[Laptop, Laptop], table: str, constraint: str
) -> None:
    here, there = pair
    corner = register(here, own_world.region, "care_place", name="Corner", capacity=1)
    here.push(corner)
    with own_world.centre.database.writing() as connection:
        connection.execute(sa.text(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}"))
    for laptop in (here, there):
        wish = request(laptop, "alina") if table == "reservation" else care(laptop, corner.id)
        laptop.push(wish)
        assert seen(laptop, wish)["state"] == "CONFIRMED"


def test_nobody_of_the_staff_is_called_like_the_centre(own_world: "World") -> None:
    office = own_world.office()
    with pytest.raises(DirectoryError):
        own_world.centre.directory.add_user(CENTRE, "assistant", [office])
