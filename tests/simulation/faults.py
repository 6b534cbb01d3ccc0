"""Mistakes that shipped programs of this kind have made, each put into ours for the length of a history."""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

import msgspec

from cicdesk.domain import versions
from cicdesk.server.services import accept, erasure
from cicdesk.server.storage import bulk, commits, feed, mutations, reservations
from cicdesk.services import edits
from cicdesk.store import meta, pending
from cicdesk.sync import apply, holders, pulling, salvage
from tests.simulation.machine import PowerCut
from tests.simulation.quick import QuickStore

Fault = Callable[[], AbstractContextManager[object]]


def pull_clobbers() -> AbstractContextManager[object]:
    """A pulled record throws away unsent edits of it."""
    take = apply.take_states

    def clobber(connection: Any, states: Any, gen: int, applied: Any) -> None:  # noqa: ANN401  as the original
        for state in states:
            connection.exec_driver_sql(
                "DELETE FROM outbox WHERE record = ? AND state = 'pending'", (state.rid,)
            )
        take(connection, states, gen, applied)

    return mock.patch.object(apply, "take_states", clobber)


def all_acknowledged() -> AbstractContextManager[object]:
    """An answer marks everything that waits as sent."""

    def settle(connection: Any, accepted: Any, commit: int) -> None:  # noqa: ANN401  as the original
        connection.exec_driver_sql("UPDATE outbox SET state = 'acked', commit_seq = ?", (commit,))

    return mock.patch.object(pending, "settle", settle)


def forgotten_on_answer() -> AbstractContextManager[object]:
    """An edit is forgotten when it is acknowledged, not when a backup has it."""

    def settle(connection: Any, accepted: Any, commit: int) -> None:  # noqa: ANN401  as the original
        for n in accepted:
            connection.exec_driver_sql("DELETE FROM outbox WHERE n = ?", (n,))

    return mock.patch.object(pending, "settle", settle)


def cursor_first() -> AbstractContextManager[object]:
    """The cursor is stored before the page. The digest heals it: the judge sees it only without changes of scope."""
    ask = pulling.Pulling._ask_ahead

    def early(self: Any, message: Any, reply: Any) -> None:  # noqa: ANN401  as the original
        with self._course.store.write() as connection:
            for part, page in reply.parts.items():
                holders.move_cursor(connection, part, page.cursor)
        ask(self, message, reply)

    return mock.patch.object(pulling.Pulling, "_ask_ahead", early)


def purged_unsent() -> AbstractContextManager[object]:
    """What leaves our scope goes, unsent edits too."""
    purge = holders.purge

    def harsh(connection: Any) -> Any:  # noqa: ANN401  as the original
        held = "SELECT root FROM holder"
        connection.exec_driver_sql(f"DELETE FROM outbox WHERE state <> 'acked' AND root NOT IN ({held})")
        return purge(connection)

    return mock.patch.object(holders, "purge", harsh)


def nothing_given_back() -> AbstractContextManager[object]:
    """After a restore the laptop adopts the server's state."""
    return mock.patch.object(salvage, "give_back", return_value=None)


def no_check_of_copies() -> AbstractContextManager[object]:
    """A copy that missed a change while pages were read is believed."""
    return mock.patch.object(apply, "_merged", _merged_blindly(apply._merged))


def _merged_blindly(merged: Any) -> Any:  # noqa: ANN401  a function
    def blind(old: Any, state: Any, gen: int) -> Any:  # noqa: ANN401  as the original
        state.check = 0
        return merged(old, state, gen)

    return blind


@contextmanager
def applied_twice() -> Iterator[None]:
    """The server does not know a repeated push again."""
    record = mutations.record_answers

    def over(connection: Any, rows: Any) -> None:  # noqa: ANN401  as the original
        listed = list(rows)
        with bulk.driver(connection).cursor() as cursor:
            cursor.execute("DELETE FROM mutation WHERE id = ANY(%s)", ([row[0] for row in listed],))
        record(connection, listed)

    def take(self: Any, mutation: Any, giver: Any, wrong: Any = None) -> Any:  # noqa: ANN401  as the original
        self.known.answers.pop(mutation.id, None)
        return original(self, mutation, giver, wrong)

    original = accept.Batch.take
    with mock.patch.object(mutations, "record_answers", over), mock.patch.object(accept.Batch, "take", take):
        yield


def last_writer_wins() -> AbstractContextManager[object]:
    """A concurrent value replaces the other."""
    write = versions.write

    def hasty(state: Any, name: str, version: str, head: Any, bases: Any, known: Any) -> None:  # noqa: ANN401  as the original
        others = () if version in state.early.get(name, ()) else state.heads_of(name)
        write(state, name, version, head, [*bases, *others], known)

    return mock.patch.object(accept, "write", hasty)


def refused_dropped() -> AbstractContextManager[object]:
    """What may not be applied is thrown away."""
    return mock.patch.object(mutations, "park", return_value=None)


def deletion_wins() -> AbstractContextManager[object]:
    """A deletion also takes what the deleter never saw."""
    gone = property(lambda state: state.deletion_asked)
    return mock.patch.object(versions.RecordState, "deleted", gone)


def no_exit() -> AbstractContextManager[object]:
    """A file that is handed over leaves no word in the partition it leaves."""
    tell = feed.FeedWrites.tell

    def silent(self: Any, part: str, root: str, seq: int, kind: int) -> None:  # noqa: ANN401  as the original
        if kind != feed.EXIT:
            tell(self, part, root, seq, kind)

    return mock.patch.object(feed.FeedWrites, "tell", silent)


def no_backfill() -> AbstractContextManager[object]:
    """A file that joins a partition brings only what was just written."""
    move = accept.Batch._move_family

    def meagre(self: Any, writes: Any, root: Any, old: Any, family: Any) -> None:  # noqa: ANN401  as the original
        touched = [held for held in family if not held.was or held.state.seq != held.was]
        move(self, writes, root, old, touched)

    return mock.patch.object(accept.Batch, "_move_family", meagre)


def any_history() -> AbstractContextManager[object]:
    """The server does not ask whether the commit that a laptop knows is its own."""
    read = commits.read_clock

    def trusting(connection: Any, known: Any, *, lock: bool) -> Any:  # noqa: ANN401  as the original
        clock = read(connection, known, lock=lock)
        clock.known_holds = True
        return clock

    return mock.patch.object(commits, "read_clock", trusting)


def ledger_inside() -> AbstractContextManager[object]:
    """The list of erased files goes back in time with the database."""
    return mock.patch.object(erasure.Ledger, "roots", return_value=[])


def head_only() -> AbstractContextManager[object]:
    """The server compares the number that a laptop knows with its own newest one, not the commit."""
    read = commits.read_clock

    def shallow(connection: Any, known: Any, *, lock: bool) -> Any:  # noqa: ANN401  as the original
        clock = read(connection, known, lock=lock)
        clock.known_holds = known is None or known[0] <= clock.seq
        return clock

    return mock.patch.object(commits, "read_clock", shallow)


def sequence_gap() -> AbstractContextManager[object]:
    """Numbers are taken early, so a reader passes rows of a commit that was slow to land."""
    rows_after = feed.rows_after
    dice = random.Random(1)

    def hurried(connection: Any, part: str, cursor: int, limit: int) -> Any:  # noqa: ANN401  as the original
        rows = rows_after(connection, part, cursor, limit)
        late = len(rows) > 1 and dice.random() < _SLOW_COMMITS
        return [row for row in rows if not (late and row is rows[-2])]

    return mock.patch.object(feed, "rows_after", hurried)


@contextmanager
def shown_before_kept() -> Iterator[None]:
    """An edit is shown at once and comes into the outbox in a second transaction."""
    add, write = pending.add, QuickStore.write
    waiting: list[Any] = []

    @contextmanager
    def twice(store: Any) -> Iterator[Any]:  # noqa: ANN401  as the original
        waiting.clear()
        with write(store) as connection:
            yield connection
            for mutation in waiting:
                connection.exec_driver_sql("DELETE FROM outbox WHERE id = ?", (mutation.id,))
        if waiting:
            if store.risk and store.risk.random() < _CUT_BETWEEN:
                raise PowerCut
            with write(store) as connection:
                for mutation in waiting:
                    add(connection, mutation)

    def noted(connection: Any, mutation: Any) -> None:  # noqa: ANN401  as the original
        waiting.append(mutation)
        add(connection, mutation)

    with mock.patch.object(QuickStore, "write", twice), mock.patch.object(pending, "add", noted):
        yield


@contextmanager
def counted_names() -> Iterator[None]:
    """Edits are named by laptop and counter, so a disk set back in time, or a twin, gives names again."""
    keep = edits.keep

    def renamed(connection: Any, mutation: Any) -> None:  # noqa: ANN401  as the original
        if mutation.rid:
            count = connection.exec_driver_sql(
                "SELECT coalesce(max(seq), 0) FROM sqlite_sequence"
            ).scalar_one()
            device = meta.load_place(connection).device
            mutation = msgspec.structs.replace(mutation, id=f"{device}-{count + 1}")
        keep(connection, mutation)

    with mock.patch.object(edits, "keep", renamed):
        yield


def forgotten_bases() -> AbstractContextManager[object]:
    """A value is given back without what it replaced, and stands beside it."""
    return mock.patch.object(salvage, "lineage", SimpleNamespace(of=lambda _connection, _record: {}))


def taken_twice() -> AbstractContextManager[object]:
    """The centre grants every wish for somebody's time, whoever has it already."""
    reserve = reservations.reserve

    def all_of_them(connection: Any, rid: str, claims: Any) -> set[str]:  # noqa: ANN401  as the original
        reserve(connection, rid, claims)
        return {claim.part for claim in claims}

    return mock.patch.object(reservations, "reserve", all_of_them)


def never_let_go() -> AbstractContextManager[object]:
    """What was called off stays taken."""
    return mock.patch.object(reservations, "release", return_value=[])


_SLOW_COMMITS = 0.3
_CUT_BETWEEN = 0.05

FAULTS: tuple[Fault, ...] = (
    pull_clobbers, all_acknowledged, forgotten_on_answer, cursor_first, purged_unsent, nothing_given_back,
    no_check_of_copies, applied_twice, last_writer_wins, refused_dropped, deletion_wins, no_exit, no_backfill,
    any_history, head_only, ledger_inside, sequence_gap, shown_before_kept, counted_names,
    forgotten_bases, taken_twice, never_let_go,
)  # fmt: skip
