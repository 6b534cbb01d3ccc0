"""Which writes are accepted: one place that decides, and what it does not allow is set aside."""

import re
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import msgspec

from cicdesk.domain.merging.decisions import KIND as MERGE
from cicdesk.domain.narrow import may_write as may_write_as
from cicdesk.domain.reading import items, text
from cicdesk.domain.roles import Role
from cicdesk.schema.checks import check_shape
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.records import registry
from cicdesk.schema.values import Value
from cicdesk.server.storage.records import Held
from cicdesk.wire.errors import Why
from cicdesk.wire.messages import ALIVE, EVERYONE, Mutation

MUTATION_BYTES = 256 << 10
"""JSON of one mutation at the most."""
REGISTERS = 2000
LONGEST_NAME = 200
LATEST = (1 << 63) - 1
"""The last millisecond, and the last number, that the database can keep."""
RETRIED = frozenset({Why.OUT_OF_SCOPE, Why.UNKNOWN_FILE, Why.NO_OFFICE})
"""What may become right when the file's partitions change."""

_KEEPERS = {"office": "c", "region": "r"}
_HOLDERS = {"also_offices": "c", "assignees": "u"}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}\Z")
_CODE = re.compile(r"[^\s/\x00-\x1f{}\",\\]{1,64}\Z")
_NUL_TEXT = b"\\u0000"
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


@dataclass(frozen=True, slots=True)
class Giver:
    """Who hands something in."""

    device: str
    users: AbstractSet[str]
    scope: frozenset[str]
    narrow: "Reach | None" = None
    """Set where nobody on the laptop sees the office."""
    leads: AbstractSet[str] = frozenset()
    """Those of its people who decide whether two files are one person's."""
    salvage: bool = False
    """Gives back what the server lost: other people's writes, and files it no longer knows."""


@dataclass(frozen=True, slots=True)
class Reach:
    """As far as a laptop of carers or interpreters reaches."""

    roles: frozenset[Role]
    office: str
    entries: frozenset[str]
    """Its people's own entries in the register of interpreters."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a write is set aside."""

    why: Why
    field: str = ""


def is_id(text: str) -> bool:
    """Whether it can name a record or a mutation."""
    return _ID.match(text) is not None


def is_code(text: str) -> bool:
    """Whether it can name an office, a person of the staff or a device."""
    return _CODE.match(text) is not None and text != EVERYONE


def readable(muts: Sequence[Mutation]) -> bool:
    """Whether the server can keep them at all; a message with one that it cannot is refused whole."""
    codes = {m.user for m in muts} | {m.kind for m in muts}
    names = {m.rid for m in muts} | {m.root for m in muts}
    names.update(version for m in muts for versions in m.bases.values() for version in versions)
    return (
        all(is_id(m.id) and abs(m.at) <= LATEST for m in muts)
        and all(map(is_code, codes))
        and all(map(is_id, names - {""}))
    )


def wrong_contents(muts: Sequence[Mutation]) -> tuple[list[Verdict | None], bytes]:
    """What is wrong with each by itself, and all of them as JSON. Needs no database and holds no lock."""
    raws = [msgspec.json.encode(m) for m in muts]
    whole = b"[" + b",".join(raws) + b"]"
    # Looked for in all of them at once, and only if there is any in each.
    suspicious = _NUL_TEXT in whole or not all(map(_is_name, set().union(*(m.set for m in muts))))
    return [_wrong_content(m, raw, suspicious=suspicious) for m, raw in zip(muts, raws, strict=True)], whole


def _is_name(name: str) -> bool:
    return 0 < len(name) <= LONGEST_NAME


def _wrong_content(mutation: Mutation, raw: bytes, *, suspicious: bool) -> Verdict | None:
    if len(raw) > MUTATION_BYTES or len(mutation.set) > REGISTERS:
        return Verdict(Why.TOO_LARGE)
    if not mutation.set or (suspicious and (_NUL.search(raw) or not all(map(_is_name, mutation.set)))):
        return Verdict(Why.NOT_VALID)
    wrong = _wrong_register(mutation)
    if wrong:
        return Verdict(Why.NOT_VALID, wrong)
    spec = registry().get(mutation.kind)
    if spec is not None and spec.append_only and mutation.rid and set(mutation.set) != {ALIVE}:
        return Verdict(Why.APPEND_ONLY)
    return None


def _wrong_register(mutation: Mutation) -> str:
    """A register that cannot be as it is; empty if there is none."""
    for name, bases in mutation.bases.items():
        if mutation.id in bases:
            return name
    if not isinstance(mutation.set.get(ALIVE, True), bool):
        return ALIVE
    return check_shape(mutation.kind, mutation.set)


def may_write(
    mutation: Mutation, giver: Giver, held: Held | None, root: Held | None, parts: tuple[str, ...]
) -> Verdict | None:
    """Why this giver may not make this write; None if it may. The file's own fields decide, as they are now.

    `parts`: the partitions that a new file names itself.
    """
    if not giver.salvage and mutation.user not in giver.users:
        return Verdict(Why.UNKNOWN_PERSON)
    if held is not None and (held.state.root, held.state.kind) != (mutation.file, mutation.kind):
        return Verdict(Why.NOT_VALID)
    if mutation.kind == MERGE and mutation.user not in giver.leads:
        return Verdict(Why.NOT_ALLOWED, "state")
    if giver.narrow is not None:
        known = root.parts if root is not None and root.parts else parts
        return _may_write_narrowly(mutation, giver.narrow, held, known, salvage=giver.salvage)
    return _may_write_widely(mutation, giver, root, parts)


def _may_write_widely(
    mutation: Mutation, giver: Giver, root: Held | None, parts: tuple[str, ...]
) -> Verdict | None:
    if root is not None and root.parts:
        return None if giver.scope.intersection(root.parts) else Verdict(Why.OUT_OF_SCOPE)
    if mutation.record != mutation.file:
        return Verdict(Why.UNKNOWN_FILE)
    if not parts:
        return Verdict(Why.NO_OFFICE)
    return None if giver.salvage or giver.scope.intersection(parts) else Verdict(Why.OUT_OF_SCOPE)


def _may_write_narrowly(
    mutation: Mutation, reach: Reach, held: Held | None, known: tuple[str, ...], *, salvage: bool
) -> Verdict | None:
    """Carers write what happens in care, interpreters their own jobs; neither gives back what others wrote.

    `known`: the partitions of the file.
    """
    wrong = may_write_as(reach.roles, mutation.kind, mutation.set)
    if wrong is not None:
        return Verdict(Why.NOT_ALLOWED, wrong)
    if salvage:
        return Verdict(Why.OUT_OF_SCOPE)
    if not known:
        return Verdict(Why.UNKNOWN_FILE if mutation.record != mutation.file else Why.NO_OFFICE)
    if Role.INTERPRETER in reach.roles and mutation.kind in _JOBS:
        return None if _is_own_job(mutation, reach, held) else Verdict(Why.OUT_OF_SCOPE)
    return None if f"c:{reach.office}" in known else Verdict(Why.OUT_OF_SCOPE)


_JOBS = frozenset({"interpreter_request", "time_sheet"})
_NOT_ASKED = frozenset({"DRAFT", "REQUESTED"})
"""States of a request in which an interpreter sees it only where one was asked before."""


def _is_own_job(mutation: Mutation, reach: Reach, held: Held | None) -> bool:
    """A job is made by those who book; a sheet by whoever did the job."""
    if mutation.kind == "time_sheet":
        return text(held.state.data if held else mutation.set, "interpreter") in reach.entries
    return held is not None and is_job_of(held.state.data, reach.entries)


def is_job_of(request: Mapping[str, Value], entries: Collection[str]) -> bool:
    """Whether a request was offered to one of these interpreters, or is theirs."""
    if text(request, "interpreter") in entries:
        return True
    asked = {str(row.get("interpreter")) for row in items(request, "offers")}
    wanted = text(request, "wanted_interpreter") in entries and text(request, "state") not in _NOT_ASKED
    return wanted or not asked.isdisjoint(entries)


def partitions_of(document: Mapping[str, Value]) -> tuple[str, ...]:
    """The partitions that a root's own fields name."""
    parts = set()
    for field, whose in _KEEPERS.items():
        named = document.get(field)
        if isinstance(named, str) and is_code(named):
            parts.add(f"{whose}:{named}")
    for name in [name for name in document if SEPARATOR in name]:
        field, _, element = name.partition(SEPARATOR)
        letter = _HOLDERS.get(field)
        if letter and document[name] and is_code(element):
            parts.add(f"{letter}:{element}")
    return tuple(sorted(parts))
