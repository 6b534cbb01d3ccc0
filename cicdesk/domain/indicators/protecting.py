"""Small numbers in what leaves the house: whoever reads the table cannot work out a number of 1 to 4 people.

First every such number is hidden; then so many others that no sum that the reader knows gives one of them away. The
sums are those of the table itself (sexes, age bands, totals) and of indicators that are parts of others. That a
number cannot be worked out is checked exactly: it is not fixed by the known sums, taken together as equations.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

SMALL = 5
"""Numbers from 1 to one less are hidden; that nobody is there may be said."""

Key = tuple[str, ...]
"""Names a number: of a table, or one that a reader could work out though no table shows it."""
Sum = tuple[Key, tuple[Key, ...]]
"""A whole and its parts."""
_Factor = int | Fraction
_Row = dict[Key, _Factor]


def hidden(numbers: Mapping[Key, int], sums: Sequence[Sum], shown: Iterable[Key]) -> frozenset[Key]:
    """Which of the shown numbers have to be hidden.

    `numbers` are all that stand in `sums`; those that are not `shown` no reader is told, but none may be able to work
    out a small one from what is.
    """
    told = set(shown)
    secret = {key for key, number in numbers.items() if 0 < number < SMALL}
    away = secret & told
    while fixed := (follows := worked_out(numbers, sums, told - away)) & secret:
        extra = _cheapest(min(fixed), follows, numbers, sums, told - away)
        if extra is None:
            break
        away.add(extra)
    return frozenset(away)


def worked_out(numbers: Mapping[Key, int], sums: Sequence[Sum], told: set[Key]) -> set[Key]:
    """The untold numbers that follow from the told ones by the sums.

    A number follows if one equation that can be made of the sums holds it alone; and where untold parts make nothing
    together, each of them is nothing, because no number is below nothing. What follows helps to find more.
    """
    known = set(told)
    while True:
        rows = [row for each in sums if (row := _row(each, known))]
        found = {next(iter(row)) for row in _reduced(rows) if len(row) == 1}
        found |= {
            part
            for whole, parts in sums
            if whole in known and not numbers[whole]
            for part in parts
            if part not in known
        }
        if not found:
            return known - told
        known |= found


def _row(each: Sum, told: set[Key]) -> _Row:
    """The unknowns of a sum with their signs; what is known says only what they come to."""
    whole, parts = each
    row: _Row = {}
    for key, sign in ((whole, 1), *((part, -1) for part in parts)):
        if key not in told:
            row[key] = row.get(key, 0) + sign
    return {key: factor for key, factor in row.items() if factor}


def _reduced(rows: Sequence[_Row]) -> list[_Row]:
    """The same equations, each solved for an unknown that no other one holds."""
    solved: dict[Key, _Row] = {}
    for each in rows:
        row = dict(each)
        for key in [key for key in row if key in solved]:
            if key in row:
                row = _less(row, solved[key], row[key])
        if not row:
            continue
        pivot = min(row)
        row = {key: _divided(factor, row[pivot]) for key, factor in row.items()}
        for key, other in solved.items():
            if pivot in other:
                solved[key] = _less(other, row, other[pivot])
        solved[pivot] = row
    return list(solved.values())


def _divided(factor: _Factor, by: _Factor) -> _Factor:
    """Exactly; nearly all are one with a sign, and whole numbers are calculated much faster."""
    return factor * by if by in {1, -1} else Fraction(factor) / by


def _less(row: _Row, other: _Row, times: _Factor) -> _Row:
    made = dict(row)
    for key, factor in other.items():
        left = made.get(key, 0) - times * factor
        if left:
            made[key] = left
        else:
            made.pop(key, None)
    return made


def _cheapest(
    fixed: Key, follows: set[Key], numbers: Mapping[Key, int], sums: Sequence[Sum], told: set[Key]
) -> Key | None:
    """The told number to hide beside a secret: the smallest above nothing in a sum with it, parts before wholes.

    What follows from other sums protects nothing yet, so the sums of that are looked at as well. A number of nobody
    hides nothing.
    """
    near = _linked(fixed, follows, sums)
    choices = [
        (key == whole, numbers[key], key)
        for whole, parts in sums
        if near & {whole, *parts}
        for key in (whole, *parts)
        if key in told and numbers[key]
    ]
    return min(choices)[2] if choices else None


def _linked(fixed: Key, follows: set[Key], sums: Sequence[Sum]) -> set[Key]:
    """The secret, and everything untold through whose sums it follows."""
    near, before = {fixed}, 0
    while len(near) > before:
        before = len(near)
        for whole, parts in sums:
            held = {whole, *parts}
            if near & held:
                near |= held & follows
    return near
