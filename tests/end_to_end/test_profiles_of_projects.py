"""A profile that the coordinator publishes holds on the laptops of the region after their next exchange."""

from collections.abc import Iterator

import pytest

from cicdesk.schema.profiles import profile, put_in_force, shipped_text
from tests.end_to_end.conftest import Place

pytestmark = [pytest.mark.slow, pytest.mark.server]
OTHER = shipped_text("fami").replace('needed = ["polish_level"]', 'needed = ["polish_level", "first_entry"]')


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    put_in_force(())


def test_a_published_profile_reaches_another_office_of_the_region(place: Place) -> None:
    coordinator = place.laptop(role="coordinator")
    there = place.laptop(office=place.add_office())
    coordinator.do(
        "create", kind="project_profile",
        values={"code": "fami", "version": "2026-2", "valid_from": "2026-01-01", "document": OTHER},
    )  # fmt: skip
    coordinator.sync()
    put_in_force(())
    assert there.sync()["pulled"] >= 1
    assert (profile("fami").version, profile("fami").needed) == ("2026-2", ("polish_level", "first_entry"))


def test_a_broken_profile_from_afar_leaves_the_last_good_one(place: Place) -> None:
    coordinator = place.laptop(role="coordinator")
    there = place.laptop(office=place.add_office())
    for version, text, day in (("good", OTHER, "2026-01-01"), ("broken", OTHER[:-200], "2026-02-01")):
        coordinator.do(
            "create", kind="project_profile",
            values={"code": "fami", "version": version, "valid_from": day, "document": text},
        )  # fmt: skip
    coordinator.sync()
    there.sync()
    assert profile("fami").version == "good"
    (refused,) = there.script._desk.profiles.refresh().refused
    assert refused.published.version == "broken"
