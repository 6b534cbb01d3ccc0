"""Who is given a child, and whom to call when nobody is."""

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.pick_up import (
    GUARDIAN,
    Authorised,
    Collector,
    Contact,
    Doubt,
    PickUpCard,
    handover,
    same_name,
)
from cicdesk.schema.codelists import code_list

DAY = date(2026, 5, 15)
MOTHER = Contact("Oksana Melnyk", "+48 000 000 001", "PARENT", "ukr")
FATHER = Contact("Petro Melnyk", "+48 000 000 002", "PARENT")
FRIEND = Contact("Iryna Bondar", "+48 000 000 003")
AUNT = Authorised(id="a", name="Halyna Koval", document="UA_PASSPORT", pin="4071", minimum_age=18,
                  valid_from=date(2026, 5, 1), valid_until=date(2026, 5, 31))  # fmt: skip
BROTHER = Authorised(id="b", name="Taras Melnyk", minimum_age=16)
CARD = PickUpCard(guardian=MOTHER, authorised=(AUNT, BROTHER), contacts=(FRIEND,))
Anything = Any  # what a test names is checked by the class itself


def aunt(**seen: Anything) -> Collector:
    usual = {"entry": "a", "name": "Halyna Koval", "document": "UA_PASSPORT", "pin": "4071", "age": 45}
    return Collector(**{**usual, **seen})


def test_the_guardian_collects() -> None:
    found = handover(CARD, Collector(entry=GUARDIAN), DAY)
    assert found.allowed
    assert found.call == ()


def test_whoever_is_on_the_list_and_proves_it_collects() -> None:
    found = handover(CARD, aunt(), DAY)
    assert found.allowed
    assert found.checks == ("ON_LIST", "DOCUMENT", "PIN", "AGE")


@pytest.mark.parametrize(
    ("seen", "doubt"),
    [
        ({"document": ""}, Doubt.NO_DOCUMENT),
        ({"document": "DRIVING_LICENCE"}, Doubt.NO_DOCUMENT),
        ({"pin": "4070"}, Doubt.WRONG_PIN),
        ({"pin": ""}, Doubt.WRONG_PIN),
        ({"age": 17}, Doubt.UNDER_AGE),
        ({"age": None}, Doubt.UNDER_AGE),
        ({"sober": False}, Doubt.NOT_SOBER),
        ({"entry": ""}, Doubt.NOT_ON_LIST),
        ({"entry": "", "name": " "}, Doubt.UNKNOWN),
        ({"entry": "someone else's"}, Doubt.NOT_ON_LIST),
    ],
)
def test_each_doubt_is_a_refusal_with_the_guardians_telephone(
    seen: dict[str, Anything], doubt: Doubt
) -> None:
    found = handover(CARD, aunt(**seen), DAY)
    assert found.doubts == (doubt,)
    assert [each.phone for each in found.call] == ["+48 000 000 001", "+48 000 000 003"]
    assert found.checks == ()


@pytest.mark.parametrize("day", [date(2026, 4, 30), date(2026, 6, 1)])
def test_outside_its_days_an_authorisation_is_none(day: date) -> None:
    assert handover(CARD, aunt(), day).doubts == (Doubt.NOT_VALID,)


@pytest.mark.parametrize("day", [date(2026, 5, 1), date(2026, 5, 31)])
def test_both_its_days_count(day: date) -> None:
    assert handover(CARD, aunt(), day).allowed


def test_a_grandmother_who_is_not_on_the_list_is_refused_with_the_guardians_telephone() -> None:
    found = handover(CARD, Collector(name="Nadija Melnyk", document="UA_PASSPORT", age=63), DAY)
    assert not found.allowed
    assert found.doubts == (Doubt.NOT_ON_LIST,)
    assert found.call[0] == MOTHER
    assert not found.tell_coordinator


@pytest.mark.parametrize(
    ("place", "age", "allowed"), [(16, 16, True), (16, 15, False), (18, 17, False), (18, 18, True)]
)
def test_the_least_age_is_that_of_the_place_and_of_the_entry(place: int, age: int, allowed: bool) -> None:
    card = dataclasses.replace(CARD, minimum_age=place)
    brother = Collector(entry="b", document="UA_PASSPORT", age=age)
    assert handover(card, brother, DAY).allowed is allowed


@pytest.mark.parametrize("name", ["Petro Melnyk", "Мельник Петро", "MELNYK Piotr", "Petr Melnik"])
def test_a_court_stands_above_the_list_however_the_name_is_spelt(name: str) -> None:
    on_list = Authorised(id="p", name="Petro Melnyk")
    card = dataclasses.replace(
        CARD, authorised=(on_list,), second_guardian=FATHER, contacts=(FATHER, FRIEND), restricted=(name,)
    )
    found = handover(card, Collector(entry="p", document="UA_PASSPORT", age=40), DAY)
    assert found.doubts == (Doubt.COURT,)
    assert found.tell_coordinator
    assert [each.name for each in found.call] == ["Oksana Melnyk", "Iryna Bondar"]


def test_a_name_given_at_the_door_does_not_hide_the_one_on_the_list() -> None:
    card = dataclasses.replace(CARD, restricted=("Halyna Koval",))
    assert Doubt.COURT in handover(card, aunt(name="Somebody Else"), DAY).doubts


def test_a_mother_is_not_stopped_by_the_family_name_she_shares() -> None:
    card = dataclasses.replace(CARD, restricted=("Petro Melnyk", "Melnyk"))
    assert handover(card, Collector(entry=GUARDIAN), DAY).allowed


def test_a_guardian_who_smells_of_alcohol_is_refused_and_the_coordinator_told() -> None:
    found = handover(CARD, Collector(entry=GUARDIAN, sober=False), DAY)
    assert found.doubts == (Doubt.NOT_SOBER,)
    assert found.tell_coordinator


def test_where_only_the_same_person_collects_nobody_else_does() -> None:
    strict = dataclasses.replace(CARD, same_person_collects=True)
    assert handover(strict, Collector(entry=GUARDIAN), DAY).allowed
    assert handover(strict, aunt(), DAY).doubts == (Doubt.NOT_ON_LIST,)
    brought = dataclasses.replace(strict, brought_by="a")
    assert handover(brought, aunt(), DAY).allowed


def test_all_doubts_are_said_at_once_in_the_same_order() -> None:
    found = handover(CARD, aunt(document="", pin="", age=None, sober=False), date(2026, 6, 1))
    assert found.doubts == (
        Doubt.NO_DOCUMENT, Doubt.WRONG_PIN, Doubt.NOT_VALID, Doubt.UNDER_AGE, Doubt.NOT_SOBER,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Yevhen Zhuk", "Жук Євген", True),
        ("Jewhen Żuk", "Yevhen Zhuk", True),
        ("Anna Maria Kowalska", "Anna Kowalska", True),
        ("Anna Kowalska", "Anna Nowak", False),
        ("Kowalska", "Anna Kowalska", False),
        ("Kowalska", "Kowalska", True),
        ("", "", False),
    ],
)
def test_names_are_compared_as_people_spell_them(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_every_doubt_and_check_is_on_its_list() -> None:
    assert set(Doubt) <= set(code_list("handover_refusals").by_code)
    assert {"ON_LIST", "KNOWN", "DOCUMENT", "PIN", "AGE"} <= set(code_list("pick_up_checks").by_code)


collectors = st.builds(
    Collector,
    name=st.sampled_from(["", "Halyna Koval", "Petro Melnyk", "Nadija Melnyk"]),
    entry=st.sampled_from(["", GUARDIAN, "a", "b", "x"]),
    document=st.sampled_from(["", "UA_PASSPORT", "PASSPORT"]),
    pin=st.sampled_from(["", "4071", "1234"]),
    age=st.none() | st.integers(10, 80),
    sober=st.booleans(),
)
cards = st.builds(
    lambda restricted, place, same: dataclasses.replace(
        CARD, restricted=restricted, minimum_age=place, same_person_collects=same
    ),
    st.sampled_from([(), ("Petro Melnyk",), ("Halyna Koval",)]), st.sampled_from([16, 18]), st.booleans(),
)  # fmt: skip


@given(cards, collectors, st.dates(date(2026, 4, 1), date(2026, 7, 1)))
def test_a_child_goes_only_with_the_guardian_or_with_somebody_who_proved_everything(
    card: PickUpCard, collector: Collector, day: date
) -> None:
    found = handover(card, collector, day)
    assert bool(found.call) is not found.allowed
    if not found.allowed:
        return
    assert collector.sober
    assert not any(same_name(collector.name, other) for other in card.restricted)
    if collector.entry == GUARDIAN:
        return
    (entry,) = [each for each in card.authorised if each.id == collector.entry]
    assert collector.document
    assert collector.pin == entry.pin or not entry.pin
    assert (collector.age or 0) >= max(card.minimum_age, entry.minimum_age)
    assert entry.valid_until is None or day <= entry.valid_until
    assert not card.same_person_collects
