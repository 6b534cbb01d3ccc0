"""From a passphrase to an open desk, and every way it can fail."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.domain.passphrases import length_asked
from cicdesk.presenters.runner import InlineRunner
from cicdesk.presenters.unlock import (
    NewPerson,
    Staff,
    UnlockPresenter,
    copy_words,
    passphrase_label,
    people_of,
)
from cicdesk.services.desk import Desk
from cicdesk.services.session import check_passphrase
from cicdesk.store.backup import Backup
from cicdesk.store.errors import StoreDamaged
from cicdesk.store.keyslots import WeakPassphrase
from tests.support.desks import PASSPHRASE, Profile


class View:
    def __init__(self) -> None:
        self.problems: list[str] = []
        self.busy: list[str] = []
        self.waits: list[int] = []
        self.copies: Sequence[Backup] | None = None
        self.asked: NewPerson | None = None
        self.keyring: bool | None = None

    def show_people(self, people: Sequence[Staff], chosen: str) -> None:
        pass

    def show_problem(self, text: str, *, again: bool = True) -> None:
        self.problems.append(text)

    def set_busy(self, text: str) -> None:
        self.busy.append(text)

    def wait(self, seconds: int) -> None:
        self.waits.append(seconds)

    def show_damage(self, text: str, copies: Sequence[Backup]) -> None:
        self.copies = copies

    def show_keyring(self, *, there: bool) -> None:
        self.keyring = there

    def ask_without_keyring(self, person: NewPerson) -> None:
        self.asked = person


@pytest.fixture
def view() -> View:
    return View()


@pytest.fixture
def opened() -> list[Desk]:
    return []


@pytest.fixture
def presenter(profile: Profile, view: View, opened: list[Desk]) -> UnlockPresenter:
    return UnlockPresenter(view, lambda: profile.session, InlineRunner(), opened.append)


NEW = NewPerson("olha", "Olha Melnyk", PASSPHRASE, PASSPHRASE)


def test_the_first_person_makes_the_profile_once_they_agree_to_work_without_a_keyring(
    presenter: UnlockPresenter, view: View, opened: list[Desk], profile: Profile
) -> None:
    presenter.create(NEW)
    assert view.asked == NEW
    presenter.create(NEW, without_keyring=True)
    assert [desk.user for desk in opened] == ["olha"]
    assert people_of(profile.home.keyslots) == [Staff("olha", "Olha Melnyk")]


def test_two_different_passphrases_are_refused(presenter: UnlockPresenter, view: View) -> None:
    presenter.create(NewPerson("olha", "Olha", PASSPHRASE, "something else"))
    assert len(view.problems) == 1


def test_both_names_are_needed(presenter: UnlockPresenter, view: View) -> None:
    presenter.create(NewPerson("", "Olha", PASSPHRASE, PASSPHRASE))
    assert len(view.problems) == 1


def test_a_short_passphrase_is_explained(presenter: UnlockPresenter, view: View, opened: list[Desk]) -> None:
    presenter.create(NewPerson("olha", "Olha", "krótkie", "krótkie"), without_keyring=True)
    assert opened == []
    assert "28 " in view.problems[-1]
    assert "6 " in view.problems[-1]


def test_somebody_new_is_told_how_long_the_passphrase_has_to_be(
    presenter: UnlockPresenter, view: View
) -> None:
    presenter.look_for_keyring()
    assert view.keyring is False
    assert passphrase_label(keyring=False) == "Nowe hasło: co najmniej 28 znaków, na przykład 6 słów"
    assert passphrase_label(keyring=True) == "Nowe hasło: co najmniej 15 znaków, na przykład 5 słów"


@pytest.mark.parametrize("keyring", [True, False])
def test_what_is_asked_of_a_passphrase_is_what_is_said(keyring: bool) -> None:
    asked = length_asked(keyring=keyring)
    assert f" {asked.least} " in passphrase_label(keyring=keyring)
    check_passphrase("x" * asked.least, keyring=keyring)
    with pytest.raises(WeakPassphrase):
        check_passphrase("x" * (asked.least - 1), keyring=keyring)


def test_whoever_only_vouched_is_not_let_in_when_the_new_key_cannot_be_made(
    presenter: UnlockPresenter, view: View, opened: list[Desk], profile: Profile
) -> None:
    profile.open()
    profile.session.lock()
    presenter.create(NewPerson("marta", "Marta Nowak", "krótkie", "krótkie", "olha", PASSPHRASE))
    assert opened == []
    assert view.problems
    assert profile.session.desk is None


def test_a_wrong_passphrase_says_so_and_in_the_end_makes_wait(
    presenter: UnlockPresenter, view: View, opened: list[Desk], profile: Profile
) -> None:
    profile.open()
    profile.session.lock()
    for _ in range(5):
        presenter.unlock("olha", "not it")
    assert opened == []
    assert view.problems
    assert view.waits
    assert view.waits[0] > 0


def test_a_colleague_vouches_for_somebody_new(
    presenter: UnlockPresenter, opened: list[Desk], profile: Profile
) -> None:
    profile.open()
    profile.session.lock()
    words = "pięć zielonych gruszek pod starym mostem"
    presenter.create(NewPerson("marta", "Marta Nowak", words, words, "olha", PASSPHRASE))
    assert [desk.user for desk in opened] == ["marta"]
    assert [each.name for each in people_of(profile.home.keyslots)] == ["olha", "marta"]


def test_whose_passphrase_is_not_right_is_said_when_a_colleague_vouches(
    presenter: UnlockPresenter, view: View, opened: list[Desk], profile: Profile
) -> None:
    profile.open()
    profile.session.lock()
    words = "pięć zielonych gruszek pod starym mostem"
    presenter.create(NewPerson("marta", "Marta Nowak", words, words, "olha", "not it"))
    assert opened == []
    assert view.problems[-1] == "Hasło osoby, która poręcza, jest błędne. Nikogo nie dodano."


def test_a_damaged_file_offers_the_copies(
    presenter: UnlockPresenter, view: View, opened: list[Desk], profile: Profile
) -> None:
    desk = profile.open()
    desk.back_up("daily")
    profile.session.lock()
    for file in profile.home.folder.glob("store.db*"):
        file.write_bytes(b"this is not a store" * 500)
    presenter.unlock("olha", PASSPHRASE)
    assert view.copies
    presenter.restore(view.copies[0])
    assert [each.user for each in opened] == ["olha"]


def test_without_a_profile_nobody_is_listed(profile: Profile) -> None:
    assert people_of(profile.home.keyslots) == []


def test_damaged_key_slots_list_nobody(profile: Profile) -> None:
    profile.home.keyslots.write_text("{", encoding="utf-8")
    assert people_of(profile.home.keyslots) == []


def test_a_file_that_turns_out_damaged_while_it_is_open_offers_the_copies_at_the_next_unlocking(
    presenter: UnlockPresenter, view: View, opened: list[Desk], profile: Profile
) -> None:
    profile.open().back_up("daily")
    profile.session.lock()
    presenter.distrust(StoreDamaged())
    assert view.problems
    presenter.unlock("olha", "nie to hasło")
    assert [view.copies] == [None]
    profile.clock.moment += dt.timedelta(minutes=5)
    presenter.unlock("olha", PASSPHRASE)
    assert view.copies
    assert not opened
    presenter.restore(view.copies[0])
    assert len(opened) == 1


@pytest.mark.parametrize(
    ("reason", "occasion"),
    [("daily", "made on schedule"), ("before-version-5", "before an update"), ("of-a-later-version", "")],
)
def test_a_copy_says_when_and_on_what_occasion_it_was_made(reason: str, occasion: str) -> None:
    set_language("en")
    made = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
    words = copy_words(Backup(Path("copy.db"), made, reason, 2_340_000)).split("  ·  ")
    assert words == [f"{made.astimezone():%d.%m.%Y %H:%M}", *([occasion] if occasion else []), "2.3 MB"]
