"""${message}

One transaction; a kill at any line leaves the old file whole. Tables that are a projection are dropped
and rebuilt; only outbox, draft, salvage and the columns of the server's copy in record need care.
"""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """..."""
