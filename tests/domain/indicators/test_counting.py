"""Counting in one pass says the same as counting one indicator after the other, slowly and by hand."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cicdesk.base.i18n import LANGUAGES
from cicdesk.domain.indicators.counting import Asked, Facts, count, members
from cicdesk.domain.indicators.declared import BadIndicator, libraries, library, read_library
from cicdesk.domain.indicators.facts import Assessed, Entry, improved, survivors
from cicdesk.domain.indicators.forecasting import Target, by_month, forecast, needed_pace

FIRST, LAST = "2026-01-01", "2026-03-31"
DAYS = st.sampled_from([None, "2025-12-31", "2026-01-01", "2026-02-14", "2026-03-31", "2026-04-01"])
YES_NO = st.sampled_from([None, "YES", "NO", "REFUSED"])
PEOPLE = st.sampled_from([f"p{number}" for number in range(6)])
ENTRIES = st.lists(
    st.builds(
        Entry,
        person=PEOPLE,
        kind=st.sampled_from(["INDIVIDUAL", "INDIVIDUAL", None, "INSTITUTIONAL"]),
        institution=st.sampled_from([None, "Gmina Miechów", "gmina  miechów", "Szkoła nr 3"]),
        eligible=st.sampled_from([None, "YES", "YES", "NO"]),
        entered_on=DAYS, ended_on=DAYS, age=st.one_of(st.none(), st.integers(0, 99)),
        sex=st.sampled_from(["K", "M", "REFUSED", None]),
        education=st.sampled_from(["ISCED_0", "ISCED_2", "ISCED_3", "ISCED_8", None]),
        labour_status=st.sampled_from(["UNEMPLOYED", "INACTIVE", "EMPLOYED", None]),
        labour_detail=st.sampled_from(["LONG_TERM", "LEARNING", "LOCAL_GOVERNMENT", "SMALL_FIRM", None]),
        degurba=st.sampled_from(["1", "3", None]), foreign_background=YES_NO, third_country=YES_NO, minority=YES_NO,
        homelessness=YES_NO, disability=YES_NO,
        end_situation=st.sampled_from([None, "WORK", "SEEKING", "LEARNING", "QUALIFIED"]),
        helpful=YES_NO, helpful_asked_on=DAYS, recognition_applied_on=DAYS, long_term_applied_on=DAYS,
    ),
    max_size=14,
)  # fmt: skip
FIRSTS = st.dictionaries(PEOPLE, st.sampled_from(["2025-12-31", "2026-02-14", "2026-04-01"]))

Rule = Callable[[Entry], bool]


def inside(day: str | None) -> bool:
    """Whether a day lies in the quarter, asked of real dates."""
    return day is not None and dt.date(2026, 1, 1) <= dt.date.fromisoformat(day) <= dt.date(2026, 3, 31)


ESF: Mapping[str, Rule] = {
    "EECO01": lambda each: inside(each.entered_on),
    "EECO02": lambda each: inside(each.entered_on) and each.labour_status == "UNEMPLOYED",
    "EECO03": lambda each: inside(each.entered_on) and each.labour_detail == "LONG_TERM",
    "EECO04": lambda each: inside(each.entered_on) and each.labour_status == "INACTIVE",
    "EECO05": lambda each: inside(each.entered_on) and each.labour_status == "EMPLOYED",
    "EECO06": lambda each: inside(each.entered_on) and (each.age or 0) < 18,
    "EECO07": lambda each: inside(each.entered_on) and 18 <= (each.age or 0) < 30,
    "EECO08": lambda each: inside(each.entered_on) and (each.age or 0) >= 55,
    "EECO09": lambda each: inside(each.entered_on) and each.education in {"ISCED_0", "ISCED_1", "ISCED_2"},
    "EECO10": lambda each: inside(each.entered_on) and each.education in {"ISCED_3", "ISCED_4"},
    "EECO11": lambda each: inside(each.entered_on) and each.education in {f"ISCED_{n}" for n in range(5, 9)},
    "EECO12": lambda each: inside(each.entered_on) and each.disability == "YES",
    "EECO13": lambda each: inside(each.entered_on) and each.third_country == "YES",
    "EECO14": lambda each: inside(each.entered_on) and each.foreign_background == "YES",
    "EECO15": lambda each: inside(each.entered_on) and each.minority == "YES",
    "EECO16": lambda each: inside(each.entered_on) and each.homelessness == "YES",
    "EECO17": lambda each: inside(each.entered_on) and each.degurba == "3",
    "EECR01": lambda each: (
        inside(each.ended_on) and (each.labour_status, each.end_situation) == ("INACTIVE", "SEEKING")
    ),
    "EECR02": lambda each: (
        inside(each.ended_on) and each.end_situation == "LEARNING" and each.labour_detail != "LEARNING"
    ),
    "EECR03": lambda each: inside(each.ended_on) and each.end_situation == "QUALIFIED",
    "EECR04": lambda each: (
        inside(each.ended_on) and each.end_situation == "WORK" and each.labour_status != "EMPLOYED"
    ),
}


def first_of_each(
    entries: list[Entry], merged: Mapping[str, str], needed: tuple[str, ...]
) -> dict[str, Entry]:
    """Slowly: the people of a project, each with the participation that was written down first."""
    found: dict[str, Entry] = {}
    for entry in entries:
        answers = [getattr(entry, name) for name in needed]
        if (
            entry.entered_on
            and entry.eligible != "NO"
            and entry.kind != "INSTITUTIONAL"
            and not any(each in {None, "", "REFUSED"} for each in answers)
        ):
            found.setdefault(merged.get(str(entry.person), str(entry.person)), entry)
    return found


def rows(entries: list[Entry]) -> list[tuple[str, Entry]]:
    """With ids in their order."""
    return [(f"{number:04d}", each) for number, each in enumerate(entries)]


@settings(max_examples=120, deadline=None)
@given(ENTRIES, st.dictionaries(st.just("p1"), st.sampled_from(["p2", "p3"])))
def test_esf_indicators_are_what_a_slow_count_says(entries: list[Entry], merged: dict[str, str]) -> None:
    needed = ("sex", "age", "education", "labour_status")
    asked, facts = Asked(library("esf"), FIRST, LAST, needed), Facts(merged=merged)
    counted = count(asked, rows(entries), facts)
    people = first_of_each(entries, merged, needed)
    for code, rule in ESF.items():
        slow = [each for each in people.values() if rule(each)]
        assert counted.total(code) == len(slow), code
        for sex in ("K", "M"):
            assert sum(n for (s, _b), n in counted.cells[code].items() if s == sex) == sum(
                each.sex == sex for each in slow
            )
        young = sum(n for (_s, band), n in counted.cells[code].items() if band == 0)
        assert young == sum((each.age or 0) < 18 for each in slow)
        assert len(members(asked, rows(entries), facts, code, (None, None))) == len(slow)
    names = {
        " ".join(str(each.institution).casefold().split())
        for each in entries
        if each.kind == "INSTITUTIONAL" and each.eligible != "NO" and inside(each.entered_on)
        and each.institution and each.labour_detail == "SMALL_FIRM"
    }  # fmt: skip
    assert counted.total("EECO19") == len(names)


@settings(max_examples=80, deadline=None)
@given(ENTRIES, FIRSTS, FIRSTS)
def test_amif_indicators_are_what_a_slow_count_says(
    entries: list[Entry], course: dict[str, str], better: dict[str, str]
) -> None:
    asked = Asked(library("amif"), FIRST, LAST)
    facts = Facts({"language_on": course, "improved_on": better})
    counted = count(asked, rows(entries), facts)
    people = first_of_each(entries, {}, ("sex", "age"))
    slow = {
        "O.2.3": sum(inside(each.entered_on) for each in people.values()),
        "O.2.3.1": sum(inside(course.get(person)) for person in people),
        "R.2.8": sum(inside(better.get(person)) for person in people),
        "R.2.9": sum(inside(e.helpful_asked_on) and e.helpful == "YES" for e in people.values()),
        "R.2.10": sum(inside(e.recognition_applied_on) for e in people.values()),
        "R.2.11": sum(inside(e.long_term_applied_on) for e in people.values()),
    }
    assert {code: counted.total(code) for code in slow} == slow
    days = count(asked, rows(entries), facts, days_of=("O.2.3.1",)).days["O.2.3.1"]
    assert days == sorted(day for person, day in course.items() if person in people)


def test_progress_in_polish_needs_a_level_on_joining_and_a_better_one_on_leaving() -> None:
    def said(
        person: str, occasion: str, level: str, day: str, part: str = "", language: str = "pol"
    ) -> Assessed:
        return Assessed(person, part, language, occasion, level, day)

    levels = [
        said("up", "ENTRY", "A1", "2026-01-05"), said("up", "EXIT", "A2", "2026-03-05"),
        said("same", "ENTRY", "A1", "2026-01-05"), said("same", "EXIT", "A1", "2026-03-05"),
        said("down", "ENTRY", "B1", "2026-01-05"), said("down", "EXIT", "A2", "2026-03-05"),
        said("no_exit", "ENTRY", "A1", "2026-01-05"), said("no_entry", "EXIT", "C1", "2026-03-05"),
        said("other", "ENTRY", "A1", "2026-01-05", language="eng"),
        said("other", "EXIT", "B1", "2026-03-05", language="eng"),
        said("elsewhere", "ENTRY", "A1", "2026-01-05"), said("elsewhere", "EXIT", "B1", "2026-03-05", "of_another"),
        said("old_file", "ENTRY", "A0", "2026-01-05"), said("new_file", "EXIT", "A1", "2026-02-05"),
    ]  # fmt: skip
    assert improved(levels, {"ours"}, {"old_file": "new_file"}) == {
        "up": "2026-03-05",
        "new_file": "2026-02-05",
    }


def test_whoever_was_joined_with_somebody_who_was_joined_again_is_the_last_one() -> None:
    assert survivors({"a": "b", "b": "c"}) == {"a": "c", "b": "c"}


def test_every_indicator_is_said_in_all_languages_with_where_it_comes_from() -> None:
    for name in libraries():
        for each in library(name).indicators:
            assert all(each.names[language] and each.definitions[language] for language in LANGUAGES)
            assert each.source
            assert each.mark in {"S", "G", "D"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({"moment": "someday"}, "X: moment"), ({"when": {"shoe_size": ["44"]}}, "X: when.shoe_size"),
        ({"name": {"pl": "x"}}, "X: name.uk"), ({"ages": [9, 3]}, "X: ages"), ({"within": "Y"}, "X: within = Y"),
        ({"colour": "red"}, "X: colour"),
    ],
)  # fmt: skip
def test_a_declaration_that_cannot_be_counted_is_refused_with_its_line(
    line: dict[str, object], fault: str
) -> None:
    said = dict.fromkeys(LANGUAGES, "x")
    whole = {"unit": "people", "mark": "D", "source": "", "name": said, "definition": said, **line}
    with pytest.raises(BadIndicator, match=fault):
        read_library({"X": whole})


TODAY = dt.date(2026, 6, 30)
TARGET = Target("EECO01", 1200, dt.date(2026, 12, 31))


def test_the_forecast_carries_the_pace_of_thirteen_weeks_on_to_the_day() -> None:
    days = sorted(
        [*["2026-01-05"] * 600, *[(TODAY - dt.timedelta(days=n)).isoformat() for n in range(91)] * 2]
    )
    told = forecast(TARGET, days, TODAY)
    assert (told.reached, told.lately, told.weeks, told.pace) == (782, 182, 13.0, 14.0)
    assert told.expected == 782 + 14 * 184 // 7
    assert told.short == 1200 - told.expected
    assert told.reached_on == TODAY + dt.timedelta(days=209)
    assert needed_pace(told, TODAY) == pytest.approx((1200 - 782) * 7 / 184)


def test_of_less_than_two_weeks_no_pace_is_told() -> None:
    told = forecast(TARGET, ["2026-06-25"] * 9, TODAY)
    assert (told.expected, told.reached_on, told.reached) == (None, None, 9)


def test_a_target_that_was_reached_says_when() -> None:
    told = forecast(Target("EECO01", 2, TODAY), ["2026-01-05", "2026-02-06", "2026-03-07"], TODAY)
    assert told.met
    assert told.reached_on == dt.date(2026, 2, 6)


def test_months_without_anybody_are_among_the_others() -> None:
    assert by_month(["2025-11-30", "2026-02-01"]) == (
        ("2025-11", 1), ("2025-12", 0), ("2026-01", 0), ("2026-02", 1),
    )  # fmt: skip
