"""The calendar's thinking: lanes and boxes by the clocks on the wall, moves by quarters of an hour, words."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.domain.wall_time import Span, instant, span
from cicdesk.presenters.calendar import Asked, CalendarPresenter
from cicdesk.presenters.calendar_desk import Slot
from cicdesk.presenters.calendar_layout import Piece, Place, beside, odd_hours, pieces
from cicdesk.presenters.calendar_moves import dropped, nudged, slot_of
from cicdesk.presenters.calendar_shown import Box, CalendarShown
from cicdesk.presenters.calendar_words import hours_words
from cicdesk.presenters.runner import InlineRunner
from cicdesk.schema.snapshot import Changes
from cicdesk.services.desk import Desk
from cicdesk.services.errors import InvalidRecord
from tests.support.arranging import (
    DAY,
    add_card,
    add_interpreter,
    add_place,
    add_request,
    add_visit,
    care_values,
    given_by_centre,
)
from tests.support.desks import Profile, add_person

FRIDAY = dt.date.fromisoformat(DAY)
MARCH, OCTOBER = dt.date(2026, 3, 29), dt.date(2026, 10, 25)
"""The nights when clocks change."""


def slot(day: dt.date, start: str, end: str) -> Slot:
    return Slot(day, dt.time.fromisoformat(start), dt.time.fromisoformat(end))


def words(made: Slot) -> str:
    return f"{made.day:%d.%m} {made.start:%H:%M}-{made.end:%H:%M}"


def cut(day: dt.date, start: str, end: str) -> list[tuple[int, int, int]]:
    stretch = span(day, dt.time.fromisoformat(start), dt.time.fromisoformat(end))
    return [((each.day - day).days, each.top, each.bottom) for each in pieces(stretch)]


@pytest.mark.parametrize(
    ("day", "start", "end", "stands"),
    [
        (FRIDAY, "10:00", "11:30", [(0, 600, 690)]),
        (FRIDAY, "23:00", "01:00", [(0, 1380, 1440), (1, 0, 60)]),
        (FRIDAY, "23:00", "00:00", [(0, 1380, 1440)]),
        (MARCH, "01:30", "03:30", [(0, 90, 210)]),
        (OCTOBER, "01:30", "02:30", [(0, 90, 150)]),
    ],
)
def test_a_booking_stands_where_the_clock_on_the_wall_shows_it(
    day: dt.date, start: str, end: str, stands: list[tuple[int, int, int]]
) -> None:
    assert cut(day, start, end) == stands


def test_what_ends_in_the_hour_that_comes_twice_still_has_a_box() -> None:
    across = Span(instant(OCTOBER, dt.time(2, 45)), instant(OCTOBER, dt.time(2, 15), second=True))
    assert [(each.top, each.bottom) for each in pieces(across)] == [(165, 180)]


def test_every_day_says_which_of_its_hours_are_odd() -> None:
    assert [(top, str(how)) for top, how in odd_hours(MARCH)] == [(120, "never")]
    assert [(top, str(how)) for top, how in odd_hours(OCTOBER)] == [(120, "twice")]
    assert odd_hours(FRIDAY) == []


def test_what_overlaps_stands_side_by_side_and_nothing_else_is_narrow() -> None:
    found = [Piece(FRIDAY, top, bottom) for top, bottom in ((60, 120), (90, 150), (120, 180), (180, 200))]
    assert beside(found) == [Place(0, 2), Place(1, 2), Place(0, 2), Place(0, 1)]
    assert beside([]) == []


def test_no_two_boxes_ever_stand_on_each_other() -> None:
    found = [Piece(FRIDAY, top, top + 15 + (top * 7) % 90) for top in range(0, 600, 20)]
    placed = list(zip(found, beside(found), strict=True))
    for one, place in placed:
        assert place.column < place.columns
        for other, there in placed:
            if one is not other and one.top < other.bottom and other.top < one.bottom:
                assert place.columns == there.columns
                assert place.column != there.column


@pytest.mark.parametrize(
    ("made", "minutes", "days", "after"),
    [
        (slot(FRIDAY, "10:00", "11:00"), 15, 0, "13.03 10:15-11:15"),
        (slot(FRIDAY, "10:00", "11:00"), -15, 1, "14.03 09:45-10:45"),
        (slot(FRIDAY, "23:45", "00:45"), 15, 0, "14.03 00:00-01:00"),
        (slot(MARCH, "01:45", "03:15"), 15, 0, "29.03 03:00-03:30"),
        (slot(MARCH, "03:00", "03:30"), -15, 0, "29.03 01:45-03:15"),
        (slot(MARCH - dt.timedelta(days=1), "02:15", "02:45"), 0, 1, "29.03 03:00-03:30"),
        (slot(OCTOBER, "00:30", "01:30"), 60, 0, "25.10 01:30-02:30"),
        (slot(OCTOBER - dt.timedelta(days=1), "01:00", "03:00"), 0, 1, "25.10 01:00-02:00"),
    ],
)
def test_a_step_by_keys_is_a_step_of_the_clock_and_an_hour_stays_an_hour(
    made: Slot, minutes: int, days: int, after: str
) -> None:
    assert words(nudged(made, minutes, days)) == after


def test_what_is_dropped_begins_at_the_nearest_quarter() -> None:
    made = slot(FRIDAY, "10:00", "11:00")
    assert words(dropped(made, FRIDAY, 608)) == "13.03 10:15-11:15"
    assert words(dropped(made, FRIDAY, 607)) == "13.03 10:00-11:00"
    assert words(dropped(made, FRIDAY, 1439)) == "13.03 23:45-00:45"
    assert words(dropped(made, MARCH, 135)) == "29.03 03:00-04:00"


def test_hours_say_how_long_it_really_takes_where_clocks_change() -> None:
    set_language("en")
    assert hours_words(slot(FRIDAY, "10:00", "11:00")) == "10:00–11:00"
    assert hours_words(slot(MARCH, "01:00", "04:00")).endswith("(lasts 2 h)")
    assert hours_words(slot(OCTOBER, "01:00", "04:00")).endswith("(lasts 4 h)")
    assert slot_of(span(MARCH, dt.time(1), dt.time(4))) == slot(MARCH, "01:00", "04:00")


@dataclass
class Screen:
    """What the page was told."""

    shown: CalendarShown = field(default_factory=CalendarShown)
    asked: Asked | None = None
    said: str = ""
    can_undo: bool = False

    def show_calendar(self, shown: CalendarShown) -> None:
        self.shown = shown

    def show_asked(self, asked: Asked | None) -> None:
        self.asked = asked

    def asks(self) -> bool:
        return self.asked is not None

    def show_said(self, words: str, *, undo: bool) -> None:
        self.said, self.can_undo = words, undo

    @property
    def box(self) -> Box:
        (found,) = self.shown.boxes
        return found


class Sitting:
    """A presenter over a real desk, whose changes come back to it as they do in the program."""

    def __init__(self, profile: Profile, desk: Desk) -> None:
        set_language("en")
        self.desk, self.screen = desk, Screen()
        self.presenter = CalendarPresenter(self.screen, desk, InlineRunner(), profile.clock, self.publish)
        self.published: list[Changes] = []

    def publish(self, changes: Changes) -> None:
        self.published.append(changes)
        self.presenter.changed(changes)

    def interpreters(self, who: str = "") -> Screen:
        self.presenter.choose("interpreter")
        if who:
            self.presenter.pick(who)
        return self.screen


@pytest.fixture
def sitting(profile: Profile, desk: Desk) -> Sitting:
    return Sitting(profile, desk)


def confirmed(desk: Desk, who: str) -> str:
    asked = add_request(desk, add_person(desk), wanted_interpreter=who, state="OFFERED")
    given_by_centre(desk, asked, {"state": "CONFIRMED", "interpreter": who})
    return asked


def test_it_begins_with_ones_own_week(sitting: Sitting) -> None:
    add = {
        "group_name": "Kurs",
        "day": "2026-03-11",
        "from_time": "10:00",
        "to_time": "11:00",
        "adviser": "olha",
    }
    sitting.desk.records.create("appointment", add)
    sitting.presenter.load()
    shown = sitting.screen.shown
    assert (shown.whose, shown.only, shown.week, shown.first) == (
        "adviser",
        "olha",
        True,
        dt.date(2026, 3, 9),
    )
    assert [lane.title for lane in shown.lanes][:2] == ["Monday", "Tuesday"]
    assert [lane.today for lane in shown.lanes] == [False, True, *[False] * 5]
    assert shown.now == 10 * 60 + 30
    assert (sitting.screen.box.lane, sitting.screen.box.title) == (2, "Appointment")
    assert "Kurs" not in repr(shown)


def test_a_week_opens_on_somebody_with_bookings_and_stays_with_them(sitting: Sitting) -> None:
    add_interpreter(sitting.desk, "Ana")
    busy, later = add_interpreter(sitting.desk, "Oksana"), add_interpreter(sitting.desk, "Luiza")
    add_request(sitting.desk, wanted_interpreter=busy, state="OFFERED")
    add_request(sitting.desk, wanted_interpreter=later, state="OFFERED", day="2026-03-18")
    screen = sitting.interpreters()
    assert (screen.shown.only, len(screen.shown.boxes), len(screen.shown.lanes)) == (busy, 1, 7)
    sitting.presenter.go(1)
    assert (screen.shown.only, screen.shown.boxes) == (busy, ())
    sitting.presenter.pick(later)
    assert (screen.shown.only, len(screen.shown.boxes)) == (later, 1)


def test_a_week_without_any_bookings_opens_on_the_first_name(sitting: Sitting) -> None:
    add_interpreter(sitting.desk, "Zarema")
    first = add_interpreter(sitting.desk, "Ana")
    assert sitting.interpreters().shown.only == first


def test_visits_in_care_are_seen_with_the_place_and_move_without_confirmation(sitting: Sitting) -> None:
    desk, place = sitting.desk, add_place(sitting.desk)
    person = add_person(desk)
    add_visit(desk, person, add_card(desk, person), place)
    sitting.presenter.choose("care_place")
    box = sitting.screen.box
    assert (box.title, box.hours, box.state, box.firm) == (
        "Visit in care", "09:00\N{EN DASH}12:00", "expected", False,
    )  # fmt: skip
    assert "Danylo" not in repr(sitting.screen.shown)
    sitting.presenter.nudge(box, days=1)
    assert sitting.screen.asked is not None
    assert "confirm" not in sitting.screen.asked.words
    sitting.presenter.move()
    assert sitting.screen.box.lane == box.lane + 1
    assert "confirm" not in sitting.screen.said


def test_the_box_of_a_request_says_how_many_of_its_children_are_in(sitting: Sitting) -> None:
    desk, place = sitting.desk, add_place(sitting.desk)
    person, today = add_person(desk), {"day": "2026-03-10", "from_time": "09:00", "to_time": "12:00"}
    wished = care_values(person, place, **today, state="CHECKED", others=[{"age_years": 4}] * 2)
    asked = desk.records.create("care_request", wished)[0].id
    inside = {"state": "PRESENT", "in_time": "09:10", "care_request": asked}
    add_visit(desk, person, add_card(desk, person), place, **inside)
    sitting.presenter.choose("care_place")
    assert "1 in care now" in sitting.screen.box.words
    add_visit(desk, person, add_card(desk, person, "Sofiia"), place, **inside)
    sitting.publish(Changes(kinds=frozenset({"care_session"})))
    assert "2 in care now" in sitting.screen.box.words


def test_a_day_of_all_shows_first_whom_something_is_booked_with(sitting: Sitting) -> None:
    add_interpreter(sitting.desk, "Ana")
    add_request(sitting.desk, wanted_interpreter=add_interpreter(sitting.desk, "Zarema"), state="OFFERED")
    screen = sitting.interpreters()
    sitting.presenter.set_week(week=False)
    sitting.presenter.go(3)
    assert (screen.shown.first, [lane.title for lane in screen.shown.lanes]) == (
        FRIDAY,
        ["Zarema Demo", "Ana Demo"],
    )
    assert screen.box.title == "Chechen"
    sitting.presenter.go(0)
    assert (screen.shown.first, screen.shown.boxes) == (dt.date(2026, 3, 10), ())


def test_a_move_is_asked_about_and_says_that_it_goes_back_to_confirmation(sitting: Sitting) -> None:
    who = add_interpreter(sitting.desk)
    asked = confirmed(sitting.desk, who)
    screen = sitting.interpreters(who)
    assert (screen.box.state, screen.box.tone, screen.box.firm) == ("confirmed", "success", True)
    sitting.presenter.nudge(screen.box, minutes=15)
    sitting.presenter.nudge(screen.box, minutes=15, days=-1)
    assert screen.asked is not None
    assert "goes back to confirmation" in screen.asked.words
    assert "10:30" in screen.asked.words
    assert [(each.lane, each.top, each.bottom) for each in screen.asked.ghosts] == [(3, 630, 690)]
    assert sitting.desk.records.get(asked).values["from_time"] == "10:00", "nothing is written yet"
    sitting.presenter.move()
    assert sitting.published
    assert (screen.asks(), screen.can_undo, screen.box.lane, screen.box.top) == (False, True, 3, 630)
    assert (screen.box.state, screen.box.firm) == ("offered", False)
    sitting.presenter.undo()
    assert (screen.box.lane, screen.box.top, screen.can_undo) == (4, 600, False)
    assert "confirm it anew" in screen.said
    sitting.presenter.undo()
    assert screen.box.top == 600, "there is nothing more to undo"


def test_a_time_that_clashes_says_so_in_words_before_it_is_taken(sitting: Sitting) -> None:
    who = add_interpreter(sitting.desk)
    add_request(sitting.desk, wanted_interpreter=who, state="OFFERED")
    add_request(sitting.desk, wanted_interpreter=who, state="OFFERED", from_time="12:00", to_time="13:00")
    screen = sitting.interpreters(who)
    later = screen.shown.boxes[1]
    sitting.presenter.drop(later, FRIDAY, 630)
    assert screen.asked is not None
    assert screen.asked.clash == "The interpreter is booked already"
    sitting.presenter.move()
    assert {(box.tone, box.clash) for box in screen.shown.boxes} == {
        ("danger", "The interpreter is booked already")
    }
    assert [box.place for box in screen.shown.boxes] == [Place(0, 2), Place(1, 2)]


def test_what_is_put_back_where_it_was_is_not_asked_about(sitting: Sitting) -> None:
    who = add_interpreter(sitting.desk)
    add_request(sitting.desk, wanted_interpreter=who, state="OFFERED")
    screen = sitting.interpreters(who)
    sitting.presenter.nudge(screen.box, minutes=15)
    sitting.presenter.nudge(screen.box, minutes=-15)
    assert screen.asked is None


def test_what_is_over_says_why_it_does_not_move(sitting: Sitting) -> None:
    who = add_interpreter(sitting.desk)
    given_by_centre(sitting.desk, confirmed(sitting.desk, who), {"state": "COMPLETED"})
    screen = sitting.interpreters(who)
    sitting.presenter.nudge(screen.box, minutes=15)
    assert (screen.asked, screen.said) == (
        None,
        "This has begun or is over. Its date and times stay as they are.",
    )


def test_a_move_out_of_sight_is_no_move(sitting: Sitting) -> None:
    who = add_interpreter(sitting.desk)
    add_request(sitting.desk, wanted_interpreter=who, state="OFFERED", day="2026-03-15")
    screen = sitting.interpreters(who)
    sitting.presenter.nudge(screen.box, days=1)
    assert screen.asked is None


def test_what_others_change_meanwhile_ends_the_question(sitting: Sitting) -> None:
    who = add_interpreter(sitting.desk)
    asked = add_request(sitting.desk, wanted_interpreter=who, state="OFFERED")
    screen = sitting.interpreters(who)
    sitting.presenter.nudge(screen.box, minutes=15)
    sitting.publish(Changes(kinds=frozenset({"room"})))
    assert screen.asks(), "what changed elsewhere leaves it as it is"
    _record, changes = sitting.desk.records.edit(asked, {"from_time": "09:00"})
    sitting.publish(changes)
    assert not screen.asks()
    assert screen.box.top == 540


def test_a_time_that_became_final_meanwhile_is_refused_whole(sitting: Sitting) -> None:
    who = add_interpreter(sitting.desk)
    asked = confirmed(sitting.desk, who)
    screen = sitting.interpreters(who)
    sitting.presenter.nudge(screen.box, minutes=15)
    given_by_centre(sitting.desk, asked, {"state": "COMPLETED"})
    with pytest.raises(InvalidRecord):
        sitting.presenter.move()


def test_shades_say_why_nobody_can_be_had(sitting: Sitting) -> None:
    hours = [{"weekday": "FRI", "from_time": "08:00", "to_time": "16:00"}]
    who = add_interpreter(sitting.desk, hours=hours, absences=[{"from_day": DAY, "reason": "ILLNESS"}])
    friday = sitting.interpreters(who).shown.lanes[4]
    assert [(each.kind, each.top, each.bottom, each.words) for each in friday.bands] == [
        ("closed", 0, 480, ""), ("closed", 960, 1440, ""), ("away", 0, 1440, "illness"),
    ]  # fmt: skip


def test_the_nights_when_clocks_change_are_told(sitting: Sitting) -> None:
    add_interpreter(sitting.desk)
    screen = sitting.interpreters()
    for _week in range(2):
        sitting.presenter.go(1)
    assert [(each.kind, each.top) for each in screen.shown.lanes[6].bands] == [("never", 120)]


def test_the_saved_file_is_where_it_was_asked_for(sitting: Sitting, tmp_path: Path) -> None:
    who = add_interpreter(sitting.desk)
    add_request(sitting.desk, wanted_interpreter=who, state="OFFERED")
    screen = sitting.interpreters(who)
    sitting.presenter.save(who, tmp_path / "mine.ics")
    assert "mine.ics" in screen.said
    assert (tmp_path / "mine.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
