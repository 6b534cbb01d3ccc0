"""The search box over a few hundred invented people (domain 7): every spelling, every number, every reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cicdesk.base.paths import Home
from cicdesk.schema.values import Value
from cicdesk.services.desk import Desk
from tests.support.profiles import enrolled, fresh_desk, session_at

KNOWN: dict[str, dict[str, Any]] = {
    "zhuk": {"given_names": "Yevhen", "family_name": "Zhuk", "original_name": "Євген Жук", "pesel": "44051401359",
             "phones": [{"number": "+48000123456"}]},
    "shcherbak": {"given_names": "Yuliia", "family_name": "Shcherbak", "original_name": "Юлія Щербак",
                  "documents": [{"number": "FE 918273"}]},
    "lukasz": {"given_names": "Łukasz", "family_name": "Żółć"},
    "nguyen": {"given_names": "Thị Ánh", "family_name": "Nguyễn"},
    "hassan": {"given_names": "Mohammed", "family_name": "Al-Hassan"},
    "bila": {"original_name": "Знам'янка Короп'є"},
    "raman": {"original_name": "राम कुमार"},
    "single": {"family_name": "Suharto"},
}  # fmt: skip
FIRST = ("Olena", "Andrii", "Iryna", "Petro", "Maria", "Giorgi", "Aisha", "Ivan", "Oksana", "Dmytro")
LAST = (
    "Bondarenko",
    "Kovalchuk",
    "Melnyk",
    "Beridze",
    "Rahman",
    "Tkachenko",
    "Moroz",
    "Lysenko",
    "Pham",
    "Ivanov",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("search")
    session = session_at(Home.at(folder))
    desk = enrolled(fresh_desk(session))
    for values in KNOWN.values():
        desk.records.create("person", values)
    for first in FIRST:
        for last in LAST:
            desk.records.create("person", {"given_names": first, "family_name": last})
    yield desk
    session.close()


@pytest.mark.parametrize(
    ("typed", "who", "why"),
    [
        ("lukasz", "lukasz", "name"),
        ("ŁUKASZ zolc", "lukasz", "name"),
        ("Zhuk", "zhuk", "name"),
        ("жук євг", "zhuk", "name"),
        ("Jewhen Żuk", "zhuk", "spelling"),
        ("Yevhen Zhuk", "zhuk", "name"),
        ("Evgenii Zhuk", "zhuk", "spelling"),
        ("Zhuk Evgen", "zhuk", "spelling"),
        ("Julia Szczerbak", "shcherbak", "spelling"),
        ("Iuliia Shcherbak", "shcherbak", "spelling"),
        ("nguyen anh", "nguyen", "name"),
        ("Alhassan", "hassan", "spelling"),
        ("hassan moh", "hassan", "name"),
        ("Знам\u02bcянка", "bila", "name"),
        ("Koropie", "bila", "spelling"),
        ("राम", "raman", "name"),
        ("कुमार", "raman", "name"),
        ("suhar", "single", "name"),
        ("456", "zhuk", "phone"),
        ("000 123 456", "zhuk", "phone"),
        ("+48 000 123 456", "zhuk", "phone"),
        ("01359", "zhuk", "pesel"),
        ("440514", "zhuk", "pesel"),
        ("918273", "shcherbak", "document"),
        ("FE918273", "shcherbak", "document"),
        ("fe 918273", "shcherbak", "document"),
        ("KR-L07-000003", "lukasz", "number"),
        ("zhuk 3456", "zhuk", "phone"),
    ],
)
def test_finds(desk: Desk, typed: str, who: str, why: str) -> None:
    hits = desk.search.find(typed)
    number = f"KR-L07-{list(KNOWN).index(who) + 1:06d}"
    assert (number, why) in [(hit.number, hit.why) for hit in hits[:3]]


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "*", "a' OR 1", "()", "NEAR(", "zhuk nobody", "\u0000", "x" * 5000]
)
def test_whatever_is_typed_is_no_error(desk: Desk, typed: str) -> None:
    assert desk.search.find(typed) == []


def test_others_are_not_found(desk: Desk) -> None:
    assert "Zhuk" not in " ".join(hit.title for hit in desk.search.find("Bondarenko", limit=100))
    assert len(desk.search.find("Bondarenko", limit=100)) == len(FIRST)
    assert desk.search.find("Zhuk", kinds=["contact"]) == []


def test_a_person_is_found_behind_many_newer_notes(desk: Desk) -> None:
    person = desk.search.find("suharto")[0]
    for n in range(90):
        desk.records.create("note", {"person": person.id, "text": f"Suharto {n}"})
    assert [hit.id for hit in desk.search.find("suharto", kinds=["person"])] == [person.id]
    assert desk.search.similar({"family_name": "Suharto"})[0].id == person.id
    assert desk.search.find("suharto")[0].id == person.id


def test_numbers_say_their_end_only(desk: Desk) -> None:
    assert desk.search.find("44051401359")[0].detail == "…1359"


def test_the_known_person_is_proposed(desk: Desk) -> None:
    clues: tuple[dict[str, Any], ...] = (
        {"given_names": "Jewhen", "family_name": "Żuk"},
        {"original_name": "Евгений Жук"},
        {"pesel": "44051401359"},
        {"family_name": "Other", "phones": [{"number": "+48000123456"}]},
    )
    for values in clues:
        assert desk.search.similar(values)[0].title.startswith("Zhuk")
    assert desk.search.similar({"given_names": "Zzyzx", "family_name": "Qwrt"}) == []


@pytest.mark.parametrize(
    "typed", ["czeczeński", "чеченська", "chechen", "che", "Ibrahimova czecz", "horbatiuk"]
)
def test_an_interpreter_is_found_by_name_and_by_language_in_any_of_the_four(desk: Desk, typed: str) -> None:
    rows: list[Value] = [{"id": "1", "language": "che", "dialect": "Vainakh"}, {"id": "2", "language": "rus"}]
    who = "Horbatiuk" if typed == "horbatiuk" else "Ibrahimova"
    made, _ = desk.records.create("interpreter", {"family_name": who, "languages": rows})
    assert made.id in {hit.id for hit in desk.search.find(typed, 20, ("interpreter",))}
    desk.records.delete(made.id, "")


def test_a_pin_is_found_by_nobody(desk: Desk) -> None:
    guardian, _ = desk.records.create("person", {"family_name": "Opiekunka"})
    collects: list[Value] = [{"id": "1", "name": "Babcia", "pin": "90817"}]
    desk.records.create("dependant", {"person": guardian.id, "given_names": "Maja", "pick_up": collects})
    assert not desk.search.find("90817", 20)
