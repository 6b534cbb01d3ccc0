"""The windows by keys alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from cicdesk.base.ids import new_id
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.windows.notices import Notice
from cicdesk.store.drafts import Draft
from tests.support.desks import add_contact
from tests.support.running import Running
from tests.support.typing_keys import cursor, press


def test_a_draft_is_gone_on_with_by_keys(running: Running) -> None:
    desk = running.profile.open()
    desk.drafts.save(Draft(new_id(), "person", "olha", {"family_name": "Bondar"}))
    add_contact(desk)
    desk.records.create("trip", {"day": "2026-03-10", "place": "Miechów"})
    running.profile.session.lock()
    shell = running.unlock()
    shell.window.activateWindow()
    running.settle()
    assert shell.window.command is Command.TODAY
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    place = cursor()
    assert isinstance(place, RowButton)
    assert "Bondar" in place.accessibleName()
    press(Qt.Key.Key_Return)
    running.until(lambda: isinstance(shell.window.page, FormPage))
    page = shell.window.page
    assert isinstance(page, FormPage)
    (banner,) = page.findChildren(Notice)
    said = [each.text() for each in banner.findChildren(QLabel)]
    assert any("10:30" in text or "09:30" in text for text in said)


def test_a_draft_can_be_thrown_away(running: Running) -> None:
    desk = running.profile.open()
    draft = new_id()
    desk.drafts.save(Draft(draft, "person", "olha", {"family_name": "Bondar"}))
    running.profile.session.lock()
    shell = running.unlock()
    shell.open_form("person", draft=draft)
    running.until(lambda: isinstance(shell.window.page, FormPage))
    page = shell.window.page
    assert isinstance(page, FormPage)
    (banner,) = page.findChildren(Notice)
    next(each for each in banner.findChildren(QPushButton) if each.text()).click()
    (box,) = page.findChildren(QMessageBox)
    away = next(b for b in box.buttons() if box.buttonRole(b) is QMessageBox.ButtonRole.DestructiveRole)
    away.click()
    running.settle()
    assert shell.window.command is Command.TODAY
    assert running.profile.session.desk is not None
    assert running.profile.session.desk.drafts.all() == []
