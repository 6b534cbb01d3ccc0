"""What the author of a deletion had seen is kept by that deletion, for several may stand beside each other."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_BY_DELETION = """
    UPDATE record SET seen = CASE WHEN asked
        THEN json_build_object(coalesce(nullif(ver, '')::json ->> '_alive', rid), seen::json)::text
        ELSE '' END
    WHERE seen <> ''
"""


def upgrade() -> None:
    """Put what was kept for the record under the deletion that counts."""
    op.execute(_BY_DELETION)
