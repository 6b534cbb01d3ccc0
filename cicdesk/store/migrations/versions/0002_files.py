"""Files beside records: which record names which, and their content in pieces."""

from alembic import op

from cicdesk.store.migrations import tables_0002 as tables

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the three tables; records that name files are found by the first look at them."""
    tables.METADATA.create_all(op.get_bind())
