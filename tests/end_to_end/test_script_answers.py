"""The verbs of `cicdesk script` and the keys of their answers, as docs and programs rely on them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cicdesk.server.app import Centre
from tests.end_to_end.conftest import Place, a_place
from tests.support.laptops import PASSPHRASE, ROOT, ProcessLaptop, QuickLaptop
from tests.support.live_server import LiveServer

pytestmark = [pytest.mark.slow, pytest.mark.server]

RECORD = {"id", "kind", "values", "state", "conflicts"}
SYNC = {"pushed", "pulled", "conflicts", "refused", "requests", "bytes_up", "bytes_down", "seconds"}
STATES = {"sent", "waiting", "attention", "conflict"}
FIELD = {"kind", "label", "level"}
WITH_CODES, WITH_PARTS = {"code", "codes"}, {"group", "items"}


@pytest.fixture(scope="module")
def place(centre: Centre, server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Where the module's process works."""
    with a_place(centre, server.url, tmp_path_factory.mktemp("answers")) as made:
        yield made


@pytest.fixture(scope="module")
def laptop(place: Place) -> ProcessLaptop:
    """One process that answers all."""
    return place.process()


def keys(answer: dict[str, Any]) -> set[str]:
    """The keys beside `ok`."""
    return set(answer) - {"ok"}


def test_enrol(place: Place) -> None:
    fresh, user = place.bare(), place.user()
    answer = fresh.do("enrol", server=place.url, code=place.code(user, "L99"), user=user)
    assert keys(answer) == {"device", "office"}
    assert answer["office"] == place.office
    made = fresh.do("create", kind="person", values={"given_names": "A", "family_name": "B"})
    assert made["number"] == f"{place.office}-L99-000001"


def check_field(field: dict[str, Any]) -> None:
    """Codes come with the permitted ones, groups and items with their parts; nothing else comes along."""
    extra = (
        {"values"} if field["kind"] in WITH_CODES else {"fields"} if field["kind"] in WITH_PARTS else set()
    )
    assert set(field) == FIELD | extra
    assert field["label"]
    for part in field.get("fields", {}).values():
        check_field(part)


def test_a_kind_that_nothing_here_is_of_is_refused(laptop: ProcessLaptop) -> None:
    assert laptop.fails("list", kind="spaceship") == "unknown_kind person"


def test_kinds(laptop: ProcessLaptop) -> None:
    answer = laptop.do("kinds")
    assert keys(answer) == {"kinds"}
    assert {"contact", "person", "case", "note", "comment", "trip"} <= set(answer["kinds"])
    for kind in answer["kinds"].values():
        assert set(kind) == {"fields"}
        for field in kind["fields"].values():
            check_field(field)
    citizenships = answer["kinds"]["person"]["fields"]["citizenships"]
    assert {"UA", "PL"} <= set(citizenships["values"])


def test_create_get_edit_delete_list(laptop: ProcessLaptop) -> None:
    made = laptop.do("create", kind="person", values={"given_names": "Євген", "family_name": "Жук"})
    assert keys(made) == {"id", "number"}
    assert made["number"].startswith(f"{laptop.office}-")
    assert keys(laptop.do("edit", id=made["id"], values={"email": "e@example.org"})) == set()
    shown = laptop.do("get", id=made["id"])
    assert keys(shown) == {"record"}
    record = shown["record"]
    assert set(record) == RECORD
    assert (record["id"], record["kind"], record["state"], record["conflicts"]) == (
        made["id"],
        "person",
        "waiting",
        {},
    )
    assert record["state"] in STATES
    listed = laptop.do("list", kind="person", where={"email": "e@example.org"}, limit=5)
    assert keys(listed) == {"records"}
    assert listed["records"] == [record]
    assert laptop.do("list", kind="person", where={"email": "nobody@example.org"})["records"] == []
    assert keys(laptop.do("delete", id=made["id"], reason="próba")) == set()
    assert laptop.record(made["id"]) == {**record, "deleted": True}
    assert laptop.do("list", kind="person", where={"email": "e@example.org"})["records"] == []


def test_find(laptop: ProcessLaptop) -> None:
    person = laptop.person("Шевчук")
    answer = laptop.do("find", text="szewczuk", limit=20)
    assert keys(answer) == {"hits"}
    hit = next(each for each in answer["hits"] if each["id"] == person)
    assert set(hit) == {"id", "kind", "title", "why"}
    assert hit["kind"] == "person"


def test_sync_and_state(laptop: ProcessLaptop) -> None:
    laptop.person()
    done = laptop.sync()
    assert keys(done) == SYNC
    assert all(isinstance(done[name], int) for name in SYNC - {"seconds"})
    assert done["requests"] >= 1
    assert 0 < done["seconds"] < 60
    state = laptop.state()
    assert keys(state) == {"waiting", "attention", "conflict", "records", "digest"}
    assert isinstance(state["digest"], str)


def test_resolve(place: Place, laptop: ProcessLaptop) -> None:
    other, person = place.laptop(), laptop.person("Nowak")
    laptop.sync()
    other.sync()
    other.edit(person, family_name="Nowakowa")
    laptop.edit(person, family_name="Novak")
    other.sync()
    assert laptop.sync()["conflicts"] == 1
    assert sorted(laptop.record(person)["conflicts"]["family_name"]) == ["Novak", "Nowakowa"]
    assert keys(laptop.do("resolve", id=person, field="family_name", value="Nowakowa")) == set()
    assert laptop.record(person)["conflicts"] == {}


WRONG = [
    ("not json", "bad_request person"),
    ("[1, 2]", "bad_request person"),
    ('"sync"', "bad_request person"),
    ("{}", "bad_request person"),
    ('{"do": "fly"}', "bad_request person"),
    ('{"do": ["sync"]}', "bad_request person"),
    ('{"do": "get"}', "bad_request person"),
    ('{"do": "edit", "id": "x"}', "bad_request person"),
    ('{"do": "edit", "id": "x", "values": 5}', "bad_request person"),
    ('{"do": "list", "kind": "person", "limit": "many"}', "bad_request person"),
    ('{"do": "list", "kind": "person", "where": [1]}', "bad_request person"),
    ('{"do": "create", "values": {}}', "bad_request person"),
    ('{"do": "create", "kind": "person", "values": ["a"]}', "bad_request person"),
    ('{"do": "create", "kind": "dragon", "values": {}}', "unknown_kind person"),
    ('{"do": "create", "kind": "person", "values": {"wings": 2}}', "invalid_record person"),
    ('{"do": "create", "kind": "person", "values": {"given_names": 5}}', "invalid_record person"),
    ('{"do": "create", "kind": "person", "values": {"citizenships": "UA"}}', "invalid_record person"),
    ('{"do": "create", "kind": "person", "values": {"citizenships": ["ATLANTIS"]}}', "invalid_record person"),
    (
        '{"do": "create", "kind": "person", "values": {"given_names": "A", "phones": 7}}',
        "invalid_record person",
    ),
    (
        '{"do": "create", "kind": "person", "values": {"given_names": "A", "phones": [7]}}',
        "invalid_record person",
    ),
    ('{"do": "create", "kind": "person", "values": {"given_names": "a\\u0000b"}}', "invalid_record person"),
    (
        '{"do": "create", "kind": "person", "values": {"given_names": "A", "address": 7}}',
        "invalid_record person",
    ),
    (
        '{"do": "create", "kind": "note", "values": {"person": "nobody", "text": "x"}}',
        "record_not_found person",
    ),
    ('{"do": "get", "id": "nobody"}', "record_not_found person"),
    ('{"do": "get", "id": null}', "bad_request person"),
    ('{"do": "list", "kind": "person", "limit": -1}', "bad_request person"),
    ('{"do": "find", "text": 5}', "bad_request person"),
    ('{"do": "resolve", "id": "nobody", "field": "email"}', "bad_request person"),
    ("[" * 5000, "bad_request person"),
    ('{"do": "edit", "id": "nobody", "values": {"email": "a@example.org"}}', "record_not_found person"),
    ('{"do": "delete", "id": "nobody"}', "record_not_found person"),
    ('{"do": "resolve", "id": "nobody", "field": "email", "value": "x"}', "record_not_found person"),
    ('{"do": "enrol", "code": "x", "user": "u", "server": "ftp://127.0.0.1"}', "bad_address person"),
    ('{"do": "enrol", "code": "x", "user": "u", "server": "http://192.0.2.1"}', "not_secure person"),
    ('{"do": "enrol", "code": "x", "user": "u"}', "bad_address person"),
]


@pytest.mark.parametrize(("line", "expected"), WRONG, ids=[line[:60] for line, _ in WRONG])
def test_a_failure_has_a_code_says_who_and_the_process_goes_on(
    laptop: ProcessLaptop, line: str, expected: str
) -> None:
    assert laptop.process.stdin is not None
    before = laptop.state()
    laptop.process.stdin.write(line.encode() + b"\n")
    laptop.process.stdin.flush()
    answer = laptop.hear()
    assert answer is not None
    assert keys(answer) == {"code", "who", "text"}
    assert (answer["ok"], f"{answer['code']} {answer['who']}") == (False, expected)
    assert answer["text"].strip()
    assert laptop.state() == before


def test_bytes_that_are_no_text_are_refused_too(laptop: ProcessLaptop) -> None:
    assert laptop.process.stdin is not None
    for line in (b"\xff\xfe\x00", b'{"do": "create", "kind": "person", "values": {"given_names": "\xff"}}'):
        laptop.process.stdin.write(line + b"\n")
        laptop.process.stdin.flush()
        answer = laptop.hear()
        assert answer is not None
        assert (answer["ok"], answer["code"]) == (False, "bad_request")


def test_an_invalid_record_says_which_fields(laptop: ProcessLaptop) -> None:
    answer = laptop.ask(
        {"do": "create", "kind": "person", "values": {"given_names": "A", "birth_date": "1888-13-45"}}
    )
    assert answer["text"].endswith(" birth_date: not_a_day")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Zażo\u0301łć", "Zażółć"),  # letters and their marks apart, as some systems write them
        ("عبد الرحمن", "عبد الرحمن"),
        ("  Żuk  ", "Żuk"),
        ("O\u2019Brien", "O\u2019Brien"),
    ],
)
def test_names_of_all_scripts_come_back_as_they_were_meant(
    laptop: ProcessLaptop, text: str, kept: str
) -> None:
    assert laptop.value(laptop.person(text), "family_name") == kept


def test_a_name_of_ten_thousand_letters_is_refused_by_name(laptop: ProcessLaptop) -> None:
    answer = laptop.ask(
        {"do": "create", "kind": "person", "values": {"given_names": "A", "family_name": "ż" * 10_000}}
    )
    assert answer["text"].endswith(" family_name: too_long")


@pytest.mark.parametrize(
    ("passphrase", "expected"), [("", "no_passphrase"), ("nie to hasło, zupełnie inne", "wrong_passphrase")]
)
def test_a_profile_that_does_not_open_says_why_in_one_line(
    tmp_path: Path, passphrase: str, expected: str
) -> None:
    made = QuickLaptop(home=tmp_path)
    made.close()
    run = subprocess.run(
        [sys.executable, "-m", "cicdesk", "script", "--home", str(made.home)],
        cwd=ROOT,
        env={**os.environ, "CICDESK_PASSPHRASE": passphrase, "CICDESK_NO_KEYRING": "1"},
        input=b'{"do": "state"}\n',
        capture_output=True,
        check=False,
    )
    assert run.returncode == 1
    (line,) = run.stdout.splitlines()
    answer = msgspec.json.decode(line)
    assert (answer["ok"], answer["code"], answer["who"]) == (False, expected, "person")
    assert PASSPHRASE not in run.stderr.decode()


def test_telephones_are_kept_as_the_windows_keep_them(place: Place) -> None:
    laptop = place.laptop()
    person = laptop.person(phones=[{"number": "000 111-222"}, {"number": "zadzwonić do siostry"}])
    numbers = {each["number"] for each in laptop.value(person, "phones")}
    assert numbers == {"+48000111222", "zadzwonić do siostry"}
    held = laptop.value(person, "phones")[0]
    laptop.edit(person, phones=[{**held, "number": "0048 (000) 333 444"}])
    assert [each["number"] for each in laptop.value(person, "phones")] == ["+48000333444"]
