"""The tables of files as step 0002 made them. Never changed again; later steps alter them."""

import sqlalchemy as sa

metadata = sa.MetaData()

Name = sa.Text(collation="C")
"""Ids: compared byte by byte, whatever language the database speaks."""


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger, nullable=False, server_default="0")


blob = sa.Table(
    "blob", metadata, sa.Column("sha256", Name, primary_key=True), _number("size"), _number("received")
)

blob_use = sa.Table(
    "blob_use",
    metadata,
    sa.Column("sha256", Name, primary_key=True),
    sa.Column("record", Name, primary_key=True),
    sa.Column("root", Name, nullable=False, server_default=""),
    sa.Column("proof", sa.LargeBinary, nullable=False),
    sa.Column("proven", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("blob_use_record", "record"),
    sa.Index("blob_use_root", "root"),
)

blob_gone = sa.Table("blob_gone", metadata, sa.Column("sha256", Name, primary_key=True))
