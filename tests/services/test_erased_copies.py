"""A file that was erased is not kept by the copies of the store either."""

from collections.abc import Iterator

import pytest

from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from cicdesk.store import backup, engine
from cicdesk.sync import apply
from cicdesk.wire.messages import EVERYONE, Page
from tests.support.profiles import FakeClock, fresh_desk, session_at


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(home: Home, clock: FakeClock) -> Iterator[Desk]:
    session = session_at(home, clock)
    yield fresh_desk(session)
    session.close()


def erase(desk: Desk, *roots: str) -> None:
    """The centre says that these files are erased."""
    with desk.context.store.write() as connection:
        apply.take_page(connection, EVERYONE, Page(erased=list(roots), cursor=1), 0, apply.Applied())


def held(copy: backup.Backup, key: bytes) -> set[str]:
    """The records in a copy."""
    connection = engine.connect(copy.path, key)
    try:
        return {record for (record,) in connection.execute("SELECT id FROM record")}
    finally:
        connection.close()


def test_copies_made_before_an_erasure_go_when_the_next_one_is_made(desk: Desk, clock: FakeClock) -> None:
    erased, _ = desk.records.create("person", {"given_names": "Olena"})
    kept, _ = desk.records.create("person", {"given_names": "Ala"})
    for reason in ("a", "b"):
        clock.forward(hours=1)
        desk.back_up(reason)
    erase(desk, erased.id)
    clock.forward(hours=1)
    assert desk.back_up_if_due()
    (copy,) = backup.backups(desk.home)
    assert held(copy, desk.context.store.key) == {kept.id}
    assert not desk.back_up_if_due()


def test_a_page_that_erases_nothing_leaves_the_copies(desk: Desk) -> None:
    desk.back_up("a")
    erase(desk)
    assert not desk.back_up_if_due()


def test_a_copy_that_fails_keeps_the_others_and_is_made_later(
    desk: Desk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.back_up("a")
    erase(desk, "somebody")
    clock.forward(hours=1)
    with monkeypatch.context() as patch:
        patch.setattr(backup, "verify", _damaged)
        with pytest.raises(RuntimeError):
            desk.back_up_if_due()
    assert [each.reason for each in backup.backups(desk.home)] == ["a"]
    assert desk.back_up_if_due()
    assert [each.reason for each in backup.backups(desk.home)] == ["erasure"]


def _damaged(*_arguments: object) -> None:
    raise RuntimeError
