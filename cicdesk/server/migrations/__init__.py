"""Changes to the database's structure, run from Python (never by hand)."""
