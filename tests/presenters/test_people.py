"""The people page: keys, pages of rows, filter."""

from array import array
from collections.abc import Sequence

from cicdesk.presenters.people import PeoplePresenter
from cicdesk.presenters.runner import InlineRunner
from cicdesk.schema.snapshot import Changes
from cicdesk.services.desk import Desk
from cicdesk.services.people import Row
from tests.support.desks import add_person


class View:
    def __init__(self) -> None:
        self.keys: array[int] = array("q")
        self.rows: list[Row] = []
        self.found: array[int] = array("q")
        self.forgot = 0

    def show_keys(self, keys: "array[int]") -> None:
        self.keys = keys

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.rows += rows

    def show_found(self, keys: "array[int]") -> None:
        self.found = keys

    def forget_rows(self) -> None:
        self.forgot += 1


def make(desk: Desk) -> tuple[View, PeoplePresenter]:
    view = View()
    return view, PeoplePresenter(view, desk.people, desk.search, InlineRunner())


def test_keys_come_first_and_rows_when_asked_for(desk: Desk) -> None:
    for name in ("Zhuk", "Bondar", "Melnyk"):
        add_person(desk, family=name)
    view, presenter = make(desk)
    presenter.load()
    assert len(view.keys) == 3
    assert view.rows == []
    presenter.fetch(view.keys[:2])
    assert [row.title.split()[0] for row in view.rows] == ["Bondar", "Melnyk"]


def test_the_filter_finds_any_spelling(desk: Desk) -> None:
    add_person(desk, "Łukasz", "Wójcik", "")
    add_person(desk)
    view, presenter = make(desk)
    presenter.filter("lukasz")
    presenter.fetch(view.found)
    assert [row.title for row in view.rows] == ["Wójcik Łukasz"]


def test_what_the_filter_keeps_has_all_its_cells_and_follows_the_order(desk: Desk) -> None:
    first, second = add_person(desk, "Ihor", "Zhuk"), add_person(desk, "Anna", "Zhuk")
    add_person(desk, "Maria", "Bondar", "")
    view, presenter = make(desk)
    presenter.filter("zhuk")
    presenter.sort("number")
    assert len(view.keys) == 0
    presenter.fetch(view.found)
    assert [row.id for row in view.rows] == [first, second]
    assert all("1888-04-02" in row.cells for row in view.rows)


def test_only_changes_of_its_own_kind_concern_it(desk: Desk) -> None:
    view, presenter = make(desk)
    presenter.changed(Changes(kinds=frozenset({"contact"})))
    assert view.forgot == 0
    presenter.changed(Changes(kinds=frozenset({"person"})))
    assert view.forgot == 1


def test_another_order_asks_for_other_keys(desk: Desk) -> None:
    first, second = add_person(desk, family="Zhuk"), add_person(desk, family="Bondar")
    assert first != second
    view, presenter = make(desk)
    presenter.sort("number")
    presenter.fetch(view.keys)
    assert [row.id for row in view.rows] == [first, second]


def test_a_visit_asks_anew_only_when_something_changed_meanwhile(desk: Desk) -> None:
    add_person(desk)
    view, presenter = make(desk)
    presenter.load()
    add_person(desk, family="Bondar")
    presenter.load()
    assert len(view.keys) == 1
    presenter.forget()
    presenter.load()
    assert len(view.keys) == 2
    assert view.forgot == 2
