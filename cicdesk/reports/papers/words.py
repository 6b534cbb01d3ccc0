"""The words of papers: one file a language in resources/templates/words, for more languages than the interface has."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from cicdesk.base.resources import resource
from cicdesk.schema.codelists import LABEL_LANGUAGES, code_list

FIRST = "pl"
"""The language every paper has."""
FALLBACK = "en"
_COMMON = "common"


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that papers say in one language."""

    language: str
    iso: str
    """Its code in the list `languages`."""
    name: str
    right_to_left: bool
    weekdays: tuple[str, ...]
    papers: Mapping[str, Mapping[str, Any]]
    codes: Mapping[str, Mapping[str, str]]
    """By code list, words for codes in a language that the lists themselves do not have."""

    def text(self, paper: str, key: str) -> str:
        """A text of that paper, or one that all share; KeyError if there is none."""
        found = self.papers[paper].get(key)
        return str(self.papers[_COMMON][key] if found is None else found)

    def texts(self, paper: str, key: str) -> tuple[str, ...]:
        """The points of a list."""
        return tuple(self.papers[paper][key])

    def version(self, paper: str) -> str:
        """The version of a paper's text in this language."""
        return str(self.papers[paper]["version"])

    def code(self, name: str, code: str) -> str:
        """The words for a code of a code list; English where this language has none."""
        own = self.codes.get(name, {}).get(code)
        return own or code_list(name).label(
            code, self.language if self.language in LABEL_LANGUAGES else FALLBACK
        )

    def weekday(self, number: int) -> str:
        """The name of a day of the week, from 0 for Monday."""
        return self.weekdays[number]


_HEAD = frozenset({"language", "iso", "name", "right_to_left", "weekdays", "codes"})


@cache
def languages() -> tuple[str, ...]:
    """The languages that papers exist in, the first one first."""
    found = sorted(path.stem for path in resource("templates/words").glob("*.toml"))
    return (FIRST, *(each for each in found if each != FIRST))


def title_in(language: str, paper: str, title: str) -> str:
    """What a paper of that Polish title is called in another language; the title itself where that is not known."""
    known = words_in(FIRST).papers[paper]
    key = next((each for each, text in known.items() if text == title), "")
    return words_in(language).text(paper, key) if key and language in languages() else title


@cache
def words_in(language: str) -> Words:
    """The words in that language; FileNotFoundError if papers do not speak it."""
    with resource(f"templates/words/{language}.toml").open("rb") as file:
        held: dict[str, Any] = tomllib.load(file)
    return Words(
        language=held["language"],
        iso=held["iso"],
        name=held["name"],
        right_to_left=held["right_to_left"],
        weekdays=tuple(held["weekdays"]),
        papers=MappingProxyType(
            {name: MappingProxyType(each) for name, each in held.items() if name not in _HEAD}
        ),
        codes=MappingProxyType(held.get("codes", {})),
    )


def language_of(iso: str) -> str:
    """The language of papers for a code of the list `languages`; empty if papers do not speak it."""
    return next((each for each in languages() if words_in(each).iso == iso), "")
