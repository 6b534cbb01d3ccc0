"""What only the centre gives, between real laptops and a real server: two wish offline, one gets it, both are told."""

from collections.abc import Iterator
from typing import Any

import pytest

from cicdesk.server.app import Centre
from cicdesk.wire.messages import CENTRE
from tests.end_to_end.conftest import Place, a_place
from tests.support.bookings import checked
from tests.support.laptops import QuickLaptop
from tests.support.live_server import LiveServer

pytestmark = [pytest.mark.slow, pytest.mark.server]

DAY = "2027-03-16"
Pair = tuple[QuickLaptop, QuickLaptop]


@pytest.fixture(scope="module")
def town(centre: Centre, server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A region of these tests' own."""
    with a_place(centre, server.url, tmp_path_factory.mktemp("town")) as place:
        yield place


@pytest.fixture(scope="module")
def pair(town: Place) -> Pair:
    """Laptops of two offices of the region; each test has entries of registers of its own."""
    return town.laptop(), town.laptop(office=town.add_office())


def made(laptop: QuickLaptop, kind: str, **values: Any) -> str:  # noqa: ANN401  any field's
    """A new record; its id."""
    return str(laptop.do("create", kind=kind, values=values)["id"])


def interpreter(laptop: QuickLaptop) -> str:
    """An entry of the register for Chechen."""
    rows = [{"language": "che", "into": "pol", "direction": "BOTH"}]
    return made(laptop, "interpreter", family_name="Zhuk", given_names="Alina", languages=rows)


def wish(laptop: QuickLaptop, person: str, who: str, **values: Any) -> str:  # noqa: ANN401  any field's
    """A request for an hour from ten, with an interpreter who said yes."""
    asked = {
        "day": DAY,
        "from_time": "10:00",
        "to_time": "11:00",
        "language": "che",
        "mode": "PHONE",
        **values,
    }
    return made(
        laptop, "interpreter_request", person=person, wanted_interpreter=who, state="OFFERED", **asked
    )


def care(laptop: QuickLaptop, person: str, place: str, **values: Any) -> str:  # noqa: ANN401  any field's
    """A request for one child of five years, from ten to eleven."""
    asked = {"day": DAY, "from_time": "10:00", "to_time": "11:00", "others": [{"age_years": 5}], **values}
    return made(laptop, "care_request", person=person, place=place, state="CHECKED", **asked)


def agree(*laptops: QuickLaptop) -> None:
    """Everybody syncs until nothing is new; nothing waits and nothing needs a decision of theirs."""
    for _round in range(2):
        for each in laptops:
            each.sync()
    for each in laptops:
        state = each.state()
        assert (state["waiting"], state["conflict"], state["attention"]) == (0, 0, 0)


def test_two_book_one_interpreter_offline_and_both_are_told(pair: Pair) -> None:  # K-10, story 5
    a, b = pair
    alina = interpreter(a)
    agree(a, b)
    first, second = wish(a, a.person("Żuk"), alina), wish(b, b.person("Kowal"), alina)
    assert (a.value(first, "state"), b.value(second, "state")) == ("OFFERED", "OFFERED")
    a.sync()
    b.sync()
    assert a.value(first, "state") == "CONFIRMED"
    assert a.value(first, "interpreter") == alina
    assert b.value(second, "state") == "NEEDS_NEW_TIME"
    assert b.value(second, "decision_reason") == "INTERPRETER_TAKEN"
    offered = b.value(second, "alternatives")
    assert [each["from_time"] for each in offered] == ["09:00", "11:00", "08:30"]
    agree(a, b)
    assert a.value(first, "also_wanted_at")
    assert a.session.desk is not None
    staff = a.session.desk.staff
    assert (staff.names()[CENTRE], CENTRE in staff.users()) == ("Centrum", False)
    taken = {name: offered[1][name] for name in ("day", "from_time", "to_time")}
    b.edit(second, **taken, state="OFFERED")
    agree(a, b)
    assert b.value(second, "state") == "CONFIRMED"
    assert b.value(second, "confirmed_from") == f"{DAY}T10:00Z"
    assert not b.value(second, "alternatives")


def test_the_sixth_child_of_two_laptops(pair: Pair) -> None:  # K-11
    a, b = pair
    corner = made(a, "care_place", name="Kącik", address="Rynek 1", capacity=6)
    agree(a, b)
    guardian, other = a.person("Bondar"), b.person("Melnyk")
    for _child in range(5):
        care(a, guardian, corner)
    agree(a, b)
    mine, yours = care(a, guardian, corner), care(b, other, corner)
    a.sync()
    b.sync()
    assert a.value(mine, "state") == "CONFIRMED"
    assert b.value(yours, "state") == "WAITING_LIST"
    assert (b.value(yours, "waiting_place"), b.value(yours, "decision_reason")) == (1, "ABOVE_CAPACITY")
    a.edit(mine, state="CANCELLED", reason="GUARDIAN_WISH", cancelled_by="CLIENT")
    agree(a, b)
    assert b.value(yours, "state") == "CONFIRMED"
    assert b.value(yours, "decision_reason") == "PLACE_CAME_FREE"
    assert not b.value(yours, "waiting_place")


def test_a_ninth_child_waits_and_an_infant_lowers_the_limit(pair: Pair) -> None:  # story 6
    a, _b = pair
    corner = made(a, "care_place", name="Strefa", address="Rynek 2", capacity=20)
    checks = list(checked().values())
    mila, vera = (made(a, "carer", family_name=name, checks=checks) for name in ("Mila", "Wiera"))
    guardian = a.person("Bondar")
    children = [care(a, guardian, corner, wanted_carers=[mila], others=[{"age_years": 2}]) for _ in range(9)]
    infant = care(a, guardian, corner, wanted_carers=[vera], others=[{"age_months": 10}])
    others = [care(a, guardian, corner, wanted_carers=[vera]) for _ in range(5)]
    agree(a)
    assert [a.value(each, "state") for each in children] == ["CONFIRMED"] * 8 + ["WAITING_LIST"]
    assert a.value(children[-1], "decision_reason") == "ABOVE_RATIO"
    states = [a.value(each, "state") for each in (infant, *others)]
    assert states == ["CONFIRMED"] * 5 + ["WAITING_LIST"]


def test_a_booking_of_four_parts_says_which_of_them_stand(pair: Pair) -> None:
    a, b = pair
    alina, room = interpreter(a), made(a, "room", name="3", address="Rynek 3")
    corner = made(a, "care_place", name="Kącik", address="Rynek 3", capacity=1)
    agree(a, b)
    booked = [_booking(each, each.person("Żuk"), alina, room, corner) for each in pair]
    agree(a, b)
    mine, yours = ([_states(each, rid) for rid in ids] for each, ids in zip(pair, booked, strict=True))
    assert mine == [["RESERVED", "RESERVED"], ["CONFIRMED"], ["CONFIRMED"]]
    assert yours == [["RESERVED", "NEEDS_NEW_TIME"], ["NEEDS_NEW_TIME"], ["WAITING_LIST"]]


NIGHTS = (
    ("2027-03-28", "01:30", "03:30", "2027-03-28T00:30Z", "2027-03-28T01:30Z"),
    ("2027-10-31", "01:30", "03:30", "2027-10-30T23:30Z", "2027-10-31T02:30Z"),
    ("2027-12-31", "23:30", "00:30", "2027-12-31T22:30Z", "2027-12-31T23:30Z"),
)
"""Clocks go forward, clocks go back, and the year ends: day, hours, instants."""


@pytest.mark.parametrize(("day", "start", "end", "begins", "ends"), NIGHTS)
def test_wall_time_and_instant_stay_on_nights_that_are_not_like_others(
    town: Place, pair: Pair, day: str, start: str, end: str, begins: str, ends: str
) -> None:  # T-02
    a, b = pair
    colleague = town.laptop(office=a.office)
    who = interpreter(a)
    agree(a, b)
    person, when = a.person("Nocny"), {"day": day, "from_time": start, "to_time": end}
    asked = wish(a, person, who, **when)
    inside = {"in_time": start, "out_time": end}
    visit = made(
        a, "care_session", person=person, dependant=_child(a, person), place=_place(a), day=day, **inside
    )
    plan = made(a, "appointment", person=person, adviser=a.user, **when)
    agree(a, b, colleague)
    instants = {"starts_at": begins, "ends_at": ends}
    given = {"state": "CONFIRMED", "confirmed_from": begins, "confirmed_to": ends}
    booked = {"adviser_state": "RESERVED", "reserved_from": begins, "reserved_to": ends}
    came = {"day": day, "in_at": begins, "out_at": ends}
    for each in (a, colleague):
        for record, kept in (
            (asked, when | instants | given), (plan, when | instants | booked), (visit, inside | came),
        ):  # fmt: skip
            held = each.record(record)["values"]
            assert {name: held.get(name) for name in kept} == kept
    rival = wish(b, b.person("Drugi"), who, **{**when, "from_time": end, "to_time": ""})
    agree(a, b)
    assert b.value(rival, "state") == "CONFIRMED"


def _child(laptop: QuickLaptop, person: str) -> str:
    return made(laptop, "dependant", person=person, given_names="Ola")


def _place(laptop: QuickLaptop) -> str:
    return made(laptop, "care_place", name="Kącik", address="Rynek 4", capacity=5)


def _booking(laptop: QuickLaptop, person: str, who: str, room: str, corner: str) -> list[str]:
    when = {"day": DAY, "from_time": "12:00", "to_time": "13:00"}
    plan = made(laptop, "appointment", person=person, room=room, adviser=laptop.user, **when)
    there = {"appointment": plan, **when}
    return [plan, wish(laptop, person, who, **there), care(laptop, person, corner, **there)]


def _states(laptop: QuickLaptop, rid: str) -> list[str]:
    held = laptop.record(rid)["values"]
    return [held[name] for name in ("adviser_state", "room_state", "state") if name in held]
