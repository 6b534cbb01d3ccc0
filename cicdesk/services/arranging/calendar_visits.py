"""Visits in care as the calendars of places and carers show them: who is there, without a name.

A visit that a request asked for is told of in the box of that request. Any other stands in a box of its own,
unless so many are there at once that nobody could read them side by side: these are told of together.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypedDict

from cicdesk.domain.booking.wishes import Stage
from cicdesk.domain.evacuation import IN_CARE
from cicdesk.domain.reading import elements, moment, stretch, text
from cicdesk.domain.wall_time import Span
from cicdesk.domain.workflows.care import CareSessionState
from cicdesk.schema.values import Document
from cicdesk.services.arranging import care_facts
from cicdesk.services.arranging.calendar_rows import Around, Entry, Row, is_movable, place_of
from cicdesk.services.arranging.care_day import SESSION
from cicdesk.services.arranging.care_expected import REQUEST

PLACES_OF: Mapping[str, str] = {"care_place": "place", "carer": "carers"}
"""Whose calendars show visits, and the field of a visit that names them."""
_AN_HOUR = 60
_BESIDE = 3
"""So many visits at once can be read beside each other."""
_A_DAY = dt.timedelta(days=1)
_LEFT = frozenset({CareSessionState.COLLECTED, CareSessionState.CLOSED})


class _Common(TypedDict):
    state: str
    stage: Stage
    sure: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit with the time that it takes."""

    id: str
    document: Document
    state: CareSessionState
    span: Span

    @property
    def request(self) -> str:
        """The request for care that it belongs to; empty for a child who came without one."""
        return text(self.document, REQUEST)


def visit_of(rid: str, document: Document, now: dt.datetime) -> Visit | None:
    """A visit that is expected, goes on or took place; None for any other, and where no time is known."""
    state = care_facts.state_of(document)
    came, left = (care_facts.moment_in(document, each) for each in ("in_at", "out_at"))
    began = state in IN_CARE or (state in _LEFT and text(document, "in_time") != "")
    agreed = stretch(document, _AN_HOUR)
    if agreed is None or not (began or state is CareSessionState.EXPECTED):
        return None
    start, end = moment(agreed[0]), moment(agreed[1])
    if began:
        start = came or start
        end = left or _until(start, end, now, here=state in IN_CARE)
    return Visit(rid, document, state, Span(start, end)) if start < end else None


def _until(start: dt.datetime, end: dt.datetime, now: dt.datetime, *, here: bool) -> dt.datetime:
    """Whoever is still there stays until now at the least; a visit that nobody ended does not last for days."""
    stays = here and end < now < start + _A_DAY
    return now if stays else max(end, start + dt.timedelta(minutes=1))


def named_by(document: Document) -> set[str]:
    """The records that an entry of a visit tells of."""
    return {text(document, "place")} - {""}


def with_visits(rows: Iterable[Row], visits: Iterable[Visit], shown: Span, around: Around) -> Iterator[Row]:
    """The rows of a calendar of places or carers with the visits there."""
    in_sight = [each for each in visits if each.span.meets(shown)]
    for row in rows:
        mine = [each for each in in_sight if row.id in _whose(row.kind, each.document)]
        asked = {each.record for each in row.entries}
        told = [
            _told(each, [visit for visit in mine if visit.request == each.record]) for each in row.entries
        ]
        own = list(_own([each for each in mine if each.request not in asked], around))
        yield replace(row, entries=tuple(sorted([*told, *own], key=lambda each: (each.span, each.record))))


def _whose(kind: str, document: Document) -> list[str]:
    if kind == "care_place":
        return [text(document, PLACES_OF[kind])]
    return elements(document, PLACES_OF[kind])


def _told(entry: Entry, visits: list[Visit]) -> Entry:
    """A request with how many of its children are in, and how many were collected."""
    if not visits:
        return entry
    return replace(
        entry,
        here=sum(each.state in IN_CARE for each in visits),
        left=sum(each.state in _LEFT for each in visits),
    )


def _own(visits: list[Visit], around: Around) -> Iterator[Entry]:
    """An entry for each visit, or one for all of those who are there at the same time."""
    for crowd in _crowds(visits):
        entries = [_entry(each, around) for each in crowd]
        if len(crowd) <= _BESIDE:
            yield from entries
        else:
            whole = Span(crowd[0].span.start, max(each.span.end for each in crowd))
            here, left = (sum(each.state in states for each in crowd) for states in (IN_CARE, _LEFT))
            first = replace(entries[0], span=whole, movable=False, number="", heads=len(crowd))
            yield replace(first, here=here, left=left, **_of_all(crowd, entries))


def _crowds(visits: list[Visit]) -> Iterator[list[Visit]]:
    """The visits in parts between which nobody is there."""
    crowd: list[Visit] = []
    for each in sorted(visits, key=lambda visit: (visit.span, visit.id)):
        if crowd and each.span.start >= max(before.span.end for before in crowd):
            yield crowd
            crowd = []
        crowd.append(each)
    if crowd:
        yield crowd


def _of_all(crowd: list[Visit], entries: list[Entry]) -> _Common:
    """How it stands with all of them: somebody who was not collected counts before all others."""
    first = next((n for n, each in enumerate(crowd) if each.state is CareSessionState.NOT_COLLECTED), -1)
    if first < 0:
        first = next((n for n, each in enumerate(crowd) if each.state in IN_CARE), 0)
    found = entries[first]
    return _Common(state=found.state, stage=found.stage, sure=found.sure)


def _entry(visit: Visit, around: Around) -> Entry:
    here = visit.state in IN_CARE
    expected = visit.state is CareSessionState.EXPECTED
    return Entry(
        record=visit.id,
        kind=SESSION,
        span=visit.span,
        stage=Stage.WISH if expected else Stage.TOOK_PLACE,
        state=visit.state.value,
        sure=here,
        movable=expected and is_movable(SESSION, visit.document, around.role),
        number=text(visit.document, "number"),
        heads=1,
        where=place_of(visit.document, around),
    )
