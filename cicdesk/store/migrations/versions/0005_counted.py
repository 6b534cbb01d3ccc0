"""What indicators are counted from lies together, so that counting opens no document."""

from alembic import op

from cicdesk.store.migrations import tables_0005 as tables

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the indexes; they follow every record by themselves from now on."""
    for each in tables.COUNTED:
        op.execute(each)
