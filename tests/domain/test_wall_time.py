"""Hours as clocks in Poland show them, and the instants they are, across the nights when clocks change."""

import datetime as dt
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.wall_time import (
    Comes,
    Span,
    comes,
    instant,
    read_moment,
    span,
    wall,
    whole_day,
    write_moment,
)

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
days = st.dates(date(2020, 1, 1), date(2037, 12, 31))
hours = st.times().map(lambda each: each.replace(second=0, microsecond=0))
instants = st.datetimes(
    dt.datetime(2020, 1, 1),  # noqa: DTZ001  made aware below
    dt.datetime(2037, 12, 31),  # noqa: DTZ001  made aware below
    timezones=st.just(dt.UTC),
)


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        (date(2026, 1, 15), time(9, 30), "2026-01-15T08:30Z"),
        (date(2026, 7, 15), time(9, 30), "2026-07-15T07:30Z"),
        (date(2025, 12, 31), time(23, 59), "2025-12-31T22:59Z"),
        (date(2026, 1, 1), time(0, 0), "2025-12-31T23:00Z"),
        (SPRING, time(1, 59), "2026-03-29T00:59Z"),
        (SPRING, time(3, 0), "2026-03-29T01:00Z"),
        (AUTUMN, time(1, 59), "2026-10-24T23:59Z"),
        (AUTUMN, time(3, 0), "2026-10-25T02:00Z"),
        (date(2028, 2, 29), time(12, 0), "2028-02-29T11:00Z"),
    ],
)
def test_an_hour_on_a_day_is_one_instant(day: date, at: time, moment: str) -> None:
    assert write_moment(instant(day, at)) == moment
    assert read_moment(moment) == instant(day, at)
    assert comes(day, at) is Comes.ONCE


def test_an_hour_that_never_comes_is_said_to_be_so_and_means_one_later() -> None:
    assert comes(SPRING, time(2, 30)) is Comes.NEVER
    assert wall(instant(SPRING, time(2, 30))).time == time(3, 30)


def test_of_two_equal_hours_the_first_is_meant_unless_the_second_is_asked_for() -> None:
    assert comes(AUTUMN, time(2, 30)) is Comes.TWICE
    first, second = (instant(AUTUMN, time(2, 30), second=each) for each in (False, True))
    assert second - first == dt.timedelta(hours=1)
    assert [wall(each).time for each in (first, second)] == [time(2, 30)] * 2
    assert [wall(each).second for each in (first, second)] == [False, True]


@pytest.mark.parametrize(
    ("day", "start", "end", "minutes"),
    [
        (date(2026, 5, 4), time(9), time(12, 30), 210),
        (date(2026, 3, 28), time(22), time(6), 7 * 60),
        (date(2026, 10, 24), time(22), time(6), 9 * 60),
        (SPRING, time(1, 30), time(3, 30), 60),
        (AUTUMN, time(1, 30), time(3, 30), 180),
        (date(2025, 12, 31), time(22), time(2), 4 * 60),
        (date(2027, 12, 31), time(23, 30), time(0), 30),
        (SPRING, time(2, 45), time(3, 15), 30),
        (date(2026, 6, 1), time(8), time(8), 24 * 60),
    ],
)
def test_a_stay_lasts_as_long_as_really_passes(day: date, start: time, end: time, minutes: int) -> None:
    assert span(day, start, end).minutes == minutes


@pytest.mark.parametrize(("day", "length"), [(SPRING, 23), (AUTUMN, 25), (date(2025, 12, 31), 24)])
def test_a_day_has_as_many_hours_as_clocks_give_it(day: date, length: int) -> None:
    assert whole_day(day).minutes == length * 60


@given(instants)
def test_every_instant_comes_back_from_what_clocks_show(moment: dt.datetime) -> None:
    shown = wall(moment)
    assert instant(shown.day, shown.time, second=shown.second) == moment


@given(days, hours)
def test_what_clocks_show_comes_back_unless_they_never_show_it(day: date, at: time) -> None:
    shown = wall(instant(day, at))
    assert (shown.day, shown.time) == (day, at) or comes(day, at) is Comes.NEVER


@given(days, hours, hours)
def test_a_stay_never_ends_before_it_begins_nor_lasts_over_a_day(day: date, start: time, end: time) -> None:
    stay = span(day, start, end)
    assert 0 < stay.minutes <= 25 * 60
    assert stay.start == instant(day, start)


@given(days)
def test_days_follow_each_other_without_a_gap(day: date) -> None:
    assert whole_day(day).end == whole_day(day + dt.timedelta(days=1)).start


@given(st.lists(instants, min_size=4, max_size=4), st.integers(0, 120))
def test_two_stays_meet_or_leave_room_in_between(moments: list[dt.datetime], minutes: int) -> None:
    one, other = Span(*sorted(moments[:2])), Span(*sorted(moments[2:]))
    gap = dt.timedelta(minutes=minutes)
    assert one.meets(other, gap) == other.meets(one, gap)
    if not one.meets(other, gap):
        assert other.start - one.end >= gap or one.start - other.end >= gap


def test_stays_that_touch_do_not_meet() -> None:
    morning, noon = (
        span(date(2026, 5, 4), time(9), time(10)),
        span(date(2026, 5, 4), time(10), time(11)),
    )
    assert not morning.meets(noon)
    assert morning.meets(noon, dt.timedelta(minutes=1))
    assert whole_day(date(2026, 5, 4)).holds(morning)
    assert not morning.holds(noon)


@pytest.mark.parametrize("text", ["", "2026-03-29", "2026-03-29T01:30", "2026-02-30T01:30Z", "jutro"])
def test_what_is_no_moment_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"does not match|day is out of range|must be in range"):
        read_moment(text)
