"""Who can be asked, in which order, and why the others cannot."""

import dataclasses
import datetime as dt
import random
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cicdesk.domain.carer_checks import Check
from cicdesk.domain.matching.diary import Answers, Booking, Diary
from cicdesk.domain.matching.facts import (
    DoNotSend,
    Interpreter,
    OtherLanguage,
    Place,
    Rate,
    Speaks,
    Way,
    WeeklyHours,
    Wish,
    way,
)
from cicdesk.domain.matching.filters import Filter
from cicdesk.domain.matching.match import Matching, match
from cicdesk.domain.matching.plans import new_times, next_best
from cicdesk.domain.matching.ranking import MOST, OVER_CAP, Merit, Warn
from cicdesk.domain.wall_time import Span, instant, span, wall

FRIDAY = date(2026, 5, 15)
TEN = span(FRIDAY, time(10), time(11))
NOW = instant(date(2026, 5, 11), time(9))
SACZ = Place("1262011", "1262")
KRAKOW = Place("1261011", "1261")
HOURLY = (Rate("", 12_000),)
Anything = Any  # what a test names is checked by the class itself
VALID = tuple(Check(kind, date(2026, 1, 10)) for kind in ("RSPTS", "KRK", "COUNTRIES"))


def someone(name: str = "i1", **known: Anything) -> Interpreter:
    """An interpreter of Chechen whom nothing keeps from anything, unless said."""
    usual: dict[str, Any] = {
        "languages": (Speaks("che"),),
        "sex": "K",
        "rates": HOURLY,
        "home": SACZ,
        "checks": VALID,
    }
    return Interpreter(**{"id": name, **usual, **known})


def wish(**asked: Anything) -> Wish:
    return Wish(**{"id": "q1", "language": "che", "span": TEN, "place": SACZ, "person": "p1", **asked})


def booked(interpreter: str, at: Span, **more: Anything) -> Booking:
    return Booking(
        **{"id": f"b{at.start}", "interpreter": interpreter, "span": at, "day": wall(at.start).day, **more}
    )


def why(interpreter: Interpreter, asked: Wish, *bookings: Booking) -> set[Filter]:
    found = match(asked, [interpreter], Diary(bookings))
    return set(found.unlisted[0].filters) if found.unlisted else set()


def test_whoever_can_be_asked_is_listed() -> None:
    found = match(wish(), [someone()], Diary())
    assert [each.interpreter for each in found.listed] == ["i1"]
    assert found.unlisted == ()


@pytest.mark.parametrize(
    ("known", "asked", "filter_"),
    [
        ({"languages": (Speaks("rus"),)}, {}, Filter.LANGUAGE),
        ({"languages": ()}, {}, Filter.LANGUAGE),
        ({}, {"into": "ukr"}, Filter.LANGUAGE),
        ({}, {"unwanted": frozenset({"che"})}, Filter.UNWANTED_LANGUAGE),
        ({"languages": (Speaks("che", direction="FROM_SECOND"),)}, {}, Filter.DIRECTION),
        (
            {"languages": (Speaks("pol", into="che", direction="TO_SECOND"),)},
            {"direction": "TO_SECOND"},
            Filter.DIRECTION,
        ),
        ({"languages": (Speaks("che", dialect="Akkin"),)}, {"dialect": "Kist", "dialect_needed": True}, Filter.DIALECT),
        ({"services": frozenset({"WRITTEN"})}, {}, Filter.SERVICE),
        ({}, {"service": "SIGN_PJM"}, Filter.SERVICE),
        ({}, {"service": "WRITTEN"}, Filter.SERVICE),
        ({"modes": frozenset({"PHONE"})}, {}, Filter.MODE),
        ({"areas": frozenset({"1261"})}, {}, Filter.AREA),
        ({"home": KRAKOW, "travels_km": 50}, {}, Filter.AREA),
        ({"hours": (WeeklyHours(4, time(12), time(16)),)}, {}, Filter.HOURS),
        ({"absences": (span(FRIDAY, time(0), time(0)),)}, {}, Filter.ABSENT),
        ({"sex": "M"}, {"gender": "WOMAN_REQUIRED"}, Filter.GENDER),
        ({"sex": ""}, {"gender": "MAN_REQUIRED"}, Filter.GENDER),
        ({}, {"requirements": frozenset({"SWORN"})}, Filter.SWORN),
        ({"services": frozenset({"WRITTEN_SWORN"})}, {"service": "WRITTEN_SWORN"}, Filter.SWORN),
        ({}, {"requirements": frozenset({"MEDICAL"})}, Filter.CREDENTIALS),
        ({}, {"requirements": frozenset({"LEGAL"})}, Filter.CREDENTIALS),
        ({}, {"requirements": frozenset({"CERTIFICATE"})}, Filter.CREDENTIALS),
        ({}, {"requirements": frozenset({"CONFIDENTIALITY"})}, Filter.CREDENTIALS),
        ({"checks": ()}, {"children_present": True}, Filter.CHILDREN),
        ({"checks": VALID[:2]}, {"requirements": frozenset({"CHILD_CHECKS"})}, Filter.CHILDREN),
        ({"with_children": False}, {"children_present": True}, Filter.CHILDREN),
        ({}, {"excluded": {"i1": "COMPLAINT"}}, Filter.CLIENT_REFUSES),
        ({"do_not_send": (DoNotSend("CLIENT", "p1", "SAFETY"),)}, {}, Filter.INTERPRETER_REFUSES),
        ({"do_not_send": (DoNotSend("INSTITUTION", "COURT"),)}, {"institution": "COURT"}, Filter.INTERPRETER_REFUSES),
        ({"do_not_send": (DoNotSend("SUBJECT", "MEDICAL"),)}, {"subject": "MEDICAL"}, Filter.INTERPRETER_REFUSES),
        (
            {"do_not_send": (DoNotSend("PLACE", "Szpital św. Łukasza"),)},
            {"place_name": "szpital Sw. Lukasza, piętro 2"},
            Filter.INTERPRETER_REFUSES,
        ),
        ({"related_to": frozenset({"p1"})}, {}, Filter.CONFLICT),
        ({"related_to": frozenset({"c7"})}, {"case": "c7"}, Filter.CONFLICT),
        ({"related_to": frozenset({"p2"})}, {"family": frozenset({"p2"})}, Filter.CONFLICT),
        ({"do_not_send": (DoNotSend("CLIENT", "p2", "FAMILY"),)}, {"family": frozenset({"p2"})}, Filter.CONFLICT),
        ({}, {"excluded": {"i1": "SAME_CIRCLE"}}, Filter.CONFLICT),
        ({"contract_until": date(2026, 5, 14)}, {}, Filter.CONTRACT),
        ({"contract_from": date(2026, 5, 16)}, {}, Filter.CONTRACT),
        ({"has_contract": False}, {}, Filter.CONTRACT),
        ({"ended_on": FRIDAY}, {}, Filter.CONTRACT),
        ({"rates": ()}, {}, Filter.RATE),
        ({"rates": (Rate("WRITTEN", 5_000),)}, {}, Filter.RATE),
        ({"rates": (Rate("", 12_000, date(2026, 6, 1)),)}, {}, Filter.RATE),
    ],
)  # fmt: skip
def test_each_hard_filter_keeps_somebody_off_the_list_and_says_so(
    known: dict[str, Any], asked: dict[str, Any], filter_: Filter
) -> None:
    assert why(someone(**known), wish(**asked)) == {filter_}


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({"languages": (Speaks("pol", into="che"),)}, {}),
        ({"languages": (Speaks("pol", into="che", direction="FROM_SECOND"),)}, {"direction": "TO_SECOND"}),
        ({"languages": (Speaks("che", direction="TO_SECOND"), Speaks("che", direction="FROM_SECOND"))}, {}),
        ({"languages": (Speaks("che", dialect="KIST"),)}, {"dialect": "kist ", "dialect_needed": True}),
        ({}, {"dialect": "Kist"}),
        ({"services": frozenset({"CONSECUTIVE"})}, {"service": "BY_PHONE", "mode": "PHONE"}),
        ({"areas": frozenset({"1261"})}, {"mode": "PHONE"}),
        ({"home": KRAKOW, "travels_km": 50}, {"mode": "VIDEO"}),
        ({"sex": "M"}, {"gender": "WOMAN"}),
        ({"languages": (Speaks("che", sworn=True),)}, {"requirements": frozenset({"SWORN", "CERTIFICATE"})}),
        ({"do_not_send": (DoNotSend("CLIENT", "p1", "SAFETY", date(2026, 5, 14)),)}, {}),
        ({"do_not_send": (DoNotSend("PLACE", "Szpital"),)}, {"place_name": "Szpital", "mode": "PHONE"}),
        ({"do_not_send": (DoNotSend("CLIENT", "p9", "FAMILY"),)}, {}),
        ({"rates": (), "paid": False}, {}),
        ({"contract_until": FRIDAY, "contract_from": FRIDAY}, {}),
        ({"checks": ()}, {}),
    ],
)
def test_nothing_else_does(known: dict[str, Any], asked: dict[str, Any]) -> None:
    assert why(someone(**known), wish(**asked)) == set()


@pytest.mark.parametrize(
    ("start", "end", "more", "found"),
    [
        (time(10, 30), time(11, 30), {}, {Filter.BUSY}),
        (time(8), time(10), {"place": SACZ}, {Filter.TRAVEL}),
        (time(8), time(9, 10), {"place": SACZ}, set()),
        (time(8), time(9, 11), {"place": SACZ}, {Filter.TRAVEL}),
        (time(7), time(8, 30), {"place": KRAKOW}, {Filter.TRAVEL}),
        (time(13, 10), time(14), {"place": KRAKOW}, set()),
        (time(13, 9), time(14), {"place": KRAKOW}, {Filter.TRAVEL}),
        (time(11, 30), time(12), {"mode": "PHONE"}, set()),
        (time(11, 29), time(12), {"mode": "PHONE"}, {Filter.TRAVEL}),
        (time(10), time(11), {"blocks": False}, set()),
    ],
)
def test_between_two_jobs_there_is_time_for_a_pause_and_the_way(
    start: time, end: time, more: dict[str, Any], found: set[Filter]
) -> None:
    assert why(someone(), wish(), booked("i1", span(FRIDAY, start, end), **more)) == found


def test_a_job_that_ends_after_midnight_is_in_the_way_of_the_morning() -> None:
    night = booked("i1", Span(instant(date(2026, 5, 14), time(22)), instant(FRIDAY, time(9, 45))))
    assert why(someone(), wish(), night) == {Filter.TRAVEL}


def test_on_the_night_when_clocks_go_back_two_equal_hours_are_two_jobs() -> None:
    night = date(2026, 10, 25)
    first, second = (instant(night, time(2), second=each) for each in (False, True))
    hour = dt.timedelta(hours=1)
    asked = wish(span=Span(second, second + hour), mode="PHONE")
    calm = someone(buffer_minutes=0)
    assert why(calm, asked, booked("i1", Span(first, first + hour), mode="PHONE")) == set()
    assert why(calm, asked, booked("i1", Span(second, second + hour), mode="PHONE")) == {Filter.BUSY}


def test_the_requests_own_booking_is_no_obstacle() -> None:
    assert why(someone(), wish(), booked("i1", TEN, id="q1")) == set()


def test_a_known_way_is_taken_for_what_it_is() -> None:
    ways = {(SACZ.commune, KRAKOW.commune): Way(70, 100)}
    assert way(KRAKOW, SACZ, ways) == Way(70, 100)
    assert way(SACZ, KRAKOW) != Way(70, 100)
    diary = Diary([booked("i1", span(FRIDAY, time(7), time(8, 20)), place=KRAKOW)], ways=ways)
    assert match(wish(), [someone()], diary).listed


def test_everything_that_stands_in_the_way_is_said_with_its_facts() -> None:
    found = match(
        wish(gender="WOMAN_REQUIRED", requirements=frozenset({"MEDICAL"})),
        [someone(sex="M", contract_until=date(2026, 3, 1), languages=(Speaks("rus"), Speaks("ukr")))],
        Diary([booked("i1", TEN)]),
    )
    (reasons,) = found.unlisted
    facts = {each.filter: dict(each.facts) for each in reasons.broken}
    assert set(facts) == {Filter.LANGUAGE, Filter.GENDER, Filter.CREDENTIALS, Filter.CONTRACT, Filter.BUSY}
    assert facts[Filter.LANGUAGE] == {"language": "che", "speaks": ("rus", "ukr")}
    assert facts[Filter.BUSY] == {"from": "2026-05-15T08:00Z", "until": "2026-05-15T09:00Z"}
    assert facts[Filter.CONTRACT] == {"until": "2026-03-01"}


def order(found: Matching) -> list[str]:
    return [each.interpreter for each in found.listed]


@pytest.mark.parametrize(
    ("better", "worse", "asked", "merit"),
    [
        ({"languages": (Speaks("che", dialect="Kist"),)}, {}, {"dialect": "Kist"}, Merit.DIALECT),
        ({}, {"sex": "M"}, {"gender": "WOMAN"}, Merit.GENDER),
        ({}, {}, {"preferred": "z"}, Merit.PREFERRED),
        ({"subjects": frozenset({"SCHOOL"})}, {}, {"subject": "SCHOOL"}, Merit.SUBJECT),
        ({}, {"home": KRAKOW}, {}, Merit.WAY),
        ({"rates": (Rate("", 6_000),)}, {}, {}, Merit.COST),
        ({"rates": (), "paid": False}, {}, {}, Merit.COST),
    ],
)
def test_each_merit_counts(
    better: dict[str, Any], worse: dict[str, Any], asked: dict[str, Any], merit: Merit
) -> None:
    found = match(wish(**asked), [someone("a", **worse), someone("z", **better)], Diary())
    assert order(found) == ["z", "a"]
    points = [{part.merit: part.points for part in each.parts}.get(merit, 0) for each in found.listed]
    assert points[0] > points[1]


def test_whom_the_client_knows_comes_first() -> None:
    known = [booked("z", span(date(2026, 4, day), time(9), time(10)), person="p1") for day in (1, 2)]
    found = match(wish(), [someone("a"), someone("z")], Diary(known))
    assert order(found) == ["z", "a"]
    assert {part.merit: part.facts for part in found.listed[0].parts}[Merit.CONTINUITY] == {"times": 2}


def test_whoever_usually_says_yes_comes_first_and_nobody_new_begins_at_an_end() -> None:
    answers = {"yes": Answers(10, 9), "no": Answers(10, 1)}
    found = match(wish(), [someone(each) for each in ("no", "new", "yes")], Diary(answers=answers))
    assert order(found) == ["yes", "new", "no"]


def test_hours_are_shared_out_fairly() -> None:
    busy = [booked("a", span(date(2026, 5, day), time(12), time(20))) for day in (4, 5, 6)]
    assert order(match(wish(), [someone("a"), someone("b")], Diary(busy))) == ["b", "a"]
    april = [booked("a", span(date(2026, 4, day), time(12), time(20))) for day in (7, 8, 9)]
    assert order(match(wish(), [someone("a"), someone("b")], Diary(april))) == ["a", "b"]


def test_hours_above_the_cap_are_the_last_resort_and_said_to_be_so() -> None:
    used = [booked("a", span(date(2026, 5, 4), time(12), time(20)))]
    found = match(wish(), [someone("a", cap_minutes=8 * 60), someone("b", home=KRAKOW)], Diary(used))
    assert order(found) == ["b", "a"]
    assert found.listed[1].warnings == (Warn.OVER_CAP,)
    assert found.listed[1].parts[-1].points == OVER_CAP
    assert match(wish(), [someone("a", cap_minutes=9 * 60)], Diary(used)).listed[0].warnings == ()


def test_equals_always_stand_in_the_same_order() -> None:
    register = [someone(each) for each in ("b", "c", "a")]
    assert order(match(wish(), register, Diary())) == ["a", "b", "c"]
    assert order(match(wish(), register[::-1], Diary())) == ["a", "b", "c"]
    unable = [dataclasses.replace(each, sex="M") for each in register]
    told = match(wish(gender="WOMAN_REQUIRED"), unable, Diary()).unlisted
    assert [each.interpreter for each in told] == ["a", "b", "c"]


def test_short_notice_is_said() -> None:
    asked = someone(lead_days=5)
    assert match(wish(), [asked], Diary(), date(2026, 5, 11)).listed[0].warnings == (Warn.SHORT_NOTICE,)
    assert match(wish(), [asked], Diary(), date(2026, 5, 8)).listed[0].warnings == ()


def test_chechen_woman_medical_on_friday_in_nowy_sacz() -> None:
    asked = wish(
        gender="WOMAN_REQUIRED", subject="MEDICAL", requirements=frozenset({"MEDICAL"}), mode="ON_SITE",
        others=(OtherLanguage("ukr"), OtherLanguage("rus")), unwanted=frozenset({"rus"}),
        other_modes=frozenset({"PHONE"}), flexibility="SAME_DAY",
    )  # fmt: skip
    medical = frozenset({"MEDICAL"})
    register = [
        someone("man", sex="M", subjects=medical),
        someone("krakow", subjects=medical, areas=frozenset({"1261"}), home=KRAKOW),
        someone("booked", subjects=medical),
        someone("russian", languages=(Speaks("rus"),), subjects=medical),
        someone("ukrainian", languages=(Speaks("ukr"),), subjects=medical),
        someone("new", subjects=frozenset()),
    ]
    diary = Diary([booked("booked", TEN, place=SACZ)])
    found = match(asked, register, diary)
    assert found.listed == ()
    assert {each.interpreter: set(each.filters) for each in found.unlisted} == {
        "man": {Filter.GENDER},
        "krakow": {Filter.AREA},
        "booked": {Filter.BUSY},
        "russian": {Filter.LANGUAGE},
        "ukrainian": {Filter.LANGUAGE},
        "new": {Filter.CREDENTIALS},
    }
    plans = next_best(asked, register, diary, NOW)
    told = [(plan.gives_up, plan.mode, plan.language, plan.agreed) for plan in plans]
    assert told[0] == (("OTHER_MODE",), "PHONE", "che", True)
    assert (("OTHER_LANGUAGE",), "ON_SITE", "ukr", True) in told
    assert (("OTHER_TIME",), "ON_SITE", "che", True) in told
    assert all(plan.language != "rus" for plan in plans)
    assert [each.interpreter for each in plans[0].candidates] == ["krakow"]


def test_a_lost_hour_has_three_others_with_the_interpreter_that_was_wanted() -> None:
    diary = Diary([booked("wanted", TEN, place=SACZ)])
    register = [someone("wanted"), someone("other", languages=(Speaks("ukr"),))]
    found = new_times(wish(preferred="wanted"), register, diary, NOW)
    assert len(found) == 3
    assert all(each.interpreter == "wanted" and each.gives_up == ("OTHER_TIME",) for each in found)
    assert [wall(each.span.start).time for each in found] == [time(8), time(12), time(12, 30)]


def test_another_time_may_be_another_persons() -> None:
    full = Diary(
        [booked("wanted", span(date(2026, 5, day), time(0), time(0)), id=str(day)) for day in range(1, 32)]
    )
    (first, *_rest) = new_times(wish(preferred="wanted"), [someone("wanted"), someone("z")], full, NOW)
    assert first.interpreter == "z"
    assert first.gives_up == ("OTHER_TIME", "OTHER_PERSON")


def test_where_nobody_speaks_the_language_no_time_helps() -> None:
    assert new_times(wish(), [someone(languages=(Speaks("ukr"),))], Diary(), NOW) == ()


def test_signs_cannot_be_seen_on_the_telephone() -> None:
    signer = someone(
        languages=(Speaks("pso"),), services=frozenset({"SIGN_PJM"}), modes=frozenset({"PHONE", "VIDEO"})
    )
    plans = next_best(wish(language="pso", service="SIGN_PJM"), [signer], Diary(), NOW)
    assert [plan.mode for plan in plans] == ["VIDEO"]
    assert not plans[0].agreed


# Everything at random, from so few values that they meet.

languages = st.sampled_from(["che", "ukr", "rus"])
places = st.sampled_from([SACZ, KRAKOW, Place()])
starts = st.integers(6, 20).map(lambda hour: instant(FRIDAY, time(hour)))
spans = st.builds(
    lambda start, minutes: Span(start, start + dt.timedelta(minutes=minutes)), starts, st.integers(30, 180)
)
pairs = st.builds(Speaks, languages, direction=st.sampled_from(["BOTH", "TO_SECOND"]), sworn=st.booleans())
people = st.builds(
    Interpreter,
    id=st.just(""),
    sex=st.sampled_from(["K", "M"]),
    languages=st.lists(pairs, max_size=2).map(tuple),
    modes=st.sampled_from([frozenset(), frozenset({"PHONE"}), frozenset({"ON_SITE"})]),
    subjects=st.sampled_from([frozenset(), frozenset({"MEDICAL"})]),
    home=places,
    areas=st.sampled_from([frozenset(), frozenset({"1262"})]),
    hours=st.sampled_from([(), (WeeklyHours(4, time(8), time(14)),)]),
    checks=st.sampled_from([(), VALID]),
    cap_minutes=st.sampled_from([0, 120]),
    contract_until=st.sampled_from([None, date(2026, 5, 1)]),
    rates=st.sampled_from([(), HOURLY, (Rate("", 9_000),)]),
    related_to=st.sampled_from([frozenset(), frozenset({"p1"})]),
    do_not_send=st.sampled_from([(), (DoNotSend("SUBJECT", "MEDICAL"),)]),
)
registers = st.lists(people, max_size=8).map(
    lambda found: [dataclasses.replace(each, id=f"i{number}") for number, each in enumerate(found)]
)
wishes = st.builds(
    Wish,
    id=st.just("q1"),
    person=st.just("p1"),
    language=languages,
    others=st.lists(st.builds(OtherLanguage, languages), max_size=2).map(tuple),
    unwanted=st.sets(languages, max_size=1).map(frozenset),
    mode=st.sampled_from(["ON_SITE", "PHONE", "VIDEO"]),
    span=spans,
    place=places,
    subject=st.sampled_from(["", "MEDICAL"]),
    gender=st.sampled_from(["ANY", "WOMAN", "WOMAN_REQUIRED", "MAN_REQUIRED"]),
    requirements=st.sets(st.sampled_from(["SWORN", "MEDICAL"])).map(frozenset),
    children_present=st.booleans(),
    excluded=st.sampled_from([{}, {"i0": "COMPLAINT"}, {"i1": "FAMILY"}]),
)
diaries = st.lists(
    st.builds(booked, st.sampled_from([f"i{number}" for number in range(8)]), spans, place=places,
              mode=st.sampled_from(["ON_SITE", "PHONE"])),
    max_size=6,
).map(lambda found: [dataclasses.replace(each, id=f"b{number}") for number, each in enumerate(found)])  # fmt: skip


def rightly_listed(each: Interpreter, asked: Wish, bookings: list[Booking]) -> bool:
    """The hard rules of domain 5.4 once more, said another way."""
    mine = [booking for booking in bookings if booking.interpreter == each.id]
    spoken = [pair for pair in each.languages if pair.language == asked.language and pair.direction == "BOTH"]
    comes = asked.mode == "ON_SITE"
    apart = all(
        booking.span.end <= asked.span.start or asked.span.end <= booking.span.start for booking in mine
    )
    hours = not each.hours or (
        time(8) <= wall(asked.span.start).time and wall(asked.span.end).time <= time(14)
        and wall(asked.span.end).day == FRIDAY
    )  # fmt: skip
    return bool(
        spoken
        and asked.language not in asked.unwanted
        and (not each.modes or asked.mode in each.modes)
        and not (comes and each.areas and asked.place.county == "1261")
        and hours
        and apart
        and not (asked.gender == "WOMAN_REQUIRED" and each.sex != "K")
        and not (asked.gender == "MAN_REQUIRED" and each.sex != "M")
        and ("SWORN" not in asked.requirements or any(pair.sworn for pair in spoken))
        and ("MEDICAL" not in asked.requirements or "MEDICAL" in each.subjects)
        and (not asked.children_present or each.checks)
        and each.id not in asked.excluded
        and asked.person not in each.related_to
        and not (asked.subject == "MEDICAL" and each.do_not_send)
        and each.contract_until is None
        and each.rates
    )


@settings(max_examples=300)
@given(wishes, registers, diaries)
def test_no_hard_filter_is_ever_broken_and_nobody_is_left_out_without_a_reason(
    asked: Wish, register: list[Interpreter], bookings: list[Booking]
) -> None:
    found = match(asked, register, Diary(bookings))
    listed, unlisted = (
        {each.interpreter for each in found.listed},
        {each.interpreter for each in found.unlisted},
    )
    assert listed | unlisted == {each.id for each in register}
    assert not listed & unlisted
    assert all(each.broken for each in found.unlisted)
    for each in register:
        right = rightly_listed(each, asked, bookings)
        if each.id in listed:
            assert right
        elif right:
            (reasons,) = [one for one in found.unlisted if one.interpreter == each.id]
            assert reasons.filters == {Filter.TRAVEL}


@settings(max_examples=200)
@given(wishes, registers, diaries, st.randoms(use_true_random=False))
def test_the_order_depends_on_nothing_but_the_people(
    asked: Wish, register: list[Interpreter], bookings: list[Booking], chance: random.Random
) -> None:
    first = match(asked, register, Diary(bookings))
    chance.shuffle(register)
    chance.shuffle(bookings)
    assert match(asked, register, Diary(bookings)) == first
    assert match(asked, register, Diary(bookings)) == first


@given(wishes, registers, diaries, st.integers(0, 7))
def test_nobody_changes_places_because_of_a_third(
    asked: Wish, register: list[Interpreter], bookings: list[Booking], left: int
) -> None:
    before = order(match(asked, register, Diary(bookings)))
    fewer = [each for each in register if each.id != f"i{left}"]
    assert order(match(asked, fewer, Diary(bookings))) == [each for each in before if each != f"i{left}"]


@given(wishes, registers, diaries)
def test_points_are_explained_to_the_last(
    asked: Wish, register: list[Interpreter], bookings: list[Booking]
) -> None:
    for each in match(asked, register, Diary(bookings)).listed:
        assert each.score == sum(part.points for part in each.parts)
        assert all(part.points <= MOST[part.merit] for part in each.parts)
        assert [part.merit for part in each.parts] == [
            one for one in Merit if one in {p.merit for p in each.parts}
        ]


@settings(max_examples=100, deadline=None)
@given(wishes, registers, diaries)
def test_no_plan_breaks_a_hard_filter_or_speaks_a_language_that_is_not_wanted(
    asked: Wish, register: list[Interpreter], bookings: list[Booking]
) -> None:
    by_id = {each.id: each for each in register}
    acceptable = {asked.language, *(each.language for each in asked.others)} - asked.unwanted
    for plan in next_best(asked, register, Diary(bookings), NOW):
        assert plan.language in acceptable
        assert plan.gives_up
        assert plan.candidates
        variant = dataclasses.replace(asked, language=plan.language, mode=plan.mode, span=plan.span)
        if wall(plan.span.start).day == FRIDAY:
            assert all(rightly_listed(by_id[each.interpreter], variant, bookings) for each in plan.candidates)
        assert (plan.span != asked.span) == bool({"OTHER_TIME", "OTHER_DAY"} & set(plan.gives_up))


@settings(max_examples=100, deadline=None)
@given(wishes, registers, diaries)
def test_whoever_comes_at_another_time_could_be_asked_for_it(
    asked: Wish, register: list[Interpreter], bookings: list[Booking]
) -> None:
    diary = Diary(bookings)
    for each in new_times(asked, register, diary, NOW):
        assert each.span != asked.span
        assert each.span.start > NOW
        assert each.interpreter in order(match(dataclasses.replace(asked, span=each.span), register, diary))
