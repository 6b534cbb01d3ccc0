"""What it costs to put a name into the index with all its spellings."""

import random
import time

from cicdesk.domain.spellings import spellings
from scripts.bench.figures import Figure

_NAMES = 2_000
_LATIN = ("bcdfghjklmnprstvwz", "aeiouy", ("enko", "skyi", "uk", ""))
_CYRILLIC = ("бвгджзклмнпрстфхцчшщ", "аеиоуіяю", ("енко", "ський", "юк", ""))


def measure() -> list[Figure]:
    """Microseconds for a given name and a family name that nobody had before, in either script."""
    spellings("Іван Ivan")  # loads its tables
    return [
        Figure("indexing a name in Latin letters", _microseconds(_names(*_LATIN)), "us", 60),
        Figure("indexing a name in Cyrillic letters", _microseconds(_names(*_CYRILLIC)), "us", 150),
    ]


def _names(consonants: str, vowels: str, endings: tuple[str, ...]) -> list[str]:
    choose = random.Random(1)

    def word() -> str:
        body = "".join(choose.choice(consonants) + choose.choice(vowels) for _ in range(choose.randint(2, 4)))
        return (body + choose.choice(endings)).capitalize()

    return [f"{word()} {word()}" for _ in range(_NAMES)]


def _microseconds(names: list[str]) -> float:
    began = time.perf_counter()
    for name in names:
        spellings(name)
    return (time.perf_counter() - began) / len(names) * 1e6
