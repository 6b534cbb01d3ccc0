"""What reviews need to know of the history: which files have one, and who wrote a version."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from cicdesk.server.storage.bulk import AMONG, driver, listed


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote a version, when by the own clock, and on which laptop."""

    user: str
    at: int
    place: str = ""


def files(connection: sa.Connection, roots: Collection[str]) -> set[str]:
    """Those of the files in which something was reviewed."""
    if not roots:
        return set()
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(
            f"SELECT DISTINCT root FROM record WHERE root = {AMONG} AND kind = 'review'".encode(),  # noqa: S608  a fixed text
            (listed(roots),),
        )
        return {row[0] for row in cursor}


_WRITERS = f"""
SELECT m.id, m."user", m.at, coalesce(d.office || '-' || d.name, '')
FROM mutation m LEFT JOIN device d ON d.id = m.device WHERE m.id = {AMONG}
"""  # noqa: S608  a fixed text


def writers(connection: sa.Connection, versions: Collection[str]) -> dict[str, Writer]:
    """Who wrote those of these versions of which the history tells."""
    if not versions:
        return {}
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(_WRITERS.encode(), (listed(versions),))
        return {row[0]: Writer(row[1], row[2], row[3]) for row in cursor}


def place_of(connection: sa.Connection, device: str) -> str:
    """The office and the name of a laptop, as in numbers for people; empty where it is not known."""
    with driver(connection).cursor() as cursor:
        cursor.execute("SELECT office || '-' || name FROM device WHERE id = %s", (device,))
        row = cursor.fetchone()
        return str(row[0]) if row else ""
