"""The window of a booking: opened by one action, checked while one types, saved in one stroke, kept when left."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.base.ids import RecordId
from cicdesk.gui.actions import Command
from cicdesk.gui.booking_form import BookingForm
from cicdesk.gui.booking_strip import BookingStrip
from cicdesk.gui.pages.calendar_page import CalendarPage
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.parts.moves import MovesBox
from cicdesk.schema.snapshot import Changes
from cicdesk.schema.values import Values
from cicdesk.services.desk import Desk
from tests.support.arranging import DAY, add_card, add_interpreter, add_place, add_room, given_by_centre
from tests.support.desks import add_case, add_person
from tests.support.looks import clipped_texts, nameless, too_wide, untranslated
from tests.support.running import Running

SMALL = QSize(1366, 768)


def the_desk(running: Running) -> Desk:
    desk = running.profile.session.desk
    assert desk is not None
    return desk


def lock(running: Running) -> None:
    """Once nothing is under way any more."""
    running.settle()
    running.profile.session.lock()


def town(running: Running, language: str = "en") -> str:
    """A client who speaks Chechen, with a child and a case; an interpreter, a room and a corner for children."""
    set_language(language)
    desk = running.profile.open()
    person = add_person(desk)
    desk.records.edit(person, {"contact_language": "che"})
    add_card(desk, person)
    add_case(desk, person)
    add_interpreter(desk)
    add_room(desk)
    add_place(desk)
    running.profile.session.lock()
    running.unlock().window.resize(SMALL)
    return person


def found(running: Running, kind: str) -> str:
    return the_desk(running).records.list(kind)[0].id


def form_page(running: Running, kind: str = "booking") -> FormPage:
    def there() -> bool:
        page = running.shell.window.page
        return isinstance(page, FormPage) and page.start.spec.kind == kind

    running.until(there)
    running.settle()
    page = running.shell.window.page
    assert isinstance(page, FormPage)
    return page


def booking(running: Running) -> BookingForm:
    form = form_page(running).form
    assert isinstance(form, BookingForm)
    return form


def begin(running: Running, person: str) -> BookingForm:
    """As from the client's file."""
    running.shell.open_file(RecordId(person))
    running.settle()
    page = running.shell.window.page
    assert isinstance(page, CasePage)
    page.arrange.acts["booking"].click()
    return booking(running)


def fill_in(running: Running, form: BookingForm) -> None:
    form.fill({
        "day": DAY, "from_time": "10:00", "to_time": "11:00", "room": found(running, "room"), "purpose": "Porada",
        "needs_interpreter": True, "needs_care": True, "care_place": found(running, "care_place"),
    })  # fmt: skip
    running.until(lambda: bool(form.panel.shown.ranked))


def states(form: BookingForm) -> dict[str, str]:
    return {each.part: each.state for each in form.panel.shown.parts}


def test_from_a_file_it_opens_with_what_is_known(running: Running) -> None:
    person = town(running)
    values = begin(running, person).presenter.values
    assert values["person"] == person
    assert values["case"]
    assert values["language"] == "che"
    assert values["dependants"] == [found(running, "dependant")]
    lock(running)


def test_the_parts_say_what_can_be_had_while_one_types(running: Running) -> None:
    form = begin(running, town(running))
    running.until(lambda: states(form) == {"adviser": "day and hour are missing"})
    fill_in(running, form)
    assert states(form) == {
        "adviser": "free",
        "room": "free",
        "interpreter": "1 can come, nobody is chosen",
        "care": "free",
    }
    form.panel.choices[0].click()
    running.until(lambda: states(form)["interpreter"] == "free")
    form.fill({"day": "2026-03-14"})
    running.until(lambda: any("day off" in each for each in form.panel.shown.notes))
    lock(running)


def test_where_nobody_can_come_the_window_says_why_and_what_else_would_do(running: Running) -> None:
    form = begin(running, town(running))
    fill_in(running, form)
    form.fill({"gender": "MAN_REQUIRED"})
    running.until(lambda: states(form)["interpreter"] == "nobody can come")
    form.panel.why.click()
    told = " ".join(each.text() for each in form.panel.matches.findChildren(QLabel))
    assert "Zarema Demo" in told
    form.fill({"gender": "ANY", "day": "2026-03-13", "from_time": "10:00"})
    running.until(lambda: bool(form.panel.shown.ranked))
    lock(running)


def test_one_stroke_saves_all_and_shows_one_card_with_the_state_of_each_part(running: Running) -> None:
    form = begin(running, town(running))
    fill_in(running, form)
    form.panel.choices[0].click()
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    running.until(lambda: isinstance(running.shell.window.page, CasePage))
    running.settle()
    page = running.shell.window.page
    assert isinstance(page, CasePage)
    desk = the_desk(running)
    assert [len(desk.records.list(each)) for each in ("appointment", "interpreter_request", "care_request")] == [
        1, 1, 1,
    ]  # fmt: skip
    assert desk.drafts.all() == []
    told = " ".join(each.accessibleName() or each.text() for each in page.arrange.findChildren(QLabel))
    for part in ("Adviser: Olha Melnyk", "Room: Sala 2", "Interpreter: Zarema Demo", "Care: Kącik"):
        assert part in told
    lock(running)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(running: Running) -> None:
    form = begin(running, town(running))
    form.fill({"needs_interpreter": True, "day": DAY, "language": None})
    form.save()
    problems = {each.field: each.code for each in form.presenter.status().problems}
    assert problems["from_time"] == "required"
    assert the_desk(running).records.list("appointment") == []
    lock(running)


def test_what_was_typed_is_found_again_after_the_program_was_gone(running: Running) -> None:
    form = begin(running, town(running))
    fill_in(running, form)
    running.settle()
    running.desktop.lock()
    running.unlock()
    draft = the_desk(running).drafts.all()[0]
    assert (draft.kind, draft.values["purpose"]) == ("booking", "Porada")
    running.shell.open_form(draft.kind, draft=draft.id)
    again = booking(running)
    assert again.presenter.values["needs_care"] is True
    assert again.presenter.values["room"] == draft.values["room"]
    lock(running)


def test_one_key_opens_it_anywhere_also_for_a_group(running: Running) -> None:
    town(running)
    running.shell.run(Command.BOOK)
    form = booking(running)
    assert "group_name" in form.presenter.status().visible
    form.fill(
        {
            "group_name": "Kurs B1",
            "day": DAY,
            "from_time": "10:00",
            "needs_interpreter": True,
            "language": "che",
        }
    )
    form.save()
    page = form_page(running, "appointment")
    assert isinstance(page.strip, BookingStrip)
    running.until(lambda: bool(page.strip and page.strip.findChildren(QLabel)))
    assert the_desk(running).records.list("appointment")[0].values["group_name"] == "Kurs B1"
    lock(running)


@pytest.mark.parametrize("kind", ["booking", "interpreter_request", "care_request"])
def test_a_groups_appointment_begins_each_with_one_press(running: Running, kind: str) -> None:
    town(running)
    plan: Values = {
        "group_name": "Kurs B1",
        "day": DAY,
        "from_time": "10:00",
        "to_time": "12:00",
        "people_count": 9,
    }
    made, _changes = the_desk(running).records.create("appointment", plan)
    running.shell.open_form("appointment", made.id)
    strip = form_page(running, "appointment").strip
    assert strip is not None
    strip.acts[kind].click()
    values = form_page(running, kind).form.presenter.values
    assert (values["group_name"], values["day"], values["appointment"]) == ("Kurs B1", DAY, made.id)
    lock(running)


def test_a_case_begins_it_with_the_case(running: Running) -> None:
    person = town(running)
    case = found(running, "case")
    running.shell.open_form("case", case)
    strip = form_page(running, "case").strip
    assert strip is not None
    strip.acts["interpreter_request"].click()
    values = form_page(running, "interpreter_request").form.presenter.values
    assert (values["case"], values["person"], values["language"]) == (case, person, "che")
    lock(running)


def test_a_refused_part_offers_other_times_and_one_press_moves_all(running: Running) -> None:
    person = town(running)
    form = begin(running, person)
    fill_in(running, form)
    form.panel.choices[0].click()
    form.save()
    running.until(lambda: isinstance(running.shell.window.page, CasePage))
    desk, request = the_desk(running), found(running, "interpreter_request")
    row = {"day": DAY, "from_time": "12:00", "to_time": "13:00", "why": "OTHER_TIME"}
    lost = {"state": "NEEDS_NEW_TIME", "decision_reason": "INTERPRETER_TAKEN", "alternatives/1": row}
    given_by_centre(desk, request, lost)
    running.shell.open_file(RecordId(person))
    running.until(lambda: bool(running.shell.window.findChildren(MovesBox)))
    box = running.shell.window.findChildren(MovesBox)[0]
    assert len(box.rows) == 1
    box.rows[0].click()
    running.until(lambda: desk.records.get(request).values["from_time"] == "12:00")
    running.settle()
    held = [desk.records.list(kind)[0].values["from_time"] for kind in ("appointment", "care_request")]
    assert held == ["12:00", "12:00"]
    running.until(lambda: not running.shell.window.findChildren(MovesBox))
    lock(running)


def test_today_moves_a_refused_booking_with_one_press(running: Running) -> None:
    person = town(running)
    desk, today = the_desk(running), running.profile.clock.now().date().isoformat()
    plan = {"person": person, "day": today, "from_time": "12:00", "to_time": "13:00", "adviser": "olha"}
    booked = desk.records.create("appointment", plan)[0].id
    row = {"day": today, "from_time": "15:00", "to_time": "16:00", "why": "OTHER_TIME"}
    given_by_centre(desk, booked, {"adviser_state": "NEEDS_NEW_TIME", "alternatives/1": row})
    running.desktop.bus.publish(Changes(kinds=frozenset({"appointment"})))
    running.until(lambda: bool(running.shell.window.findChildren(MovesBox)))
    running.shell.window.findChildren(MovesBox)[0].rows[0].click()
    running.until(lambda: desk.records.get(booked).values["from_time"] == "15:00")
    lock(running)


def test_f6_goes_to_what_can_be_chosen_and_back_and_enter_chooses(running: Running) -> None:
    form = begin(running, town(running))
    fill_in(running, form)
    running.until(form.isActiveWindow)
    running.settle()
    QTest.keyClick(form, Qt.Key.Key_F6)
    running.until(lambda: any(each.hasFocus() for each in form.panel.choices))
    QTest.keyClick(form.panel.choices[0], Qt.Key.Key_Return)
    running.until(lambda: bool(form.presenter.values.get("wanted_interpreter")))
    QTest.keyClick(form, Qt.Key.Key_F6)
    assert not any(each.hasFocus() for each in form.panel.choices)
    lock(running)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_read_in_every_language(running: Running, language: str) -> None:
    form = begin(running, town(running, language))
    fill_in(running, form)
    form.panel.why.click()
    running.until(lambda: clipped_texts(form.panel) == [])
    assert nameless(form.panel) == []
    assert too_wide(form) == []
    if language != "en":
        assert untranslated(form.panel) == []
    lock(running)


def test_twice_as_large_letters_put_what_can_be_had_below_the_fields(running: Running) -> None:
    running.desktop.settings.scale_percent = 200
    running.desktop.setting_changed("scale_percent")
    form = begin(running, town(running))
    fill_in(running, form)
    host = form.body.widget()
    assert host is not None
    assert host.isAncestorOf(form.panel)
    assert too_wide(form) == []
    assert running.shell.window.width() == SMALL.width()
    lock(running)


@pytest.mark.parametrize(
    ("command", "kind", "values"),
    [
        (Command.NEW_ROOM, "room", {"name": "Sala 7", "address": "Rynek 7"}),
        (Command.NEW_CARER, "carer", {"family_name": "Demo"}),
    ],
)
def test_an_entry_of_a_register_is_made_by_a_typed_command_and_one_is_back_where_one_was(
    running: Running, command: Command, kind: str, values: Values
) -> None:
    running.unlock().run(Command.CALENDAR)
    calendar = running.shell.window.page
    running.shell.run(command)
    form = form_page(running, kind).form
    form.presenter.fill(values)
    form.save()
    running.until(lambda: running.shell.window.page is calendar)
    assert len(the_desk(running).records.list(kind)) == 1
    lock(running)


def test_the_calendar_offers_a_new_entry_of_the_register_in_sight(running: Running) -> None:
    set_language("en")
    running.unlock().run(Command.CALENDAR)
    running.settle()
    page = running.shell.window.page
    assert isinstance(page, CalendarPage)
    assert not page.new.isVisible(), "advisers are people of the staff"
    page.whose.setCurrentIndex(page.whose.findData("room"))
    running.until(lambda: page.new.accessibleName() == "New room")
    page.new.click()
    assert form_page(running, "room").start.record is None
    lock(running)
