"""The dialog for changes on a stick: by keys, with files, and what it says."""

import base64
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from cicdesk.gui.actions import Command
from cicdesk.gui.windows.courier_dialog import CourierDialog
from cicdesk.presenters.courier import Report
from cicdesk.store import courier, meta
from cicdesk.sync.courier import Courier, Saved
from cicdesk.sync.errors import PackageBroken
from cicdesk.wire import packages
from cicdesk.wire.messages import CourierKey
from tests.support.desks import add_person
from tests.support.profiles import PLACE, enrolled
from tests.support.running import Running


@pytest.fixture
def dialog(running: Running) -> CourierDialog:
    """Opened by its key's command, in a profile that has joined."""
    desk = running.profile.open()
    add_person(desk)
    enrolled(desk)
    running.profile.session.lock()
    shell = running.unlock()
    shell.run(Command.COURIER)
    running.settle()
    shown = shell.dialogs.open_one
    assert isinstance(shown, CourierDialog)
    return shown


def words(dialog: CourierDialog) -> str:
    """Everything that can be read."""
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def press(qtbot: QtBot, dialog: CourierDialog, key: Qt.Key) -> None:
    """A key of the keyboard."""
    qtbot.keyClick(dialog, key)  # type: ignore[no-untyped-call]  # the plugin is half typed


def choose(dialog: CourierDialog, *paths: str) -> None:
    """Answer the question for a folder or files."""
    (chooser,) = dialog.findChildren(QFileDialog)
    chooser.filesSelected.emit(list(paths))
    chooser.reject()


def test_it_is_reached_by_its_key_and_from_the_outbox(dialog: CourierDialog, running: Running) -> None:
    assert Command.COURIER.value.keys == ("Ctrl+Shift+U",)
    running.shell.dialogs.close()
    running.shell.run(Command.OUTBOX)
    running.settle()
    page = running.shell.window.page
    assert page is not None
    stick = next(each for each in page.findChildren(type(dialog._close)) if each.text() == "Na pendrivie…")
    assert stick.isVisible()
    stick.click()
    assert isinstance(running.shell.dialogs.open_one, CourierDialog)


def test_a_key_saves_and_the_result_is_read_with_its_number(
    dialog: CourierDialog, running: Running, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def save(_courier: Courier, folder: Path) -> Saved:
        asked.append(folder)
        return Saved(folder / "cicdesk-2026-03-10-1f3a9c.cicdesk", 1, 0)

    monkeypatch.setattr(Courier, "save", save)
    press(qtbot, dialog, Qt.Key.Key_1)
    choose(dialog, "/media/stick")
    running.settle()
    assert asked == [Path("/media/stick")]
    assert "1 zmiana jest na pendrivie." in words(dialog)
    assert "cicdesk-2026-03-10-1f3a9c.cicdesk" in words(dialog)


def test_a_failure_is_said_in_the_dialog(
    dialog: CourierDialog, running: Running, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_in(_courier: Courier, _path: Path) -> object:
        raise PackageBroken

    monkeypatch.setattr(Courier, "take_in", take_in)
    press(qtbot, dialog, Qt.Key.Key_3)
    choose(dialog, "/media/stick/a.cicdesk")
    running.settle()
    assert "Ten plik jest uszkodzony, urwany albo nie jest paczką programu cicdesk." in words(dialog)
    assert all(step.button.isEnabled() for step in dialog._steps)


def test_while_it_works_nothing_else_can_be_begun(dialog: CourierDialog) -> None:
    dialog.show_busy("Dostarczanie do centrum…")
    assert dialog._bar.isVisible()
    assert not any(step.button.isEnabled() for step in dialog._steps)
    dialog.show_busy("")
    assert not dialog._bar.isVisible()
    assert all(step.button.isEnabled() for step in dialog._steps)


def test_before_joining_it_says_why_nothing_can_be_carried(running: Running) -> None:
    running.profile.open()
    running.profile.session.lock()
    shell = running.unlock()
    shell.run(Command.COURIER)
    running.settle()
    shown = shell.dialogs.open_one
    assert isinstance(shown, CourierDialog)
    assert "nie został jeszcze dołączony" in words(shown)
    assert not any(step.button.isEnabled() for step in shown._steps)


def test_a_real_package_is_written_from_the_dialog(
    dialog: CourierDialog, running: Running, tmp_path: Path
) -> None:
    desk = running.desktop.session().desk
    assert desk is not None
    with desk.context.store.write() as connection:
        key = base64.b64encode(bytes(range(32))).decode()
        meta.save(connection, msgspec.structs.replace(PLACE, signing_key=key))
        courier.learn(connection, CourierKey(seal=packages.new_seal()[1], sign="c2ln"), 1)
    dialog._steps[0].button.click()
    choose(dialog, str(tmp_path))
    running.settle()
    QApplication.processEvents()
    (written,) = tmp_path.glob("*.cicdesk")
    assert packages.read(written.read_bytes()).label.device == PLACE.device
    assert "Na pendrivie" in words(dialog)


def test_it_grows_with_what_is_told_so_that_nothing_scrolls(dialog: CourierDialog, running: Running) -> None:
    lines = ["12 zmian jest już w centrum.", "Z centrum przyszły 3 zapisy.", "5 zmian nadal czeka."]
    dialog.show_reports([Report("warning", "Odpowiedź została wczytana.", lines)])
    running.until(lambda: dialog._area.verticalScrollBar().maximum() == 0)


def test_large_letters_on_a_small_screen_cut_nothing_off(dialog: CourierDialog, running: Running) -> None:
    running.desktop.settings.scale_percent = 200
    running.desktop.setting_changed("scale_percent")
    dialog.resize(752, 700)
    dialog.show_reports([Report("success", "Paczka jest na pendrivie.", ["Plik: cicdesk-1.cicdesk"])])
    running.settle()
    area = dialog.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    inside = area.widget()
    assert inside is not None
    assert inside.width() <= area.viewport().width()
    assert "1" not in words(dialog).splitlines()
