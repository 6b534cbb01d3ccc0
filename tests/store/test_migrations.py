"""Files of older and newer versions: brought up to date with a copy first, whole or not at all."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.base.paths import Home
from cicdesk.presenters.failures import explain
from cicdesk.store import backup, drafts, engine, migrate, pending, store
from cicdesk.store.errors import StoreTooNew
from cicdesk.store.migrate import bring_up_to_date
from cicdesk.store.projection import Standing
from cicdesk.store.store import VERSION, Store
from tests.support import killed_migration, recording
from tests.support.needs import needs_posix
from tests.support.profiles import FakeClock, fresh_desk, session_at
from tests.support.recording import KEY, Sample, sample_of

PATHS = sorted((Path(__file__).parents[1] / "data" / "databases").glob("*.db"))
NOW = FakeClock().now()


def version_of(path: Path) -> int:
    """The version of a file among the samples, which are named by it and by the form."""
    return int(path.stem.partition("-")[0])


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_released_file_is_brought_up_to_date(path: Path, home: Home) -> None:  # V-03 V-04
    shutil.copyfile(path, home.database)
    opened = Store.open(home.database, KEY)
    assert bring_up_to_date(opened, home, NOW) is (version_of(path) < VERSION)
    assert opened.check() == VERSION
    assert_holds_all(opened, sample_of(path))
    with opened.read() as connection:
        now = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name").all()
    opened.close()
    assert now == _structure(home)


def assert_holds_all(opened: Store, sample: Sample) -> None:
    """Records, outbox, what was set aside, conflicts and drafts are as the old version left them."""
    with opened.read() as connection:
        titles = connection.exec_driver_sql("SELECT title FROM record ORDER BY title").scalars().all()
        edits = pending.counts(connection)
        states = connection.exec_driver_sql("SELECT state FROM record").scalars().all()
        kept = {each.id: dict(each.values) for each in drafts.all_of(connection, sample.user)}
    assert titles == sample.titles
    assert (edits.get("pending", 0), edits.get("parked", 0)) == (sample.waiting, sample.aside)
    assert states.count(int(Standing.CONFLICT)) == sample.conflicts
    assert kept == sample.drafts


@needs_posix("fork, as it is done at each statement; a step that fails is tried everywhere")
def test_a_kill_at_any_statement_of_a_migration_leaves_a_file_that_is_migrated_by_the_next_start(
    tmp_path: Path,
) -> None:  # V-03
    oldest = PATHS[0]
    done = subprocess.run(
        [sys.executable, "-c", killed_migration.START, str(oldest), str(tmp_path)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    killed = [Home.at(Path(line)) for line in done.stdout.splitlines()]
    assert len(killed) > VERSION - version_of(oldest)
    before = 0
    for home in killed:
        opened = Store.open(home.database, KEY)
        before += opened.check() == version_of(oldest)
        assert opened.check() in {version_of(oldest), VERSION}
        bring_up_to_date(opened, home, NOW)
        assert_holds_all(opened, sample_of(oldest))
        opened.close()
    assert before == len(killed)


def test_todays_version_leaves_samples_that_its_tests_can_read(tmp_path: Path) -> None:
    """`make samples` at a release writes what this makes."""
    path, sample = recording.record(tmp_path)
    path.with_suffix(".kept").replace(path)
    opened = Store.open(path, KEY)
    assert_holds_all(opened, sample)
    opened.close()
    assert {name for name, _message in sample.asked} == {"push", "pull"}
    assert (sample.waiting, sample.aside, sample.conflicts, len(sample.drafts)) == (4, 1, 1, 2)


def test_a_newer_file_is_refused_in_words_with_what_to_do(home: Home) -> None:  # V-04
    Store.create(home.database, KEY).close()
    connection = engine.connect(home.database, KEY)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(StoreTooNew) as refused:
        Store.open(home.database, KEY)
    set_language("en")
    said = explain(refused.value)
    assert said.title == "A newer version of cicdesk wrote these data."
    assert said.advice.startswith("Install the newest version.")


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
