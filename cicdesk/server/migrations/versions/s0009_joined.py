"""Which files of people are shown as one, by whose decision, and which were and are not any more."""

from alembic import op

from cicdesk.server.migrations import tables_0009 as tables

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; no record decides anything of the kind yet."""
    tables.metadata.create_all(op.get_bind())
