"""What a coordinator decided about two files, and what of them was seen: as it rests in a record of the kind `merge`."""

import base64
import binascii
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import msgspec

from cicdesk.domain.merging.sides import Side
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.values import Value

MERGED, UNDONE, NOT_THE_SAME = "MERGED", "UNDONE", "NOT_THE_SAME"
"""Codes of `merge_states`."""
KIND = "merge"
MOST_TAKEN = 500
_MARK = 6
"""Bytes of the digest of a version: a person's file has some hundreds, and the record has to stay small."""
_STEP = 4 * _MARK // 3
"""Characters of it."""
_MOST_MARKS = 1_100
_WITH: Mapping[str, tuple[str, ...]] = {
    "birth_date": ("birth_date_precision",),
    "pesel": ("pesel_unverified", "no_pesel"),
    "other_identifier": ("other_identifier_kind", "no_pesel"),
    "polish_level": ("polish_level_on", "polish_level_by"),
    "labour_status": ("labour_detail", "employer"),
}
"""Fields that say something about another one, and go with it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """That the file `absorbed` is shown in the file `survivor`."""

    merge: str
    """The record that holds it."""
    survivor: str
    absorbed: str
    taken: frozenset[str] = frozenset()
    """The fields of which the absorbed file's value is shown."""
    own_seen: frozenset[str] = frozenset()
    """Marks of the versions of the survivor that were seen when it was decided."""
    lent_seen: frozenset[str] = frozenset()
    """The same of the absorbed file."""
    elements: bool = True
    """Whether elements of sets are among them; in a file that has very many they are not."""

    def saw_own(self, name: str, version: str) -> bool:
        """Whether this version of the survivor was on the screen."""
        return mark(name, version) in self.own_seen

    def saw_lent(self, name: str, version: str) -> bool:
        """Whether this version of the absorbed file was on the screen."""
        return mark(name, version) in self.lent_seen


def mark(name: str, version: str) -> str:
    """A short name for a version of a register."""
    digest = hashlib.blake2b(f"{name}\n{version}".encode(), digest_size=_MARK).digest()
    return base64.b64encode(digest).decode()


def seen_text(own: Side, lent: Side) -> str:
    """What was seen of both files, as the field `before` holds it. It holds no value of theirs."""
    sides = {"own": own, "lent": lent}
    told: dict[str, Value] = {name: "".join(_marks(side)) for name, side in sides.items()}
    if sum(len(str(each)) for each in told.values()) > _MOST_MARKS * _STEP:
        told = {name: "".join(_marks(side, elements=False)) for name, side in sides.items()}
        told["elements"] = False
    return msgspec.json.encode(told).decode()


def _marks(side: Side, *, elements: bool = True) -> list[str]:
    names = [n for n in side.heads if not n.startswith("_") and (elements or SEPARATOR not in n)]
    return sorted(mark(name, version) for name in names for version in side.heads[name])


def taken_text(fields: Iterable[str]) -> str:
    """The fields that are taken over, with those that go with them, as the field `taken` holds them."""
    chosen = {name for each in fields for name in (each, *_WITH.get(each, ()))}
    return msgspec.json.encode(sorted(chosen)).decode()


def decision_of(merge: str, document: Mapping[str, Value]) -> Decision | None:
    """The decision that a record of the kind `merge` holds; None where it joins nothing, or names no two files."""
    survivor, absorbed = document.get("survivor"), document.get("absorbed")
    if not isinstance(survivor, str) or not isinstance(absorbed, str) or survivor == absorbed:
        return None
    if document.get("state") != MERGED:
        return None
    before = _object(document.get("before"))
    return Decision(
        merge, survivor, absorbed, frozenset(_listed(document.get("taken"))),
        own_seen=_split(before.get("own")), lent_seen=_split(before.get("lent")),
        elements=before.get("elements") is not False,
    )  # fmt: skip


def _object(text: Value) -> dict[str, Value]:
    try:
        return msgspec.json.decode(text, type=dict[str, Value]) if isinstance(text, str) else {}
    except msgspec.DecodeError:
        return {}


def _listed(text: Value) -> Collection[str]:
    try:
        return msgspec.json.decode(text, type=list[str])[:MOST_TAKEN] if isinstance(text, str) else ()
    except msgspec.DecodeError:
        return ()


def _split(text: Value) -> frozenset[str]:
    """Marks are written one after another, each as long as the others."""
    if not isinstance(text, str):
        return frozenset()
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error:
        return frozenset()
    return frozenset(text[at : at + _STEP] for at in range(0, len(text), _STEP))
