"""The coordinator's desk by keys alone."""

from typing import TypeVar

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.domain.reviewing import ReviewState
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.review_asking import Asking
from cicdesk.gui.pages.review_page import ReviewPage
from cicdesk.gui.pages.today_page import TodayPage
from cicdesk.services.desk import Desk
from cicdesk.services.reviewing.deciding import Decision
from cicdesk.store import meta
from tests.support.desks import add_case, add_person
from tests.support.looks import all_words, clipped_texts, nameless, too_wide, untranslated
from tests.support.running import Running
from tests.support.typing_keys import CONTROL, bring_to_front, press, type_text

W = TypeVar("W", bound=QWidget)
ROLES = {"olha": "coordinator", "anna": "assistant", "jan": "coordinator"}


def with_cases(running: Running, count: int, role: str = "coordinator") -> tuple[ReviewPage, Desk]:
    """Olha's desk with cases that Anna registered; the last one is the first in the queue."""
    desk = running.profile.open()
    desk.context.user = "anna"
    for number in range(count):
        add_case(desk, add_person(desk, family=f"Zhuk{number}"))
    with desk.context.store.write() as connection:
        meta.save(
            connection, msgspec.structs.replace(meta.load_place(connection), roles={**ROLES, "olha": role})
        )
    running.profile.session.lock()
    shell = running.unlock()
    bring_to_front(shell.window)
    shell.run(Command.REVIEW)
    running.settle()
    page = shell.window.page
    assert isinstance(page, ReviewPage)
    held = running.profile.session.desk
    assert held is not None
    return page, held


def inside(window: Asking, kind: type[W]) -> W:
    """The field of that kind in a small window."""
    (found,) = window.findChildren(kind)
    return found


def states(desk: Desk) -> list[str]:
    return sorted(str(each.values["state"]) for each in desk.records.list("review"))


def asking(running: Running, page: ReviewPage) -> Asking:
    """The small window in sight."""
    running.until(lambda: any(each.isVisible() for each in page.findChildren(Asking)))
    return next(each for each in page.findChildren(Asking) if each.isVisible())


def test_j_and_k_move_and_a_approves_what_is_in_sight(running: Running) -> None:
    page, desk = with_cases(running, 3)
    first = page.list.currentIndex().row()
    press(Qt.Key.Key_J)
    press(Qt.Key.Key_J)
    press(Qt.Key.Key_K)
    running.settle()
    assert (first, page.list.currentIndex().row()) == (0, 1)
    chosen = page.card._name.text()
    press(Qt.Key.Key_A)
    running.settle()
    assert states(desk) == ["APPROVED"]
    assert page.model.rowCount() == 2
    assert page.card._name.text() != chosen


def test_r_returns_with_a_reason_and_p_passes_on(running: Running) -> None:
    page, desk = with_cases(running, 2)
    press(Qt.Key.Key_R)
    window = asking(running, page)
    assert not window.done_by.isEnabled(), "nothing goes back without a reason"
    inside(window, QPlainTextEdit).setPlainText("Brak telefonu")
    window.done_by.click()
    running.settle()
    assert states(desk) == ["RETURNED"]
    bring_to_front(running.shell.window)
    press(Qt.Key.Key_P)
    window = asking(running, page)
    who = inside(window, QComboBox)
    who.setCurrentIndex(who.findData("jan"))
    window.done_by.click()
    running.settle()
    assert states(desk) == ["PASSED_ON", "RETURNED"]
    assert page.model.rowCount() == 0
    assert not page.list.isVisible()


def test_letters_typed_into_a_comment_decide_nothing(running: Running) -> None:
    page, desk = with_cases(running, 1)
    press(Qt.Key.Key_C)
    type_text("rape")
    press(Qt.Key.Key_Return, CONTROL)
    running.settle()
    assert states(desk) == []
    assert [each.values["text"] for each in desk.records.list("comment")] == ["rape"]
    assert "rape" in all_words(page)


def test_a_comment_on_a_field_begins_at_that_field(running: Running) -> None:
    page, desk = with_cases(running, 1)
    page.card.box.about("summary")
    type_text("Kiedy?")
    press(Qt.Key.Key_Return, CONTROL)
    running.settle()
    (comment,) = desk.records.list("comment")
    assert comment.values["field"] == "summary"


def test_what_is_clean_is_approved_by_typing_how_many(running: Running) -> None:
    page, desk = with_cases(running, 2)
    with desk.context.store.write() as connection:
        connection.exec_driver_sql(
            "UPDATE record SET seq = n, data = coalesce(shown, data), shown = NULL, state = 0, by_user = changed_by,"
            " at = changed"
        )
        connection.exec_driver_sql("DELETE FROM outbox")
    assert page._presenter is not None
    page._presenter.many._missing = lambda _kind, _values: ()
    page.acts.buttons["all"].click()
    window = asking(running, page)
    line = inside(window, QLineEdit)
    line.setText("1")
    assert not window.done_by.isEnabled()
    line.setText("2")
    window.done_by.click()
    running.settle()
    assert states(desk) == ["APPROVED", "APPROVED"]


def test_enter_opens_the_file(running: Running) -> None:
    page, _desk = with_cases(running, 1)
    page.list.setFocus()
    press(Qt.Key.Key_Return)
    running.settle()
    assert isinstance(running.shell.window.page, CasePage)


def test_an_empty_queue_says_so_and_no_key_does_anything(running: Running) -> None:
    page, desk = with_cases(running, 0)
    for key in (Qt.Key.Key_J, Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_E):
        press(key)
    running.settle()
    assert states(desk) == []
    assert not page.acts.isVisible()


def test_who_does_not_coordinate_looks_and_comments(running: Running) -> None:
    page, _desk = with_cases(running, 1, "assistant")
    assert not page.acts.buttons["approve"].isEnabled()
    assert not page.acts.buttons["return"].isEnabled()
    assert page.acts.buttons["looked"].isEnabled()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_is_there_and_fits(running: Running, code: str) -> None:
    set_language(code)
    page, _desk = with_cases(running, 1)
    running.settle()
    assert untranslated(page) == []
    assert clipped_texts(page) == []
    assert too_wide(page) == []
    assert nameless(page) == []


def test_what_came_back_is_on_the_start_page_and_is_handed_in_again_there(running: Running) -> None:
    _page, desk = with_cases(running, 1)
    (case,) = desk.records.list("case")
    desk.context.user = "jan"
    desk.reviewing.decide(case.id, Decision(ReviewState.RETURNED, "Brak telefonu"))
    desk.context.user = "anna"
    shell = running.shell
    shell.run(Command.TODAY)
    running.settle()
    today = shell.window.page
    assert isinstance(today, TodayPage)
    assert "Brak telefonu" in all_words(today)
    again = next(
        each for each in today.findChildren(QPushButton) if "Zhuk0" in each.accessibleName() and each.text()
    )
    again.click()
    running.settle()
    assert states(desk) == ["WAITING"]
    assert "Brak telefonu" not in all_words(today)
