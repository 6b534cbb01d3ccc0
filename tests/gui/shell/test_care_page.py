"""A day in a place of care at the window, mostly by keyboard."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.care_page import CarePage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.parts.marks import MarkPill
from cicdesk.gui.windows.care_arrival_dialog import ArrivalDialog
from cicdesk.gui.windows.care_exit_window import ExitWindow
from cicdesk.gui.windows.care_handover_dialog import HandoverDialog
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes
from cicdesk.services.desk import Desk
from cicdesk.store import meta
from cicdesk.store.meta import Place
from tests.support.arranging import add_card, add_carer, add_place, add_visit, care_values
from tests.support.desks import add_person
from tests.support.looks import clipped_texts, too_wide, untranslated, words
from tests.support.running import Running
from tests.support.typing_keys import CONTROL, bring_to_front, press, type_text

Anything = Any  # values of a record's fields
GRANDMOTHER = {"name": "Halyna Koval", "relation": "GRANDPARENT", "document": "PASSPORT", "pin": "4071"}
NUTS = [{"kind": "FOOD", "to": "orzechy", "severity": "ANAPHYLAXIS"}]


class Corner:
    """A place of care before the day begins, and the page that shows it."""

    def __init__(self, running: Running, language: str = "en", role: str = "") -> None:
        set_language(language)
        self.running = running
        self.desk: Desk = running.profile.open()
        if role:
            with self.desk.context.store.write() as connection:
                roles = {"olha": role}
                meta.save(connection, Place(device="d7", name="L07", office="KR", region="MA", roles=roles))
        self.place, self.person = add_place(self.desk), add_person(self.desk)
        self.carer = add_carer(self.desk)

    def visit(self, given: str, *, inside: bool = False, **card: Anything) -> str:
        made = add_card(self.desk, self.person, given, **card)
        state = {"state": "PRESENT", "in_time": "09:00"} if inside else {}
        return add_visit(self.desk, self.person, made, self.place, carers=[self.carer], **state)

    def open(self) -> CarePage:
        self.running.profile.session.lock()
        shell = self.running.unlock()
        desk = self.running.profile.session.desk
        assert desk is not None
        self.desk = desk
        bring_to_front(shell.window)
        shell.run(Command.CARE)
        self.running.settle()
        page = shell.window.page
        assert isinstance(page, CarePage)
        page.duty.others.setValue(1)
        self.running.settle()
        return page

    def go_to(self, page: CarePage, visit: str) -> None:
        """The window gets its keys back after a dialog, and the cursor stands on that child."""
        bring_to_front(self.running.shell.window)
        page.rows[visit].setFocus()

    def read_and_close(self) -> None:
        dialog = self.dialog()
        assert_readable(self.running, dialog)
        dialog.reject()
        self.running.settle()

    def dialog(self) -> QDialog:
        self.running.settle()
        found = self.running.shell.dialogs.open_one
        assert found is not None
        return found


def test_a_child_comes_in_by_keyboard_alone(running: Running) -> None:
    corner = Corner(running)
    visit = corner.visit("Danylo", allergies=NUTS)
    page = corner.open()
    page.rows[visit].setFocus()
    press(Qt.Key.Key_Return)
    sheet = corner.dialog()
    assert isinstance(sheet, ArrivalDialog)
    assert not sheet.take_in.isEnabled()
    assert "food  ·  orzechy  ·  danger to life (shock)" in words(sheet)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        press(key)
    running.settle()
    assert sheet.take_in.isEnabled()
    press(Qt.Key.Key_Return, CONTROL)
    running.settle()
    assert running.shell.dialogs.open_one is None
    assert corner.desk.records.get(visit).values["state"] == "PRESENT"
    assert "since 10:30" in words(page.rows[visit])
    (mark,) = page.rows[visit].findChildren(MarkPill)
    assert words(mark).strip() == "food allergy: orzechy, danger to life (shock)"


def test_without_room_the_reasons_are_said_and_a_coordinator_decides(running: Running) -> None:
    corner = Corner(running, role="coordinator")
    for number in range(8):
        corner.visit(f"Dziecko{number}", inside=True, birth_date="2024-01-01")
    ninth = corner.visit("Adam")
    page = corner.open()
    page.rows[ninth].setFocus()
    press(Qt.Key.Key_Return)
    sheet = corner.dialog()
    assert isinstance(sheet, ArrivalDialog)
    for tick in sheet.ticks:
        tick.box.setChecked(True)
    running.settle()
    assert "Too few carers: 9 children and 1 on duty" in words(sheet)
    assert sheet.wait.isVisible()
    assert not sheet.take_in.isEnabled()
    sheet.override.setCurrentIndex(sheet.override.findData("SIBLINGS"))
    sheet.take_in.click()
    running.settle()
    assert corner.desk.records.get(ninth).values["override_reason"] == "SIBLINGS"


def test_somebody_who_is_not_on_the_list_goes_without_the_child(running: Running) -> None:
    corner = Corner(running)
    contacts = [{"order": 1, "name": "Iryna Bondar", "phone": "+48 000 000 002"}]
    visit = corner.visit("Danylo", inside=True, pick_up=[GRANDMOTHER], emergency_contacts=contacts)
    page = corner.open()
    page.rows[visit].setFocus()
    press(Qt.Key.Key_Return)
    sheet = corner.dialog()
    assert isinstance(sheet, HandoverDialog)
    press(Qt.Key.Key_3)
    type_text("Petro Nieznany")
    press(Qt.Key.Key_Return)
    assert corner.desk.records.get(visit).values.get("refusals") is None
    press(Qt.Key.Key_Return, CONTROL)
    running.settle()
    said = words(sheet.refusal).replace("\N{NO-BREAK SPACE}", " ")
    assert "Danylo Z. stays here" in said
    assert "Not on the list." in said
    assert "+48 000 000 001" in said
    assert "+48 000 000 002" in said
    assert corner.desk.records.get(visit).values["refusals"]
    sheet.refusal.first.click()
    sheet.choose(1)
    sheet.document.setCurrentIndex(sheet.document.findData("PASSPORT"))
    sheet.pin.setText("4071")
    sheet.age.setValue(60)
    press(Qt.Key.Key_Return, CONTROL)
    running.settle()
    assert corner.desk.records.get(visit).values["collected_by"] == "Halyna Koval"
    assert visit not in page.rows


def test_a_court_order_is_told_only_when_asked_for(running: Running) -> None:
    corner = Corner(running)
    visit = corner.visit("Danylo", inside=True, restricted=[{"name": "Petro Zhuk"}])
    page = corner.open()
    page.rows[visit].setFocus()
    press(Qt.Key.Key_Return)
    sheet = corner.dialog()
    assert isinstance(sheet, HandoverDialog)
    press(Qt.Key.Key_2)
    type_text("Petro Zhuk")
    press(Qt.Key.Key_Return, CONTROL)
    running.settle()
    assert "ourt" not in words(sheet.refusal)
    sheet.refusal.why.click()
    assert "Court restriction." in words(sheet.refusal)
    sheet.reject()


def test_the_phone_the_card_and_a_note_are_one_key_away(running: Running) -> None:
    corner = Corner(running)
    visit = corner.visit("Danylo", inside=True, allergies=NUTS)
    page = corner.open()
    for key, told in ((Qt.Key.Key_T, "+48 000 000 001"), (Qt.Key.Key_C, "food  ·  orzechy")):
        corner.go_to(page, visit)
        press(key)
        dialog = corner.dialog()
        assert told in words(dialog).replace("\N{NO-BREAK SPACE}", " ")
        dialog.reject()
    corner.go_to(page, visit)
    press(Qt.Key.Key_I)
    running.until(lambda: isinstance(running.shell.window.page, FormPage))
    form = running.shell.window.page
    assert isinstance(form, FormPage)
    assert form.start.spec.kind == "incident"
    assert form.form.presenter.values["care_session"] == visit
    assert form.form.presenter.values["person"] == corner.person


def test_the_way_out_is_one_key_from_every_page(running: Running) -> None:
    corner = Corner(running)
    corner.visit("Adam", inside=True)
    corner.visit("Zoja", inside=True, birth_date="2025-05-01")
    corner.open()
    running.shell.run(Command.PEOPLE)
    running.settle()
    press(Qt.Key.Key_F9)
    window = corner.dialog()
    assert isinstance(window, ExitWindow)
    assert window.isFullScreen()
    assert "2 to lead out" in words(window)
    assert window.page().index("Zoja Z.") < window.page().index("Adam Z.")
    press(Qt.Key.Key_Escape)
    assert running.shell.dialogs.open_one is None


def test_the_way_out_is_printed_with_a_box_for_each_child(running: Running, tmp_path: Path) -> None:
    corner = Corner(running, "pl")
    corner.visit("Zoja", inside=True, birth_date="2025-05-01")
    corner.open()
    running.shell.run(Command.WAY_OUT)
    window = corner.dialog()
    assert isinstance(window, ExitWindow)
    writer = QPdfWriter(str(tmp_path / "way_out.pdf"))
    window.print_on(writer)
    (page,) = PdfReader(tmp_path / "way_out.pdf").pages
    printed = " ".join(page.extract_text().split())
    assert "Zoja Z." in printed
    assert "wynieść na rękach" in printed
    window.reject()


def test_a_sync_changes_the_board_and_leaves_the_cursor_where_it_is(running: Running) -> None:
    corner = Corner(running)
    corner.visit("Adam")
    visit = corner.visit("Danylo", inside=True)
    page = corner.open()
    page.rows[visit].setFocus()
    other = corner.visit("Zoja")
    running.desktop.bus.publish(Changes(kinds=frozenset({"care_session"})))
    running.until(lambda: other in page.rows)
    running.until(page.rows[visit].hasFocus)


def test_a_late_pick_up_is_said_on_whichever_page(running: Running) -> None:
    corner = Corner(running)
    visit = corner.visit("Danylo", inside=True)
    corner.open()
    running.shell.run(Command.PEOPLE)
    running.settle()
    assert "Not collected" not in words(running.shell.window)
    changes = corner.desk.records.edit(visit, {"to_time": "09:30"})[1]
    running.desktop.bus.publish(changes)
    running.until(lambda: "Not collected, 1 h late" in words(running.shell.window))


def test_a_late_pick_up_is_said_though_nobody_has_opened_the_page_of_care(running: Running) -> None:
    corner = Corner(running)
    corner.desk.records.edit(corner.visit("Danylo", inside=True), {"to_time": "09:30"})
    running.profile.session.lock()
    running.unlock()
    running.until(lambda: "Not collected, 1 h late" in words(running.shell.window))


def late_while_locked(running: Running) -> Corner:
    """Somebody who answers for a child has locked the screen before it is late."""
    corner = Corner(running, role="coordinator")
    corner.visit("Danylo", inside=True)
    corner.open()
    running.until(lambda: running.shell.alarms() is not None)
    running.desktop.lock()
    running.settle()
    return corner


def test_a_late_pick_up_is_heard_and_seen_on_a_locked_screen_without_a_name(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeps = list[str]()
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append("beep"))
    late_while_locked(running)
    window, clock, alarm = running.desktop.unlock_window, running.profile.clock, running.desktop._alarm
    alarm.look()
    assert not beeps
    assert not window.late.isVisibleTo(window)
    for minute, heard in ((15, 1), (15, 1), (16, 2), (30, 3)):
        clock.moment = dt.datetime(2026, 3, 10, 11, minute, tzinfo=dt.UTC)
        alarm.look()
        assert len(beeps) == heard
    assert "A child has not been collected" in words(window)
    assert not {"Danylo", "Zhuk"} & set(words(window).split())
    set_language("pl")
    running.desktop.setting_changed("language")
    running.unlock()
    assert not window.late.isVisibleTo(window)
    assert not alarm._timer.isActive()


def test_a_locked_screen_says_nothing_where_everybody_was_collected(running: Running) -> None:
    corner = Corner(running)
    corner.open()
    running.until(lambda: running.shell.alarms() == ())
    running.desktop.lock()
    running.settle()
    running.profile.clock.moment = dt.datetime(2026, 3, 10, 16, 0, tzinfo=dt.UTC)
    running.desktop._alarm.look()
    assert "collected" not in words(running.desktop.unlock_window)


def test_j_and_k_move_between_the_children(running: Running) -> None:
    corner = Corner(running)
    first, second = corner.visit("Adam", inside=True), corner.visit("Zoja", inside=True)
    page = corner.open()
    page.rows[first].setFocus()
    press(Qt.Key.Key_J)
    assert page.rows[second].hasFocus()
    press(Qt.Key.Key_K)
    assert page.rows[first].hasFocus()


def test_who_is_on_duty_is_ticked_and_the_ratio_follows(running: Running) -> None:
    corner = Corner(running)
    add_carer(corner.desk, "Zofia")
    for number in range(9):
        corner.visit(f"Dziecko{number}", inside=True, birth_date="2024-01-01")
    page = corner.open()
    assert "9 of 8" in words(page)
    assert "not in order" in words(page)
    box = next(each for each in page.duty.boxes() if each.text() == "Zofia Demo")
    box.click()
    running.settle()
    assert "9 of 12" in words(page)


def test_a_carer_opens_no_cards_and_sees_no_checks_of_colleagues(running: Running) -> None:
    corner = Corner(running, role="carer")
    add_carer(corner.desk, "Ala", checks=[])
    visit = corner.visit("Danylo", allergies=NUTS)
    page = corner.open()
    assert not page.checks.isVisible()
    page.rows[visit].setFocus()
    press(Qt.Key.Key_Return)
    sheet = corner.dialog()
    assert isinstance(sheet, ArrivalDialog)
    assert not sheet.card.isVisible()
    sheet.reject()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_read_in_large_letters(running: Running, language: str) -> None:
    running.desktop.settings.scale_percent = 125
    running.desktop.setting_changed("scale_percent")
    running.desktop.settings.language = language
    running.desktop.setting_changed("language")
    corner = Corner(running, language, role="coordinator")
    late = corner.visit("Danylo", inside=True, allergies=NUTS, pick_up=[GRANDMOTHER])
    corner.desk.records.edit(late, {"to_time": "09:30"})
    expected = corner.visit("Maksymilian")
    wish = care_values(corner.person, corner.place, day="2026-03-10", state="WAITING_LIST")
    corner.desk.records.create("care_request", wish)
    add_carer(corner.desk, "Ala", checks=[])
    add_carer(corner.desk, "Maria-Bernadetta", family_name="Brzęczyszczykiewicz-Wojciechowska")
    page = corner.open()
    assert_readable(running, page)
    running.shell.run(Command.WAY_OUT)
    corner.read_and_close()
    for visit, key in ((expected, Qt.Key.Key_Return), (late, Qt.Key.Key_Return), (late, Qt.Key.Key_C)):
        corner.go_to(page, visit)
        press(key)
        corner.read_and_close()


def test_nothing_is_lost_in_letters_twice_as_large_on_a_small_screen(running: Running) -> None:
    running.desktop.settings.scale_percent = 200
    running.desktop.setting_changed("scale_percent")
    corner = Corner(running, "ru", role="coordinator")
    late = corner.visit(
        "Maximilian-Konstantin", inside=True, allergies=[{**NUTS[0], "to": "orzechy, sezam, mleko"}]
    )
    corner.desk.records.edit(late, {"to_time": "09:30", "guardian_place": "rozmowa w urzędzie, pokój 112"})
    page = corner.open()
    running.shell.window.resize(1366, 768)
    running.settle()
    running.until(lambda: clipped_texts(page) == [])
    assert too_wide(page) == []
    running.shell.run(Command.WAY_OUT)
    window = corner.dialog()
    window.showNormal()
    window.resize(1366, 768)
    running.until(lambda: too_wide(window) == [])
    running.until(lambda: clipped_texts(window) == [])
    window.reject()
    corner.go_to(page, late)
    press(Qt.Key.Key_T)
    running.until(lambda: too_wide(corner.dialog()) == [])
    corner.dialog().reject()


def assert_readable(running: Running, window: QWidget) -> None:
    running.until(lambda: clipped_texts(window) == [])
    assert too_wide(window) == []
    assert untranslated(window) == []
    nameless = [b for b in window.findChildren(QPushButton) if not (b.text() or b.accessibleName())]
    assert nameless == []


def test_nothing_about_violence_or_custody_reaches_the_client_window() -> None:
    for kind, names in (
        ("dependant", ("court_restriction", "restricted", "behaviour", "special_care")),
        ("care_session", ("refusals", "late_steps", "health_note", "override_reason")),
        ("incident", ("kind", "actions", "follow_up")),
    ):
        fields = spec_of(kind).by_name
        assert [name for name in names if fields[name].client_facing] == []
