"""The catalogue tool collects every marked text and notices whatever is wrong with a translation."""

from pathlib import Path

import polib
import pytest

from scripts import catalogues
from scripts.catalogues import Key, Text, merged, placeholders, problems, texts_in

CODE = """
from cicdesk.base.i18n import N_, _, ngettext, text_in

# Translators: the verb.
SAVE = N_("Save")
words = ngettext("{count} person", "{count} people", 2)
shown = _("Hello, {name}")
asked = text_in("uk", "Your name")
plain = "not a text of the interface"
"""


@pytest.fixture
def texts(tmp_path: Path) -> dict[Key, Text]:
    (tmp_path / "module.py").write_text(CODE, encoding="utf-8")
    return texts_in(tmp_path)


def translated(language: str, texts: dict[Key, Text]) -> polib.POFile:
    """A catalogue in which every text says itself."""
    catalogue = merged(language, texts, [])
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = dict.fromkeys(range(catalogues.FORMS[language]), entry.msgid_plural)
        else:
            entry.msgstr = entry.msgid
    return catalogue


def test_every_mark_is_collected(texts: dict[Key, Text]) -> None:
    assert set(texts) == {
        ("Save", ""),
        ("{count} person", "{count} people"),
        ("Hello, {name}", ""),
        ("Your name", ""),
    }
    assert texts["Save", ""].notes == {"the verb."}


def test_a_translation_stays_and_a_lost_text_goes(texts: dict[Key, Text]) -> None:
    old = [polib.POEntry(msgid="Save", msgstr="Zapisz"), polib.POEntry(msgid="Gone", msgstr="Nie ma")]
    catalogue = merged("pl", texts, old)
    assert catalogue.find("Save").msgstr == "Zapisz"
    assert catalogue.find("Gone") is None
    assert catalogue.find("Your name").msgstr == ""


def test_english_fills_itself(texts: dict[Key, Text]) -> None:
    assert list(problems("en", merged("en", texts, []), texts)) == []


@pytest.mark.parametrize("language", catalogues.PLURAL_FORMS)
def test_a_whole_catalogue_has_no_problems(language: str, texts: dict[Key, Text]) -> None:
    assert list(problems(language, translated(language, texts), texts)) == []


def test_a_missing_translation_is_noticed(texts: dict[Key, Text]) -> None:
    catalogue = translated("pl", texts)
    catalogue.find("Save").msgstr = ""
    assert list(problems("pl", catalogue, texts)) == ["not translated: 'Save'"]


def test_a_doubtful_translation_is_noticed(texts: dict[Key, Text]) -> None:
    catalogue = translated("pl", texts)
    catalogue.find("Save").flags.append("fuzzy")
    assert "fuzzy" in "".join(problems("pl", catalogue, texts))


@pytest.mark.parametrize("wrong", ["Witaj, {imie}", "Witaj", "Witaj, {name", "Witaj, {name} "])
def test_other_placeholders_and_blanks_are_noticed(wrong: str, texts: dict[Key, Text]) -> None:
    catalogue = translated("pl", texts)
    catalogue.find("Hello, {name}").msgstr = wrong
    assert len(list(problems("pl", catalogue, texts))) == 1


def test_only_the_form_for_one_may_leave_out_the_number(texts: dict[Key, Text]) -> None:
    catalogue = translated("pl", texts)
    forms = catalogue.find("{count} person").msgstr_plural
    forms[0] = "jedna osoba"
    assert list(problems("pl", catalogue, texts)) == []
    forms[1] = "osoby"
    assert len(list(problems("pl", catalogue, texts))) == 1


def test_a_missing_plural_form_is_noticed(texts: dict[Key, Text]) -> None:
    catalogue = translated("uk", texts)
    del catalogue.find("{count} person").msgstr_plural[2]
    assert "plural forms" in "".join(problems("uk", catalogue, texts))


def test_a_text_that_came_or_went_is_noticed(texts: dict[Key, Text]) -> None:
    catalogue = translated("ru", texts)
    del texts["Save", ""]
    texts["New", ""] = Text(set(), set())
    assert list(problems("ru", catalogue, texts)) == [
        "not in the catalogue (make catalogues): 'New'",
        "no longer in the code (make catalogues): 'Save'",
    ]


def test_placeholders_are_names() -> None:
    assert placeholders("{count} of {most}, {{literally}}") == {"count", "most"}
