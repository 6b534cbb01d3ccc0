"""What of people's files was approved, where somebody has changed it since: exports stand on that until it is seen again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from cicdesk.domain.reviewing import REVIEW, Part, ReviewState, as_it_is_now, unpack
from cicdesk.store import reading
from cicdesk.store.engine import Connection

T = TypeVar("T")


class _Review(msgspec.Struct, frozen=True):
    case: Any = None
    state: Any = None
    decided_at: Any = None
    approved_values: Any = None


_decode = msgspec.json.Decoder(_Review).decode
_registers = msgspec.json.Decoder(dict[str, Any]).decode


@dataclass(frozen=True, slots=True)
class Approved:
    """By record, its registers as they were approved last."""

    values: Mapping[str, Part]
    cases: Mapping[str, frozenset[str]]
    """By file, its cases that were approved once and have been changed since; of all others what is held counts."""

    @classmethod
    def of(cls, connection: Connection) -> "Approved":
        """What the reviews on this laptop say.

        A case that stands as approved is read from its records, which say the same, unless edits of this laptop wait.
        """
        values: dict[str, Part] = {}
        cases: dict[str, frozenset[str]] = {}
        waiting = reading.files_with_unsent(connection)
        reviews = [
            (root, review)
            for _record, root, _number, text in reading.texts(connection, REVIEW)
            if (review := _decode(text)).approved_values
            and (review.state != ReviewState.APPROVED or root in waiting)
        ]
        for root, review in sorted(reviews, key=lambda each: str(each[1].decided_at or "")):
            cases[root] = cases.get(root, frozenset()) | {str(review.case)}
            values.update(unpack(review.approved_values))
        return cls(values, cases)

    def as_approved(self, record: str, root: str, text: str, decode: Callable[[str | bytes], T]) -> T | None:
        """The record as it counts; None if it came into an approved case later."""
        if not self.cases:
            return decode(text)
        held = self.values.get(record)
        if held is not None:
            return decode(msgspec.json.encode({**held.document, **_of_now(held.kind, text)}))
        found = decode(text)
        if root not in self.cases:
            return found
        case = getattr(found, "case", None)
        return found if case and case not in self.cases[root] else None


def _of_now(kind: str, text: str) -> dict[str, Any]:
    """What nobody approves: the id that the funder's system gave, for instance."""
    wanted = as_it_is_now(kind)
    held = _registers(text) if wanted else {}
    return {name: held[name] for name in wanted & held.keys()}
