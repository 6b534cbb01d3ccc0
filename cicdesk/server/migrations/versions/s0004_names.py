"""People of the staff have names for people, and laptops learn them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room; a laptop holds the number 0 until it is told names."""
    op.add_column("account", sa.Column("name", sa.Text, nullable=False, server_default=""))
    op.add_column("region", sa.Column("names", sa.BigInteger, nullable=False, server_default="1"))
