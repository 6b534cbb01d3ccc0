"""PostgreSQL: tables, and the few statements that read and write them in bulk."""
