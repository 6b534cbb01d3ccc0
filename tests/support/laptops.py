"""Laptops of the end-to-end tests: `cicdesk script` as a process of its own, or the same script in this process."""

import os
import select
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from cicdesk.base.clock import Clock, SystemClock
from cicdesk.base.paths import Home
from cicdesk.script import FIRST_USER, Script
from cicdesk.services.session import Session
from cicdesk.store.keys import system_keystore
from cicdesk.store.keyslots import Argon

ROOT = Path(__file__).parents[2]
PASSPHRASE = "korrekt Pferd baterie zszywka"
PATIENCE = 60.0
CHEAP = Argon(memory=64, turns=1, lanes=1)
"""For tests that are not about passphrases."""

Answer = dict[str, Any]


class Laptop(ABC):
    """Something that answers the verbs of the script."""

    device = ""
    office = ""
    user = ""

    @abstractmethod
    def ask(self, request: Mapping[str, Any]) -> Answer:
        """The answer to one request, whatever it is."""

    @abstractmethod
    def close(self) -> None:
        """End it properly."""

    def do(self, verb: str, **asked: Any) -> Answer:  # noqa: ANN401  what a verb needs
        """The answer to a verb that has to succeed."""
        answer = self.ask({"do": verb, **asked})
        assert answer["ok"] is True, answer
        return answer

    def fails(self, verb: str, **asked: Any) -> str:  # noqa: ANN401  what a verb needs
        """`code who` of a verb that has to fail."""
        answer = self.ask({"do": verb, **asked})
        assert answer["ok"] is False, answer
        assert answer["text"], answer
        return f"{answer['code']} {answer['who']}"

    def enrol(self, url: str, code: str, user: str, **more: str) -> Answer:
        """Redeem a code."""
        answer = self.do("enrol", server=url, code=code, user=user, **more)
        self.device, self.office, self.user = answer["device"], answer["office"], user
        return answer

    def person(self, family_name: str = "Żuk", **values: Any) -> str:  # noqa: ANN401  any field's
        """The id of a new person."""
        made = self.do(
            "create", kind="person", values={"given_names": "Євген", "family_name": family_name, **values}
        )
        return str(made["id"])

    def edit(self, record: str, **values: Any) -> None:  # noqa: ANN401  any field's
        """Change fields."""
        self.do("edit", id=record, values=values)

    def sync(self) -> Answer:
        """One session."""
        return self.do("sync")

    def state(self) -> Answer:
        """The counts and the digest."""
        return self.do("state")

    def record(self, record: str) -> Answer:
        """A record as the laptop shows it."""
        shown: Answer = self.do("get", id=record)["record"]
        return shown

    def value(self, record: str, name: str) -> Any:  # noqa: ANN401  any value
        """What a field of a record holds."""
        return self.record(record)["values"].get(name)

    def names(self, kind: str = "person", field: str = "family_name") -> list[str]:
        """One field of all records of a kind."""
        found = self.do("list", kind=kind, limit=10_000)["records"]
        return sorted(each["values"].get(field, "") for each in found)


@dataclass(slots=True, kw_only=True)
class ProcessLaptop(Laptop):
    """A real process, as an administrator would start it."""

    home: Path
    process: "subprocess.Popen[bytes]" = field(init=False)
    _kept: bytes = b""

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start it, or start it again."""
        self._kept = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cicdesk", "script", "--home", str(self.home)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "CICDESK_PASSPHRASE": PASSPHRASE, "CICDESK_NO_KEYRING": "1"},
        )

    def say(self, request: Mapping[str, Any]) -> None:
        """Send a request and do not wait."""
        assert self.process.stdin is not None
        self.process.stdin.write(msgspec.json.encode(request) + b"\n")
        self.process.stdin.flush()

    def hear(self) -> Answer | None:
        """The next answer; nothing once the process has ended."""
        assert self.process.stdout is not None
        while b"\n" not in self._kept:
            ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
            assert ready, "no answer"
            piece = os.read(self.process.stdout.fileno(), 1 << 16)
            if not piece:
                return None
            self._kept += piece
        line, _, self._kept = self._kept.partition(b"\n")
        return msgspec.json.decode(line, type=Answer)

    def ask(self, request: Mapping[str, Any]) -> Answer:
        self.say(request)
        answer = self.hear()
        assert answer is not None, self.process.wait(PATIENCE)
        return answer

    def kill(self) -> None:
        """Pull the plug."""
        self.process.kill()
        self._let_go()

    def close(self) -> None:
        if self.process.poll() is None:
            assert self.process.stdin is not None
            self.process.stdin.close()
        self._let_go()

    def _let_go(self) -> None:
        self.process.wait(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()


@dataclass(slots=True, kw_only=True)
class QuickLaptop(Laptop):
    """The same script inside the test's process, with a passphrase that costs nothing and a clock of one's own."""

    home: Path
    clock: Clock = field(default_factory=SystemClock)
    session: Session = field(init=False)
    script: Script = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start it, or start it again."""
        self.session = Session(Home.at(self.home), self.clock, system_keystore, CHEAP)
        if self.session.first_run:
            desk = self.session.create(
                FIRST_USER, FIRST_USER, PASSPHRASE, without_keyring=True, any_length=True
            )
        else:
            desk = self.session.unlock(self.session.users()[0].name, PASSPHRASE)
        self.script = Script(self.session, desk, PASSPHRASE, "")

    def ask(self, request: Mapping[str, Any]) -> Answer:
        return self.script.answer(msgspec.json.encode(request).decode())

    def close(self) -> None:
        self.script.close()


Make = Callable[[str], Laptop]
