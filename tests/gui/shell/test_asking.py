"""What the program and its toolkit ask: in the language in use, and Enter never takes away what cannot be had back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QSplitter, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from cicdesk.base.i18n import set_language
from cicdesk.gui import theme
from cicdesk.gui.actions import Command
from cicdesk.gui.failures import ask_box
from cicdesk.gui.parts.asking import answer, message_box, way_out
from cicdesk.gui.parts.choosing import ask_new_file
from cicdesk.presenters.failures import explain
from cicdesk.store import meta
from cicdesk.wire.messages import Names
from tests.support.looks import clipped_texts
from tests.support.profiles import PLACE, enrolled
from tests.support.running import Running
from tests.support.typing_keys import bring_to_front, press


def buttons(box: QMessageBox) -> list[str]:
    return [each.text() for each in box.buttons()]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("pl", "Pokaż szczegóły..."),
        ("uk", "Показати деталі..."),
        ("ru", "Показать подробности..."),
        ("en", "Show Details..."),
    ],
)
def test_the_toolkit_speaks_the_language_chosen(running: Running, chosen: str, said: str) -> None:
    running.desktop.settings.language = chosen
    running.desktop.setting_changed("language")
    box = ask_box(running.desktop.unlock_window, explain(RuntimeError()))
    assert said in buttons(box)
    box.done(0)


def test_the_toolkits_question_for_a_file_is_polish_in_a_polish_program(running: Running) -> None:
    assert running.desktop.settings.language == "pl"
    assert QApplication.translate("QFileSystemModel", "Date Modified") == "Data modyfikacji"
    assert QApplication.translate("QFileDialog", "&Open") == "&Otwórz"


def test_enter_does_what_was_asked_for(running: Running, qtbot: QtBot) -> None:
    window = running.desktop.unlock_window
    box, done = question(window, "primary")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not box.isVisible())
    assert done == ["done"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_what_cannot_be_taken_back_is_not_done_by_enter(running: Running, qtbot: QtBot, key: Qt.Key) -> None:
    window = running.desktop.unlock_window
    box, done = question(window, "danger")
    press(key)
    qtbot.waitUntil(lambda: not box.isVisible())
    assert done == []


def question(window: QWidget, look: str) -> tuple[QMessageBox, list[str]]:
    """A question in sight, and what was done about it."""
    window.show()
    done: list[str] = []
    box = message_box(
        window, "question", "Usunąć ten plik dla wszystkich?", "Nikt nie będzie go już widział."
    )
    answer(box, "Usuń", look).clicked.connect(lambda: done.append("done"))
    way_out(box)
    box.open()
    bring_to_front(box)
    assert clipped_texts(box) == []
    return box, done


def test_about_says_the_name_of_the_office_with_its_code(running: Running) -> None:
    desk = running.profile.open()
    enrolled(desk)
    with desk.context.store.write() as connection:
        meta.save(connection, Names(offices={PLACE.office: "Kraków, Racławicka"}))
    running.profile.session.lock()
    running.unlock().run(Command.ABOUT)
    dialog = running.shell.dialogs.open_one
    assert dialog is not None
    running.settle()
    told = "\n".join(each.text() for each in dialog.findChildren(QLabel))
    assert "Laptop: L07" in told
    assert "Biuro: Kraków, Racławicka (KR)" in told
    assert clipped_texts(dialog) == []


def test_words_in_large_letters_are_not_cut_off_by_the_edge_of_the_box(running: Running) -> None:
    running.desktop.settings.scale_percent = 200
    running.desktop.setting_changed("scale_percent")
    box, _done = question(running.desktop.unlock_window, "danger")
    words = [each for each in box.findChildren(QLabel) if each.text()]
    assert words
    assert all(each.geometry().right() < box.width() for each in words)
    box.done(0)


@pytest.mark.parametrize("percent", [100, 200])
def test_the_question_for_a_file_has_room_for_names_and_fits_the_screen(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    theme.apply(qapp, "light", percent)
    set_language("en")
    parent = QWidget()
    qtbot.addWidget(parent)
    chooser = ask_new_file(parent, "Save", "calendar.ics", lambda _path: None)
    tree, inside = chooser.findChild(QTreeView), chooser.findChild(QSplitter)
    assert tree is not None
    assert inside is not None
    assert clipped_texts(chooser) == []
    assert chooser.width() <= chooser.screen().availableGeometry().width()
    places, files = inside.sizes()
    assert places < files
    assert [Path(each).name for each in chooser.selectedFiles()] == ["calendar.ics"]
    chooser.reject()
    theme.apply(qapp, "light")
