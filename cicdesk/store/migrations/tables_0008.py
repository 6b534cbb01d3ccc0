"""The table, the trigger and the indexes that step 0008 makes, as they were then. Never changed."""

REVIEWING = (
    (
        "CREATE INDEX record_reviewed ON record (kind, deleted, json_extract(coalesce(shown, data), "
        "'$.case'), json_extract(coalesce(shown, data), '$.state'), json_extract(coalesce(shown, data), "
        "'$.passed_to'), changed, seq, id) WHERE kind = 'review'"
    ),
    (
        "CREATE INDEX record_queue ON record (kind, deleted, changed, n, id, root, office, "
        "json_extract(coalesce(shown, data), '$.project'), json_extract(coalesce(shown, data), '$.owner'), "
        "changed_by) WHERE kind = 'case'"
    ),
    (
        "CREATE TABLE looked (user TEXT NOT NULL, record TEXT NOT NULL, at INTEGER NOT NULL, mark TEXT NOT "
        "NULL, seen TEXT NOT NULL, PRIMARY KEY (user, record)) WITHOUT ROWID"
    ),
    (
        "CREATE TRIGGER looked_gone AFTER DELETE ON record WHEN OLD.kind = 'case' BEGIN DELETE FROM looked "
        "WHERE record = OLD.id; END"
    ),
)
