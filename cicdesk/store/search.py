"""The search index: every spelling of every name, and numbers from either end, in the encrypted file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import msgspec
import sqlalchemy as sa

from cicdesk.base.ids import RecordId
from cicdesk.domain.duplicates.scoring import Reason
from cicdesk.domain.names import fold, tokens
from cicdesk.domain.spellings import query_variants, spellings
from cicdesk.schema.codelists import code_list
from cicdesk.schema.documents import to_values
from cicdesk.schema.fields import Code, Codes, Field, Group, Items, Search
from cicdesk.schema.records import registry
from cicdesk.schema.values import Value, Values
from cicdesk.store.copies import chunks, marks
from cicdesk.store.merged import ALIASES

Row: TypeAlias = Sequence[Any]
"""A row of the database."""

_decode = msgspec.json.Decoder(dict[str, Value]).decode
_BATCH = 500
_LOOK_AT = 80
_FROM_END = "z"
"""Before a number written backwards, so that its end is found as a beginning."""
_NUMBER = re.compile(r"[0-9a-z]*[0-9][0-9a-z]*")
_SHORTEST_NUMBER = 2
_WHY = {"phones": "phone", "documents": "document"}


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
    reasons: tuple[Reason, ...] = ()
    """What speaks for its being the person who is typed, and against it, where that was asked."""


def text_of(found: Iterable[tuple[Field, Value]]) -> str:
    """The contents of fields as one line."""
    return " ".join(_texts(field, value)[0] for field, value in found if isinstance(value, (str, int)))


def searched_names(kind: str, values: Values, search: Search) -> Iterator[tuple[str, Value]]:
    """The same with why it counts: a number inside `phones` is a `phone`, one inside `documents` a `document`."""
    for name in values:
        for _, value in searched_values(kind, {name: values[name]}, search):
            yield _WHY.get(name, name), value


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
    numbers = {number_token(str(v)) for _, v in searched_values(kind, values, Search.NUMBER)}
    numbers = (numbers | {number_token(each) for each in aliases(values)}) - {""}
    words = {
        t
        for f, v in searched_values(kind, values, Search.WORDS)
        for text in _texts(f, v)
        for t in tokens(text)
    }
    both_ways = numbers | {_FROM_END + n[::-1] for n in numbers}
    return " ".join(sorted(names)), " ".join(sorted(both_ways)), " ".join(sorted(words))


def aliases(values: Values) -> list[str]:
    """Numbers of files that became part of this one: whoever has an old card is found by it."""
    listed = values.get(ALIASES)
    return [str(each) for each in listed] if isinstance(listed, list) else []


def _texts(field: Field, value: Value) -> tuple[str, ...]:
    """How people call a value: a code by its words in every language."""
    if not isinstance(field, Code | Codes):
        return (str(value),)
    entry = code_list(field.code_list).by_code.get(str(value))
    return (*entry.labels.values(), *entry.aliases, entry.code) if entry else (str(value),)


def index_some(connection: sa.Connection, most: int = _BATCH) -> int:
    """Bring the index up to date for some records that changed; how many are left to do."""
    rows = connection.exec_driver_sql(
        "SELECT r.n, r.kind, coalesce(r.shown, r.data), r.deleted FROM unindexed u JOIN record r ON r.n = u.n LIMIT ?",
        (most,),
    ).all()
    _index(connection, rows)
    return int(connection.exec_driver_sql("SELECT count(*) FROM unindexed").scalar_one())


def index_these(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Bring the index up to date for these records only, however far behind it is."""
    for part in chunks(ids):
        rows = connection.exec_driver_sql(
            "SELECT r.n, r.kind, coalesce(r.shown, r.data), r.deleted"  # noqa: S608  placeholders only
            f" FROM unindexed u JOIN record r ON r.n = u.n WHERE r.id IN ({marks(len(part))})",
            tuple(part),
        ).all()
        _index(connection, rows)


def _index(connection: sa.Connection, rows: Sequence[Row]) -> None:
    done = [(row[0],) for row in rows]
    if not done:
        return
    connection.exec_driver_sql("DELETE FROM finder WHERE rowid = ?", done)
    fresh = [(n, *columns) for n, columns in _fresh(rows)]
    if fresh:
        connection.exec_driver_sql(
            "INSERT INTO finder (rowid, names, numbers, words) VALUES (?,?,?,?)", fresh
        )
    connection.exec_driver_sql("DELETE FROM unindexed WHERE n = ?", done)


def _fresh(rows: Sequence[Row]) -> Iterator[tuple[int, tuple[str, str, str]]]:
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
    numbers = _numbers(words)
    rows: list[Row] = []
    for query in _queries(words, numbers):
        if len(rows) < limit:
            held = {row[0] for row in rows}
            found = _look_up(connection, query, limit, kinds)
            rows += _best([row for row in found if row[0] not in held], words, limit - len(rows))
    clues = (*numbers, *words)
    return sorted((_hit(row, words, clues) for row in rows), key=lambda h: _ORDER.get(h.why, 2))


def _numbers(words: Sequence[str]) -> tuple[str, ...]:
    """Several words that may be one number written with blanks or hyphens: +48 000 123, KR-L07-000123."""
    joined = "".join(words)
    many = len(words) > 1 and sum(c.isdigit() for c in joined) * 2 >= len(joined)
    return (joined,) if many and _NUMBER.fullmatch(joined) else ()


def _best(rows: Sequence[Row], words: Sequence[str], limit: int) -> list[Row]:
    """The likeliest of what was found, by their titles alone; reasons are worked out for these only."""

    def rank(row: Row) -> tuple[int, int, str]:
        title = tokens(str(row[3]))
        whole = sum(word in title for word in words)
        begun = sum(any(part.startswith(word) for part in title) for word in words)
        return -whole, -begun, str(row[3])

    return sorted(rows, key=rank)[:limit]


def _queries(words: Sequence[str], numbers: Sequence[str]) -> Iterator[str]:
    """What to look for: as typed in names and numbers, then in texts too, then in other spellings."""
    typed = [(w,) for w in words]
    yield _query(typed, numbers, "names")
    yield _query(typed, numbers, "names words")
    yield _query([(w, *query_variants(w)) for w in words], numbers, "names words")


def _query(words: Sequence[tuple[str, ...]], numbers: Sequence[str], columns: str) -> str:
    every = " AND ".join(f"({_any_of(dict.fromkeys(variants), columns)})" for variants in words)
    return " OR ".join((f"({every})", *(_as_number(number) for number in numbers)))


def _look_up(connection: sa.Connection, query: str, limit: int, kinds: Sequence[str]) -> Sequence[Row]:
    chosen = f" AND r.kind IN ({marks(len(kinds))})" if kinds else ""
    return connection.exec_driver_sql(
        "SELECT r.id, coalesce((SELECT j.top FROM joined j WHERE j.absorbed = r.root AND j.stands = 1), r.root),"  # noqa: S608  placeholders
        " r.kind, r.title, r.number, coalesce(r.shown, r.data)"
        " FROM finder CROSS JOIN record r ON r.n = finder.rowid"
        f" WHERE finder MATCH ? AND r.deleted = 0{chosen} ORDER BY finder.rowid DESC LIMIT ?",
        (query, *kinds, max(limit, _LOOK_AT)),
    ).all()


def _any_of(variants: Iterable[str], columns: str) -> str:
    choices: list[str] = []
    for word in variants:
        choices.append(f'{{{columns}}} : "{word}" *')
        if _NUMBER.fullmatch(word) and len(word) >= _SHORTEST_NUMBER:
            choices.append(_as_number(word))
    return " OR ".join(choices)


def _as_number(word: str) -> str:
    return f'numbers : "{word}" * OR numbers : "{_FROM_END}{word[::-1]}" *'


def _hit(row: Row, words: Sequence[str], clues: Sequence[str]) -> Hit:
    record, root, kind, title, number, document = (str(cell) for cell in row)
    values = to_values(registry()[kind], _decode(document))
    found = _number_found(kind, values, number, clues) or _reason(kind, values, words)
    return Hit(RecordId(record), RecordId(root), kind, title, number, *found)


def _number_found(kind: str, values: Values, number: str, clues: Sequence[str]) -> tuple[str, str] | None:
    """The number by which a record was found."""
    for word in (w for w in clues if _NUMBER.fullmatch(w)):
        if _touches(number_token(number), word):
            return "number", number
        for name, value in searched_names(kind, values, Search.NUMBER):
            token = number_token(str(value))
            if _touches(token, word):
                return name, f"…{token[-4:]}"
        for alias in aliases(values):
            if _touches(number_token(alias), word):
                return "number", alias
    return None


def _touches(token: str, word: str) -> bool:
    return token.startswith(word) or token.endswith(word)


def _reason(kind: str, values: Values, words: Sequence[str]) -> tuple[str, str]:
    """Why a record was found without a number: by its name as typed, or by another of its spellings."""
    names = [str(v) for _, v in searched_values(kind, values, Search.NAME)]
    own = [t for name in names for t in tokens(name)]
    if own and all(any(t.startswith(w) for t in own) for w in words):
        return "name", ""
    indexed = {t for name in names for t in spellings(name)}
    asked = {v for w in words for v in (w, *query_variants(w))}
    if any(t.startswith(v) for t in indexed for v in asked):
        return "spelling", " · ".join(names[:3])
    return "words", text_of(searched_values(kind, values, Search.WORDS))[:80]


_ORDER = {"number": 0, "name": 1, "spelling": 3, "words": 4}
