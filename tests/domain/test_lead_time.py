"""How urgent a request is and how much notice it needs."""

import datetime as dt
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.lead_time import Urgency, notice_left, notice_needed, urgency
from cicdesk.domain.wall_time import instant
from cicdesk.schema.codelists import code_list

NOW = instant(date(2026, 5, 15), time(9))


@pytest.mark.parametrize(
    ("day", "at", "interpreters", "found"),
    [
        (date(2026, 5, 15), time(8), 9, Urgency.NOW),
        (date(2026, 5, 15), time(10, 59), 9, Urgency.NOW),
        (date(2026, 5, 15), time(11), 9, Urgency.TODAY),
        (date(2026, 5, 15), time(23, 30), 1, Urgency.TODAY),
        (date(2026, 5, 16), time(0, 30), 9, Urgency.DAYS_2),
        (date(2026, 5, 17), time(9), 9, Urgency.DAYS_2),
        (date(2026, 5, 17), time(9, 1), 9, Urgency.PLANNED),
        (date(2026, 5, 25), time(9), 2, Urgency.RARE),
        (date(2026, 5, 25), time(9), 3, Urgency.PLANNED),
    ],
)
def test_the_nearer_the_more_urgent(day: date, at: time, interpreters: int, found: Urgency) -> None:
    assert urgency(instant(day, at), NOW, interpreters) is found


@pytest.mark.parametrize(
    ("service", "interpreters", "days"),
    [
        ("CONSECUTIVE", 9, 2),
        ("CONSECUTIVE", 2, 5),
        ("SIGN_PJM", 9, 3),
        ("SKOGN", 1, 5),
        ("WRITTEN_SWORN", 1, 2),
    ],
)
def test_rare_languages_and_signs_need_more_notice(service: str, interpreters: int, days: int) -> None:
    assert notice_needed(service, interpreters) == days


def test_notice_is_counted_on_working_days() -> None:
    assert notice_left(instant(date(2026, 5, 18), time(9)), NOW) == 1
    assert notice_left(instant(date(2026, 6, 5), time(9)), instant(date(2026, 6, 3), time(9))) == 1
    assert notice_left(instant(date(2026, 5, 14), time(9)), NOW) == -1


def test_every_urgency_is_on_its_list() -> None:
    assert {each.value for each in Urgency} == set(code_list("urgencies").by_code)


@given(st.integers(-500, 5_000), st.integers(0, 500), st.integers(0, 9))
def test_waiting_never_makes_a_request_less_urgent(hours: int, later: int, interpreters: int) -> None:
    starts = NOW + dt.timedelta(hours=hours)
    order = list(Urgency)
    before, after = (urgency(starts, NOW + dt.timedelta(hours=each), interpreters) for each in (0, later))
    assert order.index(after) <= order.index(before)
