"""One case as it is reviewed: what it holds now, what was approved and seen, and who wrote what."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cicdesk.base.ids import made_at
from cicdesk.domain.reviewing import (
    Content,
    Difference,
    ReviewState,
    content_of,
    differences,
    pack,
    unpack,
    writers_of,
)
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import Document, Values
from cicdesk.services import edits
from cicdesk.store import pending, records, reviews
from cicdesk.store.engine import Connection
from cicdesk.store.projection import Base, Unsent, rivals
from cicdesk.wire.messages import ALIVE, CENTRE


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote something, as far as this laptop knows."""

    user: str = ""
    """Empty where only the centre's history tells."""
    at: int = 0
    """Milliseconds by the author's clock."""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A case on the coordinator's desk."""

    case: Snapshot
    person: Snapshot
    review: Snapshot | None
    state: ReviewState
    content: Content
    approved: Content
    """As it was approved last; empty if it never was."""
    seen: Content | None
    """As the user saw it last; None where that never was."""
    seen_at: int
    writers: frozenset[str]
    """Who wrote since the last approval, as far as this laptop knows; the centre knows it all."""
    records: Sequence[Snapshot]
    """Everything alive in the file."""
    disputed: bool
    """Whether different values stand beside each other in what is reviewed."""
    unsent: bool
    """Whether something of it is not at the centre yet."""
    authors: Mapping[tuple[str, str], Author] = field(default_factory=dict)
    """By record and register."""

    @property
    def mark(self) -> str:
        """Of what it holds: another one as soon as that differs."""
        return hashlib.sha256(pack(self.content).encode()).hexdigest()

    def author_of(self, difference: Difference) -> Author:
        """Who wrote a difference last."""
        found = [self.authors.get((difference.record, name), Author()) for name in difference.registers]
        return max(found, key=lambda each: each.at, default=Author())


class FileReader:
    """Reads the file of a case once, as it is shown here: the centre's copies with what is unsent over them."""

    def __init__(self, connection: Connection, root: str) -> None:
        ids = [
            rid
            for (rid,) in connection.exec_driver_sql(
                "SELECT id FROM record WHERE root = ? AND deleted = 0", (root,)
            )
        ]
        self.bases: Mapping[str, Base] = records.bases(connection, ids)
        self.unsent: Mapping[str, Sequence[Unsent]] = pending.unsent_of(connection, ids)

    def documents(self) -> Iterator[tuple[str, str, Document]]:
        """Id, kind and document of everything alive."""
        for rid, base in self.bases.items():
            yield rid, base.kind, edits.document_of(base, self.unsent.get(rid, ()))

    def content(self, case: str) -> Content:
        """What is reviewed with that case."""
        return content_of(self.documents(), case)

    def disputed(self, content: Content) -> bool:
        """Whether somebody has to decide between values in it."""
        return any(
            name in content[rid].document or SEPARATOR in name
            for rid in content
            for name in rivals(self.bases[rid], self.unsent.get(rid, ()))
        )

    def is_unsent(self, content: Content) -> bool:
        """Whether something in it waits, or was set aside."""
        return any(self.unsent.get(rid) or self.bases[rid].asked for rid in content)

    def authors(self, content: Content, noted: Values) -> dict[tuple[str, str], Author]:
        """Who wrote each register of it."""
        ledger = _ledger(noted)
        return {
            (rid, name): author
            for rid, part in content.items()
            for name, author in self._of_record(rid, part.document, ledger)
        }

    def _of_record(
        self, rid: str, document: Document, ledger: Mapping[str, Author]
    ) -> Iterator[tuple[str, Author]]:
        base = self.bases[rid]
        newest = max((v for name in base.data for v in base.versions(name)), key=made_at, default="")
        pens = {name: each.mutation for each in self.unsent.get(rid, ()) for name in each.mutation.set}
        for name in (*document, ALIVE):
            if name in pens:
                yield name, Author(pens[name].user, pens[name].at)
                continue
            for version in base.versions(name)[-1:]:
                last = Author(base.by, base.at) if version == newest and base.by != CENTRE else None
                yield name, ledger.get(version) or last or Author(at=made_at(version))


def _ledger(noted: Values) -> dict[str, Author]:
    """What the centre noted of who wrote, by version."""
    rows = noted.get("changes")
    return {
        str(row["id"]): Author(
            str(row.get("user") or ""), made_at(str(row["id"])), str(row.get("place") or "")
        )
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, dict)
    }


def read(connection: Connection, case: str, user: str) -> Reviewed:
    """A case on the desk of that user; RecordNotFound if the laptop does not hold it."""
    shown = records.snapshot(connection, case)
    reader = FileReader(connection, shown.root)
    content = reader.content(case)
    name = reviews.review_of(connection, case)
    review = records.snapshot(connection, name) if name else None
    said: Values = review.values if review else {}
    approved = unpack(said.get("approved_values"))
    looked = reviews.looked_at(connection, user, case)
    authors = reader.authors(content, said)
    return Reviewed(
        case=shown,
        person=records.snapshot(connection, shown.root),
        review=review,
        state=state_of(said, approved, content, disputed=reader.disputed(content)),
        content=content,
        approved=approved,
        seen=unpack(looked.seen) if looked else None,
        seen_at=looked.at if looked else 0,
        writers=_writers(said, authors, differences(approved, content)),
        records=records.snapshots(connection, "root = ? AND deleted = 0", (shown.root,), order="+n"),
        disputed=reader.disputed(content),
        unsent=reader.is_unsent(content),
        authors=authors,
    )


def state_of(review: Values, approved: Content, content: Content, *, disputed: bool) -> ReviewState:
    """Where a case stands as this laptop sees it: an edit after the approval counts before the centre knows of it."""
    said = str(review.get("state") or "")
    state = ReviewState(said) if said in set(ReviewState) else ReviewState.WAITING
    if state not in {ReviewState.APPROVED, ReviewState.CHANGED}:
        return state
    return ReviewState.CHANGED if disputed or differences(approved, content) else ReviewState.APPROVED


def _writers(
    review: Values, authors: Mapping[tuple[str, str], Author], differing: Sequence[Difference]
) -> frozenset[str]:
    standing = {
        authors[each.record, name].user
        for each in differing
        for name in each.registers
        if (each.record, name) in authors
    }
    return (writers_of(review) | standing) - {""}
