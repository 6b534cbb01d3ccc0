"""When a failure is tried again, for every failure there is."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.base.errors import CicdeskError, Who
from cicdesk.sync import errors, transport
from cicdesk.sync.backoff import LEAST_SECONDS, LONGEST_ASKED, rule_of, wait_after
from cicdesk.sync.batches import AIM_SECONDS, LARGEST, LEAST, BatchSize


def failures() -> Iterator[type[CicdeskError]]:
    """Every failure of the way to the centre."""
    for each in vars(errors).values():
        if isinstance(each, type) and issubclass(each, CicdeskError) and each.__module__ == errors.__name__:
            yield each


def most(low: float, high: float) -> float:
    """Chance at its longest."""
    del low
    return high


@pytest.mark.parametrize("kind", list(failures()), ids=lambda kind: kind.code)
def test_every_failure_has_a_rule(kind: type[CicdeskError]) -> None:
    waits = [wait_after(kind(), failed, most) for failed in range(1, 40)]
    if (kind.who is Who.PERSON and kind is not errors.UpgradeNeeded) or kind is errors.ClockWrong:
        assert waits == [None] * 39, "somebody has to act first"
        return
    found = [wait for wait in waits if wait is not None]
    assert len(found) == 39
    assert found == sorted(found)
    assert found[-1] <= rule_of(kind()).longest <= 3600


@given(failed=st.integers(1, 10_000), chance=st.floats(0, 1))
def test_chance_decides_over_the_whole_span(failed: int, chance: float) -> None:
    wait = wait_after(errors.Unreachable(), failed, lambda low, high: low + chance * (high - low))
    assert wait is not None
    span = min(900, 60 * 2 ** (failed - 1) if failed < 20 else 900)
    assert wait == pytest.approx(max(LEAST_SECONDS, chance * span))


@given(seconds=st.integers(0, 10**9), failed=st.integers(1, 50), chance=st.floats(0, 1))
def test_a_server_that_asks_for_patience_gets_it(seconds: int, failed: int, chance: float) -> None:
    for kind in (errors.ServerBusy, errors.AskedTooOften):
        wait = wait_after(kind(seconds=seconds), failed, lambda low, high: low + chance * (high - low))
        assert wait is not None
        assert wait >= min(seconds, LONGEST_ASKED)


@given(st.integers(0, 1 << 24), st.integers(0, 1 << 24))
def test_a_time_limit_grows_with_the_bytes(one: int, other: int) -> None:
    small, large = sorted((one, other))
    assert transport.time_limit(small) <= transport.time_limit(large)
    assert transport.time_limit(large) >= transport.FLOOR_SECONDS + large / transport.SLOWEST_LINE


@given(st.lists(st.tuples(st.sampled_from(["quick", "slow", "broke"]), st.floats(0.01, 60)), max_size=60))
def test_batches_shrink_on_a_bad_line_and_grow_on_a_good_one(course: list[tuple[str, float]]) -> None:
    size, now = BatchSize(), 0.0
    for what, seconds in course:
        before = size.bytes
        if what == "broke":
            size.broke(before)
            assert size.bytes <= before
            size.broke(before)
            assert size.bytes < before or before <= LEAST, "nothing got through between the two"
        else:
            took = min(seconds, AIM_SECONDS / 2 - 0.01) if what == "quick" else AIM_SECONDS + seconds
            size.took(size.bytes, took)
            assert size.bytes >= before if what == "quick" else size.bytes <= before
        assert LEAST <= size.bytes <= LARGEST
        now += seconds
    for _each in range(100):
        size.took(size.bytes, 0.1)
    assert size.whole, "a good line is trusted again in the end"


def test_a_line_that_carried_many_times_as_much_was_not_broken_by_the_last_batch() -> None:
    size = BatchSize()
    for _each in range(20):
        size.took(size.bytes, 0.1)
    before = size.bytes
    size.broke(before)
    assert (size.bytes, size.doubted) == (before, False)
    size.broke(before)
    assert size.bytes < before
    assert size.doubted


@pytest.mark.parametrize(("broke", "part"), [(False, 1), (True, 4)])
def test_where_answers_come_at_once_little_is_risked(broke: bool, part: int) -> None:
    size, through = BatchSize(), 0
    if broke:
        size.broke(LARGEST)
    least = size.bytes
    for _each in range(30):
        through += size.bytes
        size.took(size.bytes, 0.1)
        if broke and not size.doubted:
            break
        assert size.bytes <= max(least, through // part)


def test_where_each_request_takes_its_time_few_are_made() -> None:
    size = BatchSize()
    size.took(size.bytes, 0.9)
    assert size.bytes > 1 << 20
