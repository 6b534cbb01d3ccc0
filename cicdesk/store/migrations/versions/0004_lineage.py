"""What the values of the server's copies replaced, for the day when the server has lost them."""

from alembic import op

from cicdesk.store.migrations import tables_0004 as tables

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; it fills with what is read from now on."""
    tables.METADATA.create_all(op.get_bind())
