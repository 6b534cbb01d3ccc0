"""The table that step 0003 makes, as it was then. Never changed."""

import sqlalchemy as sa

METADATA = sa.MetaData()

merge = sa.Table(
    "merge",
    METADATA,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("root", sa.Text, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("user", sa.Text, nullable=False),
    sa.Column("mine", sa.Text, nullable=False),
    sa.Column("theirs", sa.Text, nullable=False),
    sa.Index("merge_root", "root"),
)
