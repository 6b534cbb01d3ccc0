"""Code lists: the permitted values of coded fields, as rows of resources/codelists/*.csv.

Columns: code, pl, uk, ru, en, aliases (separated by `|`), parent, valid_from, valid_to, and any more
that a list's own rules read. A value is retired with a date and never removed.
"""

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from cicdesk.base.resources import resource

LABEL_LANGUAGES = ("pl", "uk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a code list."""

    code: str
    labels: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    parent: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    more: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def label(self, language: str) -> str:
        """Its words in a language."""
        return self.labels.get(language) or self.labels["en"]

    def offered_on(self, day: dt.date) -> bool:
        """Whether it may be chosen on that day; what was chosen earlier stays valid."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class CodeList:
    """A named list of permitted values in their order."""

    name: str
    entries: tuple[Entry, ...]
    by_code: Mapping[str, Entry]

    def label(self, code: str, language: str) -> str:
        """The words for a code; an unknown code is shown as it is."""
        entry = self.by_code.get(code)
        return entry.label(language) if entry else code

    def offered(self, day: dt.date, parent: str = "") -> tuple[Entry, ...]:
        """What may be chosen on that day, under that parent where the list has parents."""
        return tuple(
            e
            for e in self.entries
            if e.offered_on(day) and (not parent or not e.parent or e.parent == parent)
        )


@cache
def code_list(name: str) -> CodeList:
    """The list of that name; FileNotFoundError if there is none."""
    path = resource(f"codelists/{name}.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        entries = tuple(_entry(row) for row in csv.DictReader(lines))
    return CodeList(name, entries, MappingProxyType({e.code: e for e in entries}))


_KNOWN = frozenset({"code", *LABEL_LANGUAGES, "aliases", "parent", "valid_from", "valid_to"})


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        code=row["code"],
        labels=MappingProxyType({each: row[each] for each in LABEL_LANGUAGES}),
        aliases=tuple(a for a in (row.get("aliases") or "").split("|") if a),
        parent=row.get("parent") or "",
        valid_from=_day(row.get("valid_from")),
        valid_to=_day(row.get("valid_to")),
        more=MappingProxyType({name: text for name, text in row.items() if name not in _KNOWN}),
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
