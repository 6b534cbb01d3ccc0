"""Ages in months, also where the day of birth is known in part."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.ages import age_in_months, born_at_the_latest

DAY = date(2026, 5, 15)


@pytest.mark.parametrize(
    ("born", "day", "months"),
    [
        (date(2025, 5, 15), DAY, 12),
        (date(2025, 5, 16), DAY, 11),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2024, 2, 29), date(2025, 2, 27), 11),
        (date(2025, 8, 31), date(2026, 2, 28), 6),
        (date(2025, 12, 31), date(2026, 1, 1), 0),
        (date(2026, 5, 16), DAY, 0),
    ],
)
def test_age_is_counted_in_whole_months(born: date, day: date, months: int) -> None:
    assert age_in_months(born, day) == months


@pytest.mark.parametrize(
    ("known", "latest"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-02", date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 31)),
        ("2024", date(2024, 12, 31)),
        ("", None),
        ("2024-13", None),
        ("w zeszłym roku", None),
    ],
)
def test_an_age_known_in_part_is_never_guessed_too_high(known: str, latest: date | None) -> None:
    assert born_at_the_latest(known) == latest


@given(st.dates(date(2000, 1, 1), DAY), st.integers(0, 5_000))
def test_nobody_grows_younger(born: date, days: int) -> None:
    later = DAY + timedelta(days=days)
    assert age_in_months(born, DAY) <= age_in_months(born, later)
