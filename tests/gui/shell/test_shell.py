"""The open profile on the screen: pages, search, language, lock."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.gui import theme
from cicdesk.gui.actions import Command
from cicdesk.gui.client_window import ClientWindow
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.contact_page import ContactPage
from cicdesk.gui.pages.people_page import PeoplePage
from cicdesk.store import meta
from cicdesk.store.meta import Place
from tests.support.desks import PASSPHRASE, add_case, add_contact, add_person
from tests.support.looks import all_words
from tests.support.running import Running
from tests.support.typing_keys import bring_to_front, press, type_text

PAGES = (Command.TODAY, Command.PEOPLE, Command.REVIEW, Command.OUTBOX, Command.CARE)
DIALOGS = (Command.PREFERENCES, Command.ABOUT, Command.HELP, Command.ENROL, Command.COURIER)


def client_windows() -> list[ClientWindow]:
    """Those on the screen."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [
        each for each in QApplication.topLevelWidgets() if isinstance(each, ClientWindow) and each.isVisible()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", theme.NAMES)
def test_every_page_and_dialog_opens_in_every_language_and_theme(
    running: Running, qapp: QApplication, language: str, look: str
) -> None:
    set_language(language)
    theme.apply(qapp, look)
    desk = running.profile.open()
    person = add_person(desk)
    add_case(desk, person)
    add_contact(desk)
    running.profile.session.lock()
    shell = running.unlock()
    for command in PAGES:
        shell.run(command)
        running.settle()
        assert shell.window.command is command
    shell.open_file(person)
    running.settle()
    assert "Євген Жук" in all_words(shell.window)
    for command in DIALOGS:
        shell.run(command)
        assert shell.dialogs.open_one is not None
        assert shell.dialogs.open_one.isVisible()
        shell.dialogs.close()
        assert shell.dialogs.open_one is None


def test_everything_that_can_be_pressed_has_a_name(running: Running) -> None:
    desk = running.profile.open()
    add_case(desk, add_person(desk))
    running.profile.session.lock()
    shell = running.unlock()
    for command in PAGES:
        shell.run(command)
        running.settle()
    nameless = [
        each.objectName() or each.__class__.__name__
        for each in shell.window.findChildren(QPushButton)
        if not (each.text() or each.accessibleName())
    ]
    assert nameless == []


def test_the_language_changes_at_run_time_in_every_page(running: Running) -> None:
    shell = running.unlock()
    running.settle()
    before = all_words(shell.window)
    running.desktop.settings.language = "en"
    running.desktop.setting_changed("language")
    running.settle()
    after = all_words(shell.window)
    assert "Today" in after
    assert "This laptop has not joined the centre yet." in after
    assert "This laptop only" in after
    assert "Today" not in before
    running.desktop.settings.language = "uk"
    running.desktop.setting_changed("language")
    running.settle()
    assert "Сьогодні" in all_words(shell.window)


def test_locking_closes_the_file_and_shows_who_may_unlock(running: Running) -> None:
    running.unlock()
    running.desktop.lock()
    running.settle()
    assert running.desktop.shell is None
    assert running.profile.session.desk is None
    assert running.desktop.unlock_window.isVisible()


def test_what_is_typed_when_the_screen_locks_is_found_again(running: Running) -> None:
    running.unlock()
    page = running.new_person()
    page.form.presenter.change("family_name", "Bondar")
    running.desktop.lock()
    running.settle()
    desk = running.profile.open()
    assert [draft.values.get("family_name") for draft in desk.drafts.all()] == ["Bondar"]
    running.profile.session.lock()


def test_search_finds_a_person_and_enter_opens_the_file(running: Running) -> None:
    desk = running.profile.open()
    person = add_person(desk)
    running.profile.session.lock()
    shell = running.unlock()
    box = shell.window.findChild(QLineEdit, "search")
    assert isinstance(box, QLineEdit)
    shell.run(Command.SEARCH)
    QTest.keyClicks(box, "zhuk")
    running.until(lambda: shell.window.popup.isVisible() and shell.window.popup.list.count() == 1)
    QTest.keyClick(box, Qt.Key.Key_Return)
    running.until(lambda: isinstance(shell.window.page, CasePage))
    assert isinstance(shell.window.page, CasePage)
    assert shell.window.page.root == person
    assert not shell.window.popup.isVisible()


def test_the_search_box_runs_commands(running: Running) -> None:
    shell = running.unlock()
    box = shell.window.findChild(QLineEdit, "search")
    assert isinstance(box, QLineEdit)
    QTest.keyClicks(box, Command.PEOPLE.words)
    running.until(lambda: shell.window.popup.list.count() >= 1)
    QTest.keyClick(box, Qt.Key.Key_Return)
    running.until(lambda: isinstance(shell.window.page, PeoplePage))


def test_what_is_found_after_the_cursor_went_on_does_not_cover_the_page(running: Running) -> None:
    add_person(running.profile.open())
    running.profile.session.lock()
    shell = running.unlock()
    bring_to_front(shell.window)
    shell.run(Command.SEARCH)
    type_text("zhuk")
    running.until(lambda: not shell.window._typing.isActive())
    press(Qt.Key.Key_Tab)
    running.settle()
    assert not shell.window.popup.isVisible()


def test_escape_empties_the_box_and_closes_the_list(running: Running) -> None:
    shell = running.unlock()
    box = shell.window.findChild(QLineEdit, "search")
    assert isinstance(box, QLineEdit)
    QTest.keyClicks(box, "nobody of this name")
    running.until(shell.window.popup.isVisible)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert not shell.window.popup.isVisible()


def test_back_leads_to_the_page_one_came_from(running: Running) -> None:
    shell = running.unlock()
    shell.run(Command.PEOPLE)
    shell.run(Command.OUTBOX)
    seen = []
    for _step in range(2):
        shell.run(Command.BACK)
        seen.append(shell.window.command)
    assert seen == [Command.PEOPLE, Command.TODAY]


def test_no_two_commands_share_a_key() -> None:
    keys = [key for command in Command for key in command.value.keys]
    assert len(keys) == len(set(keys))


def test_quick_contacts_are_empty_again_after_each_save(running: Running) -> None:
    shell = running.unlock()
    shell.run(Command.NEW_CONTACT)
    running.until(lambda: isinstance(shell.window.page, ContactPage))
    page = shell.window.page
    assert isinstance(page, ContactPage)
    page.panel.contact.form.change("topics", ["WORK"])
    page.panel.save()
    running.settle()
    assert shell.window.page is page
    assert not page.panel.contact.form.values.get("topics")
    shell.run(Command.BACK)
    running.settle()
    assert shell.window.command is Command.TODAY


def test_the_client_window_follows_the_form_and_goes_with_it(running: Running) -> None:
    running.unlock()
    page = running.new_person()
    page.form.client_window_asked.emit()
    assert len(client_windows()) == 1
    running.desktop.lock()
    running.settle()
    assert client_windows() == []


def test_the_client_window_leaves_the_keyboard_with_the_form(running: Running) -> None:
    running.unlock()
    page = running.new_person()
    page.form.client_window_asked.emit()
    (window,) = client_windows()
    # Without a screen Qt gives every window the keyboard, whatever it asked for.
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert window.windowTitle() == Command.CLIENT_WINDOW.words


def test_the_client_window_goes_when_it_is_asked_for_again_and_there_is_one_only(running: Running) -> None:
    shell = running.unlock()
    forms = []
    for _form in range(2):
        shell.run(Command.TODAY)
        page = running.new_person()
        page.form.presenter.change("family_name", "Bondar")
        page.form.client_window_asked.emit()
        assert [each.shows(page.form) for each in client_windows()] == [True]
        forms.append(page.form)
    forms[-1].client_window_asked.emit()
    assert client_windows() == []


def test_the_client_window_speaks_the_second_language_from_the_moment_it_is_chosen(running: Running) -> None:
    running.unlock()
    page = running.new_person()
    page.form.presenter.change("family_name", "Bondar")
    page.form.client_window_asked.emit()
    running.desktop.settings.second_language = "uk"
    running.desktop.setting_changed("second_language")
    running.settle()
    assert "Прізвище" in all_words(client_windows()[0])


def test_whoever_the_centre_does_not_know_yet_is_told_and_nobody_else(running: Running) -> None:
    desk = running.profile.open()
    place = Place(device="d7", office="KR", server="https://127.0.0.1:9", roles={"marta": "staff"})
    with desk.context.store.write() as connection:
        meta.save(connection, place)
    running.profile.session.add_user("marta", "Marta Nowak", PASSPHRASE)
    running.profile.session.lock()
    assert "Centrum nie zna Cię jeszcze na tym laptopie." in all_words(running.unlock().window)
    running.desktop.lock()
    running.settle()
    running.desktop.opened(running.profile.session.unlock("marta", PASSPHRASE))
    running.settle()
    assert "Centrum nie zna Cię" not in all_words(running.shell.window)
