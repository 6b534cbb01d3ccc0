"""Decisions about files in and out: who is joined with whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from cicdesk.server.storage.bulk import AMONG, driver, listed
from cicdesk.server.storage.tables import joined


@dataclass(frozen=True, slots=True)
class Row:
    """A decision, as far as the centre has to know it without opening its record."""

    merge: str
    survivor: str
    absorbed: str
    device: str = ""
    stands: bool = False
    undone: bool = False

    @property
    def people(self) -> tuple[str, str]:
        """Both."""
        return self.survivor, self.absorbed


_SELECT = f"""
SELECT "merge", survivor, absorbed, device, stands, undone FROM joined
WHERE survivor = {AMONG} OR absorbed = {AMONG}
"""  # noqa: S608  fixed texts


def about(connection: sa.Connection, people: Collection[str]) -> list[Row]:
    """The decisions that name one of these people."""
    if not people:
        return []
    with driver(connection).cursor() as cursor:
        cursor.execute(_SELECT.encode(), (listed(people), listed(people)))
        return [Row(*row) for row in cursor]


def keep(connection: sa.Connection, rows: Iterable[Row]) -> None:
    """Remember these, in place of what was known of the same decisions."""
    for row in rows:
        values = {name: getattr(row, name) for name in Row.__slots__}
        told = insert(joined).values(values)
        connection.execute(told.on_conflict_do_update(index_elements=["merge"], set_=values))


def forget(connection: sa.Connection, person: str) -> None:
    """Forget every decision about somebody."""
    connection.execute(
        sa.delete(joined).where(sa.or_(joined.c.survivor == person, joined.c.absorbed == person))
    )
