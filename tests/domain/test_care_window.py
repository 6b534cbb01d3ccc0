"""When carers see a child's health, and what stands on the screen in the room."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.care_window import health_is_shown, name_on_screen
from cicdesk.domain.workflows.care import CareSessionState as State

STARTS = dt.datetime(2026, 5, 15, 8, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("state", "minutes", "shown"),
    [
        (State.EXPECTED, -31, False),
        (State.EXPECTED, -30, True),
        (State.EXPECTED, 60, True),
        (State.EXPECTED, 61, False),
        (State.NO_SHOW, 20, True),
        (State.PRESENT, 0, True),
        (State.PRESENT, 600, True),
        (State.STEPPED_OUT, 60, True),
        (State.NOT_COLLECTED, 300, True),
        (State.COLLECTED, 1, False),
        (State.CLOSED, 1, False),
        (State.REFUSED, 1, False),
        (State.CANCELLED, 1, False),
    ],
)
def test_health_is_shown_while_the_child_is_there_and_shortly_before(
    state: State, minutes: int, shown: bool
) -> None:
    assert health_is_shown(state, STARTS, STARTS + dt.timedelta(minutes=minutes)) is shown


@given(
    st.sampled_from([State.COLLECTED, State.CLOSED, State.REFUSED, State.CANCELLED]), st.integers(-500, 500)
)
def test_once_a_child_has_gone_nothing_is_shown_any_more(state: State, minutes: int) -> None:
    assert not health_is_shown(state, STARTS, STARTS + dt.timedelta(minutes=minutes))


def test_a_visit_without_an_hour_shows_nothing_until_the_child_is_there() -> None:
    assert not health_is_shown(State.EXPECTED, None, STARTS)
    assert health_is_shown(State.PRESENT, None, STARTS)


@pytest.mark.parametrize(
    ("given_names", "family", "called", "shown"),
    [
        ("Danylo Petro", "Zhuk", "", "Danylo Z."),
        ("Danylo", "Zhuk", "Danya", "Danya Z."),
        ("Данило", "Жук", "", "Данило Ж."),
        ("Danylo", "", "", "Danylo"),
        ("", "", "", ""),
    ],
)
def test_the_screen_shows_a_first_name_and_one_letter(
    given_names: str, family: str, called: str, shown: str
) -> None:
    assert name_on_screen(given_names, family, called) == shown
