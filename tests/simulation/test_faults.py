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
    (faults.forgotten_on_answer, 3),
    (faults.cursor_first, 8),
    (faults.purged_unsent, 1),
    (faults.nothing_given_back, 7),
    (faults.no_check_of_copies, 17),
    (faults.applied_twice, 1),
    (faults.last_writer_wins, 1),
    (faults.refused_dropped, 1),
    (faults.deletion_wins, 2),
    (faults.no_exit, 1),
    (faults.no_backfill, 5),
    (faults.any_history, 3),
    (faults.head_only, 3),
    (faults.ledger_inside, 10),
    (faults.sequence_gap, 1),
    (faults.shown_before_kept, 2),
    (faults.counted_names, 2),
    (faults.forgotten_bases, 11),
)
"""Each with the first seed whose history catches it; `python -m tests.simulation --faults` finds them anew."""


def test_every_mistake_has_its_seed() -> None:
    assert {fault for fault, _ in CAUGHT} == set(faults.FAULTS)


@pytest.mark.parametrize(("fault", "seed"), CAUGHT, ids=[fault.__name__ for fault, _ in CAUGHT])
def test_the_mistake_is_caught(ours: Stage, fault: Fault, seed: int) -> None:
    with pytest.raises(AssertionError), fault():
        ours.history(seed, STEPS)
