"""One transaction's writes, merged in memory: what each becomes, and what the feed says of it.

Nothing here touches the database: the batch is given what is held, and leaves behind what is to be stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import msgspec

from cicdesk.domain.merging.decisions import KIND as MERGE
from cicdesk.domain.versions import RecordState, write, write_bases
from cicdesk.server.services.access import RETRIED, Giver, Verdict, may_write, partitions_of
from cicdesk.server.services.charts import off_chart, past_the_door
from cicdesk.server.storage.feed import EXIT, FeedWrites
from cicdesk.server.storage.mutations import APPLIED, ERASED, QUARANTINED, Answered, Parked
from cicdesk.server.storage.records import Held
from cicdesk.wire.errors import Why
from cicdesk.wire.messages import ALIVE, Head, Mutation, Outcome

_OWN = ("office", "region", "also_offices/", "assignees/")


@dataclass(slots=True)
class Known:
    """What the database held when the transaction began."""

    records: dict[str, Held] = field(default_factory=dict)
    answers: dict[str, Answered] = field(default_factory=dict)
    erased: frozenset[str] = frozenset()
    salvaged: set[tuple[str, str, str]] = field(default_factory=set)
    families: dict[str, frozenset[str]] = field(default_factory=dict)
    """For each person whose file is shown as one with others: all of them."""
    linked: set[str] = field(default_factory=set)
    """Everybody whom a decision about two files names, whether it stands or not."""


@dataclass(slots=True)
class Taken:
    """What became of one mutation."""

    mutation: Mutation
    result: str
    seq: int
    why: str = ""
    field: str = ""
    repeated: bool = False
    late: bool = False
    """Applied after what came behind it, so that its device cannot tell the record's number."""

    def outcome(self) -> Outcome | None:
        """What the device is told; nothing if it was simply accepted."""
        if self.result == APPLIED:
            return Outcome(r="dup") if self.repeated else None
        return Outcome(r=self.result, why=self.why, field=self.field)


class Batch:
    """Applies mutations one after another to the records it was given."""

    def __init__(self, seq: int, known: Known) -> None:
        self.seq = self.began = seq
        self.known = known
        self.touched: dict[str, Held] = {}
        self.parked: list[Parked] = []
        self.unparked: list[tuple[str, int]] = []
        self.moved: dict[str, tuple[str, ...]] = {}
        """Roots whose partitions changed -> what they were before the transaction."""
        self.salvaged: dict[tuple[str, str, str], str] = {}
        """Versions that were given back -> the device that gave them."""
        self.judged_again: list[str] = []
        """Mutations that had been set aside and were sent again, mended or at a better time."""
        self.decrees: list[Mutation] = []
        """What the centre itself wrote (services/bookings, services/merging)."""
        self.handed: dict[str, str] = {}
        """Decisions about two files -> the device that handed them in; none where they were given back."""
        self._here: set[str] = set()
        """Mutations that this batch has answered: the first of that name counts."""
        self._named: dict[str, tuple[str, ...]] = {}
        """The partitions that new files name themselves, by mutation."""

    def take(self, mutation: Mutation, giver: Giver, wrong: Verdict | None = None) -> Taken:
        """Apply a mutation, or say why not. Each new one takes a number of its own, also one set aside."""
        before = self.known.answers.get(mutation.id)
        open_still = _is_judged(before) and mutation.id not in self._here
        verdict = wrong or self._refused(mutation, giver) if open_still else None
        if before is not None and (not open_still or _is_the_same(before, verdict)):
            return Taken(mutation, before.result, before.seq, before.why, before.field, repeated=True)
        if before is not None:
            self.judged_again.append(mutation.id)
        self.seq += 1
        if mutation.file in self.known.erased:
            return self._answer(Taken(mutation, ERASED, 0))
        if verdict is not None:
            self.parked.append(Parked(mutation, giver.device, verdict.why, verdict.field))
            return self._answer(Taken(mutation, QUARANTINED, 0, verdict.why, verdict.field))
        self._apply(mutation, giver.device)
        return self._answer(Taken(mutation, APPLIED, self.seq))

    def give_back(self, mutation: Mutation, giver: Giver, wrong: Verdict | None = None) -> Verdict | None:
        """Apply versions that came by salvage, or keep them aside, for nobody else may have them.

        The mutation itself may still arrive from its author.
        """
        verdict = self._given_back(mutation, giver, wrong)
        if verdict is not None:
            self.seq += 1
            self.parked.append(Parked(mutation, giver.device, verdict.why, verdict.field, given_back=True))
        return verdict

    def _given_back(self, mutation: Mutation, giver: Giver, wrong: Verdict | None = None) -> Verdict | None:
        if mutation.file in self.known.erased:
            return None
        before = self.known.answers.get(mutation.id)
        if before is not None and before.result == APPLIED:
            return None
        verdict = wrong or self._refused(mutation, giver)
        if verdict is not None:
            return verdict
        missing = [n for n in mutation.set if (mutation.id, mutation.record, n) not in self.known.salvaged]
        if missing:
            self.seq += 1
            self._apply(mutation, "")
            keys = {(mutation.id, mutation.record, name) for name in missing}
            self.salvaged.update(dict.fromkeys(keys, giver.device))
            self.known.salvaged |= keys
        return None

    def decree(self, mutation: Mutation) -> None:
        """Apply what the centre itself decided; the record has to be among the known."""
        self.seq += 1
        self._apply(mutation, "")
        self._answer(Taken(mutation, APPLIED, self.seq))
        self.decrees.append(mutation)

    def second_chance(self, taken: list[Taken], giver: Giver) -> None:
        """Try again what this very batch set aside: a file's root may come after what belongs to it."""
        for each in taken:
            m = each.mutation
            fresh = each.result == QUARANTINED and not each.repeated
            if fresh and each.why in RETRIED and m.file in self.moved and self._refused(m, giver) is None:
                self.seq += 1
                self._apply(m, giver.device)
                self.parked = [parked for parked in self.parked if parked.body.id != m.id]
                each.result, each.why, each.field, each.seq, each.late = APPLIED, "", "", self.seq, True
                self._answer(each)

    def retry(self, parked: Iterable[tuple[Parked, Giver]]) -> bool:
        """Try again what was set aside earlier, now that partitions changed; whether anything was applied."""
        again = False
        for each, giver in parked:
            m = each.body
            if each.given_back:
                again |= self._retry_given_back(each, giver)
                continue
            done = self.known.answers.get(m.id)
            applied = done is not None and done.result == APPLIED
            if applied or each.why not in RETRIED or self._refused(m, giver) is not None:
                continue
            self.seq += 1
            self._apply(m, "")
            self._answer(Taken(m, APPLIED, self.seq))
            self.unparked.append((m.id, self.seq))
            again = True
        return again

    def _retry_given_back(self, parked: Parked, giver: Giver) -> bool:
        before = self.seq
        if parked.why in RETRIED and self._given_back(parked.body, replace(giver, salvage=True)) is None:
            self.unparked.append((parked.name, 0))
        return self.seq > before

    def _answer(self, taken: Taken) -> Taken:
        m = taken.mutation
        self._here.add(m.id)
        self.known.answers[m.id] = Answered(
            m.id, m.record, m.user, m.at, taken.result, taken.why, taken.field, taken.seq
        )
        return taken

    def _refused(self, mutation: Mutation, giver: Giver) -> Verdict | None:
        records = self.known.records
        held = records.get(mutation.record)
        root = records.get(mutation.file)
        if root is None or not root.parts:
            self._named[mutation.id] = partitions_of(mutation.set)
        if mutation.kind == MERGE:
            self.handed[mutation.record] = "" if giver.salvage else giver.device
        verdict = may_write(mutation, giver, held, root, self._named.get(mutation.id, ()))
        if verdict is None and held is not None and _leaves_nothing(held.state, mutation):
            return Verdict(Why.NOT_VALID)
        return _off_the_way(mutation, held) if verdict is None and not giver.salvage else verdict

    def _apply(self, mutation: Mutation, echo: str) -> None:
        held = self.known.records.get(mutation.record)
        fresh = held is None
        if held is None:
            held = Held(RecordState(mutation.record, mutation.file, mutation.kind), born=self.seq)
            self.known.records[mutation.record] = held
        if not (held.state.data or mutation.rid or mutation.bases or self.known.salvaged):
            held.state.data = dict(mutation.set)
        else:
            self._write_fields(held, mutation)
        state = held.state
        if ALIVE in mutation.set:
            state.keep_seen(mutation.id, mutation.seen)
        state.by, state.at, state.seq = mutation.user, mutation.at, self.seq
        held.echo = echo
        self.touched[state.rid] = held
        if state.rid == state.root and (not held.was or any(name.startswith(_OWN) for name in mutation.set)):
            self.place(held, self._named.pop(mutation.id, None) if fresh else None)

    def _write_fields(self, held: Held, mutation: Mutation) -> None:
        head = Head(value=None, user=mutation.user, at=mutation.at)
        for name, value in mutation.set.items():
            before = held.state.heads_of(name)
            bases, is_known = mutation.bases.get(name, ()), self._is_known(held, name)
            if (mutation.id, mutation.record, name) in self.known.salvaged:
                write_bases(held.state, name, mutation.id, bases, is_known)
            else:
                version = Head(value=value, user=head.user, at=head.at)
                write(held.state, name, mutation.id, version, bases, is_known)
            if len(before) == 1 and name in held.state.heads:
                self._name_author(held.state.heads[name], next(iter(before)))
            held.fseq[name] = self.seq

    def _is_known(self, held: Held, name: str) -> "_IsKnown":
        return _IsKnown(self.known, held.state.rid, name)

    def _name_author(self, heads: dict[str, Head], version: str) -> None:
        """A value that gets a rival is shown with its own author, not with the record's last one."""
        author = self.known.answers.get(version)
        if author is not None and version in heads:
            heads[version] = msgspec.structs.replace(heads[version], user=author.user, at=author.at)

    def place(self, root: Held, named: tuple[str, ...] | None = None) -> None:
        """Put a file, and those that are shown as one with it, where their own fields say. `named`: what these say."""
        rid = root.state.rid
        every = sorted(self.known.families.get(rid, frozenset({rid})))
        files = [root if each == rid else self.known.records[each] for each in every]
        own = [partitions_of(f.state.data) if f is not root or named is None else named for f in files]
        parts = own[0] if len(own) == 1 else tuple(sorted({part for each in own for part in each}))
        for file in files:
            if parts != file.parts:
                self.moved.setdefault(file.state.rid, file.parts)
                file.parts = parts
        office = root.state.data.get("office")
        root.office = office if isinstance(office, str) else ""

    def feed_writes(self, families: dict[str, list[Held]]) -> FeedWrites:
        """What the feeds say once everything is applied. `families`: all records of roots that moved."""
        writes = FeedWrites()
        touched: dict[str, list[Held]] = {}
        moved = {root: old for root, old in self.moved.items() if self.known.records[root].was}
        for held in self.touched.values() if moved else ():
            touched.setdefault(held.state.root, []).append(held)
        for root, old in moved.items():
            family = {held.state.rid: held for held in (*families.get(root, ()), *touched.get(root, ()))}
            self._move_family(
                writes, self.known.records[root], set(old), sorted(family.values(), key=_oldest_first)
            )
        for held in self.touched.values():
            state = held.state
            if state.root in moved:
                continue
            root_held = self.known.records[state.root]
            held.office = root_held.office
            for part in root_held.parts:
                if held.was:
                    writes.move(part, state.rid, held.was, state.seq)
                else:
                    writes.add(part, state.rid, state.seq, joined=False)
        return writes

    def _move_family(self, writes: FeedWrites, root: Held, old: set[str], family: Iterable[Held]) -> None:
        """Leaving is one exit; joining gives all records new numbers, for a reader there has passed the old ones."""
        new = set(root.parts)
        joins = bool(new - old)
        for held in family:
            state = held.state
            if joins and held.was and state.seq == held.was:
                self.seq += 1
                state.seq, held.echo = self.seq, ""
            held.office = root.office
            self.touched[state.rid] = held
            for part in sorted(old - new) if held.was else ():
                writes.leave(part, state.rid, held.was)
            for part in new:
                if part not in old or not held.was:
                    writes.add(part, state.rid, state.seq, joined=bool(held.was))
                elif state.seq != held.was:
                    writes.move(part, state.rid, held.was, state.seq)
        for part in sorted(old - new):
            self.seq += 1
            writes.tell(part, root.state.rid, self.seq, EXIT)


def _oldest_first(held: Held) -> tuple[int, str]:
    return held.born, held.state.rid


@dataclass(frozen=True, slots=True)
class _IsKnown:
    """Whether a version was applied to a field of a record."""

    known: Known
    rid: str
    field: str

    def __call__(self, version: str) -> bool:
        answer = self.known.answers.get(version)
        if answer is not None and answer.result == APPLIED and answer.rid == self.rid:
            return True
        return (version, self.rid, self.field) in self.known.salvaged


def _is_judged(before: Answered | None) -> bool:
    """Whether it is still to be judged. What was set aside had no effect yet: sent again, it is looked at anew."""
    return before is None or before.result == QUARANTINED


def _off_the_way(mutation: Mutation, held: Held | None) -> Verdict | None:
    if held is not None and (field := off_chart(mutation, held.state)):
        return Verdict(Why.OFF_CHART, field)
    field = past_the_door(mutation, held.state if held else None)
    return Verdict(Why.NOT_VALID, field) if field else None


def _is_the_same(before: Answered, verdict: Verdict | None) -> bool:
    return verdict is not None and (verdict.why, verdict.field) == (before.why, before.field)


def _leaves_nothing(state: RecordState, mutation: Mutation) -> bool:
    """Whether it claims to replace what replaced it: no honest program writes that."""
    for name in mutation.set:
        bases = mutation.bases.get(name, ())
        if mutation.id in state.early.get(name, ()) and not set(state.heads_of(name)).difference(bases):
            return True
    return False
