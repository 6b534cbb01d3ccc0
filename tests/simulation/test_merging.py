"""Random histories in which coordinators join files and part them: one seed is played again with `--merging`."""

import sys

import pytest

from tests.simulation.stage import STEPS, Stage
from tests.support.levels import level

pytestmark = [pytest.mark.slow, pytest.mark.server]

FIRST = 7_000
HISTORIES = level(change=6, release=300)


def test_random_histories_in_which_files_are_joined(ours: Stage) -> None:
    joined = 0
    for seed in range(FIRST, FIRST + HISTORIES):
        sys.stdout.write(
            f"python -m tests.simulation --merging --histories 1 --from {seed} --steps {STEPS}\n"
        )
        joined += ours.history(seed, STEPS, merging=True).truth.counts["merge made"]
    assert joined >= HISTORIES
