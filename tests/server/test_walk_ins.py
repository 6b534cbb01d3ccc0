"""Children who are in care without a request count where others ask for a place."""

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from cicdesk.base.ids import new_id
from cicdesk.domain.wall_time import instant
from cicdesk.server.app import make_centre
from cicdesk.server.settings import Settings
from cicdesk.wire.errors import Why
from cicdesk.wire.messages import Mutation
from tests.server.conftest import World
from tests.support.arranging import AT_THE_DOOR
from tests.support.bookings import DAY, care, checked, register, seen
from tests.support.devices import NOW, Laptop, edit, new_person


@pytest.fixture
def laptop(world: World) -> Laptop:
    """A laptop of an office."""
    return world.laptop(world.office())


def corner(world: World, laptop: Laptop, capacity: int) -> str:
    """A place of care that the centre knows."""
    entry = register(laptop, world.region, "care_place", name="Kącik", capacity=capacity)
    laptop.push(entry)
    return entry.id


def visit(laptop: Laptop, place: str, state: str = "PRESENT", **values: Any) -> Mutation:  # noqa: ANN401  any field's
    """A child of five years at the door, with nothing asked before."""
    guardian = new_person(laptop.user, laptop.office)
    about: dict[str, Any] = {"person": guardian.id, "birth_date": "2022-01-01", "given_names": "Ola"}
    card = Mutation(id=new_id(), root=guardian.id, kind="dependant", user=laptop.user, at=NOW, set=about)
    held = {"person": guardian.id, "dependant": card.id, "place": place, "day": DAY, "state": state}
    hours = {"from_time": "10:00", "to_time": "11:00"}
    made = Mutation(
        id=new_id(), root=guardian.id, kind="care_session", user=laptop.user, at=NOW, set={**held, **hours, **AT_THE_DOOR, **values},
    )  # fmt: skip
    laptop.push(guardian, card, made)
    return made


def after(laptop: Laptop, record: Mutation, **values: Any) -> Mutation:  # noqa: ANN401  any field's
    """An edit of a record as the laptop knows it by now."""
    made = edit(record, laptop.user, values, have=laptop.records[record.record].seq)
    made.bases = {name: bases for name in values if (bases := laptop.versions(record.record, name))}
    return made


def test_a_child_who_is_in_takes_a_place_until_it_is_collected(world: World, laptop: Laptop) -> None:
    place = corner(world, laptop, 1)
    inside = visit(laptop, place)
    wish = care(laptop, place)
    laptop.push(wish)
    assert seen(laptop, wish)["state"] == "WAITING_LIST"
    laptop.push(after(laptop, inside, state="COLLECTED"))
    laptop.pull()
    assert seen(laptop, wish)["state"] == "CONFIRMED"
    assert seen(laptop, wish)["decision_reason"] == "PLACE_CAME_FREE"


@pytest.mark.parametrize("state", ["EXPECTED", "NO_SHOW", "REFUSED", "COLLECTED"])
def test_who_is_not_in_takes_nothing(world: World, laptop: Laptop, state: str) -> None:
    place = corner(world, laptop, 1)
    visit(laptop, place, state)
    wish = care(laptop, place)
    laptop.push(wish)
    assert seen(laptop, wish)["state"] == "CONFIRMED"


def test_a_child_of_a_request_is_not_counted_twice(world: World, laptop: Laptop) -> None:
    place = corner(world, laptop, 2)
    first, second = care(laptop, place), care(laptop, place)
    laptop.push(first)
    visit(laptop, place, care_request=first.id)
    laptop.push(second)
    assert seen(laptop, second)["state"] == "CONFIRMED"


def test_nobody_is_refused_who_is_in_already(world: World, laptop: Laptop) -> None:
    place = corner(world, laptop, 1)
    wish = care(laptop, place)
    laptop.push(wish)
    inside = visit(laptop, place)
    assert seen(laptop, inside)["state"] == "PRESENT"
    laptop.pull()
    assert seen(laptop, wish)["state"] == "CONFIRMED"


def test_a_carer_has_whoever_is_in_as_well(world: World, laptop: Laptop) -> None:
    place = corner(world, laptop, 10)
    entry = register(laptop, world.region, "carer", family_name="Mila", most_children=1, **checked())
    laptop.push(entry)
    on_duty: dict[str, Any] = {f"carers/{entry.id}": True}
    wanted: dict[str, Any] = {f"wanted_carers/{entry.id}": True}
    inside = visit(laptop, place, **on_duty)
    wish = care(laptop, place, **wanted)
    laptop.push(wish)
    assert seen(laptop, wish)["decision_reason"] == "ABOVE_RATIO"
    laptop.push(after(laptop, inside, state="COLLECTED"))
    laptop.pull()
    assert seen(laptop, wish)["state"] == "CONFIRMED"


@pytest.mark.parametrize(
    "left_out", ["identity_checked", "healthy", "card_unchanged", "guardian_phone", "in_time"]
)
def test_a_sign_in_past_the_door_is_set_aside_whatever_program_wrote_it(
    world: World, laptop: Laptop, left_out: str
) -> None:
    place = corner(world, laptop, 1)
    expected = visit(laptop, place, "EXPECTED", **dict.fromkeys(AT_THE_DOOR))
    laptop.pull()
    looked: dict[str, Any] = {**AT_THE_DOOR, left_out: None}
    outcome = laptop.push(after(laptop, expected, state="PRESENT", **looked)).outcomes[0]
    assert (outcome.r, outcome.why, outcome.field) == ("quarantined", Why.NOT_VALID, left_out)
    assert not laptop.push(after(laptop, expected, state="PRESENT", **AT_THE_DOOR)).outcomes


def test_without_a_carer_a_coordinators_decision_is_asked_for(world: World, laptop: Laptop) -> None:
    expected = visit(laptop, corner(world, laptop, 1), "EXPECTED")
    laptop.pull()
    alone: dict[str, Any] = {**AT_THE_DOOR, "carers_present": 0}
    outcome = laptop.push(after(laptop, expected, state="PRESENT", **alone)).outcomes[0]
    assert (outcome.why, outcome.field) == (Why.NOT_VALID, "carers_present")
    decided = {"override_by": laptop.user, "override_reason": "SIBLINGS"}
    assert not laptop.push(after(laptop, expected, state="PRESENT", **alone, **decided)).outcomes


@dataclass
class Clock:
    """The centre's, at a moment in Poland on that day."""

    moment: dt.datetime

    def now(self) -> dt.datetime:
        return self.moment


def at(hour: int, minute: int) -> dt.datetime:
    return instant(dt.date.fromisoformat(DAY), dt.time(hour, minute))


def test_who_is_late_counts_until_signed_out(database_url: str) -> None:
    clock = Clock(at(10, 15))
    with ExitStack() as closing:
        centre = make_centre(Settings(database=database_url), clock)
        closing.callback(centre.close)
        centre.prepare()
        world = World(centre, None, closing)
        laptop = world.laptop(world.office())
        place = corner(world, laptop, 1)
        inside = visit(laptop, place)
        clock.moment = at(11, 20)
        now, later = (care(laptop, place, from_time=f"{hour}:30", to_time=f"{hour}:50") for hour in (11, 15))
        laptop.push(now, later)
        assert seen(laptop, now)["state"] == "WAITING_LIST"
        assert seen(laptop, later)["state"] == "CONFIRMED"
        laptop.push(after(laptop, inside, state="COLLECTED"))
        laptop.pull()
        assert seen(laptop, now)["state"] == "CONFIRMED"
