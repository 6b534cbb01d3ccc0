"""The server's check: the shape of registers, and nothing that a newer laptop could know better."""

import pytest
from hypothesis import given

from cicdesk.schema.documents import changes_between
from cicdesk.schema.records import spec_of
from cicdesk.schema.shapes import check_shape, is_day, is_moment, is_time
from cicdesk.schema.values import Value
from tests.schema.samples import any_record


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("family_name", 5),
        ("family_name", "x\x00"),
        ("family_name", "x\ud800"),
        ("family_name", "x" * 10_001),
        ("birth_date", "yesterday"),
        ("birth_date", "1988-02-30"),
        ("birth_date", 1988),
        ("sex", {"code": "K"}),
        ("no_pesel", "true"),
        ("household_size", 1.5),
        ("household_size", True),
        ("citizenships", ["UA"]),
        ("citizenships/UA", "UA"),
        ("citizenships/", True),
        ("phones", [{"number": "+48"}]),
        ("phones/a", "+48000"),
        ("phones/a", {"number": 48}),
        ("family_name/a", "x"),
        ("address", "Kraków"),
        ("address", {"street": []}),
        ("office", ["KR"]),
    ],
)
def test_misshapen(name: str, value: Value) -> None:
    assert check_shape("person", {"given_names": "Jan", name: value}) == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("family_name", None),
        ("family_name", "ż" * 10_000),
        ("birth_date", "1988"),
        ("birth_date", "REFUSED"),
        ("sex", "A_NEWER_CODE"),
        ("citizenships/UA", True),
        ("citizenships/UA", False),
        ("phones/a", None),
        ("phones/a", {"number": "+48000", "newer_part": [1]}),
        ("address", {"street": None}),
        ("household_size", "NOT_KNOWN"),
        ("_alive", False),
        ("newer", {"a": 1}),
        ("newer/a", 1),
    ],
)
def test_in_shape(name: str, value: Value) -> None:
    assert check_shape("person", {name: value}) == ""


def test_an_unknown_type_passes() -> None:
    assert check_shape("spaceship", {"crew/1": 5}) == ""


@given(any_record(spec_of("person")))
def test_it_always_answers(values: dict[str, Value]) -> None:
    document = changes_between(spec_of("person"), {}, values)
    assert check_shape("person", document) in {"", *document}


def test_days_moments_times() -> None:
    assert is_day("2024-02-29")
    assert not is_day("2023-02-29")
    assert not is_day("2024-W01-1")
    assert not is_day("\u0661\u0669\u0668\u0668")
    assert is_moment("2026-10-25T01:30Z")
    assert not is_moment("2026-10-25T25:30Z")
    assert not is_moment("2026-10-25 01:30")
    assert is_time("23:59")
    assert not is_time("24:00")
