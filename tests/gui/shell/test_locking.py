"""Locked by itself, by key, for somebody else: what was typed is kept, and nobody sees another's."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton

from cicdesk.gui.actions import Command
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.contact_page import ContactPage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.shell import Shell
from tests.support.desks import add_person
from tests.support.looks import all_words
from tests.support.running import Running
from tests.support.typing_keys import CONTROL, bring_to_front, cursor, press, type_text

OTHER = "zupełnie inne hasło drugiej osoby"


def typing(running: Running) -> None:
    """A new client, half typed."""
    running.new_person().form.presenter.change("family_name", "Bondar")


def family_name(shell: Shell) -> object:
    page = shell.window.page
    assert isinstance(page, FormPage)
    return page.form.presenter.values.get("family_name")


def test_left_alone_it_locks_and_unlocking_brings_back_the_form_with_what_was_typed(running: Running) -> None:
    running.unlock()
    typing(running)
    running.desktop._idle.start(1 / 60_000)
    running.until(lambda: running.desktop.shell is None)
    running.settle()
    assert running.desktop.unlock_window.isVisible()
    assert running.profile.session.desk is None
    again = running.unlock()
    running.until(lambda: isinstance(again.window.page, FormPage))
    assert family_name(again) == "Bondar"


def test_a_key_in_a_form_puts_the_lock_off(running: Running) -> None:
    shell = running.unlock()
    bring_to_front(shell.window)
    running.settle()
    timer = running.desktop._idle._timer
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    running.desktop._idle.start(1)
    running.until(lambda: timer.remainingTime() < 60_000 - 100)
    before = timer.remainingTime()
    handle = shell.window.windowHandle()
    QApplication.sendEvent(
        handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    )
    assert timer.remainingTime() > before


@pytest.mark.parametrize("command", [Command.PEOPLE, Command.REVIEW, Command.OUTBOX, Command.CARE])
def test_unlocking_brings_back_the_page(running: Running, command: Command) -> None:
    running.unlock().run(command)
    running.settle()
    running.desktop.lock()
    running.settle()
    assert running.unlock().window.command is command


def test_unlocking_brings_back_the_file_of_a_person(running: Running) -> None:
    person = add_person(running.profile.open())
    running.profile.session.lock()
    running.unlock().open_file(person)
    running.settle()
    running.desktop.lock()
    running.settle()
    page = running.unlock().window.page
    assert isinstance(page, CasePage)
    assert page.root == person


def test_unlocking_brings_back_a_quick_contact(running: Running) -> None:
    shell = running.unlock()
    shell.run(Command.NEW_CONTACT)
    running.until(lambda: isinstance(shell.window.page, ContactPage))
    page = shell.window.page
    assert isinstance(page, ContactPage)
    page.panel.contact.form.change("topics", ["WORK"])
    running.desktop.lock()
    running.settle()
    again = running.unlock()
    running.until(lambda: isinstance(again.window.page, ContactPage))
    page = again.window.page
    assert isinstance(page, ContactPage)
    assert page.panel.contact.form.values.get("topics") == ["WORK"]


def test_a_form_in_which_nothing_was_typed_leaves_no_draft(running: Running) -> None:
    running.unlock()
    running.new_person()
    running.desktop.lock()
    running.settle()
    again = running.unlock()
    running.until(lambda: isinstance(again.window.page, FormPage))
    assert running.profile.session.desk is not None
    assert running.profile.session.desk.drafts.all() == []


@pytest.mark.parametrize("keys", ["lock", "switch"])
def test_somebody_else_takes_over_by_keys_and_sees_nothing_of_the_first(running: Running, keys: str) -> None:
    running.profile.open()
    running.profile.session.add_user("marta", "Marta Nowak", OTHER)
    running.profile.session.lock()
    shell = running.unlock()
    bring_to_front(shell.window)
    typing(running)
    running.settle()
    press(Qt.Key.Key_L, CONTROL if keys == "lock" else CONTROL | Qt.KeyboardModifier.ShiftModifier)
    running.until(lambda: running.desktop.shell is None)
    running.settle()
    bring_to_front(running.desktop.unlock_window)
    assert "Bondar" not in all_words(running.desktop.unlock_window)
    press(Qt.Key.Key_Backtab)
    place = cursor()
    assert isinstance(place, QPushButton)
    assert place.text() == "Marta Nowak"
    press(Qt.Key.Key_Return)
    type_text(OTHER)
    press(Qt.Key.Key_Return)
    running.until(lambda: running.desktop.shell is not None)
    running.settle()
    assert running.shell.window.command is Command.TODAY
    assert "Bondar" not in all_words(running.shell.window)
    running.desktop.lock()
    running.settle()
    back = running.unlock()
    running.until(lambda: isinstance(back.window.page, FormPage))
    assert family_name(back) == "Bondar"
