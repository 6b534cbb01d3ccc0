"""Half-filled forms: on disk within two seconds, owned by their user, several at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from cicdesk.schema.values import Value, Values

_decode = msgspec.json.Decoder(dict[str, Value]).decode
_COLUMNS = 'id, kind, record, "user", "schema", data, started_at, saved_at'


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was left."""

    id: str
    kind: str
    user: str
    values: Values
    record: str = ""
    """The record it changes; empty for a new one."""
    started_at: int = 0
    saved_at: int = 0
    schema: int = 1


_SAVE = f"""
INSERT INTO draft ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, record = excluded.record, "schema" = excluded."schema",
    data = excluded.data, saved_at = excluded.saved_at WHERE "user" = excluded."user"
"""  # noqa: S608  fixed names


def save(connection: sa.Connection, draft: Draft) -> bool:
    """Keep a draft in place of its earlier self; whether it is its user's own."""
    done = connection.exec_driver_sql(
        _SAVE,
        (
            draft.id,
            draft.kind,
            draft.record,
            draft.user,
            draft.schema,
            _encode(draft.values),
            draft.started_at,
            draft.saved_at,
        ),
    )
    return done.rowcount > 0


def _encode(values: Values) -> str:
    """As JSON; halves of characters that no text may hold become question marks, so that the rest is kept."""
    try:
        return msgspec.json.encode(values).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(_cleaned(dict(values))).decode()


def _cleaned(value: Value) -> Value:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    return value


def load(connection: sa.Connection, draft: str, user: str) -> Draft | None:
    """A user's draft, or nothing."""
    rows = connection.exec_driver_sql(
        f'SELECT {_COLUMNS} FROM draft WHERE id = ? AND "user" = ?',  # noqa: S608  fixed names
        (draft, user),
    )
    return next((_draft(row) for row in rows), None)


def all_of(connection: sa.Connection, user: str) -> list[Draft]:
    """A user's drafts, the last touched first. Nobody sees another's."""
    rows = connection.exec_driver_sql(
        f'SELECT {_COLUMNS} FROM draft WHERE "user" = ? ORDER BY saved_at DESC',  # noqa: S608  fixed names
        (user,),
    )
    return [_draft(row) for row in rows]


def drop(connection: sa.Connection, draft: str, user: str) -> None:
    """Forget a user's draft: it was saved, or thrown away."""
    connection.exec_driver_sql('DELETE FROM draft WHERE id = ? AND "user" = ?', (draft, user))


def _draft(row: Sequence[Any]) -> Draft:
    draft, kind, record, user, schema, data, started, saved = row
    return Draft(
        id=str(draft),
        kind=str(kind),
        user=str(user),
        values=_decode(str(data)),
        record=str(record),
        started_at=int(str(started)),
        saved_at=int(str(saved)),
        schema=int(str(schema)),
    )
