"""Interpreters and care are asked for from the client's file."""

import pytest
from PySide6.QtWidgets import QPushButton

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.schema.values import Values
from tests.support.desks import add_case, add_person
from tests.support.looks import clipped_texts
from tests.support.running import Running


def open_file(running: Running, language: str = "en") -> tuple[CasePage, str]:
    set_language(language)
    desk = running.profile.open()
    person = add_person(desk)
    add_case(desk, person)
    known: Values = {"contact_language": "che", "phones": [{"id": "1", "number": "+48000222222"}]}
    desk.records.edit(person, known)
    desk.records.create(
        "appointment",
        {"person": person, "day": "2099-12-31", "from_time": "10:00", "to_time": "11:00", "adviser": "olha"},
    )
    running.profile.session.lock()
    shell = running.unlock()
    shell.open_file(person)
    running.settle()
    assert isinstance(shell.window.page, CasePage)
    return shell.window.page, person


def form_opened(running: Running) -> FormPage:
    running.until(lambda: isinstance(running.shell.window.page, FormPage))
    page = running.shell.window.page
    assert isinstance(page, FormPage)
    return page


@pytest.mark.parametrize("kind", ["appointment", "interpreter_request", "care_request", "dependant"])
def test_one_press_begins_it_with_what_is_known(running: Running, kind: str) -> None:
    page, person = open_file(running)
    page.arrange.acts[kind].click()
    form = form_opened(running)
    assert form.start.spec.kind == kind
    values = form.form.presenter.values
    assert values["person"] == person
    assert kind == "dependant" or values["case"], "the only case that goes on"
    assert values.get("language", values.get("guardian_language", "che")) == "che"
    running.profile.session.lock()


def test_from_an_appointment_the_time_comes_along(running: Running) -> None:
    page, _person = open_file(running)
    interpreter = [b for b in page.arrange.findChildren(QPushButton) if b.toolTip() == "Needs an interpreter"]
    interpreter[-1].click()
    values = form_opened(running).form.presenter.values
    assert (values["day"], values["from_time"], values["to_time"]) == ("2099-12-31", "10:00", "11:00")
    assert values["appointment"]
    running.profile.session.lock()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_can_be_read(running: Running, language: str) -> None:
    page, _person = open_file(running, language)
    running.until(lambda: clipped_texts(page.arrange) == [])
    running.profile.session.lock()
