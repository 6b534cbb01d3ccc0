"""Project profiles: what a funder wants to know, as data.

They are shipped in resources/profiles/*.toml, and a coordinator can publish newer ones, which come with the exchange
(services/profiles). `profiles` gives those in force: a published one stands in place of the file of the same project.
"""

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from cicdesk.base.resources import resource

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class BadProfile(ValueError):
    """A profile that cannot be used; says at which of its lines."""


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
class Reported:
    """Which indicators a project reports, and of whom."""

    library: str = ""
    """A file of resources/indicators; empty where only those of its own are reported."""
    codes: tuple[str, ...] = ()
    """Which of them, in the project's order; all where none is named."""
    counted_when: tuple[str, ...] = ("sex", "age")
    """What has to be known on joining before a person counts."""
    main: str = ""
    """The indicator that stands for the project: how many people it reached."""
    own: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    """Indicators of the project itself, declared as in resources/indicators."""


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
    indicators: Reported = field(default_factory=Reported)
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By code list: the codes that the project has; all where it names none."""
    exports: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What is handed in to the funder, and by which layout of resources/funder_files."""
    version: str = ""
    """Of what was published; empty for a file that is shipped."""

    def name(self, language: str) -> str:
        """Its name in a language."""
        return self.names.get(language) or self.names["pl"]

    def offers(self, code_list: str, code: str) -> bool:
        """Whether a code is among those of the project."""
        return code_list not in self.offered or code in self.offered[code_list]


class _InForce:
    """The published profiles of the laptop that this process works for; as with its language, there is one."""

    published: tuple[Profile, ...] = ()


@cache
def shipped() -> tuple[Profile, ...]:
    """The profile that travels with the program for every project, in the order of its code."""
    paths = sorted(resource("profiles").glob("*.toml"))
    return tuple(read_profile(path.stem, path.read_text(encoding="utf-8")) for path in paths)


def profiles() -> tuple[Profile, ...]:
    """The profile in force of every project, in the order of its code."""
    by_code = {each.code: each for each in (*shipped(), *_InForce.published)}
    return tuple(by_code[code] for code in sorted(by_code))


def put_in_force(published: Iterable[Profile]) -> None:
    """From now on these stand in place of what is shipped for their projects; all others are as shipped."""
    _InForce.published = tuple(published)


def profile(code: str) -> Profile:
    """The project of that code; KeyError if there is none."""
    for each in profiles():
        if each.code == code:
            return each
    raise KeyError(code)


def shipped_text(code: str) -> str:
    """The file that is shipped for a project, to begin a new version with; empty if there is none."""
    path = resource(f"profiles/{code}.toml")
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def read_profile(code: str, text: str, version: str = "") -> Profile:
    """The profile that a text in TOML describes; BadProfile names the line at fault."""
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadProfile(str(error)) from None
    _look_through(held)
    stays = held["stays"]
    return Profile(
        code=code,
        names=MappingProxyType(held["names"]),
        number=held["number"],
        funder=held["funder"],
        valid_from=held["valid_from"],
        valid_to=held["valid_to"],
        needed=tuple(held["needed"]),
        not_needed=frozenset(held["not_needed"]),
        stays=frozenset(stays["eligible"]),
        stays_by_decision=frozenset(stays["by_decision"]),
        third_country_only=held["third_country_only"],
        paper=_letterhead(held.get("paper", {})),
        indicators=_reported(held.get("indicators", {})),
        offered=MappingProxyType({name: tuple(codes) for name, codes in held.get("code_lists", {}).items()}),
        exports=MappingProxyType(dict(held.get("exports", {}))),
        version=version,
    )


_TEXT, _TEXTS, _WORDS = "text", "texts", "words"
_FORMS: Mapping[str, object] = MappingProxyType({
    "number": _TEXT, "funder": _TEXT, "valid_from": dt.date, "valid_to": dt.date, "third_country_only": bool,
    "needed": _TEXTS, "not_needed": _TEXTS, "names": _WORDS, "stays": {"eligible": _TEXTS, "by_decision": _TEXTS},
})  # fmt: skip
"""What every profile says, and in which form."""
_MORE: Mapping[str, object] = MappingProxyType({
    "paper": {
        "version": _TEXT, "institution": _TEXT, "address": _TEXT, "phone": _TEXT, "email": _TEXT, "website": _TEXT,
        "strip": _TEXTS, "clause": _WORDS,
    },
    "indicators": {"library": _TEXT, "codes": _TEXTS, "counted_when": _TEXTS, "main": _TEXT, "own": dict},
    "code_lists": dict,
    "exports": _WORDS,
})  # fmt: skip
"""What it may say."""


def _look_through(held: Mapping[str, Any]) -> None:
    """BadProfile at the first thing that is missing, unknown, or of another form."""
    for name, form in _FORMS.items():
        if name not in held:
            raise BadProfile(f"{name}: –")
        _look_at(name, held[name], form, all_needed=True)
    for name, value in held.items():
        if name not in _FORMS:
            if name not in _MORE:
                raise BadProfile(name)
            _look_at(name, value, _MORE[name], all_needed=False)
    for name, codes in held.get("code_lists", {}).items():
        _look_at(f"code_lists.{name}", codes, _TEXTS, all_needed=False)
    if not held["names"].get("pl"):
        raise BadProfile("names.pl: –")
    if held["valid_to"] < held["valid_from"]:
        raise BadProfile(f"valid_to: {held['valid_to']}")


def _look_at(name: str, value: object, form: object, *, all_needed: bool) -> None:
    if isinstance(form, dict):
        if not isinstance(value, dict):
            raise BadProfile(name)
        for part in form:
            if part in value:
                _look_at(f"{name}.{part}", value[part], form[part], all_needed=all_needed)
            elif all_needed:
                raise BadProfile(f"{name}.{part}: –")
        for part in value:
            if part not in form:
                raise BadProfile(f"{name}.{part}")
    elif not _fits(value, form):
        raise BadProfile(f"{name}: {value}")


def _fits(value: object, form: object) -> bool:
    if form == _TEXT:
        return isinstance(value, str)
    if form == _TEXTS:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if form == _WORDS:
        return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    return isinstance(form, type) and isinstance(value, form) and not isinstance(value, dt.datetime)


def _letterhead(held: dict[str, Any]) -> Letterhead:
    clause: dict[str, str] = held.get("clause", {})
    return Letterhead(**{**held, "strip": tuple(held.get("strip", ())), "clause": MappingProxyType(clause)})


def _reported(held: dict[str, Any]) -> Reported:
    made: dict[str, Any] = {**held, "own": MappingProxyType(dict(held.get("own", {})))}
    made.update({name: tuple(held[name]) for name in ("codes", "counted_when") if name in held})
    return Reported(**made)
