"""Who can interpret, asked of everything that this laptop knows; works without a network."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cicdesk.base.clock import from_milliseconds
from cicdesk.domain.matching.diary import Diary
from cicdesk.domain.matching.facts import Interpreter, Wish
from cicdesk.domain.matching.match import Matching, match
from cicdesk.domain.matching.plans import NewTime, Plan, new_times, next_best
from cicdesk.domain.reading import items, text
from cicdesk.domain.wall_time import wall
from cicdesk.schema.documents import changes_between
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Document, Values
from cicdesk.services.arranging.interpreting import (
    KIND,
    answers_in,
    booking_of,
    bookings_elsewhere,
    interpreter_of,
    wish_of,
)
from cicdesk.services.context import Context
from cicdesk.store import booked
from cicdesk.store.engine import Connection

_KINDS = ("interpreter", "room", KIND, "time_sheet")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say to a request."""

    wish: Wish
    matching: Matching
    names: dict[str, str]
    """Interpreters -> what they are called."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Everything that matching looks at, read once and kept until something of it changes."""

    texts: Mapping[str, tuple[str, str]]
    """What it was read from."""
    register: tuple[Interpreter, ...]
    names: dict[str, str]
    diary: Diary
    requests: Mapping[str, Document]
    sheets: tuple[Document, ...]
    rooms: Mapping[str, Document]

    def room(self, rid: str) -> Document:
        """A room's document; an empty one where it is not known."""
        return self.rooms.get(rid, {})


class MatchingService:
    """Matching over the synced register, with the bookings and answers that this laptop has heard of."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._kept: _Index | None = None

    def match(self, values: Values, record: str = "") -> Answer | None:
        """Everybody of the register for a request as it stands in a form; None while language or time is missing."""
        with self._context.store.read() as connection:
            index = self._index(connection)
        wish = self._wish(index, values, record)
        if wish is None:
            return None
        today = wall(from_milliseconds(self._context.now())).day
        return Answer(wish, match(wish, index.register, index.diary, today), index.names)

    def plans(self, answer: Answer) -> tuple[Plan, ...]:
        """What could be done instead, the least change first."""
        index = self._current()
        return next_best(answer.wish, index.register, index.diary, from_milliseconds(self._context.now()))

    def new_times(self, answer: Answer) -> tuple[NewTime, ...]:
        """The three nearest other times, for a request that lost its own."""
        index = self._current()
        return new_times(answer.wish, index.register, index.diary, from_milliseconds(self._context.now()))

    def _current(self) -> _Index:
        with self._context.store.read() as connection:
            return self._index(connection)

    def _index(self, connection: Connection) -> _Index:
        texts = booked.texts(connection, _KINDS)
        kept = self._kept
        if kept is None or kept.texts != texts:
            kept = self._kept = _read(texts)
        return kept

    def _wish(self, index: _Index, values: Values, record: str) -> Wish | None:
        request = changes_between(spec_of(KIND), {}, values)
        person = text(request, "person")
        return wish_of(record, request, index.room, _refused(index, person, record) if person else ())


def _read(texts: Mapping[str, tuple[str, str]]) -> _Index:
    entries, rooms, requests, sheets = (booked.decoded(texts, kind) for kind in _KINDS)
    found = (booking_of(rid, request, lambda room: rooms.get(room, {})) for rid, request in requests.items())
    elsewhere = (each for rid, entry in entries.items() for each in bookings_elsewhere(rid, entry, requests))
    diary = Diary((*filter(None, found), *elsewhere), answers_in(requests.values()))
    return _Index(
        texts=texts,
        register=tuple(interpreter_of(rid, entry) for rid, entry in entries.items()),
        names={rid: _name(entry) for rid, entry in entries.items()},
        diary=diary,
        requests={rid: request for rid, request in requests.items() if text(request, "person")},
        sheets=tuple(sheets.values()),
        rooms=rooms,
    )


def _name(entry: Document) -> str:
    written = f"{text(entry, 'given_names')} {text(entry, 'family_name')}".strip()
    return written or text(entry, "agency")


def _refused(index: _Index, person: str, record: str) -> Iterator[Document]:
    """Whom the client refused on other occasions, or asked not to meet again."""
    for rid, request in index.requests.items():
        if rid != record and text(request, "person") == person:
            yield from items(request, "exclusions")
    for sheet in index.sheets:
        if text(sheet, "person") == person and text(sheet, "exclude") == "YES":
            yield {"interpreter": text(sheet, "interpreter"), "reason": "CLIENT_REFUSES"}
