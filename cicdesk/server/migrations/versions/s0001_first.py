"""The first tables."""

from alembic import op

from cicdesk.server.migrations import tables_0001 as tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them all."""
    tables.metadata.create_all(op.get_bind())
    # The server hands JSON on as it lies: not packed by PostgreSQL, and in the row up to a page.
    op.execute("ALTER TABLE record ALTER data SET STORAGE EXTERNAL")
    op.execute("ALTER TABLE record SET (toast_tuple_target = 8160, fillfactor = 90)")
    op.execute("ALTER TABLE parcel ALTER body SET STORAGE EXTERNAL")
