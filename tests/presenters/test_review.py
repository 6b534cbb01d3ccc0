"""What the coordinator's page decides, over a real profile."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import pytest

from cicdesk.base.i18n import set_language
from cicdesk.domain.reviewing import ReviewState
from cicdesk.presenters.review import Filter, Queue, ReviewPresenter
from cicdesk.presenters.review_reading import LineShown
from cicdesk.presenters.review_shown import ItemShown
from cicdesk.presenters.runner import InlineRunner
from cicdesk.schema.snapshot import Changes
from cicdesk.services.desk import Desk
from tests.support.desks import Profile, add_case, add_person


class View:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.cases: list[str] = []
        self.lines: list[LineShown] = []
        self.item: ItemShown | None = None
        self.choices: dict[str, list[str]] = {}
        self.saved: list[str] = []
        self.unheard: list[str] = []
        self.asked = (0, 0)
        self.told = ""
        self.filter = Filter()
        self.cleared = 0

    def show_queue(self, queue: Queue) -> None:
        self.cases = list(queue.cases)

    def show_lines(self, lines: Sequence[LineShown]) -> None:
        self.lines = list(lines)

    def show_item(self, item: ItemShown) -> None:
        self.item = item

    def show_choices(self, choices: Mapping[str, Sequence[tuple[str, str]]], saved: Sequence[str]) -> None:
        self.choices = {name: [code for code, _words in each] for name, each in choices.items()}
        self.saved = list(saved)

    def show_filter(self, wanted: Filter) -> None:
        self.filter = wanted

    def show_unheard(self, words: Sequence[str]) -> None:
        self.unheard = list(words)

    def ask_approval(self, count: int, left: int) -> None:
        self.asked = (count, left)

    def clear_comment(self) -> None:
        self.cleared += 1

    def tell(self, words: str) -> None:
        self.told = words

    @property
    def shown(self) -> ItemShown:
        assert self.item is not None
        return self.item

    def fields(self) -> dict[str, tuple[str, str, str]]:
        return {
            row.label: (row.before, row.after, row.who) for group in self.shown.groups for row in group.rows
        }


class Table:
    """Marta's desk: a case that Olha registered."""

    def __init__(self, profile: Profile, desk: Desk) -> None:
        set_language("en")
        self.profile, self.desk = profile, desk
        roles = {"olha": "assistant", "marta": "coordinator", "jan": "coordinator"}
        desk.context.place = msgspec.structs.replace(desk.context.place, roles=roles)
        self.person = add_person(desk)
        self.case = add_case(desk, self.person)
        self.view = View()
        self.missing: tuple[str, ...] = ()
        desk.context.user = "marta"
        self.presenter = ReviewPresenter(
            self.view, desk, InlineRunner(), profile.clock, lambda _kind, _values: self.missing, self.publish
        )
        self.presenter.load()

    def publish(self, changes: Changes) -> None:
        self.presenter.changed(changes)

    def later(self) -> None:
        self.profile.clock.moment += dt.timedelta(minutes=5)

    def edits(self, user: str, record: str, **values: Any) -> None:  # noqa: ANN401  any field
        """Somebody writes in it."""
        self.later()
        self.desk.context.user = user
        self.desk.records.edit(record, values)
        self.desk.context.user = "marta"
        self.presenter.load()

    def settled(self) -> None:
        """As if all of it were at the centre."""
        with self.desk.context.store.write() as connection:
            connection.exec_driver_sql(
                "UPDATE record SET seq = n, data = coalesce(shown, data), shown = NULL, state = 0,"
                " by_user = changed_by, at = changed"
            )
            connection.exec_driver_sql("DELETE FROM outbox")


@pytest.fixture
def table(profile: Profile, desk: Desk) -> Table:
    return Table(profile, desk)


def test_a_case_that_nobody_looked_at_is_shown_whole(table: Table) -> None:
    assert table.view.cases == [table.case]
    table.presenter.choose(table.case)
    shown = table.view.shown
    assert (shown.state, shown.since, shown.who) == (ReviewState.WAITING, "all", "Olha Melnyk")
    assert table.view.fields()["Date of birth"][1:] == ("02.04.1888", "")
    assert not shown.blocked


def test_a_line_says_who_wrote_and_where_the_case_stands(table: Table) -> None:
    queue = table.desk.review_queue.find(Filter())
    table.presenter.fetch(list(queue.keys))
    (line,) = table.view.lines
    assert line.title.startswith("Zhuk Yevhen")
    assert "Olha Melnyk" in line.detail
    assert line.right == "waiting for review"


def test_what_changed_since_one_looked_is_told_field_by_field_with_its_author(table: Table) -> None:
    table.presenter.looked_at(table.case)
    assert table.view.cases == []
    table.edits("olha", table.person, email="nowy@example.org")
    assert table.view.cases == [table.case]
    table.presenter.choose(table.case)
    assert table.view.shown.since == "seen"
    ((label, (before, after, who)),) = table.view.fields().items()
    assert (label, before, after) == ("E-mail", "", "nowy@example.org")
    assert "Olha Melnyk" in who


def test_an_approval_takes_the_case_off_and_an_edit_brings_it_back_with_the_approved_value(
    table: Table,
) -> None:
    table.presenter.choose(table.case)
    table.presenter.decide(table.view.shown, ReviewState.APPROVED)
    assert table.view.cases == []
    table.edits("olha", table.case, summary="Znalazł pracę.")
    assert table.view.cases == [table.case]
    table.presenter.choose(table.case, "approved")
    assert table.view.shown.state is ReviewState.CHANGED
    assert table.view.fields()["Summary"][1] == "Znalazł pracę."
    table.presenter.choose(table.case, "all")
    assert table.view.shown.since == "all"


def test_whoever_wrote_some_of_it_is_told_why_they_cannot_approve_it(table: Table) -> None:
    table.edits("marta", table.person, email="marta@example.org")
    table.presenter.choose(table.case)
    assert table.view.shown.blocked.startswith("You wrote")


def test_a_comment_on_a_field_of_the_person_is_kept_and_its_answer_shown(table: Table) -> None:
    table.presenter.choose(table.case)
    table.presenter.remarks.comment(table.view.shown, "Który numer?", f"{table.person}.phones")
    (comment,) = table.desk.records.list("comment")
    assert (comment.values["about"], comment.values["field"]) == (table.person, "phones")
    assert table.view.cleared == 1
    table.desk.context.user = "olha"
    answer = {"person": table.person, "about": table.person, "text": "Ten z listy", "answered_to": comment.id}
    table.desk.records.create("comment", {**answer, "author": "olha"})
    table.desk.context.user = "marta"
    table.presenter.choose(table.case)
    (remark,) = table.view.shown.remarks
    assert (remark.text, [each.text for each in remark.answers]) == ("Który numer?", ["Ten z listy"])
    table.presenter.remarks.settle(comment.id, done=True)
    assert table.view.shown.remarks[0].done


def test_what_is_returned_says_by_whom_and_why(table: Table) -> None:
    table.presenter.choose(table.case)
    table.presenter.decide(table.view.shown, ReviewState.RETURNED, "Brak telefonu")
    assert table.view.cases == []
    table.presenter.choose(table.case)
    assert table.view.shown.told.startswith("returned by marta")
    assert table.view.shown.told.endswith("Brak telefonu")


def test_clean_cases_are_approved_by_whoever_types_how_many_there_are(table: Table) -> None:
    table.settled()
    table.presenter.load()
    table.presenter.look_for_clean()
    assert table.view.asked == (1, 0)
    assert not table.presenter.many.approve("2")
    assert table.view.cases == [table.case]
    assert table.presenter.many.approve(" 1 ")
    assert table.view.cases == []
    assert table.view.told == "1 case approved"
    assert [each.reason for each in table.profile.session.backups()] == ["approval"]


def test_a_case_with_something_missing_is_not_clean(table: Table) -> None:
    table.settled()
    table.missing = ("pesel",)
    table.presenter.load()
    table.presenter.look_for_clean()
    assert table.view.asked == (0, 1)
    assert not table.presenter.many.approve("0")


def test_filters_are_saved_and_taken_again(table: Table) -> None:
    table.presenter.narrow(Filter(office="XX", days=7))
    assert table.view.cases == []
    table.presenter.keep_filter(" Tarnów ")
    assert table.view.saved == ["Tarnów"]
    table.presenter.narrow(Filter())
    assert table.view.cases == [table.case]
    table.presenter.recall("Tarnów")
    assert table.view.filter == Filter(office="XX", days=7)
    assert table.view.cases == []
    table.presenter.drop_filter("Tarnów")
    assert table.view.saved == []


def test_a_decision_that_did_not_stand_is_told_until_it_was_understood(table: Table) -> None:
    table.presenter.choose(table.case)
    table.presenter.decide(table.view.shown, ReviewState.APPROVED)
    (review,) = table.desk.records.list("review")
    lost = {"user": "marta", "state": "RETURNED", "why": "DECIDED_BEFORE", "at": "2026-03-10T09:00Z"}
    table.desk.records.edit(review.id, {"unheard": [{"id": "v1", **lost}]})
    table.presenter.load()
    (words,) = table.view.unheard
    assert "“returned” does not stand, for somebody else decided first" in words
    table.presenter.understood()
    assert table.view.unheard == []
