"""The table that step 0009 makes, as it was then. Never changed."""

import sqlalchemy as sa

metadata = sa.MetaData()

Name = sa.Text(collation="C")
"""Ids: compared byte by byte, whatever language the database speaks."""

joined = sa.Table(
    "joined",
    metadata,
    sa.Column("merge", Name, primary_key=True),
    sa.Column("survivor", Name, nullable=False),
    sa.Column("absorbed", Name, nullable=False),
    sa.Column("device", Name, nullable=False, server_default=""),
    sa.Column("stands", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("joined_survivor", "survivor"),
    sa.Index("joined_absorbed", "absorbed"),
)
