"""Two files beside each other: who, which column, ours and theirs."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cicdesk.reports.sm_efs.differences import Compared, compared
from cicdesk.reports.sm_efs.layout import shipped_layout
from cicdesk.reports.sm_efs.participant import Participant
from cicdesk.reports.sm_efs.reading import read_file
from cicdesk.reports.sm_efs.writing import written
from tests.support.participants import PEOPLE, participant, people, without_pesel, worker

DATA = Path(__file__).resolve().parents[2] / "data" / "funder_files"
LAYOUT = shipped_layout()


def told(found: Compared) -> list[tuple[str, str, str, str]]:
    return [(each.ours.reference, each.column, each.our_text, each.their_text) for each in found.differences]


def test_what_the_system_holds_otherwise_is_told_by_person_and_column() -> None:
    theirs = read_file((DATA / "export.csv").read_bytes(), LAYOUT)
    found = compared(PEOPLE, theirs.participants, LAYOUT, theirs.absent)
    assert told(found) == [
        ("person-2", "locality", "Oświęcim", "Brzezinka"),
        ("person-2", "ended", "", "2026-05-31"),
    ]
    assert [each.reference for each in found.only_ours] == ["person-3"]
    assert found.only_theirs == ()


def test_the_technical_id_says_who_is_who_even_if_the_identifier_was_put_right() -> None:
    found = compared([worker(identifier="44051401358")], [worker(), participant()], LAYOUT)
    assert told(found) == [("person-3", "identifier", "44051401358", "44051401359")]
    assert found.only_theirs == (participant(),)


def test_an_id_that_we_do_not_have_yet_is_no_difference_but_another_one_is() -> None:
    assert told(compared([participant()], [participant(technical_id="1")], LAYOUT)) == []
    assert told(compared([participant(technical_id="2")], [participant(technical_id="1")], LAYOUT)) == [
        ("person-1", "technical_id", "2", "1")
    ]


def test_supports_in_another_order_and_telephones_with_spaces_are_the_same() -> None:
    theirs = without_pesel(supports=without_pesel().supports[::-1], phone="48 000 111-222")
    assert told(compared([without_pesel()], [theirs], LAYOUT)) == []


def test_columns_that_their_file_does_not_have_are_not_compared() -> None:
    theirs = participant(age=None, started=None)
    assert [each[1] for each in told(compared([participant()], [theirs], LAYOUT))] == ["age", "started"]
    assert [each[1] for each in told(compared([participant()], [theirs], LAYOUT, {"age"}))] == ["started"]


def test_a_person_of_another_project_is_another_participant() -> None:
    found = compared([participant()], [participant(project_number="X")], LAYOUT)
    assert (len(found.only_ours), len(found.only_theirs), found.differences) == (1, 1, ())


def test_a_row_is_compared_with_one_row_only() -> None:
    found = compared([participant(), participant(reference="again")], [participant()], LAYOUT)
    assert [each.reference for each in found.only_ours] == ["again"]


@given(st.lists(people(), max_size=2))
def test_a_file_does_not_differ_from_what_it_says_when_it_is_read(persons: list[Participant]) -> None:
    ours = [replace(each, identifier=f"id {row}", technical_id="") for row, each in enumerate(persons)]
    once = read_file(written(ours, LAYOUT), LAYOUT).participants
    again = read_file(written(once, LAYOUT), LAYOUT).participants
    found = compared(once, again, LAYOUT)
    assert (found.differences, found.only_ours, found.only_theirs) == ((), (), ())


def test_a_support_that_is_missing_is_seen() -> None:
    fewer = without_pesel(supports=without_pesel().supports[:1])
    columns = [each[1] for each in told(compared([without_pesel()], [fewer], LAYOUT))]
    assert columns == ["support.kind", "support.detail", "support.started"]
    assert (
        dt.date(2026, 3, 2).isoformat()
        in compared([without_pesel()], [fewer], LAYOUT).differences[2].their_text
    )
