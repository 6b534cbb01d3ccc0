"""Published profiles of projects: in force while they are valid, refused with their fault, gone when withdrawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cicdesk.base.paths import Home
from cicdesk.domain.indicators.reporting import library_of
from cicdesk.presenters.missing import missing_for
from cicdesk.schema.profiles import profile, put_in_force, read_profile, shipped, shipped_text
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NotAllowed
from cicdesk.services.profiles.errors import ProfileRefused
from cicdesk.services.profiles.service import Draft
from tests.support.desks import Profile

CODE = "fami"
TEXT = shipped_text(CODE)
OTHER = TEXT.replace('needed = ["polish_level"]', 'needed = ["polish_level", "first_entry"]')


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Profile]:
    made = Profile(Home.at(tmp_path / "laptop"))
    yield made
    made.close()
    put_in_force(())


@pytest.fixture
def desk(laptop: Profile) -> Desk:
    return laptop.open()


def published(
    desk: Desk, version: str, text: str, valid_from: str = "2026-01-01", valid_to: str = ""
) -> None:
    """As it comes from another laptop, whatever stands in it."""
    desk.records.create(
        "project_profile",
        {
            "code": CODE, "version": version, "valid_from": valid_from, "valid_to": valid_to or None,
            "document": text,
        },
    )  # fmt: skip


def test_a_published_profile_holds_in_place_of_the_shipped_one_in_every_place_that_asks(desk: Desk) -> None:
    before = missing_for("person", {"project": CODE})
    desk.profiles.publish(Draft(CODE, "2026-2", "2026-03-01", OTHER))
    assert (profile(CODE).version, profile(CODE).needed) == ("2026-2", ("polish_level", "first_entry"))
    assert set(missing_for("person", {"project": CODE})) - set(before) == {"first_entry"}
    assert profile("ministry") == next(each for each in shipped() if each.code == "ministry")


def test_it_holds_again_when_the_laptop_is_unlocked(laptop: Profile) -> None:
    laptop.open().profiles.publish(Draft(CODE, "2026-2", "2026-03-01", OTHER))
    laptop.session.lock()
    put_in_force(())
    laptop.open()
    assert profile(CODE).version == "2026-2"


def test_the_newest_that_is_valid_today_holds(desk: Desk) -> None:
    published(desk, "old", OTHER, "2026-01-01")
    published(desk, "now", OTHER, "2026-03-01")
    published(desk, "over", OTHER, "2026-03-05", "2026-03-09")
    published(desk, "tomorrow", OTHER, "2026-03-11")
    found = desk.profiles.refresh()
    assert [each.version for each in found.records] == ["now"]
    assert profile(CODE).version == "now"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (OTHER.replace("[stays]", "[stays"), "line"),
        (OTHER.replace('"first_entry"', '"shoe_size"'), "needed: shoe_size"),
        (OTHER.replace('library = "amif"', 'library = "none"'), "indicators: library: none"),
        (OTHER.replace("third_country_only = true", 'third_country_only = "yes"'), "third_country_only: yes"),
        (OTHER.replace('funder = "', 'fonder = "'), "funder: –"),
    ],
)
def test_a_broken_one_is_refused_with_its_fault_and_the_last_good_one_stays(
    desk: Desk, text: str, fault: str
) -> None:
    published(desk, "good", OTHER)
    published(desk, "broken", text, "2026-03-01")
    found = desk.profiles.refresh()
    assert profile(CODE).version == "good"
    assert [(each.published.version, fault in each.fault) for each in found.refused] == [("broken", True)]
    with pytest.raises(ProfileRefused) as refused:
        desk.profiles.publish(Draft(CODE, "again", "2026-03-01", text))
    assert fault in str(refused.value.facts["fault"])


def test_only_who_plans_publishes(desk: Desk) -> None:
    desk.context.place.roles[desk.user] = "assistant"
    with pytest.raises(NotAllowed):
        desk.profiles.publish(Draft(CODE, "2026-2", "2026-03-01", OTHER))


def test_a_withdrawn_profile_leaves_the_shipped_one(desk: Desk) -> None:
    desk.profiles.publish(Draft(CODE, "2026-2", "2026-03-01", OTHER))
    (record,) = desk.records.list("project_profile")
    desk.records.delete(record.id, "pomyłka")
    desk.profiles_in_force()
    assert profile(CODE).version == ""
    assert desk.profiles.text_of(CODE) == TEXT


def test_a_project_declares_an_indicator_of_its_own_and_picks_others(desk: Desk) -> None:
    own = """
codes = ["O.2.3", "FAMI.K"]

[indicators.own."FAMI.K"]
unit = "people"
within = "O.2.3"
when.sex = ["K"]
source = "umowa"
mark = "D"
name = { pl = "Kobiety", uk = "Жінки", ru = "Женщины", en = "Women" }
definition = { pl = "Uczestniczki.", uk = "Учасниці.", ru = "Участницы.", en = "Women who take part." }
"""
    text = TEXT.replace('main = "O.2.3"\n', f'main = "O.2.3"\n{own}')
    desk.profiles.publish(Draft(CODE, "own", "2026-03-01", text))
    assert [each.code for each in library_of(profile(CODE).indicators).indicators] == ["O.2.3", "FAMI.K"]


def test_shipped_profiles_are_sound_and_say_what_is_reported_and_printed() -> None:
    for each in shipped():
        assert each.indicators.library
        assert each.indicators.main
        assert each.paper.clause["pl"]
        assert read_profile(each.code, shipped_text(each.code)) == each
