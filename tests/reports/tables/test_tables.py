"""Tables that leave the house: texts stay texts, nothing is calculated, and a password keeps a file shut."""

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import msoffcrypto
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.exceptions import InvalidKeyError

from cicdesk.reports.tables import workbook as workbook_module
from cicdesk.reports.tables.errors import TooManyRows
from cicdesk.reports.tables.harmless import clean, harmless, unharmed
from cicdesk.reports.tables.polish_csv import polish_csv
from cicdesk.reports.tables.sealing import sealed
from cicdesk.reports.tables.table import Cell, Column, Kind, Table
from cicdesk.reports.tables.workbook import workbook
from tests.support.participants import TEXTS

DATA = Path(__file__).resolve().parents[2] / "data" / "tables"
MADE = dt.datetime(2026, 11, 22, 18, 30, tzinfo=dt.UTC)
NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
TABLE = Table(
    "Osoby: marzec/kwiecień",
    (
        Column("Nazwisko", width=24),
        Column("Nr dokumentu"),
        Column("Minuty", Kind.NUMBER),
        Column("Data", Kind.DAY),
        Column("Zapisano", Kind.MOMENT),
    ),
    (
        ("Żuk; „Ewa”", "0012345", 45, dt.date(2026, 3, 2), dt.datetime(2026, 3, 2, 13, 5, tzinfo=dt.UTC)),
        ("=HYPERLINK(1)", "+48000", 1.5, dt.date(1888, 4, 2), None),
        ("-2\n\u202ex", "1E5", None, None, None),
        ("e\u0301", "", 0, dt.date(1900, 3, 1), None),
    ),
)


def sheet(book: bytes, number: int = 1) -> list[list[tuple[str, str]]]:
    """Of each cell that is there, its kind and what it holds; fails where a cell has a formula."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        shared = [
            "".join(each.itertext())
            for each in ET.fromstring(parts.read("xl/sharedStrings.xml")).findall("s:si", NS)
        ]
        found = ET.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml"))
    assert found.findall(".//s:f", NS) == []
    rows = []
    for row in found.findall(".//s:row", NS):
        cells = [(each.get("t", "n"), each.findtext("s:v", "", NS)) for each in row.findall("s:c", NS)]
        rows.append([(kind, shared[int(held)] if kind == "s" else held) for kind, held in cells if held])
    return rows


def one_column(kind: Kind, *cells: Cell) -> Table:
    return Table("x", (Column("x", kind),), [(each,) for each in cells])


def test_the_same_table_made_at_the_same_moment_is_the_same_bytes() -> None:
    assert workbook([TABLE], MADE) == workbook([TABLE], MADE)
    assert workbook([TABLE], MADE) != workbook([TABLE], MADE + dt.timedelta(days=1))


def test_what_a_spreadsheet_holds_is_what_is_expected() -> None:
    parts = zipfile.ZipFile(io.BytesIO(workbook([TABLE], MADE)))
    for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "docProps/core.xml"):
        expected = DATA / name.replace("/", "-")
        assert parts.read(name) == expected.read_bytes(), name


def test_texts_are_texts_numbers_numbers_and_dates_dates() -> None:
    rows = sheet(workbook([TABLE], MADE))
    assert [each[1] for each in rows[0]] == ["Nazwisko", "Nr dokumentu", "Minuty", "Data", "Zapisano"]
    assert rows[1][:3] == [("s", "Żuk; „Ewa”"), ("s", "0012345"), ("n", "45")]
    assert [kind for kind, _held in rows[1][3:]] == ["n", "n"]
    assert rows[2] == [("s", "=HYPERLINK(1)"), ("s", "+48000"), ("n", "1.5"), ("s", "1888-04-02")]
    assert rows[3] == [("s", "-2 x"), ("s", "1E5")]
    assert rows[4][0] == ("s", "é")


@given(st.lists(TEXTS, max_size=6))
def test_no_text_becomes_a_formula_a_link_or_a_number(texts: list[str]) -> None:
    rows = sheet(workbook([one_column(Kind.TEXT, *texts)], MADE))
    held = [cell for row in rows[1:] for cell in row]
    assert {kind for kind, _text in held} <= {"s"}
    assert len(held) == sum(bool(clean(each)) for each in texts)


def test_numbers_that_no_spreadsheet_knows_are_texts() -> None:
    assert sheet(workbook([one_column(Kind.NUMBER, float("nan"), float("inf"), "brak")], MADE))[1:] == [
        [("s", "nan")], [("s", "inf")], [("s", "brak")],
    ]  # fmt: skip


def test_a_text_is_as_long_as_a_cell_can_be() -> None:
    ((_kind, held),) = sheet(workbook([one_column(Kind.TEXT, "x" * 40_000)], MADE))[1]
    assert len(held) == 32_767


@pytest.mark.parametrize("title", ["", "[]:*?/\\", "'", "x" * 50, "History", "żółć", "'a'"])
def test_any_title_becomes_the_name_of_a_sheet(title: str) -> None:
    book = workbook([Table(title, (Column("x"),), ()), Table(title, (Column("y"),), [("a",)])], MADE)
    assert sheet(book, 2) == [[("s", "y")], [("s", "a")]]


def test_a_table_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "MOST_ROWS", 2)
    workbook([one_column(Kind.NUMBER, 1, 2)], MADE)
    with pytest.raises(TooManyRows) as caught:
        workbook([one_column(Kind.NUMBER, 1, 2, 3)], MADE)
    assert caught.value.facts == {"most": 2}


def test_a_row_of_another_length_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zip"):
        workbook([Table("x", (Column("x"),), [("a", "b")])], MADE)


def test_the_text_file_is_byte_for_byte_what_excel_in_poland_expects() -> None:
    assert polish_csv(TABLE) == (DATA / "table.csv").read_bytes()


def test_numbers_in_texts_keep_their_zeros_and_nothing_else_is_calculated() -> None:
    rows = polish_csv(
        one_column(Kind.TEXT, "0012", "1-2", "2026-03-02", "12:30", "0,5", '1"', "=1", "0=1", "a")
    )
    cells = [
        row[0]
        for row in csv.reader(io.StringIO(rows.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
    ]
    assert cells[1:] == [
        '="0012"', '="1-2"', '="2026-03-02"', '="12:30"', '="0,5"', '1"', "'=1", "0=1", "a",
    ]  # fmt: skip


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_no_text_breaks_a_text_file(texts: list[tuple[str, str]]) -> None:
    content = polish_csv(Table("x", (Column("a"), Column("b")), texts))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    assert [len(row) for row in rows] == [2] * (len(texts) + 1)
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("+", "-", "@"))
        assert not cell.startswith("=") or cell[1:].strip('"').replace(" ", "").isascii()


@given(TEXTS)
def test_a_clean_text_stays_as_it_is_and_what_was_made_harmless_comes_back(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unharmed(harmless(once)) == once
    assert once.isprintable() or all(
        each.isprintable() or not each.isspace() for each in once if each != "\xa0"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" a\r\n\tb ", "a b"),
        ("e\u0301", "é"),
        ("\u202eabc\u202c", "abc"),
        ("\ufeffx", "x"),
        ("a\x00b\x1ac", "abc"),
        ("\ud800x", "x"),
        ("a\uffffb\ufffe", "ab"),
        ("a\u2028b", "a b"),
        ("عائشة", "عائشة"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_nothing_hidden_stays_in_a_cell_and_no_letter_is_lost(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_a_sealed_file_opens_with_its_password_only() -> None:
    book = workbook([TABLE], MADE)
    content = sealed(book, "Zamek-Ęą 7")
    assert b"xl/" not in content
    file = msoffcrypto.OfficeFile(io.BytesIO(content))
    assert file.is_encrypted()
    with pytest.raises(InvalidKeyError):
        file.load_key(password="Zamek-Ea 7", verify_password=True)
    file.load_key(password="Zamek-Ęą 7", verify_password=True)
    opened = io.BytesIO()
    file.decrypt(opened, verify_integrity=True)
    assert opened.getvalue() == book


def test_without_a_password_nothing_is_sealed() -> None:
    with pytest.raises(ValueError, match="password"):
        sealed(b"PK", "")
