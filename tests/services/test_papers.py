"""Papers of an open profile: which a day needs, what waits for a printer, and which scans belong to a sheet."""

import datetime as dt
from collections.abc import Iterator

import pytest

from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from cicdesk.services.files import Content
from cicdesk.services.papers import Wanted
from cicdesk.store.errors import RecordNotFound
from tests.support.desks import Profile
from tests.support.paper_records import DAY, Recorded, record_all

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    profile = Profile(home)
    yield profile.open()
    profile.close()


@pytest.fixture
def recorded(desk: Desk) -> Recorded:
    return record_all(desk)


def codes(desk: Desk, day: str = DAY) -> list[str]:
    return [each.paper for each in desk.papers.of_day(dt.date.fromisoformat(day))]


def test_a_day_needs_confirmations_sheets_cards_to_sign_and_journals(desk: Desk, recorded: Recorded) -> None:
    assert codes(desk) == ["visit_confirmation", "interpreter_sheet", "child_card", "pick_up", "care_journal"]
    assert codes(desk, "2026-11-28") == []


def test_what_was_called_off_needs_no_paper(desk: Desk, recorded: Recorded) -> None:
    desk.records.edit(recorded.appointment, {"status": "CANCELLED_CENTRE", "reason": "OTHER"})
    assert "visit_confirmation" not in codes(desk)


def test_a_card_that_is_signed_is_not_printed_again(desk: Desk, recorded: Recorded) -> None:
    desk.records.edit(recorded.child, {"signature": "ON_PAPER"})
    assert codes(desk) == ["visit_confirmation", "interpreter_sheet", "care_journal"]


def test_the_same_paper_lies_in_the_tray_once(desk: Desk, recorded: Recorded) -> None:
    one = Wanted("incident_note", recorded.incident, "", "uk")
    for _again in range(2):
        desk.papers.lay_aside([one, Wanted("pick_up", recorded.child)])
    assert desk.papers.tray() == [one, Wanted("pick_up", recorded.child)]
    desk.papers.take_out([one])
    assert desk.papers.tray() == [Wanted("pick_up", recorded.child)]


def test_a_paper_whose_record_is_gone_is_no_longer_in_the_tray(desk: Desk, recorded: Recorded) -> None:
    desk.papers.lay_aside([Wanted("incident_note", recorded.incident)])
    desk.records.delete(recorded.incident, "")
    assert desk.papers.tray() == []


def test_a_paper_without_its_record_cannot_be_prepared(desk: Desk) -> None:
    with pytest.raises(RecordNotFound):
        desk.papers.prepare(Wanted("incident_note", "01900000-0000-7000-8000-000000000000"))


def test_the_scan_of_a_sheet_is_named_by_the_time_sheet(desk: Desk, recorded: Recorded) -> None:
    prepared = desk.papers.prepare(Wanted("interpreter_sheet", recorded.request))
    desk.papers.attach_scan(prepared, Content(PDF, "scan.pdf"))
    (scan,) = desk.records.list("attachment")
    sheet = desk.records.get(recorded.sheet).values
    assert sheet["scans"] == [scan.id]
    assert {sheet[f"{who}_signature"] for who in ("client", "requester", "interpreter")} == {"SCANNED"}


def test_a_refused_signature_stays_refused_when_the_scan_comes(desk: Desk, recorded: Recorded) -> None:
    desk.records.edit(recorded.sheet, {"client_signature": "REFUSED"})
    desk.papers.attach_scan(
        desk.papers.prepare(Wanted("interpreter_sheet", recorded.request)), Content(PDF, "scan.pdf")
    )
    assert desk.records.get(recorded.sheet).values["client_signature"] == "REFUSED"


def test_a_list_of_papers_says_whom_each_is_about(desk: Desk, recorded: Recorded) -> None:
    papers = desk.papers.of_day(dt.date.fromisoformat(DAY))
    told = [desk.papers.about(papers)[each] for each in papers]
    assert told == [
        "Yevheniia Zhuk-Kovalenko, 27.11.2026, 10:00", "Yevheniia Zhuk-Kovalenko, 27.11.2026, 10:00",
        "Sofiia Zhuk", "Sofiia Zhuk", "Kącik dziecięcy",
    ]  # fmt: skip


def test_a_trip_takes_only_its_own_papers(desk: Desk, recorded: Recorded) -> None:
    trip = desk.records.create("trip", {"day": DAY, "place": "Miechów"})[0].id
    desk.records.edit(recorded.appointment, {"trip": trip})
    day = dt.date.fromisoformat(DAY)
    assert desk.papers.trips(day) == {trip: "Miechów"}
    assert [each.paper for each in desk.papers.of_day(day, trip)] == ["visit_confirmation"]
