"""Files that leave a laptop's sight in the middle of its own work: nothing stays behind, and nothing is missed later."""

from collections.abc import Callable, Iterator

import msgspec
import pytest

from cicdesk.sync.errors import Unreachable
from cicdesk.wire.messages import Pull, PullReply, Push, PushReply
from tests.simulation.course import determined
from tests.simulation.headquarters import STAFF
from tests.simulation.line import Line
from tests.simulation.machine import Machine
from tests.simulation.stage import Stage
from tests.simulation.sticks import KEY, signing_key
from tests.simulation.world import World

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.fixture
def world(ours: Stage) -> Iterator[World]:
    """A world in which nothing happens by itself."""
    with ours.world(1) as made, determined(1):
        made.troubles = False
        made.centre.begin()
        yield made


def laptop(world: World, user: str) -> Machine:
    """A laptop of the office in Kraków that was just set up."""
    device = f"d{len(world.machines)}"
    world.centre.add_device(device, "KR", (user,), KEY.public)
    machine = world._machine(device, device, (user,))
    machine.put(world.empty)
    machine.enrol("KR", {user: STAFF[user]}, signing_key())
    return machine


def person(machine: Machine, office: str = "KR") -> str:
    """A person who is written down there."""
    values = {"given_names": "Olena", "family_name": "Bondar", "office": office}
    made, _changes = machine.service(machine.users[0]).create("person", values)
    return made.id


class OneWay(Line):
    """A line that breaks once what waited was handed in."""

    def push(self, message: Push) -> PushReply:
        """Without the page that rides on the answer."""
        return super().push(msgspec.structs.replace(message, cursors=None))

    def pull(self, message: Pull) -> PullReply:
        """Too late."""
        raise Unreachable


def hands_in(world: World, machine: Machine) -> None:
    """A session of which only the first half comes through."""
    line = OneWay(world.centre, machine.device, None, [], world.count, lambda: None)
    with pytest.raises(Unreachable):
        machine.sync(line, world.rng)


def moved_before_its_first_page(world: World) -> Machine:
    """A laptop that was given to another office between handing in and reading."""
    machine = laptop(world, "ann")
    person(machine)
    hands_in(world, machine)
    world.centre.move_device(machine.device, "WR")
    return machine


def moved_before_the_answer(world: World) -> Machine:
    """The same, and the answer to its first work was lost."""
    machine = laptop(world, "ann")
    person(machine)
    before = machine.image()
    hands_in(world, machine)
    machine.put(before)
    world.centre.move_device(machine.device, "WR")
    return machine


def lost_an_office_that_it_never_read(world: World) -> Machine:
    """It wrote for an office that it had between two of its syncs."""
    machine = laptop(world, "cyd")
    world.centre.give_offices("cyd", ["KR"])
    world.sync(machine)
    world.centre.give_offices("cyd", ["KR", "LU"])
    person(machine, "LU")
    hands_in(world, machine)
    world.centre.give_offices("cyd", ["KR"])
    return machine


@pytest.mark.parametrize(
    "course", [moved_before_its_first_page, moved_before_the_answer, lost_an_office_that_it_never_read]
)
def test_what_was_handed_in_leaves_with_the_office(world: World, course: Callable[[World], Machine]) -> None:
    machine = course(world)
    assert machine.outbox() != []
    world.sync(machine)
    assert machine.bases() == {}
    assert [state for state, _edit in machine.outbox()] == ["acked"]


def test_a_file_that_comes_back_brings_what_others_changed_before_it_left(world: World) -> None:
    here, there = laptop(world, "cyd"), laptop(world, "ann")
    world.centre.give_offices("cyd", ["KR"])
    file = person(here)
    for machine in (here, there):
        world.sync(machine)
    there.service("ann").edit(file, {"family_name": "Bondarenko"})
    world.sync(there)
    service = here.service("cyd")
    service.edit(file, {"office": "LU"})
    service.edit(file, {"patronymic": "Iwanowna"})  # set aside; it keeps the file on the laptop
    world.sync(here)
    assert here.sight(file).shown["family_name"] == "Bondar"
    world.centre.give_offices("cyd", ["KR", "LU"])
    world.sync(here)
    assert here.sight(file).shown["family_name"] == "Bondarenko"
    assert here.bases()[file].data["office"] == "LU"
