"""An answer that came back on a stick: checked, opened, and taken like answers over the network.

All of it is one transaction. It counts only while nothing else was heard since the question, in the history it
was given in; any other says nothing that is not known or will not be said again.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import msgspec

from cicdesk.store import courier, meta, pending, records
from cicdesk.store.courier import Carried
from cicdesk.store.engine import Connection
from cicdesk.store.meta import Progress
from cicdesk.store.pending import Waiting
from cicdesk.store.store import Store
from cicdesk.sync import apply, salvage
from cicdesk.sync.answers import check_pull, check_push, check_salvage
from cicdesk.sync.course import Course, Pace
from cicdesk.sync.errors import (
    AnswerForAnother,
    AnswerTakenIn,
    AnswerUnknown,
    NotAnAnswer,
    PackageBroken,
    PackageElsewhere,
    PackageTooNew,
)
from cicdesk.sync.pushing import UNREADABLE
from cicdesk.wire import codec, packages, proofs
from cicdesk.wire.api import SyncApi
from cicdesk.wire.courier import Answered, Handed
from cicdesk.wire.messages import PullReply, PushReply, expand_runs, runs_of
from cicdesk.wire.packages import Package

Reply = PushReply | PullReply


def parse(data: bytes) -> Package:
    """A package taken apart; PackageBroken or PackageTooNew."""
    try:
        return packages.read(data)
    except packages.TooNew:
        raise PackageTooNew from None
    except packages.PackageError:
        raise PackageBroken from None


class Intake:
    """One answer on its way in. Nothing is changed before `apply`."""

    def __init__(self, store: Store, package: Package) -> None:
        self._store = store
        if package.label.kind != packages.ANSWER:
            raise NotAnAnswer
        self.at = package.label.at
        self.note, self.answer = _opened(store, package)
        # Nobody asks or sends anything in this course: it is there to take what was said.
        self.course = Course(store, cast("SyncApi", None), Pace(), ThreadPoolExecutor(1))
        self.pushed = 0
        self.news = self._says_news()
        """Whether it says anything that counts: nothing was heard since the question, and the history is the same."""

    def _says_news(self) -> bool:
        progress = self.course.progress
        if progress.gen != self.note.gen:
            return False
        if self._trouble is not None:
            return (progress.known, progress.epoch) == (self.note.known, self.note.epoch)
        last = next((list(r.known) for r in reversed(self._replies) if r.known), None)
        # What was heard since the question may be of a history that the centre had lost before it answered,
        # and no number shows that: only the commit that was asked with is proved by the answer.
        return last is None or progress.known in (last, self.note.known)

    def apply(self) -> None:
        """Take it in and forget the key that opened it. What the centre orders or refuses is raised afterwards."""
        with self._store.write() as connection:
            if self.news:
                self._apply(connection)
            courier.settle(connection, self.note.id)
        if self.news and self._trouble is not None:
            self.course.look_at(self._trouble)

    @property
    def _replies(self) -> Sequence[Reply]:
        answer = self.answer
        given = [answer.given] if answer.given is not None else []
        return [*(each.reply for each in answer.handed), *given, *answer.pulls]

    @property
    def _trouble(self) -> Reply | None:
        """The reply that is about something else than records, if there is one; it is the last."""
        return next((each for each in self._replies if each.status != "ok"), None)

    def _apply(self, connection: Connection) -> None:
        for each in self.answer.handed:
            if each.reply.status == "ok":
                self._handed(connection, each)
        self._unread(connection)
        given = self.answer.given
        if given is not None and given.status == "ok":
            self._given(connection, given)
        asked = set(self.answer.want)
        for reply in self.answer.pulls:
            if reply.status == "ok":
                check_pull(reply, asked)
                self.course.applied.wanted = [w for w in self.course.applied.wanted if w not in asked]
                asked = set()
                self.course.take(connection, reply)

    def _handed(self, connection: Connection, handed: Handed) -> None:
        """What became of edits that still wait here; the others were answered before."""
        course = self.course
        check_push(msgspec.structs.replace(handed.reply, states=[]), handed.ids)
        batch, reply = _still_waiting(connection, handed)
        course.progress = apply.push_answer(connection, batch, reply, course.progress, course.applied)
        course.keep_marks(connection)
        self.pushed += len(batch) - sum(o.r != "dup" for o in reply.outcomes.values())

    def _unread(self, connection: Connection) -> None:
        """Edits that the centre cannot read are set aside, with that reason."""
        waiting = pending.waiting_among(connection, self.answer.unread)
        for each in waiting.values():
            pending.park(connection, each.id, UNREADABLE, "", 0)
        records.refresh(connection, [each.record for each in waiting.values()])
        self.course.applied.refused += len(waiting)
        self.course.applied.records.update(each.record for each in waiting.values())

    def _given(self, connection: Connection, reply: PushReply) -> None:
        """What the server had lost and has again."""
        check_salvage(reply)
        course = self.course
        salvage.settle(connection, self.answer.places, (reply.known or course.progress.known or [0])[0])
        course.progress = apply.bookkeeping(
            connection, course.progress, reply.epoch, reply.known, reply.durable
        )


def complete(connection: Connection, course: Course, progress: Progress) -> bool:
    """Whether both sides have said everything."""
    return (
        course.read and progress.stage == 0 and not course.applied.wanted
        and not pending.counts(connection).get("pending")
    )  # fmt: skip


def _opened(store: Store, package: Package) -> tuple[Carried, Answered]:
    """The package of ours that it answers, and what it says."""
    label = package.label
    with store.read() as connection:
        place, book = meta.load_place(connection), courier.load(connection)
    if book.centre is None or label.server != packages.server_id(book.centre):
        raise PackageElsewhere
    if label.device != place.device:
        raise AnswerForAnother
    note = next((each for each in book.carried if each.id == label.id), None)
    try:
        packages.verify(package, proofs.unb64(book.centre.sign))
        if note is None:
            raise AnswerTakenIn if label.id in book.done else AnswerUnknown
        answer = codec.decode(packages.content_of(package, note.key), Answered)
    except (packages.PackageError, codec.Unreadable):
        raise PackageBroken from None
    if (answer.device, answer.package) != (label.device, label.id):
        raise PackageBroken
    return note, answer


def _still_waiting(connection: Connection, handed: Handed) -> tuple[list[Waiting], PushReply]:
    """The edits of a batch that wait for an answer, and the answer to these alone."""
    found = pending.waiting_among(connection, handed.ids)
    kept = [place for place, name in enumerate(handed.ids) if name in found]
    numbers, reply = expand_runs(handed.reply.seqs), handed.reply
    batch = [found[handed.ids[place]] for place in kept]
    about = {each.record for each in batch}
    return batch, msgspec.structs.replace(
        reply,
        seqs=runs_of([numbers[place] for place in kept]),
        outcomes={n: reply.outcomes[place] for n, place in enumerate(kept) if place in reply.outcomes},
        states=[state for state in reply.states if state.rid in about],
        pull=None,
    )
