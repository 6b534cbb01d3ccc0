"""A day in care: late pick-ups, the way out, and the hours that go into the report."""

import datetime as dt
import random
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.care_ratios import Child, PlaceRules
from cicdesk.domain.care_statistics import AgeBand, CareHours, Visit, age_band, care_hours, minutes_of_care
from cicdesk.domain.evacuation import Present, evacuation
from cicdesk.domain.late_pick_up import Lateness, Step, lateness
from cicdesk.domain.wall_time import Span, instant, span
from cicdesk.domain.workflows.care import CareSessionState
from cicdesk.schema.codelists import code_list

DAY = date(2026, 5, 15)
NOON = instant(DAY, time(12))
RULES, FREE = PlaceRules(), PlaceRules(guardian_stays=False)
Anything = Any  # what a test names is checked by the class itself
AFTER_CALL: list[str] = [Step.CALL_GUARDIAN, Step.SEARCH]


@pytest.mark.parametrize(
    ("minutes", "done", "level", "step"),
    [
        (-30, [], Lateness.NOT_YET, None),
        (14, [], Lateness.NOT_YET, None),
        (15, [], Lateness.LATE, Step.CALL_GUARDIAN),
        (16, [Step.CALL_GUARDIAN], Lateness.LATE, Step.SEARCH),
        (20, AFTER_CALL, Lateness.LATE, None),
        (30, [], Lateness.ALARM, Step.CALL_GUARDIAN),
        (30, AFTER_CALL, Lateness.ALARM, Step.CALL_CONTACT),
        (35, [*AFTER_CALL, Step.CALL_CONTACT], Lateness.ALARM, Step.CALL_CONTACT),
        (40, [*AFTER_CALL, *[Step.CALL_CONTACT] * 2], Lateness.ALARM, Step.COORDINATOR),
        (45, [*AFTER_CALL, *[Step.CALL_CONTACT] * 2, Step.COORDINATOR], Lateness.ALARM, None),
        (90, [*AFTER_CALL, *[Step.CALL_CONTACT] * 2, Step.COORDINATOR], Lateness.ALARM, Step.POLICE),
        (90, [*AFTER_CALL, Step.COORDINATOR], Lateness.ALARM, Step.CALL_CONTACT),
        (95, [*AFTER_CALL, *[Step.CALL_CONTACT] * 2, Step.COORDINATOR, Step.POLICE], Lateness.ALARM, None),
    ],
)
def test_who_is_called_next_when_nobody_comes(
    minutes: int, done: list[str], level: Lateness, step: Step | None
) -> None:
    found = lateness(NOON, NOON + dt.timedelta(minutes=minutes), RULES, done, contacts=2)
    assert (found.level, found.next, found.minutes) == (level, step, minutes)


def test_contacts_are_called_in_their_order() -> None:
    late = NOON + dt.timedelta(minutes=40)
    assert lateness(NOON, late, RULES, AFTER_CALL, contacts=2).contact == 0
    assert lateness(NOON, late, RULES, [*AFTER_CALL, Step.CALL_CONTACT], contacts=2).contact == 1


def test_nobody_is_looked_for_where_guardians_may_leave() -> None:
    late = NOON + dt.timedelta(minutes=40)
    assert lateness(NOON, late, FREE, [Step.CALL_GUARDIAN], contacts=1).next is Step.CALL_CONTACT


def test_on_the_night_when_clocks_change_an_hour_is_an_hour() -> None:
    agreed = instant(date(2026, 10, 25), time(2, 30))
    now = instant(date(2026, 10, 25), time(2, 30), second=True)
    assert lateness(agreed, now, RULES, [], contacts=0).minutes == 60


@given(st.integers(-60, 500), st.lists(st.sampled_from(Step), max_size=8), st.integers(0, 4))
def test_the_police_are_always_last(minutes: int, done: list[str], contacts: int) -> None:
    found = lateness(NOON, NOON + dt.timedelta(minutes=minutes), RULES, done, contacts)
    if found.next is Step.POLICE:
        assert {Step.CALL_GUARDIAN, Step.SEARCH, Step.COORDINATOR} <= set(done)
        assert done.count(Step.CALL_CONTACT) >= contacts
        assert minutes >= 90
    if minutes < RULES.late_after:
        assert found.next is None


@given(st.integers(0, 4))
def test_doing_each_step_brings_it_to_an_end(contacts: int) -> None:
    done: list[str] = []
    much_later = NOON + dt.timedelta(minutes=200)
    while step := lateness(NOON, much_later, RULES, done, contacts).next:
        done.append(step)
    assert done == [*AFTER_CALL, *[Step.CALL_CONTACT] * contacts, Step.COORDINATOR, Step.POLICE]


def test_every_step_is_on_its_list() -> None:
    assert set(Step) == set(code_list("late_steps").by_code)


def present(name: str, months: int, **more: Anything) -> Present:
    year, month = divmod(DAY.year * 12 + DAY.month - 1 - months, 12)
    child = Child(name, date(year, month + 1, 1), special=bool(more.pop("special", False)))
    known: dict[str, Anything] = {
        "child": child,
        "name": name,
        "state": CareSessionState.PRESENT,
        "place": "A",
        **more,
    }
    return Present(**known)


def test_who_is_carried_is_led_out_first_then_by_need_age_and_name() -> None:
    everybody = [
        present("Zoja", 60),
        present("Adam", 60),
        present("Ola", 24),
        present("Jan", 60, special=True),
        present("Ewa", 8),
        present("Piotr", 70, mobility=False),
        present("Ira", 14),
        present("Lew", 40, place="B"),
        present("Nina", 30, state=CareSessionState.STEPPED_OUT),
        present("gone", 30, state=CareSessionState.COLLECTED),
        present("not come", 30, state=CareSessionState.EXPECTED),
        present("late", 61, state=CareSessionState.NOT_COLLECTED),
    ]
    rows = evacuation(everybody, DAY)
    assert [row.present.name for row in rows] == [
        "Ewa", "Ira", "Piotr", "Jan", "Ola", "Adam", "Zoja", "late", "Nina", "Lew",
    ]  # fmt: skip
    assert [row.present.name for row in rows if row.carried] == ["Ewa", "Ira", "Piotr"]
    assert [row.present.name for row in rows if row.with_guardian] == ["Nina"]


@given(st.lists(st.tuples(st.integers(0, 100), st.sampled_from(CareSessionState)), max_size=12), st.randoms())
def test_nobody_in_care_is_left_out_and_the_order_is_always_the_same(
    ages: list[tuple[int, CareSessionState]], chance: random.Random
) -> None:
    everybody = [present(f"c{number}", months, state=state) for number, (months, state) in enumerate(ages)]
    rows = evacuation(everybody, DAY)
    inside = {"PRESENT", "STEPPED_OUT", "NOT_COLLECTED"}
    assert {row.present.name for row in rows} == {
        each.name for each in everybody if each.state.value in inside
    }
    chance.shuffle(everybody)
    assert evacuation(everybody, DAY) == rows


def visit(child: Child, start: time, end: time, **more: Anything) -> Visit:
    known: dict[str, Anything] = {
        "child": child,
        "guardian": "g1",
        "stay": span(DAY, start, end),
        "service": "COURSE",
    }
    return Visit(**{**known, **more})


FOUR_YEARS, TEN_MONTHS = Child("four", date(2022, 1, 1)), Child("ten", date(2025, 7, 1))


def test_hours_are_counted_by_age_and_by_what_they_made_possible() -> None:
    visits = [
        visit(FOUR_YEARS, time(9), time(11)),
        visit(FOUR_YEARS, time(12), time(12, 30)),
        visit(Child("other", date(2021, 1, 1)), time(9), time(10), guardian="g2"),
        visit(FOUR_YEARS, time(14), time(15), service="LAWYER"),
        visit(TEN_MONTHS, time(9), time(10), breaks=(span(DAY, time(9, 15), time(9, 30)),)),
        visit(Child("grandfather", date(1850, 1, 1), adult=True), time(9), time(10)),
        visit(Child("unknown"), time(9), time(10)),
    ]
    assert care_hours(visits) == (
        CareHours(AgeBand.UNDER_1, "COURSE", 45, 1, 1, 1),
        CareHours(AgeBand.FROM_3, "COURSE", 210, 3, 2, 2),
        CareHours(AgeBand.FROM_3, "LAWYER", 60, 1, 1, 1),
        CareHours(AgeBand.ADULT, "COURSE", 60, 1, 1, 1),
        CareHours(AgeBand.UNKNOWN, "COURSE", 60, 1, 1, 1),
    )
    assert care_hours(visits)[1].hours == 3.5


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2025, 5, 16), AgeBand.UNDER_1),
        (date(2025, 5, 15), AgeBand.FROM_1),
        (date(2023, 5, 15), AgeBand.FROM_3),
        (date(2019, 5, 15), AgeBand.FROM_7),
        (date(2013, 5, 15), AgeBand.FROM_13),
        (date(2008, 5, 15), AgeBand.ADULT),
    ],
)
def test_a_birthday_moves_a_child_into_the_next_band(born: date, band: AgeBand) -> None:
    assert age_band(Child("c", born), DAY) is band


def test_a_night_when_clocks_change_counts_the_hours_that_passed() -> None:
    stay = Span(instant(date(2026, 3, 28), time(22)), instant(date(2026, 3, 29), time(6)))
    assert minutes_of_care(Visit(child=FOUR_YEARS, guardian="g", stay=stay)) == 7 * 60


minutes = st.integers(0, 600).map(lambda count: NOON + dt.timedelta(minutes=count))
spans = st.tuples(minutes, minutes).map(lambda pair: Span(min(pair), max(pair)))


@given(spans, st.lists(spans, max_size=4))
def test_breaks_that_overlap_are_taken_off_once(stay: Span, breaks: list[Span]) -> None:
    inside = sum(
        not any(pause.start <= stay.start + dt.timedelta(minutes=each) < pause.end for pause in breaks)
        for each in range(stay.minutes)
    )
    assert minutes_of_care(Visit(child=FOUR_YEARS, guardian="g", stay=stay, breaks=tuple(breaks))) == inside


@given(st.lists(st.builds(Visit, child=st.sampled_from([FOUR_YEARS, TEN_MONTHS, Child("x")]),
                          guardian=st.sampled_from(["g1", "g2"]), stay=spans,
                          service=st.sampled_from(["", "COURSE"])), max_size=10))  # fmt: skip
def test_no_minute_is_lost_in_the_table(visits: list[Visit]) -> None:
    table = care_hours(visits)
    assert sum(line.minutes for line in table) == sum(minutes_of_care(each) for each in visits)
    assert sum(line.visits for line in table) == len(visits)
    assert len({(line.age, line.service) for line in table}) == len(table)
