"""What the people of the staff and the offices are called is known on every laptop of the region."""

from typing import TYPE_CHECKING

import pytest

from cicdesk.server.services.directory import DirectoryError
from cicdesk.wire.messages import Names, Pull, Push
from tests.support.devices import Laptop, new_person

if TYPE_CHECKING:
    from tests.server.conftest import World


def told(laptop: Laptop, held: int | None = 0) -> Names | None:
    """What the centre says to a laptop that holds names of this number."""
    return laptop.api.pull(Pull(schema=1, names=held)).names


def test_a_laptop_learns_the_names_of_its_region_and_no_other(world: "World") -> None:
    office, other = world.office(), world.office()
    laptop = world.laptop(office)
    colleague = world.user(other)
    world.centre.directory.name_user(colleague, " Marek   Nowak ")
    world.region = "elsewhere"
    stranger = world.user(world.office())
    names = told(laptop)
    assert names is not None
    assert names.users == {laptop.user: "", colleague: "Marek Nowak"}
    assert names.offices == {office: f"Office {office}", other: f"Office {other}"}
    assert stranger not in names.users


def test_what_a_laptop_knows_is_not_said_again_until_it_changes(world: "World") -> None:
    office = world.office()
    laptop = world.laptop(office)
    first = told(laptop)
    assert first is not None
    assert told(laptop, first.number) is None
    numbers = {0, first.number}
    for change in (
        lambda: world.centre.directory.name_user(laptop.user, "Olha Melnyk"),
        lambda: world.centre.directory.name_office(office, "Kraków"),
        lambda: world.user(office),
        lambda: world.centre.directory.give_offices(laptop.user, [office, world.office()]),
    ):
        change()
        after = told(laptop, first.number)
        assert after is not None
        assert after.number not in numbers
        numbers.add(after.number)
    last = told(laptop)
    assert last is not None
    assert (last.users[laptop.user], last.offices[office]) == ("Olha Melnyk", "Kraków")


def test_a_laptop_that_does_not_ask_is_told_nothing(world: "World") -> None:
    laptop = world.laptop(world.office())
    assert told(laptop, None) is None


def test_a_push_that_reads_brings_them_as_well(world: "World") -> None:
    laptop = world.laptop(world.office())
    pushed = Push(schema=1, muts=[new_person(laptop.user, laptop.office)], cursors={}, names=0)
    reply = laptop.api.push(pushed).pull
    assert reply is not None
    assert reply.names is not None


@pytest.mark.parametrize("name", ["x" * 81, "Anna\u202eKowalska", "Anna\x00"])
def test_a_name_that_cannot_be_shown_is_refused(world: "World", name: str) -> None:
    user = world.user(world.office())
    with pytest.raises(DirectoryError):
        world.centre.directory.name_user(user, name)
