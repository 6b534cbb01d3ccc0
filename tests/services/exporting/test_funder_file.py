"""The funder's file from the records: who stands in it, with what, and what becomes of it."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cicdesk.domain.reviewing import content_of, pack
from cicdesk.reports.sm_efs.errors import LayoutUnreadable
from cicdesk.reports.sm_efs.faults import Wrong
from cicdesk.reports.sm_efs.layout import shipped_layout
from cicdesk.reports.sm_efs.participant import Participant
from cicdesk.reports.sm_efs.reading import read_file
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NotAllowed
from cicdesk.services.exporting.errors import ExportStopped, FileHasFaults, FileNotWritten
from cicdesk.services.exporting.funder import Check
from cicdesk.services.exporting.gathering import Asked
from cicdesk.store.meta import Place
from tests.support.exported import PROJECT, Taken, add_participant, give

GOLDEN = Path(__file__).parents[2] / "data" / "exports" / "funder_file.csv"
ALL = Asked(PROJECT)


def three(desk: Desk) -> tuple[Taken, Taken, Taken]:
    """The people of the golden file."""
    first = add_participant(
        desk, "Żuk-Łącka", services=(("POL", "2026-03-02"), ("PSY-A", "2026-03-05"), ("POL", "2026-03-04"))
    )
    second = add_participant(desk, "O’Brien", "Levan", "FE 000002", sex="M", education="ISCED_2",
                             labour_status="INACTIVE", labour_detail="NOT_LEARNING")  # fmt: skip
    third = add_participant(
        desk, "=SUMA(A1)", "Олена", "FE 000003", services=(("CAREER", "2026-03-03"), ("INFO", "2026-03-03"))
    )
    return first, second, third


def row(check: Check, taken: Taken) -> Participant:
    """The row of somebody."""
    return next(each for each in check.gathered.participants if each.reference == taken.participation)


def test_the_file_is_the_golden_one_byte_for_byte(desk: Desk) -> None:
    three(desk)
    check = desk.funder_file.check(ALL)
    assert check.checked.faults == ()
    assert check.checked.content == GOLDEN.read_bytes()


def test_what_is_written_is_what_the_reader_reads_back(desk: Desk) -> None:
    three(desk)
    check = desk.funder_file.check(ALL)
    assert check.checked.content is not None
    read = read_file(check.checked.content, shipped_layout())
    assert read.faults == ()
    assert [each.supports for each in read.participants] != [()] * 3
    assert [each.identifier for each in read.participants] == ["FE 000001", "FE 000002", "FE 000003"]


def test_the_row_says_what_was_so_on_joining_whatever_changed_since(desk: Desk) -> None:
    first, *_others = three(desk)
    desk.records.edit(
        first.person, {"education": "ISCED_0", "labour_status": "EMPLOYED", "labour_detail": "NGO"}
    )
    desk.records.edit(first.person, {"family_name": "Kowalska"})
    found = row(desk.funder_file.check(ALL), first)
    assert found.education == "Wyższe (ISCED 5–8)"
    assert found.labour_status == "Osoba bezrobotna"
    assert found.family_name == "Kowalska", "whom it is about is as it is now"


def test_supports_stand_once_each_in_the_order_of_their_first_day(desk: Desk) -> None:
    first, _second, third = three(desk)
    check = desk.funder_file.check(ALL)
    assert [(each.kind, each.started) for each in row(check, first).supports] == [
        ("krajowe szkolenie/kurs", dt.date(2026, 3, 2)),
        ("doradztwo/konsultacje", dt.date(2026, 3, 5)),
    ]
    assert len(row(check, third).supports) == 1, "information at the desk is no support"


def test_the_time_leaves_out_who_joined_later_and_supports_given_later(desk: Desk) -> None:
    first, _second, third = three(desk)
    check = desk.funder_file.check(Asked(PROJECT, until=dt.date(2026, 3, 2)))
    assert third.participation not in {each.reference for each in check.gathered.participants}
    assert len(row(check, first).supports) == 1
    desk.records.edit(first.participation, {"ended_on": "2026-03-06", "status": "FINISHED"})
    late = desk.funder_file.check(Asked(PROJECT, since=dt.date(2026, 3, 7)))
    assert first.participation not in {each.reference for each in late.gathered.participants}


def test_faults_name_the_person_and_keep_the_file_back(desk: Desk, out: Path) -> None:
    three(desk)
    for number in range(4, 7):
        add_participant(
            desk, f"Nowa{number}", "Anna", f"FE 00000{number}",
            address={"country": "PL", "voivodeship": "12", "county": "1213", "locality": "Zator", "postcode": "32-640", "degurba": "3"},
        )  # fmt: skip
    check = desk.funder_file.check(ALL)
    lacking = [each for each in check.checked.faults if each.column == "commune"]
    assert [each.wrong for each in lacking] == [Wrong.MISSING] * 3
    assert {check.gathered.participants[each.row - 1].family_name for each in lacking} == {
        "Nowa4",
        "Nowa5",
        "Nowa6",
    }
    path = out / "file.csv"
    with pytest.raises(FileHasFaults):
        desk.funder_file.write(check, path, "test")
    assert list(out.iterdir()) == []
    assert desk.records.list("export_log") == []


def test_a_written_file_stands_in_the_log_with_its_fingerprint(desk: Desk, out: Path) -> None:
    three(desk)
    path = out / "file.csv"
    desk.funder_file.write(desk.funder_file.check(ALL), path, "Rozliczenie kwartału")
    (noted,) = desk.records.list("export_log")
    assert noted.values["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (noted.values["how_many"], noted.values["what"], noted.values["made_by"]) == (
        3,
        "FUNDER_FILE",
        "olha",
    )
    assert [each.name for each in out.iterdir()] == ["file.csv"]
    assert path.stat().st_mode & 0o077 == 0


def test_a_place_that_takes_no_file_gets_none_and_no_line_in_the_log(desk: Desk, out: Path) -> None:
    three(desk)
    with pytest.raises(FileNotWritten):
        desk.funder_file.write(desk.funder_file.check(ALL), out / "gone" / "file.csv", "test")
    assert desk.records.list("export_log") == []


def test_somebody_who_stops_it_gets_nothing(desk: Desk) -> None:
    three(desk)
    told: list[int] = []

    def step(done: int, of: int) -> None:
        told.append(100 * done // of)
        if len(told) > 3:
            raise ExportStopped

    with pytest.raises(ExportStopped):
        desk.funder_file.check(ALL, step)
    assert told == sorted(told)


def test_only_whoever_coordinates_makes_it(desk: Desk) -> None:
    three(desk)
    desk.placed(Place(roles={"olha": "assistant"}, device="d"), "olha")
    with pytest.raises(NotAllowed):
        desk.funder_file.check(ALL)
    desk.placed(Place(roles={"olha": "coordinator"}, device="d"), "olha")
    assert desk.funder_file.check(ALL).gathered.participants


def test_an_edit_after_the_approval_waits_for_the_next_one(desk: Desk) -> None:
    first, *_others = three(desk)
    case, _changes = desk.records.create("case", {"person": first.person, "topics": ["WORK"]})
    file = [
        (each.id, each.kind, each.document)
        for each in (_document(desk, held.id) for held in desk.records.in_file(first.person))
    ]
    desk.records.create(
        "review",
        {
            "person": first.person,
            "case": case.id,
            "state": "WAITING",
            "approved_values": pack(content_of(file, case.id)),
        },
    )
    desk.records.edit(first.person, {"family_name": "Zmieniona"})
    give(desk, first.person, "CAREER", "2026-03-08")
    desk.records.edit(first.participation, {"technical_id": "T-1"})
    check = desk.funder_file.check(ALL)
    found = row(check, first)
    assert found.family_name == "Żuk-Łącka"
    assert len(found.supports) == 2, "a support that nobody has approved does not count yet"
    assert found.technical_id == "T-1", "what the funder's system gave needs nobody's approval"
    assert check.gathered.approved == 1


class _Document(msgspec.Struct):
    id: str
    kind: str
    document: dict[str, Any]


def _document(desk: Desk, record: str) -> _Document:
    with desk.context.store.read() as connection:
        kind, text = connection.exec_driver_sql(
            "SELECT kind, coalesce(shown, data) FROM record WHERE id = ?", (record,)
        ).one()
    return _Document(record, kind, msgspec.json.decode(text))


def test_technical_ids_of_the_answer_are_kept_and_stand_in_the_next_file(desk: Desk, out: Path) -> None:
    first, second, third = three(desk)
    desk.funder_file.write(desk.funder_file.check(ALL), out / "file.csv", "test")
    answer = (
        "Numer wiersza;PESEL/Inny identyfikator;Techniczny identyfikator;Status;Opis błędu\r\n"
        "1;FE 000001;T-100;Zaimportowany;\r\n2;;T-200;Zaimportowany;\r\n"
        "3;FE 000003;;Odrzucony;Błędna gmina\r\n"
    ).encode("utf-8-sig")
    answered = desk.funder_file.read_answer(answer, ALL)
    assert answered.fresh == ((first.participation, "T-100"), (second.participation, "T-200"))
    assert [each.refused for each in answered.settled] == [False, False, True]
    desk.funder_file.keep_ids(answered.fresh)
    check = desk.funder_file.check(ALL)
    assert [row(check, each).technical_id for each in (first, second, third)] == ["T-100", "T-200", ""]


def test_rows_that_an_answer_numbers_are_those_of_the_file_that_was_sent(desk: Desk, out: Path) -> None:
    first, second, third = three(desk)
    desk.funder_file.write(desk.funder_file.check(ALL), out / "file.csv", "test")
    desk.records.delete(first.participation, "Pomyłka przy wpisywaniu.")
    answered = desk.funder_file.read_answer(b"Lp.;Techniczny identyfikator;Status\r\n3;T-300;OK\r\n", ALL)
    assert answered.fresh == ((third.participation, "T-300"),)
    del second


def test_the_systems_export_is_put_beside_the_records(desk: Desk) -> None:
    first, second, third = three(desk)
    check = desk.funder_file.check(ALL)
    assert check.checked.content is not None
    theirs = check.checked.content.decode("utf-8-sig").replace("Wyższe (ISCED 5–8)", "Podstawowe (ISCED 1) lub gimnazjalne (ISCED 2)", 1)  # fmt: skip
    lines = theirs.splitlines(keepends=True)
    lines[1] = lines[1].replace(";FE 000001;Tak;;", ";FE 000001;Tak;T-9;")
    found = desk.funder_file.compare("".join(lines[:3]).encode(), ALL)
    assert [(each.column, each.ours.reference) for each in found.compared.differences] == [
        ("education", first.participation)
    ]
    assert [each.reference for each in found.compared.only_ours] == [third.participation]
    assert found.fresh == ((first.participation, "T-9"),)
    assert found.people[second.participation] == second.person


def test_a_layout_of_ones_own_is_checked_and_remembered(desk: Desk, profile: object) -> None:
    three(desk)
    text = desk.funder_file.layout_text()
    assert not desk.funder_file.has_own_layout()
    desk.funder_file.use_layout(text.replace('header = "Uwagi"', 'header = "Uwagi projektu"'))
    assert desk.funder_file.has_own_layout()
    content = desk.funder_file.check(ALL).checked.content
    assert content is not None
    assert "Uwagi projektu" in content.decode()
    with pytest.raises(LayoutUnreadable):
        desk.funder_file.use_layout("name = 1")
    assert desk.funder_file.has_own_layout(), "what cannot be used changes nothing"
    desk.funder_file.go_back_to_shipped()
    assert desk.funder_file.layout() is shipped_layout()


def test_who_was_merged_into_another_stands_in_the_file_once_with_all_supports(desk: Desk) -> None:
    first, second, _third = three(desk)
    give(desk, second.person, "CAREER", "2026-03-01")
    desk.merging.merge(first.person, second.person, ())
    check = desk.funder_file.check(ALL)
    assert len(check.gathered.participants) == 2
    (kept,) = (each for each in check.gathered.participants if each.family_name == "Żuk-Łącka")
    assert [each.detail for each in kept.supports] == ["doradztwo zawodowe", "", "pomoc psychologiczna"]
    assert set(check.gathered.people.values()) >= {first.person}
    assert second.person not in check.gathered.people.values()
