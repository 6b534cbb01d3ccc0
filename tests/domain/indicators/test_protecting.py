"""Whoever reads a protected table and tries every table there could be cannot tell a small number."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from cicdesk.domain.indicators.protecting import SMALL, Key, Sum, hidden

ROWS, COLUMNS = ("K", "M"), ("0", "1")
PLACES = tuple(itertools.product(ROWS, COLUMNS))
MOST = 7


def table(cells: Sequence[int]) -> tuple[dict[Key, int], list[Sum]]:
    """A table of two by two with all its totals."""
    numbers: dict[Key, int] = dict(zip(PLACES, cells, strict=True))
    rows: list[Sum] = [((row, ""), tuple((row, column) for column in COLUMNS)) for row in ROWS]
    columns: list[Sum] = [(("", column), tuple((row, column) for row in ROWS)) for column in COLUMNS]
    sums = rows + columns
    sums.append((("", ""), tuple((row, "") for row in ROWS)))
    sums.append((("", ""), tuple(("", column) for column in COLUMNS)))
    for whole, parts in sums:
        numbers[whole] = sum(numbers[part] for part in parts)
    return numbers, sums


def possible(told: Mapping[Key, int]) -> Iterator[dict[Key, int]]:
    """Every table with these numbers in it."""
    top = max([MOST, *told.values()]) + SMALL
    free = [range(told[place], told[place] + 1) if place in told else range(top) for place in PLACES]
    for cells in itertools.product(*free):
        numbers, _sums = table(cells)
        if all(numbers[key] == number for key, number in told.items()):
            yield numbers


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, MOST), min_size=4, max_size=4))
def test_every_small_number_could_be_another_one(cells: list[int]) -> None:
    numbers, sums = table(cells)
    away = hidden(numbers, sums, numbers)
    small = [key for key, number in numbers.items() if 0 < number < SMALL]
    assert set(small) <= away
    seen: dict[Key, set[int]] = {key: set() for key in small}
    for other in possible({key: number for key, number in numbers.items() if key not in away}):
        for key in small:
            seen[key].add(other[key])
        if all(len(each) > 1 for each in seen.values()):
            return
    assert all(len(each) > 1 for each in seen.values()), seen


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(SMALL, 40), min_size=4, max_size=4))
def test_large_numbers_stay(cells: list[int]) -> None:
    numbers, sums = table(cells)
    assert hidden(numbers, sums, numbers) == frozenset()


def test_nobody_may_be_said() -> None:
    numbers, sums = table((0, 0, 9, 9))
    assert hidden(numbers, sums, numbers) == frozenset()


def test_what_is_left_of_a_whole_is_protected_though_no_table_shows_it() -> None:
    numbers: dict[Key, int] = {("all",): 20, ("part",): 18, ("rest",): 2}
    away = hidden(numbers, [(("all",), (("part",), ("rest",)))], [("all",), ("part",)])
    assert away == {("part",)}


def test_beside_one_small_number_the_smallest_other_is_hidden_and_totals_stay() -> None:
    numbers, sums = table((3, 30, 9, 20))
    away = hidden(numbers, sums, numbers)
    assert not {key for key in away if "" in key}
    assert ("K", "0") in away
