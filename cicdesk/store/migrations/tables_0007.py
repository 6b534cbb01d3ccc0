"""The table that step 0007 makes, as it was then. Never changed."""

import sqlalchemy as sa

METADATA = sa.MetaData()

joined = sa.Table(
    "joined",
    METADATA,
    sa.Column("merge", sa.Text, primary_key=True),
    sa.Column("survivor", sa.Text, nullable=False),
    sa.Column("absorbed", sa.Text, nullable=False),
    sa.Column("stands", sa.Integer, nullable=False, server_default="0"),
    sa.Column("top", sa.Text, nullable=False, server_default=""),
    sa.Index("joined_survivor", "survivor"),
    sa.Index("joined_absorbed", "absorbed"),
    sa.Index("joined_top", "top"),
    sqlite_with_rowid=False,
)
