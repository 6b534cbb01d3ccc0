"""Indicators over a real encrypted file: the FAMI quarter, who is behind its numbers, targets, what is refused."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cicdesk.base.paths import Home
from cicdesk.domain.indicators.forecasting import Target
from cicdesk.domain.indicators.table import protected
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NotAllowed
from cicdesk.services.exporting.errors import ExportStopped
from cicdesk.services.exporting.steps import Watched
from cicdesk.services.indicators.service import Question
from tests.support.counted import assess, give, joins
from tests.support.desks import NOW, Profile, add_contact

QUARTER = Question("fami", dt.date(2026, 1, 1), dt.date(2026, 3, 31))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    profile = Profile(Home.at(tmp_path / "laptop"))
    yield profile.open()
    profile.close()


def test_the_fami_quarter_counts_people_once_and_levels_only_with_both_assessments(desk: Desk) -> None:
    learner = joins(desk, "Zhuk", "2026-01-10", age_at_entry=17)
    for day in ("2026-01-12", "2026-02-12", "2026-03-02"):
        give(desk, learner, "POL", day)
    assess(desk, learner, "ENTRY", "A1", "2026-01-12")
    assess(desk, learner, "EXIT", "A2", "2026-03-05")
    unfinished = joins(desk, "Moroz", "2026-01-11", age_at_entry=61, sex_at_entry="M")
    give(desk, unfinished, "POL-TECH", "2026-01-20")
    assess(desk, unfinished, "ENTRY", "A0", "2026-01-20")
    earlier = joins(desk, "Koval", "2025-12-01")
    give(desk, earlier, "LEG", "2026-02-01", topics=["FAMILY"])
    add_contact(desk, NOW)
    report = desk.indicators.report(QUARTER)
    assert {code: report.number(code) for code in ("O.2.3", "O.2.3.1", "O.2.3.3", "R.2.8", "O.2.5")} == {
        "O.2.3": 2, "O.2.3.1": 2, "O.2.3.3": 1, "R.2.8": 1, "O.2.5": 1,
    }  # fmt: skip
    assert report.number("O.2.3.1", "K", 0) == report.number("O.2.3.1", "M", 2) == 1
    assert report.services == (("POL", 3), ("LEG", 1), ("POL-TECH", 1))
    assert (report.given, report.contacts, report.participations) == (5, 1, 3)
    assert report.months == (("2025-12", 1), ("2026-01", 2))


def test_every_number_leads_to_its_people(desk: Desk) -> None:
    women = [joins(desk, name, "2026-02-01") for name in ("Adamenko", "Bondar")]
    joins(desk, "Wowk", "2026-02-01", sex_at_entry="M")
    found = desk.indicators.people(Question("fami", QUARTER.first, QUARTER.last, "O.2.3", "K", 1))
    assert [(each.person, each.name) for each in found] == list(
        zip(women, ["Adamenko Olena", "Bondar Olena"], strict=True)
    )
    assert all(each.number and each.age == 30 for each in found)


def test_whoever_lacks_an_answer_or_is_not_eligible_is_not_counted_but_listed(desk: Desk) -> None:
    joins(desk, "Zhuk", "2026-02-01", sex_at_entry="REFUSED")
    refused = joins(desk, "Moroz", "2026-02-01")
    part = desk.records.list("participation", {"person": refused})[0]
    desk.records.edit(part.id, {"eligible": "NO"})
    report = desk.indicators.report(QUARTER)
    assert report.number("O.2.3") == 0
    assert (report.counted.left_out["incomplete"], report.counted.left_out["not_eligible"]) == (1, 1)
    listed = desk.indicators.people(Question("fami", QUARTER.first, QUARTER.last, reason="incomplete"))
    assert [each.name for each in listed] == ["Zhuk Olena"]


def test_later_changes_of_the_person_change_no_number(desk: Desk) -> None:
    person = joins(desk, "Zhuk", "2026-02-01")
    desk.records.edit(person, {"birth_date": "1801-01-01", "sex": "M"})
    assert desk.indicators.report(QUARTER).number("O.2.3", "K", 1) == 1


def test_a_target_is_kept_with_its_forecast(desk: Desk) -> None:
    for number in range(4):
        joins(desk, f"Koval{'abcd'[number]}", f"2026-0{1 + number // 2}-0{number + 1}")
    desk.indicators.set_target("fami", Target("O.2.3", 1200, dt.date(2026, 12, 31)))
    (told,) = desk.indicators.report(QUARTER).forecasts["O.2.3"]
    assert (told.reached, told.target.value, told.met) == (4, 1200, False)
    (kept,) = desk.indicators.targets("fami")
    desk.indicators.set_target("fami", Target("O.2.3", 3, dt.date(2026, 12, 31), kept.record))
    (told,) = desk.indicators.report(QUARTER).forecasts["O.2.3"]
    assert told.met
    desk.indicators.drop_target(told.target)
    assert desk.indicators.targets("fami") == ()


def test_what_leaves_the_house_hides_fewer_than_five(desk: Desk) -> None:
    for number in range(3):
        joins(desk, f"Koval{'abc'[number]}", "2026-02-01")
    for number in range(6):
        joins(desk, f"Moroz{'abcdef'[number]}", "2026-02-01", sex_at_entry="M")
    told = protected(desk.indicators.report(QUARTER))
    assert told.number("O.2.3") == 9
    assert (told.number("O.2.3", "K"), told.number("O.2.3", "M")) == (None, None)


def test_counting_tells_how_far_it_is_and_ends_where_nobody_waits(desk: Desk) -> None:
    joins(desk, "Zhuk", "2026-02-01")
    told: list[int] = []
    watched = Watched(lambda done, _of: told.append(done))
    desk.indicators.report(QUARTER, watched)
    assert told == sorted(told)
    assert told[-1] == 1000
    watched.stop()
    with pytest.raises(ExportStopped):
        desk.indicators.report(QUARTER, watched)


def test_only_coordinators_and_auditors_see_numbers(desk: Desk) -> None:
    place = desk.context.place
    for role, sees in (("staff", False), ("assistant", False), ("coordinator", True), ("auditor", True)):
        place.roles[desk.user] = role
        if sees:
            desk.indicators.report(QUARTER)
        else:
            with pytest.raises(NotAllowed):
                desk.indicators.report(QUARTER)
    place.roles[desk.user] = "auditor"
    with pytest.raises(NotAllowed):
        desk.indicators.set_target("fami", Target("O.2.3", 1, dt.date(2026, 12, 31)))
