"""The structure of the database: steps forward, the views for reporting tools, the first clock row."""

import secrets
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from cicdesk.server.storage import commits, views
from cicdesk.server.storage.engine import Database
from cicdesk.server.storage.tables import clock

_STEPS = Path(__file__).resolve().parent.parent / "migrations"
_LOCK = 0x63696364
"""An advisory lock: two programs never migrate at once."""
_EPOCH_BITS = 53


class NewerDatabase(Exception):
    """The database was made by a newer version; this one leaves it alone."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS))
    config.set_main_option("path_separator", "os")
    return config


def head() -> str:
    """The newest step this version knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def migrate(database: Database, to: str = "head") -> str:
    """Bring the database up to date in one transaction; the step it is at now. NewerDatabase if it knows more."""
    with database.writing() as connection:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
        script = ScriptDirectory.from_config(_config())
        now = MigrationContext.configure(connection).get_current_revision()
        if now is not None and now not in {step.revision for step in script.walk_revisions()}:
            raise NewerDatabase(now)
        views.drop(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        views.create(connection)
        if connection.execute(sa.select(clock.c.id)).first() is None:
            connection.execute(sa.insert(clock).values(id=1, epoch=secrets.randbits(_EPOCH_BITS) | 1))
        commits.recognise_cluster(connection)
        return MigrationContext.configure(connection).get_current_revision() or ""


def at_head(database: Database) -> bool:
    """Whether the database is as this version expects it."""
    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head()
