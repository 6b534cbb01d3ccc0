"""One bad record is set aside with its reason; its dependants wait for it, everything else flows."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
import zstandard

from cicdesk.schema.values import Value
from cicdesk.server.app import Centre
from cicdesk.wire.messages import Mutation
from tests.end_to_end.conftest import Place, a_place
from tests.support.bad_network import BadNetwork, answer
from tests.support.laptops import QuickLaptop
from tests.support.live_server import LiveServer

pytestmark = [pytest.mark.slow, pytest.mark.server]


ZSTD = b"\x28\xb5\x2f\xfd"


@pytest.fixture(scope="module")
def poisoned(centre: Centre, server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Shared by the tests of this module."""
    with a_place(centre, server.url, tmp_path_factory.mktemp("poison")) as place:
        yield place


@pytest.fixture(scope="module")
def gateway(poisoned: Place) -> BadNetwork:
    """Something in front of the server."""
    return poisoned.bad_line()


def entries(laptop: QuickLaptop) -> list[dict[str, Any]]:
    """What the outbox says."""
    found: list[dict[str, Any]] = laptop.do("outbox")["entries"]
    return found


def aside(laptop: QuickLaptop) -> dict[str, Any]:
    """The one edit that was set aside."""
    (found,) = [each for each in entries(laptop) if each["state"] == "parked"]
    return found


def spoil(laptop: QuickLaptop, record: str, name: str, value: Value) -> None:
    """Put a value into an unsent edit that no form would let through."""
    with laptop.script._desk.context.store.write() as connection:
        body = connection.exec_driver_sql(
            "SELECT body FROM outbox WHERE record = ? ORDER BY n DESC LIMIT 1", (record,)
        ).scalar_one()
        mutation = msgspec.json.decode(body, type=Mutation)
        mutation.set[name] = value
        connection.exec_driver_sql(
            "UPDATE outbox SET body = ? WHERE id = ?", (msgspec.json.encode(mutation), mutation.id)
        )


def test_one_bad_record_among_a_hundred_stands_alone(poisoned: Place) -> None:  # P-01
    laptop, other = poisoned.laptop(), poisoned.laptop()
    people = [laptop.person(f"Osoba{number}") for number in range(100)]
    note = laptop.do("create", kind="note", values={"person": people[41], "text": "Była dziś"})["id"]
    spoil(laptop, people[41], "birth_date", ["not", "a", "day"])
    done = laptop.sync()
    assert done["refused"] == 2
    reasons = {each["record"]: (each["why"], each["field"], each["behind"]) for each in entries(laptop)}
    assert reasons == {people[41]: ("not_valid", "birth_date", False), note: ("unknown_file", "", True)}
    other.sync()
    assert len(other.names()) == 99
    assert laptop.state()["attention"] == 2

    laptop.edit(people[41], birth_date="1888-04-02")
    assert [each["state"] for each in entries(laptop) if each["record"] == people[41]] == ["pending"]
    laptop.sync()
    laptop.sync()
    assert (entries(laptop), laptop.state()["attention"]) == ([], 0)
    other.sync()
    assert other.value(people[41], "birth_date") == "1888-04-02"
    assert other.value(note, "text") == "Była dziś"
    assert other.state()["digest"] == laptop.state()["digest"]


def test_a_mended_edit_of_a_known_record_goes_through(poisoned: Place) -> None:
    laptop, other = poisoned.laptop(), poisoned.laptop()
    person = laptop.person("Mendel")
    laptop.sync()
    laptop.edit(person, email="dobry@example.org", patronymic="Іванович")
    spoil(laptop, person, "email", 5)
    laptop.sync()
    assert (aside(laptop)["why"], aside(laptop)["field"]) == ("not_valid", "email")
    laptop.edit(person, email="lepszy@example.org")
    laptop.sync()
    assert laptop.record(person)["state"] == "sent"
    other.sync()
    assert other.value(person, "email") == "lepszy@example.org"
    assert other.value(person, "patronymic") == "Іванович"


def test_what_was_set_aside_and_is_sent_again_is_judged_anew(poisoned: Place, centre: Centre) -> None:
    laptop = poisoned.laptop(role="coordinator")
    elsewhere = poisoned.add_office()
    person = laptop.person("Przeniesiona", office=elsewhere)
    laptop.sync()
    assert aside(laptop)["why"] == "out_of_scope"
    laptop.do("send_again", id=aside(laptop)["id"])
    assert laptop.record(person)["state"] == "waiting"
    laptop.sync()
    assert aside(laptop)["why"] == "out_of_scope"
    centre.directory.give_offices(laptop.user, [laptop.office, elsewhere])
    laptop.do("send_again", id=aside(laptop)["id"])
    laptop.sync()
    laptop.sync()
    assert laptop.record(person)["state"] == "sent"


class Picky:
    """A gateway that refuses every push in which a word stands, whatever else is in it."""

    def __init__(self, word: str, refusal: bytes) -> None:
        self.word = word.encode()
        self.refusal = refusal
        self.asked = 0

    def __call__(self, heard: bytes) -> bytes:
        """The refusal, or nothing if the message may pass."""
        body = heard.partition(b"\r\n\r\n")[2]
        self.asked += 1
        plain = zstandard.ZstdDecompressor().stream_reader(body).read() if body[:4] == ZSTD else body
        return self.refusal if self.word in plain else b""


@pytest.mark.parametrize(
    ("refusal", "why"),
    [
        (answer(b'{"error": 1001}', status="400 Bad Request"), "unreadable"),
        (answer(b"{}", status="422 Unprocessable Entity"), "unreadable"),
        (answer(b"<html>", "text/html", "413 Request Entity Too Large"), "too_large"),
    ],
)
def test_a_record_for_which_whole_messages_are_refused_is_found_and_set_aside(
    poisoned: Place, gateway: BadNetwork, refusal: bytes, why: str
) -> None:
    gateway.set()
    laptop, other = poisoned.laptop(url=gateway.url), poisoned.laptop()
    people = [laptop.person(f"Dobra{number}") for number in range(60)]
    bad = laptop.person("Trucizna")
    note = laptop.do("create", kind="note", values={"person": bad, "text": "Czeka na swoją kartę"})["id"]
    last = laptop.person("Ostatnia")
    picky = Picky("Trucizna", refusal)
    gateway.set(refuse=picky)
    laptop.sync()
    assert picky.asked < 24
    assert (aside(laptop)["record"], aside(laptop)["why"]) == (bad, why)
    waits = {each["record"]: each["behind"] for each in entries(laptop) if each["state"] == "pending"}
    assert waits == {note: True}
    other.sync()
    assert {other.value(person, "family_name") for person in people} == {f"Dobra{n}" for n in range(60)}
    assert other.value(last, "family_name") == "Ostatnia"
    assert laptop.record(people[0])["state"] == "sent"

    gateway.set()
    laptop.do("send_again", id=aside(laptop)["id"])
    laptop.sync()
    assert entries(laptop) == []
    other.sync()
    assert other.value(note, "text") == "Czeka na swoją kartę"


def test_what_is_handed_over_reaches_the_coordinator_with_its_content(poisoned: Place) -> None:  # P-04
    laptop, coordinator = poisoned.laptop(), poisoned.laptop(role="coordinator")
    person = laptop.person("Obca", office=poisoned.add_office())
    laptop.sync()
    edit = aside(laptop)["id"]
    laptop.do("hand_over", id=edit, text="Przyszła do nas, mieszka już gdzie indziej.")
    assert (laptop.state()["attention"], laptop.state()["waiting"]) == (0, 2)
    laptop.sync()
    coordinator.sync()
    (handed,) = coordinator.do("list", kind="handover")["records"]
    values = handed["values"]
    assert values["text"] == "Przyszła do nas, mieszka już gdzie indziej."
    assert (values["about"], values["why"], values["author"]) == (person, "out_of_scope", laptop.user)
    (content,) = msgspec.json.decode(values["content"])
    assert content["set"]["family_name"] == "Obca"
    coordinator.edit(handed["id"], done=True)
    coordinator.sync()
    laptop.sync()
    assert laptop.value(handed["id"], "done") is True
    assert aside(laptop)["id"] == edit


def test_an_edit_on_which_the_server_fails_again_and_again_does_not_stop_the_others(
    poisoned: Place, gateway: BadNetwork
) -> None:
    gateway.set()
    laptop, other = poisoned.laptop(url=gateway.url), poisoned.laptop()
    bad = laptop.person("Potknięcie")
    good = [laptop.person(f"Zdrowa{number}") for number in range(12)]
    gateway.set(refuse=Picky("Potknięcie", answer(b'{"error": 5001}', status="500 Internal Server Error")))
    assert laptop.fails("sync") == "server_trouble surroundings"
    assert laptop.state()["attention"] == 0, "once may be the server's own trouble"
    laptop.sync()
    assert (aside(laptop)["record"], aside(laptop)["why"]) == (bad, "stumbles")
    other.sync()
    assert {other.value(person, "family_name") for person in good} == {f"Zdrowa{n}" for n in range(12)}


@pytest.mark.parametrize("said", [b'{"error": 1001}', b'{"error": 5001}'])
def test_a_server_that_refuses_everything_makes_no_edit_look_guilty(
    poisoned: Place, gateway: BadNetwork, said: bytes
) -> None:
    gateway.set()
    laptop = poisoned.laptop(url=gateway.url)
    laptop.sync()
    for number in range(5):
        laptop.person(f"Niewinna{number}")
    gateway.set(answer=answer(said, status="400 Bad Request" if b"1001" in said else "500 Fault"))
    for _each in range(3):
        assert laptop.ask({"do": "sync"})["ok"] is False
    assert (laptop.state()["waiting"], laptop.state()["attention"]) == (5, 0)
    gateway.set()
    laptop.sync()
    assert laptop.state()["waiting"] == 0


def test_unsent_work_of_a_file_that_moved_away_stays_readable_and_goes_nowhere_by_itself(
    poisoned: Place,
) -> None:  # P-04
    laptop, colleague = poisoned.laptop(), poisoned.laptop(role="coordinator")
    person = laptop.person("Wędrowna")
    laptop.sync()
    colleague.sync()
    there = poisoned.add_office()
    successor = poisoned.laptop(office=there)
    colleague.edit(person, office=there)
    colleague.sync()
    laptop.edit(person, email="moja@example.org")
    for _each in range(3):
        laptop.sync()
    (entry,) = entries(laptop)
    assert (entry["state"], entry["why"], entry["record"]) == ("parked", "out_of_scope", person)
    assert laptop.value(person, "email") == "moja@example.org"
    kind, written = laptop.script._desk.handover.read(entry["id"])
    assert (kind, written) == ("person", {"email": "moja@example.org"})
    successor.sync()
    assert successor.value(person, "family_name") == "Wędrowna"
    assert successor.value(person, "email") is None

    laptop.do("hand_over", id=entry["id"], text="")
    laptop.sync()
    laptop.script._desk.handover.take_off(entry["id"])
    laptop.sync()
    assert entries(laptop) == []
    assert laptop.fails("get", id=person) == "record_not_found person"
