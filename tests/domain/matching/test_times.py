"""Weekly hours and absences against a job, and other times for a job."""

import datetime as dt
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.alternatives import times_near
from cicdesk.domain.matching.facts import WeeklyHours
from cicdesk.domain.matching.times import absence_during, pieces, within_hours
from cicdesk.domain.wall_time import Span, instant, span, wall
from cicdesk.domain.working_days import is_working

FRIDAY = date(2026, 5, 15)
WEEK = tuple(WeeklyHours(day, time(8), time(16)) for day in range(5))
moments = st.datetimes(
    dt.datetime(2026, 1, 1),  # noqa: DTZ001  made aware below
    dt.datetime(2027, 12, 31),  # noqa: DTZ001  made aware below
    timezones=st.just(dt.UTC),
).map(lambda moment: moment.replace(second=0, microsecond=0))
spans = st.builds(lambda start, minutes: Span(start, start + dt.timedelta(minutes=minutes)), moments,
                  st.integers(10, 30 * 60))  # fmt: skip


@pytest.mark.parametrize(
    ("job", "inside"),
    [
        (span(FRIDAY, time(8), time(16)), True),
        (span(FRIDAY, time(7, 59), time(9)), False),
        (span(FRIDAY, time(15), time(16, 1)), False),
        (span(date(2026, 5, 16), time(10), time(11)), False),
    ],
)
def test_a_job_lies_wholly_in_the_weekly_hours(job: Span, inside: bool) -> None:
    assert within_hours(WEEK, pieces(job)) is inside


def test_hours_that_touch_are_one_and_a_break_is_a_break() -> None:
    touching = (WeeklyHours(4, time(8), time(12)), WeeklyHours(4, time(12), time(16)))
    broken = (WeeklyHours(4, time(8), time(12)), WeeklyHours(4, time(13), time(16)))
    job = pieces(span(FRIDAY, time(11), time(14)))
    assert within_hours(touching, job)
    assert not within_hours(broken, job)


def test_hours_past_midnight_hold_a_night() -> None:
    nights = (WeeklyHours(4, time(20), time(6)),)
    assert within_hours(nights, pieces(span(FRIDAY, time(22), time(5))))
    assert within_hours(nights, pieces(span(date(2026, 5, 16), time(1), time(2))))
    assert not within_hours(nights, pieces(span(FRIDAY, time(22), time(7))))
    assert not within_hours(nights, pieces(span(FRIDAY, time(1), time(2))))


@given(spans)
def test_without_hours_every_job_fits(job: Span) -> None:
    assert within_hours((), pieces(job))


@given(spans)
def test_pieces_lie_within_their_days_and_are_as_many_as_days(job: Span) -> None:
    cut = pieces(job)
    assert cut
    assert all(0 <= each.start < each.end <= 24 * 60 for each in cut)
    days = (wall(job.end - dt.timedelta(minutes=1)).day - wall(job.start).day).days + 1
    assert len(cut) == days


def test_a_job_over_the_hour_that_comes_twice_is_held_against_the_weekly_hours() -> None:
    job = Span(
        instant(date(2026, 10, 25), time(2, 30)), instant(date(2026, 10, 25), time(2, 10), second=True)
    )
    assert job.minutes == 40
    assert not within_hours(WEEK, pieces(job))
    assert within_hours((WeeklyHours(6, time(2), time(4)),), pieces(job))


def test_an_absence_of_an_hour_is_in_the_way_only_of_that_hour() -> None:
    away = (span(FRIDAY, time(12), time(13)),)
    assert absence_during(away, span(FRIDAY, time(12, 30), time(14))) == away[0]
    assert absence_during(away, span(FRIDAY, time(13), time(14))) is None
    assert absence_during(away, span(FRIDAY, time(9), time(14)), whole=True) is None


def test_the_nearest_times_are_on_the_same_day_then_at_the_same_hour() -> None:
    wanted, now = span(FRIDAY, time(10), time(11)), instant(FRIDAY, time(7))
    proposed = [wall(each.start) for each in times_near(wanted, now)]
    assert [each.time for each in proposed[:3]] == [time(9, 30), time(10, 30), time(9)]
    other_day = next(each for each in proposed if each.day != FRIDAY)
    assert (other_day.day, other_day.time) == (date(2026, 5, 18), time(10))


def test_days_before_count_as_well_as_days_after() -> None:
    wanted, now = span(FRIDAY, time(10), time(11)), instant(date(2026, 5, 12), time(7))
    days = list(dict.fromkeys(wall(each.start).day for each in times_near(wanted, now)))
    assert days[:3] == [FRIDAY, date(2026, 5, 14), date(2026, 5, 13)]


def test_holidays_are_left_out_unless_one_was_asked_for() -> None:
    wanted, now = span(date(2026, 4, 30), time(10), time(11)), instant(date(2026, 4, 30), time(9))
    other_day = [wall(each.start).day for each in times_near(wanted, now)]
    assert date(2026, 5, 1) not in other_day
    assert date(2026, 5, 4) in other_day
    of_holiday = span(date(2026, 5, 1), time(10), time(11))
    assert date(2026, 5, 1) in {wall(each.start).day for each in times_near(of_holiday, now)}


@given(spans, moments)
def test_a_proposed_time_is_as_long_lies_ahead_and_is_never_the_lost_one(
    wanted: Span, now: dt.datetime
) -> None:
    proposed = list(times_near(wanted, now))
    assert len(proposed) == len(set(proposed))
    for each in proposed:
        assert each.start > now
        assert each.end - each.start == wanted.end - wanted.start
        assert each != wanted
        assert is_working(wall(each.start).day) or wall(each.start).day == wall(wanted.start).day
