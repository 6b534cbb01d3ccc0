"""What this laptop knows of packages on sticks: the centre's key, what is on its way, what came back."""

from collections.abc import Sequence

import msgspec

from cicdesk.store import meta
from cicdesk.store.engine import Connection
from cicdesk.wire.messages import CourierKey

_NAME = "courier"
_KEPT = 20
"""So many packages on their way, and so many that came back, are remembered."""
ASK_AGAIN_MS = 7 * 24 * 3600 * 1000


class Carried(msgspec.Struct, omit_defaults=True, kw_only=True, frozen=True):
    """A package that was made here."""

    id: str
    at: int
    """When, in milliseconds."""
    key: str
    """The age identity that opens its answer; made for that alone."""
    upto: int
    """It holds what waited in the outbox up to this number."""
    changes: int
    epoch: int | None = None
    known: list[int] | None = None
    gen: int = 0
    written: bool = False
    """Whether the file is on the stick; before that nothing is carried."""


class Book(msgspec.Struct, omit_defaults=True, kw_only=True, frozen=True):
    """All of it."""

    centre: CourierKey | None = None
    asked_at: int = 0
    carried: list[Carried] = []
    done: list[str] = []
    """The newest packages whose answers were taken in."""


class OnStick(msgspec.Struct, kw_only=True, frozen=True):
    """What is on a stick and not known to be at the centre."""

    since: int
    changes: int


def load(connection: Connection) -> Book:
    """The present state."""
    text = meta.get(connection, _NAME)
    return msgspec.json.decode(text, type=Book) if text else Book()


def learn(connection: Connection, centre: CourierKey | None, now: int) -> None:
    """Keep the centre's key, and when it was asked for."""
    _save(connection, msgspec.structs.replace(load(connection), centre=centre, asked_at=now))


def is_due(connection: Connection, now: int) -> bool:
    """Whether it is time to ask for the key again."""
    return abs(now - load(connection).asked_at) >= ASK_AGAIN_MS


def note(connection: Connection, package: Carried) -> None:
    """Remember a package, or what is known of it now."""
    book = load(connection)
    others = [each for each in book.carried if each.id != package.id]
    _save(connection, msgspec.structs.replace(book, carried=[*others, package][-_KEPT:]))


def settle(connection: Connection, package: str) -> None:
    """The answer was taken in: its key is not needed any more."""
    book = load(connection)
    left = [each for each in book.carried if each.id != package]
    done = [*(each for each in book.done if each != package), package][-_KEPT:]
    _save(connection, msgspec.structs.replace(book, carried=left, done=done))


def on_sticks(connection: Connection) -> Sequence[OnStick]:
    """Changes that are on a stick since then and still wait for the centre's word, the newest package first."""
    found = []
    for each in reversed(load(connection).carried):
        waiting = connection.exec_driver_sql(
            "SELECT count(*) FROM outbox WHERE state = 'pending' AND n <= ?", (each.upto,)
        ).scalar_one()
        if each.written and waiting:
            found.append(OnStick(since=each.at, changes=int(waiting)))
    return found


def _save(connection: Connection, book: Book) -> None:
    meta.put(connection, _NAME, msgspec.json.encode(book).decode())
