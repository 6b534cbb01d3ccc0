"""A bad line: every failure has its name, nothing is lost, and the next sync on a good line finishes."""

import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
import zstandard

from cicdesk.server.app import Centre
from cicdesk.sync import transport
from tests.end_to_end.conftest import Place, a_place
from tests.support.bad_network import BadNetwork, answer
from tests.support.laptops import QuickLaptop
from tests.support.live_server import LiveServer

pytestmark = [pytest.mark.slow, pytest.mark.server]

PORTAL = b"<!DOCTYPE html><html><body>Witamy w hotelu! <a href='/login'>Zaloguj</a></body></html>"
EMPTY = b"{}"


@dataclass(slots=True)
class Van:
    """A laptop behind a line that can be made bad, and a colleague on a good one."""

    laptop: QuickLaptop
    colleague: QuickLaptop
    line: BadNetwork
    newcomer: Callable[[], QuickLaptop]
    """A third laptop, behind the bad line too."""


@pytest.fixture(scope="module")
def van(centre: Centre, server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Van]:
    """Shared by the tests of this module."""
    with a_place(centre, server.url, tmp_path_factory.mktemp("lines")) as place:
        line = place.bad_line()
        yield Van(
            place.laptop(url=line.url), place.laptop(role="coordinator"), line, lambda: newcomer(place, line)
        )


def newcomer(place: Place, line: BadNetwork) -> QuickLaptop:
    """Enrolled on the good line, then moved behind the bad one."""
    how, laptop = line.line, place.bare()
    line.set()
    place.enrolled(laptop, url=line.url)
    line.set(cut_up=how.cut_up, cut_down=how.cut_down)
    return laptop


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None], van: Van) -> None:
    """Nobody waits half a minute for a test, and none finds the line that another left."""
    van.line.set()
    expect_log("Failed to parse headers")
    monkeypatch.setattr(transport, "FLOOR_SECONDS", 1.0)
    monkeypatch.setattr(transport, "CONNECT_SECONDS", 1.0)


def garbled(answered: bytes) -> bytes:
    """The same answer with other bytes in its body."""
    head, _, body = answered.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n" + bytes(each ^ 0x5A for each in body)


def halved(answered: bytes) -> bytes:
    """The first half of the body only; the length still speaks of all of it."""
    head, _, body = answered.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n" + body[: len(body) // 2]


def shortened(answered: bytes) -> bytes:
    """The first half of the body, with a length to match."""
    head, _, body = answered.partition(b"\r\n\r\n")
    half = body[: len(body) // 2]
    return re.sub(rb"(?i)(content-length: )\d+", rb"\g<1>%d" % len(half), head) + b"\r\n\r\n" + half


def longer(answered: bytes) -> bytes:
    """A length that promises more than comes."""
    return re.sub(rb"(?i)(content-length: )\d+", rb"\g<1>99999", answered)


def odd(answered: bytes) -> bytes:
    """A length that is no number."""
    return re.sub(rb"(?i)(content-length: )\d+", rb"\g<1>many", answered)


def bomb() -> bytes:
    """A small answer that unpacks to far more than any answer."""
    packed = zstandard.ZstdCompressor(level=19).compress(b'{"a": "' + b"a" * (200 << 20) + b'"}')
    return answer(packed, "application/json", "200 OK", "Content-Encoding: zstd")


def json_of(**what: Any) -> bytes:  # noqa: ANN401  JSON
    """An answer in good JSON."""
    return answer(msgspec.json.encode(what))


CASES: dict[str, tuple[dict[str, Any], str]] = {
    "hung up at once": ({"cut_up": 0}, "unreachable"),
    "hung up in the request's head": ({"cut_up": 50}, "unreachable"),
    "hung up in the request's body": ({"cut_up": 600}, "unreachable"),
    "hung up before the answer": ({"cut_down": 0}, "unreachable"),
    "hung up in the answer's head": ({"cut_down": 20}, "cut_answer"),
    "hung up in the answer's body": ({"change": halved}, "cut_answer"),
    "swallowed": ({"hole": True}, "too_slow"),
    "a body that is too short for its length": ({"change": longer}, "cut_answer"),
    "a body that was cut and measured again": ({"change": shortened}, "broken_answer"),
    "a length that is no number": ({"change": odd}, "cut_answer"),
    "a garbled body": ({"change": garbled}, "broken_answer"),
    "not HTTP": ({"answer": b"SSH-2.0-OpenSSH_9.2\r\n"}, "unreachable"),
    "noise": ({"answer": bytes(range(256)) * 8}, "unreachable"),
    "a sign-in page with 200": ({"answer": answer(PORTAL, "text/html; charset=utf-8")}, "network_not_ready"),
    "a sign-in page with 511": (
        {"answer": answer(PORTAL, "text/html", "511 Network Authentication Required")},
        "network_not_ready",
    ),
    "a page with 404": ({"answer": answer(PORTAL, "text/html", "404 Not Found")}, "network_not_ready"),
    "a page with 502": ({"answer": answer(PORTAL, "text/html", "502 Bad Gateway")}, "server_trouble"),
    "sent elsewhere with a page": (
        {"answer": answer(PORTAL, "text/html", "302 Found", "Location: http://login.example.org/")},
        "network_not_ready",
    ),
    "sent elsewhere with JSON": (
        {"answer": answer(EMPTY, "application/json", "307 Temporary Redirect", "Location: http://127.0.0.1:1/")},
        "network_not_ready",
    ),
    "nothing with 204": ({"answer": b"HTTP/1.1 204 No Content\r\n\r\n"}, "cut_answer"),
    "JSON that says nothing of the edits": ({"answer": json_of()}, "broken_answer"),
    "JSON of something else": ({"answer": json_of(status=5, seqs="no")}, "broken_answer"),
    "a list": ({"answer": answer(b"[1, 2, 3]")}, "broken_answer"),
    "no JSON": ({"answer": answer(PORTAL)}, "broken_answer"),
    "deep JSON": ({"answer": answer(b"[" * 100_000)}, "broken_answer"),
    "an unknown packing": (
        {"answer": answer(EMPTY, "application/json", "200 OK", "Content-Encoding: br")},
        "broken_answer",
    ),
    "an unknown status": ({"answer": json_of(status="sing")}, "broken_answer"),
    "more answers than edits": ({"answer": json_of(seqs=[[1, 7]], known=[1, 2])}, "broken_answer"),
    "an endless answer": ({"answer": answer(b" " * (17 << 20))}, "oversized_answer"),
    "an answer that unpacks without end": ({"answer": bomb()}, "oversized_answer"),
    "busy": ({"answer": answer(b'{"error": 4002, "retry_after": 3}', status="503 Busy")}, "server_busy"),
    "too many": ({"answer": answer(b'{"error": 4001}', "application/json", "429 Too Many", "Retry-After: 9")},
                 "asked_too_often"),
    "a proxy that holds too many": (
        {"answer": answer(PORTAL, "text/html", "429 Too Many Requests", "Retry-After: 9")}, "asked_too_often"),
    "a proxy whose server is restarting": (
        {"answer": answer(PORTAL, "text/html", "503 Service Unavailable")}, "server_busy"),
    "not known any more": ({"answer": answer(b'{"error": 2005}', status="401 Unauthorized")}, "device_refused"),
    "a proxy that wants a password": ({"answer": answer(EMPTY, status="401 Unauthorized")}, "device_refused"),
    "forbidden by something in front": ({"answer": answer(EMPTY, status="403 Forbidden")}, "forbidden"),
    "revoked": ({"answer": answer(b'{"error": 2006}', status="403 Forbidden")}, "device_revoked"),
    "another service's address": ({"answer": answer(EMPTY, status="404 Not Found")}, "no_such_service"),
    "the same request twice": ({"answer": answer(b'{"error": 2004}', status="401 Unauthorized")}, "out_of_step"),
    "a conflict of requests": ({"answer": answer(EMPTY, status="409 Conflict")}, "out_of_step"),
    "a body that came too slowly": ({"answer": answer(b'{"error": 1004}', status="408 Request Timeout")}, "too_slow"),
    "our fault": ({"answer": answer(b'{"error": 5001}', status="500 Fault")}, "server_trouble"),
    "an order to come back later": ({"answer": json_of(status="busy", retry_after=5)}, "server_busy"),
}  # fmt: skip

A_PERSON_ACTS = {"device_refused", "device_revoked", "forbidden", "no_such_service"}


@pytest.mark.parametrize("case", CASES)
def test_each_failure_has_its_name_and_nothing_is_lost(van: Van, case: str) -> None:
    how, code = CASES[case]
    person = van.laptop.person(case)
    van.laptop.edit(person, email="czeka@example.org")
    before = van.laptop.state()
    van.line.set(**how)
    started = time.monotonic()
    assert van.laptop.fails("sync") == f"{code} {'person' if code in A_PERSON_ACTS else 'surroundings'}"
    assert time.monotonic() - started < 10
    now = van.laptop.state()
    assert (now["waiting"], now["records"], now["digest"]) == (
        before["waiting"],
        before["records"],
        before["digest"],
    )
    assert van.laptop.record(person)["state"] == "waiting"
    van.line.set()
    done = van.laptop.sync()
    assert (done["refused"], van.laptop.state()["waiting"]) == (0, 0)
    van.colleague.sync()
    assert van.colleague.names().count(case) == 1
    assert van.colleague.value(person, "email") == "czeka@example.org"
    assert van.colleague.state()["digest"] == van.laptop.state()["digest"]


@pytest.mark.parametrize("case", CASES)
def test_a_quiet_laptop_survives_the_same(van: Van, case: str) -> None:
    van.laptop.sync()
    van.colleague.person(case)
    van.colleague.sync()
    before = van.laptop.state()
    how, _code = CASES[case]
    van.line.set(**how)
    answered = van.laptop.ask({"do": "sync"})
    assert answered["ok"] is True or answered["who"] in {"surroundings", "person"}
    assert van.laptop.state() == before
    van.line.set()
    van.laptop.sync()
    assert van.laptop.state()["digest"] == van.colleague.state()["digest"]


def test_an_answer_lost_after_the_server_had_taken_it_doubles_nothing(van: Van) -> None:  # S-03
    person = van.laptop.person("Raz")
    for _each in range(3):
        van.line.set(cut_down=0)
        assert van.laptop.fails("sync") == "unreachable surroundings"
        assert van.laptop.record(person)["state"] == "waiting"
    van.colleague.sync()
    assert van.colleague.names().count("Raz") == 1
    van.line.set()
    assert van.laptop.sync()["pushed"] == 1
    van.colleague.sync()
    assert van.colleague.names().count("Raz") == 1
    assert van.laptop.record(person)["conflicts"] == {}


def test_a_connection_that_died_while_nobody_looked_is_made_anew(van: Van) -> None:
    van.laptop.sync()
    van.line.set()
    assert van.laptop.sync()["requests"] == 1


def test_a_slow_line_finishes(van: Van) -> None:
    person = van.laptop.person("Powolna")
    van.line.set(delay=0.3)
    assert van.laptop.sync()["pushed"] == 1
    van.line.set()
    assert van.laptop.record(person)["state"] == "sent"


def test_a_server_that_loses_its_history_again_and_again_is_not_believed(van: Van) -> None:
    person = van.laptop.person("Historia")
    van.laptop.sync()
    records = van.laptop.state()["records"]
    van.line.set(answer=json_of(status="history_lost", epoch=7))
    assert van.laptop.fails("sync") == "broken_answer surroundings"
    assert van.laptop.state()["records"] == records
    van.line.set()
    van.laptop.sync()
    van.colleague.sync()
    assert (van.laptop.state()["waiting"], van.laptop.state()["records"]) == (0, records)
    assert van.colleague.value(person, "family_name") == "Historia"
    assert van.colleague.state()["digest"] == van.laptop.state()["digest"]


def test_an_answer_that_drips_is_given_up(van: Van) -> None:
    person = van.laptop.person("Kropla")
    van.line.set(drip=0.02)
    started = time.monotonic()
    assert van.laptop.fails("sync") == "too_slow surroundings"
    assert time.monotonic() - started < 20
    van.line.set()
    van.laptop.sync()
    assert van.laptop.record(person)["state"] == "sent"


def test_a_line_that_dies_after_every_64_kilobytes_still_gets_everything_through(van: Van) -> None:
    person = van.laptop.person("Obszerna")
    for _each in range(200):
        text = secrets.token_hex(1000)
        van.laptop.do("create", kind="note", values={"person": person, "text": text})
    van.line.forget()
    van.line.set(cut_up=64 << 10, cut_down=64 << 10)
    until_nothing_waits(van.laptop)
    whole = van.line.up
    assert whole < 2.5 * 200 * 1150
    van.colleague.sync()
    newcomer = van.newcomer()
    until_everything_is_there(newcomer, van.colleague)
    assert len(van.colleague.names("note", "text")) == len(newcomer.names("note", "text")) == 200


def until_nothing_waits(laptop: QuickLaptop) -> None:
    """Sync on a bad line until all is sent."""
    for _round in range(60):
        laptop.ask({"do": "sync"})
        if not laptop.state()["waiting"]:
            return
    pytest.fail("it does not get through")


def until_everything_is_there(laptop: QuickLaptop, other: QuickLaptop) -> None:
    """Sync on a bad line until the laptop holds what the other holds."""
    for _round in range(60):
        laptop.ask({"do": "sync"})
        if laptop.state()["digest"] == other.state()["digest"]:
            return
    pytest.fail("it does not get through")


def test_an_answer_to_enrolment_that_was_lost_does_not_cost_the_code(place: Place) -> None:
    line, laptop, user = place.bad_line(), place.bare(), place.user()
    person, code = laptop.person("Przed"), place.code(user)
    line.set(cut_down=0)
    assert laptop.fails("enrol", server=line.url, code=code, user=user) == "unreachable surroundings"
    assert laptop.fails("sync") == "not_enrolled person"
    line.set()
    laptop.enrol(line.url, code, user)
    assert laptop.sync()["pushed"] == 1
    assert laptop.record(person)["state"] == "sent"


def test_work_that_packs_badly_is_handed_in_as_well(van: Van) -> None:
    person = van.laptop.person("Gęsta")
    for _each in range(400):
        van.laptop.do("create", kind="note", values={"person": person, "text": secrets.token_urlsafe(6000)})
    done = van.laptop.sync()
    assert (done["pushed"], done["refused"], van.laptop.state()["waiting"]) == (401, 0, 0)
    van.colleague.sync()
    assert van.colleague.state()["digest"] == van.laptop.state()["digest"]
