"""The coordinator's queue is picked from indexes; what each of them saw of a case is kept beside it."""

from alembic import op

from cicdesk.store.migrations import tables_0008 as tables

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table and the indexes; nobody has looked at anything yet."""
    for each in tables.REVIEWING:
        op.execute(each)
