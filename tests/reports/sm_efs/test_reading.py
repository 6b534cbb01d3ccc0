"""The system's own export is read as it really comes: long names, two columns of one name, joined supports, two kinds of dates."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.reports.sm_efs.errors import FunderFileUnreadable
from cicdesk.reports.sm_efs.faults import Fault, Wrong
from cicdesk.reports.sm_efs.layout import shipped_layout
from cicdesk.reports.sm_efs.participant import Participant, Support
from cicdesk.reports.sm_efs.reading import Reading, read_file
from cicdesk.reports.sm_efs.writing import written
from tests.support.participants import PEOPLE, WOMAN, participant

DATA = Path(__file__).resolve().parents[2] / "data" / "funder_files"
LAYOUT = shipped_layout()
EXPORT = (DATA / "export.csv").read_bytes()


def read(*lines: str, encoding: str = "utf-8") -> Reading:
    return read_file("\r\n".join(lines).encode(encoding), LAYOUT)


def only(reading: Reading) -> Participant:
    (person,) = reading.participants
    return person


def faults(reading: Reading) -> list[tuple[int, str, Wrong]]:
    return [(each.row, each.column, each.wrong) for each in reading.faults]


def test_an_export_is_read_whole() -> None:
    reading = read_file(EXPORT, LAYOUT)
    assert reading.faults == ()
    assert reading.unknown == ("Status uczestnika",)
    assert reading.absent == frozenset()
    assert [each.row for each in reading.rows] == [1, 2]
    assert reading.participants[0] == participant(technical_id="900001", phone="48000111222")


def test_long_headers_lead_to_the_same_columns() -> None:
    first = read_file(EXPORT, LAYOUT).participants[0]
    assert (first.technical_id, first.age, first.degurba) == ("900001", 24, "2")
    assert (first.homelessness, first.minority, first.disability) == (
        "Odmowa podania informacji",
        "Nie",
        "Nie",
    )


def test_supports_come_apart_in_their_order_and_an_empty_detail_stays_empty() -> None:
    second = read_file(EXPORT, LAYOUT).participants[1]
    assert [(each.kind, each.detail, each.started) for each in second.supports] == [
        ("doradztwo/konsultacje", "doradztwo zawodowe", dt.date(2026, 4, 1)),
        ("krajowe szkolenie/kurs", "", dt.date(2026, 3, 2)),
        ("doradztwo/konsultacje", "pomoc psychologiczna", dt.date(2026, 3, 9)),
    ]
    assert {each.scope for each in second.supports} == {"kompleksowe wsparcie"}


def test_what_the_system_fills_in_is_kept_apart() -> None:
    first = read_file(EXPORT, LAYOUT).rows[0]
    assert first.system["added_by"] == "A. Nowak"
    assert first.system["added_on"] == "2026-03-05 10:12:33"


def test_both_columns_called_w_tym_are_told_apart_wherever_they_stand() -> None:
    person = only(
        read(
            "Rodzaj przyznanego wsparcia;W TYM;Nazwisko;PESEL/Inny identyfikator;"
            "Status osoby na rynku pracy;x;w tym ",
            f"doradztwo/konsultacje;doradztwo zawodowe;Żuk;{WOMAN};Osoba bezrobotna;;Inne",
        )
    )
    assert person.supports == (Support(kind="doradztwo/konsultacje", detail="doradztwo zawodowe"),)
    assert person.labour_detail == "Inne"


def test_one_column_called_w_tym_belongs_to_what_stands_before_it() -> None:
    head = "Nazwisko;PESEL/Inny identyfikator;"
    assert (
        only(read(f"{head}Status osoby na rynku pracy;w tym", f"Żuk;{WOMAN};;Inne")).labour_detail == "Inne"
    )
    (support,) = only(read(f"{head}Rodzaj przyznanego wsparcia;w tym", f"Żuk;{WOMAN};a;b")).supports
    assert (support.kind, support.detail) == ("a", "b")


@pytest.mark.parametrize(
    "written_day", ["2026-03-02", "02.03.2026", "2.3.2026", "2026-03-02 00:00", "02.03.2026 13:45:10",
                    "2026-03-02T00:00:00", "2026-03-02T00:00:00.000Z"],
)  # fmt: skip
def test_dates_are_read_in_both_forms_with_a_time_or_without(written_day: str) -> None:
    reading = read(
        "Nazwisko;PESEL/Inny identyfikator;Data rozpoczęcia udziału w projekcie", f"Ż;1;{written_day}"
    )
    assert only(reading).started == dt.date(2026, 3, 2)


@given(st.dates(dt.date(1900, 1, 1)), st.times(), st.tuples(st.booleans(), st.booleans()))
def test_every_day_is_read_in_both_forms(day: dt.date, time: dt.time, forms: tuple[bool, bool]) -> None:
    points, timed = forms
    text = (f"{day:%d.%m.}{day.year:04}" if points else day.isoformat()) + (
        f" {time:%H:%M:%S}" if timed else ""
    )
    reading = read("Nazwisko;PESEL/Inny identyfikator;Data założenia DG", f"Ż;1;{text}")
    assert only(reading).business_founded == day


@pytest.mark.parametrize("text", ["31.02.2026", "2026-13-01", "marzec", "2026", "02/03/2026"])
def test_what_is_no_date_is_told_and_left_empty(text: str) -> None:
    reading = read("Nazwisko;PESEL/Inny identyfikator;Data rozpoczęcia udziału w projekcie", f"Ż;1;{text}")
    assert only(reading).started is None
    assert faults(reading) == [(1, "started", Wrong.DAY)]
    assert reading.faults[0].facts == {"value": text}


@pytest.mark.parametrize("text", ["-1", "24 lata", "24,5", "²"])
def test_what_is_no_number_is_told_and_left_empty(text: str) -> None:
    reading = read("Nazwisko;PESEL/Inny identyfikator;Wiek", f"Ż;1;{text}")
    assert only(reading).age is None
    assert faults(reading) == [(1, "age", Wrong.NUMBER)]


def test_columns_that_hold_different_numbers_of_supports_are_told() -> None:
    reading = read(
        "Nazwisko;PESEL/Inny identyfikator;Rodzaj przyznanego wsparcia;Data rozpoczęcia udziału we wsparciu",
        "Ż;1;a|b|c;2026-03-02|2026-03-03",
    )
    assert faults(reading) == [(1, "support.started", Wrong.JOINED)]
    assert [each.kind for each in only(reading).supports] == ["a", "b", "c"]
    assert only(reading).supports[2].started is None


@pytest.mark.parametrize("row", ["Ż", "Ż;1;24;"])
def test_rows_with_too_many_or_too_few_cells_are_told(row: str) -> None:
    reading = read("Nazwisko;PESEL/Inny identyfikator;Wiek", row, "Ż;1;24;x", "Ż;1;24")
    told = [(2, "", Wrong.CELLS)]
    assert faults(reading) == (told if row.count(";") > 1 else [(1, "", Wrong.CELLS), *told])
    assert len(reading.rows) == 3


def test_words_that_exports_write_otherwise_are_those_of_the_dictionary() -> None:
    reading = read("Nazwisko;PESEL/Inny identyfikator;DEGURBA;Mniejszość", "Ż;1;3 — obszar wiejski;odmowa")
    assert only(reading).degurba == "3"
    assert only(reading).minority == "Odmowa podania informacji"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_a_file_that_excel_saved_anew_is_read_as_well(encoding: str) -> None:
    person = only(read("Nazwisko;PESEL/Inny identyfikator", f"Żółć;{WOMAN}", encoding=encoding))
    assert (person.family_name, person.identifier) == ("Żółć", WOMAN)


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_another_separator_is_seen(separator: str) -> None:
    person = only(read(separator.join(["Nazwisko", "PESEL/Inny identyfikator"]), f"Żuk{separator}{WOMAN}"))
    assert (person.family_name, person.identifier) == ("Żuk", WOMAN)


def test_empty_rows_are_no_people() -> None:
    reading = read("Nazwisko;PESEL/Inny identyfikator", "", ";", f"Żuk;{WOMAN}", ";;", "")
    assert [each.family_name for each in reading.participants] == ["Żuk"]
    assert reading.rows[0].row == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"Imie;Wiek\r\nJan;3",
        b"Nazwisko;Wiek\r\nNowak;3",
        "Imię;PESEL/Inny identyfikator\r\nJan;3".encode(),
        b"PK\x03\x04" + bytes(200),
        b"\x00\x01\x02\xff\xfe",
        b'Nazwisko;"' + b"x" * 200_000,
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(FunderFileUnreadable):
        read_file(content, LAYOUT)


@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_read_or_refused(content: bytes) -> None:
    for head in (b"", b"Nazwisko;PESEL/Inny identyfikator;Rodzaj przyznanego wsparcia;w tym\r\n"):
        try:
            reading = read_file(head + content, LAYOUT)
        except FunderFileUnreadable:
            continue
        assert all(isinstance(each, Fault) for each in reading.faults)


def test_the_file_that_was_sent_is_read_as_well() -> None:
    reading = read_file(written(PEOPLE, LAYOUT), LAYOUT)
    assert [each.family_name for each in reading.participants] == ["Żuk-Łącka", "O’Brien", "Nowak"]
    assert reading.participants[2].remarks == "=SUMA(A1:A9)"
