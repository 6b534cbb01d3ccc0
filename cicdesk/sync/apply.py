"""What the server says becomes what the laptop holds. The only writer of the server's copies.

Each function runs inside one transaction of the caller, so an answer is taken whole or not at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import msgspec

from cicdesk.store import lineage, meta, numbers, pending, records
from cicdesk.store.engine import Connection
from cicdesk.store.meta import Progress
from cicdesk.store.pending import Waiting
from cicdesk.store.projection import Base
from cicdesk.sync import holders, meetings, salvage
from cicdesk.wire.messages import (
    ALIVE,
    EVERYONE,
    Mutation,
    Outcome,
    Page,
    PullReply,
    PushReply,
    State,
    expand_runs,
    versions_check,
)

_decode = msgspec.json.Decoder(Mutation).decode


@dataclass(slots=True)
class Applied:
    """What an answer changed here."""

    records: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    pulled: int = 0
    refused: int = 0
    complete: bool = True
    """Nothing more to read."""
    left: bool = False
    """Something left our scope."""
    wanted: list[str] = field(default_factory=list)
    """Records whose copy cannot be trusted."""
    distrusted: list[str] = field(default_factory=list)
    """Partitions whose digest does not agree with ours."""


def push_answer(
    connection: Connection, batch: Sequence[Waiting], reply: PushReply, progress: Progress, applied: Applied
) -> Progress:
    """Acknowledgements and the server's resulting states together."""
    commit = (reply.known or progress.known or [0])[0]
    places = expand_runs(reply.seqs)
    accepted = [w.n for i, w in enumerate(batch) if i not in reply.outcomes or reply.outcomes[i].r == "dup"]
    pending.settle(connection, accepted, commit)
    applied.left |= any(map(_hands_over, batch)) or _may_be_out_of_sight(connection, batch, reply)
    for index, outcome in reply.outcomes.items():
        if outcome.r == "quarantined":
            pending.park(connection, batch[index].id, outcome.why, outcome.field, commit)
            applied.refused += 1
        elif outcome.r == "erased":
            _erase(connection, [_decode(batch[index].body).file])
    told = {state.rid for state in reply.states}
    simple = [
        (w, number)
        for i, (w, number) in enumerate(zip(batch, places, strict=False))
        if w.record not in told and (i not in reply.outcomes or _made_earlier(w, reply.outcomes[i]))
    ]
    applied.wanted += _fold(connection, simple, progress.gen)
    meetings.note(connection, batch, reply.states)
    take_states(connection, reply.states, progress.gen, applied)
    told_of = [w.record for i, w in enumerate(batch) if i in reply.outcomes]
    records.place_again(connection, told_of)
    records.refresh(connection, told_of)
    applied.records.update(w.record for w in batch)
    return bookkeeping(connection, progress, reply.epoch, reply.known, reply.durable)


_KEEPERS = {"c:": b"office", "r:": b"region"}
_HOLDING = (b'"office"', b'"region"', b'"also_offices/', b'"assignees/')


def _hands_over(waiting: Waiting) -> bool:
    """Whether it may have taken the file out of our scope, perhaps before the feed ever showed it there."""
    return waiting.id != waiting.record and any(name in waiting.body for name in _HOLDING)


def _may_be_out_of_sight(connection: Connection, batch: Sequence[Waiting], reply: PushReply) -> bool:
    """Whether a file made here may be in no partition of ours any more, without a page that ever says so.

    Its making was answered before and the file was handed over since; or it is in an office that we do not read.
    """
    if any(outcome.r == "dup" for outcome in reply.outcomes.values()):
        return True
    parts = holders.cursors(connection)
    read = [b'"%b":"%b"' % (_KEEPERS[part[:2]], part[2:].encode()) for part in parts if part[:2] in _KEEPERS]
    return bool(parts) and any(
        w.id == w.record
        and not any(r in w.body for r in read)
        and (b'"office"' in w.body or b'"region"' in w.body)
        for w in batch
    )


def _made_earlier(waiting: Waiting, outcome: Outcome) -> bool:
    """A record whose making the server had answered before, in an answer that was lost on the way.

    Where nothing else is said of it, it is what that edit made; else its state comes along.
    """
    return outcome.r == "dup" and waiting.id == waiting.record


_AS_SHOWN = """
UPDATE record SET data = shown, shown = NULL, seq = ?, crc = ?, gen = ?, state = 0, by_user = changed_by, at = changed
WHERE id = ? AND seq = 0 AND shown IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.record = record.id AND o.state <> 'acked')
  AND NOT EXISTS (SELECT 1 FROM joined j WHERE j.stands = 1 AND record.root IN (j.top, j.absorbed))
"""
"""What is shown of joined files is not theirs alone, so it is no copy of the server's."""


def _fold(connection: Connection, accepted: Sequence[tuple[Waiting, int]], gen: int) -> list[str]:
    """Edits that the server took exactly as shown: the copy becomes what was shown.

    Returns the records whose copy is of an earlier history: what else the server has of them is not known.
    """
    created = [(w.record, n) for w, n in accepted if w.id == w.record]
    counted: dict[str, int] = {}
    for w, _ in accepted:
        counted[w.record] = counted.get(w.record, 0) + 1
    fresh = [(r, n) for r, n in created if counted[r] == 1]
    told = 0
    if fresh:
        told = connection.exec_driver_sql(
            _AS_SHOWN,
            [(n, records.crc_of(r, n), gen, r) for r, n in fresh],
        ).rowcount
    done = {record for record, _n in fresh} if told == len(fresh) else _now_at(connection, fresh)
    changed: dict[str, Base] = {}
    written: list[Mutation] = []
    doubtful: dict[str, None] = {}
    rest = [(w, n) for w, n in accepted if w.record not in done]
    held = records.bases(connection, dict.fromkeys(w.record for w, _ in rest))
    for waiting, number in rest:
        base = changed.get(waiting.record) or held.get(waiting.record)
        if base is not None and base.gen == gen and base.seq >= number and waiting.id == waiting.record:
            continue  # its making, repeated: our copy is that or newer
        if base is not None and base.seq and base.gen != gen:
            doubtful[waiting.record] = None
        elif base is not None and (number or base.seq):
            mutation = _decode(waiting.body)
            written.append(mutation)
            # Without a number the copy lacks what others changed, and stays where it was.
            changed[waiting.record] = _with(base, mutation, number or base.seq, gen)
    records.put(connection, list(changed.values()))
    lineage.keep_written(connection, written)
    records.refresh(connection, [record for record in held if record not in changed])
    return list(doubtful)


def _now_at(connection: Connection, fresh: Iterable[tuple[str, int]]) -> set[str]:
    wanted = dict(fresh)
    done: set[str] = set()
    for part in records.chunks(wanted):
        rows = connection.exec_driver_sql(
            f"SELECT id, seq FROM record WHERE shown IS NULL AND id IN ({records.marks(len(part))})",  # noqa: S608  placeholders
            tuple(part),
        )
        done.update(record for record, seq in rows if seq == wanted[record])
    return done


def _with(base: Base, mutation: Mutation, number: int, gen: int) -> Base:
    """The copy with an edit. An edit of what is deleted brings it back, marked: its deleter had not seen that."""
    alive = mutation.set.get(ALIVE)
    versions = {**base.ver, **dict.fromkeys(mutation.set, mutation.id)}
    return Base(
        id=base.id, root=base.root, kind=base.kind, seq=number, gen=gen,
        data={**base.data, **mutation.set},
        ver={name: version for name, version in versions.items() if version != base.id},
        heads={name: heads for name, heads in base.heads.items() if name not in mutation.set},
        gone=alive is False, asked=alive is None and (base.gone or base.asked), by=mutation.user, at=mutation.at,
    )  # fmt: skip


def pull_answer(
    connection: Connection, reply: PullReply, progress: Progress, applied: Applied, *, checked: bool = True
) -> Progress:
    """A page of the feed: rows, cursors and the known commit together."""
    if reply.scope:
        applied.left |= holders.keep_only(connection, {*reply.scope, EVERYONE})
    take_states(connection, reply.wanted, progress.gen, applied)
    for part, page in reply.parts.items():
        take_page(connection, part, page, progress.gen, applied)
    applied.complete = not any(page.more for page in reply.parts.values()) and not reply.scope
    if applied.complete and checked and not applied.wanted:
        applied.distrusted += [
            part
            for part, page in reply.parts.items()
            if page.digest and holders.digest(connection, part, progress.gen) != page.digest
        ]
    return bookkeeping(connection, progress, reply.epoch, reply.known, reply.durable)


def take_page(connection: Connection, part: str, page: Page, gen: int, applied: Applied) -> None:
    """One partition's page."""
    take_states(connection, page.rows, gen, applied)
    holders.add(connection, part, {state.root or state.rid for state in page.rows})
    found = [holders.add_own(connection, part, first, count, gen) == count for first, count in page.own]
    if page.exits:
        holders.drop(connection, part, page.exits)
        applied.left = True
    if page.erased:
        _erase(connection, page.erased)
        applied.left = True
    if page.keeps is not None:
        gone = holders.keep_records(connection, part, page.keeps)
        applied.records.update(gone)
        applied.left |= bool(gone)
    if not all(found) and applied.wanted:
        return  # what we lack is perhaps on its way: this page is asked for once more beside it
    if not all(found):
        applied.distrusted.append(part)
    holders.move_cursor(connection, part, page.cursor)


def take_states(connection: Connection, states: Sequence[State], gen: int, applied: Applied) -> None:
    """Take over what is newer than ours; unsent edits stay laid over it."""
    if not states:
        return
    held = records.bases(connection, [state.rid for state in states])
    fresh: dict[str, Base] = {}
    taken: list[State] = []
    for state in states:
        old = fresh.get(state.rid) or held.get(state.rid)
        known = old is not None and old.seq > 0
        if known and old is not None and old.gen == gen and old.seq >= state.seq:
            continue
        if state.part and (old is None or not known or old.gen != gen):
            applied.wanted.append(state.rid)
            continue
        if known and old is not None and old.gen < gen:
            salvage.give_back(connection, old, state)
        new = _merged(old, state, gen) if state.part and old is not None else base_of(state, gen)
        if state.check and state.check != versions_check(new.all_versions()):
            # Our copy missed a change: the record moved up in the feed while we read it page by page.
            applied.wanted.append(state.rid)
            continue
        fresh[state.rid] = new
        taken.append(state)
    _unpark(connection, fresh)
    given = [base.data["number"] for base in fresh.values() if "number" in base.data]
    if given:
        numbers.never_again(connection, meta.load_place(connection), given)
    records.put(connection, list(fresh.values()))
    _keep_lineage(connection, taken, {rid for rid, base in held.items() if base.seq})
    applied.pulled += len(fresh)
    applied.records.update(fresh)
    applied.kinds.update(base.kind for base in fresh.values())


def _keep_lineage(connection: Connection, taken: Sequence[State], known: AbstractSet[str]) -> None:
    """What the values that came replaced. A record that is new here has nothing to forget."""
    whole: dict[str, dict[str, list[str]]] = {}
    for state in taken:
        if not state.part:
            whole[state.rid] = state.bases
        elif state.rid in whole:
            kept = {name: bases for name, bases in whole[state.rid].items() if name not in state.data}
            whole[state.rid] = {**kept, **state.bases}
    lineage.keep_whole(connection, whole.keys() & known, whole)
    parts = [state for state in taken if state.rid not in whole]
    forget = [(state.rid, name) for state in parts for name in state.data]
    latest = {(state.rid, name): state.bases.get(name) for state in parts for name in state.data}
    lineage.keep(connection, forget, [lineage.row(*key, found) for key, found in latest.items() if found])


def base_of(state: State, gen: int) -> Base:
    """A whole state as our copy."""
    return Base(
        id=state.rid, root=state.root or state.rid, kind=state.kind, seq=state.seq, gen=gen, data=state.data,
        ver={name: version for version, names in state.ver.items() for name in names},
        heads=dict(state.heads), gone=state.deleted, asked=state.asked, by=state.by, at=state.at,
    )  # fmt: skip


def _merged(old: Base, state: State, gen: int) -> Base:
    """Our copy with the fields that are newer than it."""
    named = {name: version for version, names in state.ver.items() for name in names}
    kept = {name: version for name, version in old.ver.items() if name not in state.data}
    heads = {n: h for n, h in old.heads.items() if n not in state.data}
    return Base(
        id=old.id, root=old.root, kind=old.kind, seq=state.seq, gen=gen, data={**old.data, **state.data},
        ver={**kept, **named}, heads={**heads, **state.heads},
        gone=state.deleted, asked=state.asked, by=state.by, at=state.at,
    )  # fmt: skip


def _unpark(connection: Connection, fresh: Mapping[str, Base]) -> None:
    """Edits that had been set aside may have been let in meanwhile."""
    parked = pending.parked_records(connection) & fresh.keys()
    for record in parked:
        base = fresh[record]
        versions = {record, *base.ver.values(), *(v for heads in base.heads.values() for v in heads)}
        pending.unpark(connection, [(record, version) for version in versions])


def _erase(connection: Connection, roots: Sequence[str]) -> None:
    """A file that is erased leaves everything that it had here, unsent edits and drafts too.

    Copies of the store are made anew after it (services/desk.py).
    """
    if roots:
        meta.note_erasure(connection)
    for part in records.chunks(roots):
        connection.exec_driver_sql(
            "DELETE FROM draft WHERE record IN"  # noqa: S608  placeholders
            f" (SELECT id FROM record WHERE root IN ({records.marks(len(part))}))",
            tuple(part),
        )
    records.drop(connection, roots)
    for part in records.chunks(roots):
        for table in ("outbox", "salvage", "holder"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE root IN ({records.marks(len(part))})",  # noqa: S608  fixed names
                tuple(part),
            )


def bookkeeping(
    connection: Connection, progress: Progress, epoch: int, known: Sequence[int], durable: int
) -> Progress:
    """Where the exchange stands after an answer; what a verified backup holds is forgotten."""
    changed = msgspec.structs.replace(
        progress,
        epoch=epoch or progress.epoch,
        known=meta.newer(progress.known, known),
        durable=max(durable, progress.durable),
    )
    if changed.durable > progress.durable:
        pending.forget_durable(connection, changed.durable)
        salvage.forget_durable(connection, changed.durable)
    if changed != progress:
        meta.save(connection, changed)
    return changed
