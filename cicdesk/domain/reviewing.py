"""What a coordinator reviews, what was approved of it, and what has become of it since. Pure.

A review is about one case: the case itself, its person, and what was given for it. Notes, comments and papers
are not approved, nor is who leads the case and which office holds it.
"""

import base64
import binascii
import enum
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from cicdesk.schema.documents import register_of, to_values
from cicdesk.schema.records import RecordSpec, registry
from cicdesk.schema.values import Document, Value, Values, is_blank

REVIEW = "review"
CASE = "case"
REVIEWED = frozenset({"person", CASE, "service", "participation", "language_level"})
"""Kinds of records whose content is approved."""
_OF_THE_DESK: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "person": frozenset({"office", "also_offices", "assignees", "number"}),
        CASE: frozenset({"office", "owner", "priority", "number"}),
        "participation": frozenset({"technical_id"}),
    }
)
"""Fields that say who has it in hand, or that the funder's system gave: nobody has to approve a case again for them."""
_LARGEST = 8 << 20
"""Bytes of what was approved at the most; what claims to be more was never packed here."""


class ReviewState(enum.StrEnum):
    """Codes of the list `review_states`. They never change."""

    WAITING = "WAITING"
    APPROVED = "APPROVED"
    RETURNED = "RETURNED"
    PASSED_ON = "PASSED_ON"
    CHANGED = "CHANGED"
    """Approved once; somebody has written since. Only the centre says so."""


DECISIONS = frozenset({ReviewState.APPROVED, ReviewState.RETURNED, ReviewState.PASSED_ON})
"""What a coordinator decides. That it waits (again) is anybody's to say."""
DECIDED = ("state", "decided_by", "decided_at", "passed_to", "reason", "approved_values")
"""The fields of one decision: they are written together, and stand or fall together."""


class Refusal(enum.StrEnum):
    """Codes of the list `review_refusals`: why a decision did not stand."""

    DECIDED_BEFORE = "DECIDED_BEFORE"
    OWN_WORK = "OWN_WORK"
    NOT_ALLOWED = "NOT_ALLOWED"
    INCOMPLETE = "INCOMPLETE"


class Part(msgspec.Struct, frozen=True):
    """One record of what is reviewed, register by register."""

    kind: str
    document: dict[str, Value]

    @property
    def values(self) -> dict[str, Value]:
        """The record as people see it."""
        return to_values(_spec(self.kind), self.document)


Content = Mapping[str, Part]
"""What is reviewed, by the ids of its records."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that holds something else than before."""

    record: str
    kind: str
    field: str
    before: Value
    after: Value
    registers: tuple[str, ...] = ()
    """The registers in which they differ; of a set only some."""


def belongs(kind: str, record: str, document: Document, case: str) -> bool:
    """Whether a record of the case's file is part of what is reviewed with it."""
    if kind not in REVIEWED:
        return False
    if kind == CASE:
        return record == case
    return document.get(CASE) in {None, "", case}


def as_it_is_now(kind: str) -> frozenset[str]:
    """The fields of a kind that are never approved: they count as they are."""
    return _OF_THE_DESK.get(kind, frozenset())


def part_of(kind: str, document: Document) -> Part:
    """A record as it is approved: without blanks, without what is the program's, in one order of its registers."""
    left_out = _OF_THE_DESK.get(kind, frozenset())
    held: dict[str, Value] = {}
    for name in sorted(document):
        of, element = register_of(name)
        value = _tidy(document[name])
        if name.startswith("_") or of in left_out or value is None or (element and value is False):
            continue
        held[name] = value
    return Part(kind, held)


def _tidy(value: Value) -> Value:
    if isinstance(value, dict):
        kept = {name: value[name] for name in sorted(value) if not is_blank(value[name])}
        return kept or None
    return None if is_blank(value) else value


def content_of(records: Iterable[tuple[str, str, Document]], case: str) -> dict[str, Part]:
    """What is reviewed with a case. `records`: id, kind and document of everything alive in its file."""
    return {
        record: part_of(kind, document)
        for record, kind, document in records
        if belongs(kind, record, document, case)
    }


def pack(content: Content) -> str:
    """Content as a text that rests in a record: JSON, deflated, in letters."""
    told = {record: content[record] for record in sorted(content)}
    return base64.b64encode(zlib.compress(msgspec.json.encode(told), 9)).decode()


_decode = msgspec.json.Decoder(dict[str, Part]).decode


def unpack(text: object) -> dict[str, Part]:
    """What `pack` made a text of; nothing where it is none of these."""
    if not isinstance(text, str) or not text:
        return {}
    try:
        unpacking = zlib.decompressobj()
        raw = unpacking.decompress(base64.b64decode(text, validate=True), _LARGEST)
        return _decode(raw)
    except (binascii.Error, zlib.error, msgspec.MsgspecError, ValueError):
        return {}


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """Field by field what became of it: first what was there already, in its order, then what is new."""
    records = [*before, *(record for record in after if record not in before)]
    return tuple(each for record in records for each in _of_record(record, before, after))


def _of_record(record: str, before: Content, after: Content) -> Iterator[Difference]:
    one, other = before.get(record), after.get(record)
    part = other or one
    if part is None or one == other:
        return
    old = one.document if one else {}
    new = other.document if other else {}
    changed: dict[str, list[str]] = {}
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            changed.setdefault(register_of(name)[0], []).append(name)
    seen, now = to_values(_spec(part.kind), old), to_values(_spec(part.kind), new)
    for name in _in_order(part.kind, changed):
        yield Difference(record, part.kind, name, seen.get(name), now.get(name), tuple(changed[name]))


def _in_order(kind: str, names: Iterable[str]) -> list[str]:
    places = {each.name: place for place, each in enumerate(_spec(kind).fields)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def _spec(kind: str) -> RecordSpec:
    return registry().get(kind) or RecordSpec(kind, "", "", 1, (), ())


def approved_content(review: Values | None, current: Content) -> Content:
    """What may leave the house: as it was approved last; as it is where nothing was ever approved."""
    return unpack((review or {}).get("approved_values")) or current


def approved_values(
    review: Values | None, current: Mapping[str, tuple[str, Values]]
) -> dict[str, tuple[str, Values]]:
    """The records of a case as exports use them: id -> kind and values as people see them.

    After an approval that is what was approved, until the next one: later edits do not count, nor do records that
    came later. Who holds the case is as it is now. `review`: the review of that case, None where there is none.
    """
    approved = unpack((review or {}).get("approved_values"))
    if not approved:
        return dict(current)
    found = {record: told for record, told in current.items() if told[0] not in REVIEWED}
    for record, part in approved.items():
        now = current.get(record, (part.kind, {}))[1]
        kept = {n: v for n, v in now.items() if n in _OF_THE_DESK.get(part.kind, ())}
        found[record] = (part.kind, {**part.values, **kept})
    return found


def is_decided(state: object) -> bool:
    """Whether nobody has to look at it now: it is approved, or back with its author."""
    return state in {ReviewState.APPROVED, ReviewState.RETURNED}


def writers_of(review: Values | None) -> frozenset[str]:
    """Those who wrote since the last approval, as the centre noted them in the review."""
    noted = (review or {}).get("changes")
    rows = noted if isinstance(noted, list) else ()
    return frozenset(str(row["user"]) for row in rows if isinstance(row, dict) and row.get("user"))
