"""Today, the file and outbox, over a real profile."""

import datetime as dt

from cicdesk.base.i18n import set_language
from cicdesk.base.ids import new_id
from cicdesk.presenters.case_file import CaseFilePresenter, FileShown
from cicdesk.presenters.missing import missing_for
from cicdesk.presenters.outbox import OutboxPresenter, OutboxShown
from cicdesk.presenters.reading import show
from cicdesk.presenters.runner import InlineRunner
from cicdesk.presenters.today import Tally, Today, TodayPresenter, draft_line, tally_words
from cicdesk.presenters.words import value_words
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, SyncState
from cicdesk.schema.values import Value
from cicdesk.services.desk import Desk
from cicdesk.store.drafts import Draft
from tests.support.arranging import given_by_centre
from tests.support.desks import NOW, StillClock, add_case, add_contact, add_person


class View:
    """Any page: keeps what it was shown."""

    def __init__(self) -> None:
        self.today: Today | None = None
        self.file: FileShown | None = None
        self.outbox: OutboxShown | None = None
        self.cleared = 0

    def show_today(self, today: Today) -> None:
        self.today = today

    def show_file(self, shown: FileShown) -> None:
        self.file = shown

    def show_outbox(self, shown: OutboxShown) -> None:
        self.outbox = shown

    def clear_comment(self) -> None:
        self.cleared += 1


def test_today_lists_the_contacts_of_today_only(desk: Desk) -> None:
    add_contact(desk)
    add_contact(desk, NOW - dt.timedelta(days=1))
    view = View()
    TodayPresenter(view, desk, InlineRunner(), StillClock()).load()
    assert view.today is not None
    assert len(view.today.contacts) == 1
    assert view.today.own == view.today.team == Tally(1, 7)


def test_today_offers_other_times_for_a_booking_that_was_refused_and_one_press_takes_one(desk: Desk) -> None:
    plan: dict[str, Value] = {
        "day": NOW.date().isoformat(),
        "from_time": "12:00",
        "to_time": "13:00",
        "adviser": "olha",
    }
    booked = desk.records.create("appointment", {"person": add_person(desk), **plan})[0].id
    row = {"day": plan["day"], "from_time": "15:00", "to_time": "16:00", "why": "OTHER_TIME"}
    refused = {"adviser_state": "NEEDS_NEW_TIME", "decision_reason": "ADVISER_TAKEN", "alternatives/1": row}
    given_by_centre(desk, booked, refused)
    view, told = View(), list[Changes]()
    presenter = TodayPresenter(view, desk, InlineRunner(), StillClock(), told.append)
    presenter.load()
    assert view.today is not None
    (shown,) = view.today.appointments
    assert "15:00" in shown.moves[0].words
    presenter.move(booked, shown.moves[0])
    assert desk.records.get(booked).values["from_time"] == "15:00"
    assert booked in told[0].records
    presenter.load()
    assert view.today.appointments[0].moves == ()


def test_today_tells_the_own_contacts_from_those_of_colleagues(desk: Desk) -> None:
    add_contact(desk)
    theirs: dict[str, Value] = {
        "language": "ukr",
        "topics": ["WORK"],
        "minutes": 20,
        "at": f"{NOW:%Y-%m-%dT%H:%MZ}",
        "staff": "marek",
    }
    desk.records.create("contact", theirs)
    view = View()
    TodayPresenter(view, desk, InlineRunner(), StillClock()).load()
    assert view.today is not None
    assert (view.today.own, view.today.team) == (Tally(1, 7), Tally(2, 27))
    assert sum("marek" in line.detail for line in view.today.contacts) == 1
    set_language("en")
    assert (
        tally_words(view.today.own, view.today.team)
        == "Yours: 1 contact, 7 min  ·  everybody's: 2 contacts, 27 min"
    )


def test_a_comment_names_the_field_it_is_about_by_its_label() -> None:
    field = spec_of("comment").by_name["field"]
    set_language("en")
    assert show(field, "birth_date") == value_words(field, "birth_date") == "Date of birth"
    assert show(field, "phones/0192") == "Telephones"
    assert show(field, "of_a_later_version") == "of_a_later_version"


def test_a_form_that_was_begun_can_be_gone_on_with(desk: Desk) -> None:
    desk.drafts.save(Draft(new_id(), "person", "olha", {"given_names": "Iryna", "family_name": "Bondar"}))
    view = View()
    presenter = TodayPresenter(view, desk, InlineRunner(), StillClock())
    presenter.load()
    assert view.today is not None
    line = view.today.drafts[0]
    assert "Iryna Bondar" in line.title


def test_the_trip_of_today_is_shown(desk: Desk) -> None:
    desk.records.create("trip", {"day": "2026-03-10", "place": "Miechów", "from_time": "09:00"})
    view = View()
    TodayPresenter(view, desk, InlineRunner(), StillClock()).load()
    assert view.today is not None
    assert view.today.trip is not None
    assert view.today.trip.title == "Miechów"


def test_the_file_shows_both_names_what_is_missing_and_what_happened(desk: Desk) -> None:
    person = add_person(desk)
    case = add_case(desk, person)
    view = View()
    presenter = CaseFilePresenter(
        view, desk, InlineRunner(), StillClock(), missing_for, lambda _changes: None
    )
    presenter.open(person)
    assert view.file is not None
    assert (view.file.title, view.file.original) == ("Yevhen Zhuk", "Євген Жук")
    assert view.file.number
    assert view.file.missing
    assert [event.id for event in view.file.cases] == [case]
    assert [event.kind for event in view.file.timeline] == ["case", "person"]
    assert view.file.timeline[0].title != view.file.cases[0].title


def test_a_comment_at_a_field_and_its_answer_stand_together(desk: Desk) -> None:
    person = add_person(desk)
    view = View()
    told: list[Changes] = []
    presenter = CaseFilePresenter(view, desk, InlineRunner(), StillClock(), missing_for, told.append)
    presenter.open(person)
    presenter.comment("Czy data jest pewna?", name="birth_date")
    assert view.cleared == 1
    presenter.changed(told[-1])
    assert view.file is not None
    remark = view.file.remarks[0]
    assert remark.about
    presenter.comment("Tak, z paszportu.", answered_to=remark.id)
    presenter.load()
    assert [answer.text for answer in view.file.remarks[0].answers] == ["Tak, z paszportu."]
    presenter.settle(remark.id)
    presenter.load()
    assert view.file.remarks[0].done


def test_a_pesel_is_shown_by_its_end_only(desk: Desk) -> None:
    made, _changes = desk.records.create(
        "person", {"given_names": "Olena", "family_name": "Bondar", "pesel": "44051401359"}
    )
    view = View()
    CaseFilePresenter(view, desk, InlineRunner(), StillClock(), missing_for, lambda _changes: None).open(
        made.id
    )
    assert view.file is not None
    shown = next(fact.hidden for fact in view.file.facts if fact.name == "pesel")
    assert shown.endswith("1359")
    assert "4405" not in shown


def test_the_file_tells_when_the_person_first_came_to_ask(desk: Desk) -> None:
    add_contact(desk)
    (contact,) = desk.records.list("contact")
    person, _changes = desk.records.promote(contact.id, {"given_names": "Olena", "family_name": "Bondar"})
    view = View()
    CaseFilePresenter(view, desk, InlineRunner(), StillClock(), missing_for, lambda _changes: None).open(
        person.id
    )
    assert view.file is not None
    told = next(event for event in view.file.timeline if event.kind == "contact")
    assert "7" in told.text


def test_the_outbox_lists_everything_not_yet_at_the_centre(desk: Desk) -> None:
    add_person(desk)
    view = View()
    OutboxPresenter(view, desk, InlineRunner(), StillClock()).load()
    assert view.outbox is not None
    assert [line.kind for line in view.outbox.waiting] == ["person"]
    assert view.outbox.badge.state is SyncState.WAITING
    assert not view.outbox.enrolled


def test_a_draft_counts_only_what_somebody_put_in() -> None:
    begun = {"language": "ukr", "outcome": "INFO", "channel": "PUNKT", "office": "KR", "staff": "olha"}
    line = draft_line(Draft(new_id(), "contact", "olha", {**begun, "topics": ["STAY"]}), NOW)
    assert line.detail.split()[1] == "2"
