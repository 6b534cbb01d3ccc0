"""PESEL numbers; all of them from test vectors or of births in the 19th century."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.pesel import masked, read_pesel


@pytest.mark.parametrize(
    ("typed", "born", "sex"),
    [
        ("44051401359", date(1944, 5, 14), "M"),
        ("440514 01359", date(1944, 5, 14), "M"),
        ("02211307589", date(2002, 1, 13), "K"),
    ],
)
def test_a_right_number_says_birth_date_and_sex(typed: str, born: date, sex: str) -> None:
    read = read_pesel(typed)
    assert (read.problem, read.birth_date, read.sex) == ("", born, sex)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("44051401358", "checksum"),
        ("02381307589", "date"),
        ("00000000000", "date"),
        ("4405140135", "length"),
        ("4405140135O", "length"),
        ("", "length"),
        ("٤٤٠٥١٤٠١٣٥٩", "length"),
    ],
)
def test_a_wrong_number_says_why_and_nothing_else(typed: str, problem: str) -> None:
    read = read_pesel(typed)
    assert (read.problem, read.birth_date, read.sex) == (problem, None, "")


def test_the_screen_shows_only_the_end() -> None:
    assert masked("44051401359") == "*******1359"


@given(st.text(st.sampled_from("0123456789 -"), max_size=14))
def test_it_never_fails(text: str) -> None:
    read_pesel(text)
