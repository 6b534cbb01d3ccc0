"""What a screen shows of a record: the server's copy with the unsent edits over it. Pure.

The store keeps the result materialised; `tests/store` proves it equal to a rebuild.
"""

import enum
from collections.abc import Collection, Mapping, Sequence

import msgspec

from cicdesk.domain.versions import overlay
from cicdesk.schema.documents import register_of, to_values
from cicdesk.schema.records import RecordSpec, registry
from cicdesk.schema.snapshot import Rival
from cicdesk.schema.values import Value
from cicdesk.wire.messages import ALIVE, Head, Mutation


class Standing(enum.IntEnum):
    """SyncState as a column: what needs a person's eyes has the higher number."""

    SENT = 0
    WAITING = 1
    CONFLICT = 2
    ATTENTION = 3


class Base(msgspec.Struct, frozen=True):
    """The server's copy of a record; `seq` 0 if it has none.

    This and `Shown` are made for every record that comes, so they are of the kind that is made fastest.
    """

    id: str
    root: str
    kind: str
    seq: int = 0
    gen: int = 0
    data: dict[str, Value] = {}
    ver: dict[str, str] = {}
    heads: dict[str, dict[str, Head]] = {}
    gone: bool = False
    asked: bool = False
    by: str = ""
    at: int = 0

    def all_versions(self) -> dict[str, Collection[str]]:
        """Every head of every field."""
        heads, ver, own = self.heads, self.ver, self.id
        return {name: heads[name] if name in heads else (ver.get(name, own),) for name in self.data}

    def versions(self, name: str) -> list[str]:
        """Every head of a field."""
        if name in self.heads:
            return list(self.heads[name])
        return [self.ver.get(name, self.id)] if name in self.data else []


class Unsent(msgspec.Struct, frozen=True):
    """An edit that the server has not taken over yet."""

    mutation: Mutation
    parked: bool = False


class Shown(msgspec.Struct, frozen=True):
    """What the columns beside the document hold."""

    document: dict[str, Value] | None
    """None where it is the same as the server's copy."""
    deleted: bool
    standing: Standing
    title: str
    number: str
    office: str
    changed: int
    changed_by: str


def project(base: Base, unsent: Sequence[Unsent]) -> Shown:
    """What is shown of a record."""
    settled = {**base.data, **present_sets(base)} if base.heads else base.data
    document = overlay(settled, (u.mutation.set for u in unsent)) if unsent else settled
    last = unsent[-1].mutation if unsent else None
    return Shown(
        document=None if document is base.data or document == base.data else document,
        deleted=_deleted(base, unsent),
        standing=_standing(base, unsent),
        title=title_of(base.kind, document),
        number=_text(document.get("number")),
        office=_text(document.get("office")),
        changed=last.at if last else base.at,
        changed_by=last.user if last else base.by,
    )


def document_shown(base: Base, unsent: Sequence[Unsent]) -> dict[str, Value]:
    """The record's document as shown, register by register."""
    return overlay({**base.data, **present_sets(base)}, (u.mutation.set for u in unsent))


def _deleted(base: Base, unsent: Sequence[Unsent]) -> bool:
    """An edit after a deletion brings the record back, also the deleter's own."""
    return unsent[-1].mutation.set.get(ALIVE) is False if unsent else base.gone


def _standing(base: Base, unsent: Sequence[Unsent]) -> Standing:
    if base.asked or any(u.parked for u in unsent):
        return Standing.ATTENTION
    if rivals(base, unsent):
        return Standing.CONFLICT
    return Standing.WAITING if unsent else Standing.SENT


def rivals(base: Base, unsent: Sequence[Unsent]) -> dict[str, tuple[Rival, ...]]:
    """The fields with several different values that nobody has decided between, and these values.

    An element of a set is read as present where its heads differ and never asks anybody. An item of a
    repeating group that two people changed, or one changed and another removed, does.
    """
    asking: dict[str, tuple[Rival, ...]] = {}
    for name, heads in base.heads.items():
        if name.startswith("_") or (register_of(name)[1] and not is_item(heads)):
            continue
        standing = {version: Rival(version, h.value, h.user, h.at, h.place) for version, h in heads.items()}
        for each in unsent:
            if name in each.mutation.set:
                for version in each.mutation.bases.get(name, ()):
                    standing.pop(version, None)
                standing[each.mutation.id] = Rival(
                    each.mutation.id, each.mutation.set[name], each.mutation.user, each.mutation.at
                )
        if len({repr(r.value) for r in standing.values()}) > 1:
            asking[name] = tuple(standing[v] for v in sorted(standing))
    return asking


def is_item(heads: Mapping[str, Head]) -> bool:
    """Whether these values are of an item of a repeating group, which has a content of its own."""
    return any(isinstance(head.value, dict) for head in heads.values())


def present_sets(base: Base) -> dict[str, Value]:
    """Elements of sets whose heads differ, read as present: the value of a head that has one."""
    found: dict[str, Value] = {}
    for name, heads in base.heads.items():
        if register_of(name)[1]:
            values = [heads[v].value for v in sorted(heads, reverse=True) if heads[v].value]
            if values:
                found[name] = values[0]
    return found


def title_of(kind: str, document: dict[str, Value]) -> str:
    """What the record is called in lists: the content of its title fields."""
    spec = registry().get(kind)
    if spec is None:
        return ""
    parts = (_words(spec, name, document) for name in spec.title_fields)
    return " ".join(part for part in parts if part)[:200]


def _words(spec: RecordSpec, name: str, document: dict[str, Value]) -> str:
    field_of = spec.by_name.get(name)
    if field_of is not None and field_of.is_set:
        listed = to_values(spec, {k: v for k, v in document.items() if k.startswith(name + "/")}).get(name)
        return " ".join(str(each) for each in listed) if isinstance(listed, list) else ""
    return _text(document.get(name))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
