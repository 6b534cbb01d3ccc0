"""Cancellations in time, late, and of nobody's cost."""

import datetime as dt
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.cancelling import (
    Because,
    CancellationTerms,
    Cancelling,
    cancellation,
    deadline,
)
from cicdesk.domain.wall_time import Span, instant, span, wall
from cicdesk.domain.workflows.interpreter_request import INTERPRETER_REQUEST
from cicdesk.domain.workflows.interpreter_request import InterpreterRequestState as State
from cicdesk.domain.working_days import is_working

DAY, TWO_DAYS = CancellationTerms(), CancellationTerms(hours=48)
LENIENT = CancellationTerms(day_before_break_is_late=False)
WEDNESDAY, MONDAY = date(2026, 5, 13), date(2026, 5, 18)


def hour(day: date) -> Span:
    return span(day, time(10), time(11))


@pytest.mark.parametrize(
    ("terms", "job", "at", "state", "because"),
    [
        (DAY, hour(WEDNESDAY), (date(2026, 5, 12), time(10)), State.CANCELLED, Because.ENOUGH_NOTICE),
        (DAY, hour(WEDNESDAY), (date(2026, 5, 12), time(10, 1)), State.LATE_CANCELLED, Because.TOO_FEW_HOURS),
        (TWO_DAYS, hour(WEDNESDAY), (date(2026, 5, 11), time(10)), State.CANCELLED, Because.ENOUGH_NOTICE),
        (TWO_DAYS, hour(WEDNESDAY), (date(2026, 5, 12), time(8)), State.LATE_CANCELLED, Because.TOO_FEW_HOURS),
        # On Friday for Monday.
        (DAY, hour(MONDAY), (date(2026, 5, 15), time(8)), State.LATE_CANCELLED, Because.DAY_BEFORE_BREAK),
        (DAY, hour(MONDAY), (date(2026, 5, 15), time(18)), State.LATE_CANCELLED, Because.DAY_BEFORE_BREAK),
        (DAY, hour(MONDAY), (date(2026, 5, 17), time(9)), State.LATE_CANCELLED, Because.DAY_BEFORE_BREAK),
        (DAY, hour(MONDAY), (date(2026, 5, 14), time(16)), State.CANCELLED, Because.ENOUGH_NOTICE),
        (LENIENT, hour(MONDAY), (date(2026, 5, 15), time(8)), State.CANCELLED, Because.ENOUGH_NOTICE),
        (LENIENT, hour(MONDAY), (date(2026, 5, 15), time(11)), State.LATE_CANCELLED, Because.TOO_FEW_HOURS),
        # The Tuesday after Easter: the last working day before was Good Friday.
        (DAY, hour(date(2026, 4, 7)), (date(2026, 4, 3), time(8)), State.LATE_CANCELLED, Because.DAY_BEFORE_BREAK),
        (DAY, hour(date(2026, 4, 7)), (date(2026, 4, 2), time(8)), State.CANCELLED, Because.ENOUGH_NOTICE),
        # Christmas Eve is a day off from 2025 on.
        (LENIENT, hour(date(2025, 12, 29)), (date(2025, 12, 24), time(8)), State.LATE_CANCELLED, Because.TOO_FEW_HOURS),
        (LENIENT, hour(date(2025, 12, 29)), (date(2025, 12, 23), time(9)), State.CANCELLED, Because.ENOUGH_NOTICE),
        (LENIENT, hour(date(2024, 12, 27)), (date(2024, 12, 24), time(9)), State.CANCELLED, Because.ENOUGH_NOTICE),
        # The Friday after Corpus Christi, and a Saturday's workshop.
        (LENIENT, hour(date(2026, 6, 5)), (date(2026, 6, 3), time(11)), State.LATE_CANCELLED, Because.TOO_FEW_HOURS),
        (DAY, hour(date(2026, 5, 16)), (date(2026, 5, 15), time(9)), State.CANCELLED, Because.ENOUGH_NOTICE),
    ],
)  # fmt: skip
def test_notice_is_counted_on_working_days(
    terms: CancellationTerms, job: Span, at: tuple[date, time], state: State, because: Because
) -> None:
    found = cancellation(job, instant(*at), Cancelling.CLIENT, terms, bound=True)
    assert (found.state, found.because) == (state, because)
    assert found.billed is (state is State.LATE_CANCELLED)


@pytest.mark.parametrize(
    ("hours", "last"),
    [
        (3, (date(2026, 5, 12), time(10))),
        (4, (date(2026, 5, 11), time(10))),
        (8, (date(2026, 5, 8), time(10))),
        (16, (date(2026, 5, 4), time(10))),
    ],
)
def test_long_jobs_need_two_three_or_seven_working_days(hours: int, last: tuple[date, time]) -> None:
    start = instant(WEDNESDAY, time(10))
    found, because = deadline(Span(start, start + dt.timedelta(hours=hours)), DAY)
    assert found == instant(*last)
    assert because is (Because.LONG_JOB if hours > 3 else Because.TOO_FEW_HOURS)


@pytest.mark.parametrize("bound", [True, False])
def test_an_interpreter_who_does_not_come_is_never_billed(bound: bool) -> None:
    found = cancellation(hour(MONDAY), hour(MONDAY).start, Cancelling.INTERPRETER_ABSENT, DAY, bound=bound)
    assert (found.state, found.billed) == (State.INTERPRETER_NO_SHOW, False)


def test_a_client_who_does_not_come_costs_like_a_late_cancellation() -> None:
    found = cancellation(hour(MONDAY), hour(MONDAY).start, Cancelling.CLIENT_ABSENT, DAY, bound=True)
    assert (found.state, found.billed) == (State.CLIENT_NO_SHOW, True)


def test_where_nobody_kept_the_time_nothing_is_due() -> None:
    found = cancellation(hour(MONDAY), hour(MONDAY).start, Cancelling.CLIENT, DAY, bound=False)
    assert (found.state, found.because, found.billed) == (State.VOID, Because.NOBODY_BOUND, False)


def test_an_interpreter_who_gives_the_job_back_leaves_a_request() -> None:
    found = cancellation(hour(MONDAY), hour(MONDAY).start, Cancelling.INTERPRETER, DAY, bound=True)
    assert (found.state, found.billed) == (State.REQUESTED, False)


moments = st.datetimes(
    dt.datetime(2025, 1, 1),  # noqa: DTZ001  made aware below
    dt.datetime(2028, 12, 31),  # noqa: DTZ001  made aware below
    timezones=st.just(dt.UTC),
)
jobs = st.builds(
    lambda start, minutes: Span(start, start + dt.timedelta(minutes=minutes)), moments, st.integers(15, 1200)
)
terms = st.builds(CancellationTerms, hours=st.integers(0, 96), day_before_break_is_late=st.booleans())


@given(jobs, terms, st.integers(0, 20_000))
def test_cancelling_earlier_is_never_worse(job: Span, agreed: CancellationTerms, minutes: int) -> None:
    at = job.start - dt.timedelta(minutes=minutes)
    if not cancellation(job, at, Cancelling.CLIENT, agreed, bound=True).billed:
        earlier = at - dt.timedelta(hours=7)
        assert not cancellation(job, earlier, Cancelling.CLIENT, agreed, bound=True).billed


@given(jobs, terms)
def test_notice_is_at_least_as_long_as_agreed(job: Span, agreed: CancellationTerms) -> None:
    last, _because = deadline(job, agreed)
    # An hour less where clocks went forward in between.
    assert job.start - last >= dt.timedelta(hours=agreed.hours - 1, minutes=-1)


@given(jobs, st.integers(1, 4))
def test_the_last_moment_never_falls_into_a_day_off(job: Span, days: int) -> None:
    last, _because = deadline(job, CancellationTerms(hours=24 * days, day_before_break_is_late=False))
    assert is_working(wall(last).day)


@given(jobs, terms, st.booleans(), st.sampled_from(Cancelling), moments)
def test_whatever_it_comes_to_is_a_state_that_a_confirmed_request_can_take(
    job: Span, agreed: CancellationTerms, bound: bool, who: Cancelling, at: dt.datetime
) -> None:
    found = cancellation(job, at, who, agreed, bound=bound)
    targets = {each.target for each in INTERPRETER_REQUEST.leaving(State.CONFIRMED)}
    assert found.state in targets
    assert not (
        found.billed and (not bound or who in {Cancelling.INTERPRETER, Cancelling.INTERPRETER_ABSENT})
    )
