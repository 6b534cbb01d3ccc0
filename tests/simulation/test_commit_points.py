"""The power goes off, or the disk is full, at every commit point of a course of things, one after the other."""

import random
from collections.abc import Callable

import pytest

from cicdesk.store.errors import DiskFull
from tests.simulation import watch
from tests.simulation.course import determined
from tests.simulation.machine import Machine, PowerCut
from tests.simulation.oracle import Judge
from tests.simulation.stage import Stage
from tests.simulation.world import World

pytestmark = [pytest.mark.slow, pytest.mark.server]

BEFORE, AFTER, FULL, NEVER = 0.01, 0.03, 0.99, 0.5
"""Throws of the dice that cut before a commit, behind it, fill the disk, and do nothing (machine.FragileStore)."""
EVERY = 3
"""Each kind of trouble comes at every third commit, so that each commit has one kind."""


class Plug(random.Random):
    """Trouble at one commit, counted from the beginning."""

    def __init__(self, at: int, trouble: float) -> None:
        super().__init__(0)
        self.left = at
        self.trouble = trouble

    def random(self) -> float:
        """The throw for the next commit."""
        self.left -= 1
        return NEVER if self.left else self.trouble


def _types(world: World, machine: Machine, times: int) -> None:
    for _ in range(times):
        machine.store.risk = world.plug
        try:
            world.people.act_safely(machine)
        except PowerCut:
            machine.again()
        except DiskFull:
            continue
        finally:
            machine.store.risk = None


def _course(world: World) -> None:
    """Two offices work, one hands over; the centre is set back; a file is erased; everybody goes on."""
    machines = world.living()[:2]

    def all_do(*deeds: Callable[[Machine], object]) -> None:
        for machine in machines:
            for deed in deeds:
                deed(machine)

    all_do(lambda m: _types(world, m, 3), world.sync)
    world.back_up()
    all_do(lambda m: _types(world, m, 3), world.sync, world.sync)
    world.change_scope()
    world.erase_file()
    all_do(world.sync)
    world.restore()
    all_do(lambda m: _types(world, m, 1), world.sync)


def _played(ours: Stage, at: int, trouble: float) -> bool:
    """Whether the course has as many commits; judged in any case."""
    with ours.world(5) as world, determined(5):
        world.begin()
        world.centre.dice = None
        world.plug = plug = Plug(at, trouble)
        _course(world)
        watch.nothing_is_wrong(world)
        world.heal()
        Judge(world).judge()
    return plug.left <= 0


@pytest.mark.parametrize("trouble", [BEFORE, AFTER, FULL], ids=["before", "behind", "full"])
def test_trouble_at_every_commit_point_loses_nothing(ours: Stage, trouble: float) -> None:
    at = 1 + [BEFORE, AFTER, FULL].index(trouble)
    while _played(ours, at, trouble):
        at += EVERY
    assert at > 25, "the course has become too short"
