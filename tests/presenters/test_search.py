"""The one search box."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

from cicdesk.base.ids import RecordId
from cicdesk.presenters.runner import InlineRunner, Lane
from cicdesk.presenters.search import Found, Offered, SearchPresenter
from cicdesk.services.desk import Desk
from cicdesk.store.search import Hit
from tests.support.desks import add_person

T = TypeVar("T")

COMMANDS = [
    Offered("NEW_CONTACT", "Nowy kontakt", "F2", "contact"),
    Offered("LOCK", "Zablokuj", "Ctrl+L", "lock"),
    Offered("ENROL", "Przyłącz do centrum", "", "link"),
]


class View:
    def __init__(self) -> None:
        self.shown: list[tuple[str, list[Found]]] = []
        self.hidden = 0

    def show_found(self, text: str, found: Sequence[Found]) -> None:
        self.shown.append((text, list(found)))

    def hide_found(self) -> None:
        self.hidden += 1


class LateRunner:
    """Keeps work until it is told to do it."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []

    def start(
        self,
        owner: object,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], None] | None = None,
        lane: Lane = Lane.DATABASE,
    ) -> None:
        self.waiting.append(lambda: done(work()))

    def go(self) -> None:
        self.waiting.pop(0)()


class CannedSearch:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def find(self, text: str, limit: int = 20, kinds: Sequence[str] = ()) -> list[Hit]:
        self.asked.append(text)
        return [Hit(RecordId("1"), RecordId("1"), "person", text.upper(), "KR-1", "name")]


def test_a_person_is_found_in_another_spelling_and_the_line_says_why(desk: Desk) -> None:
    add_person(desk)
    view = View()
    SearchPresenter(view, desk.search, InlineRunner(), list).type("євген жук")
    text, found = view.shown[-1]
    assert text == "євген жук"
    assert [each.kind for each in found] == ["person"]
    assert "KR" in found[0].detail or "-" in found[0].detail


def test_the_end_of_a_phone_number_is_the_reason_shown(desk: Desk) -> None:
    add_person(desk)
    view = View()
    SearchPresenter(view, desk.search, InlineRunner(), list).type("1222")
    assert "1222" in view.shown[-1][1][0].detail


@pytest.mark.parametrize(
    ("typed", "command"), [("kont", "NEW_CONTACT"), ("do centrum", "ENROL"), ("Przyłącz do", "ENROL")]
)
def test_commands_are_offered_by_their_names(desk: Desk, typed: str, command: str) -> None:
    view = View()
    SearchPresenter(view, desk.search, InlineRunner(), lambda: COMMANDS).type(typed)
    assert [each.command for each in view.shown[-1][1]] == [command]


def test_the_middle_of_a_word_is_no_command(desk: Desk) -> None:
    view = View()
    SearchPresenter(view, desk.search, InlineRunner(), lambda: COMMANDS).type("takt")
    assert view.shown[-1][1] == []


def test_an_empty_box_closes_the_list(desk: Desk) -> None:
    view = View()
    SearchPresenter(view, desk.search, InlineRunner(), list).type("  ")
    assert view.hidden == 1
    assert view.shown == []


def test_answers_that_come_too_late_are_not_shown_and_the_last_text_is_asked_once() -> None:
    view, runner, search = View(), LateRunner(), CannedSearch()
    presenter = SearchPresenter(view, search, runner, list)  # type: ignore[arg-type]  # one method of the service
    for text in ("z", "zh", "zhu", "zhuk"):
        presenter.type(text)
    assert len(runner.waiting) == 1
    runner.go()
    assert view.shown == []
    runner.go()
    assert [text for text, _found in view.shown] == ["zhuk"]
    assert search.asked == ["z", "zhuk"]


def test_emptying_the_box_forgets_the_answer_under_way() -> None:
    view, runner = View(), LateRunner()
    presenter = SearchPresenter(view, CannedSearch(), runner, list)  # type: ignore[arg-type]  # one method of the service
    presenter.type("z")
    presenter.type("")
    runner.go()
    assert view.shown == []
    assert runner.waiting == []
