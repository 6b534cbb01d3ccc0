"""Who lacks what for the reports is known at once, and true after every change."""

import time
from collections.abc import Iterator

import msgspec
import pytest

from cicdesk.base.ids import new_id
from cicdesk.base.paths import Home
from cicdesk.domain.reportable import missing_for
from cicdesk.services.desk import Desk
from cicdesk.store.lacking import Line, Where
from tests.support.desks import Profile, add_person

PROJECT = "esf_fem_6_19"


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    profile = Profile(home)
    yield profile.open()
    profile.close()


def judged(desk: Desk) -> int:
    """Look through everybody; how many were."""
    done = 0
    while True:
        count, left = desk.completeness.judge()
        done += count
        if not left:
            return done


def lines(desk: Desk, **where: str) -> list[Line]:
    judged(desk)
    return desk.completeness.lines(desk.completeness.keys(Where(**where)))


def test_what_is_missing_is_what_the_form_says(desk: Desk) -> None:
    person = add_person(desk)
    (line,) = lines(desk)
    assert line.id == person
    assert line.fields == missing_for("person", desk.records.get(person).values)


def test_a_field_that_is_filled_in_is_missing_no_more(desk: Desk) -> None:
    person = add_person(desk)
    assert "sex" in lines(desk)[0].fields
    desk.records.edit(person, {"sex": "K"})
    assert judged(desk) == 1
    assert "sex" not in lines(desk)[0].fields
    assert judged(desk) == 0, "nobody is looked through again for nothing"


def test_the_project_says_what_is_needed(desk: Desk) -> None:
    person = add_person(desk)
    desk.records.edit(person, {"project": "fami"})
    (line,) = lines(desk)
    assert line.project == "fami"
    assert "disability" not in line.fields
    desk.records.edit(person, {"project": PROJECT})
    assert "disability" in lines(desk)[0].fields


def test_a_participation_says_what_it_lacks_beside_its_person(desk: Desk) -> None:
    person = add_person(desk)
    given = {"person": person, "service": "LEG", "project": PROJECT, "happened_on": "2026-03-10"}
    service, _changes = desk.records.create("service", given)
    part = service.values["participation"]
    (line,) = lines(desk)
    of_part = {each for each in line.fields if each.startswith("participation/")}
    assert of_part == {f"participation/{part}/eligible"}, "what the person lacks is asked of the person"
    desk.records.edit(str(part), {"eligible": "YES", "ended_on": "2026-03-10"})
    of_part = {each.rpartition("/")[2] for each in lines(desk)[0].fields if each.startswith("participation/")}
    assert of_part == {"as_planned", "end_situation"}


def test_the_list_is_narrowed_down_to_a_project_and_to_whom_one_can_ask(desk: Desk) -> None:
    one, other = add_person(desk), add_person(desk, "Olena", "Sydorenko", "")
    desk.records.edit(one, {"project": PROJECT, "assignees": ["marta", "piotr"]})
    desk.records.edit(other, {"project": "fami"})
    assert [each.id for each in lines(desk, project="fami")] == [other]
    assert [each.id for each in lines(desk, who="marta")] == [one]
    assert [each.id for each in lines(desk, who="olha")] == [other], "nobody is assigned: whoever wrote last"
    assert desk.completeness.choices() == {
        "project": [PROJECT, "fami"], "office": [""], "who": ["marta", "olha", "piotr"],
    }  # fmt: skip


def test_whoever_is_deleted_is_on_no_list(desk: Desk) -> None:
    person = add_person(desk)
    assert lines(desk)
    desk.records.delete(person, "Pomyłka")
    assert lines(desk) == []
    desk.records.restore(person)
    assert [each.id for each in lines(desk)] == [person]


def test_a_file_that_leaves_the_laptop_leaves_nothing_here(desk: Desk) -> None:
    from cicdesk.store import records

    person = add_person(desk)
    assert lines(desk)
    with desk.context.store.write() as connection:
        records.drop(connection, [person])
        for table in ("lacking", "asking", "unjudged"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_fifty_thousand_people_are_a_list_at_once(desk: Desk) -> None:
    document = msgspec.json.encode({"family_name": "Zhuk", "project": PROJECT}).decode()
    with desk.context.store.write() as connection:
        ids = [new_id() for _ in range(50_000)]
        connection.exec_driver_sql(
            "INSERT INTO record (id, root, kind, data, sort) VALUES (?, ?, 'person', ?, ?)",
            [(each, each, document, f"zhuk {n}") for n, each in enumerate(ids)],
        )
        # As they lie once everybody was looked through, which needs no test of its own at this size.
        connection.exec_driver_sql(
            'INSERT INTO lacking SELECT n, ?, \'KR\', sort, 3, \'["sex","education","stays"]\' FROM record',
            (PROJECT,),
        )
    begun = time.process_time()
    keys = desk.completeness.keys(Where(project=PROJECT))
    first = desk.completeness.lines(keys[:64])
    assert time.process_time() - begun < 0.5
    assert (len(keys), len(first)) == (50_000, 64)
