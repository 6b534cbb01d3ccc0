"""The words of papers: every language says everything, with the same gaps, and of codes whatever papers show."""

import string

import pytest

from cicdesk.reports.papers.catalogue import PAPERS
from cicdesk.reports.papers.indicators import INDICATORS
from cicdesk.reports.papers.reports import IN_POLISH_ALONE, REPORTS
from cicdesk.reports.papers.words import FIRST, language_of, languages, title_in, words_in
from cicdesk.schema.codelists import LABEL_LANGUAGES, code_list

POLISH_ALONE = IN_POLISH_ALONE | {INDICATORS.code}
OTHERS = [each for each in languages() if each != FIRST]
WITHOUT_LABELS = [each for each in languages() if each not in LABEL_LANGUAGES]


def gaps(text: str) -> set[str]:
    return {name for _before, name, _form, _turn in string.Formatter().parse(text) if name}


def test_papers_speak_the_languages_that_clients_speak_most() -> None:
    assert set(languages()) >= {"pl", "uk", "ru", "en", "ar", "vi", "ka"}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_all_that_polish_says(language: str) -> None:
    first, other = words_in(FIRST), words_in(language)
    assert {name: set(each) for name, each in other.papers.items()} == {
        name: set(each) for name, each in first.papers.items() if name not in POLISH_ALONE
    }
    assert len(other.weekdays) == 7


def test_a_paper_is_called_in_every_language_what_its_own_title_says() -> None:
    assert title_in("uk", "child_card", "Karta dziecka") == "Картка дитини"
    assert (
        title_in("en", "child_card", words_in(FIRST).text("child_card", "title_adult")) == "Dependant's card"
    )
    assert title_in("pl", "child_card", "Karta dziecka") == "Karta dziecka"
    assert title_in("uk", "child_card", "Inna karta") == "Inna karta", "a title that nobody knows stays"


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_leaves_the_same_gaps(language: str) -> None:
    first, other = words_in(FIRST), words_in(language)
    for paper, texts in first.papers.items():
        if paper in POLISH_ALONE:
            continue
        for key, text in texts.items():
            for one, translated in zip(_several(text), _several(other.papers[paper][key]), strict=True):
                assert gaps(one) == gaps(translated), (paper, key)
                assert translated.strip() == translated != "", (paper, key)


@pytest.mark.parametrize("language", WITHOUT_LABELS)
def test_a_language_that_code_lists_lack_has_words_of_its_own_for_what_papers_show(language: str) -> None:
    held = words_in(language).codes
    shown = {
        "interpreting_modes", "interpreting_services", "interpreting_subjects", "target_institutions", "relations",
        "allergy_kinds", "diets", "chronic_illnesses", "toilet_states", "mobility_levels", "communication_needs",
        "time_sheet_remarks", "severities",
    }  # fmt: skip
    for name in shown:
        assert set(held[name]) == set(code_list(name).by_code), name
    for name in ("languages", "identity_documents", "support_needs"):
        assert set(held[name]) <= set(code_list(name).by_code), name


def test_every_paper_has_words_and_a_template_of_its_own() -> None:
    assert {each.code for each in (*PAPERS, *REPORTS, INDICATORS)} == set(words_in(FIRST).papers) - {"common"}


def test_the_language_of_a_client_is_found_by_its_code() -> None:
    assert language_of("ara") == "ar"
    assert language_of("som") == ""


def test_a_code_without_words_in_a_language_is_said_in_english() -> None:
    assert words_in("vi").code("languages", "som") in {
        "tiếng Somali",
        code_list("languages").label("som", "en"),
    }
    assert words_in("vi").code("languages", "gla") == code_list("languages").label("gla", "en")


def _several(text: object) -> list[str]:
    return [str(each) for each in text] if isinstance(text, list) else [str(text)]
