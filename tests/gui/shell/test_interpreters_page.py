"""The page of interpreters in the running window: keys, what is asked before a step, the register, what a sync brings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget

from cicdesk.base.i18n import LANGUAGES
from cicdesk.base.ids import RecordId
from cicdesk.gui import theme
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.pages.interpreters_page import InterpretersPage
from cicdesk.gui.pages.interpreters_rows import CandidateRow
from cicdesk.gui.pages.today_page import TodayPage
from cicdesk.schema.snapshot import Changes
from cicdesk.services.desk import Desk
from tests.support.arranging import add_interpreter, add_request, add_room, given_by_centre
from tests.support.desks import add_person
from tests.support.looks import clipped_texts, nameless, untranslated
from tests.support.running import Running


def page_of(running: Running, language: str = "en") -> InterpretersPage:
    running.profile.session.lock()
    running.desktop.settings.language = language
    running.desktop.setting_changed("language")
    shell = running.unlock()
    shell.run(Command.INTERPRETERS)
    running.settle()
    page = shell.window.page
    assert isinstance(page, InterpretersPage)
    return page


def press(running: Running, page: InterpretersPage, key: Qt.Key) -> None:
    QTest.keyClick(page.focusWidget(), key)
    running.settle()


def texts(widget: QWidget) -> str:
    """What is said there, whole also where there was no room for all of it."""
    shown = (each for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))
    return " ".join(each.accessibleName() or each.text() for each in shown)


def desk_of(running: Running) -> Desk:
    """The desk behind the window, to look at what was written."""
    return running.shell._desk


def changed(running: Running, record: str) -> None:
    """As if a sync had brought another state of that record."""
    kinds = frozenset({"interpreter_request"})
    running.desktop.bus.publish(Changes(frozenset({RecordId(record)}), kinds))
    running.settle()


def test_an_offer_a_refusal_and_an_agreement_by_keys_alone(running: Running) -> None:
    desk = running.profile.open()
    add_interpreter(desk)
    other = add_interpreter(desk, "Luiza", home_commune="1261011")
    record = add_request(desk, add_person(desk), state="REQUESTED")
    page = page_of(running)
    page.focus_first()
    press(running, page, Qt.Key.Key_O)
    running.until(lambda: "Asked: Zarema Demo." in texts(page.panel))
    press(running, page, Qt.Key.Key_D)
    assert page.panel.ask.isVisible()
    page.panel.ask.reason.setCurrentIndex(page.panel.ask.reason.findData("ILL"))
    press(running, page, Qt.Key.Key_Return)
    assert not page.panel.ask.isVisible()
    press(running, page, Qt.Key.Key_O)
    press(running, page, Qt.Key.Key_A)
    values = desk_of(running).records.get(record).values
    assert (values["state"], values["wanted_interpreter"]) == ("OFFERED", other)
    running.until(lambda: "the centre confirms it at the next exchange" in texts(page.panel))
    running.profile.session.lock()


def test_letters_typed_into_the_question_are_no_keys_of_the_page(running: Running) -> None:
    desk = running.profile.open()
    add_interpreter(desk)
    add_interpreter(desk, "Luiza")
    record = add_request(desk, state="REQUESTED")
    page = page_of(running)
    page.focus_first()
    press(running, page, Qt.Key.Key_O)
    press(running, page, Qt.Key.Key_D)
    QTest.keyClicks(page.panel.ask.note, "oad1")
    assert page.panel.ask.note.text() == "oad1"
    QTest.keyClick(page.panel.ask.note, Qt.Key.Key_Escape)
    running.settle()
    assert page.queue.has_cursor(), "the cursor is back where the keys work"
    offers = desk_of(running).records.get(record).values["offers"]
    assert isinstance(offers, list)
    assert len(offers) == 1
    running.profile.session.lock()


def test_another_possibility_is_taken_with_its_digit_once_the_client_agrees(running: Running) -> None:
    desk = running.profile.open()
    who = add_interpreter(desk, modes=["PHONE"])
    record = add_request(desk, state="REQUESTED")
    page = page_of(running)
    page.focus_first()
    running.until(lambda: "Does not work this way: on site." in texts(page.panel.unlisted))
    press(running, page, Qt.Key.Key_1)
    assert page.panel.ask.isVisible()
    assert desk_of(running).records.get(record).values["mode"] == "ON_SITE", (
        "nothing is written before the answer"
    )
    press(running, page, Qt.Key.Key_Return)
    values = desk_of(running).records.get(record).values
    assert (values["mode"], values["wanted_interpreter"]) == ("PHONE", who)
    running.profile.session.lock()


def test_what_the_centre_decides_is_shown_when_the_sync_brings_it(running: Running) -> None:
    desk = running.profile.open()
    who = add_interpreter(desk)
    record = add_request(desk, add_person(desk), state="OFFERED", wanted_interpreter=who)
    page = page_of(running)
    given_by_centre(desk_of(running), record, {"state": "CONFIRMED", "interpreter": who})
    changed(running, record)
    running.until(lambda: "The centre has confirmed it: Zarema Demo." in texts(page.panel))
    assert not page.panel.ranked.isVisible(), "nobody is looked for any more"
    running.profile.session.lock()


def test_j_and_k_walk_through_all_parts_of_the_queue(running: Running) -> None:
    desk = running.profile.open()
    first = add_request(desk, state="REQUESTED", day="2026-03-11")
    second = add_request(desk, state="REQUESTED")
    draft = add_request(desk)
    page = page_of(running)
    page.focus_first()
    assert page.queue.ids == [first, second, draft]
    press(running, page, Qt.Key.Key_J)
    press(running, page, Qt.Key.Key_J)
    assert page.panel.shown is not None
    assert page.panel.shown.id == draft
    press(running, page, Qt.Key.Key_K)
    assert page.panel.shown.id == second
    press(running, page, Qt.Key.Key_Return)
    running.until(lambda: isinstance(running.shell.window.page, FormPage))
    running.profile.session.lock()


def test_a_step_that_needs_a_reason_is_not_taken_without_being_asked(running: Running) -> None:
    desk = running.profile.open()
    record = add_request(desk, state="REQUESTED")
    page = page_of(running)
    steps = {each.text(): each for each in page.panel.about.findChildren(QPushButton)}
    steps["Nobody was found"].click()
    assert desk_of(running).records.get(record).values["state"] == "REQUESTED"
    page.panel.ask.yes.click()
    running.settle()
    values = desk_of(running).records.get(record).values
    assert values["state"] == "UNFILLED"
    assert values["reason"]
    running.profile.session.lock()


def test_the_register_is_narrowed_by_language_and_opens_absences(running: Running) -> None:
    desk = running.profile.open()
    add_interpreter(desk, contract_until="2026-02-01")
    add_interpreter(desk, "Oksana", languages=[{"language": "ukr"}], home="Tarnów")
    page = page_of(running)
    page.tabs[1].click()
    running.settle()
    running.until(lambda: "contract over since 01.02.2026" in texts(page.register))
    page.register.filter.setText("ukrai")
    running.until(lambda: "Zarema" not in texts(page.register))
    running.until(lambda: "Oksana Demo" in texts(page.register))
    away = [each for each in page.register.findChildren(QPushButton) if each.toolTip() == "Note an absence"]
    away[0].click()
    running.until(lambda: isinstance(running.shell.window.page, FormPage))
    running.profile.session.lock()


def book(desk: Desk) -> RecordId:
    """An appointment of which one part was lost, one is wished and one was not asked for."""
    person, who = add_person(desk), add_interpreter(desk)
    made = desk.records.create("appointment", {
        "person": person, "day": "2026-03-10", "from_time": "13:00", "to_time": "14:00", "adviser": "olha",
        "room": add_room(desk), "needs_care": True, "needs_interpreter": True,
    })[0].id  # fmt: skip
    given_by_centre(desk, made, {"adviser_state": "RESERVED", "room_state": "NEEDS_NEW_TIME"})
    accepted = [{"interpreter": who, "answer": "ACCEPTED", "sent_at": "2026-03-09T08:00Z"}]
    add_request(desk, person, appointment=made, state="OFFERED", wanted_interpreter=who, offers=accepted)
    return person


def test_an_appointment_shows_each_part_in_the_file_and_on_the_start_page(running: Running) -> None:
    person = book(running.profile.open())
    page_of(running)
    shell = running.shell
    told = (
        "Adviser: Olha Melnyk", "reserved", "Room: Sala 2", "needs a new time", "Interpreter: Zarema Demo",
        "agreed, the centre confirms", "Care", "not asked for yet",
    )  # fmt: skip
    shell.run(Command.TODAY)
    running.settle()
    today = shell.window.page
    assert isinstance(today, TodayPage)
    running.until(lambda: all(each in texts(today) for each in told))
    shell.open_file(person)
    running.settle()
    page = running.shell.window.findChild(CasePage)
    assert isinstance(page, CasePage)
    running.until(lambda: all(each in texts(page.arrange) for each in told))
    care = [row for row in page.arrange.findChildren(QPushButton) if row.accessibleName().startswith("Care")]
    care[-1].click()
    running.until(lambda: isinstance(running.shell.window.page, FormPage))
    running.profile.session.lock()


@pytest.mark.parametrize("name", theme.NAMES)
def test_the_page_can_be_read_in_every_language(running: Running, name: theme.Name) -> None:
    desk = running.profile.open()
    away = [{"from_day": "2026-03-13", "until_day": "2026-03-13"}]
    add_interpreter(desk, with_children=True, absences=away)
    who = add_interpreter(desk, "Luiza", contract_until="2026-03-20")
    waits = [{"interpreter": who, "answer": "WAITING", "answer_by": "2026-03-10T08:00Z"}]
    add_request(
        desk,
        add_person(desk),
        state="OFFERED",
        wanted_interpreter=who,
        offers=waits,
        unwanted_languages=["ukr"],
    )
    add_request(desk, state="REQUESTED", day="2026-03-10", from_time="16:00", to_time="17:00")
    running.desktop.settings.theme, running.desktop.settings.scale_percent = name, 125
    running.desktop.setting_changed("theme")
    page = page_of(running)
    for language in LANGUAGES:
        running.desktop.settings.language = language
        running.desktop.setting_changed("language")
        for tab in (0, 1):
            page.show_tab(tab)
            running.settle()
            running.until(lambda: clipped_texts(page) == [])
            assert untranslated(page) == [], language
            assert nameless(page) == []
    assert page.findChildren(CandidateRow)
    running.profile.session.lock()


def test_twice_as_large_letters_fit_a_small_screen(running: Running) -> None:
    desk = running.profile.open()
    who = add_interpreter(desk, with_children=True)
    waits = [{"interpreter": who, "answer": "WAITING"}]
    add_request(desk, add_person(desk), state="OFFERED", wanted_interpreter=who, offers=waits)
    add_request(desk, state="REQUESTED", gender="MAN_REQUIRED")
    running.desktop.settings.scale_percent = 200
    running.desktop.setting_changed("scale_percent")
    page = page_of(running, "uk")
    running.shell.window.resize(1366, 768)
    for tab in (0, 1):
        page.show_tab(tab)
        running.settle()
        assert running.shell.window.width() == 1366
        for area in page.findChildren(QScrollArea):
            content = area.widget()
            assert content is not None
            assert not area.isVisible() or content.width() <= area.viewport().width()
    running.profile.session.lock()
