"""Records in and out, many at a time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec
import sqlalchemy as sa

from cicdesk.domain.versions import RecordState
from cicdesk.schema.values import Value
from cicdesk.server.storage.bulk import AMONG, copy_rows, driver, listed
from cicdesk.wire.messages import Head

_COLUMNS = (
    "rid", "root", "kind", "office", "seq", "born", "echo", "by_user", "at", "deleted", "asked",
    "parts", "data", "ver", "fseq", "heads", "bases", "early", "seen",
)  # fmt: skip
_KEPT = ("rid", "root", "kind", "born")
"""Columns that never change once the record is there."""


@dataclass(slots=True)
class Held:
    """A record as the server keeps it: the state both programs know, and what only the feed needs."""

    state: RecordState
    born: int = 0
    """The number it was made with."""
    fseq: dict[str, int] = field(default_factory=dict)
    """The number at which each field last changed, where it is not `born`."""
    parts: tuple[str, ...] = ()
    """The partitions its file is in; only on the root."""
    office: str = ""
    echo: str = ""
    """The device that wrote last and was told the outcome."""
    was: int = 0
    """Its number before this transaction; 0: not there."""

    def changed_at(self, name: str) -> int:
        """The number at which a field last changed."""
        return self.fseq.get(name, self.born)


_values = msgspec.json.Decoder(dict[str, Value])
_texts = msgspec.json.Decoder(dict[str, str])
_numbers = msgspec.json.Decoder(dict[str, int])
_heads = msgspec.json.Decoder(dict[str, dict[str, Head]])
_lists = msgspec.json.Decoder(dict[str, list[str]])
_seen = msgspec.json.Decoder(dict[str, dict[str, list[str]]])


def _read(row: tuple[Any, ...]) -> Held:
    (rid, root, kind, office, seq, born, echo, by, at, _deleted, _asked, parts,
     data, ver, fseq, heads, bases, early, seen) = row  # fmt: skip
    state = RecordState(
        rid=rid,
        root=root,
        kind=kind,
        seq=seq,
        data=_values.decode(data),
        ver=_texts.decode(ver) if ver else {},
        heads=_heads.decode(heads) if heads else {},
        bases=_lists.decode(bases) if bases else {},
        early=_lists.decode(early) if early else {},
        seen=_seen.decode(seen) if seen else {},
        by=by,
        at=at,
    )
    return Held(
        state=state,
        born=born,
        fseq=_numbers.decode(fseq) if fseq else {},
        parts=tuple(parts),
        office=office,
        echo=echo,
        was=seq,
    )


def _json(content: object) -> str:
    return msgspec.json.encode(content).decode() if content else ""


def _row(held: Held) -> tuple[Any, ...]:
    state = held.state
    return (
        state.rid, state.root, state.kind, held.office, state.seq, held.born, held.echo, state.by, state.at,
        state.deleted, state.deletion_asked, f"{{{','.join(held.parts)}}}",
        msgspec.json.encode(state.data).decode(), _json(state.ver), _json(held.fseq), _json(state.heads),
        _json(state.bases), _json(state.early), _json(state.seen),
    )  # fmt: skip


_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM record WHERE "  # noqa: S608  names of columns, from above


def load(connection: sa.Connection, rids: Collection[str]) -> dict[str, Held]:
    """Those of the records that are there, by their ids."""
    return _load(connection, "rid", rids)


def load_files(connection: sa.Connection, roots: Collection[str]) -> dict[str, Held]:
    """Every record of these files, by its id."""
    return _load(connection, "root", roots)


def _load(connection: sa.Connection, column: str, names: Collection[str]) -> dict[str, Held]:
    if not names:
        return {}
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(f"{_SELECT}{column} = {AMONG}".encode(), (listed(names),))
        return {row[0]: _read(row) for row in cursor}


def of_kind(connection: sa.Connection, kind: str, parts: Collection[str]) -> list[str]:
    """The roots of a kind that share one of these partitions, oldest first; none that was deleted."""
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(
            "SELECT rid FROM record WHERE kind = %s AND rid = root AND NOT deleted AND parts && %s::text[] ORDER BY born",
            (kind, list(parts)),
        )
        return [row[0] for row in cursor]


def insert(connection: sa.Connection, records: Iterable[Held]) -> None:
    """Add records that are not there yet."""
    copy_rows(connection, "record", _COLUMNS, map(_row, records))


_CHANGED = tuple(name for name in _COLUMNS if name not in _KEPT)
_TYPES = {"seq": "bigint", "at": "bigint", "deleted": "boolean", "asked": "boolean"}


def _set(name: str) -> str:
    # Names of partitions hold no character that means anything in an array's text.
    return "parts = n.parts::text[]" if name == "parts" else f"{name} = n.{name}"


# In binary: as text the driver would look for each quotation mark of each document, which takes longer than the rest.
_UPDATE = (
    f"UPDATE record r SET {', '.join(map(_set, _CHANGED))} FROM unnest(%b::text[], "  # noqa: S608  names of columns
    + ", ".join(f"%b::{_TYPES.get(name, 'text')}[]" for name in _CHANGED)
    + f") AS n(rid, {', '.join(_CHANGED)}) WHERE r.rid = n.rid"
)
_PLACES = (0, *(_COLUMNS.index(name) for name in _CHANGED))


def update(connection: sa.Connection, records: Iterable[Held]) -> None:
    """Write records that were there before."""
    rows = [_row(held) for held in records]
    if not rows:
        return
    columns = [[row[place] for row in rows] for place in _PLACES]
    with driver(connection).cursor() as cursor:
        cursor.execute(_UPDATE.encode(), columns)
