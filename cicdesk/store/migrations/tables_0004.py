"""The table that step 0004 makes, as it was then. Never changed."""

import sqlalchemy as sa

METADATA = sa.MetaData()

lineage = sa.Table(
    "lineage",
    METADATA,
    sa.Column("record", sa.Text, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("bases", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
