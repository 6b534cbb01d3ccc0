"""What the centre told of people who may be one: traces of other offices' people, and pairs for coordinators."""

import base64
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from cicdesk.store import meta
from cicdesk.store.records import chunks, marks
from cicdesk.wire.likely import Likelies, Likely, Trace

_trace = msgspec.json.Decoder(Trace)
_likely = msgspec.json.Decoder(Likely)
KIND = "likely"
"""Stands among the kinds of a Changes for what the centre told."""
_MARK, _KEY = "likely", "likely_key"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair, and until when it was put off, in milliseconds."""

    pair: Likely
    later: int
    names: tuple[str, str]
    """What the files of both are called; empty where one is not here."""


def mark(connection: sa.Connection) -> list[int]:
    """How far what was told goes: what is said to the centre at the next pull."""
    text = meta.get(connection, _MARK)
    return msgspec.json.decode(text, type=list[int]) if text else []


def key(connection: sa.Connection) -> bytes:
    """What marks are made with; empty where the centre told nothing yet."""
    return base64.b64decode(meta.get(connection, _KEY))


def take(connection: sa.Connection, told: Likelies, own: Collection[str]) -> None:
    """Keep what the centre told. Of people of `own` offices their files tell more than a trace."""
    if told.anew:
        forget(connection)
        meta.put(connection, _KEY, told.key)
    _drop_traces(connection, [each.id for each in told.traces])
    fresh = {each.id: each for each in told.traces if each.office and each.office not in own}.values()
    rows = [(each.id, msgspec.json.encode(each).decode()) for each in fresh]
    if rows:
        connection.exec_driver_sql("INSERT INTO trace (id, body) VALUES (?, ?)", rows)
    points = [(number, each.id) for each in fresh for number in dict.fromkeys(each.numbers)]
    if points:
        connection.exec_driver_sql("INSERT INTO trace_mark (mark, trace) VALUES (?, ?)", points)
    for pair in told.pairs:
        _take_pair(connection, pair)
    meta.put(connection, _MARK, msgspec.json.encode(told.mark).decode())


def forget(connection: sa.Connection) -> None:
    """Everything is told anew: its history is not the one we knew."""
    for table in ("trace", "trace_mark", "likely"):
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608  one of three fixed names
    meta.put(connection, _MARK, "")


def _drop_traces(connection: sa.Connection, ids: Iterable[str]) -> None:
    for part in chunks(ids):
        found = connection.exec_driver_sql(
            f"SELECT body FROM trace WHERE id IN ({marks(len(part))})",  # noqa: S608  placeholders only
            tuple(part),
        )
        old = [_trace.decode(body) for (body,) in found]
        points = [(number, each.id) for each in old for number in each.numbers]
        if points:
            connection.exec_driver_sql("DELETE FROM trace_mark WHERE mark = ? AND trace = ?", points)
        connection.exec_driver_sql("DELETE FROM trace WHERE id = ?", [(each,) for each in part])


def _take_pair(connection: sa.Connection, pair: Likely) -> None:
    if pair.one is None or pair.other is None:
        connection.exec_driver_sql("DELETE FROM likely WHERE id = ?", (pair.id,))
        return
    connection.exec_driver_sql(
        "INSERT INTO likely (id, one, other, score, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " one = excluded.one, other = excluded.other, score = excluded.score, body = excluded.body",
        (pair.id, pair.one.id, pair.other.id, pair.score, msgspec.json.encode(pair).decode()),
    )


def traces_with(connection: sa.Connection, numbers: Sequence[int]) -> list[Trace]:
    """Traces that have one of these marks."""
    found: dict[str, Trace] = {}
    for part in chunks(str(each) for each in numbers):
        rows = connection.exec_driver_sql(
            "SELECT t.body FROM trace_mark m JOIN trace t ON t.id = m.trace"  # noqa: S608  placeholders only
            f" WHERE m.mark IN ({marks(len(part))})",
            tuple(int(each) for each in part),
        )
        found.update((each.id, each) for each in map(_trace.decode, rows.scalars()))
    return [found[each] for each in sorted(found)]


def pairs(connection: sa.Connection) -> list[Waiting]:
    """All pairs, the likeliest first."""
    rows = connection.exec_driver_sql(
        "SELECT l.body, l.later, coalesce(a.title, ''), coalesce(b.title, '') FROM likely l"
        " LEFT JOIN record a ON a.id = l.one AND a.deleted = 0 LEFT JOIN record b ON b.id = l.other AND b.deleted = 0"
        " ORDER BY l.score DESC, l.id"
    )
    return [Waiting(_likely.decode(body), later, (one, other)) for body, later, one, other in rows]


def put_off(connection: sa.Connection, pair: str, until: int) -> None:
    """A pair is not shown before that moment, in milliseconds."""
    connection.exec_driver_sql("UPDATE likely SET later = ? WHERE id = ?", (until, pair))
