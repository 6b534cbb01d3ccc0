"""Every fault of the funder's file has a sentence in each language, and every column a name."""

import datetime as dt
from collections.abc import Iterator
from string import Formatter

import pytest

from cicdesk.base.i18n import LANGUAGES, language, set_language, text_in
from cicdesk.presenters.funder_words import FAULT_WORDS, column_words, fault_words
from cicdesk.reports.sm_efs.checking import faults_of
from cicdesk.reports.sm_efs.faults import Fault, Wrong
from cicdesk.reports.sm_efs.layout import shipped_layout
from tests.support.participants import participant, worker

LAYOUT = shipped_layout()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.mark.parametrize("wrong", Wrong)
def test_every_fault_has_words_in_every_language(wrong: Wrong) -> None:
    english = FAULT_WORDS[wrong]
    names = {name for _text, name, _spec, _conversion in Formatter().parse(english) if name}
    for each in set(LANGUAGES) - {"en"}:
        said = text_in(each, english)
        assert said != english
        assert {name for _text, name, _spec, _conversion in Formatter().parse(said) if name} == names


def test_a_fault_is_said_with_what_stands_there() -> None:
    (fault,) = faults_of([participant(education="Wyższe (ISCED 5-8)")], LAYOUT)
    assert fault_words(fault) == "The range is written with another dash: “Wyższe (ISCED 5–8)”."
    (fault,) = faults_of([participant(age=30)], LAYOUT)
    assert fault_words(fault) == "On the day of joining the person was 24, not 30."
    (fault,) = faults_of([worker(ended=dt.date(2026, 3, 8))], LAYOUT)
    assert fault_words(fault) == "A support begins after the person left the project (09.03.2026)."


def test_braces_in_a_value_are_shown_as_they_are() -> None:
    assert fault_words(Fault("", 1, "sex", Wrong.DAY, facts={"value": "{x}"})) == "“{x}” is not a date."


def test_both_columns_called_w_tym_have_names_of_their_own() -> None:
    assert column_words("labour_detail", LAYOUT) == "Status osoby na rynku pracy: w tym"
    assert column_words("support.detail", LAYOUT) == "Rodzaj przyznanego wsparcia: w tym"
    assert column_words("family_name", LAYOUT) == "Nazwisko"
    assert column_words("", LAYOUT) == ""
