"""How much each thing in common counts: read from resources/duplicates/weights.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache

import msgspec

from cicdesk.base.resources import resource

MOST = 1000
"""Certainty, in thousandths."""


@dataclass(frozen=True, slots=True)
class Bands:
    """From how many points on a pair is shown, and how many at the most for one person."""

    strong: int
    possible: int
    most_for_one: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """Points for numbers."""

    pesel_same: int
    pesel_differs: int
    document_same: int
    phone_same: int


@dataclass(frozen=True, slots=True)
class Birth:
    """Points for days of birth."""

    same: int
    swapped: int
    same_year: int
    new_year_percent: int
    """What is left of the points for a day that stands for a day nobody knew."""


@dataclass(frozen=True, slots=True)
class Name:
    """Points for a name, and what is left of them where it is not quite the same."""

    most: int
    synonym_percent: int
    single_percent: int
    extra_word_percent: int
    most_extra_percent: int
    given_differ_percent: int


@dataclass(frozen=True, slots=True)
class Rest:
    """Points for what says little by itself."""

    sex_differs: int
    citizenship_same: int


@dataclass(frozen=True, slots=True)
class Weights:
    """All of them."""

    bands: Bands
    numbers: Numbers
    birth: Birth
    name: Name
    rest: Rest


@cache
def weights() -> Weights:
    """What the program came with."""
    text = resource("duplicates/weights.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), type=Weights)
