"""Telephone numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.phones import parse_phone


@pytest.mark.parametrize(
    "typed", ["000 123 456", "+48 000 123 456", "0048 000-123-456", "48000123456", "(000) 123.456"]
)
def test_one_number_has_one_form(typed: str) -> None:
    read = parse_phone(typed)
    assert read.e164 == "+48000123456" or typed == "48000123456"
    assert not read.valid


def test_a_foreign_number_typed_without_its_plus() -> None:
    read = parse_phone("380 44 278 0000")
    assert read.e164 == "+380442780000"
    assert read.valid
    assert read.shown == "+380 44 278 0000"


@pytest.mark.parametrize("typed", ["", "nie ma", "zadzwonić do siostry", "1" * 300])
def test_what_is_no_number_stays_as_typed(typed: str) -> None:
    read = parse_phone(typed)
    assert (read.e164, read.valid, read.shown) == ("", False, typed)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("000 000001", "+48 000 000 001"), ("12345", "+48 123 45"), ("600700800", "+48 600 700 800")],
)
def test_a_number_that_cannot_be_is_readable_all_the_same(typed: str, shown: str) -> None:
    read = parse_phone(typed)
    assert read.shown == shown
    assert parse_phone(shown).e164 == read.e164


@given(st.text(max_size=60))
def test_it_never_fails(text: str) -> None:
    parse_phone(text)


@given(st.text(st.sampled_from("+0123456789 -()/.;ext=٣"), max_size=30))
def test_it_never_fails_on_near_numbers(text: str) -> None:
    read = parse_phone(text)
    assert not read.valid or parse_phone(read.e164).e164 == read.e164
