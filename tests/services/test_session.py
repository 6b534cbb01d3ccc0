"""Unlocking, locking, several persons, wrong tries, wrong clocks, a second instance."""

import threading

import msgspec
import pytest

from cicdesk.base.paths import Home
from cicdesk.services.errors import DeviceWiped
from cicdesk.services.session import NoKeyring, ProfileExists, Session, TooSoon
from cicdesk.store import meta
from cicdesk.store.errors import StoreDamaged, StoreLocked, StoreMissing, WrongKeyOrDamaged
from cicdesk.store.instance import AlreadyRunning
from cicdesk.store.keys import WrongPassphrase
from cicdesk.store.keyslots import UnknownUser, UserExists, WeakPassphrase
from tests.support.keystores import MemoryKeystore
from tests.support.profiles import PASSPHRASE, PLACE, USER, FakeClock, flip, fresh_desk, session_at

OTHER = "zupełnie inne hasło drugiej osoby"


def test_first_run_and_afterwards(home: Home) -> None:
    session = session_at(home)
    assert session.first_run
    assert session.users() == ()
    fresh_desk(session)
    assert [tile.name for tile in session.users()] == [USER]
    with pytest.raises(ProfileExists):
        fresh_desk(session)
    session.close()


def test_without_a_keyring_somebody_has_to_agree(home: Home) -> None:
    session = session_at(home)
    with pytest.raises(NoKeyring):
        session.create(USER, "Anna", PASSPHRASE)
    with pytest.raises(WeakPassphrase):
        session.create(USER, "Anna", "osiemnaście znaków", without_keyring=True)
    assert session.first_run
    session.close()


def test_with_a_keyring_a_shorter_passphrase_will_do(home: Home) -> None:
    keystore = MemoryKeystore()
    session = session_at(home, keystore=lambda: keystore)
    session.create(USER, "Anna", "osiemnaście znaków")
    session.lock()
    assert session.unlock(USER, "osiemnaście znaków").user == USER
    session.close()


def test_wrong_passphrases_wait_longer_and_longer(home: Home) -> None:
    clock = FakeClock()
    session = session_at(home, clock)
    fresh_desk(session)
    session.lock()
    waits = []
    for _ in range(8):
        try:
            session.unlock(USER, "nie to")
        except TooSoon as soon:
            waits.append(int(str(soon.facts["seconds"])))
            clock.forward(seconds=waits[-1])
            with pytest.raises(WrongPassphrase):
                session.unlock(USER, "nie to")
        except WrongPassphrase:
            waits.append(0)
    assert waits == [0, 0, 0, 0, 5, 15, 60, 300]
    clock.forward(seconds=300)
    session.unlock(USER, PASSPHRASE)
    session.lock()
    with pytest.raises(WrongPassphrase):
        session.unlock(USER, "nie to")
    session.unlock(USER, PASSPHRASE)
    session.close()


def test_the_wait_counts_for_every_use_of_the_passphrase(home: Home) -> None:
    session = session_at(home)
    desk = fresh_desk(session)
    copy = desk.back_up("x")
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            session.change_passphrase(USER, "nie to", OTHER)
    with pytest.raises(TooSoon):
        session.change_passphrase(USER, PASSPHRASE, OTHER)
    with pytest.raises(TooSoon):
        session.restore(USER, PASSPHRASE, copy)
    session.close()


@pytest.mark.parametrize("days", [-3650, 3650])
def test_a_clock_years_off_locks_nobody_out_and_loses_nothing(home: Home, days: int) -> None:
    clock = FakeClock()
    session = session_at(home, clock)
    made, _ = fresh_desk(session).records.create("person", {"given_names": "Olena"})
    session.lock()
    for _ in range(5):
        with pytest.raises((WrongPassphrase, TooSoon)):
            session.unlock(USER, "nie to")
    clock.forward(days=days)
    desk = session.unlock(USER, PASSPHRASE)
    desk.records.edit(made.id, {"family_name": "Bondar"})
    assert desk.records.get(made.id).values["given_names"] == "Olena"
    assert desk.back_up_if_due()
    clock.forward(days=-days)
    assert desk.back_up_if_due()
    clock.forward(days=1.1)
    assert desk.back_up_if_due()
    assert not desk.back_up_if_due()
    session.close()


def test_several_persons_each_with_their_own_slot(home: Home) -> None:
    session = session_at(home)
    made, _ = fresh_desk(session).records.create("person", {"given_names": "Olena"})
    session.add_user("ola", "Ola", OTHER)
    with pytest.raises(UserExists):
        session.add_user("ola", "Ola", OTHER)
    session.lock()
    with pytest.raises(StoreLocked):
        session.add_user("ewa", "Ewa", OTHER)
    with pytest.raises(UnknownUser):
        session.unlock("ewa", OTHER)
    assert session.unlock("ola", OTHER).records.get(made.id).title == "Olena"
    session.change_passphrase("ola", OTHER, OTHER + " nowe")
    with pytest.raises(WrongPassphrase):
        session.unlock("ola", OTHER)
    session.unlock("ola", OTHER + " nowe")
    session.unlock(USER, PASSPHRASE)
    session.close()


def test_renaming_never_takes_anothers_slot(home: Home) -> None:
    session = session_at(home)
    fresh_desk(session)
    session.add_user("ola", "Ola", OTHER)
    with pytest.raises(UserExists):
        session.rename_user(USER, "ola", "Ola", PASSPHRASE)
    session.rename_user(USER, "anna.k", "Anna K.", PASSPHRASE)
    assert {tile.name for tile in session.users()} == {"anna.k", "ola"}
    session.unlock("anna.k", PASSPHRASE)
    session.unlock("ola", OTHER)
    session.close()


def test_a_locked_desk_gives_nothing_in_any_thread(home: Home) -> None:
    session = session_at(home)
    desk = fresh_desk(session)
    entered, locked, seen = threading.Event(), threading.Event(), []

    def other() -> None:
        with desk.context.store.write() as connection:
            entered.set()
            locked.wait(5)
            seen.append(connection.exec_driver_sql("SELECT count(*) FROM meta").scalar_one())
        try:
            desk.records.recent("person")
        except StoreLocked:
            seen.append("locked")

    thread = threading.Thread(target=other)
    thread.start()
    entered.wait(5)
    session.lock()
    with pytest.raises(StoreLocked):
        desk.records.create("person", {"given_names": "Olena"})
    with pytest.raises(StoreLocked):
        desk.back_up("x")
    locked.set()
    thread.join()
    assert seen == [0, "locked"]
    assert not home.database.with_name("store.db-wal").exists()
    session.close()


def test_a_second_instance_is_refused(home: Home) -> None:
    first = session_at(home)
    with pytest.raises(AlreadyRunning):
        session_at(home)
    first.close()
    session_at(home).close()


def test_missing_and_empty_files_are_never_replaced(home: Home) -> None:
    session = session_at(home)
    fresh_desk(session)
    session.lock()
    content = home.database.read_bytes()
    home.database.unlink()
    with pytest.raises(StoreMissing):
        session.unlock(USER, PASSPHRASE)
    assert not home.database.exists()
    home.database.touch()
    with pytest.raises(StoreMissing):
        session.unlock(USER, PASSPHRASE)
    home.database.write_bytes(content[: len(content) // 2])
    with pytest.raises((StoreDamaged, WrongKeyOrDamaged)):
        session.unlock(USER, PASSPHRASE)
    home.database.write_bytes(content)
    flip(home.database, 100)
    with pytest.raises(WrongKeyOrDamaged):
        session.unlock(USER, PASSPHRASE)
    session.close()


def test_lost_key_slots_never_cost_the_file(home: Home) -> None:
    session = session_at(home)
    fresh_desk(session)
    session.lock()
    content = home.database.read_bytes()
    home.keyslots.unlink()
    fresh_desk(session)
    aside = list(home.folder.glob("store-aside-*.db"))
    assert [path.read_bytes() for path in aside] == [content]
    session.close()


def renamed(session: Session, **names: str) -> None:
    """What enrolment keeps with the laptop's place until slots have the names of the centre."""
    desk = session.desk
    assert desk is not None
    place = msgspec.structs.replace(PLACE, roles=dict.fromkeys(names.values(), "staff"), renaming=names)
    with desk.context.store.write() as connection:
        meta.save(connection, place)


def test_a_slot_gets_the_centres_name_at_the_next_unlocking(home: Home) -> None:
    session = session_at(home)
    fresh_desk(session)
    session.add_user("ola", "Ola", OTHER)
    renamed(session, anna="anna.kowalska")
    assert session.unlock("ola", OTHER).user == "ola"
    assert session.unlock(USER, PASSPHRASE).user == "anna.kowalska"
    assert [(each.name, each.title) for each in session.users()] == [
        ("ola", "Ola"),
        ("anna.kowalska", "Anna"),
    ]
    desk = session.unlock("anna.kowalska", PASSPHRASE)
    assert (desk.user, desk.role, desk.context.place.renaming) == ("anna.kowalska", "staff", {})
    session.close()


def test_a_name_left_over_from_a_cut_right_after_renaming_is_forgotten(home: Home) -> None:
    session = session_at(home)
    fresh_desk(session)
    renamed(session, anna="anna.kowalska")
    session.rename_user(USER, "anna.kowalska", "Anna", PASSPHRASE)
    assert session.unlock("anna.kowalska", PASSPHRASE).user == "anna.kowalska"
    session.add_user(USER, "Another Anna", OTHER)
    assert session.unlock(USER, OTHER).user == USER
    session.close()


def test_a_name_that_somebody_has_is_never_taken_whoever_waits_for_it(home: Home) -> None:
    session = session_at(home)
    fresh_desk(session)
    session.add_user("ola", "Ola", OTHER)
    renamed(session, anna="ola")
    assert session.unlock(USER, PASSPHRASE).user == USER
    assert session.unlock("ola", OTHER).user == "ola"
    with pytest.raises(UserExists):
        session.confirm(USER, PASSPHRASE, "ola")
    session.close()


def test_an_order_to_destroy_everything_is_carried_out_at_the_next_unlocking_at_the_latest(
    home: Home,
) -> None:
    keystore = MemoryKeystore()
    session = session_at(home, keystore=lambda: keystore)
    desk = session.create(USER, "Anna", PASSPHRASE)
    assert desk.back_up_if_due()
    with desk.context.store.write() as connection:
        meta.save(connection, msgspec.structs.replace(meta.load_progress(connection), revoked=True))
    session.lock()
    with pytest.raises(DeviceWiped) as said:
        session.unlock(USER, PASSPHRASE)
    assert said.value.facts == {"count": 0}
    assert session.first_run
    assert keystore.secrets == {}
    left = {path.name.split(".")[0] for path in home.folder.rglob("*") if path.is_file()}
    assert left <= {"settings", "cicdesk", "instance"}
    session.close()
