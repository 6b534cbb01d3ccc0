"""Bringing an older file to this version's structure: with a copy first, whole or not at all."""

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import sqlalchemy as sa

from cicdesk.base.paths import Home
from cicdesk.store import backup
from cicdesk.store.errors import DiskFull
from cicdesk.store.store import VERSION, Store

if TYPE_CHECKING:
    from alembic.config import Config

_ROOM = 3
"""Free space a migration asks for, in sizes of the file."""


def bring_up_to_date(store: Store, home: Home, now: dt.datetime) -> bool:
    """Migrate the file if it is older; whether it was.

    Each run is one transaction: a kill at any line leaves the old file, and the copy beside it.
    """
    found = store.check()
    if found == VERSION:
        return False
    if shutil.disk_usage(home.folder).free < _ROOM * store.path.stat().st_size:
        raise DiskFull
    backup.make(store, home, now, f"before-version-{VERSION}")
    upgrade(store)
    return True


def steps(connection: sa.Connection) -> "Config":
    """Alembic's settings for this file; its steps lie in the package."""
    from alembic.config import Config  # noqa: PLC0415  17 MB that only an older file needs

    config = Config()
    config.set_main_option("script_location", "cicdesk:store/migrations")
    config.attributes["connection"] = connection
    return config


def upgrade(store: Store, to: str = "head") -> None:
    """Run the missing steps inside one transaction; the file's own version number is written last."""
    from alembic import command  # noqa: PLC0415  as above

    with store.write() as connection:
        command.upgrade(steps(connection), to)
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
