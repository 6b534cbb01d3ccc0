"""Folding: one form for all the ways in which the same letters arrive."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cicdesk.domain.names import fold, tokens

ANY_LETTERS = st.text(st.characters(codec="utf-8", max_codepoint=0x2FFF), max_size=30)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łukasz ŻÓŁĆ", "lukasz zolc"),
        ("Đặng Thị Ánh", "dang thi anh"),
        ("Марʼяна", "маряна"),
        ("Мар’яна", "маряна"),
        ("Мар'яна", "маряна"),
        ("O'Hara", "ohara"),
        ("Семён Ґалаґан", "семен галаган"),
        ("Їжакевич Йосипівка", "їжакевич йосипівка"),
        ("Straße Ørsted Þór", "strasse orsted thor"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_marks_case_and_apostrophes_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("Бoндap", "бондар"),  # o, a and p are Latin
        ("Koвaль", "коваль"),
        ("Воndarеnkо", "bondarenko"),  # В, о and е are Cyrillic
        ("Yеvhеn", "yevhen"),
        ("Iван", "іван"),
    ],
)
def test_letters_that_only_look_alike_follow_the_rest_of_the_word(disguised: str, plain: str) -> None:
    assert fold(disguised) == plain


def test_each_word_has_its_own_script() -> None:
    assert fold("Yevhen Євген") == "yevhen євген"


def test_words_are_split_at_spaces_hyphens_and_signs() -> None:
    assert tokens("Гоголь-Яновський, Ann-Marie  (Żuk)") == ("гоголь", "яновський", "ann", "marie", "zuk")
    assert tokens(" . ") == ()
    assert tokens("नरेन्द्र मोदी") == ("नरनदर", "मद")


@given(st.text(max_size=20))
def test_the_index_keeps_every_word_whole(text: str) -> None:
    assert all(token.isalnum() for token in tokens(text))


@given(ANY_LETTERS)
@example("ŉ")
@example("İstanbul")
@example("и\u0301\u0306")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_LETTERS)
def test_decomposed_letters_fold_to_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
