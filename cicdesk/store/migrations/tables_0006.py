"""The tables, the triggers and the indexes that step 0006 makes, as they were then. Never changed."""

REPORTING = (
    (
        "CREATE TABLE lacking (n INTEGER PRIMARY KEY, project TEXT NOT NULL, office TEXT NOT NULL, sort TEXT "
        "NOT NULL, count INTEGER NOT NULL, fields TEXT NOT NULL)"
    ),
    "CREATE INDEX lacking_listed ON lacking (count, sort)",
    "CREATE TABLE asking (who TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (who, n)) WITHOUT ROWID",
    "CREATE INDEX asking_person ON asking (n)",
    "CREATE TABLE unjudged (n INTEGER PRIMARY KEY)",
    (
        "CREATE TRIGGER unjudged_new AFTER INSERT ON record WHEN NEW.kind IN ('person', 'participation') "
        "BEGIN INSERT INTO unjudged SELECT n FROM record AS p WHERE id = NEW.root AND kind = 'person' AND NOT"
        " EXISTS (SELECT 1 FROM unjudged AS u WHERE u.n = p.n); END"
    ),
    (
        "CREATE TRIGGER unjudged_changed AFTER UPDATE OF data, shown, deleted ON record WHEN NEW.kind IN "
        "('person', 'participation') BEGIN INSERT INTO unjudged SELECT n FROM record AS p WHERE id = NEW.root"
        " AND kind = 'person' AND NOT EXISTS (SELECT 1 FROM unjudged AS u WHERE u.n = p.n); END"
    ),
    (
        "CREATE TRIGGER lacking_gone AFTER DELETE ON record WHEN OLD.kind = 'person' BEGIN DELETE FROM "
        "lacking WHERE n = OLD.n; DELETE FROM asking WHERE n = OLD.n; DELETE FROM unjudged WHERE n = OLD.n; "
        "END"
    ),
    (
        "CREATE INDEX record_follow ON record (json_extract(coalesce(shown, data), '$.follow_up_on')) WHERE "
        "kind = 'service' AND deleted = 0 AND json_extract(coalesce(shown, data), '$.follow_up_on') IS NOT "
        "NULL"
    ),
    (
        "CREATE INDEX record_left ON record (json_extract(coalesce(shown, data), '$.ended_on')) WHERE kind = "
        "'participation' AND deleted = 0 AND json_extract(coalesce(shown, data), '$.ended_on') IS NOT NULL"
    ),
)
