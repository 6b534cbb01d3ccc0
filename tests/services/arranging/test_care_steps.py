"""What is done at the door of a place of care is written with everything that was looked at."""

import datetime as dt
from typing import Any

import pytest

from cicdesk.base.ids import new_id
from cicdesk.domain.care_ratios import Child
from cicdesk.domain.late_pick_up import Step
from cicdesk.domain.pick_up import GUARDIAN, Collector
from cicdesk.domain.sign_in import Arrival, Objection
from cicdesk.domain.workflows.care import CareRequestState
from cicdesk.services.arranging.care import Staff
from cicdesk.services.arranging.care_steps import Said
from cicdesk.services.desk import Desk
from cicdesk.services.errors import InvalidRecord
from cicdesk.services.writes import Write
from cicdesk.store.meta import Place
from tests.support.arranging import add_card, add_carer, add_place, add_visit, care_values, take_in
from tests.support.desks import Profile, add_person

SEEN = Arrival(
    child=Child(""), identity_checked=True, guardian_phone="+48 000 000 001", on_premises=True, healthy=True,
    card_unchanged=True,
)  # fmt: skip
TODAY = "2026-03-10"


def values(desk: Desk, record: str) -> dict[str, Any]:
    return dict(desk.records.get(record).values)


def full_room(desk: Desk) -> tuple[str, str, Staff]:
    """One carer with eight children, one of them under three; a ninth is at the door."""
    person, place, carer = add_person(desk), add_place(desk), add_carer(desk)
    for number in range(8):
        born = "2024-01-01" if number == 0 else "2022-01-01"
        card = add_card(desk, person, f"Dziecko{number}", birth_date=born)
        add_visit(desk, person, card, place, state="PRESENT", in_time="09:00")
    return place, add_visit(desk, person, add_card(desk, person), place), Staff((carer,), 1)


def be_in_role(desk: Desk, role: str = "coordinator") -> None:
    desk.placed(Place(device="d7", name="L07", office="KR", region="MA", roles={"olha": role}), "olha")


class TestComingIn:
    def test_everything_looked_at_stands_in_the_visit(self, desk: Desk) -> None:
        person, place, carer = add_person(desk), add_place(desk), add_carer(desk)
        visit = add_visit(desk, person, add_card(desk, person), place)
        said = Said(guardian_place="Sala 2", belongings="miś")
        done = desk.care_steps.sign_in(visit, SEEN, said, Staff((carer,), 1))
        assert done.verdict.admits()
        assert done.changes is not None
        assert values(desk, visit).items() >= {
            "state": "PRESENT", "in_time": "10:30", "in_at": "2026-03-10T09:30Z", "signed_in_by": "olha",
            "identity_checked": True, "on_premises": True, "healthy": "YES", "card_unchanged": "YES",
            "guardian_place": "Sala 2", "belongings": "miś", "children_present": 1, "carers_present": 1,
            "carers": [carer],
        }.items()  # fmt: skip

    def test_nothing_is_written_where_the_rules_say_no(self, desk: Desk) -> None:
        _place, ninth, staff = full_room(desk)
        before = values(desk, ninth)
        done = desk.care_steps.sign_in(ninth, SEEN, Said(), staff)
        assert done.verdict.objections == {Objection.RATIO}
        assert done.changes is None
        assert values(desk, ninth) == before

    def test_only_a_coordinator_lets_in_one_more_and_says_why(self, desk: Desk) -> None:
        _place, ninth, staff = full_room(desk)
        assert desk.care_steps.sign_in(ninth, SEEN, Said(), staff, "SIBLINGS").changes is None
        be_in_role(desk)
        assert desk.care_steps.sign_in(ninth, SEEN, Said(), staff, "SIBLINGS", "Brat Danyla").changes
        held = values(desk, ninth)
        assert (held["state"], held["override_by"]) == ("PRESENT", "olha")
        assert (held["override_reason"], held["override_note"]) == ("SIBLINGS", "Brat Danyla")

    def test_who_has_to_wait_stands_on_the_list_and_comes_in_from_there(self, desk: Desk) -> None:
        place, ninth, staff = full_room(desk)
        verdict = desk.care.arrival(ninth, SEEN, staff)
        desk.care_steps.put_on_list(ninth, verdict)
        assert values(desk, ninth).items() >= {"state": "REFUSED", "reason": "NO_CARER"}.items()
        (waiting,) = desk.care.wishes(place)
        assert (waiting.state, waiting.name) == (CareRequestState.WAITING_LIST, "Danylo Z.")
        visit, _changes = desk.care_steps.open_visit(waiting.request, waiting.dependant)
        assert visit.values["from_time"] == "09:00"
        assert desk.care.wishes(place) == ()

    def test_a_visit_that_cannot_be_closed_leaves_no_wish_behind(self, desk: Desk) -> None:
        _place, ninth, staff = full_room(desk)
        verdict = desk.care.arrival(ninth, SEEN, staff)
        take_in(desk, ninth)
        with pytest.raises(InvalidRecord):
            desk.care_steps.put_on_list(ninth, verdict)
        assert desk.records.list("care_request") == []
        assert values(desk, ninth)["state"] == "PRESENT"

    def test_a_carer_puts_a_child_on_the_list(self, desk: Desk) -> None:
        _place, ninth, staff = full_room(desk)
        verdict = desk.care.arrival(ninth, SEEN, staff)
        be_in_role(desk, "carer")
        desk.care_steps.put_on_list(ninth, verdict)
        assert [each.values["state"] for each in desk.records.list("care_request")] == ["WAITING_LIST"]


class TestTheDoor:
    """Nobody comes in past it, whatever writes."""

    @pytest.mark.parametrize("role", ["", "assistant", "carer", "coordinator"])
    @pytest.mark.parametrize("state", ["PRESENT", "STEPPED_OUT"])
    def test_an_edit_takes_nobody_in(self, desk: Desk, role: str, state: str) -> None:
        _place, ninth, _staff = full_room(desk)
        be_in_role(desk, role)
        with pytest.raises(InvalidRecord) as refused:
            desk.records.edit(ninth, {"state": state, "in_time": "10:30"})
        assert [(each.field, each.code) for each in refused.value.problems] == [("state", "at_the_door")]
        assert values(desk, ninth)["state"] == "EXPECTED"

    def test_a_new_visit_begins_outside(self, desk: Desk) -> None:
        person, place = add_person(desk), add_place(desk)
        visit = {"person": person, "dependant": add_card(desk, person), "place": place, "state": "PRESENT"}
        with pytest.raises(InvalidRecord):
            desk.records.create("care_session", visit)
        with pytest.raises(InvalidRecord):
            desk.records.write_together([Write("care_session", new_id(), visit)])

    def test_a_visit_that_was_on_paper_is_written_down_once_it_is_over(self, desk: Desk) -> None:
        person, place = add_person(desk), add_place(desk)
        over = {"day": "2026-03-09", "from_time": "09:00", "to_time": "10:00", "state": "COLLECTED"}
        visit = {"person": person, "dependant": add_card(desk, person), "place": place, **over}
        assert desk.records.create("care_session", visit)

    def test_whoever_is_in_goes_out_and_comes_back_by_the_same_records(self, desk: Desk) -> None:
        person, place = add_person(desk), add_place(desk)
        visit = add_visit(desk, person, add_card(desk, person), place, state="PRESENT", in_time="09:00")
        desk.records.edit(visit, {"state": "STEPPED_OUT"})
        desk.records.edit(visit, {"state": "PRESENT", "remarks": "Zasnął."})
        assert values(desk, visit)["state"] == "PRESENT"


class TestBetween:
    def test_out_for_a_while_and_back(self, desk: Desk, profile: Profile) -> None:
        person, place = add_person(desk), add_place(desk)
        visit = add_visit(desk, person, add_card(desk, person), place, state="PRESENT", in_time="09:00")
        desk.care_steps.step_out(visit)
        profile.clock.moment += dt.timedelta(minutes=20)
        desk.care_steps.come_back(visit)
        held = values(desk, visit)
        assert held["state"] == "PRESENT"
        assert [(row["from_time"], row["to_time"]) for row in held["breaks"]] == [("10:30", "10:50")]

    def test_steps_because_of_lateness_are_ticked_off_with_who_and_when(
        self, desk: Desk, profile: Profile
    ) -> None:
        person, place = add_person(desk), add_place(desk)
        visit = add_visit(desk, person, add_card(desk, person), place, state="PRESENT", in_time="09:00")
        profile.clock.moment = dt.datetime(2026, 3, 10, 11, 20, tzinfo=dt.UTC)
        desk.care_steps.take_step(visit, Step.CALL_GUARDIAN)
        (row,) = desk.care.board(place).rows
        assert row.done == ("CALL_GUARDIAN",)
        assert row.late is not None
        assert row.late.next is Step.SEARCH
        assert [(r["time"], r["by"]) for r in values(desk, visit)["late_steps"]] == [("12:20", "olha")]


class TestGoingHome:
    def visit(self, desk: Desk) -> tuple[str, str]:
        person, place = add_person(desk), add_place(desk)
        listed = [{"name": "Halyna Koval", "relation": "GRANDPARENT", "document": "PASSPORT", "pin": "4071"}]
        child = add_card(desk, person, pick_up=listed)
        visit = add_visit(desk, person, child, place, state="PRESENT", in_time="09:00")
        (held,) = values(desk, child)["pick_up"]
        return visit, held["id"]

    def test_the_grandmother_with_passport_and_pin(self, desk: Desk, profile: Profile) -> None:
        visit, entry = self.visit(desk)
        profile.clock.moment = dt.datetime(2026, 3, 10, 11, 5, tzinfo=dt.UTC)
        who = Collector(entry=entry, document="PASSPORT", pin="4071", age=60)
        assert desk.care_steps.hand_over(visit, who).handover.allowed
        assert values(desk, visit).items() >= {
            "state": "COLLECTED", "out_time": "12:05", "collected_by": "Halyna Koval", "minutes": 185,
            "late_minutes": 5, "collected_relation": "GRANDPARENT", "document_seen": "PASSPORT",
            "signed_out_by": "olha", "pick_up_checks": ["AGE", "DOCUMENT", "ON_LIST", "PIN"],
        }.items()  # fmt: skip

    def test_every_refusal_is_written_down(self, desk: Desk) -> None:
        visit, entry = self.visit(desk)
        steps = desk.care_steps
        steps.hand_over(visit, Collector(name="Petro Bondar"))
        steps.hand_over(visit, Collector(entry=entry, document="PASSPORT", pin="0000", age=60))
        steps.hand_over(visit, Collector(entry=GUARDIAN), called="Nie ta osoba na zdjęciu.")
        held = values(desk, visit)
        assert held["state"] == "PRESENT"
        found = {(row["who"], row["reason"], row.get("note")) for row in held["refusals"]}
        assert found == {
            ("Petro Bondar", "NOT_ON_LIST", None),
            ("Halyna Koval", "WRONG_PIN", None),
            ("Yevhen Zhuk", "OTHER", "Nie ta osoba na zdjęciu."),
        }


class TestWhoIsExpected:
    def test_a_wish_without_a_visit_is_expected_until_it_has_one(self, desk: Desk) -> None:
        person, place = add_person(desk), add_place(desk)
        card = add_card(desk, person)
        made, _changes = desk.records.create(
            "care_request",
            care_values(person, place, day=TODAY, dependants=[card], others=[], state="CHECKED"),
        )
        (wish,) = desk.care.wishes(place)
        assert (wish.request, wish.dependant, wish.from_time) == (made.id, card, "10:00")
        desk.care_steps.open_visit(made.id, card)
        assert desk.care.wishes(place) == ()

    def test_carers_whose_checks_are_in_order_come_first(self, desk: Desk) -> None:
        place = add_place(desk)
        add_carer(desk, "Ala", checks=[])
        add_carer(desk, "Zofia")
        found = desk.care.on_call(place)
        assert [(each.name, each.counts) for each in found] == [("Zofia Demo", True), ("Ala Demo", False)]

    def test_one_more_carer_is_asked_for_before_the_child_is_there(self, desk: Desk) -> None:
        place, ninth, staff = full_room(desk)
        assert desk.care.board(place, staff).more_carers == {ninth: 1}


class TestWhatCarersSee:
    def test_health_of_the_card_only_while_the_child_is_there(self, desk: Desk) -> None:
        person, place = add_person(desk), add_place(desk)
        card = add_card(
            desk, person, called="Danek", illness_note="Inhalator w plecaku", court_restriction="YES",
            restricted=[{"name": "Jan Zły"}], allergies=[{"kind": "FOOD", "to": "orzechy"}],
        )  # fmt: skip
        here = add_visit(desk, person, card, place, state="PRESENT", in_time="09:00")
        gone = add_visit(desk, person, card, place, state="COLLECTED", in_time="09:00", out_time="10:00")
        shown, hidden = desk.care.card_shown(here), desk.care.card_shown(gone)
        assert shown["illness_note"] == "Inhalator w plecaku"
        assert "allergies" in shown
        assert {"illness_note", "allergies"}.isdisjoint(hidden)
        for each in (shown, hidden):
            assert {"court_restriction", "restricted", "family_name", "pick_up"}.isdisjoint(each)
