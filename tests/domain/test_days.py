"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.days import NotADay, parse_day, show_day

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("15.03.1988", "1988-03-15"),
        ("15.3.1988", "1988-03-15"),
        ("15/3/1988", "1988-03-15"),
        ("15-03-1988", "1988-03-15"),
        ("15 3 1988", "1988-03-15"),
        (" 15. 03. 1988 ", "1988-03-15"),
        ("15031988", "1988-03-15"),
        ("19880315", "1988-03-15"),
        ("1988-03-15", "1988-03-15"),
        ("29.02.2024", "2024-02-29"),
        ("31.12.2099", "2099-12-31"),
        ("1988", "1988"),
        ("03.1988", "1988-03"),
        ("3/1988", "1988-03"),
        ("1988-03", "1988-03"),
        ("2.4.1860", "1860-04-02"),
    ],
)
def test_dates_are_read_day_first(typed: str, stored: str) -> None:
    assert parse_day(typed, TODAY, partial=True, past=False) == stored


@pytest.mark.parametrize(
    ("typed", "past", "stored"),
    [
        ("15.3", False, "2026-03-15"),
        ("15.3.", True, "2025-03-15"),
        ("10.3", True, "2026-03-10"),
        ("1.2", True, "2026-02-01"),
        ("29.2", True, "2024-02-29"),
    ],
)
def test_without_a_year_it_is_this_one_or_the_last_such_day(typed: str, past: bool, stored: str) -> None:
    assert parse_day(typed, TODAY, partial=False, past=past) == stored


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "not_a_day"),
        ("jutro", "not_a_day"),
        ("31.02.1988", "not_a_day"),
        ("29.02.2023", "not_a_day"),
        ("29.2", "not_a_day"),
        ("03.15.1988", "not_a_day"),
        ("15.03.0088", "not_a_day"),
        ("15.03.88", "short_year"),
        ("150388", "short_year"),
        ("1988", "not_full"),
        ("03.1988", "not_full"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(typed: str, reason: str) -> None:
    with pytest.raises(NotADay) as refused:
        parse_day(typed, TODAY, partial=False, past=False)
    assert refused.value.reason == reason


@pytest.mark.parametrize("typed", ["11.03.2026", "04.2026", "2027", "31.12.2099"])
def test_a_past_date_cannot_lie_in_the_future(typed: str) -> None:
    with pytest.raises(NotADay) as refused:
        parse_day(typed, TODAY, partial=True, past=True)
    assert refused.value.reason == "future"


@pytest.mark.parametrize("typed", ["10.03.2026", "03.2026", "2026"])
def test_today_is_past_enough(typed: str) -> None:
    assert parse_day(typed, TODAY, partial=True, past=True)


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)), st.sampled_from([4, 7, 10]))
def test_what_is_shown_reads_back(day: date, length: int) -> None:
    value = day.isoformat()[:length]
    assert parse_day(show_day(value), TODAY, partial=True, past=False) == value


@given(st.text(st.sampled_from("0123456789.-/ ٣a"), max_size=12), st.booleans(), st.booleans())
def test_nothing_but_not_a_day_is_raised(text: str, partial: bool, past: bool) -> None:
    try:
        value = parse_day(text, TODAY, partial=partial, past=past)
    except NotADay:
        return
    assert parse_day(value, TODAY, partial=partial, past=past) == value
