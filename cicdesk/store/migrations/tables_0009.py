"""The tables of what the centre tells of people who may be one person, as step 0009 makes them. Never changed."""

LIKELY = (
    "CREATE TABLE trace (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE trace_mark (mark INTEGER NOT NULL, trace TEXT NOT NULL, PRIMARY KEY (mark, trace)) WITHOUT ROWID",
    (
        "CREATE TABLE likely (id TEXT PRIMARY KEY, one TEXT NOT NULL, other TEXT NOT NULL, score INTEGER NOT NULL,"
        " body TEXT NOT NULL, later INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"
    ),
    "CREATE INDEX likely_one ON likely (one)",
    "CREATE INDEX likely_other ON likely (other)",
)
