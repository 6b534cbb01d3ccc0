"""How pages use the room they have."""

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QScrollArea, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from cicdesk.gui import theme
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.parts.lead import Lead
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.shell import Shell
from cicdesk.gui.windows.preferences_dialog import PreferencesDialog
from cicdesk.gui.windows.rail import RailButton
from cicdesk.store import meta, pending
from cicdesk.store.meta import Place
from tests.support.desks import add_case, add_person
from tests.support.running import Running

SMALL = QSize(1366, 768)
PAGES = (
    Command.TODAY, Command.PEOPLE, Command.REVIEW, Command.OUTBOX, Command.CARE, Command.INTERPRETERS, Command.CALENDAR,
)  # fmt: skip


def texts(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def form_in_sight(running: Running, shell: Shell, kind: str) -> FormPage:
    def there() -> bool:
        return isinstance(shell.window.page, FormPage) and shell.window.page.form.spec.kind == kind

    running.until(there)
    running.settle()
    assert isinstance(shell.window.page, FormPage)
    return shell.window.page


def is_squashed(button: RailButton) -> bool:
    return button.isVisible() and button.height() < button.fontMetrics().height() + 12


def test_twice_as_large_letters_fit_a_small_screen(running: Running) -> None:
    desk = running.profile.open()
    person, aside = add_person(desk), add_person(desk, "Ihor", "Bondar")
    with desk.context.store.write() as connection:
        pending.park(connection, aside, "unknown_person", "", 7)
        meta.save(connection, Place(device="d7", name="L07", office="KR", region="MA"))
    running.profile.session.lock()
    running.desktop.settings.scale_percent = 200
    running.desktop.setting_changed("scale_percent")
    shell = running.unlock()
    shell.window.resize(SMALL)
    for command in PAGES:
        shell.run(command)
        running.settle()
        assert shell.window.size() == SMALL, command
        assert [each.command for each in shell.window.findChildren(RailButton) if is_squashed(each)] == []
        for area in shell.window.page.findChildren(QScrollArea):  # type: ignore[union-attr]  # a page is in sight
            content = area.widget()
            assert content is not None
            assert content.width() <= area.viewport().width()
    shell.open_form("person", person)
    page = form_in_sight(running, shell, "person")
    assert shell.window.width() == SMALL.width()
    assert not page.form.side.isVisible()


def test_the_icon_of_the_search_box_grows_with_the_letters(running: Running) -> None:
    shell = running.unlock()
    box = shell.window.findChild(QLineEdit, "search")
    assert isinstance(box, QLineEdit)
    lead = box.findChild(Lead)
    assert isinstance(lead, Lead)
    before = lead.width()
    running.desktop.settings.scale_percent = 200
    running.desktop.setting_changed("scale_percent")
    running.until(lambda: lead.width() == 2 * before)
    assert lead.geometry().right() < box.textMargins().left() + lead.width()


def test_a_note_says_whose_file_it_goes_into(running: Running) -> None:
    person = add_person(running.profile.open())
    running.profile.session.lock()
    shell = running.unlock()
    shell.open_form("note", values={"person": person})
    page = form_in_sight(running, shell, "note")
    running.until(lambda: "Zhuk" in texts(page))


def test_a_case_is_headed_by_words_not_codes(running: Running) -> None:
    desk = running.profile.open()
    case = add_case(desk, add_person(desk))
    running.profile.session.lock()
    running.desktop.settings.language = "en"
    running.desktop.setting_changed("language")
    shell = running.unlock()
    shell.window.resize(1280, 800)
    shell.open_form("case", case)
    page = form_in_sight(running, shell, "case")
    assert "work and permits" in texts(page)
    assert "WORK" not in texts(page)


def test_an_empty_list_of_people_says_how_to_begin(running: Running) -> None:
    shell = running.unlock()
    shell.run(Command.PEOPLE)
    running.settle()
    page = shell.window.page
    assert isinstance(page, QWidget)
    running.until(lambda: "„Nowy klient”" in texts(page))


def test_a_comment_in_the_history_leads_to_its_answer(running: Running) -> None:
    desk = running.profile.open()
    person = add_person(desk)
    desk.records.create("comment", {"person": person, "about": person, "text": "Czy data jest pewna?"})
    running.profile.session.lock()
    shell = running.unlock()
    shell.open_file(person)
    running.settle()
    page = shell.window.page
    assert isinstance(page, CasePage)
    rows = [each for each in page.findChildren(RowButton) if "Czy data" in each.accessibleName()]
    rows[0].click()
    running.until(lambda: isinstance(page.focusWidget(), QLineEdit))


def test_the_file_of_somebody_else_begins_at_its_top(running: Running) -> None:
    desk = running.profile.open()
    one, other = add_person(desk), add_person(desk, "Ihor", "Bondar")
    for person in (one, other):
        for _more in range(12):
            add_case(desk, person)
    running.profile.session.lock()
    shell = running.unlock()
    shell.window.resize(SMALL)
    shell.open_file(one)
    page = shell.window.page
    assert isinstance(page, CasePage)
    running.until(lambda: "Zhuk" in texts(page))
    bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
    running.until(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    shell.open_file(one)
    running.settle()
    assert bar.value() > 0
    shell.open_file(other)
    running.until(lambda: "Bondar" in texts(page))
    assert bar.value() == 0


def test_preferences_on_a_small_screen_leave_half_of_a_line_to_the_words(running: Running) -> None:
    running.desktop.settings.scale_percent = 200
    running.desktop.setting_changed("scale_percent")
    running.profile.open()
    running.profile.session.lock()
    shell = running.unlock()
    shell.run(Command.PREFERENCES)
    dialog = shell.dialogs.open_one
    assert isinstance(dialog, PreferencesDialog)
    dialog.resize(752, 700)
    running.settle()
    edge = dialog.width() - 24
    editors = [each for each in dialog.findChildren(QWidget) if isinstance(each, QComboBox | QSpinBox)]
    assert editors
    for each in editors:
        right = each.mapTo(dialog, QPoint(each.width(), 0)).x()
        assert each.width() <= dialog.width() / 2
        assert right <= edge


@pytest.mark.parametrize("name", theme.NAMES)
def test_what_a_field_waits_for_is_as_readable_as_its_label(qtbot: QtBot, name: theme.Name) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.setStyleSheet(theme.style_sheet(name, 100))
    line.ensurePolished()
    waits = line.palette().color(QPalette.ColorRole.PlaceholderText)
    assert waits == QColor(theme.PALETTES[name].muted)
