"""Who may be the same person, in the database: what is compared, pairs, and what laptops are told of both."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import msgspec
import sqlalchemy as sa

from cicdesk.domain.duplicates.choosing import Pair
from cicdesk.domain.duplicates.marks import KEY_BYTES
from cicdesk.domain.duplicates.profile import Profile, of_document, together
from cicdesk.domain.duplicates.scoring import Reason
from cicdesk.schema.support.merge import MERGE
from cicdesk.schema.values import Value
from cicdesk.server.storage.bulk import AMONG, driver, listed
from cicdesk.server.storage.duplicates_tables import likeness, likeness_due, likeness_pair
from cicdesk.server.storage.tables import record, region
from cicdesk.wire.likely import Trace

_ONE_AT_A_TIME = 0x6C696B65
"""An advisory lock: numbers become visible in their order."""
_ERA_BITS = 53
_JOINED = "MERGED"

T = TypeVar("T")
_values = msgspec.json.Decoder(dict[str, Value])
_profile = msgspec.json.Decoder(Profile)
_reasons = msgspec.json.Decoder(tuple[Reason, ...])
_trace = msgspec.json.Decoder(Trace)


@dataclass(frozen=True, slots=True)
class Person:
    """A living person's file, as far as it is compared."""

    rid: str
    region: str
    office: str
    parts: tuple[str, ...]
    profile: Profile
    last: int
    """When something of the file was written last, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of somebody to be compared with others."""

    rid: str
    region: str
    office: str = ""
    parts: tuple[str, ...] = ()
    marks: tuple[int, ...] = ()
    profile: str = ""
    trace: str = ""
    gone: bool = False

    def read_profile(self) -> Profile:
        """The profile itself."""
        return _profile.decode(self.profile)

    def read_trace(self) -> Trace:
        """The trace itself."""
        return _trace.decode(self.trace)


def take_turn(connection: sa.Connection) -> None:
    """Nobody else compares until the transaction ends."""
    connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ONE_AT_A_TIME})


def note_due(connection: sa.Connection, rids: Collection[str]) -> None:
    """These persons have to be looked at."""
    if rids:
        connection.execute(sa.insert(likeness_due), [{"rid": rid} for rid in rids])


def due(connection: sa.Connection, most: int) -> dict[int, str]:
    """Who has to be looked at, the longest waiting first; they wait until `done` says that it was done."""
    query = sa.select(likeness_due.c.n, likeness_due.c.rid).order_by(likeness_due.c.n).limit(most)
    return {row.n: row.rid for row in connection.execute(query)}


def done(connection: sa.Connection, numbers: Iterable[int]) -> None:
    """These were looked at."""
    connection.execute(sa.delete(likeness_due).where(likeness_due.c.n.in_(list(numbers))))


def key_of(connection: sa.Connection, code: str) -> bytes:
    """The key of a region's marks, made when it is first wanted. Only in one's turn."""
    found = connection.execute(sa.select(region.c.likely_key).where(region.c.code == code)).scalar_one()
    if found:
        return bytes(found)
    fresh = secrets.token_bytes(KEY_BYTES)
    connection.execute(
        sa.update(region)
        .where(region.c.code == code)
        .values(likely_key=fresh, likely_era=secrets.randbits(_ERA_BITS) | 1)
    )
    return fresh


_ONE_BY_ONE = f"""
    SELECT r.rid, o.region, r.office, r.parts, r.data, (SELECT max(f.at) FROM record f WHERE f.root = r.rid)
    FROM record r JOIN office o ON o.code = r.office
    WHERE r.kind = 'person' AND r.rid = r.root AND NOT r.deleted AND r.rid = {AMONG}
"""  # noqa: S608  a fixed text
# Joined in the program: of a table that has just been filled the database knows too little to plan it.
_EVERYBODY = """
    SELECT rid, '', office, parts, data, at FROM record WHERE kind = 'person' AND rid = root AND NOT deleted
"""
_LAST = "SELECT root, max(at) FROM record WHERE rid <> root GROUP BY root"
_REGIONS = "SELECT code, region FROM office"


def joined_into(connection: sa.Connection) -> dict[str, str]:
    """The files that became part of another one, with the one that stands for both."""
    query = (
        sa.select(record.c.data).where(record.c.kind == MERGE.kind, ~record.c.deleted).order_by(record.c.born)
    )
    found: dict[str, str] = {}
    for (data,) in connection.execute(query):
        said = _values.decode(data)
        survivor, absorbed = said.get("survivor"), said.get("absorbed")
        if said.get("state") == _JOINED and isinstance(survivor, str) and isinstance(absorbed, str):
            found[absorbed] = survivor
    return {each: _last(found, each) for each in found}


def _last(joined: Mapping[str, str], rid: str) -> str:
    """Where a chain of joined files ends."""
    passed = {rid}
    while (further := joined.get(rid, rid)) not in passed:
        passed.add(further)
        rid = further
    return rid


def persons(connection: sa.Connection, rids: Collection[str], joined: Mapping[str, str]) -> list[Person]:
    """Those of these persons who are there. Joined files are one person."""
    parts: dict[str, list[str]] = defaultdict(list)
    for absorbed, survivor in joined.items():
        parts[survivor].append(absorbed)
    more = {part for rid in rids for part in parts.get(rid, ())}
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(_ONE_BY_ONE.encode(), (listed({*rids, *more}),))
        found = {str(row[0]): _person(row) for row in cursor}
    return [
        _with(found[rid], [found[part] for part in parts.get(rid, ()) if part in found])
        for rid in rids
        if rid in found and rid not in joined
    ]


def everybody(connection: sa.Connection) -> Iterator[Person]:
    """All of them, one after the other. Joined files are one person."""
    joined = joined_into(connection)
    first = {each.rid: each for each in persons(connection, sorted(set(joined.values())), joined)}
    regions, last = _pairs_read(connection, _REGIONS), _pairs_read(connection, _LAST)
    with driver(connection).cursor(name="everybody", binary=True) as cursor:
        cursor.itersize = 5000
        cursor.execute(_EVERYBODY.encode())
        for rid, _region, office, parts, data, at in cursor:
            if rid not in joined and office in regions:
                row = (rid, regions[office], office, parts, data, max(at, last.get(rid, 0)))
                yield first.get(rid) or _person(row)


def _pairs_read(connection: sa.Connection, query: str) -> dict[str, Any]:
    with driver(connection).cursor(binary=True) as cursor:
        return dict(cursor.execute(query.encode()).fetchall())


def _with(person: Person, others: Sequence[Person]) -> Person:
    profile = person.profile
    for each in others:
        profile = together(profile, each.profile)
    parts = dict.fromkeys((*person.parts, *(part for each in others for part in each.parts)))
    last = max(person.last, *(each.last for each in others), 0)
    return replace(person, profile=profile, parts=tuple(parts), last=last)


def _person(row: Sequence[Any]) -> Person:
    rid, code, office, parts, data, last = row
    return Person(rid, code, office, tuple(parts), of_document(_values.decode(data)), last or 0)


_COLUMNS = "rid, region, office, parts, marks, profile, trace, gone"


def kept(connection: sa.Connection, rids: Collection[str]) -> dict[str, Kept]:
    """What is kept of these people."""
    return {each.rid: each for each in _kept(connection, f"rid = {AMONG}", listed(rids))}


@dataclass(frozen=True, slots=True)
class Known:
    """Whether something is kept of somebody, and whether it is still the same."""

    region: str
    gone: bool
    content: int
    """The hash of the whole row; it means something in this process only."""


def kept_everywhere(connection: sa.Connection) -> dict[str, Known]:
    """What is kept of all people, as short as it can be told apart."""
    return {each.rid: Known(each.region, each.gone, hash(each)) for each in _kept(connection, "true")}


def who_share(connection: sa.Connection, code: str, marks: Collection[int], most: int) -> list[Kept]:
    """People of a region who have one of these marks."""
    condition = "marks && %s::bigint[] AND region = %s AND NOT gone LIMIT %s"
    return list(_kept(connection, condition, list(marks), code, most)) if marks else []


def _kept(connection: sa.Connection, condition: str, *arguments: object) -> Iterator[Kept]:
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(f"SELECT {_COLUMNS} FROM likeness WHERE {condition}".encode(), arguments)  # noqa: S608  fixed texts
        for rid, code, office, parts, marks, profile, trace, gone in cursor:
            yield Kept(rid, code, office, tuple(parts), tuple(marks), profile, trace, gone)


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """Something that laptops are told, and the number that it has for them."""

    what: T
    number: int
    gone: bool


def people_since(connection: sa.Connection, code: str, number: int, most: int) -> list[Told[Kept]]:
    """What is kept of people of a region and is newer than that number, the oldest first."""
    query = (
        sa.select(likeness)
        .where(likeness.c.region == code, likeness.c.number > number)
        .order_by(likeness.c.number)
        .limit(most)
    )
    return [
        Told(
            Kept(row.rid, row.region, row.office, tuple(row.parts), trace=row.trace, gone=row.gone),
            row.number,
            row.gone,
        )
        for row in connection.execute(query)
    ]


def pairs_since(connection: sa.Connection, code: str, number: int, most: int) -> list[Told[Pair]]:
    """The pairs of a region that are newer than that number, the oldest first; also those that stand no longer."""
    query = (
        sa.select(likeness_pair)
        .where(likeness_pair.c.region == code, likeness_pair.c.number > number)
        .order_by(likeness_pair.c.number)
        .limit(most)
    )
    return [
        Told(Pair(row.one, row.other, row.score, _reasons.decode(row.reasons)), row.number, row.gone)
        for row in connection.execute(query)
    ]


def read_key(connection: sa.Connection, code: str) -> bytes:
    """The key of a region's marks; empty where nobody was ever looked at."""
    return bytes(connection.execute(sa.select(region.c.likely_key).where(region.c.code == code)).scalar_one())


_KEEP = """
    INSERT INTO likeness (rid, region, office, parts, marks, profile, trace, gone, number)
    SELECT rid, region, office, string_to_array(parts, ' '), coalesce(string_to_array(nullif(marks, ''), ' ')::bigint[], '{}'),
           profile, trace, gone, nextval('likeness_number')
    FROM unnest(%b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::boolean[])
         AS n(rid, region, office, parts, marks, profile, trace, gone)
    ON CONFLICT (rid) DO UPDATE SET region = excluded.region, office = excluded.office, parts = excluded.parts,
        marks = excluded.marks, profile = excluded.profile, trace = excluded.trace, gone = excluded.gone,
        number = excluded.number
"""
_AT_ONCE = 5000


def keep(connection: sa.Connection, rows: Sequence[Kept]) -> None:
    """Keep these in place of what was there. Each gets a new number, so that laptops are told."""
    for at in range(0, len(rows), _AT_ONCE):
        part = rows[at : at + _AT_ONCE]
        columns = [
            [each.rid for each in part],
            [each.region for each in part],
            [each.office for each in part],
            [listed(each.parts) for each in part],
            [" ".join(map(str, each.marks)) for each in part],
            [each.profile for each in part],
            [each.trace for each in part],
            [each.gone for each in part],
        ]
        with driver(connection).cursor() as cursor:
            cursor.execute(_KEEP.encode(), columns)


def pairs_with(connection: sa.Connection, rids: Collection[str]) -> dict[tuple[str, str], Pair]:
    """The pairs in which one of these people stands."""
    names = list(rids)
    return _pairs(connection, sa.or_(likeness_pair.c.one.in_(names), likeness_pair.c.other.in_(names)))


def all_pairs(connection: sa.Connection) -> dict[tuple[str, str], Pair]:
    """Every pair that stands."""
    return _pairs(connection, sa.true())


def _pairs(connection: sa.Connection, those: sa.ColumnElement[bool]) -> dict[tuple[str, str], Pair]:
    query = sa.select(likeness_pair).where(those, ~likeness_pair.c.gone)
    return {
        (row.one, row.other): Pair(row.one, row.other, row.score, _reasons.decode(row.reasons))
        for row in connection.execute(query)
    }


_PAIR = """
    INSERT INTO likeness_pair (one, other, region, score, reasons, number)
    SELECT n.*, nextval('likeness_number')
    FROM unnest(%b::text[], %b::text[], %b::text[], %b::bigint[], %b::text[]) AS n(one, other, region, score, reasons)
    ON CONFLICT (one, other) DO UPDATE SET region = excluded.region, score = excluded.score,
        reasons = excluded.reasons, gone = false, number = excluded.number
"""
_LOSE = """
    UPDATE likeness_pair p SET gone = true, reasons = '[]', number = nextval('likeness_number')
    FROM unnest(%b::text[], %b::text[]) AS n(one, other) WHERE p.one = n.one AND p.other = n.other
"""


def keep_pairs(connection: sa.Connection, code: str, found: Sequence[Pair]) -> None:
    """These pairs are as they are said to be."""
    columns = [
        [each.one for each in found],
        [each.other for each in found],
        [code] * len(found),
        [each.score for each in found],
        [msgspec.json.encode(each.reasons).decode() for each in found],
    ]
    if found:
        with driver(connection).cursor() as cursor:
            cursor.execute(_PAIR.encode(), columns)


def lose_pairs(connection: sa.Connection, gone: Sequence[tuple[str, str]]) -> None:
    """These pairs stand no longer; laptops are told once more of them."""
    if gone:
        with driver(connection).cursor() as cursor:
            cursor.execute(_LOSE.encode(), [[one for one, _other in gone], [other for _one, other in gone]])


def without_limits(connection: sa.Connection) -> None:
    """This transaction may take its time."""
    for name in ("statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout"):
        connection.execute(sa.text(f"SET LOCAL {name} = 0"))  # one of three fixed names


def number_told(connection: sa.Connection, codes: Collection[str]) -> None:
    """Laptops of these regions have something to ask for."""
    connection.execute(
        sa.text(
            "UPDATE region SET likely = greatest(likely,"
            " coalesce((SELECT max(number) FROM likeness l WHERE l.region = region.code), 0),"
            " coalesce((SELECT max(number) FROM likeness_pair p WHERE p.region = region.code), 0))"
            " WHERE code = ANY(:codes)"
        ),
        {"codes": list(codes)},
    )


def forget(connection: sa.Connection, rid: str) -> None:
    """A file is erased: nothing is compared with it from now on. Who was told of it is told with the next look."""
    blank = {"marks": [], "profile": "", "trace": "", "parts": []}
    connection.execute(sa.update(likeness).where(likeness.c.rid == rid).values(blank))
    pair = sa.or_(likeness_pair.c.one == rid, likeness_pair.c.other == rid)
    connection.execute(sa.update(likeness_pair).where(pair).values(reasons="[]"))
    note_due(connection, [rid])
