"""Days and weeks as lanes with boxes: where each stands by the clocks on the wall, also on nights when they change."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cicdesk.domain.wall_time import Comes, Span, comes, minute_of_day, wall

MIDNIGHT = 24 * 60
STEP = 15
"""Minutes; also what the shortest box takes."""
_DAY = dt.timedelta(days=1)
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a stretch of time that stands in one day's lane, in minutes after midnight."""

    day: dt.date
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Place:
    """Beside how many others a box stands, and where among them."""

    column: int
    columns: int


def pieces(span: Span) -> Iterator[Piece]:
    """A span cut at midnights, as clocks show it."""
    first, last = wall(span.start), wall(span.end)
    day = first.day
    while day <= last.day:
        top = minute_of_day(first.time) if day == first.day else 0
        bottom = minute_of_day(last.time) if day == last.day else MIDNIGHT
        if day == first.day:
            # In the night in October what ends after it began may end at an earlier hour.
            bottom = min(max(bottom, top + STEP), MIDNIGHT)
        if bottom > top:
            yield Piece(day, min(top, MIDNIGHT - STEP), bottom)
        day += _DAY


def beside(pieces_in_lane: Sequence[Piece]) -> list[Place]:
    """The places of pieces in one lane: what overlaps stands side by side, each as wide as the others."""
    order = sorted(
        range(len(pieces_in_lane)), key=lambda n: (pieces_in_lane[n].top, -pieces_in_lane[n].bottom, n)
    )
    places: dict[int, Place] = {}
    group: list[tuple[int, int]] = []
    ends: list[int] = []
    for number in order:
        piece = pieces_in_lane[number]
        if ends and piece.top >= max(ends):
            _close(group, len(ends), places)
            group, ends = [], []
        column = next((place for place, end in enumerate(ends) if end <= piece.top), len(ends))
        ends[column : column + 1] = [piece.bottom]
        group.append((number, column))
    _close(group, len(ends), places)
    return [places[number] for number in range(len(pieces_in_lane))]


def _close(group: Iterable[tuple[int, int]], columns: int, places: dict[int, Place]) -> None:
    places.update({number: Place(column, columns) for number, column in group})


def odd_hours(day: dt.date) -> list[tuple[int, Comes]]:
    """The hours of a day that clocks never show, or show twice."""
    found = ((hour, comes(day, dt.time(hour))) for hour in range(24))
    return [(hour * _HOUR, each) for hour, each in found if each is not Comes.ONCE]


def monday_of(day: dt.date) -> dt.date:
    """The Monday of that week."""
    return day - dt.timedelta(days=day.weekday())
