"""The centre of the demonstration: the real server as a process of its own, with its own PostgreSQL."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

_START = 120.0
"""Seconds: the first start makes a database cluster."""
_STOP = 20.0
_COMMAND = 60.0

Answer = dict[str, Any]


class CentreFailed(Exception):
    """The server did not start, or refused a command; the text is what it said."""


class Centre:
    """A running server in a folder. `stop` ends it; the database ends with it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._said_in = folder.with_name(f"{folder.name}.log")
        self._log = self._said_in.open("w", encoding="utf-8")
        self._process = subprocess.Popen(  # noqa: S603  our own program
            self._words("serve", "--host", "127.0.0.1", "--port", "0"),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._log, text=True, env=_environment(),
        )  # fmt: skip
        try:
            self.url = str(self._first_line()["url"])
        except BaseException:
            self.stop()
            raise

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.url).port or 0

    def do(self, *words: str) -> Answer:
        """Run a command of `cicdesk-server` on the same database; its answer."""
        run = subprocess.run(  # noqa: S603  our own program
            self._words(*words), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            timeout=_COMMAND, env=_environment(),
        )  # fmt: skip
        return _answer(run.stdout.strip().rpartition("\n")[2], run.stderr)

    def stop(self) -> None:
        """End the server and wait for it."""
        self._process.terminate()
        try:
            self._process.wait(_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._log.close()

    def _words(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "cicdesk.server.cli", "--embedded", str(self._folder), "--json", *words]

    def _first_line(self) -> Answer:
        lines: SimpleQueue[str] = SimpleQueue()
        # The rest is read as well, so that the server never waits for a reader.
        threading.Thread(target=_read, args=(self._process, lines), daemon=True).start()
        for _ in range(int(_START * 2)):
            try:
                return _answer(lines.get(timeout=0.5), self._said())
            except Empty:
                if self._process.poll() is not None:
                    break
        raise CentreFailed(f"the server did not start: {self._said()}")

    def _said(self) -> str:
        return self._said_in.read_text(encoding="utf-8", errors="replace")[-2000:].strip()


def _read(process: "subprocess.Popen[str]", lines: "SimpleQueue[str]") -> None:
    for line in process.stdout or ():
        lines.put(line)


def _environment() -> dict[str, str]:
    """Our own, without the windows' settings."""
    return {**os.environ, "PYTHONUNBUFFERED": "1"}


def _answer(line: str, said: str) -> Answer:
    try:
        answer = json.loads(line)
    except ValueError:
        raise CentreFailed(f"no answer but: {line} {said}".strip()) from None
    if not isinstance(answer, dict) or not answer.get("ok"):
        raise CentreFailed(f"refused: {line}")
    return answer
