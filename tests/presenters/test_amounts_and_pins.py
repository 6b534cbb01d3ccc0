"""Amounts are typed as people write them; a PIN shows only while the cursor is in it and says nothing anywhere else."""

import datetime as dt

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.presenters import client_words
from cicdesk.presenters.reading import read, show
from cicdesk.presenters.words import value_words
from cicdesk.schema.checks import check
from cicdesk.schema.fields import Items, Money, Pin
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Value

AMOUNT, PIN = Money(name="rate", label="Rate"), Pin(name="pin", label="PIN")
TODAY = dt.date(2026, 3, 10)


@pytest.mark.parametrize(
    ("typed", "grosze"),
    [
        ("120", 12_000),
        ("120,5", 12_050),
        ("120.50 zł", 12_050),
        ("1 200 PLN", 120_000),
        ("1\u00a0200,07", 120_007),
        ("", None),
        ("a lot", "a lot"),
        ("12,345", "12,345"),
        ("-5", "-5"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, grosze: Value) -> None:
    assert read(AMOUNT, typed, TODAY) == grosze


def test_an_amount_is_shown_in_zlotys() -> None:
    set_language("pl")
    assert show(AMOUNT, 12_050) == "120,50"
    assert value_words(AMOUNT, 5) == "0,05 zł"
    assert show(AMOUNT, "a lot") == "a lot"


@pytest.mark.parametrize(
    ("value", "code"), [("a lot", "not_an_amount"), (-1, "out_of_range"), (True, "not_an_amount")]
)
def test_what_is_no_amount_is_pointed_out(value: Value, code: str) -> None:
    problems = check(spec_of("carer"), {"family_name": "Opiekuńska", "rate": value})
    assert [(p.field, p.code) for p in problems] == [("rate", code)]


@pytest.mark.parametrize(
    ("typed", "fine"), [("0481", True), ("04 81", True), ("12345678", True), ("123", False), ("abcd", False)]
)
def test_a_pin_has_four_to_eight_digits(typed: str, fine: bool) -> None:
    pin = read(PIN, typed, TODAY)
    card: dict[str, Value] = {
        "person": "p",
        "given_names": "Maja",
        "pick_up": [{"id": "a", "name": "Babcia", "pin": pin}],
    }
    codes = [p.code for p in check(spec_of("dependant"), card)]
    assert codes == ([] if fine else ["not_a_pin"])


def test_no_line_and_no_window_of_the_client_says_a_pin() -> None:
    collects = spec_of("dependant").by_name["pick_up"]
    assert isinstance(collects, Items)
    held: Value = [{"id": "a", "name": "Babcia", "pin": "0481"}]
    for words in (value_words(collects, held), client_words.words(collects, held, "uk")):
        assert "0481" not in words
        assert "••••" in words
