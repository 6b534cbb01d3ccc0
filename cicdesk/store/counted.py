"""What indicators are counted from, read from the indexes of the file alone (decision 037).

Everything here is asked of the driver itself and handed on as it comes: millions of rows pass.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from cicdesk.domain.indicators.facts import Assessed, Entry
from cicdesk.store import tables

_entry = msgspec.json.Decoder(Entry).decode
_assessed = msgspec.json.Decoder(Assessed).decode
_STEPS = 200_000
"""Steps of the database's own machine between two such looks, where it counts by itself."""

Look = Callable[[], None]
"""Raises once nobody waits any more."""


@contextlib.contextmanager
def watched(connection: sa.Connection, look: Look) -> Iterator[None]:
    """Within the block the database looks up now and then; what `look` raises ends the question under way."""
    driver: Any = connection.connection.driver_connection
    raised: list[BaseException] = []

    def pause() -> int:
        try:
            look()
        except BaseException as error:  # noqa: BLE001  raised again below; the driver would only print it
            raised.append(error)
            return 1
        return 0

    driver.set_progress_handler(pause, _STEPS)
    try:
        yield
    except Exception:
        if raised:
            raise raised[0] from None
        raise
    finally:
        driver.set_progress_handler(None, 0)


def how_many(connection: sa.Connection, project: str) -> int:
    """How many participations of a project there are."""
    found = _rows(
        connection,
        f"SELECT count(*) FROM record WHERE kind = 'participation' AND deleted = 0 AND {tables.PROJECT} = ?",  # noqa: S608  fixed SQL
        project,
    )
    return int(next(found)[0])


def ids(connection: sa.Connection, project: str) -> frozenset[str]:
    """The ids of the living participations of a project."""
    question = f"SELECT id FROM record WHERE kind = 'participation' AND deleted = 0 AND {tables.PROJECT} = ?"  # noqa: S608  fixed SQL
    return frozenset(rid for (rid,) in _rows(connection, question, project))


def entries(connection: sa.Connection, project: str) -> Iterator[tuple[str, Entry]]:
    """The living participations of a project in the order of their ids: id, and what indicators ask of it."""
    rows = _rows(
        connection,
        f"SELECT id, {tables.ENTRY} FROM record"  # noqa: S608  fixed SQL
        f" WHERE kind = 'participation' AND deleted = 0 AND {tables.PROJECT} = ? ORDER BY id",
        project,
    )
    return ((rid, _entry(text)) for rid, text in rows)


def services_used(connection: sa.Connection, project: str) -> list[str]:
    """The codes of services that were given in a project; it steps from one to the next."""
    one = (
        f"SELECT min({tables.SERVICE}) FROM record"  # noqa: S608  fixed SQL
        f" WHERE kind = 'service' AND deleted = 0 AND {tables.PROJECT} = ? AND {tables.SERVICE} > ?"
    )
    found: list[str] = []
    last = ""
    while (code := next(_rows(connection, one, project, last))[0]) is not None:
        found.append(code)
        last = code
    return found


def first_days(connection: sa.Connection, project: str, service: str) -> dict[str, str]:
    """Person -> the first day on which they were given that service in the project."""
    return dict(
        _rows(
            connection,
            f"SELECT {tables.PERSON}, {tables.HAPPENED_ON} FROM record"  # noqa: S608  fixed SQL
            f" WHERE kind = 'service' AND deleted = 0 AND {tables.PROJECT} = ? AND {tables.SERVICE} = ?"
            f" ORDER BY {tables.HAPPENED_ON} DESC",
            project,
            service,
        )
    )


def first_days_about_reunion(connection: sa.Connection, project: str) -> dict[str, str]:
    """Person -> the first day of a service about bringing a family together."""
    return dict(
        _rows(
            connection,
            f"SELECT {tables.PERSON}, {tables.HAPPENED_ON} FROM record"  # noqa: S608  fixed SQL
            f" WHERE kind = 'service' AND deleted = 0 AND {tables.PROJECT} = ? AND {tables.ABOUT_REUNION} = 1"
            f" ORDER BY {tables.HAPPENED_ON} DESC",
            project,
        )
    )


def given(connection: sa.Connection, project: str, service: str, first: str, last: str) -> int:
    """How many times a service was given in the project between two days, both with."""
    found = _rows(
        connection,
        "SELECT count(*) FROM record"  # noqa: S608  fixed SQL
        f" WHERE kind = 'service' AND deleted = 0 AND {tables.PROJECT} = ? AND {tables.SERVICE} = ?"
        f" AND {tables.HAPPENED_ON} BETWEEN ? AND ?",
        project,
        service,
        first,
        last,
    )
    return int(next(found)[0])


def met(connection: sa.Connection, first: str, last: str) -> int:
    """How many contacts there were between two days, both with; contacts belong to no project."""
    found = _rows(
        connection,
        f"SELECT count(*) FROM record WHERE kind = 'contact' AND deleted = 0"  # noqa: S608  fixed SQL
        f" AND {tables.MET_AT} BETWEEN ? AND ?",
        first,
        f"{last}~",
    )
    return int(next(found)[0])


def merged(connection: sa.Connection) -> dict[str, str]:
    """Those whose file became part of another -> whose file that is."""
    document = "coalesce(shown, data)"
    return dict(
        _rows(
            connection,
            f"SELECT json_extract({document}, '$.absorbed'), json_extract({document}, '$.survivor') FROM record"  # noqa: S608  fixed SQL
            f" WHERE kind = 'merge' AND deleted = 0 AND json_extract({document}, '$.state') = 'MERGED'",
        )
    )


def levels(connection: sa.Connection) -> Iterator[Assessed]:
    """Every assessment of a language."""
    for (text,) in _rows(
        connection,
        f"SELECT {tables.LEVEL} FROM record WHERE kind = 'language_level' AND deleted = 0",  # noqa: S608  fixed SQL
    ):
        yield _assessed(text)


def _rows(connection: sa.Connection, question: str, *arguments: str) -> Iterator[Any]:
    """The driver's own rows: nothing of ours stands between them and what is made of them."""
    driver: Any = connection.connection.driver_connection
    rows: Iterator[Any] = iter(driver.execute(question, arguments))
    return rows
