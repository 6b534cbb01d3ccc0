"""The judge is awake: mistakes that shipped programs made, put into ours, do not pass."""

import pytest

from tests.simulation import faults
from tests.simulation.faults import Fault
from tests.simulation.stage import Stage

pytestmark = [pytest.mark.slow, pytest.mark.server]

STEPS = 80
CAUGHT: tuple[tuple[Fault, int], ...] = (
    (faults.pull_clobbers, 1),
    (faults.all_acknowledged, 1),
    (faults.forgotten_on_answer, 4),
    (faults.cursor_first, 27),
    (faults.purged_unsent, 1),
    (faults.nothing_given_back, 21),
    (faults.no_check_of_copies, 27),
    (faults.applied_twice, 1),
    (faults.last_writer_wins, 1),
    (faults.refused_dropped, 1),
    (faults.deletion_wins, 1),
    (faults.no_exit, 1),
    (faults.no_backfill, 6),
    (faults.any_history, 7),
    (faults.head_only, 7),
    (faults.ledger_inside, 5),
    (faults.sequence_gap, 3),
    (faults.shown_before_kept, 1),
    (faults.counted_names, 1),
    (faults.forgotten_bases, 120),
)
"""Each with the first seed whose history catches it; `python -m tests.simulation --faults` finds them anew."""


def test_every_mistake_has_its_seed() -> None:
    assert {fault for fault, _ in CAUGHT} == set(faults.FAULTS)


@pytest.mark.parametrize(("fault", "seed"), CAUGHT, ids=[fault.__name__ for fault, _ in CAUGHT])
def test_the_mistake_is_caught(ours: Stage, fault: Fault, seed: int) -> None:
    with pytest.raises(AssertionError), fault():
        ours.history(seed, STEPS)
