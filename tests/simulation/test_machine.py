"""The same world with Hypothesis at the dice: what fails is made as short as it can be."""

from collections.abc import Callable
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.simulation import watch
from tests.simulation.course import determined, listening
from tests.simulation.machine import Machine
from tests.simulation.oracle import Judge
from tests.simulation.stage import Stage
from tests.simulation.world import World
from tests.support.levels import level

pytestmark = [pytest.mark.slow, pytest.mark.server]

EXAMPLES, STEPS = level(change=40, release=5_000), level(change=50, release=100)
_laptops = st.integers(0, 6)


def test_any_course_of_things_ends_well(ours: Stage) -> None:
    class Course(Histories):
        stage = ours

    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


class Histories(RuleBasedStateMachine):
    """What people, networks and administrators do, one thing after the other."""

    stage: Stage
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.ending = ExitStack()

    @initialize(seed=st.integers(0, 1000))
    def begins(self, seed: int) -> None:
        self.world = self.ending.enter_context(self.stage.world(seed))
        self.ending.enter_context(determined(seed))
        self.ending.enter_context(listening(self.world))
        self.world.begin()

    @rule(which=_laptops)
    def somebody_types(self, which: int) -> None:
        self.world.people.act(self._laptop(which))

    @rule(which=_laptops)
    def a_laptop_syncs(self, which: int) -> None:
        self.world.sync(self._laptop(which))

    @rule(which=_laptops)
    def somebody_carries_a_stick(self, which: int) -> None:
        self.world.sticks.act(self._laptop(which), self.world.living())

    @rule(which=_laptops)
    def a_clock_jumps(self, which: int) -> None:
        self._laptop(which).set_clock(self.world.rng, jump=True)

    @rule()
    def a_late_request_arrives(self) -> None:
        if self.world.strays:
            self.world.strays.pop(0).arrive()

    @rule(what=st.sampled_from((
        World.back_up, World.restore, World.change_scope, World.erase_file, World.revoke,
        World.keep_image, World.set_back, World.clone, World.shift_clock,
    )))  # fmt: skip
    def something_breaks(self, what: Callable[[World], None]) -> None:
        what(self.world)

    def _laptop(self, which: int) -> Machine:
        living = self.world.living()
        return living[which % len(living)]

    def teardown(self) -> None:
        with self.ending:
            if hasattr(self, "world"):
                watch.nothing_is_wrong(self.world)
                self.world.heal()
                Judge(self.world).judge()
