"""Working days across Polish holidays."""

import datetime as dt
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.working_days import added, between, holiday, is_working, previous_working

days = st.dates(date(2023, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1), date(2026, 1, 6), date(2026, 4, 5), date(2026, 4, 6), date(2026, 5, 1),
        date(2027, 5, 3), date(2026, 5, 24), date(2026, 6, 4), date(2025, 8, 15), date(2027, 11, 1),
        date(2026, 11, 11), date(2025, 12, 24), date(2025, 12, 25), date(2025, 12, 26), date(2030, 12, 24),
    ],
    ids=str,
)  # fmt: skip
def test_nobody_works_on_a_holiday(day: date) -> None:
    assert holiday(day)
    assert not is_working(day)


@pytest.mark.parametrize(
    "day",
    [date(2024, 12, 24), date(2026, 5, 4), date(2026, 4, 3), date(2025, 12, 31), date(2026, 6, 5)],
    ids=str,
)
def test_people_work_on_the_days_around_them(day: date) -> None:
    assert holiday(day) == ""
    assert is_working(day)


def test_holidays_have_their_polish_names() -> None:
    assert holiday(date(2026, 6, 4)) == "Dzień Bożego Ciała"
    assert holiday(date(2025, 12, 24)) == "Wigilia Bożego Narodzenia"


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 4, 2), date(2026, 4, 3)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 4, 30), date(2026, 5, 4)),
        (date(2027, 4, 30), date(2027, 5, 4)),
        (date(2026, 6, 3), date(2026, 6, 5)),
        (date(2025, 12, 23), date(2025, 12, 29)),
        (date(2024, 12, 23), date(2024, 12, 24)),
        (date(2025, 12, 31), date(2026, 1, 2)),
        (date(2026, 3, 27), date(2026, 3, 30)),
        (date(2026, 10, 23), date(2026, 10, 26)),
    ],
)
def test_the_next_working_day_is_behind_weekends_and_holidays(day: date, following: date) -> None:
    assert added(day, 1) == following
    assert previous_working(following) == day


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 4, 1), date(2026, 4, 8), 4),
        (date(2026, 4, 30), date(2026, 5, 4), 1),
        (date(2025, 12, 22), date(2026, 1, 2), 5),
        (date(2026, 6, 1), date(2026, 6, 1), 0),
        (date(2026, 6, 5), date(2026, 6, 8), 1),
        (date(2026, 6, 8), date(2026, 6, 5), -1),
    ],
)
def test_working_days_are_counted(start: date, end: date, count: int) -> None:
    assert between(start, end) == count


@given(days)
def test_the_next_working_day_is_a_working_day_with_none_before_it(day: date) -> None:
    following = added(day, 1)
    assert following > day
    assert is_working(following)
    assert not any(is_working(day + dt.timedelta(days=each)) for each in range(1, (following - day).days))


@given(days, st.integers(-60, 60))
def test_adding_and_counting_agree(day: date, count: int) -> None:
    start = added(day, 1)
    assert between(start, added(start, count)) == count
    assert added(added(start, count), -count) == start


@given(days, days, days)
def test_counts_add_up(one: date, other: date, third: date) -> None:
    first, middle, last = sorted((one, other, third))
    assert between(first, middle) + between(middle, last) == between(first, last)


@given(days)
def test_there_are_never_more_than_four_days_off_without_christmas(day: date) -> None:
    assert 1 <= (added(day, 1) - day).days <= 6


def test_the_list_of_holidays_loads_when_it_is_needed_and_not_before() -> None:
    program = (
        "import sys, datetime, cicdesk.domain.cancelling\n"
        "assert 'holidays' not in sys.modules\n"
        "cicdesk.domain.cancelling.is_working(datetime.date(2026, 5, 4))\n"
        "assert 'holidays' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
