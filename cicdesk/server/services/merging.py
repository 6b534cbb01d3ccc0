"""Files of one person, at the centre: which decisions stand, who holds the files then, and what goes back.

The centre changes neither file. It writes into the absorbed one which file it became part of (`merged_into`), hands both
to everybody who holds either, and says no to a decision for which another one left no room.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from cicdesk.base.ids import new_id
from cicdesk.domain.merging.decisions import KIND, MERGED, UNDONE, Decision, decision_of
from cicdesk.domain.merging.giving_back import given_back
from cicdesk.domain.merging.sides import OVER, Side
from cicdesk.domain.merging.standing import Known as Person
from cicdesk.domain.merging.standing import family, standing, waits
from cicdesk.domain.versions import RecordState
from cicdesk.schema.values import Value
from cicdesk.server.services.accept import Batch
from cicdesk.server.storage import directory, joining, records
from cicdesk.server.storage.engine import Connection
from cicdesk.server.storage.joining import Row
from cicdesk.server.storage.records import Held
from cicdesk.wire.messages import ALIVE, CENTRE, Mutation

INTO = "merged_into"
_PERSON = "person"


def join(connection: Connection, batch: Batch, now: int) -> None:
    """Decide what the batch changes about joined files; what the centre says of it joins the batch. `now`: milliseconds."""
    people = {held.state.rid for held in batch.touched.values() if _is_person(held)}
    merges = [held for held in batch.touched.values() if held.state.kind == KIND]
    for held in merges:
        people.update(_named(held.state))
    said = any(INTO in held.state.data for held in batch.touched.values() if _is_person(held))
    if merges or said or not people.isdisjoint(batch.known.linked):
        settle(connection, batch, people, now)


def settle(connection: Connection, batch: Batch, people: Collection[str], now: int) -> None:
    """Decide about these people and everybody who is linked with them."""
    began = len(batch.decrees)
    _Joining(connection, batch, now).run(people)
    if len(batch.decrees) > began:
        batch.seq += 1  # the commit has a number of its own, above what the centre wrote


def without(connection: Connection, person: str) -> list[str]:
    """Forget the decisions about somebody who is erased; whom they concern besides."""
    rows = joining.about(connection, [person])
    joining.forget(connection, person)
    return sorted({each for row in rows for each in row.people} - {person})


def families(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    """For each of these people all whose files are shown as one with theirs."""
    links = [row.people for row in rows if row.stands]
    return {person: family(person, links) for pair in links for person in pair}


def closed(connection: Connection, people: Collection[str]) -> list[Row]:
    """Every decision about these people and about those who are linked with them."""
    rows: dict[str, Row] = {}
    asked: set[str] = set()
    new = set(people)
    while new:
        asked |= new
        rows.update((row.merge, row) for row in joining.about(connection, new))
        new = {person for row in rows.values() for person in row.people} - asked
    return list(rows.values())


def _is_person(held: Held) -> bool:
    return held.state.kind == _PERSON and held.state.rid == held.state.root


def _named(state: RecordState) -> list[str]:
    return [each for name in ("survivor", "absorbed") if isinstance(each := state.data.get(name), str)]


class _Joining:
    def __init__(self, connection: Connection, batch: Batch, now: int) -> None:
        self._connection = connection
        self._batch = batch
        self._records = batch.known.records
        self._now = now

    def run(self, people: Collection[str]) -> None:
        """Everything, in its order."""
        before = {row.merge: row for row in closed(self._connection, people)}
        rows = self._with_new(before)
        group = {*people, *(person for row in rows.values() for person in row.people)}
        self._read(group)
        there = {p: self._records[p].state for p in sorted(group) if self._is_there(p)}
        stands = self._standing(rows, there, {row.merge for row in before.values() if row.stands})
        after = {
            row.merge: replace(row, stands=stands.get(row.absorbed) == row.merge, undone=row.undone)
            for row in rows.values()
        }
        joining.keep(self._connection, [row for row in after.values() if row != before.get(row.merge)])
        self._place(there, families(after.values()))
        into = {row.absorbed: row.survivor for row in after.values() if row.stands}
        for person in there:
            self._say(self._records[person], into.get(person))
        for row in after.values():
            if row.undone and not row.stands and {*row.people} <= there.keys():
                self._give_back(row, parted=into.get(row.absorbed) != row.survivor)

    def _with_new(self, before: Mapping[str, Row]) -> dict[str, Row]:
        """The decisions as the records of this batch say them now."""
        rows = dict(before)
        for held in self._batch.touched.values():
            state = held.state
            if state.kind != KIND:
                continue
            told = None if state.deleted else decision_of(state.rid, state.data)
            old = rows.get(state.rid)
            if told is not None:
                device = self._batch.handed.get(state.rid, old.device if old else "")
                fresh = old is None or old.undone
                rows[state.rid] = Row(
                    told.merge, told.survivor, told.absorbed, device if fresh else (old.device if old else ""),
                    stands=bool(old and old.stands),
                )  # fmt: skip
            elif old is not None:
                rows[state.rid] = replace(old, stands=False, undone=True)
        return rows

    def _read(self, people: Collection[str]) -> None:
        missing = {each for each in people if each not in self._records}
        for rid, held in records.load(self._connection, missing).items():
            self._records.setdefault(rid, held)

    def _is_there(self, person: str) -> bool:
        held = self._records.get(person)
        return held is not None and _is_person(held) and bool(held.state.data)

    def _standing(
        self, rows: dict[str, Row], there: Mapping[str, RecordState], first: Collection[str]
    ) -> dict[str, str]:
        people = {p: Person(state.deleted, _into(state)) for p, state in there.items()}
        open_ones = [row for row in rows.values() if not row.undone]
        reached = [row for row in open_ones if row.merge in first or self._reaches(row)]
        decisions = [Decision(row.merge, row.survivor, row.absorbed) for row in reached]
        stands = {absorbed: each.merge for absorbed, each in standing(decisions, people, first).items()}
        for row in open_ones:
            decision = Decision(row.merge, row.survivor, row.absorbed)
            if stands.get(row.absorbed) != row.merge and not waits(decision, people):
                rows[row.merge] = replace(row, stands=False, undone=True)
                self._refuse(row.merge)
        return stands

    def _reaches(self, row: Row) -> bool:
        """Whether the laptop that handed it in holds both files by itself."""
        if not row.device:
            return True
        found = directory.devices(self._connection, [row.device]).get(row.device)
        both = [self._records[each] for each in row.people if each in self._records]
        return found is not None and all(found.scope.intersection(held.parts) for held in both)

    def _refuse(self, merge: str) -> None:
        """There is no room for it: one of the files is part of another, or the decision is made already."""
        self._read([merge])
        held = self._records.get(merge)
        if held is not None and held.state.data.get("state") == MERGED:
            self._decree(held, {"state": UNDONE, "decided_by": CENTRE})

    def _place(self, there: Mapping[str, RecordState], found: Mapping[str, frozenset[str]]) -> None:
        """Whoever holds one of the files holds all of them."""
        for person in there:
            self._batch.known.families.pop(person, None)
        self._batch.known.families |= found
        for person in there:
            self._batch.place(self._records[person])

    def _say(self, held: Held, into: str | None) -> None:
        """Which file it became part of; nobody but the centre says that."""
        state = held.state
        if state.data.get(INTO) != into or INTO in state.heads:
            self._decree(held, {INTO: into})

    def _give_back(self, row: Row, *, parted: bool) -> None:
        """What was written in the one about items of the other, also by somebody who did not know that they parted."""
        survivor, absorbed = (self._records[each] for each in row.people)
        if not parted or not any(name.startswith(OVER) for name in survivor.state.data):
            return
        kept, back = given_back(_side(survivor.state), _side(absorbed.state))
        kept = {n: v for n, v in kept.items() if survivor.state.data.get(n) != v or n in survivor.state.heads}
        for held, written in ((survivor, kept), (absorbed, back)):
            if written:
                self._decree(held, written)

    def _decree(self, held: Held, values: dict[str, Value]) -> None:
        state, name = held.state, new_id()
        seen: dict[str, list[str]] = {}
        if state.deleted:  # what the centre writes keeps nothing alive
            values = {**values, ALIVE: False}
            for each in state.data:
                if not each.startswith("_") and each not in values:
                    for version in state.heads_of(each):
                        seen.setdefault(version, []).append(each)
            seen[name] = [each for each in values if not each.startswith("_")]
        self._batch.decree(
            Mutation(
                id=name, rid=state.rid, root="" if state.root == state.rid else state.root, kind=state.kind,
                user=CENTRE, at=self._now, set=values, seen=seen,
                bases={n: list(heads) for n in values if (heads := state.heads_of(n))},
            )
        )  # fmt: skip


def _into(state: RecordState) -> str:
    value = state.data.get(INTO)
    return value if isinstance(value, str) else ""


def _side(state: RecordState) -> Side:
    names = [name for name in state.data if not name.startswith("_") or name.startswith(OVER)]
    return Side(
        state.rid, {name: dict(state.heads_of(name)) for name in names}, {n: state.version(n) for n in names}
    )
