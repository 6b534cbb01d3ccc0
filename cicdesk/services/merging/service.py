"""The coordinator's decisions about two files. Nothing decides by itself, and nobody else does."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cicdesk.base.clock import from_milliseconds
from cicdesk.base.ids import RecordId, new_id
from cicdesk.domain.merging.decisions import MERGED, NOT_THE_SAME, UNDONE, seen_text, taken_text
from cicdesk.domain.merging.giving_back import given_back
from cicdesk.domain.merging.sides import Side
from cicdesk.domain.roles import Area
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.support.merge import MERGE
from cicdesk.schema.values import Value, Values
from cicdesk.services import edits
from cicdesk.services.context import Context
from cicdesk.services.errors import NotAllowed
from cicdesk.services.merging.errors import AlreadyJoined, NothingToUndo, NotTwoPeople
from cicdesk.store import joined, pending, records
from cicdesk.store.engine import Connection
from cicdesk.store.merged import Landed, side_of
from cicdesk.store.projection import Base, Unsent

_KIND = MERGE.kind
_PERSON = "person"


@dataclass(frozen=True, slots=True)
class Joined:
    """A file that is shown in another one."""

    merge: str
    """The decision; `undo` takes it."""
    person: Snapshot
    """The file by itself, as it comes back when it is undone."""
    survivor: RecordId
    """The file that it became part of; where several follow each other, the next one."""
    decided_by: str
    decided_at: str
    landed: Sequence[Landed] = ()
    """What was written into it by people who did not know of the decision."""


class MergingService:
    """Decides about files, takes decisions back, and tells what is joined."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def merge(
        self,
        survivor: str,
        absorbed: str,
        taken: Collection[str],
        *,
        reasons: Iterable[str] = (),
        note: str = "",
    ) -> Changes:
        """Show both files as one under the number of the survivor; of the fields `taken` the other one's value counts.

        Neither file is changed by it. NotAllowed where the role does not decide that, NotTwoPeople where one of them is
        no person that is here, AlreadyJoined where one is part of another file.
        """
        self._may_decide()
        with self._store.write() as connection:
            self._two_people(connection, survivor, absorbed)
            own, lent = self._alone(connection, survivor), self._alone(connection, absorbed)
            values: Values = {
                "state": MERGED, "taken": taken_text(taken), "before": seen_text(own, lent), "note": note.strip() or None
            }  # fmt: skip
            return self._decide(connection, survivor, absorbed, values, reasons)

    def not_the_same(self, one: str, other: str, reasons: Iterable[str] = (), note: str = "") -> Changes:
        """Remember that two files are of two people, so that nobody is asked again."""
        self._may_decide()
        with self._store.write() as connection:
            self._two_people(connection, one, other)
            values: Values = {"state": NOT_THE_SAME, "note": note.strip() or None}
            return self._decide(connection, one, other, values, reasons)

    def undo(self, merge: str) -> Changes:
        """Let both files be two again, each as it is without the other.

        What was written meanwhile stays in the file in which it was written; items of the one that were changed in the
        other go back to it. NothingToUndo where it was undone before.
        """
        self._may_decide()
        with self._store.write() as connection:
            held = records.snapshot(connection, merge)
            if held.kind != _KIND or held.values.get("state") != MERGED:
                raise NothingToUndo
            survivor, absorbed = str(held.values["survivor"]), str(held.values["absorbed"])
            top = joined.survivor_of(connection, survivor)
            files = joined.members(connection, top)
            there = {
                each.id
                for each in records.snapshots(connection, f"id IN ({records.marks(2)})", (survivor, absorbed))
            }
            if {survivor, absorbed} <= there:
                self._give_back(connection, survivor, absorbed)
            self._write(connection, merge, {"state": UNDONE, **self._by_whom()})
            people = (survivor, absorbed, top, *files)
            return Changes(frozenset(map(RecordId, (merge, *people))), frozenset({_KIND, _PERSON}))

    def of(self, person: str) -> list[Joined]:
        """The files that are shown in a person's, those joined first before others; none for one that stands alone."""
        self._context.enter(Area.OFFICE)
        with self._store.read() as connection:
            top = joined.survivor_of(connection, person)
            family = joined.family_of(connection, top)
            if family is None:
                return []
            stands = sorted(
                (family.stands[each] for each in family.parts(top)), key=lambda decision: decision.merge
            )
            landed = [each for part in (top, *family.parts(top)) for each in family.landed(part)]
            told: list[Joined] = []
            for each in stands:
                merge = records.snapshot(connection, each.merge).values
                told.append(
                    Joined(
                        each.merge, records.alone(connection, each.absorbed), RecordId(each.survivor),
                        str(merge.get("decided_by") or ""), str(merge.get("decided_at") or ""),
                        [one for one in landed if one.person == each.absorbed],
                    )
                )  # fmt: skip
            return told

    def different(self, person: str) -> frozenset[str]:
        """The people of whom somebody decided that they are not this one."""
        self._context.enter(Area.OFFICE)
        with self._store.read() as connection:
            rows = records.snapshots(
                connection,
                "kind = ? AND deleted = 0 AND json_extract(coalesce(shown, data), '$.state') = ?"
                " AND ? IN (json_extract(coalesce(shown, data), '$.survivor'),"
                " json_extract(coalesce(shown, data), '$.absorbed'))",
                (_KIND, NOT_THE_SAME, person),
            )
        return frozenset(str(row.values[name]) for row in rows for name in ("survivor", "absorbed")) - {
            person
        }

    def _may_decide(self) -> None:
        self._context.enter(Area.OFFICE)
        if not self._context.rights.merges:
            raise NotAllowed

    def _two_people(self, connection: Connection, one: str, other: str) -> None:
        found = records.snapshots(connection, "id IN (?, ?)", (one, other))
        if len(found) != 2 or any(each.kind != _PERSON or each.deleted for each in found):  # noqa: PLR2004  two
            raise NotTwoPeople
        if any(joined.survivor_of(connection, each) != each for each in (one, other)):
            raise AlreadyJoined

    def _alone(self, connection: Connection, person: str) -> Side:
        family = joined.family_of(connection, person)
        if family is not None:
            return family.shown(person)
        return side_of(*self._held(connection, person))

    def _decide(
        self, connection: Connection, one: str, other: str, values: Values, reasons: Iterable[str]
    ) -> Changes:
        record = new_id()
        told: dict[str, Value] = {"survivor": one, "absorbed": other, **self._by_whom(), **values}
        told["reasons"] = [*sorted(set(reasons))]
        given = {name: value for name, value in told.items() if value not in (None, [])}
        user, now = self._context.user, self._context.now()
        edits.keep(connection, edits.creation(MERGE, record, one, given, user, now))
        people = frozenset(map(RecordId, (record, one, other)))
        return Changes(people, frozenset({_KIND, _PERSON}))

    def _by_whom(self) -> dict[str, Value]:
        moment = from_milliseconds(self._context.now())
        return {"decided_by": self._context.user, "decided_at": moment.strftime("%Y-%m-%dT%H:%MZ")}

    def _give_back(self, connection: Connection, survivor: str, absorbed: str) -> None:
        own, lent = side_of(*self._held(connection, survivor)), side_of(*self._held(connection, absorbed))
        kept, back = given_back(own, lent)
        self._write(connection, survivor, kept)
        self._write(connection, absorbed, back)

    def _write(self, connection: Connection, record: str, written: Mapping[str, Value]) -> None:
        if written:
            copy, unsent = self._held(connection, record)
            user, now = self._context.user, self._context.now()
            edits.keep(connection, edits.change(copy, unsent, written, user, now))

    def _held(self, connection: Connection, record: str) -> tuple[Base, Sequence[Unsent]]:
        return records.base(connection, record), pending.unsent_of(connection, (record,)).get(record, [])
