"""What waits in the outbox goes to the server, batch after batch."""

import time
from concurrent.futures import wait
from dataclasses import dataclass
from typing import cast

import msgspec

from cicdesk.schema.records import SCHEMA
from cicdesk.store import meta, pending, records
from cicdesk.store.pending import Waiting
from cicdesk.store.projection import Base
from cicdesk.sync import apply, holders
from cicdesk.sync.answers import check_push
from cicdesk.sync.course import Course
from cicdesk.sync.errors import MessageRefused, MessageTooLarge, ServerTrouble
from cicdesk.sync.order import Order
from cicdesk.sync.suspects import Suspects
from cicdesk.wire import codec
from cicdesk.wire.errors import Why, WireError
from cicdesk.wire.messages import Mutation, Push, PushReply

TOO_LARGE = Why.TOO_LARGE.value
UNREADABLE = "unreadable"
"""Why this laptop set an edit aside by itself: the server refused the message that held nothing else."""
STUMBLES = "stumbles"
"""The same, where the server failed."""
_REASONS: dict[type[Exception], str] = {MessageRefused: UNREADABLE, ServerTrouble: STUMBLES}

_decode = msgspec.json.Decoder(Mutation).decode


@dataclass(frozen=True, slots=True)
class Parcel:
    """A batch as it will travel."""

    batch: list[Waiting]
    mutations: list[Mutation]
    cursors: dict[str, int] | None
    names: int | None

    @property
    def size(self) -> int:
        """Bytes of JSON, about."""
        return sum(len(each.body) for each in self.batch)

    def message(self, epoch: int | None, known: list[int] | None) -> Push:
        """The message, naming the newest commit that was answered."""
        return Push(
            schema=SCHEMA,
            epoch=epoch,
            known=known,
            muts=self.mutations,
            cursors=self.cursors,
            names=self.names,
        )


def _sent(waiting: Waiting, have: int) -> Mutation:
    """A mutation as it travels. One that makes its record goes as it lies in the outbox."""
    if waiting.id == waiting.record and waiting.form == SCHEMA:
        return cast("Mutation", msgspec.Raw(waiting.body))  # the same JSON, not read again
    mutation = _decode(waiting.body)
    mutation.have = have
    return _in_its_form(mutation, waiting)


def _in_its_form(mutation: Mutation, waiting: Waiting) -> Mutation:
    """An edit that waited while the program was updated says so; the centre brings it up."""
    mutation.form = waiting.form if waiting.form != SCHEMA else 0
    return mutation


def as_carried(waiting: Waiting) -> msgspec.Raw:
    """A mutation as it travels on a stick."""
    if waiting.form == SCHEMA:
        return msgspec.Raw(waiting.body)
    return msgspec.Raw(msgspec.json.encode(_in_its_form(_decode(waiting.body), waiting)))


class Pushing:
    """The part of a session that sends."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._answered: tuple[list[Waiting], PushReply] | None = None
        self._suspects = Suspects()
        self._order = Order()

    def next_batch(self, after: int = 0) -> list[Waiting]:
        """What waits behind that one, as much as the line carries."""
        size = self._course.pace.push
        with self._course.store.read() as connection:
            return self._order.after(connection, after, self._suspects.at_most(size.most), size)

    def push(self, batch: list[Waiting]) -> None:
        """Batch after batch. While one travels, the answer to the one before is stored and the next is read."""
        parcel: Parcel | None = self._parcel(batch)
        known = self._course.progress.known
        while parcel is not None:
            message = parcel.message(self._course.progress.epoch, known)
            flight = self._course.line.submit(self._measured, message, parcel.size)
            try:
                self._keep_answer()
                following = None if self._suspects else self._parcel(self.next_batch(batch[-1].n))
            finally:
                wait([flight])
            try:
                reply = flight.result()
            except (codec.TooLarge, MessageTooLarge, MessageRefused, ServerTrouble) as error:
                self._was_refused(parcel, error)
                return
            self._course.look_at(reply)
            if reply.status != "ok":
                return
            check_push(reply, [w.record for w in batch])
            self._answered = (batch, reply)
            self._suspects.cleared(len(batch))
            self._course.pace.faults = 0 if not self._suspects else self._course.pace.faults
            known = list(reply.known) or known
            parcel, batch = following, following.batch if following else []
        self._keep_answer()

    def _measured(self, message: Push, size: int) -> PushReply:
        since, pace = time.monotonic(), self._course.pace
        with pace.push.tried(size), pace.page.tried(pace.page.bytes if message.cursors is not None else 0):
            reply = self._course.api.push(message)
        pace.push.went(size, since)
        return reply

    def _was_refused(self, parcel: Parcel, error: Exception) -> None:
        """A whole message was refused: send less at a time until the one edit is found that is at fault.

        That one is set aside with a reason; the others go on. Nothing of the message was applied.
        """
        if isinstance(error, ServerTrouble) and not self._stumbles(error):
            raise error
        if isinstance(error, (codec.TooLarge, MessageTooLarge)):
            self._course.pace.push.broke(parcel.size)
        if len(parcel.batch) > 1:
            self._suspects.among(len(parcel.batch))
            return
        self._try_nothing()
        self._suspects.cleared(1)
        self._set_aside(parcel.batch[0], _REASONS.get(type(error), TOO_LARGE))

    def _stumbles(self, error: ServerTrouble) -> bool:
        """Whether the server fails on what is sent, session after session, not just once for its own reasons."""
        pace = self._course.pace
        if not self._suspects:
            pace.faults += 1
        return error.facts.get("error") == WireError.FAULT and pace.faults > 1

    def _try_nothing(self) -> None:
        """Send a message with nothing in it: if that does not work either, no edit is to blame."""
        progress = self._course.progress
        empty = Push(schema=SCHEMA, epoch=progress.epoch, known=progress.known, muts=[])
        self._course.look_at(self._course.line.submit(self._course.api.push, empty).result())

    def _set_aside(self, alone: Waiting, why: str) -> None:
        with self._course.store.write() as connection:
            pending.park(connection, alone.id, why, "", 0)
            records.refresh(connection, (alone.record,))
        applied = self._course.applied
        applied.refused += 1
        applied.records.add(alone.record)

    def _parcel(self, batch: list[Waiting]) -> Parcel | None:
        if not batch:
            return None
        with self._course.store.read() as connection:
            held = records.bases(connection, dict.fromkeys(w.record for w in batch if w.record != w.id))
            last = self._order.is_last(connection, batch[-1].n)
            both = last and self._course.progress.stage == 0 and not self._course.pace.page.doubted
            cursors = holders.cursors(connection) if both else None
            names = meta.load_names(connection).number if both else None
        return Parcel(batch, [_sent(w, self._have(held.get(w.record))) for w in batch], cursors, names)

    def _keep_answer(self) -> None:
        """Store what the server said of a batch, if that is still to do."""
        if self._answered is None:
            return
        (batch, reply), self._answered = self._answered, None
        course = self._course
        with course.store.write() as connection:
            course.progress = apply.push_answer(connection, batch, reply, course.progress, course.applied)
            course.keep_marks(connection)
            if reply.pull is not None:
                course.take(connection, reply.pull)
        course.result.pushed += len(batch) - sum(o.r != "dup" for o in reply.outcomes.values())

    def _have(self, held: Base | None) -> int:
        """The number of our copy; numbers of a lost history may have been given again and mean nothing."""
        return held.seq if held is not None and held.gen == self._course.progress.gen else 0
