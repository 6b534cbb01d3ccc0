"""Nobody and nothing is booked twice: times reserved for people and rooms, and who is in care when.

No extension is needed. Each resource has a number, and its minutes lie in a stretch of their own on one long
line, so that a plain range says "the same resource at the same time". The travel rule compares places with
`<>`, which GiST knows for `inet` alone: a place is written as such a number.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STEPS = (
    """
    CREATE TABLE resource (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text COLLATE "C" NOT NULL,
        name text COLLATE "C" NOT NULL,
        CONSTRAINT resource_name UNIQUE (kind, name)
    )
    """,
    """
    CREATE TABLE booking (
        rid text COLLATE "C" PRIMARY KEY,
        root text COLLATE "C" NOT NULL,
        kind text COLLATE "C" NOT NULL,
        wish text COLLATE "C" NOT NULL DEFAULT '',
        given text NOT NULL DEFAULT '',
        waiting bigint NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX booking_root ON booking (root)",
    """
    CREATE TABLE reservation (
        booking text COLLATE "C" NOT NULL REFERENCES booking (rid) ON DELETE CASCADE,
        part text COLLATE "C" NOT NULL,
        resource bigint NOT NULL REFERENCES resource (id),
        from_minute bigint NOT NULL,
        to_minute bigint NOT NULL,
        travel bigint NOT NULL DEFAULT 0,
        spot inet,
        shared boolean NOT NULL DEFAULT false,
        held int8range GENERATED ALWAYS AS (CASE WHEN NOT shared
            THEN int8range((resource << 32) + from_minute, (resource << 32) + to_minute) END) STORED,
        near int8range NOT NULL GENERATED ALWAYS AS
            (int8range((resource << 32) + from_minute, (resource << 32) + to_minute + travel)) STORED,
        PRIMARY KEY (booking, part),
        CONSTRAINT reservation_minutes CHECK (from_minute >= 0 AND to_minute > from_minute
            AND travel >= 0 AND to_minute + travel < 4294967296),
        CONSTRAINT reservation_once EXCLUDE USING gist (held WITH &&),
        CONSTRAINT reservation_travel EXCLUDE USING gist (near WITH &&, spot inet_ops WITH <>)
    )
    """,
    """
    CREATE TABLE stay (
        booking text COLLATE "C" NOT NULL REFERENCES booking (rid) ON DELETE CASCADE,
        resource bigint NOT NULL REFERENCES resource (id),
        from_minute bigint NOT NULL,
        to_minute bigint NOT NULL,
        tender integer NOT NULL DEFAULT 0,
        small integer NOT NULL DEFAULT 0,
        older integer NOT NULL DEFAULT 0,
        PRIMARY KEY (booking, resource)
    )
    """,
    "CREATE INDEX stay_resource ON stay (resource, from_minute)",
    """
    CREATE TABLE occupancy (
        resource bigint NOT NULL REFERENCES resource (id),
        slot bigint NOT NULL,
        tender integer NOT NULL DEFAULT 0,
        small integer NOT NULL DEFAULT 0,
        older integer NOT NULL DEFAULT 0,
        most_tender integer NOT NULL,
        most_small integer NOT NULL,
        most_older integer NOT NULL,
        PRIMARY KEY (resource, slot),
        CONSTRAINT occupancy_counted CHECK (tender >= 0 AND small >= 0 AND older >= 0),
        CONSTRAINT occupancy_full CHECK (tender + small + older <=
            CASE WHEN tender > 0 THEN most_tender WHEN small > 0 THEN most_small ELSE most_older END)
    )
    """,
)


def upgrade() -> None:
    """Make the tables; bookings made before it do not exist."""
    for statement in _STEPS:
        op.execute(statement)
