"""Which records concern a carer or an interpreter: found by what they say, for no partition holds just these."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import msgspec
import sqlalchemy as sa

from cicdesk.schema.values import Value
from cicdesk.server.storage.bulk import driver

_decode = msgspec.json.Decoder(dict[str, Value]).decode


@dataclass(frozen=True, slots=True)
class Found:
    """A living record as it was found."""

    rid: str
    root: str
    kind: str
    seq: int
    data: dict[str, Value] = field(default_factory=dict)


_SELECT = "SELECT rid, root, kind, seq, data FROM record WHERE NOT deleted AND "


def of_office(connection: sa.Connection, kind: str, office: str, said: Collection[str]) -> list[Found]:
    """Records of a kind in files of an office whose text holds one of these pieces of JSON.

    Somebody who is served in two towns has their file in both.
    """
    return _found(
        connection,
        "kind = %s AND EXISTS (SELECT 1 FROM unnest(%s::text[]) s WHERE strpos(data, s) > 0) AND (office = %s"
        " OR root IN (SELECT p.rid FROM record p WHERE p.kind = 'person' AND p.office <> %s AND %s = ANY(p.parts)))",
        (kind, list(said), office, office, f"c:{office}"),
    )


def of_kind(connection: sa.Connection, kind: str, said: Collection[str]) -> list[Found]:
    """The same in files of every office."""
    return _found(
        connection,
        "kind = %s AND EXISTS (SELECT 1 FROM unnest(%s::text[]) s WHERE strpos(data, s) > 0)",
        (kind, list(said)),
    )


def of_ids(connection: sa.Connection, ids: Collection[str]) -> list[Found]:
    """These records."""
    return _found(connection, "rid = ANY(%s)", (list(ids),)) if ids else []


def said(name: str, value: str) -> str:
    """How a register with that text stands in a stored document."""
    return msgspec.json.encode({name: value}).decode()[1:-1]


def _found(connection: sa.Connection, condition: str, arguments: tuple[Any, ...]) -> list[Found]:
    with driver(connection).cursor() as cursor:
        cursor.execute((_SELECT + condition + " ORDER BY born, rid").encode(), arguments)
        return [Found(rid, root, kind, seq, _decode(data)) for rid, root, kind, seq, data in cursor]
