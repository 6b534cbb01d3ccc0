"""The tables of the encrypted file. Documents rest as JSON; columns exist for what code joins, sorts or branches on."""

import sqlalchemy as sa

METADATA = sa.MetaData()

record = sa.Table(
    "record",
    METADATA,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("root", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    # The server's copy: number 0 means that the server does not have it yet.
    sa.Column("seq", sa.Integer, nullable=False, server_default="0"),
    sa.Column("crc", sa.Integer, nullable=False, server_default="0"),
    sa.Column("gen", sa.Integer, nullable=False, server_default="0"),
    sa.Column("data", sa.Text, nullable=False, server_default="{}"),
    sa.Column("ver", sa.Text),
    sa.Column("heads", sa.Text),
    sa.Column("gone", sa.Integer, nullable=False, server_default="0"),
    sa.Column("asked", sa.Integer, nullable=False, server_default="0"),
    sa.Column("by_user", sa.Text, nullable=False, server_default=""),
    sa.Column("at", sa.Integer, nullable=False, server_default="0"),
    # What screens show: `shown` is null where it is the same as `data`.
    sa.Column("shown", sa.Text),
    sa.Column("deleted", sa.Integer, nullable=False, server_default="0"),
    sa.Column("state", sa.Integer, nullable=False, server_default="0"),
    sa.Column("title", sa.Text, nullable=False, server_default=""),
    sa.Column("sort", sa.Text, nullable=False, server_default=""),
    sa.Column("number", sa.Text, nullable=False, server_default=""),
    sa.Column("office", sa.Text, nullable=False, server_default=""),
    sa.Column("changed", sa.Integer, nullable=False, server_default="0"),
    sa.Column("changed_by", sa.Text, nullable=False, server_default=""),
    sa.Index("record_listed", "kind", "deleted", "sort"),
    sa.Index("record_changed", "kind", "deleted", "changed"),
    # With what the digest of a partition adds up, so that it reads the index alone.
    sa.Index("record_root", "root", "gen", "seq", "crc"),
    sa.Index("record_number", "number", sqlite_where=sa.text("number <> ''")),
    sa.Index("record_unsettled", "state", sqlite_where=sa.text("state > 0")),
    sa.Index("record_seq", "seq"),
    sa.Index("record_office", "office"),
    sa.Index("record_changed_by", "changed_by"),
)

outbox = sa.Table(
    "outbox",
    METADATA,
    sa.Column("n", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("root", sa.Text, nullable=False),
    sa.Column("user", sa.Text, nullable=False),
    sa.Column("schema", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    # pending -> acked -> forgotten once a verified backup holds it; parked: the server set it aside.
    sa.Column("state", sa.Text, nullable=False, server_default="pending"),
    sa.Column("why", sa.Text, nullable=False, server_default=""),
    sa.Column("field", sa.Text, nullable=False, server_default=""),
    sa.Column("commit_seq", sa.Integer, nullable=False, server_default="0"),
    sa.CheckConstraint("state IN ('pending', 'acked', 'parked')", name="outbox_state"),
    sa.Index("outbox_unsettled", "record", sqlite_where=sa.text("state <> 'acked'")),
    sa.Index("outbox_pending", "n", sqlite_where=sa.text("state = 'pending'")),
    sa.Index("outbox_acked", "commit_seq", sqlite_where=sa.text("state = 'acked'")),
    sa.Index("outbox_root", "root"),
    sa.Index("outbox_parked", "id", sqlite_where=sa.text("state = 'parked'")),
    sqlite_autoincrement=True,
)

salvage = sa.Table(
    "salvage",
    METADATA,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("root", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("state", sa.Text, nullable=False, server_default="pending"),
    sa.Column("commit_seq", sa.Integer, nullable=False, server_default="0"),
    sa.UniqueConstraint("id", "record", "field"),
)

cursor = sa.Table(
    "cursor",
    METADATA,
    sa.Column("part", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False),
)

holder = sa.Table(
    "holder",
    METADATA,
    sa.Column("root", sa.Text, primary_key=True),
    sa.Column("part", sa.Text, primary_key=True),
    sa.Index("holder_part", "part"),
    sqlite_with_rowid=False,
)

lineage = sa.Table(
    "lineage",
    METADATA,
    sa.Column("record", sa.Text, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("bases", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

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
"""Edits of different fields that met without a question; the timeline of the file shows them."""

meta = sa.Table(
    "meta",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

draft = sa.Table(
    "draft",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False, server_default=""),
    sa.Column("user", sa.Text, nullable=False),
    sa.Column("schema", sa.Integer, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("started_at", sa.Integer, nullable=False),
    sa.Column("saved_at", sa.Integer, nullable=False),
    sa.Index("draft_user", "user", "saved_at"),
)

counter = sa.Table(
    "counter",
    METADATA,
    sa.Column("prefix", sa.Text, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)

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

joined = sa.Table(
    "joined",
    METADATA,
    sa.Column("merge", sa.Text, primary_key=True),
    sa.Column("survivor", sa.Text, nullable=False),
    sa.Column("absorbed", sa.Text, nullable=False),
    sa.Column("stands", sa.Integer, nullable=False, server_default="0"),
    # The file in which it is shown at last, where it stands.
    sa.Column("top", sa.Text, nullable=False, server_default=""),
    sa.Index("joined_survivor", "survivor"),
    sa.Index("joined_absorbed", "absorbed"),
    sa.Index("joined_top", "top"),
    sqlite_with_rowid=False,
)
"""The decisions of records of the kind `merge`: which file is shown in which (store/joined.py)."""

unindexed = sa.Table("unindexed", METADATA, sa.Column("n", sa.Integer, primary_key=True))

# Marks count as letters: Indian and Thai vowel signs would split words otherwise.
SEARCH_INDEX = """
CREATE VIRTUAL TABLE IF NOT EXISTS finder USING fts5(
    names, numbers, words,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'", prefix = '1 2 3', detail = column
)
"""
SEARCH_SECURE = "INSERT INTO finder(finder, rank) VALUES('secure-delete', 1)"

_DOCUMENT = "coalesce(shown, data)"


def _all_of(*names: str) -> str:
    """Several fields of a document, as one JSON array."""
    return f"json_extract({_DOCUMENT}, {', '.join(repr(f'$.{name}') for name in names)})"


PROJECT = f"json_extract({_DOCUMENT}, '$.project')"
SERVICE = f"json_extract({_DOCUMENT}, '$.service')"
HAPPENED_ON = f"json_extract({_DOCUMENT}, '$.happened_on')"
PERSON = f"json_extract({_DOCUMENT}, '$.person')"
MET_AT = f"json_extract({_DOCUMENT}, '$.at')"
ABOUT_REUNION = f"json_extract({_DOCUMENT}, '$.\"topics/FAMILY\"')"
ENTRY = _all_of(
    "person", "kind", "institution", "eligible", "entered_on", "ended_on", "age_at_entry", "sex_at_entry",
    "education_at_entry", "labour_status_at_entry", "labour_detail_at_entry", "degurba_at_entry",
    "foreign_background_at_entry", "third_country_at_entry", "minority_at_entry", "homelessness_at_entry",
    "disability_at_entry", "end_situation", "helpful", "helpful_asked_on", "recognition_applied_on",
    "long_term_applied_on",
)  # fmt: skip
"""What indicators ask of a participation, in the order in which `store/counted.py` reads it."""
LEVEL = _all_of("person", "participation", "language", "occasion", "overall", "assessed_on")

# An index answers by itself only if it holds every column that is asked about, also those that never differ in it.
COUNTED = (
    f"CREATE INDEX record_entry ON record (kind, deleted, {PROJECT}, id, {ENTRY}) WHERE kind = 'participation'",
    (
        f"CREATE INDEX record_given ON record (kind, deleted, {PROJECT}, {SERVICE}, {HAPPENED_ON}, {PERSON})"
        " WHERE kind = 'service'"
    ),
    (
        f"CREATE INDEX record_reunion ON record (kind, deleted, {PROJECT}, {ABOUT_REUNION}, {HAPPENED_ON},"
        f" {PERSON}) WHERE kind = 'service' AND {ABOUT_REUNION} = 1"
    ),
    f"CREATE INDEX record_level ON record (kind, deleted, {LEVEL}) WHERE kind = 'language_level'",
    f"CREATE INDEX record_met ON record (kind, deleted, {MET_AT}) WHERE kind = 'contact'",
)
"""Of millions of services, indicators read a few columns: these indexes hold them, and no document is opened."""
