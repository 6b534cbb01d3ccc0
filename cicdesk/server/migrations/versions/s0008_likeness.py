"""Who may be the same person: what is compared of each, the pairs that were found, and what is still to be looked at.

Marks are keyed hashes (domain/duplicates/marks.py); an index over them finds everybody who has one in common.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_STEPS = (
    "ALTER TABLE region ADD COLUMN likely bigint NOT NULL DEFAULT 0",
    "ALTER TABLE region ADD COLUMN likely_era bigint NOT NULL DEFAULT 0",
    "ALTER TABLE region ADD COLUMN likely_key bytea NOT NULL DEFAULT ''",
    "CREATE SEQUENCE likeness_number",
    """
    CREATE TABLE likeness (
        rid text COLLATE "C" PRIMARY KEY,
        region text COLLATE "C" NOT NULL,
        office text COLLATE "C" NOT NULL DEFAULT '',
        parts text[] COLLATE "C" NOT NULL DEFAULT '{}',
        marks bigint[] NOT NULL DEFAULT '{}',
        profile text NOT NULL DEFAULT '',
        trace text NOT NULL DEFAULT '',
        gone boolean NOT NULL DEFAULT false,
        number bigint NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX likeness_marks ON likeness USING gin (marks) WITH (fastupdate = off)",
    "CREATE INDEX likeness_told ON likeness (region, number)",
    """
    CREATE TABLE likeness_pair (
        one text COLLATE "C" NOT NULL,
        other text COLLATE "C" NOT NULL,
        region text COLLATE "C" NOT NULL,
        score bigint NOT NULL DEFAULT 0,
        reasons text NOT NULL DEFAULT '',
        gone boolean NOT NULL DEFAULT false,
        number bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (one, other)
    )
    """,
    "CREATE INDEX likeness_pair_other ON likeness_pair (other)",
    "CREATE INDEX likeness_pair_told ON likeness_pair (region, number)",
    """
    CREATE TABLE likeness_due (
        n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        rid text COLLATE "C" NOT NULL
    )
    """,
    "INSERT INTO likeness_due (rid) SELECT rid FROM record WHERE kind = 'person' AND rid = root",
)


def upgrade() -> None:
    """Make the tables; everybody who is there already waits to be looked at."""
    for statement in _STEPS:
        op.execute(statement)
