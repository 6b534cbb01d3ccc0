"""What typed letters mean, and what typed text holds."""

import datetime as dt

import pytest

from cicdesk.presenters.choices import choices, matching, meant
from cicdesk.presenters.reading import clock_time, masked, read, show
from cicdesk.schema.fields import Day, Email, Moment, Number, Pesel, Phone, Text, Time
from cicdesk.schema.values import Value

TODAY = dt.date(2026, 3, 10)


def first(typed: str, name: str = "countries") -> str:
    return matching(choices(name, "pl", TODAY), typed)[0].code


@pytest.mark.parametrize("typed", ["UA", "ua", "Ukraina", "ukr", "Україна", "украина", "Ukraine"])
def test_a_country_is_found_by_code_and_in_every_language(typed: str) -> None:
    assert first(typed) == "UA"


def test_accents_and_the_second_word_do_not_matter() -> None:
    assert first("bialorus") == "BY"
    assert "US" in [c.code for c in matching(choices("countries", "pl", TODAY), "zjednoczone")]


def test_nothing_typed_offers_everything_in_its_order() -> None:
    offered = choices("cefr", "pl", TODAY)
    assert matching(offered, " ") == list(offered)


def test_only_what_is_clear_is_meant() -> None:
    offered = choices("countries", "pl", TODAY)
    found = meant(offered, "PL")
    assert found is not None
    assert found.code == "PL"
    assert meant(offered, "s") is None
    assert meant(offered, "qqq") is None


def test_details_belong_to_their_status() -> None:
    offered = choices("labour_details", "pl", TODAY, "EMPLOYED")
    assert 0 < len(offered) < len(choices("labour_details", "pl", TODAY))


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (Text(name="x", label="X"), "  Żuk ", "Żuk"),
        (Text(name="x", label="X", lines=3), "\nein\nzwei\n", "ein\nzwei"),
        (Number(name="x", label="X"), "1 200", 1200),
        (Number(name="x", label="X"), "many", "many"),
        (Day(name="x", label="X"), "15.03.1988", "1988-03-15"),
        (Day(name="x", label="X", partial=True), "1988", "1988"),
        (Day(name="x", label="X"), "soon", "soon"),
        (Time(name="x", label="X"), "930", "09:30"),
        (Time(name="x", label="X"), "25:00", "25:00"),
        (Email(name="x", label="X"), " a@example.org ", "a@example.org"),
        (Pesel(name="x", label="X"), "440514 01359", "44051401359"),
        (Moment(name="x", label="X"), "whenever", "whenever"),
        (Phone(name="x", label="X"), " ", None),
    ],
)
def test_what_is_typed_is_read_or_kept(field: Text, text: str, value: Value) -> None:
    assert read(field, text, TODAY) == value


def test_what_is_shown_reads_back_the_same() -> None:
    for field, value in (
        (Day(name="x", label="X"), "1988-03-15"),
        (Moment(name="x", label="X"), "2026-03-10T09:30Z"),
        (Phone(name="x", label="X"), "+48600100200"),
    ):
        assert read(field, show(field, value), TODAY) == value


def test_only_the_end_of_a_pesel_is_shown() -> None:
    assert masked("44051401359") == "*******1359"


@pytest.mark.parametrize(("text", "time"), [("9", "09:00"), ("9.05", "09:05"), ("9:60", ""), ("x", "")])
def test_times(text: str, time: str) -> None:
    assert clock_time(text) == time
