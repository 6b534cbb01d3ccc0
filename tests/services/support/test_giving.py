"""A support is logged with what is known, makes a participant of whoever gets the first, and freezes that day."""

from collections.abc import Iterator

import pytest

from cicdesk.base.paths import Home
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import Value
from cicdesk.services.desk import Desk
from cicdesk.services.errors import InvalidRecord
from tests.support.desks import Profile, add_person

PROJECT = "esf_fem_6_19"
TODAY = "2026-03-10"


@pytest.fixture
def profile(home: Home) -> Iterator[Profile]:
    made = Profile(home)
    made.open()
    yield made
    made.close()


@pytest.fixture
def desk(profile: Profile) -> Desk:
    assert profile.session.desk is not None
    return profile.session.desk


@pytest.fixture
def person(desk: Desk) -> str:
    return str(add_person(desk))


def give(desk: Desk, person: str, service: str = "LEG", day: str = TODAY, **values: Value) -> Snapshot:
    given: dict[str, Value] = {
        "person": person,
        "service": service,
        "happened_on": day,
        "project": PROJECT,
        **values,
    }
    return desk.records.create("service", given)[0]


def part_of(desk: Desk, person: str) -> Snapshot:
    (found,) = [each for each in desk.records.in_file(person) if each.kind == "participation"]
    return found


def test_the_first_support_in_a_project_makes_a_participant(desk: Desk, person: str) -> None:
    service = give(desk, person)
    part = part_of(desk, person)
    assert service.values["participation"] == part.id
    assert (part.values["entered_on"], part.values["status"]) == (TODAY, "ACTIVE")
    assert part.values["age_at_entry"] == 137
    assert part.values["citizenship_class_at_entry"] == "THIRD"
    held = desk.records.get(person).values
    assert (held["project"], held["entry_date"]) == (PROJECT, TODAY)
    give(desk, person, day="2026-03-10", service="TAX")
    assert part_of(desk, person).values["entered_on"] == TODAY


def test_information_alone_makes_nobody_a_participant(desk: Desk, person: str) -> None:
    give(desk, person, "INFO")
    give(desk, person, "CHILD")
    assert [each.kind for each in desk.records.in_file(person)] == ["person", "service", "service"]


def test_what_was_written_down_on_joining_stays_when_the_person_changes(desk: Desk, person: str) -> None:
    desk.records.edit(person, {"education": "ISCED_2", "labour_status": "UNEMPLOYED"})
    give(desk, person)
    desk.records.edit(
        person, {"education": "ISCED_6", "labour_status": "EMPLOYED", "birth_date": "1890-01-01"}
    )
    part = part_of(desk, person).values
    assert (part["education_at_entry"], part["labour_status_at_entry"]) == ("ISCED_2", "UNEMPLOYED")
    assert part["age_at_entry"] == 137


def test_what_was_not_known_on_joining_is_filled_in_when_it_becomes_known(desk: Desk, person: str) -> None:
    give(desk, person)
    assert "education_at_entry" not in part_of(desk, person).values
    desk.records.edit(person, {"education": "ISCED_3", "disability": "REFUSED"})
    part = part_of(desk, person).values
    assert (part["education_at_entry"], part["disability_at_entry"]) == ("ISCED_3", "REFUSED")


def test_the_day_of_joining_is_put_right_with_a_reason_only(desk: Desk, person: str) -> None:
    give(desk, person)
    part = part_of(desk, person).id
    with pytest.raises(InvalidRecord) as refused:
        desk.records.edit(part, {"age_at_entry": 36})
    assert [(p.field, p.code) for p in refused.value.problems] == [("mending_reason", "reason_needed")]
    desk.support.mend(part, {"age_at_entry": 36}, "Rok urodzenia był źle przepisany.")
    assert desk.records.get(part).values["age_at_entry"] == 36
    with pytest.raises(InvalidRecord):
        desk.support.mend(part, {"age_at_entry": 37}, "Rok urodzenia był źle przepisany.")


def test_whoever_had_left_and_comes_again_goes_on_in_the_same_participation(desk: Desk, person: str) -> None:
    give(desk, person, day="2026-02-01")
    part = part_of(desk, person).id
    desk.records.edit(part, {"ended_on": "2026-03-01", "as_planned": "YES", "end_situation": "WORK"})
    assert desk.records.get(part).values["status"] == "FINISHED"
    give(desk, person, day="2026-02-20", service="TAX")
    assert desk.records.get(part).values["ended_on"] == "2026-03-01", "what was noted late opens nothing"
    give(desk, person, service="TAX")
    values = part_of(desk, person).values
    assert values["status"] == "ACTIVE"
    assert not {"ended_on", "as_planned", "end_situation"} & values.keys()
    assert values["entered_on"] == "2026-02-01"


def test_leaving_otherwise_than_planned_is_breaking_off(desk: Desk, person: str) -> None:
    give(desk, person, day="2026-02-01")
    part = part_of(desk, person).id
    desk.records.edit(part, {"ended_on": "2026-03-01", "as_planned": "NO"})
    assert desk.records.get(part).values["status"] == "BROKEN_OFF"


def test_a_place_on_the_list_becomes_the_participation_of_the_first_support(desk: Desk, person: str) -> None:
    kept, _changes = desk.support.reserve(person, PROJECT, planned_path="Kurs A1, potem praca")
    assert kept.values["status"] == "RESERVE"
    give(desk, person)
    part = part_of(desk, person)
    assert (part.id, part.values["entered_on"]) == (kept.id, TODAY)
    assert desk.support.reserve(person, PROJECT)[0].id == kept.id


def test_another_project_is_another_participation(desk: Desk, person: str) -> None:
    give(desk, person)
    give(desk, person, project="fami")
    parts = [each for each in desk.records.in_file(person) if each.kind == "participation"]
    assert {each.values["project"] for each in parts} == {PROJECT, "fami"}


def test_what_two_laptops_wrote_down_becomes_one_participation(desk: Desk, person: str) -> None:
    first = give(desk, person, day="2026-03-02")
    part = part_of(desk, person)
    entered = {"entered_on": "2026-03-05", "status": "ACTIVE", "planned_path": "Kurs A1"}
    other, _changes = desk.records.create("participation", {"person": person, "project": PROJECT, **entered})
    later, _changes = desk.records.create(
        "service",
        {"person": person, "service": "TAX", "happened_on": "2026-03-05", "participation": other.id},
    )
    changes = desk.support.join(person)
    assert changes.kinds >= {"participation", "service"}
    held = part_of(desk, person)
    assert (held.id, held.values["entered_on"], held.values["planned_path"]) == (
        part.id,
        "2026-03-02",
        "Kurs A1",
    )
    named = {desk.records.get(each.id).values["participation"] for each in (first, later)}
    assert named == {part.id}
    assert desk.support.join(person).records == frozenset(), "there is nothing more to do"


def test_what_is_known_is_filled_in(desk: Desk, person: str) -> None:
    trip, _changes = desk.records.create("trip", {"day": TODAY, "place": "Miechów", "team": ["olha"]})
    case, _changes = desk.records.create("case", {"person": person, "topics": ["STAY"], "project": PROJECT})
    known = desk.support.known(person)
    assert known.values == {
        "person": person, "happened_on": TODAY, "staff": "olha", "language": "ukr", "trip": trip.id,
        "place": "Miechów", "channel": "MOBIL", "case": case.id, "topics": ["STAY"], "project": PROJECT,
    }  # fmt: skip
    assert known.again == {}


def test_the_last_support_of_the_person_can_be_given_again_and_else_the_last_of_whoever_is_here(
    desk: Desk, person: str
) -> None:
    give(desk, person, "LEG", minutes=45, topics=["STAY"])
    other = str(add_person(desk, "Olena", "Sydorenko", ""))
    assert desk.support.known(other).again["service"] == "LEG"
    give(desk, other, "TAX", minutes=20)
    assert desk.support.known(person).again == {"service": "LEG", "minutes": 45, "topics": ["STAY"]}


def test_what_was_to_be_followed_up_is_told_until_it_was(desk: Desk, person: str) -> None:
    told = give(desk, person, day="2026-03-01", follow_up_on="2026-03-09")
    give(desk, person, "TAX", day="2026-03-02", follow_up_on="2026-03-20")
    assert [each.id for each in desk.support.to_follow_up()] == [told.id]
    give(desk, person, "TAX", day=TODAY)
    assert desk.support.to_follow_up() == []


def test_four_weeks_after_the_end_one_may_still_ask_how_things_stand(desk: Desk, person: str) -> None:
    give(desk, person, day="2026-01-05")
    part = part_of(desk, person).id
    desk.records.edit(part, {"ended_on": "2026-02-20"})
    assert [each.id for each in desk.support.to_ask_after()] == [part]
    desk.records.edit(part, {"end_situation": "WORK"})
    assert desk.support.to_ask_after() == []
    desk.records.edit(part, {"end_situation": None, "ended_on": "2026-01-30"})
    assert desk.support.to_ask_after() == [], "five weeks are too long ago"


def test_a_mistake_in_a_support_can_be_mended(desk: Desk, person: str) -> None:
    service = give(desk, person, minutes=300)
    desk.records.edit(service.id, {"minutes": 30})
    assert desk.records.get(service.id).values["minutes"] == 30
