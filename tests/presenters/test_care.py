"""The day in a place of care as people meet it at the window: presenters over the real store."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.domain.late_pick_up import Step
from cicdesk.domain.pick_up import GUARDIAN, Collector
from cicdesk.presenters.care_alarm import CareAlarm
from cicdesk.presenters.care_arrival import ArrivalPresenter, ArrivalShown, Judged, Looked
from cicdesk.presenters.care_board import CardShown, CareBoardPresenter, CareShown
from cicdesk.presenters.care_exit import ExitPresenter, ExitShown
from cicdesk.presenters.care_handover import HandoverPresenter, HandoverShown, RefusedShown
from cicdesk.presenters.care_lines import CallLine, ChildLine
from cicdesk.presenters.runner import InlineRunner
from cicdesk.schema.snapshot import Changes
from cicdesk.services.desk import Desk
from cicdesk.store.meta import Place
from tests.support.arranging import add_card, add_carer, add_place, add_visit, care_values, valid_checks
from tests.support.desks import Profile, add_person

Anything = Any  # values of a record's fields

ALL_SEEN = Looked(
    identity=True, on_premises=True, healthy=True, card_unchanged=True, phone="+48 000 000 001",
    guardian_place="Sala 2",
)  # fmt: skip
GRANDMOTHER = {"name": "Halyna Koval", "relation": "GRANDPARENT", "document": "PASSPORT", "pin": "4071"}
CONTACTS = [{"order": 1, "name": "Iryna Bondar", "relation": "FRIEND", "phone": "+48 000 000 002"}]


@dataclass
class Page:
    """A page that only writes down what it is told."""

    boards: list[CareShown] = field(default_factory=list)
    calls: list[tuple[str, tuple[CallLine, ...]]] = field(default_factory=list)
    cards: list[CardShown] = field(default_factory=list)
    alarms: list[tuple[str, bool]] = field(default_factory=list)

    def show_board(self, shown: CareShown) -> None:
        self.boards.append(shown)

    def show_alarm(self, line: ChildLine) -> None:
        self.alarms.append((line.name, line.alarm))

    def show_calls(self, name: str, calls: tuple[CallLine, ...]) -> None:
        self.calls.append((name, calls))

    def show_card(self, card: CardShown) -> None:
        self.cards.append(card)


@dataclass
class Sheet:
    """A sheet that only writes down what it is told."""

    arrival: ArrivalShown | None = None
    judged: Judged | None = None
    handover: HandoverShown | None = None
    refused: RefusedShown | None = None
    exit: ExitShown | None = None
    closed: bool = False

    def show_arrival(self, shown: ArrivalShown) -> None:
        self.arrival = shown

    def show_judged(self, judged: Judged) -> None:
        self.judged = judged

    def show_handover(self, shown: HandoverShown) -> None:
        self.handover = shown

    def show_refused(self, shown: RefusedShown) -> None:
        self.refused = shown

    def show_exit(self, shown: ExitShown) -> None:
        self.exit = shown

    def close_sheet(self) -> None:
        self.closed = True


class Corner:
    """A place of care with its page, where people come and go."""

    def __init__(self, desk: Desk, **rules: Anything) -> None:
        self.desk, self.page = desk, Page()
        self.place = add_place(desk, **rules)
        self.person = add_person(desk)
        self.presenter = CareBoardPresenter(self.page, desk, InlineRunner(), self.publish)

    def publish(self, changes: Changes) -> None:
        self.presenter.changed(changes)

    def child(self, given: str, born: str = "2022-01-01", **card: Anything) -> str:
        made = add_card(self.desk, self.person, given, birth_date=born, **card)
        return add_visit(self.desk, self.person, made, self.place)

    def on_duty(self, *carers: str, others: int = 1) -> None:
        self.presenter.choose(self.place)
        for carer in carers:
            self.presenter.set_duty(carer, on=True)
        self.presenter.set_others(others)

    def arrival(self, visit: str, looked: Looked = ALL_SEEN) -> tuple[ArrivalPresenter, Sheet]:
        sheet = Sheet()
        made = ArrivalPresenter(sheet, self.desk, InlineRunner(), self.publish, self.presenter.staff)
        made.open(visit)
        made.look(looked)
        return made, sheet

    def take_in(self, *visits: str) -> None:
        for visit in visits:
            sheet, view = self.arrival(visit)
            sheet.take_in()
            assert view.closed

    def handover(self, visit: str) -> tuple[HandoverPresenter, Sheet]:
        sheet = Sheet()
        made = HandoverPresenter(sheet, self.desk, InlineRunner(), self.publish)
        made.open(visit)
        return made, sheet

    def on_board(self) -> list[str]:
        """Who counts as on duty."""
        return list(self.presenter.staff.carers)

    def expected(self) -> list[str]:
        return [each.name for each in self.shown.expected]

    @property
    def shown(self) -> CareShown:
        return self.page.boards[-1]


@pytest.fixture
def corner(desk: Desk, profile: Profile) -> Corner:
    set_language("en")
    profile.clock.moment = dt.datetime(2026, 3, 10, 8, 5, tzinfo=dt.UTC)
    return Corner(desk)


def place_of(desk: Desk, role: str) -> None:
    """The laptop has joined a centre, where its person has that role."""
    desk.placed(Place(device="d7", name="L07", office="KR", region="MA", roles={"olha": role}), "olha")


def test_story_6_childcare_during_a_lesson(corner: Corner) -> None:
    """The ninth child is blocked and waits; ten months lower the limit to five; a stranger goes without the child."""
    carer = add_carer(corner.desk)
    eight = [corner.child("Olena", "2024-01-01"), *(corner.child(f"Dziecko{n}") for n in range(7))]
    corner.on_duty(carer)
    corner.take_in(*eight)
    assert (corner.shown.ratio, len(corner.shown.inside)) == ("8 of 8", 8)

    ninth = corner.child("Adam")
    corner.presenter.load()
    assert corner.shown.expected[0].right == "1 more carer needed"
    sheet, view = corner.arrival(ninth)
    assert view.judged is not None
    assert view.judged.reasons == ("Too few carers: 9 children and 1 on duty; 2 needed, one for at most 8.",)
    assert not view.judged.admits
    assert view.judged.may_wait
    sheet.take_in()
    assert not view.closed
    sheet.wait()
    assert [each.name for each in corner.shown.waiting] == ["Adam Z."]

    for visit in eight[3:]:
        leaving, gone = corner.handover(visit)
        leaving.hand_over(Collector(entry=GUARDIAN))
        assert gone.closed
    corner.take_in(corner.child("Zoja", "2025-05-01"))
    assert corner.shown.ratio == "4 of 5"
    assert corner.shown.because.startswith("One carer has at most 5 now")

    taken = corner.child("Danylo", pick_up=[GRANDMOTHER], emergency_contacts=CONTACTS)
    corner.take_in(taken)
    leaving, door = corner.handover(taken)
    leaving.hand_over(Collector(name="Oksana Koval"))
    assert not door.closed
    assert door.refused is not None
    assert door.refused.reasons == ("Not on the list.",)
    assert [each.name for each in door.refused.calls] == ["Yevhen Zhuk", "Iryna Bondar"]
    assert door.refused.calls[0].phone.replace("\N{NO-BREAK SPACE}", "") == "+48000000001"
    assert corner.desk.records.get(taken).values["state"] == "PRESENT"
    assert corner.desk.records.get(taken).values["refusals"]


def test_a_carer_who_never_has_more_than_four_has_four(corner: Corner) -> None:
    corner.on_duty(add_carer(corner.desk, most_children=4), add_carer(corner.desk, "Zofia", most_children=2))
    corner.take_in(*(corner.child(f"Dziecko{n}") for n in range(6)))
    assert corner.shown.ratio == "6 of 6"
    corner.child("Adam")
    corner.presenter.load()
    assert corner.shown.expected[0].right == "1 more carer needed"
    _sheet, view = corner.arrival(corner.child("Zoja"))
    assert view.judged is not None
    assert view.judged.reasons == ("Too few carers: 7 children and 2 on duty; 3 needed, one for at most 10.",)


class TestTheBoard:
    def test_a_place_without_anybody_says_how_many_places_it_has(self, corner: Corner) -> None:
        corner.presenter.load()
        assert (corner.shown.ratio, corner.shown.because) == (
            "0 of 12", "Nobody is in care. There are 12 places.",
        )  # fmt: skip

    def test_a_child_is_shown_by_first_name_with_what_matters(self, corner: Corner) -> None:
        allergies = [{"kind": "FOOD", "to": "nuts", "severity": "ANAPHYLAXIS"}]
        visit = corner.child("Danylo", allergies=allergies, medicines=[{"name": "EpiPen", "pen": True}])
        corner.on_duty(add_carer(corner.desk))
        corner.take_in(visit)
        (line,) = corner.shown.inside
        assert (line.name, line.time, line.right) == ("Danylo Z.", "since 09:05", "until 12:00")
        assert line.guardian == "Guardian: Sala 2"
        assert [(each.icon, each.text, each.tone) for each in line.marks] == [
            ("food", "food allergy: nuts, danger to life (shock)", "danger"),
            ("pen", "emergency pen", "danger"),
        ]

    def test_the_phone_and_whom_else_to_call(self, corner: Corner) -> None:
        visit = corner.child("Danylo", emergency_contacts=CONTACTS, guardian_language="ukr")
        corner.presenter.load()
        corner.presenter.call(visit)
        name, calls = corner.page.calls[-1]
        assert name == "Danylo Z."
        assert [(each.name, each.text) for each in calls] == [
            ("Yevhen Zhuk", "guardian  ·  Ukrainian"), ("Iryna Bondar", "friend"),
        ]  # fmt: skip

    def test_the_alarm_and_its_steps(self, corner: Corner, profile: Profile) -> None:
        visit = corner.child("Danylo")
        corner.on_duty(add_carer(corner.desk))
        corner.take_in(visit)
        profile.clock.moment = dt.datetime(2026, 3, 10, 11, 16, tzinfo=dt.UTC)
        corner.presenter.load()
        (late,) = corner.shown.inside
        assert (late.alarm, late.next_step, late.tone) == (False, Step.CALL_GUARDIAN, "warning")
        corner.presenter.take_step(visit, Step.CALL_GUARDIAN)
        profile.clock.moment = dt.datetime(2026, 3, 10, 11, 30, tzinfo=dt.UTC)
        corner.presenter.load()
        (alarm,) = corner.shown.inside
        assert (alarm.alarm, alarm.next_step, alarm.tone) == (True, Step.SEARCH, "danger")
        assert alarm.late == "Not collected, 30 min late. Look for the guardian on the premises."
        assert [each.taken for each in alarm.steps] == [True, False, False, False, False]

    def test_who_was_not_collected_is_said_once_and_once_more_when_the_alarm_begins(
        self, corner: Corner, profile: Profile
    ) -> None:
        visit, alarm = corner.child("Danylo"), CareAlarm(corner.page, corner.desk, InlineRunner())
        corner.on_duty(add_carer(corner.desk))
        corner.take_in(visit)
        for minute in (0, 16, 20, 31, 40):
            profile.clock.moment = dt.datetime(2026, 3, 10, 11, minute, tzinfo=dt.UTC)
            alarm.look()
        assert corner.page.alarms == [("Danylo Z.", False), ("Danylo Z.", True)]

    def test_a_late_child_is_told_to_those_who_answer_for_it(self, corner: Corner, profile: Profile) -> None:
        here = corner.child("Danylo")
        corner.on_duty(add_carer(corner.desk))
        corner.take_in(here)
        profile.clock.moment = dt.datetime(2026, 3, 10, 11, 40, tzinfo=dt.UTC)
        place_of(corner.desk, "assistant")
        assert [each.session for each in corner.desk.care.late()] == [here]
        corner.desk.records.edit(here, {"signed_in_by": "marta"})
        assert corner.desk.care.late() == ()
        place_of(corner.desk, "coordinator")
        assert [each.session for each in corner.desk.care.late()] == [here]

    def test_out_for_a_while_and_back(self, corner: Corner) -> None:
        visit = corner.child("Danylo")
        corner.on_duty(add_carer(corner.desk))
        corner.take_in(visit)
        corner.presenter.step_out(visit)
        assert corner.shown.inside[0].right == "out with the guardian"
        corner.presenter.step_out(visit)
        assert corner.shown.inside[0].right == "until 12:00"

    def test_a_confirmed_wish_becomes_a_visit_at_the_door(self, corner: Corner) -> None:
        card = add_card(corner.desk, corner.person)
        corner.desk.records.create(
            "care_request",
            care_values(
                corner.person, corner.place, day="2026-03-10", dependants=[card], others=[], state="CHECKED"
            ),
        )
        corner.presenter.load()
        (wish,) = corner.shown.wishes
        assert wish.text == "10:00–11:00  ·  not confirmed yet"
        opened: list[str] = []
        corner.presenter.receive(wish, opened.append)
        assert corner.shown.wishes == ()
        assert [each.session for each in corner.shown.expected] == opened

    def test_a_sync_brings_a_child_onto_the_board(self, corner: Corner) -> None:
        corner.presenter.load()
        corner.child("Danylo")
        corner.presenter.changed(Changes(kinds=frozenset({"contact"})))
        assert corner.expected() == []
        corner.presenter.changed(Changes(kinds=frozenset({"care_session", "sync"})))
        assert corner.expected() == ["Danylo Z."]

    def test_who_is_on_duty_is_remembered_by_the_visits(self, corner: Corner, desk: Desk) -> None:
        carer = add_carer(desk)
        corner.on_duty(carer)
        corner.take_in(corner.child("Danylo"))
        fresh = CareBoardPresenter(corner.page, desk, InlineRunner(), corner.publish)
        fresh.load()
        assert fresh.staff.carers == (carer,)

    def test_carers_of_visits_that_come_later_are_on_duty_unless_somebody_said_otherwise(
        self, corner: Corner, desk: Desk
    ) -> None:
        corner.presenter.load()
        assert corner.on_board() == []
        carer = add_carer(desk)
        card = add_card(desk, corner.person)
        add_visit(desk, corner.person, card, corner.place, carers=[carer])
        corner.presenter.load()
        assert corner.on_board() == [carer]
        corner.presenter.set_duty(carer, on=False)
        corner.presenter.load()
        assert corner.on_board() == []

    def test_a_place_that_is_closed_makes_room_for_another(self, corner: Corner, desk: Desk) -> None:
        other = add_place(desk, name="Sala zabaw")
        corner.presenter.choose(other)
        desk.records.edit(other, {"ended_on": "2026-03-01"})
        corner.presenter.load()
        assert corner.shown.place == corner.place


class TestWhoLooks:
    def test_a_coordinator_sees_whose_checks_end(self, corner: Corner, desk: Desk) -> None:
        checks = [each for each in valid_checks() if each["kind"] != "KRK"]
        add_carer(desk, "Ala", checks=checks)
        add_carer(desk, "Ola", checks=[*checks, {"kind": "KRK", "done_on": "2025-03-20", "result": "CLEAR"}])
        add_carer(desk, "Ela")
        corner.presenter.load()
        assert corner.shown.checks is not None
        assert [(each.name, each.tone) for each in corner.shown.checks] == [
            ("Ala Demo", "danger"), ("Ola Demo", "warning"),
        ]  # fmt: skip
        assert "20.03.2026" in corner.shown.checks[1].text

    def test_a_carer_sees_the_children_and_no_figures(self, corner: Corner, desk: Desk) -> None:
        corner.child("Danylo")
        desk.placed(Place(device="d7", name="L07", office="KR", region="MA", roles={"olha": "carer"}), "olha")
        corner.presenter.load()
        assert len(corner.shown.expected) == 1
        assert corner.shown.checks is None
        assert corner.shown.hours is None

    def test_the_card_shows_health_only_around_the_visit(self, corner: Corner, profile: Profile) -> None:
        visit = corner.child(
            "Danylo", illness_note="Inhalator", court_restriction="YES", restricted=[{"name": "Jan Zły"}]
        )
        corner.presenter.load()
        corner.presenter.card(visit)
        profile.clock.moment = dt.datetime(2026, 3, 10, 6, 0, tzinfo=dt.UTC)
        corner.presenter.card(visit)
        near, early = corner.page.cards
        assert ("What to do about it", "Inhalator") in near.lines
        assert "Inhalator" not in str(early.lines)
        for each in (near, early):
            assert "Jan Zły" not in str(each.lines)
            assert "court" not in str(each.lines).lower()

    def test_hours_of_the_month_by_what_they_made_possible(self, corner: Corner, desk: Desk) -> None:
        over = {"state": "CLOSED", "in_time": "09:00", "out_time": "11:30", "day": "2026-03-04"}
        for born in ("2022-01-01", "2025-05-01"):
            card = add_card(desk, corner.person, birth_date=born)
            add_visit(desk, corner.person, card, corner.place, service="INFO", **over)
        corner.presenter.load()
        assert corner.shown.hours is not None
        assert [(each.service, each.text) for each in corner.shown.hours] == [
            ("information", "5 h  ·  2 visits  ·  under 1: 2 h 30 min, 3–6 years: 2 h 30 min")
        ]


class TestTheDoor:
    def test_only_a_coordinator_is_offered_to_decide_otherwise(self, corner: Corner, desk: Desk) -> None:
        visit = corner.child("Danylo")
        corner.on_duty()
        _sheet, view = corner.arrival(visit)
        assert view.judged is not None
        assert (view.judged.overridable, view.judged.for_coordinator) == (False, True)
        assert view.judged.likely == "NO_CARER"
        roles = {"olha": "coordinator"}
        desk.placed(Place(device="d7", name="L07", office="KR", region="MA", roles=roles), "olha")
        sheet, view = corner.arrival(visit)
        assert view.judged is not None
        assert view.judged.overridable
        sheet.take_in("SHORT_TIME", "Pięć minut")
        assert view.closed
        assert desk.records.get(visit).values["override_note"] == "Pięć minut"

    def test_what_nobody_looked_at_is_asked_for_in_words(self, corner: Corner) -> None:
        visit = corner.child("Danylo")
        corner.on_duty(add_carer(corner.desk))
        _sheet, view = corner.arrival(visit, Looked())
        assert view.judged is not None
        assert "Nobody has checked who brings the child." in view.judged.reasons
        assert "Please look whether the child is healthy: fever, rash." in view.judged.reasons

    def test_a_child_that_looks_ill_is_not_taken_in(self, corner: Corner, desk: Desk) -> None:
        visit = corner.child("Danylo")
        corner.presenter.load()
        sheet, view = corner.arrival(visit)
        sheet.refuse("ILL_CHILD", "Gorączka")
        assert view.closed
        assert corner.shown.expected == ()
        assert desk.records.get(visit).values["reason"] == "ILL_CHILD"

    def test_a_court_order_is_not_shown_at_the_door(self, corner: Corner) -> None:
        visit = corner.child("Danylo", restricted=[{"name": "Petro Zhuk"}])
        corner.on_duty(add_carer(corner.desk))
        corner.take_in(visit)
        sheet, view = corner.handover(visit)
        sheet.hand_over(Collector(name="Petro Zhuk"))
        assert view.refused is not None
        assert view.refused.discreet
        assert "Tell the coordinator." in view.refused.steps

    def test_the_list_says_what_has_to_be_shown(self, corner: Corner) -> None:
        visit = corner.child("Danylo", pick_up=[GRANDMOTHER])
        _sheet, view = corner.handover(visit)
        assert view.handover is not None
        guardian, grandmother = view.handover.options
        assert guardian.name == "Yevhen Zhuk"
        assert grandmother.text == "passport  ·  PIN  ·  from 18 years"
        assert (grandmother.document, grandmother.pin, grandmother.least_age) == ("PASSPORT", True, 18)

    def test_refused_by_ones_own_judgement(self, corner: Corner, desk: Desk) -> None:
        visit = corner.child("Danylo")
        corner.on_duty(add_carer(desk))
        corner.take_in(visit)
        sheet, view = corner.handover(visit)
        sheet.refuse(Collector(entry=GUARDIAN), "Inna osoba niż na dokumencie")
        assert view.refused is not None
        assert view.refused.reasons == ("Inna osoba niż na dokumencie",)
        assert [each.name for each in view.refused.calls] == ["Yevhen Zhuk"]
        assert desk.records.get(visit).values["state"] == "PRESENT"


def test_the_way_out_names_everybody_the_smallest_first(corner: Corner, profile: Profile) -> None:
    older, infant = corner.child("Adam"), corner.child("Zoja", "2025-05-01")
    corner.on_duty(add_carer(corner.desk))
    corner.take_in(older, infant)
    sheet = Sheet()
    ExitPresenter(sheet, corner.desk, InlineRunner(), profile.clock).load()
    assert sheet.exit is not None
    assert (sheet.exit.title, sheet.exit.total) == ("Way out, 09:05", "2 to lead out")
    ((room, lines),) = sheet.exit.rooms
    assert room == "Kącik"
    assert [(each.number, each.name, [m.text for m in each.marks]) for each in lines] == [
        (1, "Zoja Z.", ["carry"]), (2, "Adam Z.", []),
    ]  # fmt: skip
