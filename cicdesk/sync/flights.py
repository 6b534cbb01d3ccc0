"""Messages under way: two at a time where the line is trusted, one after the other where it is not.

While one waits for its answer the line would have nothing to carry. So a second one leaves, if it shares no file
with the first and asks for nothing: in which order the two arrive then makes no difference. The first message of a
session travels alone, for it shows the server whether this laptop lost an answer or was set back.
"""

import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass

from cicdesk.sync.answers import check_push
from cicdesk.sync.course import Course
from cicdesk.sync.parcels import Parcel
from cicdesk.wire.messages import Push, PushReply

AT_ONCE = 2
ALONE_AFTER_TROUBLE = 8
"""So many messages go one after the other once anything went wrong."""


@dataclass(frozen=True, slots=True)
class Flight:
    """A parcel under way; its answer, and after how many seconds that came."""

    parcel: Parcel
    answer: Future[tuple[PushReply, float]]


class Flights:
    """The messages of one session that were sent and not heard of yet, the oldest first."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._under_way: deque[Flight] = deque()
        self._answered = False
        """Whether the server knows by now what this laptop knew when the session began."""

    def __bool__(self) -> bool:
        """Whether any is under way."""
        return bool(self._under_way)

    def fitting(self, parcel: Parcel) -> Parcel | None:
        """As much of a parcel as may leave now; None if it has to wait for an answer first."""
        if not self._under_way:
            return parcel
        pace = self._course.pace
        doubted = pace.push.doubted or pace.page.doubted or pace.alone or pace.faults
        if doubted or not self._answered or len(self._under_way) >= AT_ONCE:
            return None
        free = parcel if parcel.cursors is None else parcel.without_its_end()
        return free.beside(self._under_way[0].parcel) if free else None

    def leave(self, parcel: Parcel, known: list[int] | None) -> None:
        """Send it."""
        beside = self._under_way[-1].parcel.batch[-1].id if self._under_way else ""
        message = parcel.message(self._course.progress.epoch, known, beside)
        self._under_way.append(Flight(parcel, self._course.line.submit(self._timed, message)))

    def landing(self) -> Flight:
        """The oldest, to be heard next."""
        return self._under_way.popleft()

    def answer_to(self, flight: Flight) -> PushReply:
        """What the server said to it, looked through; whatever went wrong on the way there or back."""
        pace, size = self._course.pace, flight.parcel.size
        asked = pace.page.bytes if flight.parcel.cursors is not None else 0
        try:
            with pace.push.tried(size), pace.page.tried(asked):
                reply, seconds = flight.answer.result()
            if reply.status == "ok":
                check_push(reply, [w.record for w in flight.parcel.batch])
        except BaseException:
            pace.alone = ALONE_AFTER_TROUBLE
            raise
        self._answered = True
        pace.alone = max(0, pace.alone - 1) if reply.status == "ok" else ALONE_AFTER_TROUBLE
        pace.push.took(size, seconds)
        return reply

    def forget(self) -> None:
        """Wait for those that are under way, and listen to none of them: what they brought is sent again."""
        while self._under_way:
            self._under_way.popleft().answer.exception()

    def _timed(self, message: Push) -> tuple[PushReply, float]:
        since = time.monotonic()
        return self._course.api.push(message), time.monotonic() - since
