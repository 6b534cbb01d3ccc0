"""Tables of what people lack for the reports (`lacking.py`), and the ways to what is asked again (`followed.py`).

Triggers mark a person whose file changed, so that no way into the file can forget it.
"""

DUE_ON = "json_extract(coalesce(shown, data), '$.follow_up_on')"
LEFT_ON = "json_extract(coalesce(shown, data), '$.ended_on')"
_LACKING = (
    "CREATE TABLE lacking (n INTEGER PRIMARY KEY, project TEXT NOT NULL, office TEXT NOT NULL, sort TEXT NOT NULL,"
    " count INTEGER NOT NULL, fields TEXT NOT NULL)"
)
_GONE = (
    "CREATE TRIGGER lacking_gone AFTER DELETE ON record WHEN OLD.kind = 'person' BEGIN"
    " DELETE FROM lacking WHERE n = OLD.n; DELETE FROM asking WHERE n = OLD.n; DELETE FROM unjudged WHERE n = OLD.n;"
    " END"
)
_OF_A_PERSON = "NEW.kind IN ('person', 'participation')"
# Not OR IGNORE: within a statement that has a rule for conflicts of its own, that one would hold here as well.
_MARK = (
    "INSERT INTO unjudged SELECT n FROM record AS p WHERE id = NEW.root AND kind = 'person'"
    " AND NOT EXISTS (SELECT 1 FROM unjudged AS u WHERE u.n = p.n); END"
)
_TABLES = (
    _LACKING,
    "CREATE INDEX lacking_listed ON lacking (count, sort)",
    "CREATE TABLE asking (who TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (who, n)) WITHOUT ROWID",
    "CREATE INDEX asking_person ON asking (n)",
    "CREATE TABLE unjudged (n INTEGER PRIMARY KEY)",
    f"CREATE TRIGGER unjudged_new AFTER INSERT ON record WHEN {_OF_A_PERSON} BEGIN {_MARK}",
    f"CREATE TRIGGER unjudged_changed AFTER UPDATE OF data, shown, deleted ON record WHEN {_OF_A_PERSON} BEGIN {_MARK}",
    _GONE,
)
_FOLLOW = (
    f"CREATE INDEX record_follow ON record ({DUE_ON})"
    f" WHERE kind = 'service' AND deleted = 0 AND {DUE_ON} IS NOT NULL"
)
_LEFT = (
    f"CREATE INDEX record_left ON record ({LEFT_ON})"
    f" WHERE kind = 'participation' AND deleted = 0 AND {LEFT_ON} IS NOT NULL"
)
REPORTING = (*_TABLES, _FOLLOW, _LEFT)
"""As statements, in the order in which they are made."""
