"""Half-filled forms: on disk within two seconds, owned by their user, several at once."""

from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from cicdesk.schema.values import Values

_decode = msgspec.json.Decoder(dict[str, object]).decode
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


def save(connection: sa.Connection, draft: Draft) -> None:
    """Keep a draft in place of its earlier self."""
    connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO draft ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?)",  # noqa: S608  fixed names
        (
            draft.id,
            draft.kind,
            draft.record,
            draft.user,
            draft.schema,
            msgspec.json.encode(draft.values).decode(),
            draft.started_at,
            draft.saved_at,
        ),
    )


def load(connection: sa.Connection, draft: str, user: str) -> Draft | None:
    """A user's draft, or nothing."""
    rows = connection.exec_driver_sql(
        f'SELECT {_COLUMNS} FROM draft WHERE id = ? AND "user" = ?', (draft, user)  # noqa: S608  fixed names
    )
    return next((_draft(row) for row in rows), None)


def all_of(connection: sa.Connection, user: str) -> list[Draft]:
    """A user's drafts, the last touched first. Nobody sees another's."""
    rows = connection.exec_driver_sql(
        f'SELECT {_COLUMNS} FROM draft WHERE "user" = ? ORDER BY saved_at DESC', (user,)  # noqa: S608  fixed names
    )
    return [_draft(row) for row in rows]


def drop(connection: sa.Connection, draft: str) -> None:
    """Forget a draft: it was saved, or thrown away by its owner."""
    connection.exec_driver_sql("DELETE FROM draft WHERE id = ?", (draft,))


def _draft(row: sa.Row[tuple[object, ...]]) -> Draft:
    draft, kind, record, user, schema, data, started, saved = row
    return Draft(
        id=str(draft),
        kind=str(kind),
        user=str(user),
        values=_decode(str(data)),  # type: ignore[arg-type]  JSON values
        record=str(record),
        started_at=int(str(started)),
        saved_at=int(str(saved)),
        schema=int(str(schema)),
    )
