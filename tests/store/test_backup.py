"""Copies: rotated, verified, restored with what the damaged file still gives."""

import datetime as dt
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from cicdesk.services.session import Session
from cicdesk.store import backup
from cicdesk.store.backup import Backup
from cicdesk.store.drafts import Draft
from cicdesk.store.errors import DiskFull, StoreDamaged, StoreMissing
from tests.support.levels import level
from tests.support.profiles import PASSPHRASE, USER, FakeClock, enrolled, flip, fresh_desk, session_at

PAGE = 4096
FLIPS = level(change=250, release=5_000)
"""Places at which one bit is turned."""


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def session(home: Home, clock: FakeClock) -> Iterator[Session]:
    session = session_at(home, clock)
    fresh_desk(session)
    yield session
    session.close()


def desk_of(session: Session) -> Desk:
    assert session.desk is not None
    return session.desk


def test_three_are_kept(session: Session, clock: FakeClock) -> None:
    made = []
    for name in "abcde":
        made.append(desk_of(session).back_up(name))
        clock.forward(hours=1)
    assert [b.reason for b in session.backups()] == ["e", "d", "c"]
    assert all(b.path.exists() for b in made[2:])


def test_copies_from_the_future_go_first(session: Session, clock: FakeClock) -> None:
    clock.forward(days=3650)
    for name in "abc":
        desk_of(session).back_up(name)
        clock.forward(hours=1)
    clock.forward(days=-3650)
    fresh = desk_of(session).back_up("now")
    assert fresh.path.exists()
    assert len(session.backups()) == backup.KEPT


def test_halves_are_removed(session: Session, home: Home) -> None:
    home.backups.mkdir()
    for name in ("x.new", "x.new-wal"):
        (home.backups / name).write_bytes(b"half")
    made = desk_of(session).back_up("x")
    assert list(home.backups.iterdir()) == [made.path]


def test_one_flipped_bit_is_noticed(session: Session) -> None:
    desk = desk_of(session)
    made = desk.back_up("x")
    key = desk.context.store.key
    backup.verify(made.path, key)
    content = made.path.read_bytes()
    for at in range(10, len(content), len(content) // FLIPS):
        flip(made.path, at)
        with pytest.raises(StoreDamaged):
            backup.verify(made.path, key)
        made.path.write_bytes(content)
    for cut in (len(content) // 2, len(content) - PAGE, 100):
        made.path.write_bytes(content[:cut])
        with pytest.raises(StoreDamaged):
            backup.verify(made.path, key)
    made.path.write_bytes(b"")
    with pytest.raises(StoreMissing):
        backup.verify(made.path, key)


def test_without_room_nothing_is_begun(session: Session, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(DiskFull):
        desk_of(session).back_up("x")
    assert list(home.backups.iterdir()) == []


def work_on(session: Session) -> tuple[Backup, str, str, list[str]]:
    """A copy, and then work that only the file itself has."""
    desk = enrolled(desk_of(session))
    before, _ = desk.records.create("person", {"given_names": "Olena"})
    copy = desk.back_up("x")
    desk.records.edit(before.id, {"given_names": "Olha"})
    after = [
        desk.records.create("person", {"given_names": f"Nowa{n}", "family_name": "x" * 150})[0]
        for n in range(60)
    ]
    with desk.context.store.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'acked', commit_seq = 5 WHERE n = 3")
    desk.drafts.save(Draft(id="d1", kind="person", user=USER, values={"given_names": "Szkic"}))
    return copy, before.id, after[-1].number, [each.id for each in after]


def test_a_copy_brings_edits_and_drafts_of_the_damaged_file_over(session: Session, home: Home) -> None:
    copy, before, last, after = work_on(session)
    session.lock()
    damaged = home.database.read_bytes()
    desk = session.restore(USER, PASSPHRASE, copy)
    assert desk.records.get(before).title == "Olha"
    assert {each.id for each in desk.records.list("person", limit=-1)} == {before, *after}
    assert desk.drafts.load("d1").values == {"given_names": "Szkic"}
    assert desk.outbox.badge().waiting == 62
    assert desk.records.create("person", {"given_names": "Ewa"})[0].number > last
    aside = next(home.folder.glob("store-aside-*.db"))
    assert aside.read_bytes() == damaged
    assert [h.id for h in desk.search.find("Nowa7")] == [after[7]]


def test_what_can_be_read_of_a_damaged_file_is_brought_over(session: Session, home: Home) -> None:
    copy, before, last, after = work_on(session)
    session.lock()
    content = home.database.read_bytes()
    pages = len(content) // PAGE
    brought: list[int] = []
    for page in range(3, pages, max(1, pages // 8)):
        home.database.write_bytes(content)
        flip(home.database, page * PAGE + 2000)
        desk = session.restore(USER, PASSPHRASE, copy)
        found = {each.id for each in desk.records.list("person", limit=-1)}
        assert before in found
        assert found <= {before, *after}
        brought.append(len(found))
        made, _ = desk.records.create("person", {"given_names": "Ewa"})
        if len(found) == 61:
            assert made.number > last
        session.lock()
    assert max(brought) == 61
    assert sum(brought) / len(brought) > 40


def test_a_missing_file_is_restored_too(session: Session, home: Home) -> None:
    copy, before, _, _ = work_on(session)
    session.lock()
    home.database.unlink()
    desk = session.restore(USER, PASSPHRASE, copy)
    assert [each.id for each in desk.records.list("person")] == [before]


def test_the_place_at_the_centre_survives_an_older_copy(session: Session, home: Home) -> None:
    copy = desk_of(session).back_up("x")
    enrolled(desk_of(session))
    session.lock()
    assert session.restore(USER, PASSPHRASE, copy).enrolled


def test_a_damaged_copy_replaces_nothing(session: Session, home: Home) -> None:
    copy, before, _, _ = work_on(session)
    session.lock()
    flip(copy.path, 3 * PAGE + 100)
    with pytest.raises(StoreDamaged):
        session.restore(USER, PASSPHRASE, copy)
    assert session.unlock(USER, PASSPHRASE).records.get(before).title == "Olha"
    assert not list(home.folder.glob("store-aside-*"))


def test_names_that_are_no_copies_are_left_alone(home: Home) -> None:
    home.backups.mkdir()
    (home.backups / "holiday photos.db").write_bytes(b"x")
    assert backup.backups(home) == []
    assert backup.due(home, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), 24)


def test_after_a_bad_page_the_sound_ones_are_still_read(session: Session, home: Home) -> None:
    desk = desk_of(session)
    kept = [
        desk.records.create("person", {"given_names": f"N{n}", "original_name": "x" * 290})[0].id
        for n in range(80)
    ]
    session.lock()
    content = home.database.read_bytes()
    outcomes: list[Any] = []
    for page in range(4, len(content) // PAGE, max(1, len(content) // PAGE // 12)):
        home.database.write_bytes(content)
        flip(home.database, page * PAGE + 1000)
        try:
            opened = session.unlock(USER, PASSPHRASE)
        except StoreDamaged:
            continue
        good = 0
        for record in kept:
            try:
                good += opened.records.get(record).id == record
            except StoreDamaged:
                continue
        outcomes.append(good)
        session.lock()
    assert max(outcomes) == 80
    assert any(0 < good < 80 for good in outcomes)
