"""The judge is awake: mistakes that shipped programs made, put into ours, do not pass."""

import pytest

from tests.simulation import faults
from tests.simulation.faults import Fault
from tests.simulation.stage import Stage

pytestmark = [pytest.mark.slow, pytest.mark.server]

STEPS = 80
SEEDS = (*range(1, 30), *range(1000, 1040), *range(30, 100))
"""The rarest was seen at seed 1022; which history catches it changes with every change of the programs."""


@pytest.mark.parametrize("fault", faults.FAULTS, ids=lambda fault: fault.__name__)
def test_the_mistake_is_caught(ours: Stage, fault: Fault) -> None:
    with fault():
        assert any(is_seen(ours, seed) for seed in SEEDS)


def is_seen(ours: Stage, seed: int) -> bool:
    """Whether the judge finds something wrong in this history."""
    try:
        ours.history(seed, STEPS)
    except AssertionError:
        return True
    return False
