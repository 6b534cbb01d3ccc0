"""An interpreter's own page: what is offered, accepted, begun and ended by keys, and what is not there to be seen."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from cicdesk.base.i18n import set_language
from cicdesk.gui.actions import Command
from cicdesk.gui.pages import jobs_page
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.pages.jobs_page import JobsPage
from cicdesk.gui.parts.rows import RowButton
from cicdesk.presenters.rooms import rooms_of
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NotAllowed
from cicdesk.services.files import Content
from cicdesk.store import meta
from cicdesk.store.meta import Place
from tests.support.arranging import add_interpreter, add_request, given_by_centre
from tests.support.desks import add_case, add_person
from tests.support.looks import words
from tests.support.running import Running
from tests.support.typing_keys import CONTROL, bring_to_front, press

Anything = Any  # values of a record's fields
SECRET = "Tajemnica"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


class Round:
    """A laptop that an interpreter shares with the office: everything is on it, and their job is all they see."""

    def __init__(self, running: Running) -> None:
        set_language("en")
        self.running = running
        desk = running.profile.open()
        self.person = add_person(desk)
        add_case(desk, self.person)
        self.me, self.other = add_interpreter(desk, user="olha"), add_interpreter(desk, "Inna")
        self.mine = self._job(desk, self.me)
        self.theirs = self._job(desk, self.other, place="Sąd")
        self.file, self.secret = self.add_file(desk, "Wezwanie"), self.add_file(desk, SECRET)
        desk.records.edit(self.mine, {"materials": [self.file]})
        with desk.context.store.write() as connection:
            roles = {"olha": "interpreter"}
            meta.save(connection, Place(device="d7", name="L07", office="KR", region="MA", roles=roles))
        running.profile.session.lock()
        self.shell = running.unlock()
        bring_to_front(self.shell.window)

    def add_file(self, desk: Desk, title: str) -> str:
        """A file of the client's, as the office adds it."""
        values = {"person": self.person, "kind": "SCAN", "title": title}
        return desk.files.add(Content(PDF, "a.pdf"), values)[0].id

    def _job(self, desk: Desk, who: str, **values: Anything) -> str:
        offer = {"interpreter": who, "answer": "WAITING", "sent_at": "2026-03-10T08:00Z"}
        return add_request(
            desk, str(self.person), state="OFFERED", wanted_interpreter=who, offers=[offer], cost_line=SECRET,
            exclusions=[{"who": SECRET}], sensitivity="SPECIAL", **values,
        )  # fmt: skip

    @property
    def desk(self) -> Desk:
        desk = self.running.profile.session.desk
        assert desk is not None
        return desk

    @property
    def page(self) -> JobsPage:
        page = self.shell.window.page
        assert isinstance(page, JobsPage)
        return page

    def press_on_job(self, key: Qt.Key) -> None:
        bring_to_front(self.shell.window)
        self.page.rows[self.mine].setFocus()
        press(key)
        self.running.settle()

    def confirm(self) -> None:
        """As the centre does."""
        given_by_centre(self.desk, self.mine, {"state": "CONFIRMED", "interpreter": self.me})
        self.page.load()
        self.running.settle()


def answers(around: Round) -> list[dict[str, Anything]]:
    """The offers of one's own job, as they stand in the record."""
    offers: Anything = around.desk.records.get(around.mine).values["offers"]
    return list(offers)


@pytest.fixture
def around(running: Running) -> Round:
    return Round(running)


def test_the_day_begins_with_ones_own_jobs_and_the_first_name_of_the_client(around: Round) -> None:
    assert set(around.page.rows) == {around.mine}
    shown = words(around.shell.window)
    assert "Szpital, piętro 2" in shown
    assert "Chechen  ·  Yevhen" in shown
    for hidden in ("Zhuk", "Sąd", SECRET, "special", "Inna"):
        assert hidden not in shown, hidden


def test_a_job_is_accepted_begun_and_ended_by_keys_and_gets_its_sheet(around: Round) -> None:
    around.press_on_job(Qt.Key.Key_Return)
    assert "You agreed; the centre has to confirm it." in words(around.page)
    assert around.desk.records.get(around.mine).values["wanted_interpreter"] == around.me
    around.confirm()
    around.press_on_job(Qt.Key.Key_Return)
    assert around.desk.records.get(around.mine).values["state"] == "UNDER_WAY"
    around.press_on_job(Qt.Key.Key_Return)
    assert around.desk.records.get(around.mine).values["state"] == "COMPLETED"
    around.press_on_job(Qt.Key.Key_Return)
    form = around.shell.window.page
    assert isinstance(form, FormPage)
    asked = {each.name for each in form.start.spec.fields}
    assert "from_time" in asked
    assert asked.isdisjoint({"project", "cost_line", "settled_on", "exclude"})
    press(Qt.Key.Key_S, CONTROL)
    around.running.settle()
    assert around.shell.window.command is Command.JOBS
    (sheet,) = around.desk.records.list("time_sheet")
    assert sheet.values["interpreter_request"] == around.mine
    assert not around.page.rows[around.mine].line.acts


def test_enter_in_a_reason_declines_and_never_accepts(around: Round) -> None:
    around.press_on_job(Qt.Key.Key_D)
    reason = around.page.rows[around.mine].reason
    assert reason.hasFocus()
    QTest.keyClick(reason, Qt.Key.Key_Return)
    around.running.settle()
    assert [each["answer"] for each in answers(around)] == ["WAITING"]
    QTest.keyClick(reason, Qt.Key.Key_Down)
    QTest.keyClick(reason, Qt.Key.Key_Return)
    around.running.settle()
    assert [each["answer"] for each in answers(around)] == ["DECLINED"]


def test_the_help_names_the_keys_of_ones_own_page_alone(around: Round) -> None:
    around.shell.run(Command.HELP)
    shown = around.shell.dialogs.open_one
    assert shown is not None
    told = words(shown)
    assert "Among my jobs" in told
    assert Command.JOBS.words in told
    for elsewhere in (
        "In a place of care",
        "In the calendar",
        Command.CALENDAR.words,
        Command.NEW_PERSON.words,
    ):
        assert elsewhere not in told
    around.shell.dialogs.close()


def test_declining_asks_why(around: Round) -> None:
    around.press_on_job(Qt.Key.Key_D)
    assert around.desk.records.get(around.mine).values["state"] == "OFFERED"
    row = around.page.rows[around.mine]
    row.reason.setCurrentIndex(1)
    around.press_on_job(Qt.Key.Key_D)
    held = around.desk.records.get(around.mine).values
    assert held["state"] == "REQUESTED"
    assert not around.page.rows


def test_files_to_prepare_stand_with_a_job_of_ones_own_and_are_read_there(
    around: Round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert around.page.rows[around.mine].line.files == ()
    around.confirm()
    (file,) = around.page.rows[around.mine].line.files
    assert (file.title, file.here) == ("Wezwanie", True)
    (row,) = [each for each in around.page.findChildren(RowButton) if "Wezwanie" in each.accessibleName()]
    row.click()
    around.running.until(lambda: around.page.viewer is not None)
    viewer = around.page.viewer
    assert viewer is not None
    assert "Remove…" not in [each.text() for each in viewer.findChildren(QPushButton)]
    place = tmp_path / "wezwanie.pdf"
    monkeypatch.setattr(jobs_page, "ask_where", lambda *asked: asked[-1](place))
    viewer.copy_asked.emit()
    around.running.until(place.exists)
    around.running.settle()
    assert place.read_bytes() == PDF
    around.page.close_viewer()


def test_other_files_of_the_client_stay_closed_and_those_of_a_job_too_once_it_is_over(around: Round) -> None:
    for file in (around.file, around.secret):
        with pytest.raises(NotAllowed):
            around.desk.files.content(file)
    around.confirm()
    assert around.desk.files.content(around.file) == PDF
    assert [each.id for each in around.desk.records.list("attachment")] == [around.file]
    with pytest.raises(NotAllowed):
        around.desk.files.content(around.secret)
    around.desk.records.edit(around.mine, {"state": "COMPLETED"})
    for ask in (around.desk.files.content, around.desk.files.want, around.desk.files.of_record):
        with pytest.raises(NotAllowed):
            ask(around.file)


def test_every_other_door_is_closed(around: Round) -> None:
    others = [each for each in Command if not rooms_of("interpreter").admits(each.name)]
    assert {Command.PEOPLE, Command.CARE, Command.INTERPRETERS} <= {*others}
    for command in others:
        around.shell.run(command)
        around.running.settle()
        assert isinstance(around.shell.window.page, JobsPage), command
    around.shell.open_file(around.person)
    around.running.settle()
    assert "Your role does not open this." in words(around.shell.window)


def test_the_services_refuse_what_the_window_does_not_offer(around: Round) -> None:
    desk = around.desk
    for ask in (
        lambda: desk.records.get(around.theirs),
        lambda: desk.records.list("person"),
        lambda: desk.records.list("interpreter_request", {"cost_line": SECRET}),
        lambda: desk.search.find("Zhuk"),
        lambda: desk.people.ids("person"),
        lambda: desk.papers,
        lambda: desk.calendar,
        lambda: desk.care,
        lambda: desk.records.edit(around.mine, {"day": "2026-04-01"}),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert SECRET not in str(desk.records.get(around.mine))
