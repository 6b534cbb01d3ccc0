"""What is decided about cases: approved, returned, passed on, handed in again. Each is one edit of the review."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cicdesk.base.clock import from_milliseconds
from cicdesk.base.ids import RecordId, new_id
from cicdesk.domain.reviewing import DECISIONS, REVIEW, ReviewState, pack
from cicdesk.domain.roles import Area
from cicdesk.domain.wall_time import write_moment
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values
from cicdesk.services import edits
from cicdesk.services.context import Context
from cicdesk.services.errors import CaseDisputed, MovedMeanwhile, NoReason, NotAllowed, OwnWork
from cicdesk.services.reviewing.reading import Reviewed, read
from cicdesk.store import pending, records, reviews, search
from cicdesk.store.engine import Connection
from cicdesk.store.reviews import Looked

MOST_AT_ONCE = 500
"""Cases that are approved together at the most: more than that nobody has looked at."""
_TOLD_FOR = 90 * 86_400_000
"""Milliseconds after which nobody is told any more that a decision did not stand."""
_RETURNED = 50
"""So many cases that came back are listed."""
Lacks = Callable[[str, Values], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a case."""

    state: ReviewState
    reason: str = ""
    passed_to: str = ""
    mark: str = ""
    """Of what was in sight; where the case holds something else by now, nothing is approved."""


class ReviewService:
    """One case on the desk, and what is decided about it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def open(self, case: str) -> Reviewed:
        """A case with all that a decision needs; RecordNotFound."""
        self._context.enter(Area.OFFICE)
        with self._store.read() as connection:
            return read(connection, case, self._context.user)

    @property
    def may_decide(self) -> bool:
        """Whether the user decides about the work of others."""
        return self._context.rights.settles

    def look(self, case: str) -> None:
        """Remember that the user has seen the case as it is now."""
        self._context.enter(Area.OFFICE)
        with self._store.write() as connection:
            self._note(connection, read(connection, case, self._context.user))

    def decide(self, case: str, decision: Decision) -> Changes:
        """Write a decision down; NotAllowed, NoReason, MovedMeanwhile, OwnWork, CaseDisputed.

        The centre has the last word: what others decided or wrote meanwhile this laptop cannot know.
        """
        self._context.enter(Area.OFFICE)
        with self._store.write() as connection:
            return self._decide(connection, read(connection, case, self._context.user), decision)

    def approve_all(self, cases: Sequence[str], lacks: Lacks) -> tuple[int, Changes]:
        """Approve those of the cases that are still clean, all in one transaction; how many that were."""
        self._context.enter(Area.OFFICE)
        count, changes = 0, Changes()
        with self._store.write() as connection:
            for case in cases[:MOST_AT_ONCE]:
                reviewed = read(connection, case, self._context.user)
                if self._is_clean(reviewed, lacks):
                    changes |= self._decide(connection, reviewed, Decision(ReviewState.APPROVED))
                    count += 1
        return count, changes

    def clean(self, cases: Sequence[str], lacks: Lacks) -> list[str]:
        """Those of the cases, of the first few hundred, that may be approved without a further look.

        Nothing is missing, asked, disputed or unsent, and the user wrote none of it.
        """
        self._context.enter(Area.OFFICE)
        with self._store.read() as connection:
            return [
                case
                for case in cases[:MOST_AT_ONCE]
                if self._is_clean(read(connection, case, self._context.user), lacks)
            ]

    def returned(self) -> list[Reviewed]:
        """The cases that came back to the user, the last first."""
        self._context.enter(Area.OFFICE)
        user = self._context.user
        with self._store.read() as connection:
            return [read(connection, case, user) for case in reviews.returned_to(connection, user, _RETURNED)]

    def unheard(self) -> list[Snapshot]:
        """The reviews in which a decision of the user did not stand, and which say so still."""
        self._context.enter(Area.OFFICE)
        user = self._context.user
        with self._store.read() as connection:
            names = reviews.with_unheard(connection, user, self._context.now() - _TOLD_FOR)
            found = [records.snapshot(connection, each) for each in names]
        return [each for each in found if any(row.get("user") == user for row in unheard_of(each))]

    def understood(self, review: str) -> Changes:
        """The user knows that a decision did not stand: it is said no more."""
        self._context.enter(Area.OFFICE)
        user = self._context.user
        with self._store.write() as connection:
            shown = records.snapshot(connection, review)
            mine = [f"unheard/{row['id']}" for row in unheard_of(shown) if row.get("user") == user]
            if mine:
                self._write(connection, review, dict.fromkeys(mine))
            return _changes(shown)

    def _is_clean(self, reviewed: Reviewed, lacks: Lacks) -> bool:
        state = reviewed.state
        to_decide = state in {ReviewState.WAITING, ReviewState.CHANGED} or (
            state is ReviewState.PASSED_ON and passed_to(reviewed) == self._context.user
        )
        asked = any(
            each.kind == "comment" and not each.values.get("done") for each in reviewed.records
        )  # fmt: skip
        if not to_decide or asked or reviewed.disputed or reviewed.unsent:
            return False
        wrote = self._context.user in reviewed.writers
        return not wrote and not lacks(reviewed.person.kind, reviewed.person.values)

    def _decide(self, connection: Connection, reviewed: Reviewed, decision: Decision) -> Changes:
        self._allow(reviewed, decision)
        case = reviewed.case
        written: dict[str, Value] = {
            "state": decision.state.value,
            "decided_by": self._context.user,
            "decided_at": write_moment(from_milliseconds(self._context.now())),
            "passed_to": decision.passed_to or None,
            "reason": decision.reason.strip() or None,
        }
        if decision.state is ReviewState.APPROVED:
            written["approved_values"] = pack(reviewed.content)
        if reviewed.review is None:
            values = {"person": str(case.root), "case": str(case.id), **written}
            review = new_id()
            now = self._context.now()
            edits.keep(
                connection,
                edits.creation(spec_of(REVIEW), review, case.root, values, self._context.user, now),
            )
        else:
            review = reviewed.review.id
            self._write(connection, review, written)
        search.index_these(connection, (review,))
        self._note(connection, reviewed)
        return Changes(frozenset({RecordId(review), case.id, case.root}), frozenset({REVIEW}))

    def _write(self, connection: Connection, review: str, written: dict[str, Value]) -> None:
        """All fields of a decision are written, also those that stay: they stand or fall together."""
        base = records.base(connection, review)
        unsent = pending.unsent_of(connection, (review,)).get(review, [])
        edits.keep(connection, edits.change(base, unsent, written, self._context.user, self._context.now()))

    def _allow(self, reviewed: Reviewed, decision: Decision) -> None:
        if decision.state in DECISIONS and not self._context.rights.settles:
            raise NotAllowed
        if decision.state is ReviewState.RETURNED and not decision.reason.strip():
            raise NoReason
        if decision.state is ReviewState.APPROVED:
            if decision.mark not in {"", reviewed.mark}:
                raise MovedMeanwhile
            if self._context.user in reviewed.writers:
                raise OwnWork
            if reviewed.disputed:
                raise CaseDisputed

    def _note(self, connection: Connection, reviewed: Reviewed) -> None:
        looked = Looked(
            self._context.now(), reviews.mark_of(connection, reviewed.case.root), pack(reviewed.content)
        )
        reviews.note_looked(connection, self._context.user, reviewed.case.id, looked)


def passed_to(reviewed: Reviewed) -> str:
    """To whom a case was passed on."""
    return str(reviewed.review.values.get("passed_to") or "") if reviewed.review else ""


def unheard_of(review: Snapshot) -> list[dict[str, Value]]:
    """The decisions that did not stand."""
    rows = review.values.get("unheard")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _changes(review: Snapshot) -> Changes:
    return Changes(frozenset({review.id, review.root}), frozenset({REVIEW}))
