"""Migrations of a copy of an old file, each killed at another statement until one ends; prints the folders of the killed."""

import itertools
import os
import shutil
import signal
import sys
from pathlib import Path

import alembic.command
import sqlalchemy as sa

from cicdesk.base.paths import Home
from cicdesk.store.migrate import bring_up_to_date
from cicdesk.store.store import Store
from tests.support.profiles import FakeClock
from tests.support.recording import KEY

START = """
import sys, types
sys.modules["tests"] = ours = types.ModuleType("tests")  # not the folder of that name of some library
ours.__path__ = ["tests"]
from tests.support.killed_migration import main
main()
"""
assert alembic.command.upgrade is not None  # loaded before the forks


def child(folder: Path, last: int) -> None:
    """Migrate, and be gone at that statement of the migration."""
    home = Home.at(folder)
    opened = Store.open(home.database, KEY)
    count = itertools.count(1)

    def look(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        writing = (
            statement.lstrip().upper().startswith(("CREATE", "ALTER", "INSERT", "UPDATE", "DELETE", "DROP"))
        )
        versions = "user_version =" in statement
        if (writing or versions) and next(count) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(opened._writer, "after_cursor_execute", look)
    bring_up_to_date(opened, home, FakeClock().now())


def main() -> None:
    """One process after the other."""
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    for last in itertools.count(1):
        place = folder / str(last)
        place.mkdir()
        shutil.copyfile(source, Home.at(place).database)
        pid = os.fork()
        if not pid:
            child(place, last)
            os._exit(0)
        _pid, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            break
        sys.stdout.write(f"{place}\n")


if __name__ == "__main__":
    main()
