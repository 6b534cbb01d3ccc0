"""What becomes of reviews in the transaction that takes an edit or a decision (docs/protocol.md, 15).

A coordinator decides on a laptop, perhaps far from any line, and sees the decision at once. Here it is held against
what others decided and wrote meanwhile: the first decision stands, nobody approves what they wrote themselves, and
what was approved is open again as soon as it differs. The centre writes that into the review itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from cicdesk.domain.reading import text
from cicdesk.domain.reviewing import (
    DECIDED,
    DECISIONS,
    REVIEW,
    REVIEWED,
    Content,
    Refusal,
    ReviewState,
    content_of,
    differences,
    unpack,
)
from cicdesk.domain.versions import RecordState
from cicdesk.schema.values import Value
from cicdesk.server.services.accept import Batch
from cicdesk.server.services.reviews_pen import UNHEARD, Pen, moment_of
from cicdesk.server.services.reviews_written import Family, Written, noted
from cicdesk.server.storage import records, reviews
from cicdesk.server.storage.engine import Connection
from cicdesk.server.storage.records import Held
from cicdesk.wire.messages import Head

_CARRIER = "decided_by"
"""The register by which decisions are told apart: every one writes it, and the centre only to put one right."""


def settle(connection: Connection, batch: Batch, now: int, device: str, *, given_back: bool = False) -> None:
    """Hear the decisions of a batch, and open again what it changed; the answers join the batch.

    `now`: milliseconds; `device`: whose batch it is. `given_back`: it came by salvage, and was heard once already.
    """
    roots = _with_reviews(connection, batch)
    if not roots:
        return
    before = len(batch.decrees)
    found = records.load_files(connection, roots)
    earlier = {rid: _Before.of(held) for rid, held in found.items() if held.state.kind == REVIEW}
    written = Written(connection, batch, device)
    for root in sorted(roots):
        family = {rid: held for rid, held in found.items() if held.state.root == root}
        family |= {rid: batch.known.records[rid] for rid in family if rid in batch.known.records}
        family |= {rid: held for rid, held in batch.touched.items() if held.state.root == root}
        _File(batch, Family(family), written, Pen(batch, family, now)).settle(earlier, given_back=given_back)
    if len(batch.decrees) > before:
        batch.seq += 1  # the commit has a number of its own, above what the centre wrote


def _with_reviews(connection: Connection, batch: Batch) -> set[str]:
    """The files among those touched that have a review; a new file has none but what came with it."""
    touched = [held.state for held in batch.touched.values()]
    asked = {state.root for state in touched if state.kind == REVIEW}
    known = batch.known.records
    others = {s.root for s in touched if s.kind in REVIEWED and s.root in known and known[s.root].was}
    return asked | reviews.files(connection, others - asked)


@dataclass(frozen=True, slots=True)
class _Before:
    """A review as it was before the transaction."""

    data: Mapping[str, Value] = field(default_factory=dict)
    heads: Mapping[str, Head] = field(default_factory=dict)
    """Of the decision that stood."""

    @classmethod
    def of(cls, held: Held) -> "_Before":
        return cls(dict(held.state.data), dict(held.state.heads_of(_CARRIER)))


@dataclass(slots=True)
class _Judged:
    """What stands after the decisions of a batch were heard."""

    stands: dict[str, Value]
    """The fields of the decision."""
    told: dict[str, Value] = field(default_factory=dict)
    """Decisions that did not stand, as items of `unheard`."""
    approved: bool = False
    """Whether something was approved just now."""


class _File:
    """The reviews of one person's file."""

    def __init__(self, batch: Batch, family: Family, written: Written, pen: Pen) -> None:
        self._batch = batch
        self._family = family
        self._written = written
        self._pen = pen

    def settle(self, earlier: Mapping[str, _Before], *, given_back: bool) -> None:
        """Make every review of the file say what stands."""
        found = [h for h in self._family.living(REVIEW) if text(h.state.data, "case")]
        by_case = sorted(found, key=lambda h: (text(h.state.data, "case"), not h.was, h.born, h.state.rid))
        for case, each in groupby(by_case, key=lambda h: text(h.state.data, "case")):
            first, *others = each
            content = content_of(self._family.documents(), case)
            before = earlier.get(first.state.rid, _Before())
            judged = _as_given(first.state) if given_back else self._judge(first.state, before, content)
            for other in others:
                heads = other.state.heads_of(_CARRIER)
                judged.told |= self._told(other.state, Refusal.DECIDED_BEFORE, heads)
                self._pen.lay_to_rest(other)
            self._write(first, judged, before, content)

    def _write(self, held: Held, judged: _Judged, before: _Before, content: Content) -> None:
        approved = unpack(judged.stands.get("approved_values"))
        standing = self._family.versions(differences(approved, content))
        if judged.stands.get("state") in {ReviewState.APPROVED, ReviewState.CHANGED}:
            open_again = bool(standing) or self._family.disputed(content)
            judged.stands["state"] = (ReviewState.CHANGED if open_again else ReviewState.APPROVED).value
        news = standing if approved else self._family.written_after(self._batch.began, content)
        ledger = self._written.ledger({} if judged.approved else noted(before.data), news, standing)
        self._pen.write(held, judged.stands, judged.told, ledger)

    def _judge(self, state: RecordState, before: _Before, content: Content) -> _Judged:
        """Which decision stands: the one before, unless one of this batch is good and was made knowing it."""
        judged = _Judged({name: before.data[name] for name in DECIDED if before.data.get(name) is not None})
        judged.stands.setdefault("state", ReviewState.WAITING.value)
        known = before
        for version, head in self._fresh(state, before):
            why = self._why_not(state, version, known, content)
            if why is not None:
                judged.told |= self._told(state, why, [version])
                continue
            said = {n: heads[version].value for n in DECIDED if version in (heads := state.heads_of(n))}
            judged.stands |= {**said, _CARRIER: self._author(version, head)}
            judged.approved = said["state"] == ReviewState.APPROVED
            known = _Before(before.data, {version: head})
        return judged

    def _fresh(self, state: RecordState, before: _Before) -> list[tuple[str, Head]]:
        """The decisions of this batch, in the order in which they came."""
        answers = self._batch.known.answers
        fresh = [(v, head) for v, head in state.heads_of(_CARRIER).items() if v not in before.heads]
        return sorted(
            ((v, head) for v, head in fresh if head.value and v in answers),
            key=lambda each: answers[each[0]].seq,
        )

    def _why_not(self, state: RecordState, version: str, before: _Before, content: Content) -> Refusal | None:
        """Why a decision does not stand; None if it does."""
        head = state.heads_of(_CARRIER)[version]
        if not self._knew({base or state.rid for base in head.bases}, before, state.rid):
            return Refusal.DECIDED_BEFORE
        said = state.heads_of("state").get(version)
        if said is None or said.value not in DECISIONS | {ReviewState.WAITING}:
            return Refusal.INCOMPLETE
        author = self._author(version, head)
        if said.value in DECISIONS and not self._written.leads(author):
            return Refusal.NOT_ALLOWED
        if said.value != ReviewState.APPROVED:
            return None
        packed = state.heads_of("approved_values").get(version)
        if packed is None or not unpack(packed.value):
            return Refusal.INCOMPLETE
        return Refusal.OWN_WORK if author in self._writers(before, content) else None

    def _knew(self, bases: set[str], before: _Before, rid: str) -> bool:
        """Whether who decided had seen the decision that stood; one that the centre put back counts as the same."""
        if not before.heads or bases & before.heads.keys():
            return True
        return any(
            bases.intersection(base or rid for base in head.bases)
            for version, head in before.heads.items()
            if self._written.is_centres(version)
        )

    def _writers(self, before: _Before, content: Content) -> set[str]:
        """Who wrote since the last approval; before the first one, everybody whose words stand."""
        approved = unpack(before.data.get("approved_values"))
        versions = self._family.versions(differences(approved, content))
        writers = {each.user for each in self._written.by(versions).values()}
        return writers | {text(item, "user") for item in noted(before.data).values()}

    def _author(self, version: str, head: Head) -> str:
        answer = self._batch.known.answers.get(version)
        return answer.user if answer is not None else head.user

    def _told(self, state: RecordState, why: Refusal, versions: Iterable[str]) -> dict[str, Value]:
        """Decisions that did not stand, as items. That somebody only handed it in again need not be told."""
        found: dict[str, Value] = {}
        for version in versions:
            said, reason = (state.heads_of(name).get(version) for name in ("state", "reason"))
            answer = self._batch.known.answers.get(version)
            if said is None or answer is None or said.value == ReviewState.WAITING:
                continue
            item = {
                "user": answer.user,
                "at": moment_of(answer.at),
                "state": said.value,
                "reason": reason.value if reason else None,
                "why": why.value,
            }
            found[f"{UNHEARD}/{version}"] = {name: value for name, value in item.items() if value}
        return found


def _as_given(state: RecordState) -> _Judged:
    """What comes by salvage was decided by the centre that lost it."""
    return _Judged({name: state.data[name] for name in DECIDED if state.data.get(name) is not None})
