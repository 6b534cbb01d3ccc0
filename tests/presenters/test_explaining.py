"""What the rules found is said in whole sentences, in every language."""

import dataclasses
from datetime import date, time

import pytest

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.domain.care_ratios import Child, PlaceRules
from cicdesk.domain.carer_checks import Gap, MissingCheck
from cicdesk.domain.late_pick_up import Late, Lateness, Step
from cicdesk.domain.matching.diary import Booking, Diary
from cicdesk.domain.matching.facts import (
    DoNotSend,
    Interpreter,
    OtherLanguage,
    Place,
    Rate,
    Speaks,
    WeeklyHours,
    Wish,
)
from cicdesk.domain.matching.filters import Filter
from cicdesk.domain.matching.match import match
from cicdesk.domain.matching.plans import next_best
from cicdesk.domain.matching.ranking import Merit, Warn
from cicdesk.domain.pick_up import Doubt
from cicdesk.domain.sign_in import Arrival, Objection, Room, verdict
from cicdesk.domain.wall_time import instant, span
from cicdesk.domain.workflows.engine import PEOPLE
from cicdesk.domain.workflows.guard import GUARDED
from cicdesk.presenters.care_words import against_words, doubt_words, late_words
from cicdesk.presenters.explaining import missing_words, plan_words, warning_words, why, why_not
from cicdesk.presenters.step_words import step_words

DAY = date(2026, 5, 15)
TEN = span(DAY, time(10), time(11))
WISH = Wish(
    id="q", person="p1", language="che", dialect="Kist", dialect_needed=True, unwanted=frozenset({"che"}), span=TEN,
    place=Place("1262011", "1262"), service="WRITTEN_SWORN", subject="MEDICAL", gender="WOMAN_REQUIRED",
    requirements=frozenset({"MEDICAL", "CERTIFICATE"}), children_present=True, excluded={"all": "COMPLAINT"},
)  # fmt: skip
NOBODY = Interpreter(
    id="all", sex="M", languages=(Speaks("che", direction="TO_SECOND"),), services=frozenset({"CONSECUTIVE"}),
    modes=frozenset({"PHONE"}), areas=frozenset({"1261"}), home=Place("1261011", "1261"), travels_km=10,
    hours=(WeeklyHours(0, time(8), time(9)),), absences=(span(DAY, time(0), time(0)),), has_contract=False,
    do_not_send=(DoNotSend("SUBJECT", "MEDICAL"),), related_to=frozenset({"p1"}),
)  # fmt: skip


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> str:
    set_language(request.param)
    return str(request.param)


def reasons() -> set[str]:
    told: set[str] = set()
    filters: set[Filter] = set()
    rus = dataclasses.replace(NOBODY, id="rus", languages=(Speaks("rus"),), with_children=False)
    on_site = dataclasses.replace(WISH, service="CONSECUTIVE")
    booked = [Booking("b", "all", TEN, DAY), Booking("c", "rus", span(DAY, time(11, 5), time(12)), DAY)]
    for wish in (WISH, on_site):
        for each in match(wish, [NOBODY, rus], Diary(booked)).unlisted:
            told.update(why_not(broken) for broken in each.broken)
            filters |= each.filters
    assert filters == set(Filter)
    return told


def test_every_filter_is_a_sentence(spoken: str) -> None:
    for told in reasons():
        assert told.endswith(".")
        assert "{" not in told


def test_a_reason_names_what_it_is_about() -> None:
    set_language("pl")
    told = reasons()
    assert "Nie tłumaczy z tego języka: czeczeński. W rejestrze: rosyjski." in told
    assert "Ma inne zlecenie: 15.05 10:00 – 15.05 11:00." in told
    assert "Za daleko: około 80 km; dojeżdża najwyżej 10 km." in told
    assert "Nie pracuje tam, gdzie są dzieci." in told


def test_every_merit_and_warning_is_a_sentence(spoken: str) -> None:
    able = Interpreter(
        id="z", sex="K", languages=(Speaks("che", dialect="Kist"),), subjects=frozenset({"MEDICAL"}),
        rates=(Rate("", 9_000),),
    )  # fmt: skip
    wish = Wish(
        id="q",
        person="p1",
        language="che",
        dialect="Kist",
        span=TEN,
        gender="WOMAN",
        subject="MEDICAL",
        preferred="z",
    )
    known = [Booking("b", "z", span(date(2026, 5, 4), time(10), time(11)), date(2026, 5, 4), person="p1")]
    (found,) = match(wish, [able], Diary(known)).listed
    assert {part.merit for part in found.parts} == set(Merit)
    for part in found.parts:
        assert why(part).endswith(".")
        assert "{" not in why(part)
    assert all(warning_words(each).endswith(".") for each in Warn)


def test_a_plan_says_what_is_otherwise_and_whether_to_ask() -> None:
    set_language("pl")
    phone = Interpreter(
        id="z", languages=(Speaks("che"), Speaks("ukr")), modes=frozenset({"PHONE"}), rates=(Rate("", 1),)
    )
    wish = Wish(
        id="q", language="che", span=TEN, others=(OtherLanguage("ukr"),), other_modes=frozenset({"PHONE"})
    )
    told = [plan_words(plan, wish) for plan in next_best(wish, [phone], Diary(), instant(DAY, time(7)))]
    assert told[0] == "telefon (klient się zgadza)"
    assert "telefon, ukraiński (klient się zgadza)" in told
    later = dataclasses.replace(phone, modes=frozenset(), hours=(WeeklyHours(4, time(12), time(13)),))
    told = [plan_words(plan, wish) for plan in next_best(wish, [later], Diary(), instant(DAY, time(7)))]
    assert "15.05.2026, 12:00–13:00 (najpierw trzeba zapytać klienta)" in told


def test_every_gap_names_the_check(spoken: str) -> None:
    for gap in Gap:
        told = missing_words(MissingCheck("KRK", gap, date(2026, 1, 10)))
        assert "KRK" in told
        assert "{" not in told


def test_every_objection_is_a_sentence(spoken: str) -> None:
    rules = PlaceRules(capacity=1)
    here = Child("x", date(2022, 1, 1))
    room = Room(rules, (here, *(Child(f"c{each}") for each in range(9))), 1, 1)
    told: dict[Objection, list[str]] = {}
    for coming in (
        Arrival(child=Child("new"), minutes=500),
        Arrival(child=here, healthy=False, card_unchanged=False),
        Arrival(child=Child("old", date(2010, 1, 1)), has_card=False),
    ):
        for each in verdict(coming, room, DAY).against:
            told.setdefault(each.objection, []).append(against_words(each))
    assert set(told) == set(Objection)
    assert all("{" not in each and each.endswith(".") for listed in told.values() for each in listed)
    assert (
        len(set(told[Objection.ILLNESS]))
        == len(set(told[Objection.CARD]))
        == len(set(told[Objection.AGE]))
        == 2
    )


def test_every_doubt_and_every_step_of_the_alarm_has_words(spoken: str) -> None:
    assert all(doubt_words(each) not in {"", each} for each in Doubt)
    assert late_words(Late(Lateness.NOT_YET, -5)) == ""
    for step in Step:
        assert len(late_words(Late(Lateness.ALARM, 40, step))) > len(late_words(Late(Lateness.LATE, 40)))
    assert late_words(Late(Lateness.ALARM, 40)) != late_words(Late(Lateness.LATE, 40))


@pytest.mark.parametrize("kind", GUARDED)
def test_every_step_that_a_person_takes_has_a_button(kind: str, spoken: str) -> None:
    for step in GUARDED[kind].chart.transitions:
        if step.by & PEOPLE:
            assert step_words(kind, step.action)
