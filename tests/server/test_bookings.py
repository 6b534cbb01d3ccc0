"""What only the centre gives: an interpreter, an adviser, a room, a place of care, each to one at a time."""

from typing import TYPE_CHECKING, Any

import pytest

from cicdesk.wire.messages import Mutation
from tests.support.bookings import DAY, alternatives, appointment, care, checked, register, request, seen
from tests.support.devices import Laptop, edit, new_person

if TYPE_CHECKING:
    from tests.server.conftest import World


@pytest.fixture
def pair(world: "World") -> tuple[Laptop, Laptop]:
    """Two laptops of one office."""
    office = world.office()
    return world.laptop(office), world.laptop(office)


@pytest.fixture
def alina(world: "World", pair: tuple[Laptop, Laptop]) -> str:
    """An interpreter whom both know."""
    entry = register(pair[0], world.region, "interpreter", family_name="Zhuk")
    pair[0].push(entry)
    pair[1].pull()
    return entry.id


def _corner(world: "World", laptop: Laptop, capacity: int = 1) -> str:
    entry = register(laptop, world.region, "care_place", name="Corner", capacity=capacity)
    laptop.push(entry)
    return entry.id


def _after(laptop: Laptop, record: Mutation, **values: object) -> Mutation:
    """An edit of a record as the laptop knows it by now."""
    made = edit(record, laptop.user, values, have=laptop.records[record.record].seq)
    made.bases = {n: bases for n in values if (bases := laptop.versions(record.record, n))}
    return made


def test_a_wish_is_confirmed_in_the_same_answer(pair: tuple[Laptop, Laptop], alina: str) -> None:
    here, there = pair
    wish = request(here, alina)
    reply = here.push(wish)
    (state,) = reply.states
    assert (state.data["state"], state.by) == ("CONFIRMED", "@centre")
    assert seen(here, wish)["interpreter"] == alina
    assert seen(here, wish)["confirmed_from"] == f"{DAY}T09:00Z"
    there.pull()
    assert seen(there, wish) == seen(here, wish)


def test_of_two_wishes_for_one_hour_the_first_to_arrive_wins(pair: tuple[Laptop, Laptop], alina: str) -> None:
    here, there = pair
    first, second = request(here, alina), request(there, alina)
    here.push(first)
    there.push(second)
    assert seen(there, second)["state"] == "NEEDS_NEW_TIME"
    assert seen(there, second)["decision_reason"] == "INTERPRETER_TAKEN"
    assert "interpreter" not in seen(there, second)
    here.pull()
    there.pull()
    assert seen(here, first)["state"] == "CONFIRMED"
    assert seen(here, first)["also_wanted_at"]
    assert seen(here, second) == seen(there, second)
    assert seen(here, first) == seen(there, first)


def test_who_needs_a_new_time_is_offered_the_three_nearest(pair: tuple[Laptop, Laptop], alina: str) -> None:
    here, there = pair
    here.push(request(here, alina))
    second = request(there, alina)
    there.push(second)
    offered = alternatives(there, second)
    assert [each["from_time"] for each in offered] == ["09:00", "11:00", "08:30"]
    assert {each["day"] for each in offered} == {DAY}
    assert {each["interpreter"] for each in offered} == {alina}
    taken = _after(there, second, from_time="11:00", to_time="12:00", state="OFFERED")
    there.push(taken)
    assert seen(there, second)["state"] == "CONFIRMED"
    assert alternatives(there, second) == []


def test_a_wish_sent_twice_is_decided_once(pair: tuple[Laptop, Laptop], alina: str) -> None:
    here, there = pair
    wish = request(here, alina)
    first = here.push(wish)
    second = here.push(wish)
    assert second.outcomes[0].r == "dup"
    assert (second.seqs, second.known) == (first.seqs, first.known)
    assert seen(here, wish)["state"] == "CONFIRMED"
    rival = request(there, alina)
    there.push(rival)
    assert seen(there, rival)["state"] == "NEEDS_NEW_TIME"


@pytest.mark.parametrize("ending", ["CANCELLED", "LATE_CANCELLED", "VOID", "REQUESTED"])
def test_what_is_called_off_is_free_again(pair: tuple[Laptop, Laptop], alina: str, ending: str) -> None:
    here, there = pair
    wish = request(here, alina)
    here.push(wish)
    here.push(_after(here, wish, state=ending))
    assert seen(here, wish)["state"] == ending
    rival = request(there, alina)
    there.push(rival)
    assert seen(there, rival)["state"] == "CONFIRMED"


def test_another_time_is_decided_anew_and_frees_the_first(pair: tuple[Laptop, Laptop], alina: str) -> None:
    here, there = pair
    wish = request(here, alina)
    here.push(wish)
    here.push(_after(here, wish, from_time="14:00", to_time="15:00", state="OFFERED"))
    assert seen(here, wish)["confirmed_from"] == f"{DAY}T13:00Z"
    rivals = [request(there, alina, hour) for hour in (10, 14)]
    there.push(*rivals)
    assert [seen(there, each)["state"] for each in rivals] == ["CONFIRMED", "NEEDS_NEW_TIME"]


def test_a_request_that_goes_on_keeps_its_time(pair: tuple[Laptop, Laptop], alina: str) -> None:
    here, there = pair
    wish = request(here, alina)
    here.push(wish)
    here.push(_after(here, wish, state="UNDER_WAY"))
    rival = request(there, alina)
    there.push(rival)
    assert seen(there, rival)["state"] == "NEEDS_NEW_TIME"
    assert seen(here, wish)["state"] == "UNDER_WAY"
    assert seen(here, wish)["interpreter"] == alina


def test_an_edit_of_something_else_changes_no_decision(pair: tuple[Laptop, Laptop], alina: str) -> None:
    here, _there = pair
    wish = request(here, alina)
    here.push(wish)
    before = seen(here, wish)
    reply = here.push(_after(here, wish, notes="by the side door"))
    assert reply.states == []
    assert seen(here, wish) == {**before, "notes": "by the side door"}


def test_a_laptop_cannot_confirm_by_itself_and_loses_nothing_else(
    pair: tuple[Laptop, Laptop], alina: str
) -> None:
    here, there = pair
    here.push(request(here, alina))
    rival = request(there, alina, state="CONFIRMED", interpreter=alina, notes="by the side door")
    there.push(rival)
    held = seen(there, rival)
    assert (held["state"], held["decision_reason"]) == ("NEEDS_NEW_TIME", "INTERPRETER_TAKEN")
    assert (held.get("interpreter"), held["notes"]) == (None, "by the side door")


def test_what_a_laptop_wrote_for_the_centre_is_put_right_with_a_reason(
    pair: tuple[Laptop, Laptop], alina: str
) -> None:
    here, _there = pair
    draft = request(here, "", state="REQUESTED", interpreter=alina, notes="soon")
    named = request(here, "", state="CONFIRMED")
    here.push(draft, named)
    assert seen(here, draft)["decision_reason"] == "CENTRE_DECIDES"
    assert "interpreter" not in seen(here, draft)
    assert seen(here, draft)["notes"] == "soon"
    assert (seen(here, named)["state"], seen(here, named)["decision_reason"]) == (
        "REQUESTED",
        "CENTRE_DECIDES",
    )


def test_calling_off_what_was_confirmed_meanwhile_needs_nobody_to_decide(
    pair: tuple[Laptop, Laptop], alina: str
) -> None:
    here, there = pair
    wish = request(here, alina)
    here.push(wish)
    unaware = edit(wish, there.user, {"state": "CANCELLED", "reason": "CLIENT"})
    there.push(unaware)
    there.pull()
    assert seen(there, wish)["state"] == "CANCELLED"
    assert "decision_reason" not in seen(there, wish)
    assert there.records[wish.id].heads == {}
    rival = request(there, alina)
    there.push(rival)
    assert seen(there, rival)["state"] == "CONFIRMED"


def test_deleting_frees_the_time_also_for_who_had_not_seen_the_decision(
    pair: tuple[Laptop, Laptop], alina: str
) -> None:
    here, there = pair
    wish = request(here, alina)
    here.push(wish)
    gone = edit(wish, there.user, {"_alive": False}, {}, seen={wish.id: list(wish.set)})
    there.push(gone)
    there.pull()
    here.pull()
    assert wish.id not in here.visible()
    assert wish.id not in there.visible()
    rival = request(there, alina)
    there.push(rival)
    assert seen(there, rival)["state"] == "CONFIRMED"


def test_an_offer_counts_once_it_was_accepted(pair: tuple[Laptop, Laptop], alina: str) -> None:
    here, _there = pair
    asked: dict[str, Any] = {"offers/1": {"interpreter": alina, "answer": "WAITING"}}
    wish = request(here, alina, **asked)
    here.push(wish)
    assert seen(here, wish)["state"] == "OFFERED"
    here.push(_after(here, wish, **{"offers/1": {"interpreter": alina, "answer": "ACCEPTED"}}))
    assert seen(here, wish)["state"] == "CONFIRMED"


def test_between_two_towns_there_is_the_interpreters_way(world: "World", pair: tuple[Laptop, Laptop]) -> None:
    here, _there = pair
    entry = register(here, world.region, "interpreter", family_name="Zhuk", buffer_minutes=45)
    first = request(here, entry.id, 10, mode="ON_SITE", place="Miechów, Rynek 1")
    second = request(here, entry.id, 11, mode="ON_SITE", place="Tarnów, Rynek 1")
    third = request(here, entry.id, 11, mode="ON_SITE", place="miechów,  rynek 1")
    here.push(entry, first, second, third)
    assert seen(here, second)["decision_reason"] == "NO_TRAVEL_TIME"
    assert [seen(here, each)["state"] for each in (first, third)] == ["CONFIRMED", "CONFIRMED"]


def test_one_booking_reserves_each_of_its_parts(
    world: "World", pair: tuple[Laptop, Laptop], alina: str
) -> None:
    here, there = pair
    room = register(here, world.region, "room", name="3", address="Kraków, Rynek 1")
    corner = _corner(world, here)
    here.push(room)
    person = new_person(here.user, here.office)
    plan = appointment(here, person.id, room=room.id, adviser=here.user)
    parts = [request(here, alina, root=person.id, appointment=plan.id), care(here, corner, root=person.id)]
    here.push(person, plan, *parts)
    assert (seen(here, plan)["adviser_state"], seen(here, plan)["room_state"]) == ("RESERVED", "RESERVED")
    assert {seen(here, each)["state"] for each in parts} == {"CONFIRMED"}
    other = appointment(there, room=room.id, adviser=there.user, group_name="Course")
    there.push(other)
    held = seen(there, other)
    assert (held["adviser_state"], held["room_state"]) == ("RESERVED", "NEEDS_NEW_TIME")
    assert held["decision_reason"] == "ROOM_TAKEN"
    assert alternatives(there, other)[0]["from_time"] == "09:00"
    here.push(_after(here, plan, status="CANCELLED_CLIENT"))
    assert seen(here, plan)["room_state"] == "RELEASED"
    there.pull()
    there.push(_after(there, other, room_state="WANTED"))
    assert seen(there, other)["room_state"] == "RESERVED"


def test_another_room_of_the_house_is_offered_first(world: "World", pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    rooms = [
        register(here, world.region, "room", name=name, address=address, seats=seats)
        for name, address, seats in (
            ("1", "Rynek 1", 4), ("2", "Rynek 2", 4), ("3", "rynek 1", 2), ("4", "Rynek  1", 4), ("5", "Rynek 1", 9),
        )
    ]  # fmt: skip
    here.push(*rooms)
    for room in (rooms[0], rooms[3]):
        here.push(appointment(here, room=room.id, group_name="A", adviser=world.user(here.office)))
    late = appointment(there, room=rooms[0].id, people_count=3, group_name="B")
    there.push(late)
    offered = alternatives(there, late)
    assert (offered[0]["room"], offered[0]["from_time"], offered[0]["why"]) == (
        rooms[4].id,
        "10:00",
        "OTHER_PLACE",
    )
    assert [(each["room"], each["from_time"]) for each in offered[1:]] == [
        (rooms[0].id, "09:00"), (rooms[0].id, "11:00"),
    ]  # fmt: skip


def test_the_sixth_place_goes_to_one_and_the_other_waits(world: "World", pair: tuple[Laptop, Laptop]) -> None:
    here, there = pair
    corner = _corner(world, here, 6)
    here.push(*(care(here, corner) for _ in range(5)))
    mine, yours = care(here, corner), care(there, corner)
    here.push(mine)
    there.push(yours)
    assert seen(here, mine)["state"] == "CONFIRMED"
    held = seen(there, yours)
    assert (held["state"], held["waiting_place"]) == ("WAITING_LIST", 1)
    assert held["decision_reason"] == "ABOVE_CAPACITY"
    assert len(alternatives(there, yours)) == 3


def test_a_place_that_comes_free_is_given_to_who_waits_longest(
    world: "World", pair: tuple[Laptop, Laptop]
) -> None:
    here, there = pair
    corner = _corner(world, here)
    mine, second, third = care(here, corner), care(there, corner), care(there, corner)
    here.push(mine)
    there.push(second)
    there.push(third)
    assert seen(there, third)["waiting_place"] == 2
    here.push(_after(here, mine, state="CANCELLED"))
    here.pull()
    there.pull()
    held = seen(there, second)
    assert (held["state"], held["decision_reason"]) == ("CONFIRMED", "PLACE_CAME_FREE")
    assert seen(there, third)["waiting_place"] == 1
    assert seen(here, third) == seen(there, third)


def test_more_places_are_given_to_those_who_wait(world: "World", pair: tuple[Laptop, Laptop]) -> None:
    here, _there = pair
    place = register(here, world.region, "care_place", name="Corner", capacity=1)
    here.push(place)
    children = [care(here, place.id) for _ in range(3)]
    here.push(*children)
    here.push(_after(here, place, capacity=2))
    here.pull()
    assert [seen(here, each)["state"] for each in children] == ["CONFIRMED", "CONFIRMED", "WAITING_LIST"]


def test_no_carer_has_more_than_the_rule_allows(world: "World", pair: tuple[Laptop, Laptop]) -> None:
    here, _there = pair
    corner = _corner(world, here, 20)
    mila = register(here, world.region, "carer", family_name="Mila", **checked())
    here.push(mila)
    with_mila: dict[str, Any] = {f"wanted_carers/{mila.id}": True}
    two_years: dict[str, Any] = {"others/1": {"age_years": 2}}
    children = [care(here, corner, **with_mila, **two_years) for _ in range(9)]
    here.push(*children)
    assert [seen(here, each)["state"] for each in children] == ["CONFIRMED"] * 8 + ["WAITING_LIST"]
    assert seen(here, children[-1])["decision_reason"] == "ABOVE_RATIO"
    assert seen(here, children[0])[f"carers/{mila.id}"]


def test_a_coordinator_may_decide_that_a_carer_has_more(world: "World", pair: tuple[Laptop, Laptop]) -> None:
    here, _there = pair
    corner = _corner(world, here, 20)
    mila = register(here, world.region, "carer", family_name="Mila", most_children=1, **checked())
    here.push(mila)
    boss, nobody = world.user(here.office, role="coordinator"), world.user(here.office)
    with_mila: dict[str, Any] = {f"wanted_carers/{mila.id}": True}
    why: dict[str, Any] = {"override_reason": "OTHER"}
    usual = care(here, corner, **with_mila)
    more = care(here, corner, **with_mila, override_by=boss, **why)
    too_much = care(here, corner, **with_mila, override_by=nobody, **why)
    here.push(usual, more, too_much)
    states = [seen(here, each)["state"] for each in (usual, more, too_much)]
    assert states == ["CONFIRMED", "CONFIRMED", "WAITING_LIST"]


def test_a_carer_is_not_in_two_places(world: "World", pair: tuple[Laptop, Laptop]) -> None:
    here, _there = pair
    mila = register(here, world.region, "carer", family_name="Mila", **checked())
    here.push(mila)
    with_mila: dict[str, Any] = {f"wanted_carers/{mila.id}": True}
    wishes = [care(here, _corner(world, here), **with_mila) for _ in range(2)]
    here.push(*wishes)
    assert [seen(here, each)["state"] for each in wishes] == ["CONFIRMED", "NEEDS_NEW_TIME"]
    assert seen(here, wishes[1])["decision_reason"] == "CARER_TAKEN"


def test_nobody_is_booked_whom_the_register_speaks_against(
    world: "World", pair: tuple[Laptop, Laptop]
) -> None:
    here, _there = pair
    corner = _corner(world, here, 9)
    entries = [
        register(here, world.region, "carer", family_name="Mila"),
        register(here, world.region, "interpreter", family_name="Zhuk", contract_until="2027-03-15"),
        register(here, world.region, "interpreter", family_name="Zhuk", ended_on=DAY),
        register(here, world.region, "interpreter", family_name="Zhuk"),
    ]
    here.push(*entries)
    wanted: dict[str, Any] = {f"wanted_carers/{entries[0].id}": True}
    wishes = [care(here, corner, **wanted), *(request(here, each.id) for each in entries[1:])]
    wishes[-1].set["children_present"] = True
    here.push(*wishes)
    assert {seen(here, each)["state"] for each in wishes} == {"NEEDS_NEW_TIME"}
    reasons = [seen(here, each)["decision_reason"] for each in wishes]
    assert reasons == ["CHECKS_EXPIRED", "NO_CONTRACT", "ENDED", "CHECKS_EXPIRED"]
    assert [alternatives(here, each) for each in wishes] == [[]] * 4


def test_a_file_that_moves_keeps_its_time(world: "World", pair: tuple[Laptop, Laptop], alina: str) -> None:
    here, there = pair
    elsewhere = world.laptop(world.office())
    person = new_person(here.user, here.office)
    wish = request(here, alina, root=person.id)
    here.push(person, wish)
    here.push(_after(here, person, office=elsewhere.office))
    elsewhere.pull()
    assert seen(elsewhere, wish)["state"] == "CONFIRMED"
    rival = request(there, alina)
    there.push(rival)
    assert seen(there, rival)["state"] == "NEEDS_NEW_TIME"


def test_an_erased_file_gives_its_times_back(world: "World", pair: tuple[Laptop, Laptop], alina: str) -> None:
    here, there = pair
    corner = _corner(world, here)
    person = new_person(here.user, here.office)
    here.push(person, request(here, alina, root=person.id), care(here, corner, root=person.id))
    waits = care(there, corner)
    there.push(waits)
    world.centre.erasure.erase(person.id)
    there.pull()
    assert seen(there, waits)["state"] == "CONFIRMED"
    rival = request(there, alina)
    there.push(rival)
    assert seen(there, rival)["state"] == "CONFIRMED"
