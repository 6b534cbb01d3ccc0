"""Random histories over the real programs: nothing lost, nothing replaced unseen, everybody has the same.

A seed that fails is played again by `make simulate FROM=<seed> SEEDS=1`, long runs are `make simulate SEEDS=3000`.
"""

import sys
import time

import pytest

from tests.simulation.stage import STEPS, Stage
from tests.support.levels import level

pytestmark = [pytest.mark.slow, pytest.mark.server]

SECONDS = 90.0
"""After so long no further history begins; at least LEAST are played on the slowest machine."""
LEAST, MOST = 60, 300
TWICE = level(change=20, release=500)
"""Seeds that are played twice."""
FIRST = 100


def test_random_histories(ours: Stage) -> None:
    began = time.monotonic()
    for seed in range(FIRST, FIRST + MOST):
        if seed >= FIRST + LEAST and time.monotonic() > began + SECONDS:
            break
        sys.stdout.write(f"make simulate SEEDS=1 FROM={seed} STEPS={STEPS}\n")
        ours.history(seed, STEPS)


def test_one_seed_is_one_history(ours: Stage) -> None:
    for seed in range(TWICE):
        assert ours.trace(seed, 40) == ours.trace(seed, 40), f"seed {seed}"


def test_two_seeds_are_two_histories(ours: Stage) -> None:
    assert ours.trace(10, 10) != ours.trace(11, 10)
