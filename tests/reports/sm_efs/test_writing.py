"""The file is exactly the funder's layout, whatever its people hold."""

import csv
import io
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.reports.sm_efs.layout import Form, read_layout, shipped_layout
from cicdesk.reports.sm_efs.participant import Participant, Support
from cicdesk.reports.sm_efs.reading import read_file
from cicdesk.reports.sm_efs.writing import written
from cicdesk.reports.tables.harmless import clean
from tests.support.participants import PEOPLE, TEXTS, participant, people, without_pesel

DATA = Path(__file__).resolve().parents[2] / "data" / "funder_files"
LAYOUT = shipped_layout()


def cells(content: bytes) -> list[list[str]]:
    """As any program reads a file with semicolons."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def test_the_file_is_byte_for_byte_what_is_expected() -> None:
    assert written(PEOPLE, LAYOUT) == (DATA / "import.csv").read_bytes()


def test_a_file_begins_with_a_bom_and_ends_its_lines_as_windows_does() -> None:
    content = written(PEOPLE, LAYOUT)
    assert content.startswith(b"\xef\xbb\xbfNumer projektu;Obywatelstwo;")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == 1 + len(PEOPLE)


def test_the_ranges_of_education_have_an_en_dash() -> None:
    row = cells(written([participant(), without_pesel()], LAYOUT))
    assert [each[11] for each in row[1:]] == [
        "Wyższe (ISCED 5\u20138)",
        "Niższe niż podstawowe (ISCED 0\u20132)",
    ]


def test_supports_stand_joined_in_the_same_order_and_an_empty_one_stays_empty() -> None:
    row = cells(written([without_pesel()], LAYOUT))[1]
    assert row[28] == "kompleksowe wsparcie"
    assert row[29] == "krajowe szkolenie/kurs|doradztwo/konsultacje|doradztwo/konsultacje"
    assert row[30] == "|pomoc psychologiczna|doradztwo zawodowe"
    assert row[31] == "2026-03-02|2026-03-09|2026-04-01"


def test_scopes_that_differ_are_joined_as_well() -> None:
    first, *others = without_pesel().supports
    several = without_pesel(supports=(replace(first, scope="inny zakres"), *others))
    assert cells(written([several], LAYOUT))[1][28] == "inny zakres|kompleksowe wsparcie|kompleksowe wsparcie"


def test_columns_of_the_system_are_left_empty() -> None:
    row = cells(written([participant()], LAYOUT))[1]
    assert row[38:42] == ["", "", "", ""]


def test_a_telephone_is_written_in_digits_and_a_document_number_keeps_its_zeros() -> None:
    row = cells(written([participant(technical_id="007")], LAYOUT))[1]
    assert row[19] == "48000111222"
    assert row[6] == "02211307589"
    assert row[8] == "007"


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_nothing_in_the_file_is_calculated(sign: str) -> None:
    row = cells(written([participant(remarks=f"{sign}HYPERLINK(1)", family_name=f"\t {sign}x")], LAYOUT))[1]
    assert row[42] == f"'{sign}HYPERLINK(1)"
    assert row[5] == f"'{sign}x"


def test_the_sign_between_supports_inside_of_one_begins_no_other() -> None:
    content = written([participant(supports=(Support(kind="a|b", scope="s"),))], LAYOUT)
    assert cells(content)[1][29] == "a/b"


@given(st.lists(people(), max_size=2))
def test_no_value_breaks_the_layout(persons: list[Participant]) -> None:
    rows = cells(written(persons, LAYOUT))
    assert rows[0] == [each.header for each in LAYOUT.columns]
    assert [len(row) for row in rows] == [43] * (len(persons) + 1)
    for row in rows[1:]:
        for cell in row:
            assert cell == clean(cell)
            assert not cell.startswith(("=", "+", "-", "@"))


@given(st.lists(people(), max_size=2))
def test_what_is_written_reads_as_the_same_people(persons: list[Participant]) -> None:
    expected = [as_kept(each) for each in persons]
    reading = read_file(written(persons, LAYOUT), LAYOUT)
    assert list(reading.participants) == expected
    assert (reading.faults, reading.unknown, reading.absent) == ((), (), frozenset())


@given(people(TEXTS.map(lambda text: clean(text).replace("|", "/"))))
def test_what_is_clean_is_written_and_read_without_any_change(person: Participant) -> None:
    first = read_file(written([person], LAYOUT), LAYOUT).participants
    again = read_file(written(first, LAYOUT), LAYOUT).participants
    assert again == first


def as_kept(person: Participant) -> Participant:
    """A participant as the file keeps it: clean texts, digits of telephones, no sign between supports in one."""
    told: dict[str, Any] = {
        each.name: kept(each.name, getattr(person, each.name))
        for each in fields(person)
        if each.name != "supports"
    }
    supports = tuple(
        replace(
            one, **dict[str, Any]((each.name, kept_part(getattr(one, each.name))) for each in fields(one))
        )
        for one in person.supports
    )
    return Participant(**told, supports=supports)


def kept(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    column = LAYOUT.by_key.get(name)
    text = clean(value)
    if column and column.form is Form.PHONE and all(each in "0123456789 ()./+-" for each in text):
        # A plus is part of a telephone at its beginning only.
        return text if "+" in text[1:] else "".join(each for each in text if each.isdigit())
    return reads_as(name, text)


def kept_part(value: object) -> object:
    return clean(clean(value).replace("|", "/")) if isinstance(value, str) else value


def reads_as(name: str, text: str) -> str:
    """Other ways of writing a word are read as the word."""
    column = LAYOUT.by_key.get(name)
    return next((each.text for each in column.words if text in each.reads), text) if column else text


def test_a_newer_layout_takes_the_place_of_the_shipped_one() -> None:
    newer = read_layout(
        """
        name = "SM EFS 2"
        version = "2028-01"
        separator = ";"
        joiner = "#"
        [[columns]]
        key = "family_name"
        header = "Nazwisko"
        form = "text"
        [[columns]]
        key = "given_names"
        header = "Imiona"
        form = "text"
        [[columns]]
        key = "street"
        header = "Ulica"
        form = "text"
        [[columns]]
        key = "identifier"
        header = "PESEL"
        form = "identifier"
        [[columns]]
        key = "no_pesel"
        header = "brak PESEL"
        form = "text"
        [[columns]]
        key = "technical_id"
        header = "ID"
        form = "text"
        [[columns]]
        key = "support.ended"
        header = "Data zakończenia udziału we wsparciu"
        form = "day"
        """
    )
    two = (Support(), replace(without_pesel().supports[1], ended=participant().started))
    content = written([participant(street="Leśna", supports=two)], newer)
    assert cells(content)[1] == ["Żuk-Łącka", "Yevheniia", "Leśna", "02211307589", "Nie", "", "#2026-03-02"]
