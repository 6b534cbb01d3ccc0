"""All the words under which a name can be found, and all the words to look for when one is typed.

The index holds much, so that a query needs little: the original, the official transliterations,
the Polish reading, skeleton keys, and the keys of the other names that the same given name goes by.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from cicdesk.base.resources import resource
from cicdesk.domain import transliteration
from cicdesk.domain.names import CYRILLIC, LATIN, fold, letters, script, words
from cicdesk.domain.skeletons import MARKER, english_key, keys

__all__ = ["MARKER", "is_given_name", "latin", "query_variants", "spellings"]

latin = transliteration.latin

_SHORTEST_ARTICLE_WORD = 6
_MOST_SYNONYMS = 10
_MOST_VARIANTS = 6
_SURE_KEY = 5
"""A key this long stands for one given name; shorter ones are shared by different names."""


def spellings(name: str) -> frozenset[str]:
    """Every folded word to put into the index for a name in any script (domain 7.2).

    Skeleton keys begin with MARKER, so that they never match a typed word by accident.
    """
    found: set[str] = set()
    for word in words(name):
        found |= _of_word(word)
    for joined in _joined(name):
        found |= _of_word(joined)
    return frozenset(found)


def query_variants(token: str) -> tuple[str, ...]:
    """What to look for, as beginnings of words, when somebody typed this much of a word; at most six.

    Best given a word of `names.words`: a folded token has lost ё and ґ already.
    """
    word = letters(token)
    read = _readings(word)
    variants = dict.fromkeys((fold(word), *read.official, *(MARKER + key for key in read.keys)))
    return tuple(each for each in variants if each)[:_MOST_VARIANTS]


def is_given_name(word: str) -> bool:
    """Whether a word in Latin letters is one of the given names that the table knows."""
    return fold(word).strip() in _synonym_table()


def _joined(name: str) -> Iterable[str]:
    """Words that others write as one: Al-Hassan and Alhassan."""
    for part in name.split() if "-" in name else ():
        if "-" in part:
            yield "".join(words(part))


@dataclass(frozen=True, slots=True)
class _Readings:
    """A word in Latin letters: official spellings, those of everyday life, and the skeleton keys."""

    official: tuple[str, ...]
    everyday: tuple[str, ...]
    keys: tuple[str, ...]


def _readings(word: str) -> _Readings:
    kind = script(word)
    if kind == CYRILLIC:
        official = transliteration.ukrainian(word), transliteration.russian(word)
        found = {english_key(spelling): None for spelling in official}
        return _Readings(official, (transliteration.polish(word),), tuple(key for key in found if key))
    plain = fold(word) if kind == LATIN else transliteration.any_script(word)
    return _Readings((plain,), (), keys(plain))


@lru_cache(maxsize=50_000)
def _of_word(word: str) -> frozenset[str]:
    """The spellings of one word with the keys of its synonyms."""
    read = _readings(word)
    found = {fold(word), *read.official, *read.everyday, *(MARKER + key for key in read.keys)}
    first = read.official[0]
    if first.startswith(("al", "el")) and len(first) >= _SHORTEST_ARTICLE_WORD:
        found.add(first[2:])
        found.update(MARKER + key for key in keys(first[2:]))
    found |= _synonyms(read)
    found.discard("")
    return frozenset(found)


def _synonyms(read: _Readings) -> frozenset[str]:
    """What else a given name of these spellings is called."""
    table = _synonym_table()
    for spelling in (*read.official, *read.everyday, *(MARKER + key for key in read.keys)):
        if found := table.get(spelling):
            return found
    return frozenset()


@cache
def _synonym_table() -> Mapping[str, frozenset[str]]:
    """From each given name, and each key long enough to be sure, to the words that find its whole set."""
    table: dict[str, frozenset[str]] = {}
    with resource("names/synonyms.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names = [fold(each) for each in (row["name"], *row["others"].split("|"))]
            found = frozenset(_finding(names))
            for name in names:
                table[name] = table.get(name, frozenset()) | found
                for key in keys(name):
                    if len(key) >= _SURE_KEY:
                        table.setdefault(MARKER + key, found)
    return table


def _finding(names: list[str]) -> Iterable[str]:
    """The fewest words under which every one of these names is found: keys, and names too short for one."""
    found: dict[str, None] = {}
    for name in names:
        name_keys = keys(name)
        found.update((MARKER + key, None) for key in name_keys[:1])
        if not name_keys:
            found[name] = None
    return tuple(found)[:_MOST_SYNONYMS]
