"""The tables of likeness: what is compared of each person, the pairs, and who is still to be looked at."""

import sqlalchemy as sa

from cicdesk.server.storage.tables import Name, metadata


def _json(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _flag(name: str) -> "sa.Column[bool]":
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger, nullable=False, server_default="0")


likeness = sa.Table(
    "likeness",
    metadata,
    sa.Column("rid", Name, primary_key=True),
    sa.Column("region", Name, nullable=False),
    sa.Column("office", Name, nullable=False, server_default=""),
    sa.Column("parts", sa.ARRAY(Name), nullable=False, server_default="{}"),
    sa.Column("marks", sa.ARRAY(sa.BigInteger), nullable=False, server_default="{}"),
    _json("profile"),
    _json("trace"),
    _flag("gone"),
    _number("number"),
    sa.Index("likeness_marks", "marks", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    sa.Index("likeness_told", "region", "number"),
)
"""What is compared of each person, and what other offices are told (domain/duplicates/traces.py)."""

likeness_pair = sa.Table(
    "likeness_pair",
    metadata,
    sa.Column("one", Name, primary_key=True),
    sa.Column("other", Name, primary_key=True),
    sa.Column("region", Name, nullable=False),
    _number("score"),
    _json("reasons"),
    _flag("gone"),
    _number("number"),
    sa.Index("likeness_pair_other", "other"),
    sa.Index("likeness_pair_told", "region", "number"),
)
"""Two people who may be one, by their ids in the order of the ids."""

likeness_due = sa.Table(
    "likeness_due",
    metadata,
    sa.Column("n", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("rid", Name, nullable=False),
)
"""Persons who changed and have not been compared since. Rows are only ever added and taken away: nobody waits."""
