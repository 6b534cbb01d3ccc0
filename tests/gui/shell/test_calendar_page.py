"""The calendar as a person uses it: by hand and by keys, asked before anything moves."""

import datetime as dt
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import event
from sqlalchemy.engine import Engine

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.gui import theme
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.calendar_page import CalendarPage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.windows.rail import RailButton
from cicdesk.presenters.calendar_shown import Box
from cicdesk.schema.snapshot import Changes
from tests.support.arranging import DAY, add_interpreter, add_request, given_by_centre
from tests.support.desks import add_person
from tests.support.looks import clipped_texts, nameless, untranslated
from tests.support.running import Running

SHIFT = Qt.KeyboardModifier.ShiftModifier


def opened(running: Running, language: str = "en") -> tuple[CalendarPage, str]:
    """The week of an interpreter with a confirmed booking on Friday at ten, and one at noon."""
    set_language(language)
    desk = running.profile.open()
    who = add_interpreter(desk)
    asked = add_request(desk, add_person(desk), wanted_interpreter=who, state="OFFERED")
    add_request(desk, wanted_interpreter=who, state="OFFERED", from_time="12:00", to_time="13:00")
    given_by_centre(desk, asked, {"state": "CONFIRMED", "interpreter": who})
    running.profile.session.lock()
    shell = running.unlock()
    set_language(language)
    shell.window.resize(1280, 800)
    shell.run(Command.CALENDAR)
    running.settle()
    page = shell.window.page
    assert isinstance(page, CalendarPage)
    page.whose.setCurrentIndex(page.whose.findData("interpreter"))
    running.until(lambda: len(page.grid.shown.boxes) == 2)
    page.grid.setFocus()
    page.grid.choose(first(page))
    running.settle()
    return page, asked


def first(page: CalendarPage) -> Box:
    return page.grid.shown.boxes[0]


def middle(page: CalendarPage, box: Box) -> QPoint:
    return page.grid.area(box).center().toPoint()


def drag(page: CalendarPage, box: Box, by: QPoint) -> None:
    """Take hold of a box, carry it and let go."""
    port, start, left = page.grid.viewport(), middle(page, box), Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, Qt.KeyboardModifier.NoModifier, start)
    for part in (3, 2, 1):
        QTest.mouseMove(port, start + by / part)
    QTest.mouseRelease(port, left, Qt.KeyboardModifier.NoModifier, start + by)


def time_of(running: Running, record: str) -> tuple[object, object]:
    values = running.shell._desk.records.get(record).values
    return values["day"], values["from_time"]


def test_keys_move_a_booking_only_after_enter_and_undo_puts_it_back(running: Running) -> None:
    page, asked = opened(running)
    QTest.keyClick(page.grid, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(page.grid, Qt.Key.Key_Left, SHIFT)
    running.settle()
    assert page.bar.isVisible()
    assert "goes back to confirmation" in page.bar.words.text()
    assert time_of(running, asked) == (DAY, "10:00")
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    running.until(lambda: time_of(running, asked) == ("2026-03-12", "10:15"))
    running.settle()
    assert page.bar.undo.isVisible()
    assert not page.bar.move_.isVisible()
    assert page.grid.shown.boxes[0].state == "offered"
    QTest.keySequence(page.grid, QKeySequence(Command.UNDO.value.keys[0]))
    running.until(lambda: time_of(running, asked) == (DAY, "10:00"))
    running.settle()
    running.profile.session.lock()


def test_a_mouse_carries_a_booking_to_another_day_and_hour(running: Running) -> None:
    page, asked = opened(running)
    box = first(page)
    hour = page.grid.area(box).height() + 2
    drag(page, box, QPoint(-round(page.grid.area(box).width()), round(hour)))
    running.settle()
    assert page.grid.asking
    assert time_of(running, asked) == (DAY, "10:00")
    page.bar.move_.click()
    running.until(lambda: time_of(running, asked) == ("2026-03-12", "11:00"))
    running.settle()
    running.profile.session.lock()


def test_dropped_on_another_booking_it_says_what_is_in_the_way(running: Running) -> None:
    page, asked = opened(running)
    hour = page.grid.area(first(page)).height() + 2
    drag(page, first(page), QPoint(0, round(2 * hour)))
    running.until(page.bar.clash.isVisible)
    assert page.bar.clash.text() == "The interpreter is booked already"
    page.bar.leave.click()
    running.settle()
    assert not page.bar.isVisible()
    assert not page.grid.asking
    assert time_of(running, asked) == (DAY, "10:00")
    running.profile.session.lock()


def test_a_click_alone_moves_nothing(running: Running) -> None:
    page, _asked = opened(running)
    QTest.mouseClick(
        page.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(page, page.grid.shown.boxes[1])
    )
    running.settle()
    assert page.grid.current == page.grid.shown.boxes[1]
    assert not page.grid.asking
    running.profile.session.lock()


@pytest.mark.parametrize("keys", ["Esc", Command.UNDO.value.keys[0]])
def test_escape_lets_it_stand_and_so_does_undo(running: Running, keys: str) -> None:
    page, asked = opened(running)
    QTest.keyClick(page.grid, Qt.Key.Key_Up, SHIFT)
    running.until(lambda: page.grid.asking)
    QTest.keySequence(page.grid, QKeySequence(keys))
    running.settle()
    assert not page.bar.isVisible()
    assert not page.grid.asking
    assert time_of(running, asked) == (DAY, "10:00")
    running.profile.session.lock()


def test_arrows_go_from_booking_to_booking_and_say_each(running: Running) -> None:
    page, _asked = opened(running)
    assert "10:00" in page.grid.accessibleDescription()
    QTest.keyClick(page.grid, Qt.Key.Key_Down)
    assert page.grid.current == page.grid.shown.boxes[1]
    assert "12:00" in page.grid.accessibleDescription()
    assert "offered" in page.grid.accessibleDescription()
    QTest.keyClick(page.grid, Qt.Key.Key_Up)
    assert page.grid.current == page.grid.shown.boxes[0]
    running.profile.session.lock()


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_a_booking_is_opened_where_it_can_be_changed(running: Running, by: str) -> None:
    page, asked = opened(running)
    if by == "key":
        QTest.keyClick(page.grid, Qt.Key.Key_Return)
    else:
        QTest.mouseDClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(page, first(page)))
    running.until(lambda: isinstance(running.shell.window.page, FormPage))
    form = running.shell.window.page
    assert isinstance(form, FormPage)
    assert form.start.record is not None
    assert form.start.record.id == asked
    running.profile.session.lock()


def test_pages_of_the_calendar_are_turned_by_keys(running: Running) -> None:
    page, _asked = opened(running)
    QTest.keyClick(page.grid, Qt.Key.Key_PageDown)
    running.until(lambda: page.grid.shown.first == dt.date(2026, 3, 16))
    QTest.keyClick(page.grid, Qt.Key.Key_T)
    running.until(lambda: page.grid.shown.first == dt.date(2026, 3, 9))
    page.day.click()
    running.until(lambda: not page.grid.shown.week)
    assert [lane.title for lane in page.grid.shown.lanes] == ["Zarema Demo"]
    running.profile.session.lock()


def test_turning_pages_asks_the_database_in_another_thread(running: Running) -> None:
    page, _asked = opened(running)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if threading.current_thread() is threading.main_thread():
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    for turn in (page.after, page.before, page.day, page.week):
        turn.click()
        running.settle()
    event.remove(Engine, "before_cursor_execute", note)
    assert asked == []
    running.profile.session.lock()


def test_what_comes_from_elsewhere_is_seen_at_once(running: Running) -> None:
    page, asked = opened(running)
    desk = running.shell._desk
    given_by_centre(
        desk, asked, {"from_time": "08:00", "to_time": "09:00", "starts_at": None, "ends_at": None}
    )
    running.desktop.shell._workshop.bus.publish(Changes(kinds=frozenset({"interpreter_request"})))  # type: ignore[union-attr]  # it is open
    running.until(lambda: first(page).top == 8 * 60)
    running.profile.session.lock()


def test_the_calendar_is_saved_where_the_person_says(running: Running, tmp_path: Path) -> None:
    page, _asked = opened(running)
    page.save.click()
    (chooser,) = page.findChildren(QFileDialog)
    assert chooser.selectedFiles()[0].endswith("cicdesk-2026-03-09.ics")
    chooser.fileSelected.emit(str(tmp_path / "zarema.ics"))
    running.until((tmp_path / "zarema.ics").exists)
    running.until(lambda: "zarema.ics" in page.bar.words.text())
    chooser.reject()
    running.profile.session.lock()


def test_the_rail_and_the_search_box_lead_to_the_calendar(running: Running) -> None:
    page, _asked = opened(running)
    buttons = [
        each for each in running.shell.window.findChildren(RailButton) if each.command is Command.CALENDAR
    ]
    assert [each.isChecked() for each in buttons] == [True]
    assert Command.CALENDAR.value.offered
    assert page.isVisible()
    running.profile.session.lock()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_can_be_read_in_every_language(running: Running, language: str) -> None:
    page, _asked = opened(running, language)
    QTest.keyClick(page.grid, Qt.Key.Key_Down, SHIFT)
    running.until(lambda: clipped_texts(page) == [])
    assert nameless(page) == []
    assert untranslated(page) == []
    assert page.grid.accessibleName()
    running.profile.session.lock()


@pytest.mark.parametrize("look", ["dark", "contrast"])
def test_the_page_can_be_read_with_letters_twice_as_large(
    running: Running, qapp: QApplication, look: str
) -> None:
    page, _asked = opened(running, "pl")
    theme.apply(qapp, look, 200)
    QTest.keyClick(page.grid, Qt.Key.Key_Down, SHIFT)
    running.until(lambda: clipped_texts(page) == [])
    assert not running.shell.window.grab().isNull()
    running.profile.session.lock()
    theme.apply(qapp, "light")
