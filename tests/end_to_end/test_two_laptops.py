"""The main job between two real processes and a real server: seen, commented on, answered."""

from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row

from tests.end_to_end.conftest import Place
from tests.support.laptops import ProcessLaptop

pytestmark = [pytest.mark.slow, pytest.mark.server]


def test_an_intake_made_offline_is_reviewed_and_the_comment_comes_back(place: Place) -> None:
    van, office = place.process(), place.process(role="coordinator")
    person = van.person("Жук", citizenships=["UA"], contact_language="ukr")
    case = van.do("create", kind="case", values={"person": person, "summary": "Karta pobytu"})["id"]
    assert van.state()["waiting"] == 2
    assert van.record(person)["state"] == "waiting"
    assert office.sync()["pulled"] == 0

    sent = van.sync()
    assert (sent["pushed"], sent["refused"], sent["conflicts"]) == (2, 0, 0)
    assert van.state()["waiting"] == 0
    assert van.record(person)["state"] == "sent"

    assert office.sync()["pulled"] == 2
    assert office.value(person, "family_name") == "Жук"
    assert office.value(case, "person") == person
    assert [hit["id"] for hit in office.do("find", text="jewhen zuk")["hits"]] == [person]
    about = {"person": person, "about": case, "field": "summary", "text": "Proszę dopisać termin."}
    comment = office.do("create", kind="comment", values=about)["id"]
    office.sync()

    assert van.sync()["pulled"] == 1
    back = van.record(comment)["values"]
    assert (back["text"], back["author"], back["about"]) == ("Proszę dopisać termin.", office.user, case)
    assert van.state()["digest"] == office.state()["digest"]


def test_two_coordinators_comment_while_the_author_edits_offline(place: Place) -> None:
    van = place.laptop()
    offices = [place.laptop(role="coordinator") for _each in range(2)]
    person = van.person("Жук")
    case = van.do("create", kind="case", values={"person": person, "summary": "Karta pobytu"})["id"]
    van.sync()
    van.edit(case, priority="DAYS_3")
    for office, words in zip(offices, ("Proszę dopisać termin.", "Brakuje telefonu."), strict=True):
        office.sync()
        about = {"person": person, "about": case, "field": "summary", "text": words}
        office.do("create", kind="comment", values=about)
        office.edit(case, stage="IN_PROGRESS")
        office.sync()
    assert van.value(case, "priority") == "DAYS_3"
    van.sync()
    texts = {
        each["values"]["text"] for each in van.do("list", kind="comment", where={"about": case})["records"]
    }
    assert texts == {"Proszę dopisać termin.", "Brakuje telefonu."}
    assert (van.value(case, "priority"), van.value(case, "stage")) == ("DAYS_3", "IN_PROGRESS")
    for office in offices:
        office.sync()
    assert {each.state()["digest"] for each in (van, *offices)} == {van.state()["digest"]}
    assert van.state()["conflict"] == 0


def test_work_from_before_enrolment_travels_under_the_persons_name(place: Place) -> None:
    early, other = place.bare_process(), place.process(role="coordinator")
    person = early.person("Przed")
    early.edit(person, email="przed@example.org")
    note = early.do("create", kind="note", values={"person": person, "text": "Pierwsza rozmowa"})["id"]
    assert early.fails("sync") == "not_enrolled person"
    place.enrolled(early)
    assert early.sync()["pushed"] == 3
    other.sync()
    assert other.value(person, "email") == "przed@example.org"
    assert other.value(person, "office") == place.office
    assert other.value(note, "text") == "Pierwsza rozmowa"
    assert early.state()["digest"] == other.state()["digest"]


def test_everything_is_there_after_a_restart(laptop: ProcessLaptop) -> None:
    kept, waiting = laptop.person("Zachowana"), laptop.person("Czeka")
    before = laptop.state()
    laptop.close()
    laptop.start()
    assert laptop.state() == before
    assert laptop.value(kept, "family_name") == "Zachowana"
    assert laptop.record(waiting)["state"] == "waiting"
    assert laptop.sync()["pushed"] == 2


def test_a_profile_belongs_to_one_process(laptop: ProcessLaptop) -> None:
    second = ProcessLaptop(home=laptop.home)
    answer = second.hear()
    assert second.process.wait(30) == 1
    second.close()
    assert answer is not None
    assert (answer["ok"], answer["code"], answer["who"]) == (False, "already_running", "person")
    assert laptop.state()["records"] == 0


def test_what_lies_on_the_disk_cannot_be_read(place: Place) -> None:
    laptop = place.process()
    laptop.person("Nieczytelna", email="sekret.nieczytelna@example.org")
    laptop.kill()
    for file in (each for each in Path(laptop.home).rglob("*") if each.is_file()):
        content = file.read_bytes()
        for planted in ("Nieczytelna", "sekret.nieczytelna", "Євген"):
            assert planted.encode() not in content, file


def test_reporting_tools_see_the_synced_persons(place: Place, database: str) -> None:
    van = place.laptop()
    person = van.person("Widok", citizenships=["UA", "PL"], birth_date="1888-04-02")
    gone = van.person("Skasowana")
    van.sync()
    van.do("delete", id=gone, reason="pomyłka")
    van.sync()
    with psycopg.connect(database, row_factory=dict_row) as connection:
        found = connection.execute("SELECT * FROM person WHERE _office = %s", (place.office,)).fetchall()
    assert [row["_id"] for row in found] == [person]
    assert found[0]["family_name"] == "Widok"
    assert found[0]["citizenships"] == ["PL", "UA"]
    assert str(found[0]["birth_date"]) == "1888-04-02"
    assert found[0]["number"] == van.value(person, "number")
