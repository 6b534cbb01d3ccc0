"""What is wrong with a write by itself: the exact bounds, and facts that are written once."""

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest

from cicdesk.schema.records import registry
from cicdesk.server.services import access
from cicdesk.server.services.access import LONGEST_NAME, MUTATION_BYTES, REGISTERS, wrong_contents
from cicdesk.wire.errors import Why
from cicdesk.wire.messages import ALIVE, Mutation
from tests.support.devices import NOW, new_person

if TYPE_CHECKING:
    from tests.server.conftest import World


def verdict(mutation: Mutation) -> str:
    """Why it is set aside; empty if it is not."""
    (wrong,), _whole = wrong_contents([mutation])
    return wrong.why if wrong is not None else ""


def of_size(size: int) -> Mutation:
    """A person whose JSON has this many bytes."""
    person = new_person("anna", "KR", new_text="")
    person.set["new_text"] = "x" * (size - len(msgspec.json.encode(person)))
    return person


@pytest.mark.parametrize(("size", "why"), [(MUTATION_BYTES, ""), (MUTATION_BYTES + 1, Why.TOO_LARGE)])
def test_bytes_of_one_write(size: int, why: str) -> None:
    person = of_size(size)
    assert len(msgspec.json.encode(person)) == size
    assert verdict(person) == why


@pytest.mark.parametrize(("count", "why"), [(REGISTERS, ""), (REGISTERS + 1, Why.TOO_LARGE)])
def test_registers_of_one_write(count: int, why: str) -> None:
    written = {f"new{n}": n for n in range(count)}
    assert verdict(Mutation(id="m1", kind="person", user="anna", at=NOW, set=dict(written))) == why


@pytest.mark.parametrize(
    ("name", "why"),
    [("x" * LONGEST_NAME, ""), ("x" * (LONGEST_NAME + 1), Why.NOT_VALID), ("", Why.NOT_VALID)],
)
def test_names_of_registers(name: str, why: str) -> None:
    assert verdict(new_person("anna", "KR", **{name: 1})) == why


def test_a_write_that_writes_nothing_is_none() -> None:
    assert verdict(Mutation(id="m1", rid="r1", kind="person", user="anna", at=NOW, set={})) == Why.NOT_VALID


@pytest.mark.parametrize(
    ("rid", "written", "why"),
    [
        ("", {"text": "Była dziś"}, ""),
        ("n1", {"text": "Nie była"}, Why.APPEND_ONLY),
        ("n1", {"text": "Nie była", ALIVE: False}, Why.APPEND_ONLY),
        ("n1", {ALIVE: False}, ""),
    ],
)
def test_a_fact_is_made_and_may_be_deleted_but_never_changes(
    monkeypatch: pytest.MonkeyPatch, rid: str, written: dict[str, object], why: str
) -> None:
    fact = replace(registry()["note"], kind="fact", append_only=True)
    monkeypatch.setattr(access, "registry", lambda: {"fact": fact})
    said = {"id": "m1", "rid": rid, "root": "p1", "kind": "fact", "user": "anna", "at": NOW, "set": written}
    assert verdict(msgspec.convert(said, Mutation)) == why


def test_two_writes_of_one_name_in_one_push_count_as_the_first(own_world: "World") -> None:
    laptop = own_world.laptop(own_world.office())
    first, second = new_person(laptop.user, "elsewhere"), new_person(laptop.user, laptop.office)
    second.id = first.id
    second.set["given_names"] = ["no", "name"]
    reply = laptop.push(first, second)
    assert [(place, each.r, each.why) for place, each in reply.outcomes.items()] == [
        (0, "quarantined", Why.OUT_OF_SCOPE), (1, "quarantined", Why.OUT_OF_SCOPE),
    ]  # fmt: skip
    assert own_world.again(laptop).push(second).outcomes[0].why == Why.NOT_VALID
