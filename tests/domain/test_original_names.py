"""A name in its own script becomes a proposal in Latin letters."""

import pytest

from cicdesk.domain.intake import derived
from cicdesk.domain.original_names import NameParts, read_name


@pytest.mark.parametrize(
    ("written", "language", "parts"),
    [
        ("Жук Євген", "", NameParts("Zhuk", "Yevhen")),
        ("Євген Жук", "", NameParts("Zhuk", "Yevhen")),
        ("Жук Євген Петрович", "", NameParts("Zhuk", "Yevhen", "Petrovych")),
        ("Євген Петрович Жук", "", NameParts("Zhuk", "Yevhen", "Petrovych")),
        ("Петренко-Коваль Марія Анна", "ukr", NameParts("Petrenko-Koval", "Mariia Anna")),
        ("Рыбаков Андрей", "", NameParts("Rybakov", "Andrei")),
        ("Кузнецов Сергей", "rus", NameParts("Kuznetsov", "Sergei")),
        ("Олена", "", NameParts("", "Olena")),
        ("", "", NameParts()),
        (" \u00a0 ", "", NameParts()),
    ],
)
def test_a_name_is_taken_apart_and_spelled(written: str, language: str, parts: NameParts) -> None:
    assert read_name(written, language) == parts


def test_the_form_proposes_the_latin_spelling() -> None:
    follows = derived("person", {"original_name": "Жук Євген"}, frozenset({"original_name"}))
    assert follows == {"family_name": "Zhuk", "given_names": "Yevhen"}


def test_a_latin_name_proposes_nothing() -> None:
    assert derived("person", {"original_name": "Zhuk Yevhen"}, frozenset({"original_name"})) == {}
