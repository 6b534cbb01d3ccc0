"""Project profiles: what a funder wants to know, as data in resources/profiles/*.toml."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cicdesk.base.resources import resource


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a project's printed papers say of who gives them: names and clauses change without a release."""

    version: str = ""
    """Of the clause; stands on the paper."""
    institution: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    strip: tuple[str, ...] = ()
    """The funders' names, where a strip of their signs is expected."""
    clause: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By language, what is said of personal data in short."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One project: its names, its time, and what makes a person reportable in it."""

    code: str
    """As in the code list `projects`."""
    names: Mapping[str, str]
    number: str
    """The number of the grant; empty where it is not known yet."""
    funder: str
    valid_from: dt.date
    valid_to: dt.date
    needed: tuple[str, ...]
    """Fields of the person that this project needs beside those of level R and P."""
    not_needed: frozenset[str]
    """Fields of level P that this project can do without."""
    stays: frozenset[str]
    """Codes of `stay_bases` that make a person eligible."""
    stays_by_decision: frozenset[str]
    """Codes that do so if the coordinator says so."""
    third_country_only: bool
    """Whether people who also are citizens of the EU are left out."""
    paper: Letterhead = field(default_factory=Letterhead)

    def name(self, language: str) -> str:
        """Its name in a language."""
        return self.names.get(language) or self.names["pl"]


@cache
def profiles() -> tuple[Profile, ...]:
    """Every project, in the order of its code."""
    return tuple(_read(path) for path in sorted(resource("profiles").glob("*.toml")))


def profile(code: str) -> Profile:
    """The project of that code; KeyError if there is none."""
    for each in profiles():
        if each.code == code:
            return each
    raise KeyError(code)


def _read(path: Path) -> Profile:
    with path.open("rb") as file:
        held: dict[str, Any] = tomllib.load(file)
    return Profile(
        code=path.stem,
        names=MappingProxyType(held["names"]),
        number=held["number"],
        funder=held["funder"],
        valid_from=held["valid_from"],
        valid_to=held["valid_to"],
        needed=tuple(held["needed"]),
        not_needed=frozenset(held["not_needed"]),
        stays=frozenset(held["stays"]["eligible"]),
        stays_by_decision=frozenset(held["stays"]["by_decision"]),
        third_country_only=held["third_country_only"],
        paper=_letterhead(held.get("paper", {})),
    )


def _letterhead(held: dict[str, Any]) -> Letterhead:
    return Letterhead(
        **{**held, "strip": tuple(held.get("strip", ())), "clause": MappingProxyType(held.get("clause", {}))}
    )
