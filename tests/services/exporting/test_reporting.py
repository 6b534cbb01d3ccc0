"""Reports of a trip and of a month, and the copy of a person's data: the golden ones, and what is in none of them."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from cicdesk.reports.papers.reports import ACCESS_COPY
from cicdesk.reports.papers.sheet import Written
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NotAllowed
from cicdesk.services.exporting.counting import Scope
from cicdesk.services.exporting.errors import ReasonNeeded
from cicdesk.services.exporting.reporting import Asked
from cicdesk.store.meta import Place
from tests.support.exported import PERSON, PROJECT, SECRET, TRIP, record_week

DATA = Path(__file__).parents[2] / "data" / "exports"
OF_TRIP = Asked(Scope(trip=TRIP), PROJECT)
OF_MONTH = Asked(Scope(month="2026-03", office="KR", project=PROJECT), PROJECT)


def text(written: Written) -> str:
    """What would be read on it."""
    return " ".join("".join(ET.fromstring(f"<paper>{written.body}</paper>").itertext()).split())


def body(written: Written) -> bytes:
    """All of it, as it is kept in the golden file."""
    return f"{written.title}\n{written.number}\n{written.footer.first}\n{written.body}".encode()


@pytest.mark.parametrize(("name", "asked"), [("trip_report", OF_TRIP), ("month_report", OF_MONTH)])
def test_a_report_is_the_golden_one_byte_for_byte(desk: Desk, name: str, asked: Asked) -> None:
    record_week(desk)
    assert body(desk.reports.report(asked)) == (DATA / f"{name}.xml").read_bytes()


def test_a_report_bears_the_head_and_the_signs_of_its_project(desk: Desk) -> None:
    record_week(desk)
    told = text(desk.reports.report(OF_TRIP))
    for each in (
        "Wojewódzki Urząd Pracy w Krakowie",
        "FEMP.06.19-IP.01-0333/23",
        "Dofinansowane przez Unię Europejską",
    ):
        assert each in told
    assert "Unię Europejską" not in text(desk.reports.report(Asked(Scope(trip=TRIP))))


def test_a_report_counts_what_was_done_and_names_nobody(desk: Desk) -> None:
    record_week(desk)
    told = text(desk.reports.report(OF_TRIP))
    assert "Miechów" in told
    assert "porada prawna 1 1 0 h 45 min" in told
    assert "Brak prądu" in told
    for name in ("Zhuk", "Yevheniia", "Layla", "Pyta o"):
        assert name not in told + text(desk.reports.report(OF_MONTH))


def test_a_month_holds_only_what_happened_in_it(desk: Desk) -> None:
    record_week(desk)
    empty = text(desk.reports.report(Asked(Scope(month="2026-04"))))
    assert "porada prawna" not in empty
    assert "Kontakty (zapytania) 0" in empty


def test_the_copy_of_a_persons_data_is_the_golden_one_byte_for_byte(desk: Desk) -> None:
    record_week(desk)
    written, machine = desk.reports.access_copy(PERSON)
    assert body(written) == (DATA / "access_copy.xml").read_bytes()
    assert machine == (DATA / "access_copy.json").read_bytes()


def test_the_copy_speaks_polish_and_the_clients_language(desk: Desk) -> None:
    record_week(desk)
    told = text(desk.reports.access_copy(PERSON)[0])
    assert "Kopia danych osobowych" in told
    assert "Копія персональних даних" in told
    assert "Umówiono kurs." in told
    assert "Прізвище" in told


def test_a_lawyers_note_is_left_out_with_its_reason(desk: Desk) -> None:
    record_week(desk)
    written, machine = desk.reports.access_copy(PERSON)
    assert SECRET not in text(written)
    assert SECRET.encode() not in machine
    assert "Treść notatek prawnika (1): chroni ją tajemnica zawodowa." in text(written)
    held = json.loads(machine)
    assert [(each["kind"], each["field"], each["reason"]) for each in held["left_out"]] == [
        ("note", "text", "lawyer"),
        ("dependant", "second_guardian", "others"),
    ]
    kinds = [each["kind"] for each in held["records"]]
    assert kinds[0] == "person"
    assert kinds.count("note") == 2, "that there is such a note is not kept back"


def test_the_copy_is_given_out_with_a_reason_and_a_line_in_the_log(desk: Desk, out: Path) -> None:
    record_week(desk)
    with pytest.raises(ReasonNeeded):
        desk.reports.save_access_copy(PERSON, " ", lambda _written: b"%PDF", out / "copy.pdf")
    desk.reports.save_access_copy(PERSON, "Wniosek z 9 marca", lambda _written: b"%PDF", out / "copy.pdf")
    assert sorted(each.name for each in out.iterdir()) == ["copy.json", "copy.pdf"]
    log = desk.records.list("export_log")
    assert {(each.values["what"], each.values["reason"]) for each in log} == {("ACCESS", "Wniosek z 9 marca")}


def test_only_whoever_coordinates_gives_the_copy_out(desk: Desk) -> None:
    record_week(desk)
    desk.placed(Place(roles={"olha": "assistant"}, device="d"), "olha")
    with pytest.raises(NotAllowed):
        desk.reports.access_copy(PERSON)
    assert ACCESS_COPY.client_facing
