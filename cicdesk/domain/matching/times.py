"""Weekly hours and absences against the hours of a job."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cicdesk.domain.matching.facts import WeeklyHours
from cicdesk.domain.wall_time import Span, minute_of_day, wall

_WEEK = 7
_MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a span that lies on one day, in minutes after its midnight as clocks show them."""

    weekday: int
    start: int
    end: int


def pieces(span: Span) -> tuple[Piece, ...]:
    """A span of whole minutes cut at midnights."""
    first, last = wall(span.start), wall(span.end)
    days = (last.day - first.day).days
    begins, ends = minute_of_day(first.time), minute_of_day(last.time)
    if days == 0 and ends <= begins:
        # Clocks went back meanwhile: it ends at an hour that they had shown before.
        ends = begins + span.minutes
    cut = (
        Piece(
            (first.day.weekday() + number) % _WEEK,
            begins if number == 0 else 0,
            ends if number == days else _MIDNIGHT,
        )
        for number in range(days + 1)
    )
    return tuple(each for each in cut if each.end > each.start)


def within_hours(hours: Iterable[WeeklyHours], job: tuple[Piece, ...]) -> bool:
    """Whether the hours of an ordinary week hold the whole job; without any hours they hold everything."""
    listed = tuple(hours)
    return not listed or all(_held(listed, piece) for piece in job)


def _held(hours: tuple[WeeklyHours, ...], piece: Piece) -> bool:
    reached = piece.start
    for start, end in sorted(_windows(hours, piece.weekday)):
        if start <= reached < end:
            reached = end
    return reached >= piece.end


def _windows(hours: tuple[WeeklyHours, ...], weekday: int) -> Iterator[tuple[int, int]]:
    """What is open on one day; hours that go past midnight count on both."""
    for each in hours:
        start, end = minute_of_day(each.start), minute_of_day(each.end)
        if each.weekday == weekday:
            yield start, end if end > start else _MIDNIGHT
        if (each.weekday + 1) % _WEEK == weekday and end <= start:
            yield 0, end


def absence_during(absences: Iterable[Span], job: Span, *, whole: bool = False) -> Span | None:
    """The first absence that touches a job, or with `whole` leaves nothing of it."""
    for each in sorted(absences):
        if each.holds(job) if whole else each.meets(job):
            return each
    return None
