"""What is new on the server comes to the laptop, page after page."""

import time
from concurrent.futures import Future

import msgspec

from cicdesk.schema.records import SCHEMA
from cicdesk.store import likely, meta
from cicdesk.sync import holders
from cicdesk.sync.answers import check_pull
from cicdesk.sync.course import Course
from cicdesk.wire.messages import Pull, PullReply

_WANTED = 500
NEWEST = 200
"""On a first download so many records that changed last come first: today's work, while the rest is read."""


class Pulling:
    """The part of a session that reads."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._ahead: tuple[Pull, Future[PullReply]] | None = None

    def pull(self) -> None:
        """One page of every partition, stored."""
        course = self._course
        with course.store.read() as connection:
            cursors = holders.cursors(connection)
            names = meta.load_names(connection).number
            told = likely.mark(connection)
        wanted, rest = course.applied.wanted[:_WANTED], course.applied.wanted[_WANTED:]
        message = Pull(
            schema=SCHEMA,
            epoch=course.progress.epoch,
            known=course.progress.known,
            cursors=cursors,
            budget=self._budget(),
            want=wanted,
            # A copy of an earlier history cannot be completed by the fields that changed since.
            whole=course.whole or course.reading_anew,
            newest=0 if any(cursors.values()) else NEWEST,
            names=names,
            likely=told,
        )
        reply = self._pulled(message)
        course.look_at(reply)
        if reply.status != "ok":
            return
        check_pull(reply, None if message.newest else wanted)
        self._ask_ahead(message, reply)
        course.applied.wanted = rest
        with course.store.write() as connection:
            course.take(connection, reply)

    def wait(self) -> None:
        """Until nothing that was asked for ahead is under way."""
        if self._ahead is not None:
            self._ahead[1].exception()

    def _pulled(self, message: Pull) -> PullReply:
        """The answer to a pull; the one asked for ahead, if it was the same question."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            asked, flight = ahead
            reply = flight.result()
            if asked == message:
                return reply
        return self._measured(message)

    def _budget(self) -> int:
        """How much a page may hold; what was asked for ahead stays as it was asked."""
        if self._ahead is not None:
            return self._ahead[0].budget
        return self._room()

    def _room(self) -> int:
        size = self._course.pace.page
        return 0 if size.whole else size.bytes

    def _ask_ahead(self, message: Pull, reply: PullReply) -> None:
        """Ask for the next page while this one is stored: the line and the disk work at the same time."""
        if reply.scope or message.want or not any(page.more for page in reply.parts.values()):
            return
        following = msgspec.structs.replace(
            message,
            newest=0,
            budget=self._room(),
            names=reply.names.number if reply.names else message.names,
            likely=reply.likely.mark if reply.likely else message.likely,
            epoch=reply.epoch or message.epoch,
            known=list(reply.known) or message.known,
            cursors={**message.cursors, **{part: page.cursor for part, page in reply.parts.items()}},
        )
        self._ahead = (following, self._course.line.submit(self._measured, following))

    def _measured(self, message: Pull) -> PullReply:
        since = time.monotonic()
        size = self._course.pace.page
        with size.tried(size.bytes):
            reply = self._course.api.pull(message)
        more = any(page.more for page in reply.parts.values())
        size.went(size.bytes if more else 0, since)
        return reply
