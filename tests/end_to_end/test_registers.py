"""Registers travel through a whole region, a group's bookings through their office, a client's in the client's file."""

import pytest

from tests.end_to_end.conftest import Place

pytestmark = [pytest.mark.slow, pytest.mark.server]

KINDS = {
    "interpreter": {"family_name": "Tłumacka", "languages": [{"language": "che"}]},
    "carer": {"family_name": "Opiekuńska"},
    "care_place": {"name": "Kącik", "capacity": 6},
    "room": {"name": "Sala 2", "address": "ul. Przykładowa 1"},
}
WHEN = {"day": "2027-03-16", "from_time": "10:00", "to_time": "11:00"}


@pytest.fixture
def region(place: Place) -> Place:
    """A region with two offices."""
    return place


def test_an_entry_is_read_in_every_office_of_the_region_and_changed_there(region: Place) -> None:
    here, there = region.laptop(), region.laptop(office=region.add_office())
    made = {kind: here.do("create", kind=kind, values=values)["id"] for kind, values in KINDS.items()}
    here.sync()
    there.sync()
    for kind, record in made.items():
        assert there.record(record)["values"]["region"] == region.region, kind
    there.edit(made["interpreter"], languages=[{"id": "1", "language": "rus"}])
    there.sync()
    here.sync()
    assert here.value(made["interpreter"], "language_list") == ["rus"]
    assert here.state()["digest"] == there.state()["digest"]


def test_another_region_does_not_get_it(region: Place) -> None:
    here = region.laptop()
    entry = here.do("create", kind="room", values=KINDS["room"])["id"]
    here.sync()
    region.region += "x"
    stranger = region.laptop(office=region.add_office())
    stranger.sync()
    assert stranger.fails("get", id=entry) == "record_not_found person"


def test_an_entry_made_before_the_laptop_joined_travels_afterwards(region: Place) -> None:
    early, other = region.bare(), region.laptop(office=region.add_office())
    entry = early.do("create", kind="interpreter", values=KINDS["interpreter"])["id"]
    region.enrolled(early)
    early.sync()
    other.sync()
    assert other.value(entry, "kept_by") == region.office


def test_a_request_for_a_group_lies_with_its_office_and_a_clients_in_the_clients_file(region: Place) -> None:
    here, same, other = region.laptop(), region.laptop(), region.laptop(office=region.add_office())
    person = here.person()
    own = here.do("create", kind="care_request", values={"person": person, **WHEN})["id"]
    group = here.do("create", kind="care_request", values={"group_name": "Kurs B1", **WHEN})["id"]
    here.sync()
    same.sync()
    other.sync()
    assert same.value(group, "group_name") == "Kurs B1"
    assert same.value(own, "starts_at") == "2027-03-16T09:00Z"
    assert same.fails("edit", id=own, values={"person": same.person()}) == "invalid_record person"
    for hidden in (own, group):
        assert other.fails("get", id=hidden) == "record_not_found person"


def test_a_laptop_does_not_say_what_the_centre_says(region: Place) -> None:
    laptop = region.laptop()
    asked = {"person": laptop.person(), "language": "che", **WHEN}
    request = laptop.do("create", kind="interpreter_request", values=asked)["id"]
    for values in ({"interpreter": "x"}, {"state": "CONFIRMED"}, {"starts_at": "2027-03-16T08:00Z"}):
        assert laptop.fails("edit", id=request, values=values) == "invalid_record person"
    assert laptop.fails("edit", id=request, values={"state": "CANCELLED"}) == "invalid_record person", (
        "no reason"
    )
    laptop.edit(request, state="CANCELLED", reason="CLIENT_WISH", cancelled_by="CLIENT")
