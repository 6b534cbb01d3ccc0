"""Acceptance story: childcare during a lesson of Polish, with a ninth child, a baby and a grandmother who is not listed."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cicdesk.base.clock import SystemClock
from cicdesk.gui.pages.care_page import CarePage
from cicdesk.gui.pages.care_rows import ChildRow, WishRow
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.windows.care_arrival_dialog import ArrivalDialog
from cicdesk.gui.windows.care_handover_dialog import HandoverDialog
from cicdesk.story.hands import CONTROL
from tests.end_to_end.conftest import Place
from tests.end_to_end.windows import Seat, Team, said
from tests.support.arranging import add_card, add_carer, add_place
from tests.support.desks import StillClock

pytestmark = [
    pytest.mark.slow, pytest.mark.server, pytest.mark.qt_log_ignore("This plugin does not support"),
]  # fmt: skip

ENTER = Qt.Key.Key_Return
POLAND = ZoneInfo("Europe/Warsaw")
EIGHT = ("Olena", "Danylo", "Inna", "Marko", "Taras", "Lesia", "Roman", "Daryna")
HOURS = {"from_time": "09:00", "to_time": "12:00"}
AUNT = {"name": "Halyna Koval", "relation": "SIBLING", "document": "PASSPORT"}
CONTACTS = [{"order": 1, "name": "Iryna Bondar", "relation": "FRIEND", "phone": "+48 000 000 002"}]


def a_morning() -> dt.datetime:
    """Today, at five past nine by clocks in Poland."""
    today = SystemClock().now().astimezone(POLAND).date()
    return dt.datetime.combine(today, dt.time(9, 5), POLAND).astimezone(dt.UTC)


def born(months: int, today: dt.date) -> str:
    """The birthday of somebody who is so many months old in the middle of a month."""
    whole = today.year * 12 + today.month - 1 - months
    return f"{whole // 12:04}-{whole % 12 + 1:02}-01"


class Lesson:
    """What was there before: a corner, a carer, a mother, eight children who have a place."""

    def __init__(self, desk: Seat, now: dt.datetime) -> None:
        self.today = now.astimezone(POLAND).date()
        self.mother = desk.made(
            "person", given_names="Oksana", family_name="Zhukova", contact_language="ukr",
            phones=[{"number": "+48000000001", "safe_to_call": True}],
        )  # fmt: skip
        self.place = add_place(desk.desk, name="Kącik", capacity=12)
        checks = [
            {"kind": each, "done_on": self.today.isoformat(), "result": "CLEAR"}
            for each in ("RSPTS", "KRK", "COUNTRIES", "STANDARDS", "FIRST_AID")
        ]
        self.carer = add_carer(desk.desk, checks=checks)
        self.desk = desk
        for name in EIGHT:
            self.ask(self.child(name, 30 if name == "Olena" else 60))
        self.child("Adam", 60)
        self.child("Zoja", 10)

    def child(self, name: str, months: int) -> str:
        listed = {"pick_up": [AUNT], "emergency_contacts": CONTACTS} if name == "Danylo" else {}
        birth = born(months, self.today)
        return add_card(self.desk.desk, self.mother, name, birth_date=birth, **listed)

    def ask(self, child: str) -> None:
        self.desk.made(
            "care_request", person=self.mother, dependants=[child], place=self.place, service="POL", state="CHECKED",
            day=self.today.isoformat(), wanted_carers=[self.carer], guardian_phone="+48000000001", **HOURS,
        )  # fmt: skip


def board(seat: Seat) -> CarePage:
    """The page of care, by its key."""
    laptop = seat.laptop
    laptop.turn_to()
    laptop.press(Qt.Key.Key_5, CONTROL)
    laptop.settle()
    return laptop.page(CarePage)


def ask_for_the_ninth(seat: Seat, lesson: Lesson) -> None:
    """From the mother's file, with what is known of her filled in."""
    laptop = seat.laptop
    laptop.hands.click(seat.open_file("Zhukova").arrange.acts["care_request"])
    laptop.wait_for_form("care_request")
    assert laptop.form.presenter.values["guardian_phone"] == "+48000000001"
    laptop.fill(day=f"{lesson.today:%d.%m.%Y}", from_time="9:00", to_time="12:00")
    laptop.fill(service="Polish course", state="place and")
    seat.pick(dependants="Adam", place="Kącik", wanted_carers="Basia")
    laptop.save(lambda: isinstance(laptop.shell.window.page, CasePage), "the wish is saved")


def on_duty(seat: Seat, page: CarePage, name: str) -> None:
    """One carer, and one more adult within call."""
    seat.laptop.turn_to()
    next(each for each in page.duty.boxes() if each.words == name).setFocus()
    seat.laptop.press(Qt.Key.Key_Space)
    seat.laptop.settle()
    page.duty.others.setFocus()
    seat.laptop.press(Qt.Key.Key_Up)
    seat.laptop.settle()


def at_the_door(seat: Seat, page: CarePage, name: str) -> ArrivalDialog:
    """The sheet of somebody who comes, everything looked at and ticked."""
    laptop = seat.laptop
    laptop.turn_to()
    wish = next((each for each in page.findChildren(WishRow) if each.line.name.startswith(name)), None)
    if wish is not None:
        laptop.hands.click(wish.findChildren(QPushButton)[0])
    else:
        row_of(page, name).setFocus()
        laptop.press(ENTER)
    sheet = seat.inside(ArrivalDialog)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        laptop.hands.key(sheet, key)
    laptop.settle()
    return sheet


def take_in(seat: Seat, page: CarePage, name: str, phone: str = "") -> None:
    """In with the child."""
    sheet = at_the_door(seat, page, name)
    if phone:
        seat.reads("There is no number at which the guardian can be reached now.", sheet)
        sheet.phone.setFocus()
        seat.laptop.hands.write(sheet, phone)
    seat.reads("Nothing stands in the way.", sheet)
    seat.done(sheet, ENTER, CONTROL)


def collect(seat: Seat, page: CarePage, name: str) -> HandoverDialog:
    """Somebody wants to take the child home."""
    seat.laptop.turn_to()
    row_of(page, name).setFocus()
    seat.laptop.press(ENTER)
    return seat.inside(HandoverDialog)


def row_of(page: CarePage, name: str) -> ChildRow:
    """The line of a child with a visit."""
    return next(each for each in page.rows.values() if each.line.name.startswith(name))


def walk_in(seat: Seat, page: CarePage, name: str) -> None:
    """Nobody asked before: the visit is noted at the door."""
    laptop = seat.laptop
    laptop.turn_to()
    laptop.hands.click(page.new_visit)
    laptop.wait_for_form("care_session")
    laptop.fill(from_time="9:00", to_time="11:00")
    seat.pick(person="Zhukova", dependant=name)
    laptop.save(lambda: isinstance(laptop.shell.window.page, CasePage), "the visit is saved")
    board(seat)


def test_childcare_during_a_lesson(qtbot: QtBot, qapp: QApplication, place: Place) -> None:
    now = a_morning()
    team = Team(qapp, place, StillClock(now))
    reception, corner = team.laptop(), team.laptop()
    lesson = Lesson(reception, now)
    reception.sync()
    ask_for_the_ninth(reception, lesson)
    reception.sync()
    reception.reads("waiting list")

    corner.sync()
    page = board(corner)
    corner.reads("Adam Z. 09:00–12:00  ·  place 1 on the list", page.lists.waiting)
    on_duty(corner, page, "Basia Demo")
    for name in EIGHT:
        take_in(corner, page, name)
    corner.reads("8 of 8 One carer has at most 8 now", page.ratio)
    sheet = at_the_door(corner, page, "Adam")
    corner.reads("Too few carers: 9 children and 1 on duty; 2 needed, one for at most 8.", sheet)
    assert not sheet.take_in.isEnabled()
    corner.laptop.hands.click(sheet.wait)
    corner.laptop.settle()
    corner.reads("Adam Z.", page.lists.waiting)

    for name in EIGHT[4:]:
        leaving = collect(corner, page, name)
        corner.laptop.hands.key(leaving, Qt.Key.Key_1)
        corner.done(leaving, ENTER, CONTROL)
    walk_in(corner, page, "Zoja")
    take_in(corner, page, "Zoja", "+48000000001")
    corner.reads("5 of 5 One carer has at most 5 now: somebody is under a year", page.ratio)

    leaving = collect(corner, page, "Danylo")
    corner.laptop.hands.key(leaving, Qt.Key.Key_3)
    corner.laptop.hands.write(leaving, "Oksana Koval")
    corner.laptop.hands.key(leaving, ENTER, CONTROL)
    corner.reads("Danylo Z. stays here", leaving.refusal)
    for words in ("Not on the list.", "Oksana Zhukova", "+48 000 000 001", "Iryna Bondar", "+48 000 000 002"):
        assert words in said(leaving.refusal)
    leaving.reject()
    corner.laptop.settle()
    corner.sync()
    reception.sync()
    seen = board(reception)
    reception.reads("5 of 5 One carer has at most 5 now: somebody is under a year", seen.ratio)
    reception.reads("Danylo Z. since 09:05", seen.lists.inside)
    reception.reads("Adam Z.", seen.lists.waiting)
    assert reception.laptop.state()["digest"] == corner.laptop.state()["digest"]
