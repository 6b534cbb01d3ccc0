"""Which decisions about joined files stand here, made from the records that hold them."""

from alembic import op

from cicdesk.store.migrations import tables_0007 as tables

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table; no older file holds such a decision."""
    tables.METADATA.create_all(op.get_bind())
