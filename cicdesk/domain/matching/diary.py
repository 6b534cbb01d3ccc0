"""What is booked already, so indexed that asking about one interpreter and one hour is cheap."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cicdesk.domain.matching.facts import NOWHERE, ON_SITE, Place, Way, way
from cicdesk.domain.wall_time import Span

_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Booking:
    """An hour that an interpreter has promised."""

    id: str
    interpreter: str
    span: Span
    day: dt.date
    """The day on which it begins, by clocks in Poland."""
    mode: str = ON_SITE
    place: Place = NOWHERE
    person: str = ""
    blocks: bool = True
    """Whether the interpreter cannot be elsewhere then; a translation at a desk only counts as hours."""


@dataclass(frozen=True, slots=True)
class Answers:
    """How often an interpreter was asked, and how often they said yes."""

    asked: int = 0
    accepted: int = 0


class Diary:
    """All bookings of all interpreters. Made once, asked often; it never changes."""

    def __init__(
        self,
        bookings: Iterable[Booking] = (),
        answers: Mapping[str, Answers] = MappingProxyType({}),
        ways: Mapping[tuple[str, str], Way] = MappingProxyType({}),
    ) -> None:
        self._days: dict[tuple[str, int], list[Booking]] = defaultdict(list)
        self._months: dict[tuple[str, int, int], int] = defaultdict(int)
        self._clients: dict[tuple[str, str], int] = defaultdict(int)
        self._own: dict[str, Booking] = {}
        self._answers = dict(answers)
        self.ways = dict(ways)
        for booking in bookings:
            self._add(booking)

    def _add(self, booking: Booking) -> None:
        if booking.blocks:
            for number in _numbers(booking.span):
                self._days[booking.interpreter, number].append(booking)
        self._months[booking.interpreter, booking.day.year, booking.day.month] += booking.span.minutes
        self._clients[booking.interpreter, booking.person] += 1
        self._own[booking.id] = booking

    def near(self, interpreter: str, span: Span, but: str = "") -> Iterator[Booking]:
        """The interpreter's bookings on the days of a span and on those beside them, the earliest first."""
        found: dict[str, Booking] = {}
        first, *_between, last = (*_numbers(span), *_numbers(span))
        for number in range(first - 1, last + 2):
            for booking in self._days.get((interpreter, number), ()):
                if booking.id != but or not but:
                    found[booking.id] = booking
        yield from sorted(found.values(), key=lambda each: (each.span, each.id))

    def in_the_way(
        self, interpreter: str, span: Span, place: Place | None, buffer: int, but: str = ""
    ) -> tuple[Booking, int] | None:
        """The first booking too near to a span, and the minutes that would be needed between them.

        `place`: where the interpreter would have to be; None where no way is needed. 0 minutes mean that
        the two overlap.
        """
        for booking in self.near(interpreter, span, but):
            if booking.span.meets(span):
                return booking, 0
            needed = buffer
            if place is not None and booking.mode == ON_SITE:
                needed += way(booking.place, place, self.ways).minutes
            if booking.span.meets(span, dt.timedelta(minutes=needed)):
                return booking, needed
        return None

    def minutes(self, interpreter: str, day: dt.date, but: str = "") -> int:
        """The minutes booked in the month of that day, without that booking."""
        own = self._own.get(but) if but else None
        mine = own is not None and own.interpreter == interpreter
        same = own is not None and (own.day.year, own.day.month) == (day.year, day.month)
        less = own.span.minutes if own is not None and mine and same else 0
        return self._months.get((interpreter, day.year, day.month), 0) - less

    def times_with(self, interpreter: str, person: str, but: str = "") -> int:
        """How many bookings of this client the interpreter has had, without that booking."""
        own = self._own.get(but) if but else None
        same = own is not None and (own.interpreter, own.person) == (interpreter, person)
        return self._clients.get((interpreter, person), 0) - same if person else 0

    def answers(self, interpreter: str) -> Answers:
        """How the interpreter has answered so far."""
        return self._answers.get(interpreter, Answers())


def _numbers(span: Span) -> range:
    """The days that a span touches, numbered in UTC: cheap, and as good as any for looking up."""
    first = int(span.start.timestamp()) // _DAY_SECONDS
    last = max(first, (int(span.end.timestamp()) - 1) // _DAY_SECONDS)
    return range(first, last + 1)
