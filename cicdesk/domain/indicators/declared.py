"""Indicators as they are declared, in resources/indicators/*.toml and in what a project publishes."""

import enum
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from cicdesk.base.resources import resource

LANGUAGES = ("pl", "uk", "ru", "en")
ATTRIBUTES = (
    "sex", "education", "labour_status", "labour_detail", "degurba", "foreign_background", "third_country", "minority",
    "homelessness", "disability", "end_situation", "helpful",
)  # fmt: skip
"""What of an `Entry` an indicator can ask for."""
OWN_DAYS = ("entered_on", "ended_on", "helpful_asked_on", "recognition_applied_on", "long_term_applied_on")
"""Days that stand in the participation."""
OTHER_DAYS = ("language_on", "orientation_on", "guidance_on", "reunion_on", "improved_on")
"""Days that services and assessments tell."""
MARKS = ("S", "G", "D")
OLDEST = 130


class Unit(enum.StrEnum):
    """What is counted."""

    PEOPLE = "people"
    INSTITUTIONS = "institutions"
    BY_HAND = "by_hand"
    """Nothing here: the program has no data for it, and its definition says who has."""


class BadIndicator(ValueError):
    """A declaration that cannot be counted; says where the fault is."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator with everything that is said of it."""

    code: str
    unit: Unit
    names: Mapping[str, str]
    definitions: Mapping[str, str]
    source: str
    mark: str
    """S: found in the regulation; G: general knowledge, to be checked with the funder; D: our own."""
    moment: str = "entered_on"
    """The day that decides whether it falls into the time asked for."""
    when: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """What has to be so, attribute by attribute."""
    unless: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """What must not be so."""
    ages: tuple[int, int] | None = None
    """The youngest and the oldest who count."""
    within: str = ""
    """The indicator that it is a part of."""

    def name(self, language: str) -> str:
        """Its name in a language."""
        return self.names.get(language) or self.names["pl"]

    def definition(self, language: str) -> str:
        """What exactly is counted, in a language."""
        return self.definitions.get(language) or self.definitions["pl"]

    @property
    def counted(self) -> bool:
        """Whether the program can count it."""
        return self.unit is not Unit.BY_HAND


@dataclass(frozen=True, slots=True)
class Library:
    """The indicators of a funder, in their order."""

    indicators: tuple[Indicator, ...]
    bands: tuple[int, ...]
    """At which ages the bands begin, from 0 on."""
    sums: tuple[tuple[str, ...], ...] = ()
    """A whole and the parts that add up to it."""

    @property
    def by_code(self) -> dict[str, Indicator]:
        """Each by its code."""
        return {each.code: each for each in self.indicators}

    def only(self, codes: tuple[str, ...]) -> "Library":
        """Those of them that a project reports, in its order; KeyError for a code that is not among them."""
        held = self.by_code
        sums = tuple(each for each in self.sums if set(each) <= set(codes))
        return Library(tuple(held[code] for code in codes), self.bands, sums)


@cache
def library(name: str) -> Library:
    """The library of that name in resources/indicators; FileNotFoundError if there is none."""
    with resource(f"indicators/{name}.toml").open("rb") as file:
        return read_library(tomllib.load(file))


def libraries() -> tuple[str, ...]:
    """The names of the libraries that are shipped."""
    return tuple(sorted(path.stem for path in resource("indicators").glob("*.toml")))


def read_library(held: Mapping[str, Any], known: Collection[str] = ()) -> Library:
    """A library from what stands in a file; BadIndicator names the fault. `known`: codes declared elsewhere."""
    bands = held.get("bands", [0])
    if not isinstance(bands, list) or bands[:1] != [0] or bands != sorted({int(each) for each in bands}):
        raise BadIndicator("bands")
    found = tuple(
        _indicator(code, each)
        for code, each in held.items()
        if code not in {"bands", "sums"} and isinstance(each, dict)
    )
    codes = {each.code for each in found} | set(known)
    for each in found:
        if each.within and each.within not in codes:
            raise BadIndicator(f"{each.code}: within = {each.within}")
    sums = tuple(tuple(each) for each in held.get("sums", ()))
    for code in (one for each in sums for one in each):
        if code not in codes:
            raise BadIndicator(f"sums: {code}")
    return Library(found, tuple(bands), sums)


def _indicator(code: str, held: Mapping[str, Any]) -> Indicator:
    fault = next(_faults(held), "")
    if fault:
        raise BadIndicator(f"{code}: {fault}")
    ages = held.get("ages")
    return Indicator(
        code=code,
        unit=Unit(held["unit"]),
        names=MappingProxyType(dict(held["name"])),
        definitions=MappingProxyType(dict(held["definition"])),
        source=held["source"],
        mark=held["mark"],
        moment=held.get("moment", OWN_DAYS[0]),
        when=_codes(held.get("when", {})),
        unless=_codes(held.get("unless", {})),
        ages=(ages[0], ages[1]) if ages else None,
        within=held.get("within", ""),
    )


def _codes(held: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({name: frozenset(codes) for name, codes in held.items()})


_KNOWN = frozenset(
    {"unit", "name", "definition", "source", "mark", "moment", "when", "unless", "ages", "within"}
)


def _faults(held: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a declaration, as the names of its lines."""
    yield from (name for name in held if name not in _KNOWN)
    if held.get("unit") not in set(Unit):
        yield "unit"
    if held.get("moment", OWN_DAYS[0]) not in OWN_DAYS + OTHER_DAYS:
        yield "moment"
    if held.get("mark") not in MARKS:
        yield "mark"
    if not isinstance(held.get("source"), str):
        yield "source"
    for name in ("name", "definition"):
        said = held.get(name)
        yield from (
            f"{name}.{each}"
            for each in LANGUAGES
            if not isinstance(said, dict) or not str(said.get(each) or "")
        )
    for name in ("when", "unless"):
        asked = held.get(name, {})
        if not isinstance(asked, dict):
            yield name
            continue
        yield from (f"{name}.{each}" for each in asked if each not in ATTRIBUTES or not _listed(asked[each]))
    if "ages" in held and not _span(held["ages"]):
        yield "ages"


def _span(ages: object) -> bool:
    if not isinstance(ages, list) or not all(isinstance(each, int) for each in ages):
        return False
    return (
        ages == sorted(ages)[:2] and len(ages) == len(("from", "to")) and ages[0] >= 0 and ages[1] <= OLDEST
    )


def _listed(codes: object) -> bool:
    return isinstance(codes, list) and bool(codes) and all(isinstance(each, str) for each in codes)
