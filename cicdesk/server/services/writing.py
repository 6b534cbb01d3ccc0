"""One write transaction from what is held to what is stored: read all that is touched, merge, write in bulk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from cicdesk.server.services import merging
from cicdesk.server.services.accept import Batch, Known, Taken
from cicdesk.server.services.access import Giver, Verdict
from cicdesk.server.services.bookings.deciding import decide
from cicdesk.server.services.duplicates import note_changed
from cicdesk.server.services.older_forms import BroughtUp, kept_aside, taken_up
from cicdesk.server.services.picking import giver_of
from cicdesk.server.services.reviews import settle
from cicdesk.server.storage import commits, directory, erasing, feed, mutations, records
from cicdesk.server.storage.engine import Connection
from cicdesk.wire.messages import ALIVE, Mutation


@dataclass(slots=True)
class Written:
    """What a transaction's writes came to."""

    taken: list[Taken]
    differing: dict[str, int] = field(default_factory=dict)
    """Records that are not what the device shows -> the number at which it holds them."""
    hidden: set[str] = field(default_factory=set)
    """Records that are not what the device shows either, of files that it may not see any more."""
    seq: int = 0
    token: int = 0
    """Of the commit; zero where nothing was new."""

    def number(self, taken: Taken) -> int:
        """The number at which the device may hold the record now; 0 where it lacks changes that it is not sent.

        Its copy would pass for complete, and never get them should the file come back.
        """
        unseen = taken.mutation.record in self.hidden and taken.mutation.rid and not taken.repeated
        return 0 if unseen else taken.seq


def gather(connection: Connection, muts: Sequence[Mutation], *, recovering: bool) -> Known:
    """Everything that these mutations touch, in a few queries."""
    roots = {m.file for m in muts}
    links = merging.closed(connection, roots)
    held = records.load(
        connection, {m.record for m in muts} | roots | {p for row in links for p in row.people}
    )
    ids = {m.id for m in muts}
    for m in muts:
        ids.update(*m.bases.values())
        touched = held.get(m.record)
        if touched is not None:
            ids.update(filter(None, map(touched.state.version, m.set)))
    return Known(
        records=held,
        answers=mutations.answered(connection, ids),
        erased=mutations.erased_among(connection, roots),
        salvaged=mutations.salvaged_among(connection, ids) if recovering else set(),
        families=merging.families(links),
        linked={person for row in links for person in row.people},
    )


def write_push(
    connection: Connection,
    clock: commits.Clock,
    given: BroughtUp,
    wrong: Sequence[Verdict | None],
    giver: Giver,
    now: int,
) -> tuple[Batch, Written]:
    """Merge a push, and decide what it wishes for; what is to be stored waits in the batch."""
    muts = given.muts
    batch = Batch(clock.seq, gather(connection, muts, recovering=clock.recovery_until > 0))
    taken = [batch.take(m, giver, w) for m, w in zip(muts, wrong, strict=True)]
    batch.second_chance(taken, giver)
    settle_files(connection, batch, now)
    decide(connection, batch, now)
    settle(connection, batch, now, giver.device)
    written = Written(taken)
    _compare(batch, written, giver)
    written.differing |= _decided(batch, taken, giver)
    written.differing |= _in_other_words(batch, taken, given, giver)
    return batch, written


def settle_files(connection: Connection, batch: Batch, now: int) -> None:
    """Decide which files are shown as one, and try again what was set aside, until neither changes the other."""
    while True:
        merging.join(connection, batch, now)
        before = batch.seq
        retry_parked(connection, batch)
        if batch.seq == before:
            return


def retry_parked(connection: Connection, batch: Batch) -> None:
    """Writes that were set aside get another chance when their file's partitions change."""
    tried: dict[str, tuple[str, ...]] = {}
    while changed := [root for root in batch.moved if tried.get(root) != batch.known.records[root].parts]:
        tried.update((root, batch.known.records[root].parts) for root in changed)
        parked = [replace(p, body=taken_up(p.body)) for p in mutations.parked_of(connection, changed)]
        if not parked:
            return
        _complete(connection, batch, parked)
        found = directory.devices(connection, list({each.device for each in parked}))
        givers = {name: giver_of(connection, each) for name, each in found.items()}
        batch.retry([(each, givers[each.device]) for each in parked if each.device in givers])


def _complete(connection: Connection, batch: Batch, parked: Iterable[mutations.Parked]) -> None:
    """Read what parked writes touch and the batch does not hold yet."""
    more = gather(connection, [each.body for each in parked], recovering=True)
    for rid, held in more.records.items():
        batch.known.records.setdefault(rid, held)
    for name, answer in more.answers.items():
        batch.known.answers.setdefault(name, answer)
    batch.known.salvaged |= more.salvaged
    batch.known.families |= {
        each: found for each, found in more.families.items() if each not in batch.known.families
    }
    batch.known.linked |= more.linked


def store(connection: Connection, batch: Batch) -> None:
    """Write what the batch holds: records, feed, and what was set aside."""
    moved = [root for root in batch.moved if batch.known.records[root].was]
    families: dict[str, list[records.Held]] = {}
    for rid, held in records.load_files(connection, moved).items():
        families.setdefault(held.state.root, []).append(batch.known.records.get(rid, held))
    writes = batch.feed_writes(families)
    records.insert(connection, [held for held in batch.touched.values() if not held.was])
    records.update(connection, [held for held in batch.touched.values() if held.was])
    note_changed(connection, batch)
    feed.write(connection, writes)
    erasing.forget_contents(connection, batch.judged_again)
    mutations.forget_answers(connection, batch.judged_again)
    mutations.park(connection, [replace(each, body=kept_aside(each.body)) for each in batch.parked])
    mutations.unpark(connection, batch.unparked)


def store_answers(
    connection: Connection, batch: Batch, taken: Sequence[Taken], device: str, received: int
) -> None:
    """Remember the answers, so that a repeated push gets the same ones."""
    rows = [
        (
            m.id, m.record, m.file, device, m.user, m.at, received, m.kind,
            each.result, each.why, each.field, each.seq, batch.seq, place,
        )
        for place, each in enumerate(taken)
        if not each.repeated
        for m in (each.mutation,)
    ]  # fmt: skip
    mutations.record_answers(connection, rows)


def store_decrees(connection: Connection, batch: Batch, received: int) -> None:
    """Remember what the centre wrote itself, in a parcel of its own, like what any laptop wrote."""
    if not batch.decrees:
        return
    answers = [batch.known.answers[m.id] for m in batch.decrees]
    parcel = min(answer.seq for answer in answers)
    rows = [
        (
            m.id, m.record, m.file, "", m.user, m.at, received, m.kind,
            mutations.APPLIED, "", "", answer.seq, parcel, place,
        )
        for place, (m, answer) in enumerate(zip(batch.decrees, answers, strict=True))
    ]  # fmt: skip
    mutations.record_answers(connection, rows)
    mutations.keep_parcel(connection, parcel, erasing.packed(batch.decrees))


def _compare(batch: Batch, written: Written, giver: Giver) -> None:
    """Find the records that are not what the device shows after its own edits."""
    found = written.differing
    own = {each.mutation.id for each in written.taken}
    for each in written.taken:
        m = each.mutation
        held = batch.known.records.get(m.record)
        if held is None or each.result != mutations.APPLIED or m.have == held.state.seq:
            continue
        alone = each.repeated and not m.rid and held.state.seq == each.seq and _as_made(held, m)
        if each.late or (not alone and (m.have != held.was or _conflicts(held, m, own))):
            if _seen_by(giver, batch, held.state.root):
                found[m.record] = min(m.have, found.get(m.record, m.have))
            else:
                written.hidden.add(m.record)


def _in_other_words(batch: Batch, taken: Sequence[Taken], given: BroughtUp, giver: Giver) -> dict[str, int]:
    """Records whose device shows what it wrote in the words of an older form: they go back to it whole."""
    return {
        m.record: 0
        for each in taken
        for m in (each.mutation,)
        if m.id in given.changed and each.result == mutations.APPLIED and _seen_by(giver, batch, m.file)
    }


def _decided(batch: Batch, taken: Sequence[Taken], giver: Giver) -> dict[str, int]:
    """Records of which the centre said something itself: what it said goes back with the answer."""
    found: dict[str, int] = {}
    own = {m.record for m in batch.decrees}
    for each in taken if own else ():
        m = each.mutation
        if m.record in own and each.result == mutations.APPLIED and _seen_by(giver, batch, m.file):
            found[m.record] = min(m.have, found.get(m.record, m.have))
    return found


def _seen_by(giver: Giver, batch: Batch, root: str) -> bool:
    held = batch.known.records.get(root)
    return held is not None and bool(giver.scope.intersection(held.parts))


def _as_made(held: records.Held, mutation: Mutation) -> bool:
    """Whether it is still what made it; an edit may also have come before its making."""
    return not held.state.ver and not held.state.heads and held.state.data.keys() == mutation.set.keys()


def _conflicts(held: records.Held, mutation: Mutation, own: set[str]) -> bool:
    state = held.state
    if not (held.was or state.ver or state.heads):
        return False
    if ALIVE in mutation.set and state.deletion_asked and not state.deleted:
        return True
    if ALIVE not in mutation.set and state.deleted and state.version(ALIVE) not in own:
        return True  # its device takes an edit for a revival, and the deleter had seen this one
    return any(name in state.heads or state.version(name) not in own for name in mutation.set)
