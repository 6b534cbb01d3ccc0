"""The first window by keys alone, in a language that was chosen in it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QStyleOptionButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cicdesk.base.i18n import LANGUAGES, language
from cicdesk.base.paths import Home
from cicdesk.base.settings import Settings
from cicdesk.desktop import Desktop
from cicdesk.presenters.failures import explain
from cicdesk.presenters.unlock import Staff
from cicdesk.store.keyslots import WeakPassphrase
from tests.support.desks import PASSPHRASE, Profile
from tests.support.running import Running
from tests.support.typing_keys import SHIFT, bring_to_front, cursor, press, type_text

NAMES = {"pl": "Polski", "uk": "Українська", "ru": "Русский", "en": "English"}


def child(window: QWidget, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def text_of(window: QWidget, name: str) -> str:
    found = child(window, name)
    assert isinstance(found, (QLabel, QPushButton, QLineEdit))
    return found.text()


def words_at_cursor() -> str:
    place = cursor()
    return place.text() if isinstance(place, QPushButton) else place.objectName()


def go_to(words: str) -> None:
    """Tab until the cursor is there."""
    for _step in range(20):
        if words_at_cursor() == words:
            return
        press(Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not lead to {words}")


@pytest.fixture
def window(running: Running) -> QWidget:
    running.profile.open()
    running.profile.session.add_user("marta", "Marta Nowak", PASSPHRASE)
    running.profile.session.lock()
    running.desktop.settings.last_user = "olha"
    running.desktop.start()
    bring_to_front(running.desktop.unlock_window)
    running.settle()
    return running.desktop.unlock_window


@pytest.fixture
def fresh(qtbot: QtBot, qapp: QApplication, home: Home) -> Iterator[Running]:
    profile = Profile(home)
    desktop = Desktop(qapp, home, profile.clock)
    desktop.use_session(profile.session)
    running = Running(desktop, profile, qtbot)
    desktop.start()
    bring_to_front(desktop.unlock_window)
    running.settle()
    yield running
    desktop.close()


def test_tab_visits_people_passphrase_buttons_and_languages_in_this_order(window: QWidget) -> None:
    assert words_at_cursor() == "passphrase"
    press(Qt.Key.Key_Tab, SHIFT)
    press(Qt.Key.Key_Tab, SHIFT)
    seen = []
    for _step in range(9):
        seen.append(words_at_cursor())
        press(Qt.Key.Key_Tab)
    unlock, other = text_of(window, "unlock"), text_of(window, "addPerson")
    assert seen == ["Olha Melnyk", "Marta Nowak", "passphrase", unlock, other, *NAMES.values()]
    assert words_at_cursor() == "Olha Melnyk"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_every_button_is_pressed_by_enter_as_by_space(window: QWidget, key: Qt.Key) -> None:
    go_to("Marta Nowak")
    press(key)
    assert words_at_cursor() == "passphrase"
    go_to(text_of(window, "addPerson"))
    press(key)
    assert child(window, "stepFirst").isVisible()
    go_to(text_of(window, "cancelFirst"))
    press(key)
    assert child(window, "stepUnlock").isVisible()


def test_enter_on_the_button_unlocks_for_the_person_chosen(running: Running, window: QWidget) -> None:
    go_to("Marta Nowak")
    press(Qt.Key.Key_Return)
    type_text(PASSPHRASE)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    running.until(lambda: running.desktop.shell is not None)
    running.settle()
    assert running.profile.session.desk is not None
    assert running.profile.session.desk.user == "marta"


@pytest.mark.parametrize("place", ["passphrase", "Olha Melnyk"])
def test_up_and_down_choose_who_is_working(running: Running, window: QWidget, place: str) -> None:
    go_to(place)
    press(Qt.Key.Key_Down)
    type_text(PASSPHRASE)
    press(Qt.Key.Key_Return)
    running.until(lambda: running.desktop.shell is not None)
    running.settle()
    assert running.profile.session.desk is not None
    assert running.profile.session.desk.user == "marta"


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_a_language_chosen_before_unlocking_is_used_at_once_and_remembered(
    running: Running, window: QWidget, chosen: str
) -> None:
    said = {"pl": "Odblokuj", "uk": "Розблокувати", "ru": "Разблокировать", "en": "Unlock"}
    go_to(NAMES[chosen])
    press(Qt.Key.Key_Return)
    assert language() == chosen
    assert text_of(window, "unlock") == said[chosen]
    assert words_at_cursor() == NAMES[chosen]
    marked = [name for name in NAMES.values() if _button(window, name).isChecked()]
    assert marked == [NAMES[chosen]]
    assert Settings.load(running.profile.home.settings).language == chosen
    running.unlock()
    assert language() == chosen


def _button(window: QWidget, words: str) -> QPushButton:
    return next(each for each in window.findChildren(QPushButton) if each.text() == words)


def test_what_was_said_last_is_said_in_the_language_chosen(running: Running, window: QWidget) -> None:
    type_text("nie to haslo")
    press(Qt.Key.Key_Return)
    running.until(lambda: bool(text_of(window, "problem")))
    before = text_of(window, "problem")
    go_to("English")
    press(Qt.Key.Key_Return)
    assert text_of(window, "problem") != before
    assert text_of(window, "problem").startswith("The passphrase is not right.")
    assert words_at_cursor() == "English"


def test_what_was_answered_already_is_not_said_again(running: Running, window: QWidget) -> None:
    type_text("nie to haslo")
    press(Qt.Key.Key_Return)
    running.until(lambda: bool(text_of(window, "problem")))
    go_to("Marta Nowak")
    press(Qt.Key.Key_Return)
    go_to("English")
    press(Qt.Key.Key_Return)
    assert text_of(window, "problem") == ""


def test_a_fresh_laptop_without_a_keyring_asks_for_the_longer_passphrase_at_once(fresh: Running) -> None:
    window = fresh.desktop.unlock_window
    fresh.until(lambda: "28" in text_of(window, "firstLabel"))
    _button(window, "English").click()
    assert text_of(window, "firstLabel") == ("New passphrase: at least 28 characters, 6 words for instance")


def test_after_a_refusal_the_cursor_is_where_it_can_be_put_right(running: Running, window: QWidget) -> None:
    go_to(text_of(window, "addPerson"))
    press(Qt.Key.Key_Return)
    for text in ("Iryna", "iryna", "krotkie", "krotkie", PASSPHRASE):
        type_text(text)
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    running.until(lambda: bool(text_of(window, "firstProblem")))
    assert words_at_cursor() == "first"
    type_text(PASSPHRASE)
    press(Qt.Key.Key_Tab)
    child(window, "again").setText(PASSPHRASE)  # type: ignore[attr-defined]  # a line
    press(Qt.Key.Key_Tab)
    type_text(" nie to")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    running.until(lambda: text_of(window, "firstProblem").startswith("Hasło osoby"))
    assert words_at_cursor() == text_of(window, "create")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_refusal_makes_nobody_scroll(running: Running, window: QWidget, code: str) -> None:
    running.desktop.settings.language = code
    running.desktop.setting_changed("language")
    running.desktop.unlock_window.show_people([Staff("olha", "Olha Melnyk")], "olha")
    _button(window, text_of(window, "addPerson")).click()
    weak = explain(WeakPassphrase(least=28, words=6))
    running.desktop.unlock_window.show_problem(f"{weak.title} {weak.advice}")
    running.settle()
    area = window.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert (window.width(), window.height()) == (880, 680)
    assert area.verticalScrollBar().maximum() == 0


def test_a_name_too_long_for_its_tile_ends_in_dots(running: Running, window: QWidget) -> None:
    name = "Bartholomäus Maximilian von " + "Hohenlohe-Schillingsfürst-" * 5
    running.desktop.unlock_window.show_people([Staff("olha", name)], "olha")
    running.settle()
    tile = _button(window, name)
    shown = QStyleOptionButton()
    tile.initStyleOption(shown)
    assert shown.text.endswith("…")
    assert tile.fontMetrics().horizontalAdvance(shown.text) < tile.width()
    assert tile.toolTip() == name


def test_a_profile_is_made_by_keys_alone(fresh: Running) -> None:
    words = "korona drabina lustro wiatr sosna mleko"
    for text in ("Olha Melnyk", "olha", words, words):
        type_text(text)
        press(Qt.Key.Key_Tab)
    window = fresh.desktop.unlock_window
    assert words_at_cursor() == text_of(window, "create")
    press(Qt.Key.Key_Return)
    fresh.until(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    fresh.until(lambda: QApplication.activeModalWidget() is box)
    box.findChildren(QPushButton)[0].click()
    fresh.until(lambda: fresh.desktop.shell is not None)
    fresh.settle()
    assert [each.title for each in fresh.profile.session.users()] == ["Olha Melnyk"]


def test_enter_goes_on_to_the_colleague_and_then_adds_the_person(running: Running, window: QWidget) -> None:
    words = "korona drabina lustro wiatr sosna mleko"
    go_to(text_of(window, "addPerson"))
    press(Qt.Key.Key_Return)
    for text in ("Iryna", "iryna", words):
        type_text(text)
        press(Qt.Key.Key_Tab)
    type_text(words)
    press(Qt.Key.Key_Return)
    assert words_at_cursor() == "sponsor"
    type_text(PASSPHRASE)
    press(Qt.Key.Key_Return)
    running.until(lambda: running.desktop.shell is not None)


def test_without_a_copy_nothing_is_offered_to_choose_from(window: QWidget, running: Running) -> None:
    running.desktop.unlock_window.show_damage("Klucze są, ale brakuje pliku danych.", [])
    assert text_of(window, "damage") == "Klucze są, ale brakuje pliku danych."
    assert text_of(window, "restoreProblem") == "Na tym laptopie nie ma kopii. Zadzwoń do koordynatora."
    assert not child(window, "backups").isVisible()
    assert not child(window, "restore").isVisible()
    assert words_at_cursor() == text_of(window, "cancelRestore")
