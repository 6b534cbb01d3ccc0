"""The day in care over the real store: the ninth child, the infant, the grandmother, and everything around them."""

import datetime as dt
from typing import Any

import pytest

from cicdesk.domain.care_ratios import Child
from cicdesk.domain.carer_checks import Gap
from cicdesk.domain.late_pick_up import Lateness, Step
from cicdesk.domain.pick_up import GUARDIAN, Collector, Doubt
from cicdesk.domain.sign_in import Arrival, Objection, Override
from cicdesk.domain.workflows.engine import actors_of
from cicdesk.schema.values import Value
from cicdesk.services.arranging.care import CareService, Staff
from cicdesk.services.desk import Desk
from cicdesk.store.errors import RecordNotFound
from tests.support.arranging import (
    add_card,
    add_carer,
    add_interpreter,
    add_place,
    add_visit,
    valid_checks,
)
from tests.support.desks import Profile, StillClock, add_person

Anything = Any  # values of a record's fields
SEEN = Arrival(
    child=Child(""), identity_checked=True, guardian_phone="+48 000 000 001", on_premises=True, healthy=True,
    card_unchanged=True,
)  # fmt: skip


@pytest.fixture
def clock(profile: Profile) -> StillClock:
    return profile.clock


def at(clock: StillClock, text: str) -> None:
    """Set the clock to an hour in Poland on the tests' Tuesday; the day is one of winter time."""
    hour, minute = (int(each) for each in text.split(":"))
    clock.moment = dt.datetime(2026, 3, 10, hour - 1, minute, tzinfo=dt.UTC)


def inside(desk: Desk, person: str, place: str, births: list[str], **values: Anything) -> list[str]:
    """Children who have been signed in."""
    return [
        add_visit(
            desk,
            person,
            add_card(desk, person, f"Dziecko{number}", birth_date=born),
            place,
            state="PRESENT",
            in_time="09:00",
            **values,
        )
        for number, born in enumerate(births)
    ]


class TestArriving:
    def test_the_ninth_child_with_one_carer_is_stopped_and_may_wait(self, desk: Desk) -> None:
        person, place, carer = add_person(desk), add_place(desk), add_carer(desk)
        inside(desk, person, place, ["2024-01-01", *["2022-01-01"] * 7])
        ninth = add_visit(desk, person, add_card(desk, person), place)
        care, staff = desk.care, Staff((carer,), others_within_call=1)
        found = care.arrival(ninth, SEEN, staff)
        assert found.objections == {Objection.RATIO}
        assert found.may_wait
        assert not found.admits()
        assert found.admits(Override("anna", actors_of("coordinator"), "SIBLINGS"))
        assert not found.admits(Override("jan", actors_of("carer"), "SIBLINGS"))
        second = add_carer(desk, "Zofia")
        assert care.arrival(ninth, SEEN, Staff((carer, second))).admits()

    def test_a_child_of_ten_months_lowers_the_limit_to_five(self, desk: Desk) -> None:
        person, place, carer = add_person(desk), add_place(desk), add_carer(desk)
        inside(desk, person, place, ["2022-01-01"] * 5)
        infant = add_visit(desk, person, add_card(desk, person, "Ewa", birth_date="2025-05-01"), place)
        older = add_visit(desk, person, add_card(desk, person, "Adam"), place)
        care, staff = desk.care, Staff((carer,), 1)
        assert care.arrival(older, SEEN, staff).admits()
        found = care.arrival(infant, SEEN, staff)
        assert found.objections == {Objection.RATIO}
        assert found.need.per_carer == 5

    def test_a_carer_without_valid_checks_does_not_count(self, desk: Desk) -> None:
        person, place = add_person(desk), add_place(desk)
        unchecked, helper = add_carer(desk, "Ala", checks=[]), add_carer(desk, "Ola", helper=True)
        visit = add_visit(desk, person, add_card(desk, person), place)
        found = desk.care.arrival(visit, SEEN, Staff((unchecked, helper)))
        assert found.objections == {Objection.RATIO}

    def test_without_staff_named_those_of_the_visits_are_on_duty(self, desk: Desk) -> None:
        person, place = add_person(desk), add_place(desk)
        carers = [add_carer(desk, "Ala"), add_carer(desk, "Ola")]
        visit = add_visit(desk, person, add_card(desk, person), place, carers=carers)
        assert desk.care.arrival(visit, SEEN).admits()

    def test_hours_of_an_earlier_visit_count_towards_the_day(self, desk: Desk) -> None:
        person, place = add_person(desk), add_place(desk, longest_minutes=240)
        card = add_card(desk, person)
        carers = [add_carer(desk, "Ala"), add_carer(desk, "Ola")]
        morning = {"from_time": "06:00", "to_time": "08:00", "in_time": "06:00", "out_time": "08:00"}
        add_visit(desk, person, card, place, state="CLOSED", **morning)
        visit = add_visit(desk, person, card, place, carers=carers)
        found = desk.care.arrival(visit, SEEN)
        assert found.objections == {Objection.TOO_LONG}
        assert dict(found.against[0].facts) == {"minutes": 300, "most": 240}

    def test_what_nobody_has_looked_at_is_asked_for(self, desk: Desk) -> None:
        person, place = add_person(desk), add_place(desk)
        visit = add_visit(desk, person, add_card(desk, person), place, carers=[add_carer(desk)])
        found = desk.care.arrival(visit, Arrival(child=Child("")), Staff((add_carer(desk),), 1))
        assert found.objections == {
            Objection.IDENTITY, Objection.GUARDIAN_AWAY, Objection.NO_PHONE, Objection.ILLNESS, Objection.CARD,
        }  # fmt: skip

    def test_a_visit_that_is_not_here_is_said(self, desk: Desk) -> None:
        with pytest.raises(RecordNotFound):
            desk.care.arrival("nobody", SEEN)


class TestLeaving:
    def visit(self, desk: Desk, **card: Anything) -> tuple[CareService, str, dict[str, str]]:
        person, place = add_person(desk), add_place(desk)
        listed = [
            {"name": "Halyna Koval", "document": "PASSPORT", "pin": "4071", "valid_until": "2026-03-31"}
        ]
        contacts = [
            {"order": 2, "name": "Petro Bondar", "phone": "+48 000 000 003"},
            {"order": 1, "name": "Iryna Bondar", "phone": "+48 000 000 002"},
        ]
        child = add_card(desk, person, **{"pick_up": listed, "emergency_contacts": contacts, **card})
        visit = add_visit(desk, person, child, place, state="PRESENT", in_time="09:00")
        held = desk.records.get(child).values["pick_up"]
        assert isinstance(held, list)
        return desk.care, visit, {str(each["name"]): str(each["id"]) for each in held}  # type: ignore[index, call-overload]  # items of a set

    def test_a_grandmother_who_is_not_listed_is_refused_with_the_guardians_telephone(
        self, desk: Desk
    ) -> None:
        care, visit, _listed = self.visit(desk)
        found = care.handover(visit, Collector(name="Nadija Zhuk", document="PASSPORT", age=63))
        assert found.doubts == (Doubt.NOT_ON_LIST,)
        assert [(each.name, each.phone) for each in found.call] == [
            ("Yevhen Zhuk", "+48 000 000 001"),
            ("Iryna Bondar", "+48 000 000 002"),
            ("Petro Bondar", "+48 000 000 003"),
        ]

    def test_whoever_is_listed_proves_it_by_document_and_pin(self, desk: Desk) -> None:
        care, visit, listed = self.visit(desk)
        aunt = Collector(entry=listed["Halyna Koval"], document="PASSPORT", pin="4071", age=40)
        assert care.handover(visit, aunt).allowed
        assert care.handover(visit, Collector(entry=GUARDIAN)).allowed
        wrong = Collector(entry=listed["Halyna Koval"], document="PASSPORT", pin="0000", age=40)
        assert care.handover(visit, wrong).doubts == (Doubt.WRONG_PIN,)

    def test_a_court_stands_above_the_list(self, desk: Desk) -> None:
        care, visit, listed = self.visit(desk, restricted=[{"name": "Koval Halina"}])
        aunt = Collector(entry=listed["Halyna Koval"], document="PASSPORT", pin="4071", age=40)
        found = care.handover(visit, aunt)
        assert found.doubts == (Doubt.COURT,)
        assert found.tell_coordinator

    def test_where_only_the_same_person_collects_the_aunt_who_came_may(self, desk: Desk) -> None:
        care, visit, listed = self.visit(desk)
        place = str(desk.records.get(visit).values["place"])
        desk.records.edit(place, {"same_person_collects": True})
        aunt = Collector(entry=listed["Halyna Koval"], document="PASSPORT", pin="4071", age=40)
        assert care.handover(visit, aunt).doubts == (Doubt.NOT_ON_LIST,)
        desk.records.edit(visit, {"brought_by": "Галина Коваль"})
        assert care.handover(visit, aunt).allowed


class TestBoard:
    def test_it_shows_who_is_in_and_who_is_expected(self, desk: Desk, clock: StillClock) -> None:
        person, place, carer = add_person(desk), add_place(desk), add_carer(desk)
        other = add_place(desk, name="Sala")
        allergies = [{"kind": "FOOD", "to": "orzechy", "severity": "", "action": "ampułkostrzykawka"}]
        early = add_card(
            desk, person, "Ola", allergies=allergies, medicines=[{"name": "EpiPen", "pen": True}]
        )
        add_visit(desk, person, early, place, state="PRESENT", in_time="09:05", to_time="10:45", carers=[carer],
                  guardian_place="kurs B1, sala 4")  # fmt: skip
        add_visit(desk, person, add_card(desk, person, "Adam"), place, state="PRESENT", in_time="09:00")
        add_visit(
            desk,
            person,
            add_card(desk, person, "Ewa", allergies=allergies),
            place,
            from_time="14:00",
            to_time="15:00",
        )
        add_visit(desk, person, add_card(desk, person, "Gone"), place, state="CLOSED")
        add_visit(desk, person, add_card(desk, person, "Elsewhere"), other, state="PRESENT")
        add_visit(desk, person, add_card(desk, person, "Tomorrow"), place, day="2026-03-11")
        at(clock, "10:30")
        board = desk.care.board(place)
        assert [row.name for row in board.rows] == ["Ola Z.", "Adam Z.", "Ewa Z."]
        first, _second, expected = board.rows
        assert [(each.kind, each.to) for each in first.allergies] == [("FOOD", "orzechy")]
        assert first.emergency_pen
        assert first.guardian_place == "kurs B1, sala 4"
        assert first.since == dt.datetime(2026, 3, 10, 8, 5, tzinfo=dt.UTC)
        assert expected.allergies == ()
        assert (board.carers, board.need.carers) == (1, 1)
        assert [each.objection for each in board.standing] == [Objection.SECOND_ADULT]
        at(clock, "13:40")
        assert desk.care.board(place).rows[-1].allergies

    def test_a_child_not_collected_rings_and_says_whom_to_call(self, desk: Desk, clock: StillClock) -> None:
        person, place = add_person(desk), add_place(desk)
        contacts = [{"name": "Iryna Bondar", "phone": "+48 000 000 002"}]
        card = add_card(desk, person, emergency_contacts=contacts)
        visit = add_visit(desk, person, card, place, state="PRESENT", in_time="09:00", to_time="12:00")
        care = desk.care
        levels = []
        for hour in ("12:10", "12:15", "12:30"):
            at(clock, hour)
            late = care.board(place).rows[0].late
            assert late is not None
            levels.append(late.level)
        assert levels == [Lateness.NOT_YET, Lateness.LATE, Lateness.ALARM]
        steps: list[Value] = [{"step": "CALL_GUARDIAN", "time": "12:31"}, {"step": "SEARCH", "time": "12:33"}]
        desk.records.edit(visit, {"late_steps": steps})
        late = care.board(place).rows[0].late
        assert late is not None
        assert (late.next, late.contact) == (Step.CALL_CONTACT, 0)

    def test_whoever_stayed_over_midnight_is_still_there(self, desk: Desk, clock: StillClock) -> None:
        person, place = add_person(desk), add_place(desk)
        card = add_card(desk, person)
        add_visit(
            desk,
            person,
            card,
            place,
            day="2026-03-09",
            state="PRESENT",
            in_time="22:00",
            from_time="22:00",
            to_time="06:00",
        )
        at(clock, "02:00")
        assert [row.name for row in desk.care.board(place).rows] == ["Danylo Z."]

    def test_an_empty_place_needs_nobody(self, desk: Desk) -> None:
        board = desk.care.board(add_place(desk))
        assert (board.rows, board.need.carers, board.standing) == ((), 0, ())

    def test_the_way_out_lists_everybody_in_care(self, desk: Desk) -> None:
        person, place = add_person(desk), add_place(desk)
        inside(desk, person, place, ["2022-01-01", "2025-05-01"])
        chair = add_card(desk, person, "Anna", kind="ADULT", birth_date="1890", mobility="WHEELCHAIR")
        add_visit(desk, person, chair, place, state="STEPPED_OUT", in_time="09:00")
        add_visit(desk, person, add_card(desk, person, "Expected"), place)
        rows = desk.care.evacuation()
        assert [(row.present.name, row.carried, row.with_guardian) for row in rows] == [
            ("Dziecko1 Z.", True, False),
            ("Dziecko0 Z.", False, False),
            ("Anna Z.", True, True),
        ]
        assert rows[0].present.guardian_phone == "+48 000 000 001"


def test_hours_of_care_are_added_up_from_the_visits(desk: Desk) -> None:
    person, place = add_person(desk), add_place(desk)
    card = add_card(desk, person)
    breaks = [{"from_time": "10:00", "to_time": "10:30"}]
    ended = {"state": "CLOSED", "in_time": "09:00", "out_time": "12:00", "breaks": breaks, "service": "INFO"}
    for values in (
        ended,
        {**ended, "day": "2026-03-09"},
        {**ended, "day": "2026-02-01"},
        {"state": "NO_SHOW"},
    ):
        add_visit(desk, person, card, place, **values)
    found = desk.care.hours(dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    assert [(line.age, line.service, line.minutes, line.visits, line.children) for line in found] == [
        ("3_6", "INFO", 300, 2, 1)
    ]


def test_checks_that_end_are_listed_before_they_do(desk: Desk) -> None:
    add_carer(desk, "Ala")
    soon = [
        *valid_checks("RSPTS", "COUNTRIES", "STANDARDS", "FIRST_AID"),
        {"kind": "KRK", "done_on": "2025-03-20", "result": "CLEAR"},
    ]
    add_carer(desk, "Ola", checks=soon)
    add_carer(desk, "Ela", checks=valid_checks("RSPTS"))
    add_carer(desk, "Ula", checks=[], ended_on="2026-01-01")
    add_interpreter(desk, "Zarema", with_children=True, checks=valid_checks("RSPTS", "KRK"))
    add_interpreter(desk, "Luiza")
    found = desk.care.due_checks()
    assert [(row.kind, row.name) for row in found] == [
        ("carer", "Ela Demo"), ("interpreter", "Zarema Demo"), ("carer", "Ola Demo"),
    ]  # fmt: skip
    assert {each.kind for each in found[0].missing} == {"KRK", "COUNTRIES", "STANDARDS", "FIRST_AID"}
    assert all(each.gap is Gap.MISSING for each in found[0].missing)
    assert [(each.kind, each.days_left) for each in found[2].due] == [("KRK", 10)]
