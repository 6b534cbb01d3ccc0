"""The version graph of protocol.md 4, kept by its heads: one module for both programs.

A field's versions are ids of the mutations that wrote them. A head is a version that nobody who knew
it has replaced. The current value stays until its version leaves the heads, so nothing is ever
overwritten silently: what was written without knowing it stands beside it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from cicdesk.schema.values import Value
from cicdesk.wire.messages import ALIVE, Head

_Content = TypeVar("_Content")


@dataclass(slots=True)
class RecordState:
    """A record with the heads of its fields; what both programs store of it."""

    rid: str
    root: str
    kind: str
    seq: int = 0
    data: dict[str, Value] = field(default_factory=dict)
    """The current value of each field."""
    ver: dict[str, str] = field(default_factory=dict)
    """The current version of each field, where it is not the record's own id."""
    heads: dict[str, dict[str, Head]] = field(default_factory=dict)
    """Every head, only of fields that have more than one."""
    bases: dict[str, list[str]] = field(default_factory=dict)
    """What the value of each other field replaced; an empty text stands for the record's own id."""
    early: dict[str, list[str]] = field(default_factory=dict)
    """Versions that were named as replaced before they arrived."""
    seen: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """What the author of each deletion that stands had seen: the deletion's version -> version -> fields."""
    by: str = ""
    at: int = 0

    def version(self, name: str) -> str:
        """The current version of a field; empty if it was never written."""
        return self.ver.get(name, self.rid) if name in self.data else ""

    def heads_of(self, name: str) -> dict[str, Head]:
        """Every head of a field."""
        if name in self.heads:
            return self.heads[name]
        if name not in self.data:
            return {}
        bases = self.bases.get(name, [])
        return {self.version(name): Head(value=self.data[name], user=self.by, at=self.at, bases=bases)}

    @property
    def deletion_asked(self) -> bool:
        """Whether someone wrote that it is deleted, seen or not."""
        return self.data.get(ALIVE) is False

    @property
    def deleted(self) -> bool:
        """Whether its deleter had seen every head of every other field."""
        return self.deletion_asked and not self.unseen()

    def unseen(self) -> set[str]:
        """The fields with a head that the author of the current deletion had not seen."""
        seen = self.seen.get(self.version(ALIVE), {})
        return {
            name
            for name in self.data
            if not name.startswith("_")
            and any(name not in seen.get(version, ()) for version in self.heads_of(name))
        }

    def keep_seen(self, version: str, seen: Mapping[str, list[str]]) -> None:
        """Remember what a deletion's author had seen for as long as that deletion stands."""
        standing = self.heads_of(ALIVE)
        kept = {**self.seen, version: dict(seen)} if seen else self.seen
        self.seen = {each: what for each, what in kept.items() if each in standing}


def write(
    state: RecordState,
    name: str,
    version: str,
    head: Head,
    bases: Iterable[str],
    is_known: Callable[[str], bool],
) -> None:
    """Add one version of one field. Any order of arrival gives the same heads (protocol.md 4, storage).

    `is_known` tells whether a version that is not a head now was applied to this record before.
    """
    heads = dict(state.heads_of(name))
    early = list(state.early.get(name, ()))
    current = state.version(name)
    if version in early:
        early.remove(version)
    else:
        heads[version] = _based(state, head, bases)
    _replace(heads, early, bases, is_known)
    _keep(state.early, name, early)
    if current not in heads:
        current = version if version in heads else max(heads)
    _settle(state, name, current, heads)


def write_bases(
    state: RecordState, name: str, version: str, bases: Iterable[str], is_known: Callable[[str], bool]
) -> None:
    """Add what a version replaced that is here already, brought by somebody who did not know that.

    A version that claims to have replaced every head, also what replaced itself, replaces nothing.
    """
    heads = dict(state.heads_of(name))
    early = list(state.early.get(name, ()))
    current = state.version(name)
    if version in heads:
        heads[version] = _based(state, heads[version], bases)
    _replace(heads, early, bases, is_known)
    if heads:
        _keep(state.early, name, early)
        _settle(state, name, current if current in heads else max(heads), heads)


def _replace(
    heads: dict[str, Head], early: list[str], bases: Iterable[str], is_known: Callable[[str], bool]
) -> None:
    """Take the replaced versions out of the heads, and remember those that have not come yet."""
    for base in bases:
        if heads.pop(base, None) is None and base not in early and not is_known(base):
            early.append(base)


def _based(state: RecordState, head: Head, bases: Iterable[str]) -> Head:
    """The head with what it replaced, the record's own id left out."""
    named = ["" if base == state.rid else base for base in bases]
    return msgspec.structs.replace(head, bases=named) if named else head


def _settle(state: RecordState, name: str, current: str, heads: dict[str, Head]) -> None:
    """Store the heads of a field. There is always one: what replaced the others was applied itself."""
    state.data[name] = heads[current].value
    if current == state.rid:
        state.ver.pop(name, None)
    else:
        state.ver[name] = current
    _keep(state.heads, name, heads if len(heads) > 1 else {})
    _keep(state.bases, name, heads[current].bases if len(heads) == 1 else [])


def _keep(table: dict[str, _Content], name: str, content: _Content) -> None:
    if content:
        table[name] = content
    else:
        table.pop(name, None)


def overlay(data: Mapping[str, Value], pending: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    """The record as shown: unsent edits over what the server has."""
    shown = dict(data)
    for written in pending:
        shown.update(written)
    return shown
