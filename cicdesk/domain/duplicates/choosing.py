"""Which of all likely pairs are shown: the likest first, and a few for each person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cicdesk.domain.duplicates.scoring import Likeness, Reason
from cicdesk.domain.duplicates.weights import weights


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one, by their ids in the order of the ids."""

    one: str
    other: str
    score: int
    reasons: tuple[Reason, ...]


def pair_of(one: str, other: str, found: Likeness) -> Pair:
    """A pair, the same whichever of the two comes first."""
    first, second = sorted((one, other))
    return Pair(first, second, found.score, found.reasons)


def chosen(pairs: Iterable[Pair], most: int | None = None) -> list[Pair]:
    """The pairs in the order in which they are gone through; nobody stands in more than `most` of them."""
    limit = weights().bands.most_for_one if most is None else most
    stands: Counter[str] = Counter()
    kept: list[Pair] = []
    for pair in sorted(pairs, key=lambda each: (-each.score, each.one, each.other)):
        if max(stands[pair.one], stands[pair.other]) < limit:
            stands.update((pair.one, pair.other))
            kept.append(pair)
    return kept
