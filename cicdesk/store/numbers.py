"""Numbers for people, as KR-L07-000123: office, laptop, counter. Made offline, never twice, never changed."""

import os
from collections.abc import Iterable

import sqlalchemy as sa

from cicdesk.store import meta
from cicdesk.store.meta import Place

_UNENROLLED = "unenrolled_prefix"


def next_number(connection: sa.Connection, place: Place) -> str:
    """The next number of this laptop.

    Before enrolment the laptop has no name yet; a random one stands in, so that no other laptop
    ever makes the same number. It stays on the records for good.
    """
    prefix = _prefix(place) if place.device else _own_prefix(connection)
    last = connection.exec_driver_sql(
        "INSERT INTO counter (prefix, last) VALUES (?, 1)"
        " ON CONFLICT (prefix) DO UPDATE SET last = last + 1 RETURNING last",
        (prefix,),
    ).scalar_one()
    return f"{prefix}-{last:06d}"


def never_again(connection: sa.Connection, place: Place, seen: Iterable[object]) -> None:
    """Numbers of this laptop's own series that came from elsewhere: its disk was set back, or copied.

    It goes on after the highest of them. What it gave out between the accident and now stands twice;
    that cannot be known offline, and what was written on a slip is not changed.
    """
    prefix = f"{_prefix(place)}-"
    given = [each.removeprefix(prefix) for each in seen if isinstance(each, str) and each.startswith(prefix)]
    last = max((int(each) for each in given if each.isdecimal()), default=0)
    if last:
        connection.exec_driver_sql(
            "INSERT INTO counter (prefix, last) VALUES (?, ?)"
            " ON CONFLICT (prefix) DO UPDATE SET last = max(last, excluded.last)",
            (_prefix(place), last),
        )


def _prefix(place: Place) -> str:
    """Office and laptop. A laptop that follows a revoked one of its name says so: KR-L07.2-000001."""
    again = f".{place.series + 1}" if place.series else ""
    return f"{place.office}-{place.name}{again}"


def _own_prefix(connection: sa.Connection) -> str:
    prefix = meta.get(connection, _UNENROLLED)
    if not prefix:
        prefix = f"X-{os.urandom(3).hex().upper()}"
        meta.put(connection, _UNENROLLED, prefix)
    return prefix
