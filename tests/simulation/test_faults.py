"""The judge is awake: mistakes that shipped programs made, put into ours, do not pass."""

import pytest

from tests.simulation import faults
from tests.simulation.faults import Fault
from tests.simulation.stage import Stage

pytestmark = [pytest.mark.slow, pytest.mark.server]

STEPS = 80
CAUGHT: tuple[tuple[Fault, int], ...] = (
    (faults.pull_clobbers, 2),
    (faults.all_acknowledged, 1),
    (faults.forgotten_on_answer, 16),
    (faults.purged_unsent, 1),
    (faults.nothing_given_back, 12),
    (faults.no_check_of_copies, 10),
    (faults.applied_twice, 3),
    (faults.refused_dropped, 1),
    (faults.deletion_wins, 3),
    (faults.no_exit, 1),
    (faults.no_backfill, 2),
)
"""Each with a seed whose history catches it."""


@pytest.mark.parametrize(("fault", "seed"), CAUGHT, ids=[fault.__name__ for fault, _ in CAUGHT])
def test_the_mistake_is_caught(ours: Stage, fault: Fault, seed: int) -> None:
    with pytest.raises(AssertionError), fault():
        ours.history(seed, STEPS)
