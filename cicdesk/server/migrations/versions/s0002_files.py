"""Files beside records: what is here whole, which record names it, what has to be destroyed."""

from alembic import op

from cicdesk.server.migrations import tables_0002 as tables

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    tables.metadata.create_all(op.get_bind())
