"""One plain SQL view for each record type, named after its kind, for reporting tools.

A column for each field; sets are arrays of codes or JSON arrays of items. Deleted records and PINs do not appear.
"""

import sqlalchemy as sa
from psycopg import sql

from cicdesk.schema.fields import Field, Flag, Group, Items, Money, Number, Pin
from cicdesk.schema.records import RecordSpec, registry
from cicdesk.server.storage.bulk import driver

_FIXED = (
    "r.rid AS _id, r.root AS _root, r.office AS _office, r.seq AS _seq, r.by_user AS _changed_by,"
    " to_timestamp(r.at / 1000.0) AS _changed_at, r.heads <> '' AS _in_conflict, r.asked AS _deletion_asked"
)


def create(connection: sa.Connection) -> None:
    """Make the views anew from the declarations."""
    drop(connection)
    for spec in registry().values():
        driver(connection).execute(view_sql(spec))


def drop(connection: sa.Connection) -> None:
    """Take the views away, so that tables below them may change. Only views of record types are touched."""
    for kind in registry():
        driver(connection).execute(sql.SQL("DROP VIEW IF EXISTS {}").format(sql.Identifier(kind)))


def view_sql(spec: RecordSpec) -> sql.Composed:
    """The statement that makes a record type's view."""
    shown = [each for each in spec.fields if not isinstance(each, Pin)]
    columns = [sql.SQL("{} AS {}").format(_column(each), sql.Identifier(each.name)) for each in shown]
    return sql.SQL(
        "CREATE VIEW {} AS SELECT {}, {} FROM record r CROSS JOIN LATERAL (SELECT r.data::jsonb AS d) AS j"
        " WHERE r.kind = {} AND NOT r.deleted"
    ).format(sql.Identifier(spec.kind), sql.SQL(_FIXED), sql.SQL(", ").join(columns), sql.Literal(spec.kind))


def _column(field: Field) -> sql.Composed:
    name = sql.Literal(field.name)
    if isinstance(field, Items):
        return _elements(field, f"jsonb_agg(e.value{_without_secrets(field)} || jsonb_build_object('id', substr(e.key, {{start}})) ORDER BY e.key)",
                         "jsonb_typeof(e.value) = 'object'")  # fmt: skip
    if field.is_set:
        return _elements(field, "array_agg(substr(e.key, {start}) ORDER BY e.key)", "e.value = 'true'")
    if isinstance(field, Group):
        return sql.SQL("j.d -> {}").format(name)
    if isinstance(field, Flag) and not field.refusable:
        return sql.SQL("CASE j.d ->> {0} WHEN 'true' THEN true WHEN 'false' THEN false END").format(name)
    if isinstance(field, Number | Money) and not field.refusable:
        return sql.SQL("CASE WHEN j.d ->> {0} ~ '^-?[0-9]{{1,18}}$' THEN (j.d ->> {0})::bigint END").format(
            name
        )
    return sql.SQL("j.d ->> {}").format(name)


def _without_secrets(items: Items) -> str:
    """Takes the parts away that no report may see. Names of fields hold nothing that SQL would understand."""
    return "".join(f" - '{part.name}'" for part in items.fields if isinstance(part, Pin))


def _elements(field: Field, gathered: str, kept: str) -> sql.Composed:
    prefix = f"{field.name}/"
    statement = f"(SELECT {gathered} FROM jsonb_each(j.d) e WHERE starts_with(e.key, {{prefix}}) AND {kept})"  # noqa: S608  fixed texts
    start = sql.Literal(len(prefix) + 1)
    # The statement is put together from the two fixed texts above only.
    return sql.SQL(statement).format(prefix=sql.Literal(prefix), start=start)
