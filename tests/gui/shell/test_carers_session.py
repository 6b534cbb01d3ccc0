"""A carer's whole session at the window, by keys: the board, a child in and home, a note, and every closed door."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from cicdesk.base.i18n import set_language
from cicdesk.base.ids import RecordId
from cicdesk.gui.actions import Command
from cicdesk.gui.narrow_shell import NarrowShell
from cicdesk.gui.pages.care_page import CarePage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.windows.care_arrival_dialog import ArrivalDialog
from cicdesk.gui.windows.care_exit_window import ExitWindow
from cicdesk.gui.windows.care_handover_dialog import HandoverDialog
from cicdesk.gui.windows.care_parts import TellingDialog
from cicdesk.presenters.rooms import rooms_of
from cicdesk.services.desk import Desk
from cicdesk.store import meta
from cicdesk.store.meta import Place
from tests.support.arranging import add_card, add_carer, add_place, add_visit
from tests.support.desks import add_case, add_person
from tests.support.looks import words
from tests.support.running import Running
from tests.support.typing_keys import CONTROL, bring_to_front, press, type_text

Anything = Any  # values of a record's fields
CONTACTS = [{"name": "Iryna Bondar", "relation": "FRIEND", "phone": "+48000000003", "order": 1}]
SECRET = "Tajemnica"


class Day:
    """A place of care with a child expected, and a carer at the keyboard."""

    def __init__(self, running: Running) -> None:
        set_language("en")
        self.running = running
        desk = running.profile.open()
        person = add_person(desk)
        add_case(desk, person)
        place, carer = add_place(desk), add_carer(desk, user="olha")
        add_carer(desk, "Ala")
        card = add_card(
            desk, person, called="Danek", emergency_contacts=CONTACTS, illness_note="Inhalator",
            court_restriction="YES", restricted=[{"name": "Petro Zhuk", "remark": SECRET}], remarks=SECRET,
        )  # fmt: skip
        self.person, self.card = str(person), card
        self.visit = add_visit(desk, person, card, place, carers=[carer])
        self.other = add_visit(desk, person, card, place, day="2026-03-09", state="CLOSED")
        with desk.context.store.write() as connection:
            roles = {"olha": "carer"}
            meta.save(connection, Place(device="d7", name="L07", office="KR", region="MA", roles=roles))
        running.profile.session.lock()
        self.shell = running.unlock()
        bring_to_front(self.shell.window)

    @property
    def desk(self) -> Desk:
        desk = self.running.profile.session.desk
        assert desk is not None
        return desk

    @property
    def page(self) -> CarePage:
        page = self.shell.window.page
        assert isinstance(page, CarePage)
        return page

    def dialog(self) -> Any:  # noqa: ANN401  whichever is open
        self.running.settle()
        return self.shell.dialogs.open_one

    def take_in(self) -> None:
        """The child comes in, by keys."""
        self.page.duty.others.setValue(1)
        self.running.settle()
        self.stand_on_child()
        press(Qt.Key.Key_Return)
        sheet = self.dialog()
        assert isinstance(sheet, ArrivalDialog)
        assert "Inhalator" in words(sheet)
        for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
            press(key)
        self.running.settle()
        press(Qt.Key.Key_Return, CONTROL)
        self.running.settle()

    def stand_on_child(self) -> None:
        bring_to_front(self.shell.window)
        self.page.rows[self.visit].setFocus()


@pytest.fixture
def day(running: Running) -> Day:
    return Day(running)


def test_the_day_begins_on_the_board_and_nothing_else_is_offered(day: Day) -> None:
    assert isinstance(day.shell, NarrowShell)
    assert day.shell.window.command is Command.CARE
    shown = [
        command for command, button in day.shell.window._rail.items() if button.isVisibleTo(day.shell.window)
    ]
    assert shown == [Command.CARE, Command.PREFERENCES, Command.ABOUT]
    assert not day.shell.window._ui.search.isVisible()


def test_a_child_comes_in_a_note_is_written_and_the_child_goes_home_by_keys(day: Day) -> None:
    day.take_in()
    assert day.desk.records.get(day.visit).values["state"] == "PRESENT"

    day.stand_on_child()
    press(Qt.Key.Key_I)
    day.running.settle()
    form = day.shell.window.page
    assert isinstance(form, FormPage)
    form.form.presenter.change("what", "Otarte kolano.")
    press(Qt.Key.Key_S, CONTROL)
    day.running.settle()
    assert day.shell.window.command is Command.CARE
    (note,) = day.desk.records.list("incident")
    assert note.values["what"] == "Otarte kolano."

    day.stand_on_child()
    press(Qt.Key.Key_Return)
    door = day.dialog()
    assert isinstance(door, HandoverDialog)
    door.rows[0].click()
    press(Qt.Key.Key_Return, CONTROL)
    day.running.settle()
    assert day.desk.records.get(day.visit).values["state"] == "COLLECTED"
    assert not day.page.rows


def test_every_other_command_is_answered_calmly_and_opens_nothing(day: Day) -> None:
    others = [each for each in Command if not rooms_of("carer").admits(each.name)]
    assert Command.PEOPLE in others
    for command in others:
        day.shell.run(command)
        day.running.settle()
        assert isinstance(day.shell.window.page, CarePage), command
        assert day.shell.dialogs.open_one is None, command
    assert "Your role does not open this." in words(day.shell.window)


def test_files_other_forms_and_decisions_stay_closed(day: Day) -> None:
    day.shell.open_file(RecordId(day.person))
    day.shell.open_form("dependant", day.card)
    day.shell.open_form("care_session", day.visit)
    day.shell.open_record("case", day.card, day.person)
    day.shell.open_conflict(day.card)
    day.running.settle()
    assert isinstance(day.shell.window.page, CarePage)
    assert day.shell.dialogs.open_one is None


def test_passers_by_see_a_first_name_and_a_letter(day: Day) -> None:
    shown = words(day.shell.window)
    assert "Danek Z." in shown
    for hidden in ("Zhuk", "Danylo", "Inhalator", SECRET, "Petro"):
        assert hidden not in shown, hidden


def test_nothing_of_custody_stands_in_any_window_of_a_carer(day: Day) -> None:
    day.stand_on_child()
    for key in (Qt.Key.Key_T, Qt.Key.Key_C, Qt.Key.Key_Return):
        press(key)
        dialog = day.dialog()
        texts = words(dialog) + " ".join(each.toPlainText() for each in dialog.findChildren(QPlainTextEdit))
        assert SECRET not in texts
        assert "Petro" not in texts
        assert "court" not in texts.lower()
        dialog.reject()
        day.running.settle()
        day.stand_on_child()


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_Return])
def test_whom_to_call_is_one_key_away_from_every_window_of_a_child(day: Day, key: Qt.Key) -> None:
    day.stand_on_child()
    press(key)
    dialog = day.dialog()
    bring_to_front(dialog)
    press(Qt.Key.Key_F8)
    day.running.settle()
    (calls,) = dialog.findChildren(TellingDialog)
    assert "Iryna Bondar" in words(calls)
    assert "Petro" not in words(calls)
    calls.reject()


def test_on_the_way_out_whom_to_call_is_one_key_away_and_not_shown_before(day: Day) -> None:
    day.take_in()
    day.stand_on_child()
    press(Qt.Key.Key_F9)
    way_out = day.dialog()
    assert isinstance(way_out, ExitWindow)
    assert "Iryna Bondar" not in words(way_out)
    way_out.close_button.setFocus()
    press(Qt.Key.Key_F8)
    assert "Iryna Bondar  +48 000 000 003" in words(way_out).replace("\N{NO-BREAK SPACE}", " ")


def test_the_card_closes_when_the_screen_locks_and_health_goes_with_the_child(day: Day) -> None:
    day.stand_on_child()
    press(Qt.Key.Key_C)
    assert "Inhalator" in words(day.dialog())
    day.running.desktop.lock()
    day.running.settle()
    assert "Danek" not in words(day.running.desktop.unlock_window)
    day.running.profile.clock.moment = day.running.profile.clock.moment.replace(hour=17)
    shell = day.running.unlock()
    shell.run(Command.CARE)
    day.running.settle()
    page = shell.window.page
    assert isinstance(page, CarePage)
    bring_to_front(shell.window)
    page.rows[day.visit].setFocus()
    press(Qt.Key.Key_C)
    day.running.settle()
    card = shell.dialogs.open_one
    assert card is not None
    assert "Inhalator" not in words(card)


def test_typing_a_search_does_nothing_where_there_is_no_search_box(day: Day) -> None:
    press(Qt.Key.Key_K, CONTROL)
    type_text("Zhuk")
    day.running.settle()
    assert day.shell.window.popup.isHidden()


def test_nothing_of_the_card_can_be_marked_and_copied(day: Day) -> None:
    day.stand_on_child()
    press(Qt.Key.Key_C)
    (health,) = [each for each in day.dialog().findChildren(QLabel) if each.text() == "Inhalator"]
    assert not health.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert not health.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
