"""The pairs that the centre found, without those that were decided or put off, and what becomes of one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cicdesk.base.clock import from_milliseconds
from cicdesk.base.ids import RecordId
from cicdesk.domain.duplicates.choosing import Pair, chosen
from cicdesk.domain.duplicates.scoring import (
    Band,
    Reason,
    Why,
    band_of,
    evidence_of,
    is_news,
)
from cicdesk.domain.duplicates.weights import weights
from cicdesk.domain.roles import Area
from cicdesk.schema.handover import HANDOVER
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.support.merge import MERGE
from cicdesk.schema.values import Values
from cicdesk.services.context import Context
from cicdesk.services.duplicates.elsewhere import Elsewhere, elsewhere
from cicdesk.services.errors import NotAllowed
from cicdesk.services.records import RecordService
from cicdesk.store import likely, records
from cicdesk.store.engine import Connection
from cicdesk.store.likely import Waiting
from cicdesk.wire.likely import Side

if TYPE_CHECKING:
    from cicdesk.services.merging.service import MergingService

ASKS_TO_OPEN = "asks_to_open"
"""Why such a handover was written: its office would like to know of a file that another one keeps."""
_LATER = 24 * 3600 * 1000
_MERGED, _NOT_THE_SAME = "MERGED", "NOT_THE_SAME"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two people who may be one, as a line of a list."""

    id: str
    one: Side
    other: Side
    names: tuple[str, str]
    """Their names as files are called; empty for somebody whose file is not here."""
    score: int
    band: Band
    reasons: tuple[Reason, ...]

    @property
    def open(self) -> bool:
        """Whether both files are here, so that it can be decided here."""
        return all(self.names)


class DuplicatesService:
    """What a coordinator goes through, and what whoever types is warned of."""

    def __init__(self, context: Context, kept: RecordService, merging: "MergingService") -> None:
        self._context = context
        self._kept = kept
        self._merging = merging

    def pairs(self) -> list[Candidate]:
        """The pairs to go through, the likeliest first, at most five for each person. NotAllowed for who decides nothing."""
        self._may_decide()
        now = self._context.now()
        with self._context.store.read() as connection:
            waiting = likely.pairs(connection)
            decided = _decisions(connection)
        found = {each.id: each for each in map(_candidate, waiting) if decided.leaves(each)}
        off = {each.pair.id for each in waiting if each.later > now}
        shown = chosen(Pair(each.one.id, each.other.id, each.score, each.reasons) for each in found.values())
        kept = {frozenset({each.one, each.other}) for each in shown}
        return [
            each
            for each in found.values()
            if frozenset({each.one.id, each.other.id}) in kept and each.id not in off
        ]

    def count(self) -> int:
        """How many pairs wait."""
        return len(self.pairs()) if self._context.rights.merges else 0

    def files(self, pair: Candidate) -> tuple[Snapshot | None, Snapshot | None]:
        """Both people's files; None where one is not here."""
        self._may_decide()
        with self._context.store.read() as connection:
            found = {
                each.id: each
                for each in records.snapshots(connection, "id IN (?, ?)", (pair.one.id, pair.other.id))
            }
        return found.get(RecordId(pair.one.id)), found.get(RecordId(pair.other.id))

    def merge(self, pair: Candidate, survivor: str, taken: Collection[str]) -> Changes:
        """Both are one person: the survivor's file stands for both; of the fields `taken` the other one's value counts."""
        absorbed = pair.other.id if survivor == pair.one.id else pair.one.id
        return self._merging.merge(survivor, absorbed, taken, reasons=evidence_of(pair.reasons)) | _CHANGED

    def not_the_same(self, pair: Candidate) -> Changes:
        """They are two people; nobody is asked again unless they come to have something more in common."""
        reasons = evidence_of(pair.reasons)
        return self._merging.not_the_same(pair.one.id, pair.other.id, reasons=reasons) | _CHANGED

    def later(self, pair: Candidate) -> Changes:
        """Not now: it is shown again tomorrow, on this laptop."""
        self._may_decide()
        with self._context.store.write() as connection:
            likely.put_off(connection, pair.id, self._context.now() + _LATER)
        return _CHANGED

    def elsewhere(self, values: Values, limit: int = 5) -> Sequence[Elsewhere]:
        """People of other offices who may be the one being typed, the likeliest first."""
        self._context.enter(Area.OFFICE)
        with self._context.store.read() as connection:
            return elsewhere(connection, values, limit)

    def ask_to_open(self, file: str, shown: str, office: str, words: str = "") -> Changes:
        """Ask the coordinator about a file of another office. Who asked, when and why stays on record at the centre.

        `shown`: what was seen of the person: initials and year of birth.
        """
        self._context.enter(Area.OFFICE)
        values: Values = {
            "title": f"{shown} · {office}",
            "about": file,
            "about_kind": "person",
            "why": ASKS_TO_OPEN,
            "text": words.strip() or None,
            "author": self._context.user,
            "written_at": from_milliseconds(self._context.now()).strftime("%Y-%m-%dT%H:%MZ"),
            "office": self._context.place.office,
        }
        return self._kept.create(HANDOVER.kind, values)[1]

    def _may_decide(self) -> None:
        self._context.enter(Area.OFFICE)
        if not self._context.rights.merges:
            raise NotAllowed


_CHANGED = Changes(frozenset(), frozenset({likely.KIND}))


@dataclass(frozen=True, slots=True)
class _Decisions:
    """What was decided of pairs already."""

    tops: dict[str, str]
    """Files that became part of another one, with that one."""
    apart: dict[frozenset[str], frozenset[str]]
    """Pairs that are two people, with everything that they had in common when that was decided."""

    def leaves(self, pair: Candidate) -> bool:
        """Whether there is something to decide about a pair."""
        if pair.one.id in self.tops or pair.other.id in self.tops:
            return False
        known = self.apart.get(frozenset({pair.one.id, pair.other.id}))
        return known is None or is_news(evidence_of(pair.reasons), known)


def _decisions(connection: Connection) -> _Decisions:
    tops: dict[str, str] = {}
    apart: dict[frozenset[str], frozenset[str]] = defaultdict(frozenset)
    for each in records.snapshots(connection, "kind = ? AND deleted = 0", (MERGE.kind,)):
        values = each.values
        one, other = str(values.get("survivor") or ""), str(values.get("absorbed") or "")
        if values.get("state") == _MERGED:
            tops[other] = one
        elif values.get("state") == _NOT_THE_SAME:
            reasons = values.get("reasons")
            apart[frozenset({one, other})] |= frozenset(
                map(str, reasons if isinstance(reasons, list) else ())
            )
    return _Decisions(tops, dict(apart))


def _candidate(waiting: Waiting) -> Candidate:
    pair = waiting.pair
    reasons = reasons_of(pair.reasons)
    return Candidate(
        pair.id,
        pair.one or Side("", ""),
        pair.other or Side("", ""),
        waiting.names,
        pair.score,
        band_of(pair.score, weights()),
        reasons,
    )


def reasons_of(told: Iterable[tuple[str, int, str]]) -> tuple[Reason, ...]:
    """Reasons as the centre told them; what this version does not know is left out."""
    known = set(Why)
    return tuple(Reason(Why(why), points, detail) for why, points, detail in told if why in known)
