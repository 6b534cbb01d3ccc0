"""Requests for interpreters as a coordinator meets them: the presenters over the real store."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.presenters.interpreters import InterpretersPresenter
from cicdesk.presenters.interpreters_queue import QueueRow, QueueShown
from cicdesk.presenters.interpreters_ranked import PlanLine
from cicdesk.presenters.interpreters_request import RequestPresenter, sheet_values
from cicdesk.presenters.interpreters_shown import Matched, RequestShown
from cicdesk.presenters.interpreters_steps import StepLine
from cicdesk.presenters.runner import InlineRunner
from cicdesk.schema.snapshot import Changes
from cicdesk.services.desk import Desk
from cicdesk.store.meta import Place
from tests.support.arranging import DAY, add_interpreter, add_request, given_by_centre
from tests.support.desks import Profile, add_person


@dataclass
class Page:
    """Both halves of a page that only write down what they are told."""

    queues: list[QueueShown] = field(default_factory=list)
    requests: list[RequestShown | None] = field(default_factory=list)

    def show_queue(self, shown: QueueShown) -> None:
        self.queues.append(shown)

    def show_request(self, shown: RequestShown | None) -> None:
        self.requests.append(shown)


class Board:
    """A coordinator's page over one profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.desk = profile.open()
        self.page = Page()
        runner, clock = InlineRunner(), profile.clock
        self.queue = InterpretersPresenter(self.page, self.desk, runner, clock)
        self.request = RequestPresenter(self.page, self.desk, runner, clock, self.changed)
        set_language("en")

    def changed(self, changes: Changes) -> None:
        self.queue.changed(changes)
        self.request.changed(changes)

    def open(self, record: str) -> RequestShown:
        self.request.open(record)
        return self.now

    @property
    def now(self) -> RequestShown:
        shown = self.page.requests[-1]
        assert shown is not None
        return shown

    @property
    def found(self) -> Matched:
        found = self.now.found
        assert found is not None
        return found

    def rows(self, key: str) -> list[QueueRow]:
        self.queue.load()
        return [row for part in self.page.queues[-1].parts if part.key == key for row in part.rows]

    def step(self, action: str) -> StepLine:
        return next(each for each in self.now.steps if each.action == action)

    def values(self, record: str) -> dict[str, Any]:
        return dict(self.desk.records.get(record).values)


@pytest.fixture
def board(profile: Profile) -> Board:
    return Board(profile)


def coordinator(desk: Desk) -> None:
    desk.placed(Place(device="d7", name="L07", office="KR", region="MA"), "olha")


def plan_with(board: Board, words: str) -> PlanLine:
    return next(each for each in board.found.plans if words in each.words)


def test_requests_are_queued_by_what_there_is_to_do(board: Board) -> None:
    who = add_interpreter(board.desk)
    person = add_person(board.desk)
    asked = {"interpreter": who, "answer": "WAITING", "answer_by": "2026-03-10T08:00Z"}
    add_request(board.desk, person, state="REQUESTED")
    add_request(board.desk, person, state="REQUESTED", day="2026-03-11")
    add_request(board.desk, person, state="OFFERED", wanted_interpreter=who, offers=[asked])
    sure, done = (
        add_request(board.desk, person, state="OFFERED", wanted_interpreter=who) for _each in range(2)
    )
    given_by_centre(board.desk, sure, {"state": "CONFIRMED", "interpreter": who})
    given_by_centre(board.desk, done, {"state": "COMPLETED", "interpreter": who, "day": "2026-03-03"})
    unfilled = board.rows("UNFILLED")
    assert [each.detail.splitlines()[0] for each in unfilled] == [
        "Chechen  ·  Wednesday 11.03.2026, 10:00–11:00",
        "Chechen  ·  Friday 13.03.2026, 10:00–11:00",
    ]
    assert unfilled[0].title == "Yevhen Zhuk"
    assert unfilled[0].note == "within 24 to 48 hours"
    assert [each.note for each in board.rows("OFFERED")] == ["no answer in time: Zarema Demo"]
    assert [(each.state, each.tone) for each in board.rows("CONFIRMED")] == [("confirmed", "success")]
    assert [each.note for each in board.rows("SETTLE")] == ["no time sheet yet"]


def test_what_is_confirmed_for_later_is_not_of_this_week(board: Board) -> None:
    who = add_interpreter(board.desk)
    far = add_request(board.desk, state="OFFERED", wanted_interpreter=who, day="2026-04-13")
    given_by_centre(board.desk, far, {"state": "CONFIRMED", "interpreter": who})
    assert board.rows("CONFIRMED") == []
    assert board.rows("ANSWERED") == []


def test_what_the_centre_has_just_confirmed_for_later_is_read_once(board: Board) -> None:
    who = add_interpreter(board.desk)
    far = add_request(board.desk, state="OFFERED", wanted_interpreter=who, day="2026-04-13")
    given = {"state": "CONFIRMED", "interpreter": who, "decided_at": "2026-03-10T09:00Z"}
    given_by_centre(board.desk, far, given)
    assert [each.id for each in board.rows("ANSWERED")] == [far]
    board.profile.clock.moment += dt.timedelta(days=2)
    assert board.rows("ANSWERED") == []


def test_the_month_stands_beside_the_queue_with_its_cap(board: Board) -> None:
    who = add_interpreter(board.desk, monthly_cap_hours=1)
    for day in (DAY, "2026-03-16"):
        add_request(board.desk, state="OFFERED", wanted_interpreter=who, day=day)
    board.queue.load()
    (line,) = board.page.queues[-1].months
    assert (line.name, line.text, line.tone) == ("Zarema Demo", "2 h of 1 h", "warning")


def test_whoever_can_come_is_explained_point_by_point(board: Board) -> None:
    near, far = add_interpreter(board.desk), add_interpreter(board.desk, "Luiza", home_commune="1261011")
    board.open(add_request(board.desk, state="REQUESTED"))
    assert [each.id for each in board.found.ranked] == [near, far]
    first = board.found.ranked[0]
    assert sum(points for _words, points in first.merits) == first.score
    assert ("Rate: 120,00 zł.", 4) in first.merits


def test_an_offer_and_its_answer_end_at_the_centre_not_here(board: Board) -> None:
    who = add_interpreter(board.desk)
    record = add_request(board.desk, state="REQUESTED")
    board.open(record)
    board.request.offer(who)
    assert board.now.state == "offered"
    assert board.now.told.startswith("Asked: Zarema Demo.")
    assert board.found.ranked[0].answer == "WAITING"
    board.request.accept(who)
    assert board.values(record)["state"] == "OFFERED", "only the centre confirms"
    assert board.now.state == "agreed, the centre confirms"
    assert "the centre confirms it at the next exchange" in board.now.told
    assert board.now.provisional


def test_a_refusal_opens_the_request_again_with_its_reason(board: Board) -> None:
    who = add_interpreter(board.desk)
    record = add_request(board.desk, state="REQUESTED")
    board.open(record)
    board.request.offer(who)
    board.request.decline(who, "ILL", "back on Monday")
    values = board.values(record)
    assert values["state"] == "REQUESTED"
    assert ("About the reason", "Zarema Demo: back on Monday") in board.now.facts
    assert values.get("wanted_interpreter") is None
    assert [(each["answer"], each["reason"]) for each in values["offers"]] == [("DECLINED", "ILL")]


def test_where_two_were_asked_the_other_is_wanted_after_a_refusal(board: Board) -> None:
    one, other = add_interpreter(board.desk), add_interpreter(board.desk, "Luiza")
    record = add_request(board.desk, state="REQUESTED")
    board.open(record)
    board.request.offer(one)
    board.request.offer(other)
    assert board.values(record)["wanted_interpreter"] == one
    board.request.decline(one, "BUSY")
    assert board.values(record)["wanted_interpreter"] == other
    assert board.values(record)["state"] == "OFFERED"


def test_the_first_to_agree_takes_back_all_other_offers(board: Board) -> None:
    one, other = add_interpreter(board.desk), add_interpreter(board.desk, "Luiza")
    record = add_request(board.desk, state="REQUESTED")
    board.open(record)
    board.request.offer(one)
    board.request.offer(other)
    board.request.accept(other)
    values = board.values(record)
    assert values["wanted_interpreter"] == other
    assert {each["interpreter"]: each["answer"] for each in values["offers"]} == {
        one: "WITHDRAWN",
        other: "ACCEPTED",
    }


def test_silence_passes_the_offer_on(board: Board) -> None:
    one, other = add_interpreter(board.desk), add_interpreter(board.desk, "Luiza", home_commune="1261011")
    record = add_request(board.desk, state="REQUESTED")
    board.open(record)
    board.request.offer(one)
    board.request.ask_next(one)
    values = board.values(record)
    assert values["wanted_interpreter"] == other
    assert {each["interpreter"]: each["answer"] for each in values["offers"]} == {
        one: "NO_ANSWER",
        other: "WAITING",
    }


def test_chechen_for_a_woman_at_the_doctors_on_friday_in_nowy_sacz(board: Board) -> None:
    """Acceptance story 5 of the domain: nobody fits, everybody is explained, and there are ways out."""
    desk = board.desk
    add_interpreter(desk, "Ruslan", sex="M")
    only_phone = add_interpreter(desk, "Luiza", modes=["PHONE"])
    away = [{"from_day": DAY, "until_day": DAY}]
    absent = add_interpreter(desk, "Zarema", absences=away)
    russian = add_interpreter(desk, "Irina", languages=[{"language": "rus"}])
    ukrainian = add_interpreter(desk, "Oksana", languages=[{"language": "ukr"}])
    record = add_request(
        desk, add_person(desk, "Zargan", "Demo", ""), state="REQUESTED", gender="WOMAN_REQUIRED", subject="MEDICAL",
        fallback_languages=[{"order": 1, "language": "rus"}], unwanted_languages=["ukr"],
    )  # fmt: skip
    board.open(record)
    assert board.found.ranked == ()
    reasons = {each.name: " ".join(each.reasons) for each in board.found.unlisted}
    assert "The client asks otherwise: only a woman" in reasons["Ruslan Demo"]
    assert reasons["Luiza Demo"] == "Does not work this way: on site."
    assert reasons["Zarema Demo"].startswith("Absent: 13.03")
    assert "Chechen" in reasons["Irina Demo"]
    assert board.now.unwanted == "Ukrainian"
    by_phone = plan_with(board, "telephone")
    assert (by_phone.interpreter, by_phone.ask) == (only_phone, True)
    in_russian = plan_with(board, "Russian (the client agrees)")
    assert (in_russian.interpreter, in_russian.ask) == (russian, False)
    other_time = next(each for each in board.found.plans if each.span != in_russian.span)
    assert other_time.interpreter == absent
    assert ukrainian not in {each.interpreter for each in board.found.plans}
    board.request.take(in_russian)
    values = board.values(record)
    assert (values["language"], values["state"]) == ("rus", "OFFERED")
    assert values["wanted_interpreter"] == russian
    assert values["fallback_languages"][0]["language"] == "che", "the first language stays accepted"
    assert board.now.provisional


def test_another_office_was_quicker_and_its_hour_is_replaced_with_one_key(board: Board) -> None:
    desk = board.desk
    who = add_interpreter(desk)
    record = add_request(desk, state="REQUESTED")
    board.open(record)
    board.request.offer(who)
    board.request.accept(who)
    given_by_centre(desk, record, {
        "state": "NEEDS_NEW_TIME", "decision_reason": "INTERPRETER_TAKEN",
        **{
            f"alternatives/{number}": {
                "day": DAY, "from_time": f"{hour}:00", "to_time": f"{hour + 1}:00", "interpreter": who,
            }
            for number, hour in enumerate((12, 13, 14), start=1)
        },
    })  # fmt: skip
    board.open(record)
    assert board.rows("NEEDS_NEW_TIME")[0].tone == "danger"
    assert "the interpreter is booked already" in board.now.told
    alternatives = board.found.alternatives
    assert [each.words for each in alternatives] == [
        "13.03.2026, 12:00–13:00",
        "13.03.2026, 13:00–14:00",
        "13.03.2026, 14:00–15:00",
    ]
    board.request.take(alternatives[1])
    values = board.values(record)
    assert (values["from_time"], values["to_time"], values["state"]) == ("13:00", "14:00", "OFFERED")
    answers = [each["answer"] for each in values["offers"]]
    assert sorted(answers) == ["WAITING", "WITHDRAWN"], "what was agreed for the old hour holds for no other"


def test_a_telephone_call_moved_to_the_spot_is_no_call_any_more(board: Board) -> None:
    add_interpreter(board.desk, modes=["ON_SITE"])
    record = add_request(board.desk, state="REQUESTED", service="BY_PHONE", mode="PHONE")
    board.open(record)
    board.request.take(plan_with(board, "on site"))
    assert board.values(record)["service"] == "CONSECUTIVE"


def test_calling_off_asks_why_and_who_and_says_what_it_costs(board: Board) -> None:
    who = add_interpreter(board.desk)
    record = add_request(board.desk, state="OFFERED", wanted_interpreter=who)
    given_by_centre(board.desk, record, {"state": "CONFIRMED", "interpreter": who, "day": "2026-03-10"})
    board.open(record)
    actions = {each.action for each in board.now.steps}
    assert "cancel_late" in actions
    assert "cancel" not in actions
    late = board.step("cancel_late")
    assert "the interpreter is paid" in late.hint
    assert ("CLIENT_ILL", "the client is ill") in late.reasons
    assert "INTERPRETER" not in dict(late.parties)
    board.request.step(late, "CLIENT_ILL", "", "CLIENT")
    values = board.values(record)
    assert (values["state"], values["reason"], values["cancelled_by"]) == (
        "LATE_CANCELLED",
        "CLIENT_ILL",
        "CLIENT",
    )
    assert values["cancelled_at"] == "2026-03-10T09:30Z"


def test_whoever_was_confirmed_is_taken_off_with_a_reason(board: Board) -> None:
    who = add_interpreter(board.desk)
    record = add_request(board.desk, state="OFFERED", wanted_interpreter=who)
    given_by_centre(board.desk, record, {"state": "CONFIRMED", "interpreter": who})
    board.open(record)
    assert board.now.found is None, "nobody is looked for while somebody is confirmed"
    board.request.step(board.step("decline"), "ILL")
    values = board.values(record)
    assert values["state"] == "REQUESTED"
    assert values["offers"][-1]["reason"] == "ILL"


def test_after_the_job_the_time_sheet_begins_with_what_is_known(board: Board) -> None:
    who = add_interpreter(board.desk)
    person = add_person(board.desk)
    record = add_request(board.desk, person, state="OFFERED", wanted_interpreter=who)
    given_by_centre(board.desk, record, {"state": "COMPLETED", "interpreter": who})
    shown = board.open(record)
    assert shown.wants_sheet
    assert not shown.sheet
    given = sheet_values(shown)
    assert (given["interpreter"], given["interpreter_request"], given["person"]) == (who, record, person)
    made = board.desk.records.create("time_sheet", given)[0].id
    assert board.open(record).sheet == made


def test_a_draft_is_offered_at_once(board: Board) -> None:
    who = add_interpreter(board.desk)
    record = add_request(board.desk)
    board.open(record)
    assert board.now.told == "A draft: nobody looks for an interpreter yet."
    board.request.offer(who)
    assert board.values(record)["state"] == "OFFERED"


def test_a_request_that_is_gone_leaves_the_page(board: Board) -> None:
    record = add_request(board.desk)
    board.open(record)
    board.changed(board.desk.records.delete(record, "MISTAKE"))
    assert board.page.requests[-1] is None
