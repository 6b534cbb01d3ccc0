"""How alike two names are, in any spelling, script and order: words are paired off, the likest first."""

from dataclasses import dataclass
from functools import lru_cache

from cicdesk.domain.duplicates.profile import Profile
from cicdesk.domain.duplicates.weights import MOST, Name
from cicdesk.domain.names import fold
from cicdesk.domain.skeletons import MARKER
from cicdesk.domain.spellings import query_variants, spellings

_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """A word in all the ways in which it may be met."""

    plain: str
    few: frozenset[str]
    """Itself, its official spellings, and its keys."""
    full: frozenset[str]
    """What else it is written as, and the other names that a given name goes by."""


@lru_cache(maxsize=100_000)
def read(word: str) -> Reading:
    """The readings of a word of `names.words`."""
    return Reading(fold(word), frozenset(query_variants(word)), spellings(word))


@lru_cache(maxsize=200_000)
def near(word: str) -> tuple[str, ...]:
    """The word itself, then its skeleton keys and official spellings: the nearest of its readings, in a fixed order."""
    plain = fold(word)
    others = {*query_variants(word)} - {plain}
    return (plain, *sorted(others, key=lambda each: (not each.startswith(MARKER), each)))


@dataclass(frozen=True, slots=True)
class NameLikeness:
    """How alike two names are."""

    part: int
    """In thousandths of sameness."""
    same_letters: bool = False
    """Whether they are written with the same words."""
    whole: bool = False
    """Whether every word of the shorter one was found."""
    given_differ: bool = False
    """Whether the given names are known to be different names."""


def alike(one: Profile, other: Profile, weight: Name) -> NameLikeness:
    """The likest of all ways in which the two names are written."""
    best = NameLikeness(0)
    for mine in one.names:
        for theirs in other.names:
            best = max(best, _compared(mine, theirs, weight), key=_order)
    differ = given_differ(one, other)
    most = MOST * weight.given_differ_percent // _PERCENT if differ else MOST
    return NameLikeness(
        min(best.part, most), best.same_letters and not differ, best.whole and not differ, differ
    )


def given_differ(one: Profile, other: Profile) -> bool:
    """Whether none of the given names of either is met anywhere in the names of the other."""
    if not one.given or not other.given:
        return False
    return not (_meets(one.given, other) or _meets(other.given, one))


def same_word(one: str, other: str) -> int:
    """How surely two words are one name: 2 its spellings, 1 another name of the same given name, 0 they are not."""
    mine, theirs = read(one), read(other)
    if mine.plain == theirs.plain or not mine.few.isdisjoint(theirs.few):
        return 2
    return int(not mine.few.isdisjoint(theirs.full) or not theirs.few.isdisjoint(mine.full))


def _meets(given: tuple[str, ...], other: Profile) -> bool:
    return any(same_word(word, each) for word in given for name in other.names for each in name)


def _order(found: NameLikeness) -> tuple[int, bool, bool]:
    return found.part, found.same_letters, found.whole


def _compared(mine: tuple[str, ...], theirs: tuple[str, ...], weight: Name) -> NameLikeness:
    shorter, longer = sorted((len(mine), len(theirs)))
    pairs = _pairs(mine, theirs)
    got = sum(MOST if sure > 1 else MOST * weight.synonym_percent // _PERCENT for sure in pairs)
    part = got // shorter
    if shorter == 1 and longer > 1:
        part = part * weight.single_percent // _PERCENT
    else:
        less = min((longer - shorter) * weight.extra_word_percent, weight.most_extra_percent)
        part = part * (_PERCENT - less) // _PERCENT
    same = sorted(map(fold, mine)) == sorted(map(fold, theirs))
    return NameLikeness(part, same, len(pairs) == shorter)


def _pairs(mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[int]:
    """How sure each pair of words is; every word is used once. The same whichever name comes first."""
    found = [
        (-sure, min(a, b), max(a, b), place, other)
        for place, a in enumerate(mine)
        for other, b in enumerate(theirs)
        if (sure := same_word(a, b))
    ]
    used_here: set[int] = set()
    used_there: set[int] = set()
    sures: list[int] = []
    for minus, _first, _second, place, other in sorted(found):
        if place not in used_here and other not in used_there:
            used_here.add(place)
            used_there.add(other)
            sures.append(-minus)
    return sures
