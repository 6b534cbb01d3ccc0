"""What a file says of support: in its order in time, what is to be signed, asked again, or was written down twice."""

import datetime as dt
from collections.abc import Iterator

import pytest

from cicdesk.base.paths import Home
from cicdesk.presenters.support import SupportShown, support_of
from cicdesk.presenters.timeline import timeline
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import Value
from cicdesk.services.desk import Desk
from tests.support.desks import NOW, Profile, add_person

PROJECT = "esf_fem_6_19"


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    profile = Profile(home)
    yield profile.open()
    profile.close()


@pytest.fixture
def person(desk: Desk) -> str:
    return str(add_person(desk))


def give(desk: Desk, person: str, service: str, day: str, **values: Value) -> Snapshot:
    given: dict[str, Value] = {"person": person, "service": service, "happened_on": day, "project": PROJECT}
    return desk.records.create("service", {**given, **values})[0]


def shown(desk: Desk, person: str) -> SupportShown:
    return support_of(desk.records.in_file(person), desk.staff.names(), NOW.date())


def test_support_stands_at_the_day_on_which_it_was_given(desk: Desk, person: str) -> None:
    give(desk, person, "LEG", "2026-03-10")
    give(desk, person, "TAX", "2026-02-10")
    give(desk, person, "DIAG", "2026-03-10", began="08:15")
    records = [each for each in desk.records.in_file(person) if each.kind == "service"]
    told = [event.text.partition("  ·  ")[0] for event in timeline(records, {}, NOW)]
    assert told == ["porada prawna", "diagnoza potrzeb", "porada podatkowa"]


def test_the_card_counts_time_and_signatures(desk: Desk, person: str) -> None:
    assert shown(desk, person) == SupportShown("", [])
    give(desk, person, "LEG", "2026-03-09", minutes=40)
    give(desk, person, "PC", "2026-03-10", minutes=25, signature_state="NOT_NEEDED")
    said = shown(desk, person)
    assert said.summary == "2 usługi, 1 godz. 5 min  ·  brakuje 1 podpisu"
    assert [(each.kind, each.icon) for each in said.lines] == [("participation", "check"), ("service", "pen")]
    assert said.lines[0].text == "aktywny  ·  od 09.03.2026  ·  1 usługa"


def test_what_is_to_be_followed_up_stands_there_until_somebody_did(desk: Desk, person: str) -> None:
    give(desk, person, "LEG", "2026-03-01", follow_up_on="2026-03-09", signature_state="ON_PAPER")
    (line,) = [each for each in shown(desk, person).lines if each.kind == "service"]
    assert (line.icon, line.tone, line.right) == ("clock", "warning", "09.03.2026")
    give(desk, person, "LEG", "2026-03-10", signature_state="ON_PAPER")
    assert [each for each in shown(desk, person).lines if each.kind == "service"] == []


def test_of_two_participations_in_a_project_the_earliest_counts(desk: Desk, person: str) -> None:
    give(desk, person, "LEG", "2026-03-05")
    late: dict[str, Value] = {
        "person": person,
        "project": PROJECT,
        "entered_on": "2026-03-08",
        "status": "ACTIVE",
    }
    other, _changes = desk.records.create("participation", late)
    assert [each.id for each in shown(desk, person).lines if each.double] == [other.id]
    desk.support.join(person)
    assert [each.id for each in shown(desk, person).lines if each.double] == []


def test_a_day_that_cannot_be_read_stands_where_it_was_written(desk: Desk, person: str) -> None:
    service = give(desk, person, "LEG", "2026-03-10")
    odd = Snapshot(service.id, "service", service.root, {**service.values, "happened_on": "?"})
    (event,) = timeline([odd], {}, NOW + dt.timedelta(hours=1))
    assert event.when
