"""From what a person changed to the mutation that says it: which registers, replacing which versions."""

from collections.abc import Mapping, Sequence

from cicdesk.base.ids import new_id
from cicdesk.schema.documents import changes_between, register_of
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.values import Document, Value, Values
from cicdesk.store import pending, records
from cicdesk.store.engine import Connection
from cicdesk.store.projection import Base, Unsent, is_item, present_sets
from cicdesk.wire.messages import ALIVE, Mutation

REASON = "_reason"
"""Why a record was deleted, in its deleter's words."""


def creation(spec: RecordSpec, record: str, root: str, values: Values, user: str, at: int) -> Mutation:
    """The mutation that makes a record; it shares the record's id."""
    written = changes_between(spec, {}, values)
    return Mutation(
        id=record, root="" if root == record else root, kind=spec.kind, user=user, at=at, set=written
    )


def change(
    base: Base, unsent: Sequence[Unsent], written: Mapping[str, Value], user: str, at: int
) -> Mutation:
    """The mutation that writes these registers over what its author saw."""
    replaced = {name: bases_of(base, unsent, name) for name in written}
    return _mutation(base, dict(written), {n: b for n, b in replaced.items() if b}, user, at)


def settlement(
    base: Base, unsent: Sequence[Unsent], written: Mapping[str, Value], user: str, at: int
) -> Mutation:
    """The mutation by which a person decides between all values that stand beside each other."""
    replaced = {name: all_heads(base, unsent, name) for name in written}
    return _mutation(base, dict(written), replaced, user, at)


def deletion(base: Base, unsent: Sequence[Unsent], user: str, at: int, reason: str = "") -> Mutation:
    """The mutation that deletes a record, naming everything its author had seen in it."""
    names = {*base.data, *(name for u in unsent for name in u.mutation.set)}
    seen: dict[str, list[str]] = {}
    for name in sorted(n for n in names if not n.startswith("_")):
        for version in all_heads(base, unsent, name):
            seen.setdefault(version, []).append(name)
    written: dict[str, Value] = {ALIVE: False, REASON: reason} if reason else {ALIVE: False}
    replaced = {name: all_heads(base, unsent, name) for name in written}
    mutation = _mutation(base, written, replaced, user, at)
    mutation.seen = seen
    return mutation


def revival(base: Base, unsent: Sequence[Unsent], user: str, at: int) -> Mutation:
    """The mutation that takes a deletion back."""
    return _mutation(base, {ALIVE: True}, {ALIVE: all_heads(base, unsent, ALIVE)}, user, at)


def _mutation(
    base: Base, written: dict[str, Value], bases: dict[str, list[str]], user: str, at: int
) -> Mutation:
    return Mutation(
        id=new_id(),
        rid=base.id,
        root="" if base.root == base.id else base.root,
        kind=base.kind,
        user=user,
        at=at,
        set=written,
        bases={name: versions for name, versions in bases.items() if versions},
    )


def bases_of(base: Base, unsent: Sequence[Unsent], name: str) -> list[str]:
    """The versions an edit replaces: the own unsent one if there is any, else the heads with the value shown.

    Of an element of a set all heads: differing ones are read as present, so their reader saw them all.
    An item of a repeating group has a content, of which its reader saw only the one that is shown.
    """
    own = [u.mutation.id for u in unsent if name in u.mutation.set]
    if own:
        return [own[-1]]
    if name not in base.heads or (register_of(name)[1] and not is_item(base.heads[name])):
        return base.versions(name)
    shown = present_sets(base).get(name, base.data.get(name))
    return sorted(version for version, head in base.heads[name].items() if head.value == shown)


def all_heads(base: Base, unsent: Sequence[Unsent], name: str) -> list[str]:
    """Every version of a field that is alive here, the unsent ones included."""
    own = [u.mutation.id for u in unsent if name in u.mutation.set]
    return sorted({*base.versions(name), *own})


def document_of(base: Base, unsent: Sequence[Unsent]) -> Document:
    """The record as shown, register by register."""
    document = {**base.data, **present_sets(base)}
    for each in unsent:
        document.update(each.mutation.set)
    return document


def keep(connection: Connection, mutation: Mutation) -> None:
    """Store an edit and what it changes on screen: one transaction of the caller."""
    if not mutation.rid:
        records.add_empty(connection, mutation.id, mutation.file, mutation.kind)
    pending.add(connection, mutation)
    records.refresh(connection, (mutation.record,))
