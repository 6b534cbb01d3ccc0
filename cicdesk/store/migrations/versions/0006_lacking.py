"""What people lack for the reports is kept, and so is the way to what is to be asked again."""

from alembic import op

from cicdesk.store.migrations import tables_0006 as tables

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables; everybody is judged when the list is opened first."""
    for each in tables.REPORTING:
        op.execute(each)
