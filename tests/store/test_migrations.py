"""Files of older and newer versions: brought up to date with a copy first, whole or not at all."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cicdesk.base.paths import Home
from cicdesk.store import backup, engine, migrate, store
from cicdesk.store.errors import StoreTooNew
from cicdesk.store.migrate import bring_up_to_date
from cicdesk.store.store import VERSION, Store
from tests.support.profiles import FakeClock, fresh_desk, session_at

DATABASES = Path(__file__).parents[1] / "data" / "databases"
KEY = bytes(range(32))
NOW = FakeClock().now()


@pytest.mark.parametrize("path", sorted(DATABASES.glob("*.db")), ids=lambda path: path.stem)
def test_every_released_file_is_brought_up_to_date(path: Path, home: Home) -> None:
    shutil.copyfile(path, home.database)
    opened = Store.open(home.database, KEY)
    assert bring_up_to_date(opened, home, NOW) is (int(path.stem) < VERSION)
    assert opened.check() == VERSION
    with opened.read() as connection:
        assert connection.exec_driver_sql("SELECT title FROM record").scalars().all() == ["Olena Bondar"]
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one() == 1
        assert connection.exec_driver_sql("SELECT count(*) FROM draft").scalar_one() == 1
        now = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name").all()
    opened.close()
    assert now == _structure(home)


def _structure(home: Home) -> object:
    fresh = Store.create(home.folder / "fresh.db", KEY)
    with fresh.read() as connection:
        found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name").all()
    fresh.close()
    return found


def test_newer_files_are_refused_and_untouched(home: Home) -> None:
    Store.create(home.database, KEY).close()
    connection = engine.connect(home.database, KEY)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    content = home.database.read_bytes()
    with pytest.raises(StoreTooNew):
        Store.open(home.database, KEY)
    assert home.database.read_bytes() == content


@pytest.fixture
def next_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Gives the next version a step that does this."""

    def give(body: str) -> None:
        steps = tmp_path / "migrations"
        shutil.copytree(Path(store.__file__).parent / "migrations", steps)
        (steps / "versions" / f"{VERSION + 1:04d}_next.py").write_text(
            f"from alembic import op\nrevision = '{VERSION + 1:04d}'\ndown_revision = '{VERSION:04d}'\n"
            f"def upgrade():\n    op.execute('ALTER TABLE draft ADD COLUMN extra TEXT')\n    {body}\n"
        )
        usual = migrate.steps

        def ours(connection: engine.Connection) -> object:
            config = usual(connection)
            config.set_main_option("script_location", str(steps))
            return config

        monkeypatch.setattr(migrate, "steps", ours)
        for module in (migrate, store):
            monkeypatch.setattr(module, "VERSION", VERSION + 1)

    return give


def test_an_older_file_is_copied_then_migrated(home: Home, next_step: Callable[[str], None]) -> None:
    session = session_at(home)
    opened = fresh_desk(session).context.store
    next_step("pass")
    assert bring_up_to_date(opened, home, NOW)
    with opened.read() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == VERSION + 1
        assert connection.exec_driver_sql("SELECT extra FROM draft").all() == []
    assert [b.reason for b in backup.backups(home)] == [f"before-version-{VERSION + 1}"]
    assert not bring_up_to_date(opened, home, NOW)
    session.close()


def test_a_step_that_fails_leaves_the_old_file(home: Home, next_step: Callable[[str], None]) -> None:
    session = session_at(home)
    opened = fresh_desk(session).context.store
    next_step("raise RuntimeError('half way')")
    with pytest.raises(RuntimeError):
        bring_up_to_date(opened, home, NOW)
    with opened.read() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == VERSION
        assert "extra" not in {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(draft)")}
    assert [b.reason for b in backup.backups(home)] == [f"before-version-{VERSION + 1}"]
    session.close()
