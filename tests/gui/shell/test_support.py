"""Support logged from a client's file by keys alone, and the list of what is missing worked through."""

import pytest
from PySide6.QtCore import Qt

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.completeness_page import CompletenessPage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.pages.service_page import ServicePage
from cicdesk.gui.shell import Shell
from tests.support.desks import add_person
from tests.support.looks import all_words, clipped_texts, nameless, too_wide, untranslated
from tests.support.running import Running
from tests.support.typing_keys import CONTROL, bring_to_front, cursor, press, type_text

PROJECT = "esf_fem_6_19"


def in_front(running: Running, **values: str) -> tuple[Shell, str]:
    """The shell with somebody's file in sight."""
    desk = running.profile.open()
    person = add_person(desk)
    if values:
        desk.records.edit(person, values)
    running.profile.session.lock()
    shell = running.unlock()
    bring_to_front(shell.window)
    shell.open_file(person)
    running.settle()
    return shell, person


def test_a_support_is_logged_in_five_keys(running: Running) -> None:
    shell, person = in_front(running, project=PROJECT)
    press(Qt.Key.Key_F6)
    running.settle()
    assert isinstance(shell.window.page, ServicePage)
    type_text("5")
    press(Qt.Key.Key_Return, CONTROL)
    running.settle()
    assert isinstance(shell.window.page, CasePage), "one is back in the file"
    desk = running.profile.session.desk
    assert desk is not None
    kinds = [each.kind for each in desk.records.in_file(person)]
    assert kinds.count("service") == kinds.count("participation") == 1
    assert "porada prawna" in all_words(shell.window)
    assert "Żyj i pracuj w Małopolsce (EFS+)" in all_words(shell.window)
    press(Qt.Key.Key_F7)
    running.settle()
    press(Qt.Key.Key_Return, CONTROL)
    running.settle()
    given = [each for each in desk.records.in_file(person) if each.kind == "service"]
    assert [each.values["service"] for each in given] == ["LEG", "LEG"]


def test_without_a_file_in_sight_it_says_whose_it_wants(running: Running) -> None:
    shell = running.unlock()
    bring_to_front(shell.window)
    running.settle()
    press(Qt.Key.Key_F6)
    running.settle()
    assert "Czyja to usługa?" in all_words(shell.window)


def test_locking_keeps_what_was_typed(running: Running) -> None:
    _shell, person = in_front(running)
    press(Qt.Key.Key_F6)
    running.settle()
    type_text("5")
    running.desktop.lock()
    running.settle()
    (draft,) = running.profile.open().drafts.all()
    assert (draft.kind, draft.values["service"], draft.values["person"]) == ("service", "LEG", person)


def test_what_is_missing_is_worked_through_and_one_is_back_on_the_list(running: Running) -> None:
    shell, _person = in_front(running, project=PROJECT)
    shell.run(Command.COMPLETENESS)
    running.settle()
    page = shell.window.page
    assert isinstance(page, CompletenessPage)
    line = page.model.line_at(0)
    assert line is not None
    assert line.missing[0].label in all_words(page.card)
    place = [each.field for each in line.missing].index("sex")
    assert place < 9
    page.table.setFocus()
    press(Qt.Key(Qt.Key.Key_1 + place))
    running.settle()
    form = shell.window.page
    assert isinstance(form, FormPage)
    running.until(lambda: form.form.fields.frames["sex"].isAncestorOf(cursor()))
    type_text("k")
    press(Qt.Key.Key_S, CONTROL)
    running.settle()
    assert shell.window.page is page
    held = page.model.line_at(0)
    assert held is not None
    assert "sex" not in [each.field for each in held.missing]
    assert len(held.missing) == len(line.missing) - 1


def test_today_says_who_lacks_answers_and_what_is_to_be_followed_up(running: Running) -> None:
    shell, person = in_front(running, project=PROJECT)
    desk = running.profile.session.desk
    assert desk is not None
    given = {"person": person, "service": "LEG", "happened_on": "2026-03-01", "follow_up_on": "2026-03-09"}
    desk.records.create("service", given)
    shell.run(Command.TODAY)
    running.settle()
    words = all_words(shell.window)
    assert "Wrócić do sprawy: porada prawna" in words
    assert "Braki do sprawozdań: 1 osoba" in words


def test_the_day_of_joining_is_put_right_in_a_form_that_asks_why(running: Running) -> None:
    shell, person = in_front(running, project=PROJECT)
    desk = running.profile.session.desk
    assert desk is not None
    given = {"person": person, "service": "LEG", "happened_on": "2026-03-01", "project": PROJECT}
    made, _changes = desk.records.create("service", given)
    part = str(made.values["participation"])
    shell.open_form("participation", part, values={"_mending": True})
    running.settle()
    form = shell.window.page
    assert isinstance(form, FormPage)
    assert next(iter(form.form.fields.frames)) == "mending_reason"
    form.form.presenter.change("age_at_entry", 30)
    form.form.presenter.save()
    running.settle()
    assert desk.records.get(part).values["age_at_entry"] == 137, "not without a reason"
    form.form.presenter.change("mending_reason", "Pomyłka w roku urodzenia")
    form.form.presenter.save()
    running.settle()
    assert desk.records.get(part).values["age_at_entry"] == 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_can_be_read_in_every_language(running: Running, language: str) -> None:
    set_language(language)
    shell, _person = in_front(running, project=PROJECT)
    shell.run(Command.COMPLETENESS)
    running.settle()
    page = shell.window.page
    assert isinstance(page, CompletenessPage)
    running.until(lambda: clipped_texts(page) == [])
    assert nameless(page) == []
    assert too_wide(page) == []
    assert untranslated(page) == []
