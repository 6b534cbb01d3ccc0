"""What waits in the outbox goes to the server, batch after batch."""

from contextlib import suppress
from typing import cast

import msgspec

from cicdesk.base.errors import CicdeskError
from cicdesk.schema.records import SCHEMA
from cicdesk.store import likely, meta, pending, records
from cicdesk.store.pending import Waiting
from cicdesk.sync import apply, holders
from cicdesk.sync.course import Course
from cicdesk.sync.errors import MessageRefused, MessageTooLarge, ServerTrouble
from cicdesk.sync.flights import Flights
from cicdesk.sync.order import Order
from cicdesk.sync.parcels import Parcel
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

_FAR_MORE = 4
_OVER = frozenset({"history_lost", "wipe"})

_decode = msgspec.json.Decoder(Mutation).decode


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
        self._flights = Flights(course)
        self._answered: list[tuple[list[Waiting], PushReply]] = []
        self._known: list[int] | None = None
        self._sent_last = 0
        self._suspects = Suspects()
        self._order = Order()

    def next_batch(self, after: int = 0) -> list[Waiting]:
        """What waits behind that one, as much as the line carries."""
        size = self._course.pace.push
        with self._course.store.read() as connection:
            return self._order.after(connection, after, self._suspects.at_most(size.most), size)

    def push(self, batch: list[Waiting]) -> None:
        """Batch after batch. While some travel, the answers to earlier ones are stored and the next is read."""
        self._known, self._sent_last = self._course.progress.known, 0
        parcel = self._parcel(batch)
        try:
            while parcel is not None or self._flights:
                parcel = self._send(parcel)
                if not self._hear():
                    return
        finally:
            self._flights.forget()
        self._keep_answers()

    def _send(self, parcel: Parcel | None) -> Parcel | None:
        """As many messages as may be under way together; what has to wait."""
        if parcel is not None and self._is_small_now(parcel):
            parcel = self._parcel(self.next_batch(self._sent_last))
        while parcel is not None:
            leaving = self._flights.fitting(parcel)
            if leaving is None:
                break
            self._flights.leave(leaving, self._known)
            self._keep_answers()
            self._sent_last = leaving.batch[-1].n
            parcel = None if self._suspects else self._parcel(self.next_batch(self._sent_last))
        return parcel

    def _is_small_now(self, parcel: Parcel) -> bool:
        """Whether the line turned out to carry far more than what was read when less was known of it."""
        size = self._course.pace.push
        room = parcel.cursors is None and len(parcel.batch) < size.most and not self._suspects
        return room and bool(self._sent_last) and size.bytes >= _FAR_MORE * parcel.size

    def _hear(self) -> bool:
        """The answer to the oldest message under way; whether it was taken."""
        flight = self._flights.landing()
        try:
            reply = self._flights.answer_to(flight)
        except (codec.TooLarge, MessageTooLarge, MessageRefused, ServerTrouble) as error:
            self._hear_the_rest()
            self._was_refused(flight.parcel, error)
            return False
        except CicdeskError:
            self._hear_the_rest()
            raise
        if reply.status != "ok":
            self._is_told(reply)
            return False
        self._take(flight.parcel, reply)
        self._course.pace.faults = 0 if not self._suspects else self._course.pace.faults
        return True

    def _hear_the_rest(self) -> None:
        """The answers to what left beside a message that failed are kept all the same."""
        while self._flights:
            flight = self._flights.landing()
            with suppress(CicdeskError, codec.TooLarge):
                reply = self._flights.answer_to(flight)
                if reply.status == "ok":
                    self._take(flight.parcel, reply)
        self._keep_answers()

    def _is_told(self, reply: PushReply) -> None:
        """Something that is not about these edits. After a lost history no answer of the old one counts."""
        if reply.status in _OVER:
            self._keep_answers()
            self._flights.forget()
        else:
            self._hear_the_rest()
        self._course.look_at(reply)

    def _take(self, parcel: Parcel, reply: PushReply) -> None:
        self._answered.append((parcel.batch, reply))
        self._suspects.cleared(len(parcel.batch))
        self._known = meta.newer(self._known, reply.known)

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
            held = records.numbers(connection, dict.fromkeys(w.record for w in batch if w.record != w.id))
            last = self._order.is_last(connection, batch[-1].n)
            both = last and self._course.progress.stage == 0 and not self._course.pace.page.doubted
            cursors = holders.cursors(connection) if both else None
            names = meta.load_names(connection).number if both else None
            told = likely.mark(connection) if both else None
        sent = [_sent(w, self._have(held.get(w.record))) for w in batch]
        return Parcel(batch, sent, cursors, names, told)

    def _keep_answers(self) -> None:
        """Store what the server said of batches, in the order in which they were sent."""
        while self._answered:
            self._keep(*self._answered.pop(0))

    def _keep(self, batch: list[Waiting], reply: PushReply) -> None:
        course = self._course
        with course.store.write() as connection:
            course.progress = apply.push_answer(connection, batch, reply, course.progress, course.applied)
            course.keep_marks(connection)
            if reply.pull is not None:
                course.take(connection, reply.pull)
        course.result.pushed += len(batch) - sum(o.r != "dup" for o in reply.outcomes.values())

    def _have(self, held: tuple[int, int] | None) -> int:
        """The number of our copy; numbers of a lost history may have been given again and mean nothing."""
        seq, gen = held or (0, 0)
        return seq if gen == self._course.progress.gen else 0
