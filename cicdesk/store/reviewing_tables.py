"""The indexes of the coordinator's queue and the table of what each has looked at, as this version makes them."""

_DOCUMENT = "coalesce(shown, data)"
CASE = f"json_extract({_DOCUMENT}, '$.case')"
STATE = f"json_extract({_DOCUMENT}, '$.state')"
PASSED_TO = f"json_extract({_DOCUMENT}, '$.passed_to')"
PROJECT = f"json_extract({_DOCUMENT}, '$.project')"
OWNER = f"json_extract({_DOCUMENT}, '$.owner')"
TRIP = f"json_extract({_DOCUMENT}, '$.trip')"

# An index answers by itself only if it holds every column that is asked about, also those that never differ in it.
REVIEWING = (
    (
        f"CREATE INDEX record_reviewed ON record (kind, deleted, {CASE}, {STATE}, {PASSED_TO}, changed, seq, id)"
        " WHERE kind = 'review'"
    ),
    (
        f"CREATE INDEX record_queue ON record (kind, deleted, changed, n, id, root, office, {PROJECT}, {OWNER},"
        " changed_by) WHERE kind = 'case'"
    ),
    (
        "CREATE TABLE looked (user TEXT NOT NULL, record TEXT NOT NULL, at INTEGER NOT NULL, mark TEXT NOT NULL,"
        " seen TEXT NOT NULL, PRIMARY KEY (user, record)) WITHOUT ROWID"
    ),
    (
        "CREATE TRIGGER looked_gone AFTER DELETE ON record WHEN OLD.kind = 'case' BEGIN"
        " DELETE FROM looked WHERE record = OLD.id; END"
    ),
)
"""As statements: two indexes, what was looked at, and that it goes with its case."""
