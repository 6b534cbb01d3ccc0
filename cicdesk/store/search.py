"""The search index: every spelling of every name, and numbers from either end, in the encrypted file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec
import sqlalchemy as sa

from cicdesk.base.ids import RecordId
from cicdesk.domain.names import fold, tokens
from cicdesk.domain.spellings import query_variants, spellings
from cicdesk.schema.documents import to_values
from cicdesk.schema.fields import Field, Group, Items, Search
from cicdesk.schema.records import registry
from cicdesk.schema.values import Value, Values

_decode = msgspec.json.Decoder(dict[str, Value]).decode
_BATCH = 500
_LOOK_AT = 80
_FROM_END = "z"
"""Before a number written backwards, so that its end is found as a beginning."""
_NUMBER = re.compile(r"[0-9a-z]*[0-9][0-9a-z]*")
_SHORTEST_NUMBER = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, and why."""

    id: RecordId
    root: RecordId
    kind: str
    title: str
    number: str
    why: str
    """`name`, `spelling`, `number` (of the card), `words`, or the field that matched."""
    detail: str = ""
    """The content that matched, where it is not the title; numbers show their last four characters."""


def text_of(found: Iterable[tuple[Field, Value]]) -> str:
    """The contents of fields as one line."""
    return " ".join(str(value) for _, value in found if isinstance(value, (str, int)))


def searched_values(kind: str, values: Values, search: Search) -> Iterator[tuple[Field, Value]]:
    """Each filled field of a record that is found in this way; parts of groups and items too."""
    for field, parts in _plan(kind, search):
        value = values.get(field.name)
        if value is None:
            continue
        for each in value if isinstance(value, list) else (value,):
            if not parts:
                yield field, each
            elif isinstance(each, dict):
                yield from ((part, each[part.name]) for part in parts if each.get(part.name))


@cache
def _plan(kind: str, search: Search) -> tuple[tuple[Field, tuple[Field, ...]], ...]:
    """The fields of a kind that are found in this way, with their parts where they have any."""
    spec = registry().get(kind)
    chosen: list[tuple[Field, tuple[Field, ...]]] = []
    for field in spec.fields if spec else ():
        if isinstance(field, (Group, Items)):
            parts = tuple(part for part in field.fields if part.search is search)
            if parts:
                chosen.append((field, parts))
        elif field.search is search:
            chosen.append((field, ()))
    return tuple(chosen)


def number_token(text: str) -> str:
    """A number as it is indexed: letters and digits only, folded."""
    return "".join(ch for ch in fold(text) if ch.isalnum())


def index_columns(kind: str, values: Values) -> tuple[str, str, str]:
    """What the three columns of the index hold for a record."""
    names = {t for _, v in searched_values(kind, values, Search.NAME) for t in spellings(str(v))}
    numbers = {number_token(str(v)) for _, v in searched_values(kind, values, Search.NUMBER)} - {""}
    words = {t for _, v in searched_values(kind, values, Search.WORDS) for t in tokens(str(v))}
    both_ways = numbers | {_FROM_END + n[::-1] for n in numbers}
    return " ".join(sorted(names)), " ".join(sorted(both_ways)), " ".join(sorted(words))


def index_some(connection: sa.Connection, most: int = _BATCH) -> int:
    """Bring the index up to date for some records that changed; how many are left to do."""
    rows = connection.exec_driver_sql(
        "SELECT r.n, r.kind, coalesce(r.shown, r.data), r.deleted FROM unindexed u JOIN record r ON r.n = u.n LIMIT ?",
        (most,),
    ).all()
    done = [(n,) for n, *_ in rows]
    if done:
        connection.exec_driver_sql("DELETE FROM finder WHERE rowid = ?", done)
        fresh = [(n, *columns) for n, columns in _fresh(rows)]
        if fresh:
            connection.exec_driver_sql(
                "INSERT INTO finder (rowid, names, numbers, words) VALUES (?,?,?,?)", fresh
            )
        connection.exec_driver_sql("DELETE FROM unindexed WHERE n = ?", done)
    return int(connection.exec_driver_sql("SELECT count(*) FROM unindexed").scalar_one())


def _fresh(rows: Sequence[sa.Row[tuple[object, ...]]]) -> Iterator[tuple[int, tuple[str, str, str]]]:
    for n, kind, document, deleted in rows:
        spec = registry().get(str(kind))
        if spec is not None and not deleted:
            columns = index_columns(str(kind), to_values(spec, _decode(str(document))))
            if any(columns):
                yield int(str(n)), columns


def unindexed(connection: sa.Connection) -> bool:
    """Whether the index has something to catch up with."""
    return connection.exec_driver_sql("SELECT 1 FROM unindexed LIMIT 1").first() is not None


def find(connection: sa.Connection, text: str, limit: int, kinds: Sequence[str] = ()) -> list[Hit]:
    """Records in which every word of the text occurs, as typed first, then in other spellings."""
    words = tokens(text)
    if not words:
        return []
    rows = _best(_look_up(connection, [(w,) for w in words], limit, kinds), words, limit)
    if len(rows) < limit:
        held = {row[0] for row in rows}
        wider = _look_up(connection, [(w, *query_variants(w)) for w in words], limit, kinds)
        rows += _best([row for row in wider if row[0] not in held], words, limit - len(rows))
    return sorted((_hit(row, words) for row in rows), key=lambda h: _ORDER.get(h.why, 2))


def _best(
    rows: Sequence[sa.Row[tuple[object, ...]]], words: Sequence[str], limit: int
) -> list[sa.Row[tuple[object, ...]]]:
    """The likeliest of what was found, by their titles alone; reasons are worked out for these only."""

    def rank(row: sa.Row[tuple[object, ...]]) -> tuple[int, int, str]:
        title = tokens(str(row[3]))
        whole = sum(word in title for word in words)
        begun = sum(any(part.startswith(word) for part in title) for word in words)
        return -whole, -begun, str(row[3])

    return sorted(rows, key=rank)[:limit]


def _look_up(
    connection: sa.Connection, words: Sequence[tuple[str, ...]], limit: int, kinds: Sequence[str]
) -> Sequence[sa.Row[tuple[object, ...]]]:
    query = " AND ".join(f"({_any_of(dict.fromkeys(variants))})" for variants in words)
    chosen = f" AND r.kind IN ({','.join('?' * len(kinds))})" if kinds else ""
    return connection.exec_driver_sql(
        "SELECT r.id, r.root, r.kind, r.title, r.number, coalesce(r.shown, r.data) FROM"  # noqa: S608  placeholders
        " (SELECT rowid AS n FROM finder WHERE finder MATCH ? ORDER BY rowid DESC LIMIT ?) f"
        f" JOIN record r ON r.n = f.n WHERE r.deleted = 0{chosen}",
        (query, max(limit, _LOOK_AT), *kinds),
    ).all()


def _any_of(variants: Iterable[str]) -> str:
    choices: list[str] = []
    for word in variants:
        choices.append(f'{{names words}} : "{word}" *')
        if _NUMBER.fullmatch(word) and len(word) >= _SHORTEST_NUMBER:
            choices.append(f'numbers : "{word}" * OR numbers : "{_FROM_END}{word[::-1]}" *')
    return " OR ".join(choices)


def _hit(row: sa.Row[tuple[object, ...]], words: Sequence[str]) -> Hit:
    record, root, kind, title, number, document = (str(cell) for cell in row)
    values = to_values(registry()[kind], _decode(document))
    why, detail = _reason(kind, values, number, words)
    return Hit(RecordId(record), RecordId(root), kind, title, number, why, detail)


def _reason(kind: str, values: Values, number: str, words: Sequence[str]) -> tuple[str, str]:
    """Why a record was found: by a number, by its name as typed, by another of its spellings."""
    for word in (w for w in words if _NUMBER.fullmatch(w)):
        if word in number_token(number):
            return "number", number
        for field, value in searched_values(kind, values, Search.NUMBER):
            token = number_token(str(value))
            if token.startswith(word) or token.endswith(word):
                return field.name, f"…{token[-4:]}"
    names = [str(v) for _, v in searched_values(kind, values, Search.NAME)]
    own = [t for name in names for t in tokens(name)]
    if own and all(any(t.startswith(w) for t in own) for w in words):
        return "name", ""
    if own and any(any(t.startswith(v) for name in names for t in spellings(name)) for w in words for v in (w, *query_variants(w))):
        return "spelling", " · ".join(names[:3])
    return "words", text_of(searched_values(kind, values, Search.WORDS))[:80]


_ORDER = {"number": 0, "name": 1, "spelling": 3, "words": 4}

