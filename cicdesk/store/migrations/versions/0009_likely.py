"""What the centre tells of people who may be one person has its place."""

from alembic import op

from cicdesk.store.migrations import tables_0009 as tables

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables; the next exchange fills them."""
    for each in tables.LIKELY:
        op.execute(each)
