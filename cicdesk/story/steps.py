"""The story itself, from the van to the centre and back. Everything is done by hand at the windows."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.editors.items import ItemsEditor
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.comments import CommentBox
from cicdesk.gui.pages.contact_page import ContactPage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.pages.review_page import ReviewPage
from cicdesk.gui.pages.today_page import TodayPage
from cicdesk.story import papers
from cicdesk.story.book import Book, Step
from cicdesk.story.hands import CONTROL, SHIFT
from cicdesk.story.laptop import Laptop
from cicdesk.story.line import Line
from cicdesk.story.looking import badge_shown, badge_words, says, scroll_to
from cicdesk.story.queue import keys_for
from cicdesk.story.waiting import expect, until

W = TypeVar("W", bound=QWidget)

_ENTER = Qt.Key.Key_Return


class Story:
    """Two laptops, the line of one of them, and the book that it is written into."""

    def __init__(self, van: Laptop, office: Laptop, line: Line, book: Book) -> None:
        self.van = van
        self.office = office
        self.line = line
        self.book = book

    def play(self) -> None:
        """All of it; NotAsExpected where something does not come as it must."""
        self.unlock()
        self.begin_the_day()
        self.queue()
        self.coordinator_arrives()
        self.network_goes()
        self.intake()
        self.open_a_case()
        self.network_returns()
        self.review()
        self.comment()
        self.answer_arrives()

    def unlock(self) -> None:
        """Oksana unlocks the laptop of the mobile point."""
        van = self.van
        van.start()
        with self.book.step("unlock", "Oksana unlocks the laptop of the mobile point", "L07") as step:
            van.type_passphrase()
            self.book.picture(step, van.window)
            van.unlock()
            expect(van.state()["unlocked"], "the profile is open")

    def begin_the_day(self) -> None:
        """The day in Miechów begins."""
        van = self.van
        with self.book.step("trip", "The day of the mobile point in Miechów begins", "L07") as step:
            van.open_form("trip", Qt.Key.Key_T, CONTROL | SHIFT)
            van.fill(place=papers.PLACE, venue=papers.VENUE, from_time="9:00", to_time="15:30")
            van.form.jump_to("languages")
            for each in ("PL", "UK", "RU"):
                van.answer(each)
            self._picture(step, van)
            van.save(lambda: self._page_is(van, TodayPage), "the trip is saved and today is in sight")
            expect(van.state()["records"].get("trip") == 1, "one trip is on the laptop")

    def queue(self) -> None:
        """Three people with short questions."""
        van = self.van
        with self.book.step("contacts", "Three short questions, by keyboard alone", "L07") as step:
            van.press(Qt.Key.Key_F2)
            for visitor in papers.QUEUE:
                self._note(visitor, step if visitor is papers.QUEUE[-1] else None)
            self._leave_the_queue()
            held = van.state()
            expect(held["records"].get("contact") == len(papers.QUEUE), "three contacts are on the laptop")
            expect(held["badge"] == "waiting", "what they are is waiting")
            until(lambda: badge_shown(van.window) == "waiting", "the badge says so")
            van.sync(until_badge="sent")

    def _note(self, visitor: papers.Visitor, step: Step | None = None) -> None:
        """Seven answers by their signs; a picture of them if there is a step for it."""
        van = self.van
        until(lambda: self._page_is(van, ContactPage), "the quick contact is in sight")
        van.settle()
        page, before = van.page(ContactPage), van.state()["records"].get("contact", 0)
        for question, given in visitor.answers():
            for text in given:
                van.write(keys_for(page, question, text))
            van.press(_ENTER)
        van.press(Qt.Key.Key_A, CONTROL)
        van.write(visitor.minutes)
        if step is not None:
            self._picture(step, van)
        van.press(_ENTER, CONTROL)
        until(lambda: van.state()["records"].get("contact", 0) == before + 1, "the contact is saved")
        van.settle()

    def _leave_the_queue(self) -> None:
        self.van.press(Qt.Key.Key_Escape)
        until(lambda: self._page_is(self.van, TodayPage), "today is in sight")
        self.van.settle()

    def coordinator_arrives(self) -> None:
        """Marta unlocks hers in Kraków, and gets the morning's contacts."""
        office = self.office
        office.start()
        with self.book.step("coordinator", "Marta unlocks hers in Kraków and syncs", "L01") as step:
            office.type_passphrase()
            office.unlock()
            office.sync(until_badge="sent")
            expect(office.state()["digest"] == self.van.state()["digest"], "both laptops hold the same")
            self._picture(step, office)

    def network_goes(self) -> None:
        """The van has no network any more."""
        van = self.van
        van.turn_to()
        with self.book.step("offline", "The network goes off; syncing says so", "L07", network=False) as step:
            self.line.cut()
            van.press(Qt.Key.Key_F2)
            self._note(papers.LAST_IN_QUEUE)
            self._leave_the_queue()
            van.sync(until_badge="waiting")
            expect(van.state()["waiting"] == 1, "one edit waits")
            self._picture(step, van)

    def intake(self) -> None:
        """A whole registration without a network."""
        van = self.van
        title = "A full intake without a network: passport lines, Cyrillic name, phone, residence"
        with self.book.step("intake", title, "L07", network=False) as step:
            van.open_form("person", Qt.Key.Key_N, CONTROL | SHIFT)
            van.press(Qt.Key.Key_M, CONTROL)
            for line in papers.PASSPORT.lines():
                van.write(line)
                van.press(_ENTER)
            until(lambda: van.form.presenter.values.get("family_name"), "the passport's lines are read")
            van.press(Qt.Key.Key_Escape)
            van.fill(original_name=papers.ORIGINAL_NAME)
            self._phone_and_stay()
            van.fill(no_pesel="t", contact_language="uk", education="ISCED_6", labour_status="UNEMPLOYED")
            # What funders ask: "no" by its first letter, as a button of its own takes it.
            van.fill(disability="n", minority="n", homelessness="n")
            van.form.jump_to("family_name")
            self._picture(step, van)
            van.save(lambda: self._page_is(van, CasePage), "the person is saved and the file is in sight")
            held = van.state()
            expect(held["records"].get("person") == 1, "one person is on the laptop")
            expect(held["waiting"] == step.before["L07"]["waiting"] + 1, "one more edit waits")

    def _phone_and_stay(self) -> None:
        van = self.van
        van.form.jump_to("phones")
        van.press(_ENTER)
        van.answer(papers.PHONE)
        van.form.jump_to("stays")
        self._add_item("stays")
        van.answer("UKR")
        van.answer("15.03.2024")

    def _add_item(self, name: str) -> None:
        editor = self.van.form.fields.frames[name].editor
        expect(isinstance(editor, ItemsEditor), f"{name} is a repeating group")
        if isinstance(editor, ItemsEditor) and not editor.cards:
            editor.add.setFocus()
            self.van.press(_ENTER)

    def open_a_case(self) -> None:
        """A case says what she needs."""
        van = self.van
        with self.book.step("case", "A case is opened: what she needs", "L07", network=False) as step:
            van.hands.click(_button(van.page(CasePage), _("New case")))
            van.wait_for_form("case")
            van.form.jump_to("topics")
            for each in ("STAY", "COURSES", "HOUSING"):
                van.answer(each)
            van.fill(summary=papers.written(papers.SUMMARY), project="fami")
            van.save(lambda: self._page_is(van, CasePage), "the case is saved and the file is in sight")
            until(lambda: "(" in badge_words(van.window), "the badge says how many wait")
            self._picture(step, van)

    def network_returns(self) -> None:
        """Back in reach, everything goes out."""
        van = self.van
        with self.book.step("online", "The network returns; the badge says sent", "L07") as step:
            self.line.restore()
            van.sync(until_badge="sent")
            expect(van.state()["waiting"] == 0, "nothing waits")
            self._picture(step, van)

    def review(self) -> None:
        """The coordinator's queue has the case."""
        office = self.office
        office.turn_to()
        with self.book.step("review", "Marta syncs and finds the case in her queue", "L01") as step:
            office.press(Qt.Key.Key_3, CONTROL)
            office.sync(until_badge="sent")
            page = office.page(ReviewPage)
            until(lambda: says(page, papers.ORIGINAL_NAME), "the case is in the queue")
            self._picture(step, office)

    def comment(self) -> None:
        """She asks about one field of it."""
        office = self.office
        with self.book.step("comment", "She comments on a field of the case", "L01") as step:
            box = _inside(office.page(ReviewPage), CommentBox)
            about = _inside(box, QComboBox)
            about.setCurrentIndex(about.findData("summary"))
            office.hands.click(box.text)
            office.write(papers.written(papers.COMMENT))
            self._picture(step, office)
            office.press(_ENTER, CONTROL)
            until(lambda: office.state()["records"].get("comment") == 1, "the comment is saved")
            office.settle()
            office.sync(until_badge="sent")

    def answer_arrives(self) -> None:
        """Back in the van, the comment stands in the file."""
        van = self.van
        van.turn_to()
        with self.book.step("answer", "The first laptop syncs and shows the comment", "L07") as step:
            van.sync(until_badge="sent")
            page = van.page(CasePage)
            until(lambda: says(page, papers.written(papers.COMMENT)), "the comment is in the file")
            van.settle()
            scroll_to(page, papers.written(papers.COMMENT))
            self._picture(step, van)
            here, there = van.state(), self.office.state()
            expect(here["digest"] == there["digest"], "both laptops hold the same in the end")
            expect(here["records"] == there["records"], "both laptops count the same in the end")

    def _picture(self, step: Step, laptop: Laptop) -> None:
        laptop.settle()
        self.book.picture(step, laptop.window)

    def _page_is(self, laptop: Laptop, kind: type[QWidget]) -> bool:
        page = laptop.shell.window.page
        return isinstance(page, kind) and not isinstance(page, FormPage)


def _button(page: QWidget, words: str) -> QAbstractButton:
    found = [
        each for each in page.findChildren(QAbstractButton) if words in {each.text(), each.accessibleName()}
    ]
    expect(found, f"there is a button {words}")
    return found[0]


def _inside(page: QWidget, kind: type[W]) -> W:
    """The first of its kind on the page."""
    return next(iter(page.findChildren(kind)))
