"""Papers written from real records of an encrypted profile."""

import datetime as dt
from collections.abc import Iterator

import pytest

from cicdesk.base.paths import Home
from cicdesk.reports.papers.catalogue import PAPERS, paper
from cicdesk.schema.values import Value
from cicdesk.services.desk import Desk
from cicdesk.services.papers import Prepared, Wanted
from tests.support.desks import Profile
from tests.support.paper_records import DAY, HIDDEN, Recorded, record_all
from tests.support.pdfs import paragraphs


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    profile = Profile(home)
    yield profile.open()
    profile.close()


@pytest.fixture
def recorded(desk: Desk) -> Recorded:
    return record_all(desk)


def prepared(desk: Desk, recorded: Recorded, code: str, language: str = "") -> Prepared:
    day = DAY if code == "care_journal" else ""
    return desk.papers.prepare(Wanted(code, recorded.main(paper(code).about), day, language))


def test_nothing_hidden_and_no_pin_stands_on_any_paper(desk: Desk, recorded: Recorded) -> None:
    for each in PAPERS:
        body = prepared(desk, recorded, each.code).written.body
        assert HIDDEN not in body, each.code
        assert "4821" not in body, each.code
        assert "traum" not in body.lower(), each.code


def test_the_interpreters_sheet_names_the_client_by_number_only(desk: Desk, recorded: Recorded) -> None:
    number = desk.records.get(recorded.person).number
    written = prepared(desk, recorded, "interpreter_sheet").written
    assert number in written.body
    for name in ("Yevheniia", "Zhuk", "Євгенія"):
        assert name not in written.body
    assert "10:05–11:40" in written.body


def test_a_special_request_does_not_say_what_it_is_about(desk: Desk, recorded: Recorded) -> None:
    assert "medyczny" in prepared(desk, recorded, "interpreter_sheet").written.body
    desk.records.edit(recorded.request, {"sensitivity": "SPECIAL"})
    assert "medyczny" not in prepared(desk, recorded, "interpreter_sheet").written.body


def test_the_card_of_a_child_says_how_grave_an_allergy_is(desk: Desk, recorded: Recorded) -> None:
    grave: list[Value] = [{"kind": "FOOD", "to": "orzechy", "severity": "ANAPHYLAXIS", "action": "EpiPen"}]
    desk.records.edit(recorded.child, {"allergies": grave})
    body = prepared(desk, recorded, "child_card", "vi").written.body
    assert "pokarmowa, orzechy, zagrożenie życia (wstrząs), EpiPen" in body
    assert "thức ăn, orzechy, nguy hiểm tính mạng (sốc phản vệ), EpiPen" in body


def test_the_journal_gives_first_names_and_initials(desk: Desk, recorded: Recorded) -> None:
    body = prepared(desk, recorded, "care_journal").written.body
    assert "Sofiia Z." in body
    assert "Zhuk" not in body
    assert "orzechy" not in body


def test_a_paper_speaks_the_clients_language_beside_polish(desk: Desk, recorded: Recorded) -> None:
    told = paragraphs(prepared(desk, recorded, "visit_confirmation").written)
    assert "Potwierdzenie wizyty" in told
    assert "Підтвердження візиту" in told
    assert "п’ятниця, 27.11.2026" in told


def test_a_client_whose_language_papers_lack_gets_the_next_one_that_they_read(
    desk: Desk, recorded: Recorded
) -> None:
    desk.records.edit(recorded.person, {"contact_language": "som", "languages": [
        {"language": "som", "speaks": True}, {"language": "ara", "speaks": True, "reads": True},
    ]})  # fmt: skip
    assert prepared(desk, recorded, "visit_confirmation").wanted.language == "ar"


def test_a_client_who_speaks_polish_gets_it_once(desk: Desk, recorded: Recorded) -> None:
    desk.records.edit(recorded.person, {"contact_language": "pol"})
    written = prepared(desk, recorded, "visit_confirmation").written
    assert paragraphs(written).count("Potwierdzenie wizyty") == 1
    assert written.footer.second == ""


def test_a_visit_that_took_place_is_confirmed_otherwise_than_one_to_come(
    desk: Desk, recorded: Recorded
) -> None:
    assert "ma u nas umówioną wizytę" in prepared(desk, recorded, "visit_confirmation").written.body
    desk.records.edit(recorded.appointment, {"status": "HELD"})
    assert "była u nas na wizycie" in prepared(desk, recorded, "visit_confirmation").written.body


def test_a_booking_says_what_is_not_certain_yet(desk: Desk, recorded: Recorded) -> None:
    body = prepared(desk, recorded, "booking_confirmation", "en").written.body
    assert "Ukrainian, on site, waiting for confirmation" in body
    assert "number of children: 1, waiting for confirmation" in body
    assert "may still change" in body


def test_the_guardian_signs_what_they_told(desk: Desk, recorded: Recorded) -> None:
    body = prepared(desk, recorded, "child_card", "en").written.body
    assert "food, orzechy" in body
    assert "☒\u00a0tak / yes" in body
    assert "☐\u00a0tak / yes\u2003\u2003☒\u00a0nie / no" in body


def test_what_a_record_holds_is_text_and_never_a_part_of_the_template(desk: Desk, recorded: Recorded) -> None:
    desk.records.edit(recorded.incident, {"what": "<b>5 > 3 & {{ say }}</b>"})
    assert "<b>5 > 3 & {{ say }}</b>" in paragraphs(prepared(desk, recorded, "incident_note").written)


def test_a_paper_keeps_its_number_and_says_when_it_was_printed(desk: Desk, recorded: Recorded) -> None:
    first, again = (prepared(desk, recorded, "incident_note").written for _ in range(2))
    assert first.number == again.number
    assert first.number.startswith("NZ/")
    assert first.number in first.footer.first
    assert (
        f"{dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC).astimezone():%d.%m.%Y %H:%M}" in first.footer.first
    )


def test_names_and_clauses_come_from_the_project(desk: Desk, recorded: Recorded) -> None:
    assert "Żyj i pracuj w Małopolsce (etap 1)" in prepared(desk, recorded, "child_card").written.body
    desk.records.edit(recorded.person, {"project": "fami"})
    body = prepared(desk, recorded, "child_card").written.body
    assert "Żyj i pracuj" not in body
    assert "Fundusz Azylu, Migracji i Integracji" in body
    assert "Administratorem danych jest instytucja, która prowadzi projekt" in body
    assert "Ochrona danych osobowych · Wersja tekstu 2026-11" in body
