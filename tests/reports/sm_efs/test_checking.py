"""Every rule of the validator, with somebody of whom it says nothing and somebody of whom it does."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.reports.sm_efs import checking
from cicdesk.reports.sm_efs.checking import RULES, checked_file, faults_of
from cicdesk.reports.sm_efs.checks import Found, row_of
from cicdesk.reports.sm_efs.faults import Wrong
from cicdesk.reports.sm_efs.layout import Layout, Needed, shipped_layout
from cicdesk.reports.sm_efs.participant import Participant, Support
from cicdesk.reports.sm_efs.person_checks import years_on
from cicdesk.reports.sm_efs.writing import written
from cicdesk.schema.problems import Severity
from tests.support.participants import (
    COURSE,
    EUROPEAN,
    MAN,
    OUTSIDE,
    PEOPLE,
    TALK,
    WOMAN,
    participant,
    people,
    without_pesel,
    worker,
)

LAYOUT = shipped_layout()
DAY = dt.timedelta(days=1)
START = dt.date(2026, 3, 2)
BORN_ON_A_LEAP_DAY = {"birth_date": dt.date(2000, 2, 29), "started": dt.date(2026, 2, 28)}
OLDER_COURSE = replace(COURSE, started=dt.date(2026, 2, 28))

Case = tuple[Wrong, str, Participant, Participant]
"""What is wrong, in which column, somebody of whom it is not, and somebody of whom it is."""

CASES: list[Case] = [
    (Wrong.NOT_EXPECTED, "institution", worker(), participant(institution="Szkoła")),
    (Wrong.NOT_EXPECTED, "end_situation", worker(), participant(end_situation="inne")),
    (Wrong.NOT_EXPECTED, "as_planned", worker(), participant(as_planned="Nie")),
    (
        Wrong.NOT_EXPECTED,
        "education_end",
        participant(
            labour_status="Osoba bierna zawodowo",
            labour_detail="osoba ucząca się/odbywająca kształcenie",
            education_end=dt.date(2027, 6, 30),
        ),
        participant(education_end=dt.date(2027, 6, 30)),
    ),
    (Wrong.MISSING, "education_end", participant(), participant(
        labour_status="Osoba bierna zawodowo", labour_detail="osoba ucząca się/odbywająca kształcenie"
    )),
    (Wrong.MISSING, "labour_detail", worker(), participant(labour_detail="")),
    (Wrong.MISSING, "support.started", participant(), participant(supports=(replace(COURSE, started=None),))),
    (Wrong.MISSING, "support.kind", participant(), participant(supports=(COURSE, replace(COURSE, kind="")))),
    (Wrong.MISSING, "institution", worker(), worker(institution=" ")),
    (Wrong.MISSING, "end_situation", worker(), worker(end_situation="")),
    (Wrong.MISSING, "as_planned", worker(), worker(as_planned="")),
    (Wrong.NOT_PERMITTED, "sex", without_pesel(), without_pesel(sex="K")),
    (Wrong.NOT_PERMITTED, "labour_detail", participant(), participant(labour_detail="inna")),
    (Wrong.NOT_PERMITTED, "voivodeship", participant(), participant(voivodeship="krakowskie")),
    (Wrong.NOT_PERMITTED, "voivodeship", participant(), participant(voivodeship="Krakowskie")),
    (Wrong.NOT_PERMITTED, "citizenship", participant(citizenship=OUTSIDE), worker(citizenship="polskie")),
    (Wrong.HYPHEN, "education", participant(), participant(education="Wyższe (ISCED 5-8)")),
    (Wrong.HYPHEN, "education", participant(), participant(education="Wyższe (ISCED 5—8)")),
    (Wrong.PAIR, "labour_detail", worker(), worker(
        labour_detail="Osoba nieuczestnicząca w kształceniu lub szkoleniu"
    )),
    (Wrong.PAIR, "labour_detail",
     worker(labour_detail="Osoba pracująca na uczelni"), participant(labour_detail="Osoba pracująca na uczelni")),
    (
        Wrong.PAIR,
        "support.detail",
        participant(supports=(TALK, replace(TALK, kind="staż", detail="pomoc psychologiczna"))),
        participant(supports=(TALK, replace(COURSE, detail="pomoc psychologiczna"))),
    ),
    (Wrong.LOWER_CASE, "county", participant(county="świebodziński"), participant(county="Oświęcimski")),
    (Wrong.LOWER_CASE, "voivodeship", participant(), participant(voivodeship="Małopolskie")),
    (Wrong.PESEL_LENGTH, "identifier", without_pesel(), participant(identifier="0221130758")),
    (Wrong.PESEL_LENGTH, "identifier", participant(), participant(identifier="022113 07589")),
    (Wrong.PESEL_CHECKSUM, "identifier", participant(), worker(identifier="44051401358")),
    (Wrong.PESEL_DATE, "identifier", participant(), participant(identifier="02381307589")),
    (Wrong.PESEL_DENIED, "no_pesel", without_pesel(), without_pesel(identifier=MAN)),
    (Wrong.SEX, "sex", worker(identifier=MAN), worker(sex="Kobieta")),
    (Wrong.SEX, "sex", participant(identifier=WOMAN), participant(sex="Mężczyzna")),
    (Wrong.AGE, "age", participant(age=24), participant(age=25)),
    (Wrong.AGE, "age", participant(started=dt.date(2026, 3, 2)), participant(birth_date=START, age=0)),
    (Wrong.AGE, "age", without_pesel(birth_date=dt.date(1964, 3, 2), age=62),
     without_pesel(birth_date=dt.date(1964, 3, 3), age=62)),
    (Wrong.AGE, "age", without_pesel(**BORN_ON_A_LEAP_DAY, age=25), without_pesel(**BORN_ON_A_LEAP_DAY, age=26)),
    (Wrong.AGE_RANGE, "age", without_pesel(birth_date=None, age=110), without_pesel(birth_date=None, age=111)),
    (Wrong.AGE_RANGE, "age", without_pesel(birth_date=None, age=0), without_pesel(birth_date=None, age=-1)),
    (Wrong.POSTCODE, "postcode", participant(country="Ukraina", postcode="01001"), participant(postcode="32600")),
    (Wrong.PHONE, "phone", participant(phone="123 45-67"), participant(phone="123 45-6")),
    (Wrong.PHONE, "phone", participant(phone="1" * 15), participant(phone="1" * 16)),
    (Wrong.PHONE, "phone", participant(), participant(phone="nie ma")),
    (Wrong.EMAIL, "email", participant(), participant(email="example.org")),
    (Wrong.EMAIL_LETTERS, "email", participant(), participant(email="ż@example.org")),
    (Wrong.ENDS_FIRST, "ended", worker(started=START, ended=START, supports=(COURSE,)),
     worker(started=START, ended=START - DAY, supports=(COURSE,))),
    (Wrong.SUPPORT_FIRST, "support.started", participant(supports=(COURSE,)),
     participant(supports=(COURSE, OLDER_COURSE))),
    (Wrong.SUPPORT_LATE, "support.started", worker(ended=TALK.started), worker(ended=dt.date(2026, 3, 8))),
    (Wrong.THIRD_COUNTRY, "third_country", participant(), participant(third_country="Nie")),
    (Wrong.THIRD_COUNTRY, "third_country", participant(citizenship=EUROPEAN, third_country="Nie"),
     participant(citizenship=EUROPEAN)),
    (Wrong.THIRD_COUNTRY, "third_country", worker(), worker(third_country="Tak", foreign_background="Tak")),
    (Wrong.BACKGROUND, "foreign_background", worker(), participant(foreign_background="Nie")),
    (Wrong.JOINER, "support.scope", participant(remarks="a|b"), participant(supports=(replace(COURSE, scope="a|b"),))),
    (Wrong.UNSEEN, "given_names", participant(given_names="Єва\u00a0می\u200cخواهم"), participant(given_names="Yev\u200eheniia")),
    (Wrong.UNSEEN, "remarks", participant(), participant(remarks="a\x00b")),
    *(
        (Wrong.MISSING, column.key, participant(), participant(**{column.key: None if column.key in
         {"age", "started"} else ""}))
        for column in LAYOUT.columns
        if column.needed in {Needed.ALWAYS, Needed.IN_POLAND} and not column.of_support
    ),
    *(
        (Wrong.MISSING, column.key, participant(), participant(supports=()))
        for column in LAYOUT.columns
        if column.needed is Needed.ALWAYS and column.of_support
    ),
]  # fmt: skip
WARNINGS = {Wrong.PESEL_DENIED, Wrong.SUPPORT_LATE, Wrong.UNSEEN}
OF_READING = {Wrong.DAY, Wrong.NUMBER, Wrong.CELLS, Wrong.JOINED}
BETWEEN_ROWS = {Wrong.TWICE, Wrong.OTHER_PROJECT}


def told(*persons: Participant) -> list[tuple[str, Wrong]]:
    return [(each.column, each.wrong) for each in faults_of(persons, LAYOUT)]


@pytest.mark.parametrize(("wrong", "column", "good", "bad"), CASES, ids=lambda each: str(each)[:24])
def test_a_rule_speaks_where_it_has_to_and_nowhere_else(
    wrong: Wrong, column: str, good: Participant, bad: Participant
) -> None:
    assert told(good) == []
    assert (column, wrong) in told(bad)
    found = next(each for each in faults_of([bad], LAYOUT) if (each.column, each.wrong) == (column, wrong))
    assert found.severity is (Severity.WARNING if wrong in WARNINGS else Severity.ERROR)
    assert (found.reference, found.row) == (bad.reference, 1)


def test_every_code_has_a_case() -> None:
    assert {wrong for wrong, *_ in CASES} | OF_READING | BETWEEN_ROWS == set(Wrong)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_rule_can_be_left_out(rule: checking.Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "RULES", tuple(each for each in RULES if each is not rule))
    assert any((column, wrong) not in told(bad) for wrong, column, _good, bad in CASES)


@pytest.mark.parametrize(("wrong", "column", "_good", "bad"), CASES, ids=lambda each: str(each)[:24])
def test_each_fault_is_found_by_one_rule_only(
    wrong: Wrong, column: str, _good: Participant, bad: Participant
) -> None:
    def finds(rule: checking.Rule) -> Iterator[Found]:
        return (each for each in rule(row_of(bad, LAYOUT)) if (each.column, each.wrong) == (column, wrong))

    assert sum(any(True for _ in finds(rule)) for rule in RULES) == 1


def test_people_abroad_need_no_address_in_poland() -> None:
    empty = {"voivodeship": "", "county": "", "commune": "", "locality": "", "postcode": "", "degurba": ""}
    assert told(participant(country="Ukraina", **empty)) == []


def test_kinds_of_support_of_another_call_are_taken_as_they_are() -> None:
    own = Support(scope="x", kind="staż uczniowski", detail="u pracodawcy", started=START)
    assert told(participant(supports=(own,))) == []


def test_a_row_that_says_neither_pesel_nor_that_there_is_none_lacks_both() -> None:
    assert told(participant(identifier="", no_pesel="")) == [
        ("identifier", Wrong.MISSING),
        ("no_pesel", Wrong.MISSING),
    ]


def test_the_same_person_twice_is_told_of_the_later_row() -> None:
    faults = list(faults_of([participant(), without_pesel(), participant(reference="again")], LAYOUT))
    assert [(each.reference, each.row, each.column, each.wrong) for each in faults] == [
        ("again", 3, "identifier", Wrong.TWICE)
    ]
    assert told(worker(), without_pesel(technical_id="0012345")) == [("technical_id", Wrong.TWICE)]
    assert told(participant(), without_pesel()) == []


def test_one_file_is_about_one_project() -> None:
    other = without_pesel(project_number="FEMP.06.19-IP.01-0001/24")
    assert told(participant(), other) == [("project_number", Wrong.OTHER_PROJECT)]


def test_all_faults_of_all_people_are_told_by_person_and_column() -> None:
    faults = list(
        faults_of([participant(sex="", email="ż@x.pl", age=7), worker(), without_pesel(county="K")], LAYOUT)
    )
    assert [(each.row, each.column) for each in faults] == [
        (1, "sex"),
        (1, "age"),
        (1, "email"),
        (3, "county"),
    ]


def test_a_file_is_written_only_if_nothing_but_warnings_speaks_against_it() -> None:
    good = checked_file(PEOPLE, LAYOUT)
    assert (good.faults, good.content) == ((), written(PEOPLE, LAYOUT))
    warned = checked_file([participant(given_names="Y\u200ev")], LAYOUT)
    assert [each.wrong for each in warned.faults] == [Wrong.UNSEEN]
    assert warned.content is not None
    refused = checked_file([*PEOPLE, participant(identifier="1", reference="bad")], LAYOUT)
    assert {each.reference for each in refused.faults} == {"bad"}
    assert refused.content is None


@pytest.mark.parametrize(
    "key", [each.key for each in LAYOUT.columns if each.needed is Needed.ALWAYS and not each.of_support]
)
def test_what_is_missing_is_told_once_and_nothing_is_held_against_it(key: str) -> None:
    empty = participant(**{key: None if key in {"age", "started"} else ""})
    assert told(empty) == [(key, Wrong.MISSING)]


def test_a_number_that_is_said_to_be_no_pesel_is_not_held_against_sex_and_age() -> None:
    assert told(without_pesel(identifier=WOMAN, age=61)) == [("no_pesel", Wrong.PESEL_DENIED)]


def test_a_detail_is_not_held_against_a_status_that_is_missing() -> None:
    assert told(participant(labour_status="")) == [("labour_status", Wrong.MISSING)]


def test_a_rule_about_a_column_that_a_layout_lacks_says_nothing() -> None:
    lacking = {"sex", "age", "project_number", "labour_detail"}
    columns = tuple(each for each in LAYOUT.columns if each.key not in lacking)
    without: Layout = replace(LAYOUT, columns=columns, by_key={each.key: each for each in columns})
    persons = [participant(sex="Mężczyzna", age=200), without_pesel(project_number="other")]
    assert list(faults_of(persons, without)) == []


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("2000-02-29", "2018-02-28", 17),
        ("2000-02-29", "2018-03-01", 18),
        ("2000-12-31", "2001-01-01", 0),
        ("2008-03-02", "2026-03-02", 18),
        ("2008-03-03", "2026-03-02", 17),
    ],
)
def test_age_is_counted_in_full_years(born: str, day: str, years: int) -> None:
    assert years_on(dt.date.fromisoformat(born), dt.date.fromisoformat(day)) == years


@given(st.lists(people(), max_size=2))
def test_whatever_people_hold_the_validator_says_what_it_can(persons: list[Any]) -> None:
    for each in faults_of(persons, LAYOUT):
        assert each.column in LAYOUT.by_key
        assert 1 <= each.row <= len(persons)
