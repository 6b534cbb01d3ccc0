"""Acceptance story: a woman who speaks Chechen, at the doctor's on Friday at ten, and another office that was quicker."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cicdesk.base.clock import SystemClock
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.interpreters_page import InterpretersPage
from cicdesk.gui.pages.interpreters_rows import PlanRow
from cicdesk.gui.parts.boxes import Card
from cicdesk.gui.printing.preview_dialog import PreviewDialog
from cicdesk.story.hands import CONTROL, SHIFT
from cicdesk.story.waiting import until
from tests.end_to_end.conftest import Place
from tests.end_to_end.windows import Seat, Team, said
from tests.support.arranging import add_interpreter
from tests.support.pdfs import read_back

pytestmark = [
    pytest.mark.slow, pytest.mark.server, pytest.mark.qt_log_ignore("This plugin does not support"),
]  # fmt: skip

ENTER = Qt.Key.Key_Return
WISHES = {
    "gender": "Only a woman", "subject": "Med", "commune": "Nowy S", "place": "Szpital",
    "unwanted_languages": "ukr",
}  # fmt: skip


def a_friday() -> dt.date:
    """A Friday that is well ahead, so that nothing of it is in a hurry."""
    today = SystemClock().now().date()
    return today + dt.timedelta(days=(4 - today.weekday()) % 7 + 7)


def client(seat: Seat, family: str) -> str:
    """Somebody who speaks Chechen, and Russian if need be."""
    spoken = [{"language": "che"}, {"language": "rus"}]
    return seat.made(
        "person", given_names="Zargan", family_name=family, contact_language="che", languages=spoken,
        phones=[{"number": "+48000111222", "safe_to_call": True}],
    )  # fmt: skip


def ask(seat: Seat, family: str, day: dt.date, **wishes: str) -> InterpretersPage:
    """From the client's file to the request in the queue, by keys and one click."""
    laptop = seat.laptop
    laptop.hands.click(seat.open_file(family).arrange.acts["interpreter_request"])
    laptop.wait_for_form("interpreter_request")
    assert laptop.form.presenter.values["language"] == "che"
    laptop.fill(day=f"{day:%d.%m.%Y}", from_time="10:00", to_time="11:00", **wishes)
    laptop.fill(state="Requested")
    laptop.save(lambda: isinstance(laptop.shell.window.page, CasePage), "the request is saved")
    laptop.press(Qt.Key.Key_6, CONTROL)
    laptop.settle()
    page = laptop.page(InterpretersPage)
    until(lambda: page.panel.shown is not None, "the request is in sight")
    return page


def test_chechen_for_a_woman_at_the_doctors_on_friday_in_nowy_sacz(
    qtbot: QtBot, qapp: QApplication, place: Place
) -> None:
    team, day = Team(qapp, place, SystemClock()), a_friday()
    van, other = team.laptop(), team.laptop(role="coordinator", office=place.add_office())
    add_interpreter(van.desk, "Ruslan", sex="M")
    add_interpreter(van.desk, "Luiza", modes=["PHONE"])
    away = [{"from_day": day.isoformat(), "until_day": day.isoformat()}]
    add_interpreter(van.desk, "Zarema", absences=away)
    add_interpreter(van.desk, "Irina", languages=[{"language": "rus"}])
    add_interpreter(van.desk, "Oksana", languages=[{"language": "ukr"}])
    client(van, "Demova")
    client(other, "Inna")
    van.sync()
    other.sync()
    page = ask(van, "Demova", day, **WISHES)
    assert_explained(van, page)
    take(van, page, "telephone", agreed=True)
    van.reads("Luiza Demo agreed. It is not final yet: the centre confirms it at the next exchange")
    assert van.laptop.state()["badge"] == "waiting"

    theirs = ask(other, "Inna", day, mode="t", gender="Only a woman")
    other.laptop.press(Qt.Key.Key_O)
    other.reads("Asked: Luiza Demo.", theirs.panel)
    other.laptop.press(Qt.Key.Key_A)
    other.reads("agreed. It is not final yet", theirs.panel)
    other.sync()
    other.reads("The centre has confirmed it: Luiza Demo.", theirs.panel)

    van.sync()
    van.reads("The centre could not give it as wished: the interpreter is booked already.", page.panel)
    offered = rows(page.panel.alternatives)
    assert offered[:2] == [
        f"1 {day:%d.%m.%Y}, 09:00–10:00 Luiza Demo",
        f"2 {day:%d.%m.%Y}, 11:00–12:00 Luiza Demo",
    ]
    assert len(offered) == 3
    other.sync()
    other.reads("Somebody else wanted that time too; it stays with this request.", theirs.panel)
    take(van, page, "11:00–12:00", agreed=True)
    van.sync()
    van.reads("The centre has confirmed it: Luiza Demo.", page.panel)
    assert "11:00–12:00" in said(page.queue)
    sheet = printed(van, "Interpreter's order and time sheet")
    assert "LuizaDemo" in sheet
    assert f"{day:%d.%m.%Y}" in sheet
    assert "Demova" not in sheet, "the interpreter's sheet has a number for the client, no name"


def printed(seat: Seat, paper: str) -> str:
    """From the queue to the form, from the form to the paper; what its PDF says, without spaces."""
    laptop = seat.laptop
    laptop.press(ENTER)
    laptop.wait_for_form("interpreter_request")
    laptop.turn_to()
    laptop.press(Qt.Key.Key_P, CONTROL | SHIFT)
    menu = next(each for each in laptop.window.findChildren(QMenu) if each.isVisible())
    next(each for each in menu.actions() if each.text() == paper).trigger()
    menu.close()
    preview = seat.inside(PreviewDialog)
    laptop.hands.click(preview.keep)
    laptop.settle()
    (kept,) = seat.desk.records.list("attachment")
    return read_back(seat.desk.files.content(kept.id)).text


def take(seat: Seat, page: InterpretersPage, words: str, *, agreed: bool = False) -> None:
    """Another possibility by its digit, then the interpreter's yes."""
    seat.laptop.turn_to()
    card = page.panel.alternatives if page.panel.alternatives.isVisible() else page.panel.plans
    digit = next(place for place, row in enumerate(plan_rows(card)) if words in said(row))
    seat.laptop.press(Qt.Key(int(Qt.Key.Key_1) + digit))
    if agreed:
        seat.reads("Does the client agree?", page.panel.ask)
        seat.laptop.press(ENTER)
    seat.laptop.settle()
    seat.reads("Asked: ", page.panel)
    seat.laptop.press(Qt.Key.Key_A)
    seat.reads(" agreed. ", page.panel)
    seat.laptop.settle()


def plan_rows(card: Card) -> list[PlanRow]:
    """The other possibilities in sight."""
    return card.findChildren(PlanRow)


def rows(card: Card) -> list[str]:
    """The same in words."""
    return [said(each) for each in plan_rows(card)]


def assert_explained(seat: Seat, page: InterpretersPage) -> None:
    """Nobody fits, everybody who does not is told why, and there are ways out."""
    seat.reads("Nobody in the register can come as it is wished.", page.panel.ranked)
    reasons = said(page.panel.unlisted)
    for words in (
        "Ruslan Demo The client asks otherwise: only a woman.", "Luiza Demo Does not work this way: on site.",
        "Zarema Demo Absent: ", "Irina Demo Does not interpret this language: Chechen. In the register: Russian.",
    ):  # fmt: skip
        assert words in reasons
    seat.reads("The client does not want: Ukrainian. It is never offered.", page.panel)
    ways = rows(page.panel.plans)
    assert ways[:2] == [
        "1 telephone (ask the client first) Luiza Demo",
        "2 Russian (the client agrees) Irina Demo",
    ]
    assert any(words.endswith(", 10:00–11:00 (ask the client first) Zarema Demo") for words in ways)
    assert not any("Oksana" in words for words in ways)
