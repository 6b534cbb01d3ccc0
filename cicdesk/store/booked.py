"""Records that ask for somebody's time, as documents: all at once, or those of some days."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from cicdesk.schema.values import Value
from cicdesk.store.records import chunks, marks

_decode = msgspec.json.Decoder(dict[str, Value]).decode
_SHOWN = "coalesce(shown, data)"


def documents(connection: sa.Connection, ids: Iterable[str]) -> dict[str, dict[str, Value]]:
    """The documents of those of these records that are living, by their ids."""
    found: dict[str, dict[str, Value]] = {}
    for part in chunks(sorted(set(ids))):
        rows = connection.exec_driver_sql(
            f"SELECT id, {_SHOWN} FROM record WHERE id IN ({marks(len(part))}) AND deleted = 0",  # noqa: S608  fixed SQL
            tuple(part),
        )
        found.update((rid, _decode(text)) for rid, text in rows)
    return found


def of_kind(connection: sa.Connection, kind: str) -> Iterator[tuple[str, dict[str, Value]]]:
    """The living records of a kind, in the order they came."""
    return _rows(connection, "kind = ?", (kind,))


def between(
    connection: sa.Connection, kinds: Iterable[str], first: str, last: str
) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """The living records of these kinds whose day lies between two days, both with: kind, id, document."""
    for kind in kinds:
        days = f"kind = ? AND json_extract({_SHOWN}, '$.day') BETWEEN ? AND ?"
        for rid, document in _rows(connection, days, (kind, first, last)):
            yield kind, rid, document


def _rows(
    connection: sa.Connection, condition: str, arguments: tuple[Any, ...]
) -> Iterator[tuple[str, dict[str, Value]]]:
    driver: Any = connection.connection.driver_connection
    rows = driver.execute(
        f"SELECT id, {_SHOWN} FROM record WHERE {condition} AND deleted = 0 ORDER BY n",  # noqa: S608  fixed SQL
        arguments,
    )
    for rid, text in rows:
        yield rid, _decode(text)


def texts(connection: sa.Connection, kinds: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The living records of these kinds as they lie in the file, not decoded yet: id -> kind and text.

    Two that are equal say the same, so whatever was worked out from the one holds for the other.
    """
    listed = tuple(kinds)
    driver: Any = connection.connection.driver_connection
    rows = driver.execute(
        f"SELECT id, kind, {_SHOWN} FROM record WHERE kind IN ({marks(len(listed))}) AND deleted = 0 ORDER BY n",  # noqa: S608  fixed SQL
        listed,
    )
    return {rid: (kind, text) for rid, kind, text in rows}


def decoded(held: Mapping[str, tuple[str, str]], kind: str) -> dict[str, dict[str, Value]]:
    """The documents of one kind among such texts."""
    return {rid: _decode(text) for rid, (each, text) in held.items() if each == kind}
