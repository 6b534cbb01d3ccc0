"""What holds for every workflow, and what each of them may do."""

import enum
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.workflows.appointment import APPOINTMENT, BOOKING_PART, AppointmentState, PartState
from cicdesk.domain.workflows.care import CARE_REQUEST, CARE_SESSION, CareRequestState, CareSessionState
from cicdesk.domain.workflows.charts import WORKFLOWS, mermaid
from cicdesk.domain.workflows.engine import PEOPLE, Actor, Transition, Workflow, actors_of
from cicdesk.domain.workflows.interpreter_request import INTERPRETER_REQUEST, InterpreterRequestState
from cicdesk.schema.codelists import code_list

each_workflow = pytest.mark.parametrize("chart", WORKFLOWS, ids=lambda chart: chart.name)
SERVER = frozenset({Actor.SERVER})
STAFF = frozenset({Actor.STAFF})
COORDINATOR = frozenset({Actor.COORDINATOR})
Request = InterpreterRequestState


def _all(chart: Workflow[Any]) -> list[Any]:
    return list(chart.states.__members__.values())


def arrows(chart: Workflow[Any], before: Any, after: Any, by: frozenset[Actor]) -> list[Transition[Any]]:  # noqa: ANN401  a state of any chart
    """The steps that lead from one state to another and that these may take."""
    return [each for each in chart.open_to(before, by) if each.target is after and not each.new_time]


def reachable(chart: Workflow[Any]) -> set[Any]:
    found, waiting = {chart.start}, [chart.start]
    while waiting:
        for step in chart.leaving(waiting.pop()):
            if step.target not in found:
                found.add(step.target)
                waiting.append(step.target)
    return found


@each_workflow
def test_every_state_can_be_reached(chart: Workflow[Any]) -> None:
    assert reachable(chart) == set(_all(chart))


@each_workflow
def test_every_state_that_is_not_final_has_a_way_to_an_end(chart: Workflow[Any]) -> None:
    everybody = frozenset(Actor)
    assert chart.final
    for state in chart.states:
        assert any(chart.path(state, end, everybody) is not None for end in chart.final)


@each_workflow
def test_people_alone_can_always_bring_it_to_an_end(chart: Workflow[Any]) -> None:
    for state in chart.states:
        assert any(chart.path(state, end, PEOPLE) is not None for end in chart.final)


@each_workflow
def test_its_states_are_exactly_those_of_its_code_list(chart: Workflow[Any]) -> None:
    assert {each.value for each in chart.states} == set(code_list(chart.code_list).by_code)


@each_workflow
def test_a_step_is_known_by_its_state_and_action(chart: Workflow[Any]) -> None:
    keys = [(each.source, each.action) for each in chart.transitions]
    assert len(keys) == len(set(keys))
    assert all(each.by for each in chart.transitions)


@each_workflow
def test_a_change_of_time_leads_to_one_state_and_never_keeps_a_confirmation(chart: Workflow[Any]) -> None:
    given_by_the_centre = {each.target for each in chart.transitions if each.by == SERVER}
    for state in chart.states:
        moving = [each for each in chart.leaving(state) if each.new_time]
        assert len(moving) <= 1
        for step in moving:
            assert step.target not in given_by_the_centre
            assert chart.rescheduled(state) is step.target


@each_workflow
@given(data=st.data())
def test_no_walk_leaves_the_chart(chart: Workflow[Any], data: st.DataObject) -> None:
    arrows = {(each.source, each.target, each.new_time) for each in chart.transitions}
    state = chart.start
    for _ in range(12):
        by, moved = frozenset({data.draw(st.sampled_from(list(Actor)))}), data.draw(st.booleans())
        after = data.draw(st.sampled_from(_all(chart)))
        way = chart.path(state, after, by, moved=moved)
        for step in way or ():
            assert (step.source, step.target, step.new_time) in arrows
            assert step.by & by
            assert moved or not step.new_time
        state = after if way is not None else state
    assert state in reachable(chart)


@each_workflow
@given(data=st.data())
def test_a_step_is_taken_only_by_whom_it_belongs_to(chart: Workflow[Any], data: st.DataObject) -> None:
    step = data.draw(st.sampled_from(chart.transitions))
    actor = data.draw(st.sampled_from(list(Actor)))
    assert (step in chart.open_to(step.source, frozenset({actor}))) == (actor in step.by)
    if actor in step.by:
        assert chart.path(step.source, step.target, frozenset({actor}), moved=step.new_time) is not None


@each_workflow
def test_a_way_is_walked_step_by_step(chart: Workflow[Any]) -> None:
    for before in chart.states:
        for after in chart.states:
            way = chart.path(before, after, frozenset(Actor))
            for step, following in zip(way or (), (way or ())[1:], strict=False):
                assert step.target is following.source
            if way:
                assert (way[0].source, way[-1].target) == (before, after)


@each_workflow
def test_the_diagram_shows_every_arrow(chart: Workflow[Any]) -> None:
    drawn = mermaid(chart)
    for each in chart.transitions:
        assert f"{each.source} --> {each.target}: {each.action}" in drawn
    assert drawn.count("-->") == len(chart.transitions) + 1 + len(chart.final)


@pytest.mark.parametrize(
    ("chart", "state"),
    [
        (INTERPRETER_REQUEST, Request.CONFIRMED),
        (INTERPRETER_REQUEST, Request.NEEDS_NEW_TIME),
        (CARE_REQUEST, CareRequestState.CONFIRMED),
        (CARE_REQUEST, CareRequestState.NEEDS_NEW_TIME),
        (BOOKING_PART, PartState.RESERVED),
        (BOOKING_PART, PartState.NEEDS_NEW_TIME),
    ],
)
def test_what_only_the_centre_sees_only_the_centre_gives(chart: Workflow[Any], state: enum.StrEnum) -> None:
    arriving = [each for each in chart.transitions if each.target is state]
    assert arriving
    assert all(each.by == SERVER for each in arriving)


@pytest.mark.parametrize("state", [Request.OFFERED, Request.CONFIRMED, Request.NEEDS_NEW_TIME], ids=str)
def test_an_interpreter_is_asked_again_about_another_time(state: Request) -> None:
    assert INTERPRETER_REQUEST.rescheduled(state) is Request.OFFERED


def test_what_an_appointment_reserves_is_a_wish_again_at_another_time() -> None:
    assert BOOKING_PART.rescheduled(PartState.RESERVED) is PartState.WANTED
    assert APPOINTMENT.rescheduled(AppointmentState.PLANNED) is AppointmentState.PLANNED
    assert APPOINTMENT.rescheduled(AppointmentState.HELD) is None


@pytest.mark.parametrize(
    "state", [Request.UNDER_WAY, Request.COMPLETED, Request.SETTLED, Request.VOID], ids=str
)
def test_what_has_begun_or_ended_is_not_moved(state: Request) -> None:
    assert INTERPRETER_REQUEST.rescheduled(state) is None


def test_who_takes_a_confirmed_interpreter_away_says_why() -> None:
    taking = arrows(INTERPRETER_REQUEST, Request.CONFIRMED, Request.REQUESTED, STAFF)
    assert [each.reason for each in taking] == [True]


@pytest.mark.parametrize(
    "state",
    [
        Request.DRAFT, Request.REQUESTED, Request.OFFERED, Request.CONFIRMED, Request.UNFILLED,
        Request.NEEDS_NEW_TIME,
    ],
    ids=str,
)  # fmt: skip
def test_whatever_has_not_begun_can_be_withdrawn(state: Request) -> None:
    withdrawing = arrows(INTERPRETER_REQUEST, state, Request.VOID, STAFF)
    assert withdrawing
    assert all(each.reason for each in withdrawing)


def test_an_interpreter_who_did_not_come_is_never_settled() -> None:
    assert Request.INTERPRETER_NO_SHOW in INTERPRETER_REQUEST.final


@pytest.mark.parametrize(
    "state", [Request.COMPLETED, Request.INCOMPLETE, Request.LATE_CANCELLED, Request.CLIENT_NO_SHOW], ids=str
)
def test_the_coordinator_settles_what_may_cost(state: Request) -> None:
    assert arrows(INTERPRETER_REQUEST, state, Request.SETTLED, COORDINATOR)
    assert INTERPRETER_REQUEST.path(state, Request.SETTLED, STAFF) is None


def test_a_laptop_in_the_field_goes_from_wish_to_offer_alone_and_no_further() -> None:
    way = INTERPRETER_REQUEST.path(Request.DRAFT, Request.OFFERED, STAFF)
    assert [each.action for each in way or ()] == ["request", "offer"]
    assert INTERPRETER_REQUEST.path(Request.DRAFT, Request.CONFIRMED, PEOPLE) is None
    assert INTERPRETER_REQUEST.path(Request.DRAFT, Request.COMPLETED, PEOPLE) is None


def test_the_field_records_arrival_end_and_absence() -> None:
    actions = {each.action for each in INTERPRETER_REQUEST.open_to(Request.CONFIRMED, STAFF)}
    assert {"begin", "client_absent", "interpreter_absent", "cancel", "cancel_late", "withdraw"} <= actions
    assert "confirm" not in actions


def test_a_child_not_collected_in_time_can_still_be_handed_over() -> None:
    state, carer = CareSessionState.NOT_COLLECTED, frozenset({Actor.CARER})
    assert arrows(CARE_SESSION, CareSessionState.PRESENT, state, frozenset({Actor.TIME}))
    assert CARE_SESSION.path(CareSessionState.PRESENT, state, carer) is None
    assert arrows(CARE_SESSION, state, CareSessionState.COLLECTED, carer)


def test_a_refused_child_is_refused_for_a_reason() -> None:
    refusing = arrows(
        CARE_SESSION, CareSessionState.EXPECTED, CareSessionState.REFUSED, frozenset({Actor.CARER})
    )
    assert [each.reason for each in refusing] == [True]


def test_a_full_place_means_the_waiting_list_and_a_free_one_ends_it() -> None:
    checked, waiting = CareRequestState.CHECKED, CareRequestState.WAITING_LIST
    assert arrows(CARE_REQUEST, checked, waiting, SERVER)
    assert arrows(CARE_REQUEST, waiting, CareRequestState.CONFIRMED, SERVER)
    assert CARE_REQUEST.path(waiting, CareRequestState.CONFIRMED, STAFF) is None


def test_a_state_takes_no_step_that_is_not_drawn() -> None:
    assert INTERPRETER_REQUEST.path(Request.SETTLED, Request.DRAFT, frozenset(Actor), moved=True) is None


@pytest.mark.parametrize(
    ("role", "actor", "may"),
    [
        ("assistant", Actor.STAFF, True),
        ("staff", Actor.STAFF, True),
        ("assistant", Actor.COORDINATOR, False),
        ("coordinator", Actor.COORDINATOR, True),
        ("coordinator", Actor.CARER, True),
        ("interpreter", Actor.STAFF, False),
        ("carer", Actor.STAFF, False),
        ("carer", Actor.CARER, True),
        ("auditor", Actor.STAFF, False),
        ("admin", Actor.STAFF, False),
    ],
)
def test_a_role_acts_as_whom_it_may(role: str, actor: Actor, may: bool) -> None:
    assert (actor in actors_of(role)) is may


def test_no_role_is_the_server_or_the_time() -> None:
    for role in ("staff", "assistant", "coordinator", "interpreter", "carer", "auditor", "admin", "another"):
        assert not actors_of(role) & {Actor.SERVER, Actor.TIME}


def test_the_page_of_charts_is_what_the_program_says() -> None:
    from scripts.manual import CHECKOUT, workflows_page

    assert (CHECKOUT / "docs" / "workflows.md").read_text(encoding="utf-8") == workflows_page()


def test_the_charts_load_without_anything_heavy() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import cicdesk.domain.workflows.charts, sys; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert not {"sqlalchemy", "PySide6", "holidays"} & set(loaded)
