"""The answer of the system is read whatever the order of its columns: ids given, rows refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.reports.sm_efs.answers import AnswerLine, read_answer, settled
from cicdesk.reports.sm_efs.errors import FunderFileUnreadable
from cicdesk.reports.sm_efs.layout import shipped_layout
from tests.support.participants import WOMAN, participant, without_pesel, worker

DATA = Path(__file__).resolve().parents[2] / "data" / "funder_files"
LAYOUT = shipped_layout()
ANSWER = (DATA / "answer.csv").read_bytes()


def read(*lines: str) -> tuple[AnswerLine, ...]:
    return read_answer("\r\n".join(lines).encode(), LAYOUT)


def test_an_answer_gives_ids_and_says_what_is_wrong_with_the_refused() -> None:
    first, second, third = read_answer(ANSWER, LAYOUT)
    assert first == AnswerLine(1, WOMAN, "900001", "", "", refused=False)
    assert second == AnswerLine(
        2, "FE 000123", "", "commune", "Wartość spoza słownika: Oświęcimek", refused=True
    )
    # Two columns are called so: the answer's own words stay.
    assert third.column == "w tym"


def test_everybody_in_the_file_knows_what_became_of_them() -> None:
    outcome = settled([participant(), without_pesel(), worker()], read_answer(ANSWER, LAYOUT))
    assert [(each.technical_id, each.refused, len(each.lines)) for each in outcome] == [
        ("900001", False, 1),
        ("", True, 2),
        ("0012345", False, 0),
    ]
    assert [each.participant.reference for each in outcome] == ["person-1", "person-2", "person-3"]


def test_a_line_without_an_identifier_is_about_the_row_it_numbers() -> None:
    answer = read("Wiersz;Techniczny identyfikator", "2;77")
    assert [each.technical_id for each in settled([participant(), without_pesel()], answer)] == ["", "77"]


def test_an_identifier_counts_for_more_than_the_number_of_a_row() -> None:
    answer = read("PESEL;Lp.;Techniczny identyfikator uczestnika", f"{WOMAN};1;78")
    assert [each.technical_id for each in settled([without_pesel(), participant()], answer)] == ["", "78"]


@pytest.mark.parametrize(
    ("head", "row", "refused"),
    [
        ("PESEL;Opis błędu", f"{WOMAN};zły kod", True),
        ("PESEL;Opis błędu", f"{WOMAN};", False),
        ("PESEL;Status;Opis błędu", f"{WOMAN};Zaimportowany;uwaga", False),
        ("PESEL;Status;Opis błędu", f"{WOMAN};ODRZUCONY;", True),
        ("PESEL;Wynik", f"{WOMAN};Błąd", True),
        ("PESEL;Status;Opis błędu", f"{WOMAN};;zły kod", True),
    ],
)
def test_a_row_is_refused_if_the_result_says_so_or_a_fault_stands_alone(
    head: str, row: str, refused: bool
) -> None:
    assert [each.refused for each in read(head, row)] == [refused]


def test_a_short_row_lacks_what_stands_at_its_end() -> None:
    assert read("PESEL;Techniczny identyfikator;Opis błędu", WOMAN) == (
        AnswerLine(None, WOMAN, "", "", "", refused=False),
    )


@pytest.mark.parametrize("content", [b"", b"PESEL\r\n1", b"Imie;Nazwisko\r\na;b", b"Status;Komunikat"])
def test_what_is_no_answer_is_refused(content: bytes) -> None:
    with pytest.raises(FunderFileUnreadable):
        read_answer(content, LAYOUT)


@given(st.permutations(range(4)))
def test_the_order_of_columns_does_not_matter(order: list[int]) -> None:
    head = ["PESEL", "Techniczny identyfikator", "Wynik", "Komunikat"]
    row = [WOMAN, "900001", "Błędny", "zły kod"]
    (line,) = read(";".join(head[each] for each in order), ";".join(row[each] for each in order))
    assert (line.identifier, line.technical_id, line.message, line.refused) == (
        WOMAN, "900001", "zły kod", True,
    )  # fmt: skip
