"""Every office of a region learns when an interpreter or a room is booked, and nothing else of it."""

from typing import TYPE_CHECKING, Any

import pytest

from cicdesk.domain.booking.busy import busy_in
from cicdesk.wire.messages import ALIVE, Mutation
from tests.support.bookings import DAY, appointment, register, request
from tests.support.devices import Laptop, edit, new_person

if TYPE_CHECKING:
    from tests.server.conftest import World


@pytest.fixture
def near(world: "World") -> Laptop:
    return world.laptop(world.office())


@pytest.fixture
def far(world: "World") -> Laptop:
    """A laptop of another office of the region."""
    return world.laptop(world.office())


@pytest.fixture
def alina(world: "World", near: Laptop, far: Laptop) -> str:
    entry = register(near, world.region, "interpreter", family_name="Zhuk")
    near.push(entry)
    far.pull()
    return entry.id


def rows(laptop: Laptop, entry: str) -> dict[str, Any]:
    laptop.pull()
    held = laptop.records[entry].data
    return {name: row for name, row in held.items() if name.startswith("busy/") and row}


def after(laptop: Laptop, record: Mutation, **values: object) -> Mutation:
    laptop.pull()
    made = edit(record, laptop.user, values, have=laptop.records[record.record].seq)
    made.bases = {n: bases for n in values if (bases := laptop.versions(record.record, n))}
    return made


def test_another_office_sees_the_hours_and_nothing_of_the_client(
    near: Laptop, far: Laptop, alina: str
) -> None:
    person = new_person(near.user, near.office)
    near.push(person)
    wish = request(near, alina, root=person.id, place="u klienta w domu")
    near.push(wish)
    assert rows(far, alina) == {f"busy/{wish.id}": {"starts_at": f"{DAY}T09:00Z", "ends_at": f"{DAY}T10:00Z"}}
    assert wish.id not in far.records
    assert len(list(busy_in(far.records[alina].data))) == 1


def test_what_is_refused_or_only_asked_for_takes_nobodys_hours(near: Laptop, far: Laptop, alina: str) -> None:
    first, second = request(near, alina), request(far, alina)
    near.push(first)
    far.push(second)
    near.push(request(near, alina, hour=14, state="REQUESTED"))
    assert list(rows(near, alina)) == [f"busy/{first.id}"]


def test_another_hour_and_calling_off_are_told_as_well(near: Laptop, far: Laptop, alina: str) -> None:
    wish = request(near, alina)
    near.push(wish)
    near.push(after(near, wish, from_time="12:00", to_time="13:00"))
    assert [row["starts_at"] for row in rows(far, alina).values()] == [f"{DAY}T11:00Z"]
    near.push(after(near, wish, state="CANCELLED"))
    assert rows(far, alina) == {}


def test_rooms_say_it_too(world: "World", near: Laptop, far: Laptop) -> None:
    room = register(near, world.region, "room", name="3", address="Rynek 3")
    near.push(room)
    plan = appointment(near, room=room.id)
    near.push(plan)
    assert list(rows(far, room.id)) == [f"busy/{plan.id}"]


def test_an_entry_that_the_centre_wrote_into_can_be_deleted_without_having_seen_that(
    near: Laptop, far: Laptop, alina: str
) -> None:
    known: dict[str, list[str]] = {}
    for name in far.records[alina].data:
        for version in far.versions(alina, name):
            known.setdefault(version, []).append(name)
    gone = edit(_entry(far, alina), far.user, {ALIVE: False}, have=far.records[alina].seq, seen=known)
    near.push(request(near, alina))
    far.push(gone)
    near.pull()
    assert near.records[alina].deleted


def test_what_a_laptop_writes_there_is_put_right(near: Laptop, far: Laptop, alina: str) -> None:
    wish = request(near, alina)
    near.push(wish)
    far.pull()
    false = {
        "busy/0192b6a0-7c00-7000-8000-000000000001": {
            "starts_at": f"{DAY}T05:00Z",
            "ends_at": f"{DAY}T20:00Z",
        }
    }
    far.push(edit(_entry(far, alina), far.user, false, have=far.records[alina].seq))
    assert list(rows(near, alina)) == [f"busy/{wish.id}"]


def _entry(laptop: Laptop, rid: str) -> Mutation:
    return Mutation(id=rid, kind="interpreter", user=laptop.user, at=0, set={})


def test_an_erased_client_leaves_no_hours_behind(
    world: "World", near: Laptop, far: Laptop, alina: str
) -> None:
    person = new_person(near.user, near.office)
    near.push(person)
    near.push(request(near, alina, root=person.id))
    assert len(rows(far, alina)) == 1
    world.centre.erasure.erase(person.id)
    assert rows(far, alina) == {}
