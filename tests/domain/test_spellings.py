"""Names are found in any spelling and script, while they are being typed, and fast."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.base.resources import resource
from cicdesk.domain.names import tokens, words
from cicdesk.domain.skeletons import MARKER, english_key, keys
from cicdesk.domain.spellings import latin, query_variants, spellings


def found_words(query: str, name: str) -> list[bool]:
    """For each typed word, whether the index of the name has a word beginning with one of its variants."""
    index = spellings(name)
    return [
        any(word.startswith(variant) for variant in query_variants(token) for word in index)
        for token in words(query)
    ]


def finds(query: str, name: str) -> bool:
    return all(found_words(query, name))


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Згурський", "Zghurskyi"),
        ("Ґалаґан", "Galagan"),
        ("Єнакієве", "Yenakiieve"),
        ("Гаєвич", "Haievych"),
        ("Короп'є", "Koropie"),
        ("Їжакевич", "Yizhakevych"),
        ("Мар'їне", "Marine"),
        ("Марʼїне", "Marine"),
        ("Йосипівка", "Yosypivka"),
        ("Олексій", "Oleksii"),
        ("Наталія", "Nataliia"),
        ("Рибчинський", "Rybchynskyi"),
        ("Соломія", "Solomiia"),
        ("Щербухи", "Shcherbukhy"),
        ("Гоща", "Hoshcha"),
        ("Юрій", "Yurii"),
        ("Костянтин", "Kostiantyn"),
        ("Знам'янка", "Znamianka"),
        ("Феодосія", "Feodosiia"),
        ("Біла Церква", "Bila Tserkva"),
        ("Розгон", "Rozghon"),
        ("Гоголь-Яновський", "Hohol-Yanovskyi"),
        ("ЗГОРАНИ", "ZGHORANY"),
    ],
)
def test_ukrainian_names_follow_the_resolution_of_2010(name: str, spelled: str) -> None:
    assert latin(name) == spelled
    assert latin(unicodedata.normalize("NFD", name)) == spelled


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Хрущёв", "Khrushchev"),
        ("Объедков", "Obieedkov"),
        ("Соловьёва", "Soloveva"),
        ("Чайковский", "Chaikovskii"),
        ("Дмитрий", "Dmitrii"),
        ("Юрьевич", "Iurevich"),
        ("Цветаева", "Tsvetaeva"),
        ("Юлия Щербак", "Iuliia Shcherbak"),
    ],
)
def test_russian_names_follow_todays_passports(name: str, spelled: str) -> None:
    assert latin(name, "ru") == spelled


def test_other_scripts_and_latin_names() -> None:
    assert latin("Аляксандр Лукашэнка", "be") == "Aliaksandr Lukashenka"
    assert latin("Łukasz Żuk") == "Łukasz Żuk"
    assert latin("გიორგი", "ka").lower() == "giorgi"
    assert latin("") == ""


@pytest.mark.parametrize(
    "query",
    [
        "Jewhen Żuk", "Yevhen Zhuk", "Evgenii Zhuk", "jewgienij", "Jewhen Zuk", "Evguenii Jouk", "Eugeniusz",
        "Zhenia", "Жук Євген", "Евгений", "жук", "zuk",
    ],
)  # fmt: skip
def test_yevhen_is_found_by(query: str) -> None:
    assert finds(query, "Євген Жук")


@pytest.mark.parametrize("given_name", ["Yuliia", "Julia", "Iuliia", "Yuliya", "Iouliia", "Yulia", "Юлия"])
@pytest.mark.parametrize("family_name", ["Shcherbak", "Szczerbak", "Chtcherbak", "Щербак"])
def test_yuliia_is_found_by(given_name: str, family_name: str) -> None:
    assert finds(f"{given_name} {family_name}", "Юлія Щербак")
    assert finds("Юлія Щербак", f"{given_name} {family_name}")


SAME = [
    ("Yevhen Zhuk", "Jewhen Żuk"),
    ("Iuliia Khomenko", "Yuliya Homenko"),
    ("Iryna Kravchenko", "Irina Krawczenko"),
    ("Nguyen Thi Anh", "Nguyễn Thị Ánh"),
    ("Yevhen Zhuk", "Evgenii Zhuk"),
    ("Volodymyr Hryhorenko", "Vladimir Grigorenko"),
    ("Yuliia Khomenko", "Julia Chomenko"),
    ("Oleksii Shcherbak", "Aleksey Shcherbak"),
    ("Giorgi Beridze", "George Beridze"),
    ("Aliaksandr Lukashenka", "Alexander Lukashenko"),
    ("Mohammed Al-Hassan", "Muhammad Alhasan"),
    ("Anna Kovalenko", "Hanna Kovalenko"),
    ("lukasz", "Łukasz"),
    ("Наталья Соловьёва", "Nataliia Soloviova"),
    ("Марʼяна", "Мар’яна"),
    ("Mariana", "Марʼяна"),
    ("नरेन्द्र", "नरेन्द्र"),
    ("Giorgi", "გიორგი"),
    ("Бондар", "Бoндap"),
]


@pytest.mark.parametrize(("one", "other"), SAME + [(b, a) for a, b in SAME])
def test_spellings_of_the_same_name_find_each_other(one: str, other: str) -> None:
    assert found_words(one, other) == [True] * len(tokens(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna", "Alla"), ("Olena", "Olha"), ("Mohamed", "Mahmoud"), ("Anna", "Andrii"), ("Olha", "Olena")],
)
def test_different_names_do_not(one: str, other: str) -> None:
    assert not finds(one, other)


def _given_names() -> list[str]:
    with resource("names/synonyms.csv").open(encoding="utf-8") as lines:
        return [line.strip() for line in lines][1:]


@pytest.mark.parametrize("row", _given_names())
def test_every_given_name_of_a_set_finds_the_first(row: str) -> None:
    first, others = row.split(",")
    missed = [other for other in others.split("|") if not finds(other, first)]
    assert not missed


@pytest.mark.parametrize(
    "name", ["Євген Жук", "Олександра Григоренко", "Юлія Щербак", "Mohammed Al-Hassan", "Ян"]
)
def test_the_index_of_a_name_stays_small(name: str) -> None:
    assert len(spellings(name)) <= 40


@pytest.mark.parametrize(
    "name",
    ["yevhen", "jewgienij", "oleksandr", "shcherbak", "szczerbak", "kravchenko", "krawczenko", "volodymyr",
     "hryhorenko", "nataliia", "lukashenka", "muhammad", "yuliia", "bondarenko", "kovalenko", "serhii"],
)  # fmt: skip
def test_a_key_grows_with_the_word_while_it_is_typed(name: str) -> None:
    whole = keys(name)
    beginnings = [name[:length] for length in range(5, len(name) + 1)]
    fitting = [b for b in beginnings if any(w.startswith(k) for k in keys(b) for w in whole)]
    assert len(fitting) == len(beginnings)


@given(st.text(max_size=20))
def test_every_word_looked_for_is_kept_whole_by_the_index(text: str) -> None:
    assert all(word.isalnum() for word in spellings(text))
    for token in words(text):
        assert all(variant.isalnum() for variant in query_variants(token))


def test_a_typed_word_never_is_a_key() -> None:
    assert english_key("yevhen")
    assert tokens(MARKER + "avhan") == (MARKER + "avhan",)
    assert not any(variant.startswith(MARKER) for variant in query_variants("ye"))


@given(st.text(max_size=20))
def test_variants_never_fail_and_are_few(text: str) -> None:
    assert len(query_variants(text)) <= 6
    assert "" not in query_variants(text)
    assert "" not in spellings(text)


@given(st.text(st.characters(min_codepoint=0x400, max_codepoint=0x45F), min_size=1, max_size=12))
def test_every_cyrillic_name_is_found_by_its_own_beginning(name: str) -> None:
    for token in tokens(name):
        assert finds(token[:5], name)
