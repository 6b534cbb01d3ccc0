"""Every window and page can be read in every language and theme at 125 %."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from cicdesk.base.i18n import LANGUAGES
from cicdesk.base.ids import RecordId
from cicdesk.gui import theme
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.contact_page import ContactPage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.presenters.unlock import NewPerson, Staff
from cicdesk.services.desk import Desk
from tests.support.desks import add_case, add_contact, add_person
from tests.support.looks import clipped_texts, left_in_another_language, too_wide, untranslated
from tests.support.running import Running

LARGE = 125
PAGES = (
    Command.TODAY,
    Command.PEOPLE,
    Command.REVIEW,
    Command.OUTBOX,
    Command.CARE,
    Command.INTERPRETERS,
    Command.CALENDAR,
)
DIALOGS = (Command.PREFERENCES, Command.ABOUT, Command.HELP, Command.ENROL, Command.COURIER, Command.PAPERS)


def fill(desk: Desk) -> RecordId:
    person = add_person(desk)
    add_case(desk, person)
    add_contact(desk)
    desk.records.create("note", {"person": person, "text": "Przyszedł z synem.", "level": "LAWYER"})
    desk.records.create("comment", {"person": person, "about": person, "text": "Czy data jest pewna?"})
    desk.records.create("trip", {"day": "2026-03-10", "place": "Miechów"})
    return person


@pytest.fixture(params=theme.NAMES)
def large(request: pytest.FixtureRequest, running: Running) -> Running:
    settings = running.desktop.settings
    settings.theme, settings.scale_percent = request.param, LARGE
    running.desktop.setting_changed("theme")
    return running


def assert_readable(running: Running, window: QWidget, what: str) -> None:
    def readable() -> bool:
        assert clipped_texts(window) == [], what
        assert too_wide(window) == [], what
        return True

    running.settle()
    running.until(readable)
    assert untranslated(window) == [], what
    assert left_in_another_language(window) == [], what


def speak(running: Running, language: str) -> None:
    running.desktop.settings.language = language
    running.desktop.setting_changed("language")
    QApplication.processEvents()


def test_pages_forms_and_dialogs(large: Running) -> None:
    person = fill(large.profile.open())
    large.profile.session.lock()
    shell = large.unlock()
    for language in LANGUAGES:
        speak(large, language)
        for command in PAGES:
            shell.run(command)
            assert_readable(large, shell.window, f"{command} {language}")
        shell.open_file(person)
        assert_readable(large, shell.window, f"file {language}")
        shell.run(Command.NEW_CONTACT)
        large.until(lambda: isinstance(shell.window.page, ContactPage))
        assert_readable(large, shell.window, f"contact {language}")
        shell.open_form("person", person)
        large.until(lambda: isinstance(shell.window.page, FormPage))
        assert_readable(large, shell.window, f"form {language}")
        for command in DIALOGS:
            shell.run(command)
            assert shell.dialogs.open_one is not None
            assert_readable(large, shell.dialogs.open_one, f"{command} {language}")
            shell.dialogs.close()


def test_the_unlock_window(large: Running) -> None:
    window = large.desktop.unlock_window
    window.show()
    person = NewPerson("olha", "Olha Melnyk", "a", "b")
    for language in LANGUAGES:
        speak(large, language)
        window.show_people([Staff("olha", "Olha Melnyk"), Staff("anna", "Anna Kowalska")], "olha")
        window.show_problem("…", again=False)
        assert_readable(large, window, f"unlock {language}")
        window.show_people([], "")
        assert_readable(large, window, f"first {language}")
        window.show_damage("…", [])
        assert_readable(large, window, f"damage {language}")
        window.ask_without_keyring(person)
        assert_readable(large, window, f"keyring {language}")
        for box in window.findChildren(QWidget):
            if box.isWindow():
                box.close()
                box.deleteLater()
