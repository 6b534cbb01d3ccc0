"""Whether a child can be taken in, why not, and who may decide otherwise."""

import dataclasses
import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.care_ratios import Child, PlaceRules
from cicdesk.domain.sign_in import (
    OVERRIDABLE,
    REASONS,
    Arrival,
    Objection,
    Override,
    Room,
    standing,
    verdict,
)
from cicdesk.domain.workflows.engine import Actor, actors_of

DAY = date(2026, 5, 15)
RULES = PlaceRules(youngest_months=6, oldest_years=7, capacity=12)
TWO_YEARS, FOUR_YEARS = date(2024, 5, 1), date(2022, 5, 1)
TEN_MONTHS = date(2025, 7, 1)
Anything = Any  # what a test names is checked by the class itself


def room(children: int, carers: int = 1, **more: Anything) -> Room:
    present = tuple(
        Child(f"c{number}", TWO_YEARS if number == 0 else FOUR_YEARS) for number in range(children)
    )
    return Room(**{"rules": RULES, "present": present, "carers": carers, "adults": 2, **more})


def arrival(**seen: Anything) -> Arrival:
    usual: dict[str, Anything] = {
        "child": Child("new", FOUR_YEARS), "identity_checked": True, "guardian_phone": "+48 000 000 001",
        "on_premises": True, "healthy": True, "card_unchanged": True, "minutes": 120,
    }  # fmt: skip
    return Arrival(**{**usual, **seen})


def coordinator(reason: str = "SIBLINGS") -> Override:
    return Override("anna", actors_of("coordinator"), reason)


def test_a_child_that_nothing_speaks_against_comes_in() -> None:
    found = verdict(arrival(), room(3), DAY)
    assert found.against == ()
    assert found.admits()
    assert not found.may_wait


def test_the_ninth_child_with_one_carer_is_stopped_and_may_wait() -> None:
    assert verdict(arrival(), room(7), DAY).admits()
    found = verdict(arrival(), room(8), DAY)
    assert found.objections == {Objection.RATIO}
    assert dict(found.against[0].facts) == {
        "needed": 2, "carers": 1, "children": 9, "per_carer": 8, "because": "small",
    }  # fmt: skip
    assert not found.admits()
    assert found.may_wait
    assert verdict(arrival(), room(8, carers=2), DAY).admits()


def test_a_child_of_ten_months_lowers_the_limit_to_five() -> None:
    infant = Child("infant", TEN_MONTHS)
    assert verdict(arrival(child=infant), room(4), DAY).admits()
    assert verdict(arrival(child=infant), room(5), DAY).objections == {Objection.RATIO}
    there = room(4)
    with_infant = dataclasses.replace(there, present=(*there.present, infant))
    found = verdict(arrival(), with_infant, DAY)
    assert found.objections == {Objection.RATIO}
    assert found.need.per_carer == 5


@pytest.mark.parametrize(
    ("seen", "there", "objection"),
    [
        ({}, {"adults": 1}, Objection.SECOND_ADULT),
        ({}, {"rules": PlaceRules(capacity=3)}, Objection.CAPACITY),
        ({"child": Child("new", date(2026, 2, 1))}, {}, Objection.AGE),
        ({"child": Child("new", date(2016, 2, 1))}, {}, Objection.AGE),
        ({"child": Child("new")}, {}, Objection.AGE),
        ({"minutes": 241}, {}, Objection.TOO_LONG),
        ({"minutes": 60, "minutes_before": 200}, {}, Objection.TOO_LONG),
        ({"healthy": False}, {}, Objection.ILLNESS),
        ({"healthy": None}, {}, Objection.ILLNESS),
        ({"identity_checked": False}, {}, Objection.IDENTITY),
        ({"on_premises": False}, {}, Objection.GUARDIAN_AWAY),
        ({"guardian_phone": " "}, {}, Objection.NO_PHONE),
        ({"card_unchanged": False}, {}, Objection.CARD),
        ({"card_unchanged": None}, {}, Objection.CARD),
        ({"has_card": False}, {}, Objection.NO_CARD),
        ({"child": Child("c1", FOUR_YEARS)}, {}, Objection.HERE_ALREADY),
    ],
)
def test_each_rule_stops_a_child_and_says_so(
    seen: dict[str, Anything], there: dict[str, Anything], objection: Objection
) -> None:
    found = verdict(arrival(**seen), room(3, **there), DAY)
    assert found.objections == {objection}
    assert not found.admits()


def test_everything_is_said_at_once() -> None:
    found = verdict(arrival(healthy=False, guardian_phone="", on_premises=False), room(8, adults=1), DAY)
    assert found.objections == {
        Objection.RATIO, Objection.SECOND_ADULT, Objection.ILLNESS, Objection.GUARDIAN_AWAY, Objection.NO_PHONE,
    }  # fmt: skip
    assert not found.may_wait


def test_where_the_guardian_need_not_stay_nobody_asks() -> None:
    free = PlaceRules(youngest_months=6, guardian_stays=False)
    assert verdict(arrival(on_premises=False), room(3, rules=free), DAY).admits()


def test_only_a_coordinator_decides_otherwise_and_only_with_a_reason() -> None:
    found = verdict(arrival(), room(8), DAY)
    assert found.admits(coordinator())
    assert not found.admits(coordinator("  "))
    assert not found.admits(Override("", actors_of("coordinator"), "SIBLINGS"))
    for role in ("assistant", "carer", "interpreter", "admin", "auditor"):
        assert not found.admits(Override("jan", actors_of(role), "SIBLINGS"))


@pytest.mark.parametrize(
    "seen",
    [{"healthy": False}, {"identity_checked": False}, {"guardian_phone": ""}, {"card_unchanged": False}],
)
def test_nobody_decides_away_what_has_to_be_put_right(seen: dict[str, Anything]) -> None:
    assert not verdict(arrival(**seen), room(8), DAY).admits(coordinator())


def test_every_objection_has_its_reason_for_the_record() -> None:
    from cicdesk.schema.codelists import code_list

    assert set(REASONS) == set(Objection)
    assert set(REASONS.values()) <= set(code_list("care_reasons").by_code)


def test_after_somebody_leaves_the_ratio_is_looked_at_again() -> None:
    assert standing(room(8), DAY) == ()
    assert [each.objection for each in standing(room(8, carers=0), DAY)] == [Objection.RATIO]
    assert [each.objection for each in standing(room(9), DAY)] == [Objection.RATIO]
    assert standing(room(0, carers=0, adults=0), DAY) == ()
    assert [each.objection for each in standing(room(3, adults=1), DAY)] == [Objection.SECOND_ADULT]
    assert [each.objection for each in standing(room(13, carers=2), DAY)] == [Objection.CAPACITY]
    assert standing(room(12, carers=2), DAY) == ()


arrivals = st.builds(
    Arrival,
    child=st.builds(
        Child, st.just("new"), st.none() | st.dates(date(2015, 1, 1), DAY), special=st.booleans()
    ),
    identity_checked=st.booleans(),
    guardian_phone=st.sampled_from(["", "+48 000 000 001"]),
    on_premises=st.booleans(),
    healthy=st.sampled_from([None, True, False]),
    card_unchanged=st.sampled_from([None, True, False]),
    minutes=st.integers(0, 400),
)
rooms = st.builds(
    lambda children, carers, adults: room(children, carers, adults=adults),
    st.integers(0, 15), st.integers(0, 4), st.integers(0, 5),
)  # fmt: skip


@given(arrivals, rooms, st.sets(st.sampled_from(Actor)), st.sampled_from(["", "SIBLINGS"]))
def test_nobody_comes_in_above_the_ratio_without_a_coordinators_reason(
    coming: Arrival, there: Room, by: set[Actor], reason: str
) -> None:
    found = verdict(coming, there, DAY)
    override = Override("anna", frozenset(by), reason)
    if found.admits():
        assert found.need.carers <= there.carers
        assert len(there.present) < there.rules.capacity
        assert there.adults >= 2
        assert coming.healthy
        assert coming.card_unchanged
        assert coming.guardian_phone
    if found.admits(override) and not found.admits():
        assert Actor.COORDINATOR in by
        assert reason
        assert found.objections <= OVERRIDABLE


@given(arrivals, rooms)
def test_another_carer_never_speaks_against_a_child(coming: Arrival, there: Room) -> None:
    more = dataclasses.replace(there, carers=there.carers + 1, adults=there.adults + 1)
    assert verdict(coming, more, DAY).objections <= verdict(coming, there, DAY).objections


@given(st.lists(st.dates(date(2019, 1, 1), date(2025, 11, 1)), max_size=14), st.integers(0, 3))
def test_signing_in_one_by_one_never_leads_above_the_ratio(births: list[date], carers: int) -> None:
    there = Room(RULES, (), carers, 3)
    for number, born in enumerate(births):
        coming = arrival(child=Child(f"n{number}", born))
        if verdict(coming, there, DAY).admits():
            there = dataclasses.replace(there, present=(*there.present, coming.child))
        assert standing(there, DAY) == ()


def test_a_verdict_is_the_same_whoever_came_before_whom() -> None:
    there = room(4)
    objections = {
        verdict(arrival(), dataclasses.replace(there, present=present), DAY).objections
        for present in itertools.permutations(there.present)
    }
    assert len(objections) == 1
