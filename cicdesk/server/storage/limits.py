"""Proofs already seen and how often a device asked: in the database, because workers remember nothing."""

import sqlalchemy as sa

from cicdesk.server.storage.bulk import driver

_COUNT = """
WITH seen AS (
    INSERT INTO proof_nonce (device, jti, expires) VALUES (%(device)s, %(jti)s, %(expires)s)
    ON CONFLICT DO NOTHING RETURNING 1),
requests AS (
    INSERT INTO rate (what, slot, count) VALUES ('r:' || %(device)s, %(minute)s, 1)
    ON CONFLICT (what, slot) DO UPDATE SET count = rate.count + 1 RETURNING count),
mutations AS (
    INSERT INTO rate (what, slot, count) SELECT 'm:' || %(device)s, %(hour)s, %(mutations)s
    WHERE %(mutations)s > 0
    ON CONFLICT (what, slot) DO UPDATE SET count = rate.count + excluded.count RETURNING count)
SELECT (SELECT count(*) FROM seen), (SELECT count FROM requests), coalesce((SELECT count FROM mutations), 0)
"""
_MINUTE, _HOUR = 60, 3600
_SWEEP_EVERY = 512


def count_request(
    connection: sa.Connection, device: str, jti: str, now: int, lifetime: int, mutations: int
) -> tuple[bool, int, int]:
    """Note a proof and count the request: whether the proof is new, requests this minute, mutations this hour.

    Times are in seconds.
    """
    with driver(connection).cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "device": device,
                "jti": jti,
                "expires": now + lifetime,
                "minute": now // _MINUTE,
                "hour": now // _HOUR,
                "mutations": mutations,
            },
        )
        row = cursor.fetchone()
        if row is None:
            raise LookupError(device)
        if row[1] % _SWEEP_EVERY == 1:
            cursor.execute("DELETE FROM proof_nonce WHERE expires < %s", (now,))
            cursor.execute(
                "DELETE FROM rate WHERE (what LIKE 'r:%%' AND slot < %s) OR (what NOT LIKE 'r:%%' AND slot < %s)",
                (now // _MINUTE - 1, now // _HOUR - 1),
            )
    return bool(row[0]), int(row[1]), int(row[2])


_COUNT_FILES = """
WITH seen AS (
    INSERT INTO proof_nonce (device, jti, expires) VALUES (%(device)s, %(jti)s, %(expires)s)
    ON CONFLICT DO NOTHING RETURNING 1),
bytes AS (
    INSERT INTO rate (what, slot, count) VALUES ('b:' || %(device)s, %(hour)s, %(bytes)s)
    ON CONFLICT (what, slot) DO UPDATE SET count = rate.count + excluded.count RETURNING count)
SELECT (SELECT count(*) FROM seen), (SELECT count FROM bytes)
"""


def count_file_request(
    connection: sa.Connection, device: str, jti: str, now: int, lifetime: int, passed: int
) -> tuple[bool, int]:
    """Note a proof and the bytes of a request about a file: whether the proof is new, bytes this hour.

    Such requests have a measure of their own, so that files never use up what records need.
    """
    with driver(connection).cursor() as cursor:
        known = {
            "device": device,
            "jti": jti,
            "expires": now + lifetime,
            "hour": now // _HOUR,
            "bytes": passed,
        }
        cursor.execute(_COUNT_FILES, known)
        row = cursor.fetchone()
    if row is None:
        raise LookupError(device)
    return bool(row[0]), int(row[1])


def failures(connection: sa.Connection, what: str, now: int, *, add: bool) -> int:
    """How often something failed this hour, this time included if `add`."""
    with driver(connection).cursor() as cursor:
        if add:
            cursor.execute(
                "INSERT INTO rate (what, slot, count) VALUES (%s, %s, 1)"
                " ON CONFLICT (what, slot) DO UPDATE SET count = rate.count + 1 RETURNING count",
                (f"f:{what}", now // _HOUR),
            )
        else:
            cursor.execute(
                "SELECT count FROM rate WHERE what = %s AND slot = %s", (f"f:{what}", now // _HOUR)
            )
        row = cursor.fetchone()
    return int(row[0]) if row else 0
