"""A message that says it travels beside another one is not taken for that of a laptop whose disk was set back."""

from typing import TYPE_CHECKING

import pytest

from cicdesk.wire.messages import Mutation, Push, PushReply
from tests.support.devices import Laptop, new_person

if TYPE_CHECKING:
    from tests.server.conftest import World


@pytest.fixture
def laptop(world: "World") -> Laptop:
    return world.laptop(world.office())


def handed_in(laptop: Laptop, mutation: Mutation, beside: str) -> PushReply:
    """Pushed with the commit known before the last answer, as if that were still under way."""
    known, newest = laptop.known, laptop.known
    reply = laptop.api.push(Push(schema=1, epoch=laptop.epoch, known=known, muts=[mutation], beside=beside))
    assert (reply.status, reply.outcomes) == ("ok", {})
    laptop.known = reply.known or newest
    return reply


def overtaken(laptop: Laptop, beside: str | None = None) -> tuple[Mutation, Mutation]:
    """Two persons, handed in beside each other."""
    laptop.push(new_person(laptop.user, laptop.office))
    laptop.pull()
    before = laptop.known
    first, second = (new_person(laptop.user, laptop.office) for _ in range(2))
    laptop.push(first)
    answered, laptop.known = laptop.known, before
    reply = handed_in(laptop, second, first.id if beside is None else beside)
    assert answered is not None
    assert reply.known[0] > answered[0]
    return first, second


def test_own_work_of_both_comes_back_as_numbers(laptop: Laptop) -> None:
    _first, second = overtaken(laptop)
    repeated = laptop.push(second)
    assert repeated.outcomes[0].r == "dup"
    laptop.pull()
    assert (laptop.own, laptop.rows) == (2, [])


def test_nor_does_it_come_whole_if_the_second_came_first(laptop: Laptop) -> None:
    laptop.push(new_person(laptop.user, laptop.office))
    laptop.pull()
    before = laptop.known
    first, second = (new_person(laptop.user, laptop.office) for _ in range(2))
    handed_in(laptop, second, first.id)
    laptop.known = before
    handed_in(laptop, first, "")
    assert [laptop.push(each).outcomes[0].r for each in (first, second)] == ["dup", "dup"]
    laptop.pull()
    assert (laptop.own, laptop.rows) == (2, [])


def test_a_laptop_set_back_to_before_a_message_that_overtook_another_gets_its_work_again(
    world: "World", laptop: Laptop
) -> None:
    before = world.again(laptop)
    lost, first, second = (new_person(laptop.user, laptop.office) for _ in range(3))
    laptop.push(lost)
    handed_in(laptop, second, first.id)
    before.push(first)
    before.pull()
    assert {lost.id, second.id} <= before.visible().keys()


def test_without_a_word_of_it_own_work_comes_whole(laptop: Laptop) -> None:
    first, second = overtaken(laptop, "")
    laptop.push(second)
    laptop.pull()
    assert first.id in {state.rid for state in laptop.rows}


def test_another_laptops_edit_excuses_nothing(world: "World", laptop: Laptop) -> None:
    other = world.laptop(laptop.office)
    theirs = new_person(other.user, other.office)
    other.push(theirs)
    first, second = overtaken(laptop, theirs.id)
    laptop.push(second)
    laptop.pull()
    assert first.id in {state.rid for state in laptop.rows}


def test_a_laptop_that_was_set_back_gets_its_work_again_whatever_it_says(
    world: "World", laptop: Laptop
) -> None:
    before = world.again(laptop)
    lost = new_person(laptop.user, laptop.office)
    laptop.push(lost)
    first, second = (new_person(laptop.user, laptop.office) for _ in range(2))
    known = before.known
    before.push(first)
    before.known = known
    handed_in(before, second, first.id)
    before.push(second)
    before.pull()
    assert lost.id in before.visible()


@pytest.mark.parametrize("name", ["\0", "a b", "x" * 5000, "ż", "{}", "';--"])
def test_any_name_is_answered(laptop: Laptop, name: str) -> None:
    overtaken(laptop, name)
