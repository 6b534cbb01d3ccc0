"""Colleagues and offices are shown by their names, on laptops that never met them."""

import pytest

from tests.end_to_end.conftest import Place

pytestmark = [pytest.mark.slow, pytest.mark.server]


def test_names_given_by_the_administrator_reach_every_laptop(place: Place) -> None:
    laptop, other = place.laptop(), place.add_office()
    place.centre.directory.add_user("marek", "assistant", [other], "Marek Nowak")
    laptop.sync()
    desk = laptop.session.desk
    assert desk is not None
    assert desk.staff.users()["marek"] == "Marek Nowak"
    assert desk.staff.offices()[other] == f"Biuro {other}"
    place.centre.directory.name_user("marek", "Marek Nowak-Lis")
    place.centre.directory.name_office(other, "Tarnów")
    laptop.person()
    laptop.sync()
    assert desk.staff.users()["marek"] == "Marek Nowak-Lis"
    assert desk.staff.offices()[other] == "Tarnów"
