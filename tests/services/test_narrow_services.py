"""What the services give a carer, whatever window or script asks: today's children, hours of health, own notes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pytest

from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NotAllowed
from cicdesk.services.late import LateServices
from cicdesk.store import pending
from cicdesk.store.meta import Place
from tests.support.arranging import add_card, add_carer, add_place, add_visit, take_in
from tests.support.desks import Profile, add_case, add_person

PIN = "407193"
OPEN = {"care", "care_steps"}
"""Services that a carer reaches; every other has to refuse, also one that is added tomorrow."""


@dataclass
class Here:
    """A profile with a child of today, and with much else."""

    profile: Profile
    desk: Desk
    person: str
    card: str
    visit: str

    def as_role(self, role: str) -> Desk:
        """The same laptop with somebody of that role at the keyboard."""
        place = Place(device="d7", name="L07", office="KR", region="MA", roles={"olha": role})
        self.desk.placed(place, "olha")
        for name in list(vars(self.desk)):
            if isinstance(getattr(Desk, name, None), cached_property):
                del vars(self.desk)[name]
        return self.desk


@pytest.fixture
def here(home: Home) -> Iterator[Here]:
    profile = Profile(home)
    desk = profile.open()
    person = str(add_person(desk))
    add_case(desk, desk.records.get(person).id)
    card = add_card(desk, person, pick_up=[{"name": "Halyna", "pin": PIN}], illness_note="Inhalator")
    visit = add_visit(desk, person, card, add_place(desk), carers=[add_carer(desk)], health_note="Gorączka")
    yield Here(profile, desk, person, card, visit)
    profile.close()


def test_every_service_that_a_carer_has_no_business_with_refuses(here: Here) -> None:
    desk = here.as_role("carer")
    names = {name for name, made in vars(LateServices).items() if isinstance(made, cached_property)}
    assert names >= OPEN
    for name in names - OPEN:
        with pytest.raises(NotAllowed):
            _use(desk, name)


def _use(desk: Desk, name: str) -> None:
    getattr(desk, name)


@pytest.mark.parametrize(
    "kind", ["person", "dependant", "case", "note", "contact", "appointment", "carer", "interpreter"]
)
def test_a_carer_lists_none_of_the_offices_records(here: Here, kind: str) -> None:
    with pytest.raises(NotAllowed):
        here.as_role("carer").records.list(kind)


def test_the_office_is_refused_nothing(here: Here) -> None:
    for role in ("staff", "assistant", "coordinator", ""):
        desk = here.as_role(role)
        assert desk.records.get(here.card).values["illness_note"] == "Inhalator"
        assert desk.search.find("Danylo")


def test_what_was_said_of_health_at_the_door_is_there_while_the_child_is(here: Here) -> None:
    desk = here.as_role("carer")
    assert "health_note" not in desk.records.get(here.visit).values
    take_in(desk, here.visit)
    assert desk.records.get(here.visit).values["health_note"] == "Gorączka"
    desk.records.edit(here.visit, {"state": "COLLECTED", "out_time": "11:00"})
    assert "health_note" not in desk.records.get(here.visit).values


def test_the_card_shows_health_around_the_visit_only_and_nothing_of_it_once_the_child_has_gone(
    here: Here,
) -> None:
    care = here.as_role("carer").care
    assert care.card_shown(here.visit)["illness_note"] == "Inhalator"
    here.profile.clock.moment = dt.datetime(2026, 3, 10, 6, 0, tzinfo=dt.UTC)
    assert "illness_note" not in care.card_shown(here.visit)
    here.profile.clock.moment = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
    take_in(here.desk, here.visit)
    assert "illness_note" in care.card_shown(here.visit)
    here.desk.records.edit(here.visit, {"state": "COLLECTED", "out_time": "11:00"})
    assert "illness_note" not in care.card_shown(here.visit)


def test_tomorrow_todays_child_is_a_stranger(here: Here) -> None:
    desk = here.as_role("carer")
    assert desk.records.get(here.card).title == "Danylo Z."
    here.profile.clock.moment += dt.timedelta(days=1)
    for record in (here.card, here.person, here.visit):
        with pytest.raises(NotAllowed):
            desk.records.get(record)


def test_a_carer_finds_nothing_by_asking_for_what_is_hidden(here: Here) -> None:
    with pytest.raises(NotAllowed):
        here.as_role("carer").records.list("care_session", {"appointment": "x"})


def test_work_that_is_handed_over_holds_the_card_without_the_pin(here: Here) -> None:
    with here.desk.context.store.write() as connection:
        edit = pending.next_batch(connection, 0, 100, 1 << 20)
        card = next(each for each in edit if each.record == here.card)
        pending.park(connection, card.id, "not_valid", "", 0)
    here.desk.handover.hand_over(card.id, "Proszę zajrzeć.")
    (handed,) = here.desk.handover.open()
    content = str(handed.values["content"])
    assert "Halyna" in content
    assert PIN not in content
    assert PIN not in str(handed)


def test_a_carer_reads_no_colleagues_unsent_work(here: Here) -> None:
    with here.desk.context.store.write() as connection:
        edit = pending.next_batch(connection, 0, 100, 1 << 20)[0]
        pending.park(connection, edit.id, "not_valid", "", 0)
    place = Place(device="d7", name="L07", office="KR", region="MA", roles={"ala": "carer"})
    here.desk.placed(place, "ala")
    with pytest.raises(NotAllowed):
        here.desk.handover.read(edit.id)
