"""One booking of adviser, room, interpreter and care on two laptops with a real server: won, lost, moved as one."""

from collections.abc import Iterator

import pytest

from cicdesk.presenters.booking_card import BookingCard, card_of
from cicdesk.presenters.together_desk import moving, together
from cicdesk.schema.values import Value
from cicdesk.server.app import Centre
from cicdesk.services.desk import Desk
from cicdesk.store.errors import RecordNotFound
from tests.end_to_end.conftest import Place, a_place
from tests.support.laptops import QuickLaptop
from tests.support.live_server import LiveServer

pytestmark = [pytest.mark.slow, pytest.mark.server]

DAY = "2027-03-16"
"""A Tuesday."""
Pair = tuple[QuickLaptop, QuickLaptop]
KINDS = ("appointment", "interpreter_request", "care_request")


@pytest.fixture(scope="module")
def town(centre: Centre, server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A region of these tests' own."""
    with a_place(centre, server.url, tmp_path_factory.mktemp("together")) as place:
        yield place


@pytest.fixture(scope="module")
def pair(town: Place) -> Pair:
    """Laptops of two offices of the region."""
    return town.laptop(), town.laptop(office=town.add_office())


def desk_of(laptop: QuickLaptop) -> Desk:
    desk = laptop.session.desk
    assert desk is not None
    return desk


def registers(laptop: QuickLaptop) -> dict[str, Value]:
    """An interpreter of Chechen, a room and a corner for one child."""
    rows: Value = [{"language": "che", "into": "pol", "direction": "BOTH"}]
    create = desk_of(laptop).records.create
    return {
        "wanted_interpreter": create("interpreter", {"family_name": "Zhuk", "languages": rows})[0].id,
        "room": create("room", {"name": "3", "address": "Rynek 3"})[0].id,
        "care_place": create("care_place", {"name": "Kącik", "address": "Rynek 3", "capacity": 1})[0].id,
    }


def book(laptop: QuickLaptop, parts: dict[str, Value], hour: int = 10) -> str:
    """All parts for an hour, for a client of that laptop; the appointment."""
    values: dict[str, Value] = {
        "person": laptop.person("Bondar"), "day": DAY, "from_time": f"{hour:02}:00", "to_time": f"{hour + 1:02}:00",
        "adviser": laptop.user, "needs_interpreter": True, "language": "che", "mode": "ON_SITE", "needs_care": True,
        "others": [{"age_years": 4}], **parts,
    }  # fmt: skip
    return together(desk_of(laptop)).book(values)[0].id


def card(laptop: QuickLaptop, appointment: str) -> BookingCard:
    desk = desk_of(laptop)
    requests = moving(desk).requests_of(appointment)
    return card_of(desk, desk.records.get(appointment), requests, desk.staff.names())


def states(laptop: QuickLaptop, appointment: str) -> list[str]:
    return [each.tone for each in card(laptop, appointment).parts]


def exchange(*laptops: QuickLaptop) -> None:
    for _round in range(2):
        for each in laptops:
            each.sync()


def test_one_booking_is_made_final_by_the_centre(pair: Pair) -> None:
    a, b = pair
    parts = registers(a)
    exchange(a, b)
    plan = book(a, parts)
    assert states(a, plan) == ["accent", "accent", "accent", "accent"]
    exchange(a, b)
    assert states(a, plan) == ["success", "success", "success", "success"]
    assert card(a, plan).moves == ()
    assert a.state()["waiting"] == 0


def test_the_second_is_told_and_moves_everything_with_one_press(pair: Pair) -> None:
    a, b = pair
    parts = registers(a)
    exchange(a, b)
    mine, yours = book(a, parts, 14), book(b, parts, 14)
    a.sync()
    b.sync()
    assert states(a, mine) == ["success"] * 4
    lost = card(b, yours)
    assert [each.tone for each in lost.parts] == ["success", "danger", "danger", "warning"]
    assert len(lost.moves) == 3
    moved = lost.moves[0].possibility.times
    assert moved["from_time"] == "12:30", "the centre proposed it for the interpreter and for care"
    moving(desk_of(b)).move(yours, lost.moves[0].possibility)
    assert states(b, yours) == ["accent"] * 4
    assert card(b, yours).moves == ()
    exchange(b, a)
    assert states(b, yours) == ["success"] * 4
    held = [desk_of(b).records.get(yours), *moving(desk_of(b)).requests_of(yours)]
    assert {(each.values["day"], each.values["from_time"]) for each in held} == {
        (moved["day"], moved["from_time"])
    }
    assert states(a, mine) == ["success"] * 4


def test_hours_that_another_office_booked_are_seen_before_the_centre_says_so(pair: Pair) -> None:
    a, b = pair
    parts = registers(a)
    exchange(a, b)
    theirs = book(a, parts, 16)
    exchange(a, b)
    values: dict[str, Value] = {
        "group_name": "Kurs", "day": DAY, "from_time": "16:30", "to_time": "17:30", "adviser": b.user,
        "needs_interpreter": True, "language": "che", **parts,
    }  # fmt: skip
    looks = together(desk_of(b)).looks(values)
    found = {(clash.part, clash.reason, clash.record) for look in looks.values() for clash in look.clashes}
    assert found == {("interpreter", "INTERPRETER_TAKEN", ""), ("room", "ROOM_TAKEN", "")}
    with pytest.raises(RecordNotFound):
        desk_of(b).records.get(theirs)


def test_the_same_hours_of_one_office_are_seen_before_the_centre_says_so(town: Place, pair: Pair) -> None:
    a, _b = pair
    colleague = town.laptop()
    parts = registers(a)
    exchange(a, colleague)
    book(a, parts, 12)
    exchange(a, colleague)
    wished: dict[str, Value] = {
        "group_name": "Kurs", "day": DAY, "from_time": "12:30", "to_time": "13:30", "adviser": colleague.user,
        "needs_interpreter": True, "language": "che", "needs_care": True, "others": [{"age_years": 4}], **parts,
    }  # fmt: skip
    looks = together(desk_of(colleague)).looks(wished)
    reasons = {clash.reason for look in looks.values() for clash in look.clashes}
    assert {"ROOM_TAKEN", "INTERPRETER_TAKEN", "ABOVE_CAPACITY"} <= reasons
