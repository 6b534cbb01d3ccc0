"""What the value of a field replaced is kept beside it, so that laptops can give it back whole."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room; values written earlier do not know what they replaced."""
    op.add_column("record", sa.Column("bases", sa.Text, nullable=False, server_default=""))
