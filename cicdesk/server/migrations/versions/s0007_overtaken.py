"""Of two messages under way the second may come first; the first is then not taken for one of a disk set back."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room; nothing is under way while the structure changes."""
    op.add_column("device", sa.Column("overtook", sa.Text(collation="C"), nullable=False, server_default=""))
    op.add_column("device", sa.Column("overtook_at", sa.BigInteger, nullable=False, server_default="0"))
