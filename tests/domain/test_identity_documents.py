"""Numbers of documents: one form, and patterns that only ever warn."""

import pytest

from cicdesk.domain.identity_documents import fits, normal_number, polish_id_holds


@pytest.mark.parametrize(
    ("kind", "typed", "normal"),
    [
        ("RESIDENCE_CARD", "rp 1234567", "RP1234567"),
        ("RESIDENCE_CARD", "РР-1234567", "PP1234567"),  # Cyrillic letters typed on a Ukrainian keyboard
        ("UA_BOOKLET", "см 123456", "СМ123456"),
        ("OTHER", " 1/2.3 ", "123"),
    ],
)
def test_one_number_has_one_form(kind: str, typed: str, normal: str) -> None:
    assert normal_number(kind, typed) == normal


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("RESIDENCE_CARD", "RP1234567", True),
        ("RESIDENCE_CARD", "RP123456", False),
        ("UA_PASSPORT", "aa 000000", True),
        ("UA_BOOKLET", "СМ 123456", True),
        ("PL_ID_CARD", "ABA300000", True),
        ("PL_ID_CARD", "ABA300001", False),
        ("GENEVA", "whatever 1", True),
        ("A_KIND_OF_LATER_VERSIONS", "x", True),
    ],
)
def test_a_number_fits_its_kind_or_not(kind: str, number: str, expected: bool) -> None:
    assert fits(kind, number) is expected


def test_the_digit_of_a_polish_card() -> None:
    assert polish_id_holds("ABA300000")
    assert not polish_id_holds("ABA")
