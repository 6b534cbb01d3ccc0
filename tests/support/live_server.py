"""A real server process on a free port, as an administrator starts it."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

START_SECONDS = 60
STOP_SECONDS = 30


@dataclass(slots=True)
class LiveServer:
    """A running server."""

    url: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def stop(self) -> int:
        """Ask it to stop as systemd does; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """Pull its plug."""
        self.process.kill()
        self.process.wait(STOP_SECONDS)


def command(*arguments: str) -> list[str]:
    """The command line of cicdesk-server."""
    return [sys.executable, "-m", "cicdesk.server", *arguments]


def administer(where: Sequence[str], *verb: str) -> dict[str, object]:
    """Run one administrator's command and read its answer; `where` is --database URL or --embedded DIR."""
    done = subprocess.run(
        command(*where, "--json", *verb), capture_output=True, check=False, timeout=START_SECONDS
    )
    lines = done.stdout.splitlines()
    if not lines:
        raise AssertionError(done.stderr.decode(errors="replace"))
    return msgspec.json.decode(lines[-1], type=dict[str, object])


@contextmanager
def live_server(where: Sequence[str], *more: str, files: Path | str = "") -> Iterator[LiveServer]:
    """A server process over this database, stopped afterwards; `files`: where it keeps attached files."""
    with tempfile.TemporaryDirectory(prefix="cicdesk-server-") as folder:
        log = Path(folder) / "log"
        with log.open("wb") as lines:
            process = subprocess.Popen(
                command(*where, "--json", "serve", "--port", "0", *more),
                stdout=subprocess.PIPE,
                stderr=lines,
                env=os.environ | {"PYTHONUNBUFFERED": "1"} | ({"CICDESK_FILES": str(files)} if files else {}),
            )
        try:
            yield LiveServer(_first_line(process, log), process, log)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(STOP_SECONDS)
            if process.stdout is not None:
                process.stdout.close()


def _first_line(process: "subprocess.Popen[bytes]", log: Path) -> str:
    if process.stdout is None:
        raise AssertionError
    line = process.stdout.readline()
    if not line:
        process.wait(STOP_SECONDS)
        raise AssertionError(log.read_text(errors="replace"))
    answer = msgspec.json.decode(line, type=dict[str, object])
    if not answer.get("ok"):
        raise AssertionError(answer)
    return str(answer["url"])
