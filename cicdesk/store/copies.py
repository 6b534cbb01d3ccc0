"""Columns of the table `record` in and out, without a thought of what they mean together."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from cicdesk.domain.names import fold
from cicdesk.store.projection import Base, Shown
from cicdesk.wire.messages import Head

_encode = msgspec.json.encode
_decode_values = msgspec.json.Decoder(dict[str, Any]).decode
_decode_versions = msgspec.json.Decoder(dict[str, str]).decode
_decode_heads = msgspec.json.Decoder(dict[str, dict[str, Head]]).decode

BASE_COLUMNS = "id, root, kind, seq, gen, data, ver, heads, gone, asked, by_user, at"
_CHUNK = 500


def base_of_row(row: Sequence[Any]) -> Base:
    """The server's copy from its columns, in the order of `BASE_COLUMNS`."""
    rid, root, kind, seq, gen, data, ver, heads, gone, asked, by, at = row
    return Base(
        id=rid,
        root=root,
        kind=kind,
        seq=seq,
        gen=gen,
        data=_decode_values(data),
        ver=_decode_versions(ver) if ver else {},
        heads=_decode_heads(heads) if heads else {},
        gone=bool(gone),
        asked=bool(asked),
        by=by,
        at=at,
    )


def chunks(names: Iterable[str]) -> Iterator[list[str]]:
    """The names in pieces that fit one statement."""
    listed = list(names)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]


def marks(count: int) -> str:
    """So many placeholders."""
    return ",".join("?" * count)


def bases(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Base]:
    """The server's copies of these records, by id; unknown ones are left out."""
    found: dict[str, Base] = {}
    for part in chunks(ids):
        rows = connection.exec_driver_sql(
            f"SELECT {BASE_COLUMNS} FROM record WHERE id IN ({marks(len(part))})",  # noqa: S608  placeholders only
            tuple(part),
        )
        found.update((row[0], base_of_row(row)) for row in rows)
    return found


SHOWN_COLUMNS = ("shown", "deleted", "state", "title", "sort", "number", "office", "changed", "changed_by")


def shown_columns(shown: Shown) -> tuple[Any, ...]:
    """The columns of what is shown, in the order of `SHOWN_COLUMNS`."""
    return (
        None if shown.document is None else _encode(shown.document).decode(),
        int(shown.deleted),
        int(shown.standing),
        shown.title,
        fold(shown.title),
        shown.number,
        shown.office,
        shown.changed,
        shown.changed_by,
    )


def mark_unindexed(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Note that search has to look at these records again; done before the next look-up."""
    for part in chunks(ids):
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO unindexed SELECT n FROM record WHERE id IN ({marks(len(part))})",  # noqa: S608  placeholders
            tuple(part),
        )
