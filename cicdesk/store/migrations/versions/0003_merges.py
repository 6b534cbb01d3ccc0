"""Edits that met without a question are remembered for the timeline; what was set aside is found by its name."""

from alembic import op

from cicdesk.store.migrations import tables_0003 as tables

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table and the index."""
    tables.METADATA.create_all(op.get_bind())
    op.execute("CREATE INDEX outbox_parked ON outbox (id) WHERE state = 'parked'")
