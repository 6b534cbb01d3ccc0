"""The administrator's commands, each as a process of its own, and the server they start."""

import argparse
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import msgspec
import pytest

from cicdesk.server.cli import _parser, main
from cicdesk.wire.messages import Hello, Mutation, Pull, Push, PushReply
from tests.support.devices import HttpApi, Key, Wire, enrol, new_person
from tests.support.live_server import administer, command, live_server


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL's own user can reach; pytest's are closed to others."""
    with tempfile.TemporaryDirectory(prefix="cicdesk-centre-") as made:
        yield Path(made)


def test_the_story_of_design_on_an_embedded_server(folder: Path) -> None:
    where = ["--embedded", str(folder / "centre")]
    assert administer(where, "office", "add", "KR", "--name", "Kraków") == {"ok": True, "office": "KR"}
    assert administer(where, "user", "add", "anna", "--role", "assistant", "--office", "KR") == {
        "ok": True, "user": "anna",
    }  # fmt: skip
    with live_server(where) as server:
        answer = administer(where, "device", "code", "--user", "anna", "--office", "KR", "--name", "L01")
        wire = Wire(server.url, Key())
        enrol(wire, str(answer["code"]), "anna")
        assert HttpApi(wire).pull(Pull(schema=1)).status == "ok"
        assert administer(where, "device", "revoke", "L01")["ok"] is True
        assert HttpApi(wire).pull(Pull(schema=1)).status == "wipe"
        wire.close()
        assert server.stop() == 0
    assert not (folder / "centre" / "postgres" / "postmaster.pid").exists()


def test_workers_share_a_port_and_are_replaced(database_url: str) -> None:
    where = ["--database", database_url]
    administer(where, "office", "add", "KR")
    administer(where, "user", "add", "anna", "--office", "KR")
    with live_server(where, "--workers", "2") as server:
        wire = Wire(server.url, Key())
        enrol(
            wire, str(administer(where, "device", "code", "--user", "anna", "--name", "L01")["code"]), "anna"
        )
        wire.close()
        children = _children(server.process.pid)
        assert len(children) == 2
        os.kill(children[0], signal.SIGKILL)
        looking, deadline = threading.Event(), time.monotonic() + 30
        while len(set(_children(server.process.pid)) - {children[0]}) < 2 and time.monotonic() < deadline:
            looking.wait(0.05)
        for _ in range(6):
            person = new_person("anna", "KR")
            assert wire.ask("/v1/sync/push", _push(person), dict)["seqs"]
            wire.close()
        assert server.stop() == 0


def _push(*muts: Mutation) -> msgspec.Struct:
    return Push(schema=1, muts=list(muts))


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(each) for each in listed.split()]


def test_a_mistake_is_one_line(database_url: str) -> None:
    where = ["--database", database_url]
    administer(where, "office", "add", "KR")
    again = administer(where, "office", "add", "KR")
    assert (again["ok"], again["code"], again["who"]) == (False, "directory", "person")
    assert "KR" in str(again["text"])


def test_people_and_laptops_change_offices(database_url: str) -> None:
    where = ["--database", database_url]
    for office in ("KR", "TA"):
        administer(where, "office", "add", office)
    administer(where, "user", "add", "anna", "--role", "coordinator", "--office", "KR")
    code = administer(where, "device", "code", "--user", "anna", "--name", "L01")["code"]
    with live_server(where) as server:
        wire = Wire(server.url, Key())
        device = enrol(wire, str(code), "anna").device
        administer(where, "user", "offices", "anna", "--office", "KR", "--office", "TA")
        assert {"c:KR", "c:TA"} <= set(HttpApi(wire).hello(Hello(schema=1, clock=0)).scope)
        administer(where, "user", "offices", "anna", "--office", "KR")
        assert administer(where, "device", "move", "L01", "--to", "TA")["device"] == device
        hello = HttpApi(wire).hello(Hello(schema=1, clock=0))
        assert (hello.office, {"c:KR", "c:TA"} <= set(hello.scope)) == ("TA", True)
        wire.close()
    assert administer(where, "user", "offices", "anna", "--office", "XX")["text"] == "no such office: XX"
    assert administer(where, "device", "move", "L09", "--to", "KR")["code"] == "directory"


def test_a_file_is_erased_where_the_list_outside_is_kept(folder: Path) -> None:
    where = ["--embedded", str(folder / "centre")]
    administer(where, "office", "add", "KR")
    administer(where, "user", "add", "anna", "--office", "KR")
    with live_server(where) as server:
        wire = Wire(server.url, Key())
        enrol(
            wire, str(administer(where, "device", "code", "--user", "anna", "--name", "L01")["code"]), "anna"
        )
        person = new_person("anna", "KR")
        wire.ask("/v1/sync/push", _push(person), PushReply)
        assert administer(where, "erase", person.id)["ok"] is True
        assert HttpApi(wire).pull(Pull(schema=1, cursors={"*": 0})).parts["*"].erased == [person.id]
        assert administer(where, "erase", "nobody")["text"] == "no such file: nobody"
        wire.close()
    assert person.id in next((folder / "centre").glob("*eras*")).read_text("ascii")


def test_without_a_list_outside_nothing_is_erased(database_url: str) -> None:
    assert "CICDESK_LEDGER" in str(administer(["--database", database_url], "erase", "x")["text"])


def test_no_database_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("CICDESK_DATABASE_URL", raising=False)
    assert main(["migrate"]) == 1
    assert "--embedded" in capsys.readouterr().err


def test_the_description_is_published(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["openapi"]) == 0
    document = msgspec.json.decode(capsys.readouterr().out)
    assert set(document["paths"]) >= {
        "/v1/sync/hello", "/v1/sync/push", "/v1/sync/pull", "/v1/sync/salvage", "/v1/enrol", "/v1/courier",
    }  # fmt: skip
    assert "Mutation" in document["components"]["schemas"]


def test_help_is_quick() -> None:
    done = subprocess.run(command("--help"), capture_output=True, check=True)
    assert b"device" in done.stdout


def unexplained(parser: argparse.ArgumentParser) -> list[str]:
    """The words that one may or must say after a command and that its help says nothing about."""
    found = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                found += [f"{name} {each}" for each in unexplained(inner)]
        elif not action.help:
            found.append(action.dest)
    return found


def test_every_word_of_a_command_is_explained() -> None:
    assert unexplained(_parser()) == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", "the database cannot be reached"),
        ("nonsense", "begins with postgresql://"),
    ],
)
def test_a_database_that_is_not_there_is_said(
    url: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--database", url, "--json", "migrate"]) == 1
    answer = msgspec.json.decode(capsys.readouterr().out, type=dict[str, object])
    assert answer["code"] == "no_database"
    assert words in str(answer["text"])


def test_a_port_in_use_is_said(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["--database", database_url, "--json", "serve", "--port", port]) == 1
    answer = msgspec.json.decode(capsys.readouterr().out, type=dict[str, object])
    assert (answer["code"], answer["who"]) == ("port_in_use", "surroundings")


def test_what_was_set_aside_is_listed_and_read(database_url: str) -> None:
    where = ["--database", database_url]
    for office in ("KR", "WA"):
        administer(where, "office", "add", office)
    administer(where, "user", "add", "anna", "--office", "KR")
    with live_server(where) as server:
        wire = Wire(server.url, Key())
        enrol(
            wire, str(administer(where, "device", "code", "--user", "anna", "--name", "L01")["code"]), "anna"
        )
        person = new_person("anna", "WA", family_name="Obca")
        HttpApi(wire).push(Push(schema=1, muts=[person]))
        wire.close()
    (aside,) = cast("list[dict[str, str]]", administer(where, "aside", "list", "--office", "KR")["aside"])
    assert (aside["record"], aside["user"], aside["laptop"], aside["why"]) == (
        person.id, "anna", "L01", "out_of_scope",
    )  # fmt: skip
    assert administer(where, "aside", "list", "--office", "WA")["aside"] == []
    content = cast("dict[str, str]", administer(where, "aside", "show", person.id)["content"])
    assert content["family_name"] == "Obca"
