"""Steps outside the charts: set aside for a person, and never what two people did at once."""

from typing import TYPE_CHECKING, Any

import pytest

from cicdesk.wire.messages import Mutation
from tests.support.bookings import care, register, request, seen
from tests.support.devices import Laptop, edit

if TYPE_CHECKING:
    from tests.server.conftest import World

Pair = tuple[Laptop, Laptop]


@pytest.fixture
def pair(world: "World") -> Pair:
    """Two laptops of one office."""
    office = world.office()
    return world.laptop(office), world.laptop(office)


def after(laptop: Laptop, record: Mutation, **values: Any) -> Mutation:  # noqa: ANN401  any field's
    """An edit of a record as the laptop knows it by now."""
    made = edit(record, laptop.user, values, have=laptop.records[record.record].seq)
    made.bases = {name: bases for name in values if (bases := laptop.versions(record.record, name))}
    return made


def asked(laptop: Laptop, state: str = "REQUESTED") -> Mutation:
    """A request that is at the centre in that state."""
    made = request(laptop, "", state=state, wanted_interpreter=None)
    laptop.push(made)
    return made


def test_a_step_that_no_chart_knows_is_set_aside_with_its_field(pair: Pair) -> None:
    here, there = pair
    record = asked(here)
    step = after(here, record, state="COMPLETED", place="Sala 4")
    reply = here.push(step)
    outcome = reply.outcomes[0]
    assert (outcome.r, outcome.why, outcome.field) == ("quarantined", "off_chart", "state")
    there.pull()
    assert seen(there, record)["state"] == "REQUESTED"
    assert "place" not in seen(there, record), "an edit is taken whole or not at all"


def test_what_was_set_aside_is_taken_once_it_is_put_right(pair: Pair) -> None:
    here, there = pair
    record = asked(here)
    step = after(here, record, state="COMPLETED")
    here.push(step)
    step.set = {"state": "UNFILLED", "reason": "NOBODY_FREE"}
    assert not here.push(step).outcomes
    there.pull()
    assert seen(there, record)["state"] == "UNFILLED"


def test_what_follows_a_step_that_was_set_aside_is_not_held_up(pair: Pair) -> None:
    here, _there = pair
    record = asked(here)
    wrong, other = after(here, record, state="COMPLETED"), after(here, record, place="Sala 4")
    reply = here.push(wrong, other)
    assert set(reply.outcomes) == {0}
    assert seen(here, record)["place"] == "Sala 4"


@pytest.mark.parametrize("order", [("CANCELLED", "UNFILLED"), ("UNFILLED", "CANCELLED")])
def test_two_steps_taken_at_once_are_a_question_and_neither_is_refused(
    pair: Pair, order: tuple[str, str]
) -> None:
    here, there = pair
    record = asked(here)
    there.pull()
    steps = [after(each, record, state=state) for each, state in zip(pair, order, strict=True)]
    for laptop, step in zip(pair, steps, strict=True):
        assert "quarantined" not in {each.r for each in laptop.push(step).outcomes.values()}
    here.pull()
    heads = here.records[record.record].heads["state"]
    assert {head.value for head in heads.values()} == set(order)
    settled = after(here, record, state="CANCELLED", reason="CLIENT_WISH")
    assert not here.push(settled).outcomes
    there.pull()
    assert seen(there, record)["state"] == "CANCELLED"


def test_a_step_from_before_the_centre_decided_is_not_refused(world: "World", pair: Pair) -> None:
    here, there = pair
    alina = register(here, world.region, "interpreter", family_name="Zhuk")
    here.push(alina)
    there.pull()
    record = asked(here)
    there.pull()
    declined = after(there, record, state="UNFILLED")
    here.push(after(here, record, state="OFFERED", wanted_interpreter=alina.id))
    assert seen(here, record)["state"] == "CONFIRMED"
    assert "quarantined" not in {each.r for each in there.push(declined).outcomes.values()}


def test_several_steps_in_one_edit_are_as_good_as_one_after_another(pair: Pair) -> None:
    here, _there = pair
    record = asked(here, "DRAFT")
    assert not here.push(after(here, record, state="OFFERED")).outcomes
    moved = after(here, record, state="REQUESTED", from_time="12:00", to_time="13:00")
    assert not here.push(moved).outcomes
    assert seen(here, record)["state"] == "REQUESTED"


def test_what_only_the_centre_gives_is_put_right_and_not_set_aside(pair: Pair) -> None:
    here, _there = pair
    record = asked(here)
    assert not here.push(after(here, record, state="CONFIRMED", place="Sala 4")).outcomes
    assert seen(here, record)["state"] == "REQUESTED"
    assert seen(here, record)["place"] == "Sala 4"


def test_a_state_of_a_version_of_tomorrow_is_left_alone(pair: Pair) -> None:
    here, _there = pair
    record = asked(here)
    assert not here.push(after(here, record, state="OF_TOMORROW")).outcomes
    assert seen(here, record)["state"] == "OF_TOMORROW"


def test_the_chart_of_care_is_kept_as_well(world: "World", pair: Pair) -> None:
    here, _there = pair
    corner = register(here, world.region, "care_place", name="Kącik", capacity=1)
    here.push(corner)
    record = care(here, corner.id)
    here.push(record)
    assert seen(here, record)["state"] == "CONFIRMED"
    (outcome,) = here.push(after(here, record, state="DRAFT")).outcomes.values()
    assert (outcome.why, outcome.field) == ("off_chart", "state")
