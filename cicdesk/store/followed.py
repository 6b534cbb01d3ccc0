"""What is to be asked again later: support with a day for it, and people who left a project."""

import datetime as dt

import sqlalchemy as sa

from cicdesk.schema.snapshot import Snapshot
from cicdesk.store import records
from cicdesk.store.reporting_tables import DUE_ON, LEFT_ON

MOST = 100
ASKED_WITHIN = 28
"""Days after the end within which the situation is asked (domain 2.1)."""
_DUE = (
    f"kind = 'service' AND deleted = 0 AND {DUE_ON} <= ? AND json_extract(coalesce(shown, data), '$.staff') = ?"  # noqa: S608  fixed names
    " AND NOT EXISTS (SELECT 1 FROM record AS later WHERE later.root = record.root AND later.kind = 'service'"
    " AND later.deleted = 0 AND later.id <> record.id"
    " AND json_extract(coalesce(later.shown, later.data), '$.happened_on')"
    " >= json_extract(coalesce(record.shown, record.data), '$.follow_up_on'))"
)
_LEFT = (
    f"kind = 'participation' AND deleted = 0 AND {LEFT_ON} BETWEEN ? AND ?"
    " AND json_extract(coalesce(shown, data), '$.end_situation') IS NULL"
)


def due(connection: sa.Connection, user: str, today: str) -> list[Snapshot]:
    """Support that a person of the staff was to follow up by that day, and nobody has: the longest waiting first."""
    return records.snapshots(connection, _DUE, (today, user), MOST, DUE_ON)


def ended(connection: sa.Connection, today: str) -> list[Snapshot]:
    """Participations that ended in the last weeks and say nothing of the situation since."""
    first = (dt.date.fromisoformat(today) - dt.timedelta(days=ASKED_WITHIN)).isoformat()
    return records.snapshots(connection, _LEFT, (first, today), MOST, LEFT_ON)
