"""What a device may rely on, on the service itself and through HTTP."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from cicdesk.base.ids import new_id
from cicdesk.wire.errors import Why
from cicdesk.wire.messages import Hello, Mutation, Pull
from tests.support.devices import NOW, Laptop, edit, new_person

if TYPE_CHECKING:
    from tests.server.conftest import World


@pytest.fixture
def pair(world: "World") -> tuple[Laptop, Laptop]:
    """Two laptops of one office."""
    office = world.office()
    return world.laptop(office), world.laptop(office)


def note(root: Mutation, user: str, text: str) -> Mutation:
    """A note in a person's file."""
    return Mutation(
        id=new_id(), root=root.record, kind="note", user=user, at=NOW,
        set={"person": root.record, "text": text, "level": "GENERAL"},
    )  # fmt: skip


def test_hello_says_who_one_is(world: "World") -> None:
    office = world.office()
    laptop = world.laptop(office)
    reply = laptop.api.hello(Hello(schema=1, clock=NOW))
    assert reply.users == {laptop.user: "assistant"}
    assert reply.office == office
    assert reply.scope == sorted([f"c:{office}", f"u:{laptop.user}", f"r:{world.region}"])


def test_what_one_makes_the_other_reads(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    person = new_person(here.user, here.office)
    said = note(person, here.user, "first talk")
    reply = here.push(person, said)
    assert (reply.outcomes, reply.states) == ({}, [])
    there.pull()
    assert there.visible() == {person.id: person.set, said.id: said.set}


def test_sending_twice_is_harmless(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    person = new_person(here.user, here.office)
    first = here.push(person)
    second = here.push(person)
    assert second.outcomes[0].r == "dup"
    assert (second.seqs, second.known, second.states) == (first.seqs, first.known, [])
    there.pull()
    assert list(there.visible()) == [person.id]


def test_a_quiet_pull_says_nothing(pair: tuple[Laptop, Laptop]) -> None:
    here, _ = pair
    here.push(new_person(here.user, here.office))
    here.pull()
    reply = here.pull()
    assert (reply.parts, reply.scope, reply.known, reply.epoch) == ({}, [], [], 0)


def test_the_own_echo_is_numbers_alone(pair: tuple[Laptop, Laptop]) -> None:
    here, _ = pair
    here.push(*(new_person(here.user, here.office) for _ in range(20)))
    here.pull()
    assert (here.own, here.rows) == (20, [])


def test_a_push_with_cursors_is_one_request(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    theirs = new_person(there.user, there.office)
    there.push(theirs)
    mine = new_person(here.user, here.office)
    reply = here.push(mine, pull=True)
    assert reply.pull is not None
    assert set(here.visible()) == {mine.id, theirs.id}
    assert here.pull().parts.keys() <= {f"u:{here.user}"}


def test_a_laptop_set_back_gets_its_own_work_again(world: "World") -> None:
    laptop = world.laptop(world.office())
    before = world.again(laptop)
    person = new_person(laptop.user, laptop.office)
    laptop.push(person)
    before.push(new_person(laptop.user, laptop.office))
    before.pull()
    assert person.id in before.visible()


def test_everything_whole_if_asked(pair: tuple[Laptop, Laptop]) -> None:
    here, _ = pair
    here.push(new_person(here.user, here.office))
    here.cursors.clear()
    here.pull(whole=True)
    assert (here.own, len(here.rows)) == (0, 1)
    assert not here.rows[0].part


def test_one_changed_field_travels_as_one_field(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    person = new_person(here.user, here.office, email="a@example.org")
    here.push(person)
    here.pull()
    there.pull()
    change = edit(person, there.user, {"email": "b@example.org"}, have=there.records[person.id].seq)
    assert there.push(change).states == []
    here.pull()
    (state,) = here.rows
    assert state.part
    assert state.data == {"email": "b@example.org"}
    assert state.ver == {change.id: ["email"]}
    assert here.records[person.id].data == {**person.set, "email": "b@example.org"}


def test_different_fields_merge(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    person = new_person(here.user, here.office)
    here.push(person)
    there.pull()
    have = there.records[person.id].seq
    here.push(edit(person, here.user, {"email": "a@example.org"}, have=have))
    reply = there.push(edit(person, there.user, {"family_name": "Žuk"}, have=have))
    (state,) = reply.states
    assert state.part
    assert state.data == {"email": "a@example.org", "family_name": "Žuk"}
    assert not state.heads
    here.pull()
    assert here.records[person.id].data == there.records[person.id].data


def test_concurrent_values_stand_beside_each_other(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    person = new_person(here.user, here.office)
    here.push(person)
    there.pull()
    have = there.records[person.id].seq
    mine = edit(person, here.user, {"family_name": "Zhuk"}, have=have)
    yours = edit(person, there.user, {"family_name": "Shuk"}, have=have)
    here.push(mine)
    (state,) = there.push(yours).states
    assert state.data["family_name"] == "Zhuk"
    heads = state.heads["family_name"]
    assert {version: (head.value, head.user) for version, head in heads.items()} == {
        mine.id: ("Zhuk", here.user),
        yours.id: ("Shuk", there.user),
    }
    here.pull()
    assert here.records[person.id].heads.keys() == {"family_name"}
    resolved = edit(
        person,
        here.user,
        {"family_name": "Żuk"},
        {"family_name": [mine.id, yours.id]},
        have=here.records[person.id].seq,
    )
    here.push(resolved)
    there.pull()
    assert there.records[person.id].heads == {}
    assert there.records[person.id].data["family_name"] == "Żuk"


def test_deletion_covers_only_what_was_seen(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    person = new_person(here.user, here.office)
    here.push(person)
    there.pull()
    have = there.records[person.id].seq
    there.push(edit(person, there.user, {"email": "x@example.org"}, have=have))
    gone = edit(person, here.user, {"_alive": False}, seen={person.id: list(person.set)}, have=have)
    (state,) = here.push(gone).states
    assert (state.deleted, state.asked) == (False, True)
    there.pull()
    assert person.id in there.visible()
    seen = {person.id: list(person.set), **{v: n for v, n in state.ver.items() if v != gone.id}}
    final = edit(person, here.user, {"_alive": False}, {"_alive": [gone.id]}, seen=seen, have=state.seq)
    here.push(final)
    there.pull()
    assert person.id not in there.visible()


def test_an_edit_that_the_deleter_had_seen_does_not_revive_and_its_author_is_told(
    pair: tuple[Laptop, Laptop],
) -> None:
    """As after a lost history: the deletion is there before the edit that it covers."""
    one, two = pair
    person = new_person(one.user, one.office)
    one.push(person)
    two.pull()
    change = edit(person, one.user, {"family_name": "Żukowa"}, have=1)
    seen = {change.id: ["family_name"], person.id: [name for name in person.set if name != "family_name"]}
    two.push(edit(person, two.user, {"_alive": False}, {}, seen=seen, have=two.records[person.id].seq))
    one.pull()
    change.have = one.records[person.id].seq
    reply = one.push(change)
    assert [(state.rid, state.deleted, state.asked) for state in reply.states] == [(person.id, True, False)]


def test_a_transfer_leaves_and_arrives_whole(world: "World") -> None:
    old, new = world.office(), world.office()
    coordinator = world.laptop(old, world.user(old, new, role="coordinator"))
    here, there = world.laptop(old), world.laptop(new)
    person = new_person(here.user, old)
    notes = [note(person, here.user, f"note {n}") for n in range(3)]
    here.push(person, *notes)
    for each in (here, there, coordinator):
        each.pull()
    there.push(new_person(there.user, new))
    there.pull()
    move = edit(person, coordinator.user, {"office": new}, have=coordinator.records[person.id].seq)
    coordinator.push(move)
    here.pull()
    there.pull()
    coordinator.pull()
    assert here.visible() == {}
    assert {person.id, *(n.id for n in notes)} <= there.visible().keys()
    assert {person.id, *(n.id for n in notes)} <= coordinator.visible().keys()
    back = edit(
        person,
        coordinator.user,
        {"office": old},
        {"office": [move.id]},
        have=coordinator.records[person.id].seq,
    )
    coordinator.push(back)
    for each in (here, there, coordinator):
        each.pull()
    assert {person.id, *(n.id for n in notes)} == here.visible().keys()
    assert person.id not in there.visible()


def test_an_assigned_file_travels_with_its_person(world: "World") -> None:
    office, other = world.office(), world.office()
    helper = world.user(other)
    here, away = world.laptop(office), world.laptop(other, helper)
    person = new_person(here.user, office)
    person.set[f"assignees/{helper}"] = True
    here.push(person)
    away.pull()
    assert person.id in away.visible()
    change = edit(person, helper, {"email": "z@example.org"}, {}, have=away.records[person.id].seq)
    assert away.push(change).outcomes == {}


def test_what_is_out_of_scope_is_set_aside_and_tried_again(world: "World") -> None:
    office, other = world.office(), world.office()
    here, there = world.laptop(office), world.laptop(other)
    person = new_person(here.user, office)
    here.push(person)
    foreign = edit(person, there.user, {"email": "late@example.org"}, {})
    outcome = there.push(foreign).outcomes[0]
    assert (outcome.r, outcome.why) == ("quarantined", Why.OUT_OF_SCOPE)
    assert there.push(foreign).outcomes[0].r == "quarantined"
    here.pull()
    assert "email" not in here.records[person.id].data
    here.push(edit(person, here.user, {"office": other}, have=here.records[person.id].seq))
    there.pull()
    assert there.visible()[person.id]["email"] == "late@example.org"
    assert there.push(foreign).outcomes[0].r == "dup"


def test_a_root_may_come_after_what_belongs_to_it(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    person = new_person(here.user, here.office)
    said = note(person, here.user, "early")
    assert here.push(said, person).outcomes == {}
    later = new_person(here.user, here.office)
    early = note(later, here.user, "a request ahead")
    assert here.push(early).outcomes[0].why == Why.UNKNOWN_FILE
    here.push(later)
    there.pull()
    assert {said.id, person.id, early.id, later.id} == there.visible().keys()


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda m, _: m.set.pop("office"), Why.NO_OFFICE),
        (lambda m, w: m.set.update(office=w.office()), Why.OUT_OF_SCOPE),
        (lambda m, _: setattr(m, "user", "somebody"), Why.UNKNOWN_PERSON),
        (lambda m, _: m.set.update(given_names=17), Why.NOT_VALID),
        (lambda m, _: m.set.update(_alive="no"), Why.NOT_VALID),
        (lambda m, _: m.set.update(new_text="a\0b"), Why.NOT_VALID),
        (lambda m, _: m.bases.update(office=[m.id]), Why.NOT_VALID),
        (lambda m, _: m.set.update(new_text="x" * 300_000), Why.TOO_LARGE),
    ],
)
def test_a_write_that_is_not_right_is_kept_and_not_applied(
    world: "World", spoil: "Callable[[Mutation, World], object]", why: Why
) -> None:
    laptop = world.laptop(world.office())
    wrong, right = new_person(laptop.user, laptop.office), new_person(laptop.user, laptop.office)
    spoil(wrong, world)
    reply = laptop.push(wrong, right)
    assert reply.outcomes.keys() == {0}
    assert (reply.outcomes[0].r, reply.outcomes[0].why) == ("quarantined", why)
    laptop.pull()
    assert laptop.visible().keys() == {right.id}


def test_unknown_names_and_kinds_pass(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    person = new_person(here.user, here.office, brought_by_version_nine={"a": [1]})
    strange = Mutation(
        id=new_id(), kind="from_the_future", user=here.user, at=NOW, set={"office": here.office, "x": 1.5}
    )
    assert here.push(person, strange).outcomes == {}
    there.pull()
    assert there.visible() == {person.id: person.set, strange.id: strange.set}


def test_a_file_cannot_be_entered_through_another(world: "World") -> None:
    """Naming a root of one's own for somebody else's record opens nothing."""
    office, other = world.office(), world.office()
    here, there = world.laptop(office), world.laptop(other)
    person, own = new_person(here.user, office), new_person(there.user, other)
    here.push(person)
    there.push(own)
    forged = edit(person, there.user, {"family_name": "Mine"}, {})
    forged.root = own.id
    assert there.push(forged).outcomes[0].why == Why.NOT_VALID
    assert there.api.pull(Pull(schema=1, want=[person.id])).wanted == []


def test_pages_lose_nothing(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    people = [new_person(here.user, here.office) for _ in range(25)]
    here.push(*people)
    there.pull(limit=7)
    assert there.visible().keys() == {p.id for p in people}
    assert len(there.rows) == 25


@pytest.mark.parametrize("newest", [-7730, -1, 1 << 40])
def test_a_wish_for_the_newest_that_cannot_be_meant_is_no_fault(
    pair: tuple[Laptop, Laptop], newest: int
) -> None:
    here, there = pair
    here.push(*(new_person(here.user, here.office) for _each in range(3)))
    assert there.api.pull(Pull(schema=1, newest=newest, limit=1)).status == "ok"


def test_wanted_records_come_in_the_order_asked_for(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    made = [new_person(here.user, here.office) for _each in range(12)]
    here.push(*made)
    asked = [each.id for each in (*made[::2], *reversed(made[1::2]))]
    assert [state.rid for state in there.api.pull(Pull(schema=1, want=asked)).wanted] == asked


def test_wanted_records_come_whole(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    person = new_person(here.user, here.office)
    here.push(person)
    (state,) = there.api.pull(Pull(schema=1, want=[person.id])).wanted
    assert (state.data, state.part) == (person.set, False)


def test_scope_is_named_when_it_changed(world: "World") -> None:
    office = world.office()
    laptop = world.laptop(office)
    laptop.pull()
    assert set(laptop.cursors) == {f"c:{office}", f"u:{laptop.user}", f"r:{world.region}", "*"}
    laptop.cursors["c:elsewhere"] = 3
    reply = laptop.api.pull(Pull(schema=1, cursors=laptop.cursors))
    assert f"c:{office}" in reply.scope


def test_a_revoked_laptop_learns_it(world: "World") -> None:
    laptop = world.laptop(world.office())
    world.centre.directory.revoke(laptop.device)
    assert laptop.pull().status == "wipe"
    assert laptop.push(new_person(laptop.user, laptop.office)).status == "wipe"
    assert laptop.api.hello(Hello(schema=1, clock=NOW)).commands == ["wipe"]


def test_a_leaver_hands_in_and_is_wiped(world: "World") -> None:
    office = world.office()
    laptop, other = world.laptop(office), world.laptop(office)
    world.centre.directory.revoke(laptop.device, drain=True)
    person = new_person(laptop.user, office)
    assert laptop.push(person, pull=True).pull is None
    assert laptop.pull().status == "wipe"
    other.pull()
    assert person.id in other.visible()


def test_what_is_written_before_a_file_moves_in_the_same_push_moves_along(world: "World") -> None:
    office, other = world.office(), world.office()
    here, there = world.laptop(office), world.laptop(other)
    person = new_person(here.user, office)
    here.push(person)
    here.pull()
    there.pull()
    moved = edit(person, here.user, {"office": other}, have=here.records[person.id].seq)
    last = note(person, here.user, "on the way")
    assert here.push(last, moved).outcomes == {}
    there.pull()
    assert {person.id, last.id} <= there.visible().keys()
    here.pull()
    assert not {person.id, last.id} & here.visible().keys()


def test_a_leaver_is_told_nothing_of_what_others_wrote(pair: tuple[Laptop, Laptop], world: "World") -> None:
    here, there = pair
    person = new_person(here.user, here.office)
    here.push(person)
    there.pull()
    there.push(edit(person, there.user, {"family_name": "Nowak"}, have=there.records[person.id].seq))
    world.centre.directory.revoke(here.device, drain=True)
    late = edit(person, here.user, {"family_name": "Żuk-Nowak"}, have=here.records[person.id].seq)
    reply = here.push(late)
    assert (reply.outcomes, reply.states) == ({}, [])
    there.pull()
    assert "Żuk-Nowak" in {head.value for head in there.records[person.id].heads["family_name"].values()}


def test_two_writes_of_one_record_in_one_push(pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    person = new_person(here.user, here.office)
    first = edit(person, here.user, {"family_name": "Žuk"})
    second = edit(person, here.user, {"family_name": "Żuk"}, {"family_name": [first.id]})
    reply = here.push(person, first, second)
    assert (reply.outcomes, reply.states) == ({}, [])
    here.pull()
    there.pull()
    assert there.visible()[person.id]["family_name"] == "Żuk"


def test_a_register_of_the_region_is_read_in_all_its_offices(world: "World") -> None:
    here, there = world.laptop(world.office()), world.laptop(world.office())
    entry = Mutation(
        id=new_id(), kind="interpreter", user=here.user, at=NOW,
        set={"family_name": "Zhuk", "office": here.office, "region": world.region},
    )  # fmt: skip
    here.push(entry)
    there.pull()
    assert there.visible() == {entry.id: entry.set}
    world.region = "elsewhere"
    stranger = world.laptop(world.office())
    stranger.pull()
    assert stranger.visible() == {}
