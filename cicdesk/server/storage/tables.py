"""The tables. One row a record, one a mutation, one a record and partition (protocol.md 4, storage).

What JSON there is rests as text: the server hands it on far more often than it looks inside, and text
is written twice as fast as jsonb. The views of storage/views.py show it as columns.
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import INET, INT8RANGE, ExcludeConstraint

metadata = sa.MetaData()

Name = sa.Text(collation="C")
"""Ids and codes: compared byte by byte, whatever language the database speaks."""


def _key(name: str) -> "sa.Column[str]":
    return sa.Column(name, Name, primary_key=True)


def _name(name: str) -> "sa.Column[str]":
    return sa.Column(name, Name, nullable=False, server_default="")


def _json(name: str) -> "sa.Column[str]":
    """JSON as text; empty where there is nothing to say."""
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger, nullable=False, server_default="0")


def _flag(name: str) -> "sa.Column[bool]":
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


clock = sa.Table(
    "clock",
    metadata,
    sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
    _number("epoch"),
    _number("seq"),
    _number("durable"),
    _number("recovery_until"),
    _name("cluster"),
    _number("timeline"),
)
"""The one locked row. Whoever writes takes it first, so numbers become visible in their order."""

commits = sa.Table(
    "commits",
    metadata,
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("token", sa.BigInteger, nullable=False),
)

parcel = sa.Table(
    "parcel",
    metadata,
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
"""What one push brought, whole, as packed JSON: the history. A mutation's row says where it lies."""

mutation = sa.Table(
    "mutation",
    metadata,
    _key("id"),
    _name("rid"),
    _name("root"),
    _name("device"),
    _name("user"),
    _number("at"),
    _number("received"),
    _name("kind"),
    _name("result"),
    _name("why"),
    _name("field"),
    _number("seq"),
    _number("commit_seq"),
    sa.Column("place", sa.Integer, nullable=False, server_default="0"),
    sa.Index("mutation_root", "root"),
)

record = sa.Table(
    "record",
    metadata,
    _key("rid"),
    _name("root"),
    _name("kind"),
    _name("office"),
    _number("seq"),
    _number("born"),
    _name("echo"),
    _name("by_user"),
    _number("at"),
    _flag("deleted"),
    _flag("asked"),
    sa.Column("parts", sa.ARRAY(Name), nullable=False, server_default="{}"),
    _json("data"),
    _json("ver"),
    _json("fseq"),
    _json("heads"),
    _json("bases"),
    _json("early"),
    _json("seen"),
    sa.Index("record_root", "root"),
    sa.Index("record_kind", "kind", "office"),
)

feed = sa.Table(
    "feed",
    metadata,
    _key("part"),
    _key("key"),
    _number("seq"),
    _number("joined"),
    sa.Column("kind", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Index("feed_seq", "part", "seq"),
    sa.Index("feed_key", "key"),
)

REC, EXIT, ERASE = 0, 1, 2

partition = sa.Table("partition", metadata, _key("part"), _number("top"), _number("count"), _number("sum"))
"""How far each partition's feed goes, and its digest, kept as it grows."""

quarantine = sa.Table(
    "quarantine",
    metadata,
    _key("mutation"),
    _name("rid"),
    _name("root"),
    _name("device"),
    _name("why"),
    _name("field"),
    _json("body"),
    sa.Index("quarantine_root", "root"),
)

salvaged = sa.Table(
    "salvaged", metadata, _key("mutation"), _key("rid"), _key("field"), _name("giver"), _number("at")
)

erased = sa.Table("erased", metadata, _key("root"), _number("at"))

region = sa.Table(
    "region",
    metadata,
    _key("code"),
    sa.Column("name", sa.Text, nullable=False, server_default=""),
    sa.Column("names", sa.BigInteger, nullable=False, server_default="1"),
    _number("likely"),
    _number("likely_era"),
    sa.Column("likely_key", sa.LargeBinary, nullable=False, server_default=""),
)
"""`names` is another number after every change of what its staff and offices are called.

`likely` is the newest number of its traces and pairs, `likely_key` what their marks are made with, and `likely_era`
another number for each such key.
"""

office = sa.Table(
    "office",
    metadata,
    _key("code"),
    sa.Column("name", sa.Text, nullable=False, server_default=""),
    sa.Column("region", Name, sa.ForeignKey("region.code"), nullable=False),
)

account = sa.Table(
    "account",
    metadata,
    _key("user"),
    _name("role"),
    _number("created"),
    sa.Column("name", sa.Text, nullable=False, server_default=""),
)

account_office = sa.Table(
    "account_office",
    metadata,
    sa.Column("user", Name, sa.ForeignKey("account.user"), primary_key=True),
    sa.Column("office", Name, sa.ForeignKey("office.code"), primary_key=True),
)

device = sa.Table(
    "device",
    metadata,
    _key("id"),
    _name("name"),
    sa.Column("office", Name, sa.ForeignKey("office.code"), nullable=False),
    sa.Column("key", sa.LargeBinary, nullable=False),
    _name("status"),
    _name("app"),
    _flag("no_keyring"),
    _number("created"),
    _number("last_commit"),
    _number("echo_floor"),
    _name("overtook"),
    _number("overtook_at"),
    sa.Index("device_name", "office", "name", unique=True, postgresql_where=sa.text("status <> 'wipe'")),
)
"""`last_commit` and `echo_floor` tell which of its own writes need not come back (services/pages.py).

`overtook`: an edit of the message that the last one said to travel beside, if that had not come yet; `overtook_at`
is the commit before.
"""

device_account = sa.Table(
    "device_account",
    metadata,
    sa.Column("device", Name, sa.ForeignKey("device.id"), primary_key=True),
    sa.Column("user", Name, sa.ForeignKey("account.user"), primary_key=True),
)

enrol_code = sa.Table(
    "enrol_code",
    metadata,
    _key("id"),
    sa.Column("user", Name, sa.ForeignKey("account.user"), nullable=False, index=True),
    sa.Column("office", Name, sa.ForeignKey("office.code"), nullable=False),
    _name("device"),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    _number("expires"),
    _number("used"),
)

blob = sa.Table("blob", metadata, _key("sha256"), _number("size"), _number("received"))
"""Files that are here whole. Their content lies beside the database (storage/vault.py)."""

blob_use = sa.Table(
    "blob_use",
    metadata,
    _key("sha256"),
    _key("record"),
    _name("root"),
    sa.Column("proof", sa.LargeBinary, nullable=False),
    _flag("proven"),
    sa.Index("blob_use_record", "record"),
    sa.Index("blob_use_root", "root"),
)
"""Which record names which file, and whether its device proved that it has the content."""

blob_gone = sa.Table("blob_gone", metadata, _key("sha256"))
"""Files that nothing names any more, until their content is destroyed."""

resource = sa.Table(
    "resource",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("kind", Name, nullable=False),
    sa.Column("name", Name, nullable=False),
    sa.UniqueConstraint("kind", "name", name="resource_name"),
)
"""An interpreter, a room, a place of care: by a number, so that its times fit on one line with all others'."""

booking = sa.Table(
    "booking",
    metadata,
    _key("rid"),
    sa.Column("root", Name, nullable=False),
    sa.Column("kind", Name, nullable=False),
    _name("wish"),
    _json("given"),
    _number("waiting"),
    sa.Index("booking_root", "root"),
)
"""What was decided of a record that wishes for a time: for which wish, and which fields the centre gave it.

`waiting`: the number since when it is on a waiting list; 0 where it is not.
"""


def _minutes() -> "tuple[sa.Column[int], sa.Column[int]]":
    """Of UTC since 1970."""
    return (
        sa.Column("from_minute", sa.BigInteger, nullable=False),
        sa.Column("to_minute", sa.BigInteger, nullable=False),
    )


def _of_booking() -> "sa.Column[str]":
    return sa.Column("booking", Name, sa.ForeignKey("booking.rid", ondelete="CASCADE"), primary_key=True)


def _of_resource(*, key: bool) -> "sa.Column[int]":
    return sa.Column(
        "resource", sa.BigInteger, sa.ForeignKey("resource.id"), primary_key=key, nullable=False,
        autoincrement=False,
    )  # fmt: skip


_HELD = "int8range((resource << 32) + from_minute, (resource << 32) + to_minute)"
_NEAR = "int8range((resource << 32) + from_minute, (resource << 32) + to_minute + travel)"

reservation = sa.Table(
    "reservation",
    metadata,
    _of_booking(),
    _key("part"),
    _of_resource(key=False),
    *_minutes(),
    _number("travel"),
    sa.Column("spot", INET),
    _flag("shared"),
    sa.Column("held", INT8RANGE, sa.Computed(f"CASE WHEN NOT shared THEN {_HELD} END", persisted=True)),
    sa.Column("near", INT8RANGE, sa.Computed(_NEAR, persisted=True), nullable=False),
    ExcludeConstraint(("held", "&&"), using="gist", name="reservation_once"),
    ExcludeConstraint(
        ("near", "&&"), ("spot", "<>"), using="gist", ops={"spot": "inet_ops"}, name="reservation_travel"
    ),
)
"""Who or what is taken from when to when. The constraints decide, not the program (migrations, step 0005).

What is shared can be had by several at once, in one place: a carer, whose children are counted in `occupancy`.
"""

stay = sa.Table(
    "stay",
    metadata,
    _of_booking(),
    _of_resource(key=True),
    *_minutes(),
    *(
        sa.Column(name, sa.Integer, nullable=False, server_default="0")
        for name in ("tender", "small", "older")
    ),
    sa.Index("stay_resource", "resource", "from_minute"),
)
"""How many are in somebody's care, from when to when, by what their age and needs ask of a carer."""

occupancy = sa.Table(
    "occupancy",
    metadata,
    _of_resource(key=True),
    sa.Column("slot", sa.BigInteger, primary_key=True, autoincrement=False),
    *(
        sa.Column(name, sa.Integer, nullable=False, server_default="0")
        for name in ("tender", "small", "older")
    ),
    *(sa.Column(f"most_{name}", sa.Integer, nullable=False) for name in ("tender", "small", "older")),
    sa.CheckConstraint("tender >= 0 AND small >= 0 AND older >= 0", name="occupancy_counted"),
    sa.CheckConstraint(
        "tender + small + older <="
        " CASE WHEN tender > 0 THEN most_tender WHEN small > 0 THEN most_small ELSE most_older END",
        name="occupancy_full",
    ),
)
"""The same counted for each five minutes; no row can say more than fit."""

joined = sa.Table(
    "joined",
    metadata,
    _key("merge"),
    sa.Column("survivor", Name, nullable=False),
    sa.Column("absorbed", Name, nullable=False),
    _name("device"),
    _flag("stands"),
    _flag("undone"),
    sa.Index("joined_survivor", "survivor"),
    sa.Index("joined_absorbed", "absorbed"),
)
"""Decisions that two files are one person's: which of them stand, and which were taken back.

`device`: who handed it in; both files have to be in its reach. Empty where it came back by salvage.
"""

proof_nonce = sa.Table(
    "proof_nonce",
    metadata,
    _key("device"),
    _key("jti"),
    _number("expires"),
    sa.Index("proof_nonce_expires", "expires"),
    prefixes=["UNLOGGED"],
)

rate = sa.Table(
    "rate",
    metadata,
    _key("what"),
    sa.Column("slot", sa.BigInteger, primary_key=True, autoincrement=False),
    _number("count"),
    prefixes=["UNLOGGED"],
)
"""Both tables of passing things are unlogged: nobody waits for the disk to count a request."""
