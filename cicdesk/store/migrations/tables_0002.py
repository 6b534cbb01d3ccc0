"""The tables of files as step 0002 made them. Never changed again; later steps alter them."""

import sqlalchemy as sa

METADATA = sa.MetaData()

attached = sa.Table(
    "attached",
    METADATA,
    # One row a record that names a file; `n` is the record's own.
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("record", sa.Text, nullable=False, unique=True),
    sa.Column("root", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    # The history (record.gen) in which the centre said that it has the file; -1: it never did.
    sa.Column("settled", sa.Integer, nullable=False, server_default="-1"),
    # Pieces that the centre has of it, while it is being sent.
    sa.Column("sent", sa.Integer, nullable=False, server_default="0"),
    # Somebody here waits for it.
    sa.Column("wanted", sa.Integer, nullable=False, server_default="0"),
    sa.Column("why", sa.Text, nullable=False, server_default=""),
    sa.Index("attached_sha256", "sha256"),
    sa.Index("attached_root", "root"),
    sa.Index("attached_unsettled", "settled"),
)

blob = sa.Table(
    "blob",
    METADATA,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("used", sa.Integer, nullable=False, server_default="0"),
)

blob_piece = sa.Table(
    "blob_piece",
    METADATA,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("sha256", "place"),
)
