"""The coordinator's page of pairs in the running window: keys decide, the next pair takes the place of the last."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cicdesk.base.i18n import LANGUAGES
from cicdesk.domain.duplicates.profile import of_values
from cicdesk.domain.duplicates.scoring import compare
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.duplicates_page import DuplicatesPage
from cicdesk.presenters.rooms import rooms_of
from cicdesk.services.desk import Desk
from cicdesk.store import likely
from cicdesk.wire.likely import Likelies, Likely, Side
from tests.support.looks import clipped_texts, nameless, too_wide
from tests.support.running import Running

NAMES = (("Jewhen", "Żuk", "Yevhen", "Zhuk"), ("Iryna", "Kravchenko", "Irina", "Krawczenko"))


def fill(desk: Desk, count: int = 2, *, more: int = 0) -> None:
    """Pairs of files, and `more` of which one lies in another office."""
    told: list[Likely] = []
    for number in range(count):
        given, family, given_there, family_there = NAMES[number % 2]
        born = f"18{88 - number}-04-02"
        one, _changes = desk.records.create(
            "person",
            {"given_names": given, "family_name": family, "birth_date": born, "email": "one@example.org"},
        )
        other, _changes = desk.records.create(
            "person",
            {
                "given_names": given_there,
                "family_name": family_there,
                "birth_date": born,
                "email": "two@example.org",
            },
        )
        found = compare(of_values(one.values), of_values(other.values))
        reasons = tuple((str(each.why), each.points, each.detail) for each in found.reasons)
        sides = (Side(one.id, "KR", known=True), Side(other.id, "TA", known=True))
        told.append(Likely(f"p{number}", *sides, found.score - number, reasons))
    for number in range(more):
        far = Side(f"t{number}", "TA", "Y. Z.", "1888", "2026-10")
        told.append(Likely(f"q{number:05}", Side(f"x{number}", "KR", "J. Z.", "1888"), far, 650))
    with desk.context.store.write() as connection:
        likely.take(connection, Likelies(mark=[1, 2], anew=True, pairs=told), ())


def page_of(running: Running, language: str = "en") -> DuplicatesPage:
    running.profile.session.lock()
    running.desktop.settings.language = language
    running.desktop.setting_changed("language")
    shell = running.unlock()
    shell.run(Command.DUPLICATES)
    running.settle()
    page = shell.window.page
    assert isinstance(page, DuplicatesPage)
    return page


def press(running: Running, page: DuplicatesPage, key: Qt.Key) -> None:
    QTest.keyClick(page.table, key)
    running.settle()


def words(page: DuplicatesPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page))


def test_both_files_stand_side_by_side_with_the_reasons_and_what_differs(running: Running) -> None:
    fill(running.profile.open())
    said = words(page_of(running))
    assert "born on the same day (02.04.1888)" in said
    assert "the same name in another spelling" in said
    assert "one@example.org" in said
    assert "two@example.org" in said


def test_m_merges_with_the_chosen_values_and_the_next_pair_is_there(running: Running) -> None:
    desk = running.profile.open()
    fill(desk)
    page = page_of(running)
    page.card.choose("email", 1)
    assert page.card.others == ["email"]
    press(running, page, Qt.Key.Key_M)
    assert page.model.rowCount() == 1
    assert "Krawczenko Irina" in words(page)
    assert running.profile.session.desk is not None
    first = running.profile.session.desk.search.find("Żuk")[0].id
    shown = running.profile.session.desk.records.get(first).values
    assert (shown["family_name"], shown["email"]) == ("Żuk", "two@example.org")


def test_the_other_file_can_be_the_one_that_stays(running: Running) -> None:
    fill(running.profile.open(), 1)
    page = page_of(running)
    page.card.stay(1)
    assert set(page.card.others) == {"family_name", "given_names", "email"}


def test_n_and_l_take_a_pair_off_the_list_and_an_empty_list_says_so(running: Running) -> None:
    fill(running.profile.open())
    page = page_of(running)
    press(running, page, Qt.Key.Key_L)
    assert page.model.rowCount() == 1
    press(running, page, Qt.Key.Key_N)
    assert page.table.isHidden()
    assert "Nobody seems to be registered twice" in words(page)


def test_j_and_k_move_and_enter_opens_the_file(running: Running) -> None:
    fill(running.profile.open())
    page = page_of(running)
    press(running, page, Qt.Key.Key_J)
    assert page.table.currentIndex().row() == 1
    press(running, page, Qt.Key.Key_K)
    assert page.table.currentIndex().row() == 0
    press(running, page, Qt.Key.Key_Return)
    assert isinstance(running.shell.window.page, CasePage)


def test_of_a_file_elsewhere_only_what_may_be_shown_and_a_question(running: Running) -> None:
    desk = running.profile.open()
    fill(desk, 0, more=1)
    page = page_of(running)
    assert "Y. Z.  ·  born 1888" in words(page)
    assert page.acts["merge"].isHidden()
    assert not page.acts["ask"].isHidden()
    page.acts["ask"].click()
    running.settle()
    assert not page.acts["ask"].isEnabled()
    assert running.profile.session.desk is not None
    (asked,) = running.profile.session.desk.handover.open()
    assert asked.values["why"] == "asks_to_open"


def test_thousands_of_pairs_are_a_list_like_any_other(running: Running) -> None:
    fill(running.profile.open(), 1, more=3_000)
    page = page_of(running)
    assert page.model.rowCount() == 3_001
    press(running, page, Qt.Key.Key_J)
    assert "Y. Z." in words(page)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_everything_can_be_read_in_every_language(running: Running, language: str) -> None:
    fill(running.profile.open(), 2, more=1)
    page = page_of(running, language)
    assert clipped_texts(page) == []
    assert too_wide(page) == []
    assert nameless(page) == []


def test_only_who_decides_that_finds_the_page() -> None:
    assert rooms_of("coordinator").admits("DUPLICATES")
    assert not rooms_of("assistant").admits("DUPLICATES")
