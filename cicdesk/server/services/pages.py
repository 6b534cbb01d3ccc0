"""What a device is sent: its feeds from its cursors on, and no byte that it holds already.

A record travels whole, or as the fields that changed since the cursor, or (the device's own writes) as
numbers alone. Own writes are left out only while the device has shown, by the newest commit it names,
that it received their acknowledgement: a laptop whose disk was set back gets everything again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from cicdesk.server.storage import feed, mutations
from cicdesk.server.storage.directory import Device
from cicdesk.server.storage.engine import Connection
from cicdesk.wire.likely import Likelies
from cicdesk.wire.messages import EVERYONE, Head, Names, PullReply, runs_of, versions_check

_FETCHED = 2_001
_OVERHEAD = 160
"""Bytes of a state beside its data, about."""


class StateOut(msgspec.Struct, omit_defaults=True):
    """wire.messages.State with its data as it lies in the database."""

    rid: str
    kind: str
    seq: int
    data: msgspec.Raw
    root: str = ""
    ver: dict[str, list[str]] = {}
    heads: dict[str, dict[str, Head]] = {}
    bases: dict[str, list[str]] = {}
    deleted: bool = False
    asked: bool = False
    by: str = ""
    at: int = 0
    part: bool = False
    check: int = 0


class PageOut(msgspec.Struct, omit_defaults=True):
    """wire.messages.Page of such states."""

    cursor: int
    rows: list[StateOut] = []
    own: list[list[int]] = []
    exits: list[str] = []
    erased: list[str] = []
    more: bool = False
    digest: list[int] = []
    keeps: list[str] | None = None


class PullOut(msgspec.Struct, omit_defaults=True):
    """wire.messages.PullReply of such pages."""

    status: str = "ok"
    epoch: int = 0
    parts: dict[str, PageOut] = {}
    wanted: list[StateOut] = []
    ahead: list[int] = []
    scope: list[str] = []
    known: list[int] = []
    durable: int = 0
    time: int = 0
    retry_after: int = 0
    until: str = ""
    names: Names | None = None
    likely: Likelies | None = None

    def as_message(self) -> PullReply:
        """The same as the device reads it."""
        return msgspec.json.decode(msgspec.json.encode(self), type=PullReply)


@dataclass(slots=True)
class Room:
    """How much fits into one answer."""

    records: int
    bytes: int

    @property
    def left(self) -> bool:
        """Whether anything more fits."""
        return self.records > 0 and self.bytes > 0


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes the pages are for."""

    device: Device
    cursors: Mapping[str, int]
    floor: int
    """Up to which number its own writes are sent like anyone's."""
    whole: bool = False
    """Its copy cannot be trusted: every record as it is."""
    sent: set[str] = field(default_factory=set)

    def has_written(self, row: feed.FeedRow) -> bool:
        """Whether the record is exactly what this device wrote and was told of."""
        return not self.whole and row.echo == self.device.id and row.seq > self.floor


def pages(connection: Connection, reader: Reader, room: Room) -> dict[str, PageOut]:
    """The next page of each partition that has one."""
    parts = [*sorted(reader.device.scope, key=_by_use), EVERYONE]
    tops = feed.partitions(connection, parts)
    found: dict[str, PageOut] = {}
    for part in parts:
        top, count, total = tops.get(part, (0, 0, 0))
        cursor = max(0, reader.cursors.get(part, 0))
        if top <= cursor:
            continue
        page = _page(connection, part, cursor, reader, room)
        if not page.more:
            page.digest = [count, total] if part != EVERYONE else []
        found[part] = page
    return found


_ORDER = {"u": 0, "c": 1, "r": 2}


def _by_use(part: str) -> tuple[int, str]:
    """What people work with first: the files given to them, then those of their offices, then registers."""
    return _ORDER.get(part[:1], len(_ORDER)), part


def _page(connection: Connection, part: str, cursor: int, reader: Reader, room: Room) -> PageOut:
    page = PageOut(cursor=cursor, more=not room.left)
    own: list[int] = []
    wanted: list[feed.FeedRow] = []
    for row in _rows(connection, part, cursor) if room.left else ():
        if not room.left:
            page.more = True
            break
        page.cursor = row.seq
        if row.kind == feed.EXIT:
            page.exits.append(row.key)
        elif row.kind == feed.ERASE:
            page.erased.append(row.key)
        elif reader.has_written(row):
            own.append(row.seq)
            continue
        else:
            wanted.append(row)
            room.bytes -= row.size + _OVERHEAD
        room.records -= 1
    page.own = runs_of(own)
    page.rows = with_places(connection, list(_states(connection, wanted, cursor, reader)))
    return page


def with_places(connection: Connection, states: list[StateOut]) -> list[StateOut]:
    """Say of values that stand beside each other from which laptops they came."""
    heads = [(v, head) for state in states for heads in state.heads.values() for v, head in heads.items()]
    places = mutations.places(connection, {version for version, _head in heads}) if heads else {}
    for version, head in heads:
        head.place = places.get(version, "")
    return states


def _rows(connection: Connection, part: str, cursor: int) -> Iterator[feed.FeedRow]:
    """The rows after the cursor, fetched as they are needed: own ones are many and take no room."""
    rows = feed.rows_after(connection, part, cursor, _FETCHED)
    while rows:
        yield from rows
        rows = feed.rows_after(connection, part, rows[-1].seq, _FETCHED) if len(rows) == _FETCHED else []


def _states(
    connection: Connection, rows: list[feed.FeedRow], cursor: int, reader: Reader
) -> Iterable[StateOut]:
    found = feed.records_out(connection, [row.key for row in rows])
    for row in rows:
        stored = found[row.key]
        if row.key in reader.sent:
            yield state_since(stored, row.seq)
        elif not reader.whole and row.joined <= cursor:
            yield state_since(stored, cursor)
        else:
            yield state_whole(stored)
        reader.sent.add(row.key)


def newest_files(
    connection: Connection, scope: Iterable[str], most: int, room: int, answer: Mapping[str, PageOut]
) -> list[StateOut]:
    """What changed last and is not in this answer's pages yet, so that today's work need not wait for its turn.

    The pages bring it once more in its place; no cursor moves.
    """
    if not any(page.more for page in answer.values()):
        return []
    paged = {state.rid for page in answer.values() for state in page.rows}
    found: list[StateOut] = []
    for stored in whole_states(connection, feed.newest(connection, list(scope), most)):
        state = state_whole(stored)
        if state.rid in paged:
            continue
        room -= len(bytes(state.data)) + _OVERHEAD
        if room < 0:
            break
        found.append(state)
    return with_places(connection, found)


def whole_states(connection: Connection, rids: Iterable[str]) -> list[tuple[Any, ...]]:
    """Records as stored, for `state_whole` and `state_since`, in the order asked for."""
    wanted = list(dict.fromkeys(rids))
    found = feed.records_out(connection, wanted)
    return [found[rid] for rid in wanted if rid in found]


_texts = msgspec.json.Decoder(dict[str, str])
_numbers = msgspec.json.Decoder(dict[str, int])
_pieces = msgspec.json.Decoder(dict[str, msgspec.Raw])
_lists = msgspec.json.Decoder(dict[str, list[str]])
_heads = msgspec.json.Decoder(dict[str, dict[str, Head]])


def state_whole(stored: tuple[Any, ...]) -> StateOut:
    """All of a record."""
    rid, root, kind, seq, _born, by, at, deleted, asked, data, ver, _fseq, heads, bases = stored
    return StateOut(
        rid=rid,
        root=root if root != rid else "",
        kind=kind,
        seq=seq,
        data=msgspec.Raw(data.encode()),
        ver=_grouped(_texts.decode(ver)) if ver else {},
        heads=_heads.decode(heads) if heads else {},
        bases=_lists.decode(bases) if bases else {},
        deleted=deleted,
        asked=asked and not deleted,
        by=by,
        at=at,
    )


def state_since(stored: tuple[Any, ...], since: int) -> StateOut:
    """Only the fields of a record that changed after `since`."""
    born, fseq = stored[4], _numbers.decode(stored[11]) if stored[11] else {}
    state = state_whole(stored)
    pieces = _pieces.decode(state.data)
    fields = frozenset(name for name in pieces if fseq.get(name, born) > since)
    data = {name: raw for name, raw in pieces.items() if name in fields}
    versions = {name: version for version, names in state.ver.items() for name in names}
    state.part = True
    state.check = versions_check({n: state.heads.get(n) or (versions.get(n, state.rid),) for n in pieces})
    state.data = msgspec.Raw(msgspec.json.encode(data))
    kept = {version: [name for name in names if name in fields] for version, names in state.ver.items()}
    state.ver = {version: names for version, names in kept.items() if names}
    state.heads = {name: heads for name, heads in state.heads.items() if name in fields}
    state.bases = {name: bases for name, bases in state.bases.items() if name in fields}
    return state


def _grouped(versions: Mapping[str, str]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, version in versions.items():
        grouped.setdefault(version, []).append(name)
    return grouped
