"""Times that are taken. Whether one is still free is what the constraints of the tables say, never the program.

Each function is one or two statements inside the caller's transaction. They hold with any number of writers
at once, also without the clock row.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
import psycopg
import sqlalchemy as sa

from cicdesk.domain.booking.claims import LONGEST_STAY, Claim, Resource, Stay
from cicdesk.domain.booking.wishes import AN_HOUR
from cicdesk.domain.heads import Heads
from cicdesk.schema.values import Value
from cicdesk.server.storage.bulk import AMONG, driver, listed

SLOT = 5
"""Minutes that are counted together where several are looked after at once."""
_SPOT_BYTES = 7


@dataclass(frozen=True, slots=True)
class Booked:
    """What was decided of a record."""

    rid: str
    wish: str
    """A digest of all that it asked for."""
    given: dict[str, Value] = field(default_factory=dict)
    """The registers that the centre wrote, with their values."""
    waiting: int = 0
    """The number since when it is on a waiting list."""


@dataclass(frozen=True, slots=True)
class Span:
    """A resource that is taken."""

    resource: Resource
    start: int
    end: int
    booking: str = ""


_given = msgspec.json.Decoder(dict[str, Value]).decode


def booked(connection: sa.Connection, rids: Collection[str]) -> dict[str, Booked]:
    """What was decided of these records."""
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(
            f"SELECT rid, wish, given, waiting FROM booking WHERE rid = {AMONG} ORDER BY rid".encode(),  # noqa: S608  a fixed text
            (listed(rids),),
        )
        return {rid: Booked(rid, wish, _given(given), since) for rid, wish, given, since in cursor}


def waiting(connection: sa.Connection) -> list[str]:
    """Records on a waiting list, the longest waiting first."""
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute("SELECT rid FROM booking WHERE waiting > 0 ORDER BY waiting, rid")
        return [row[0] for row in cursor]


_NOTE = """
INSERT INTO booking (rid, root, kind, wish, given, waiting) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (rid) DO UPDATE SET wish = excluded.wish, given = excluded.given, waiting = excluded.waiting
"""


def note(connection: sa.Connection, root: str, kind: str, decided: Booked) -> None:
    """Remember what was decided."""
    given = msgspec.json.encode(decided.given).decode()
    with driver(connection).cursor() as cursor:
        cursor.execute(_NOTE, (decided.rid, root, kind, decided.wish, given, decided.waiting))


def of_file(connection: sa.Connection, root: str) -> list[str]:
    """The records of a file of which something was decided."""
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute("SELECT rid FROM booking WHERE root = %s ORDER BY rid", (root,))
        return [row[0] for row in cursor]


def forget(connection: sa.Connection, rids: Collection[str]) -> None:
    """Nothing is known of these records any more."""
    with driver(connection).cursor() as cursor:
        cursor.execute(f"DELETE FROM booking WHERE rid = {AMONG}".encode(), (listed(rids),))  # noqa: S608  a fixed text


_RESERVE = """
INSERT INTO reservation (booking, part, resource, from_minute, to_minute, travel, shared, spot)
VALUES (%s, %s, %s, %s, %s, %s, %s, '::'::inet + %s::bigint) ON CONFLICT DO NOTHING
"""


def reserve(connection: sa.Connection, rid: str, claims: Iterable[Claim]) -> set[str]:
    """Take what is free; the parts that were. The record has to be noted."""
    ordered = sorted(claims, key=lambda claim: (claim.resource.kind, claim.resource.name))
    numbers = _numbers(connection, {claim.resource for claim in ordered})
    taken = set()
    for claim in ordered:
        place = _spot(claim.spot) if claim.spot else None
        row = (
            rid, claim.part, numbers[claim.resource], claim.start, claim.end, claim.travel, claim.shared, place,
        )  # fmt: skip
        with driver(connection).cursor() as cursor:
            cursor.execute(_RESERVE, row)
            if cursor.rowcount:
                taken.add(claim.part)
    return taken


def _spot(words: str) -> int:
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:_SPOT_BYTES])


_FIND = """
INSERT INTO resource (kind, name) SELECT n.kind, n.name FROM unnest(%(kinds)s::text[], %(names)s::text[]) AS n(kind, name)
WHERE NOT EXISTS (SELECT FROM resource r WHERE r.kind = n.kind AND r.name = n.name) ON CONFLICT DO NOTHING
"""
_KNOWN = """
SELECT r.kind, r.name, r.id FROM resource r
JOIN unnest(%(kinds)s::text[], %(names)s::text[]) AS n(kind, name) ON r.kind = n.kind AND r.name = n.name
"""


def _numbers(connection: sa.Connection, resources: Collection[Resource]) -> dict[Resource, int]:
    """The numbers of resources; one that is new gets its own."""
    ordered = sorted(resources, key=lambda each: (each.kind, each.name))
    named = {"kinds": [each.kind for each in ordered], "names": [each.name for each in ordered]}
    with driver(connection).cursor() as cursor:
        cursor.execute(_FIND, named)
        cursor.execute(_KNOWN, named)
        return {Resource(kind, name): number for kind, name, number in cursor}


_STAY = """
INSERT INTO stay (booking, resource, from_minute, to_minute, tender, small, older)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
_COUNT = """
INSERT INTO occupancy (resource, slot, tender, small, older, most_tender, most_small, most_older)
SELECT %s, slot, %s, %s, %s, %s, %s, %s FROM generate_series(%s::bigint, %s::bigint) AS slot ORDER BY slot
ON CONFLICT (resource, slot) DO UPDATE SET tender = occupancy.tender + excluded.tender,
    small = occupancy.small + excluded.small, older = occupancy.older + excluded.older,
    most_tender = excluded.most_tender, most_small = excluded.most_small, most_older = excluded.most_older
"""


def admit(connection: sa.Connection, rid: str, stays: Sequence[Stay]) -> Resource | None:
    """Take places for some dependants, all or none; what is full. The record has to be noted."""
    numbers = _numbers(connection, {stay.resource for stay in stays})
    for stay in sorted(stays, key=lambda each: numbers[each.resource]):
        number, heads, most = numbers[stay.resource], stay.heads, stay.most
        taken = (heads.tender, heads.small, heads.older)
        limits = (most.tender, most.small, most.older)
        try:
            with connection.begin_nested(), driver(connection).cursor() as cursor:
                cursor.execute(_COUNT, (number, *taken, *limits, *_slots(stay.start, stay.end)))
                cursor.execute(_STAY, (rid, number, stay.start, stay.end, *taken))
        except psycopg.errors.CheckViolation:
            _leave(connection, [rid])
            return stay.resource
    return None


def _slots(start: int, end: int) -> tuple[int, int]:
    """The first and the last slot of a stretch."""
    return start // SLOT, (end - 1) // SLOT


_LEAVE = f"""
WITH gone AS (DELETE FROM stay WHERE booking = {AMONG} RETURNING *),
counted AS (
    SELECT g.resource, slot, sum(g.tender) AS tender, sum(g.small) AS small, sum(g.older) AS older
    FROM gone g, generate_series(g.from_minute / {SLOT}, (g.to_minute - 1) / {SLOT}) AS slot
    GROUP BY g.resource, slot
),
lowered AS (
    UPDATE occupancy o SET tender = o.tender - c.tender, small = o.small - c.small, older = o.older - c.older
    FROM counted c WHERE o.resource = c.resource AND o.slot = c.slot
)
SELECT r.kind, r.name, g.from_minute, g.to_minute, g.booking FROM gone g JOIN resource r ON r.id = g.resource
ORDER BY r.kind, r.name, g.from_minute, g.booking
"""  # noqa: S608  fixed texts


def _leave(connection: sa.Connection, rids: Collection[str]) -> list[Span]:
    with driver(connection).cursor() as cursor:
        cursor.execute(_LEAVE.encode(), (listed(rids),))
        return [Span(Resource(kind, name), *rest) for kind, name, *rest in cursor]


def release(connection: sa.Connection, rids: Collection[str]) -> list[Span]:
    """Let go of all that these records hold; where in somebody's care there is room now."""
    if not rids:
        return []
    with driver(connection).cursor() as cursor:
        cursor.execute(f"DELETE FROM reservation WHERE booking = {AMONG}".encode(), (listed(rids),))  # noqa: S608  a fixed text
    return _leave(connection, rids)


def held(connection: sa.Connection, rid: str) -> set[str]:
    """The parts that a record holds."""
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute("SELECT part FROM reservation WHERE booking = %s", (rid,))
        return {row[0] for row in cursor}


_HAD = f"""
SELECT DISTINCT r.kind, r.name FROM reservation v JOIN resource r ON r.id = v.resource WHERE v.booking = {AMONG}
"""  # noqa: S608  fixed texts


def reserved_by(connection: sa.Connection, rids: Collection[str]) -> set[Resource]:
    """Whom and what these records have for themselves."""
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(_HAD.encode(), (listed(rids),))
        return {Resource(kind, name) for kind, name in cursor}


_TAKEN = """
SELECT r.kind, r.name, v.from_minute, v.to_minute, v.booking FROM reservation v JOIN resource r ON r.id = v.resource
JOIN unnest(%s::text[], %s::text[]) AS n(kind, name) ON r.kind = n.kind AND r.name = n.name
WHERE v.near && int8range((r.id << 32) + %s, (r.id << 32) + %s) ORDER BY v.from_minute, v.booking
"""


def taken(connection: sa.Connection, resources: Collection[Resource], start: int, end: int) -> list[Span]:
    """When these are taken between two moments, and by which records."""
    kinds, names = [each.kind for each in resources], [each.name for each in resources]
    with driver(connection).cursor() as cursor:
        cursor.execute(_TAKEN, (kinds, names, start, end))
        return [Span(Resource(kind, name), *rest) for kind, name, *rest in cursor]


_ENDING = """
SELECT DISTINCT s.booking FROM stay s JOIN resource r ON r.id = s.resource JOIN booking b ON b.rid = s.booking
JOIN unnest(%s::text[], %s::text[]) AS n(kind, name) ON r.kind = n.kind AND r.name = n.name
WHERE b.kind = %s AND s.from_minute > %s AND s.to_minute < %s ORDER BY s.booking
"""


def ending(connection: sa.Connection, kind: str, resources: Collection[Resource], now: int) -> list[str]:
    """The records of a kind whose stay there began within a day of that minute and ends within an hour of it."""
    kinds, names = [each.kind for each in resources], [each.name for each in resources]
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(_ENDING, (kinds, names, kind, now - LONGEST_STAY, now + AN_HOUR))
        return [row[0] for row in cursor]


_PRESENT = """
SELECT o.slot, o.tender, o.small, o.older FROM occupancy o JOIN resource r ON r.id = o.resource
WHERE r.kind = %s AND r.name = %s AND o.slot BETWEEN %s AND %s ORDER BY o.slot
"""


def present(connection: sa.Connection, resource: Resource, start: int, end: int) -> dict[int, Heads]:
    """How many are there in each slot of a stretch; a slot without anybody may be missing."""
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(_PRESENT, (resource.kind, resource.name, *_slots(start, end)))
        return {slot: Heads(*counts) for slot, *counts in cursor}
