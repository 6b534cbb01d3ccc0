"""What an edit makes of a record's state, and which edits are no step of its chart."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.workflows.engine import actors_of
from cicdesk.domain.workflows.guard import GUARDED, is_way, not_a_step, with_new_time
from cicdesk.schema.records import spec_of

WHEN = {"day": "2026-05-15", "from_time": "10:00", "to_time": "11:00"}
Anything = Any  # values of a record's fields


def codes(
    kind: str, before: dict[str, Anything], written: dict[str, Anything], role: str = "assistant"
) -> list[str]:
    return [problem.code for problem in not_a_step(kind, before, written, role)]


@pytest.mark.parametrize(
    ("kind", "state", "after"),
    [
        ("interpreter_request", "CONFIRMED", "OFFERED"),
        ("interpreter_request", "NEEDS_NEW_TIME", "OFFERED"),
        ("interpreter_request", "UNFILLED", "REQUESTED"),
        ("interpreter_request", "REQUESTED", "REQUESTED"),
        ("care_request", "CONFIRMED", "CHECKED"),
        ("care_request", "WAITING_LIST", "CHECKED"),
    ],
)
@pytest.mark.parametrize("written", [{"day": "2026-05-18"}, {"from_time": "12:00", "to_time": "13:00"}])
def test_another_date_or_time_goes_back_to_confirmation(
    kind: str, state: str, after: str, written: dict[str, str]
) -> None:
    before = {**WHEN, "state": state}
    found = with_new_time(kind, before, written)
    assert found == {**written, "state": after}
    assert codes(kind, before, found) == []


def test_the_same_time_typed_again_changes_nothing() -> None:
    before = {**WHEN, "state": "CONFIRMED"}
    assert with_new_time("interpreter_request", before, dict(WHEN)) == WHEN
    assert codes("interpreter_request", before, dict(WHEN)) == []


def test_a_time_given_for_the_first_time_is_no_change() -> None:
    before = {"day": "2026-05-15", "from_time": "10:00", "state": "REQUESTED"}
    assert with_new_time("interpreter_request", before, {"to_time": "11:00"}) == {"to_time": "11:00"}


def test_who_changes_the_time_and_calls_it_off_calls_it_off() -> None:
    before = {**WHEN, "state": "CONFIRMED"}
    written = {"day": "2026-05-18", "state": "VOID", "reason": "MISTAKE"}
    assert with_new_time("interpreter_request", before, written) == written
    assert codes("interpreter_request", before, written) == []


@pytest.mark.parametrize("state", ["UNDER_WAY", "COMPLETED", "SETTLED", "VOID"])
def test_what_has_begun_or_ended_keeps_its_time_but_a_coordinator_puts_it_right(state: str) -> None:
    before, written = {**WHEN, "state": state}, {"from_time": "09:00", "to_time": "10:00"}
    assert codes("interpreter_request", before, written) == ["time_stands", "time_stands"]
    assert codes("interpreter_request", before, written, "coordinator") == []
    assert with_new_time("interpreter_request", before, written) == written


@pytest.mark.parametrize(
    ("kind", "before", "after", "code"),
    [
        ("interpreter_request", "SETTLED", "DRAFT", "no_such_step"),
        ("interpreter_request", "COMPLETED", "CONFIRMED", "no_such_step"),
        ("interpreter_request", "COMPLETED", "SETTLED", "not_your_step"),
        ("interpreter_request", "OFFERED", "UNDER_WAY", "not_your_step"),
        ("interpreter_request", "CONFIRMED", "OFFERED", "step_without_reason"),
        ("interpreter_request", "CONFIRMED", "REQUESTED", "step_without_reason"),
        ("care_session", "CLOSED", "PRESENT", "no_such_step"),
        ("care_session", "PRESENT", "EXPECTED", "no_such_step"),
        ("care_session", "PRESENT", "NOT_COLLECTED", "not_your_step"),
    ],
)
def test_a_state_that_cannot_follow_is_refused(kind: str, before: str, after: str, code: str) -> None:
    assert codes(kind, {**WHEN, "state": before}, {"state": after}) == [code]


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("interpreter_request", "DRAFT", "OFFERED"),
        ("interpreter_request", "CONFIRMED", "COMPLETED"),
        ("interpreter_request", "CONFIRMED", "CLIENT_NO_SHOW"),
        ("interpreter_request", "SOMETHING_OF_TOMORROW", "OFFERED"),
        ("care_request", "DRAFT", "CHECKED"),
        ("care_session", "EXPECTED", "CLOSED"),
        ("person", "ANY", "THING"),
    ],
)
def test_several_steps_at_once_are_as_good_as_one_after_another(kind: str, before: str, after: str) -> None:
    assert codes(kind, {**WHEN, "state": before}, {"state": after}) == []


def test_who_takes_a_confirmed_interpreter_away_says_why_in_the_offer() -> None:
    before = {**WHEN, "state": "CONFIRMED", "offers": [{"interpreter": "i1", "answer": "ACCEPTED"}]}
    silent = {"state": "REQUESTED"}
    said = {"state": "REQUESTED", "offers": [{"interpreter": "i1", "answer": "DECLINED", "reason": "ILL"}]}
    assert codes("interpreter_request", before, silent) == ["step_without_reason"]
    assert codes("interpreter_request", before, said) == []


def test_the_coordinator_settles() -> None:
    assert codes("interpreter_request", {"state": "COMPLETED"}, {"state": "SETTLED"}, "coordinator") == []


@pytest.mark.parametrize("kind", GUARDED)
def test_the_chart_is_that_of_the_records_own_list(kind: str) -> None:
    guarded = GUARDED[kind]
    field = spec_of(kind).by_name[guarded.field]
    assert getattr(field, "code_list", "") == guarded.chart.code_list
    assert field.default == guarded.chart.start
    given = set(getattr(field, "centre_gives", ()))
    assert given <= {state.value for state in guarded.chart.states}


@given(st.data())
def test_nobody_writes_what_is_not_theirs_however_they_go_about_it(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(GUARDED)))
    role = data.draw(
        st.sampled_from(["assistant", "coordinator", "carer", "interpreter", "auditor", "admin"])
    )
    guarded = GUARDED[kind]
    states = [state.value for state in guarded.chart.states]
    before = {**WHEN, guarded.field: data.draw(st.sampled_from(states))}
    written = data.draw(
        st.fixed_dictionaries(
            {guarded.field: st.sampled_from(states)}, optional={"day": st.just("2026-06-01")}
        )
    )
    asked = with_new_time(kind, before, written)
    if not not_a_step(kind, before, asked, role) and asked[guarded.field] != before[guarded.field]:
        targets = {step.target.value for step in guarded.chart.transitions if step.by & actors_of(role)}
        allowed = targets | {step.target.value for step in guarded.chart.transitions if step.new_time}
        assert asked[guarded.field] in allowed


@pytest.mark.parametrize("kind", GUARDED)
@pytest.mark.parametrize("role", ["assistant", "carer", "interpreter", "coordinator"])
@pytest.mark.parametrize("moved", [False, True])
def test_whatever_a_laptop_lets_somebody_write_the_centre_takes(kind: str, role: str, moved: bool) -> None:
    guarded = GUARDED[kind]
    for before in guarded.chart.states:
        for after in guarded.chart.states:
            written = {guarded.field: after.value, **({"day": "2026-05-18"} if moved else {})}
            held = {**WHEN, guarded.field: before.value}
            reasons = {"reason": "OTHER", "offers": [{"reason": "OTHER"}]}
            if codes(kind, {**held, **reasons}, written, role) == []:
                assert is_way(kind, before.value, written), (before, after)


def test_what_nobody_may_write_is_no_way() -> None:
    assert not is_way("interpreter_request", "REQUESTED", {"state": "COMPLETED"})
    assert not is_way("care_session", "COLLECTED", {"state": "PRESENT"})
    assert not is_way("appointment", "HELD", {"status": "PLANNED"})
    assert is_way("interpreter_request", "REQUESTED", {"state": "CONFIRMED"}), "the centre's own affair"
    assert is_way("interpreter_request", "OF_TOMORROW", {"state": "COMPLETED"})
