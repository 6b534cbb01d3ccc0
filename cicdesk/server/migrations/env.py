"""Alembic's entry: runs the steps on the connection it was given (server/storage/schema.py)."""

from alembic import context

from cicdesk.server.storage import duplicates_tables

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=duplicates_tables.likeness.metadata)
with context.begin_transaction():
    context.run_migrations()
