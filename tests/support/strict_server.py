"""A real server process that loses its patience soon, so that tests need little of theirs."""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.laptops import ROOT
from tests.support.live_server import STOP_SECONDS, LiveServer

HEAD_SECONDS, BODY_SECONDS, ANSWER_SECONDS = 1.0, 1.5, 1.0

START = f"""
import sys
from pathlib import PosixPath
from cicdesk.server.serve import listen, run
from cicdesk.server.settings import Settings
class Gone:
    def find_spec(self, name, *_):
        raise ImportError(f"{{name}} is being replaced")
def ready():
    if eval(sys.argv[3]):
        sys.meta_path.insert(0, Gone())
    print(listener.getsockname()[1], flush=True)
listener = listen("127.0.0.1", 0)
settings = Settings(
    database=sys.argv[1], head_seconds={HEAD_SECONDS}, body_seconds={BODY_SECONDS},
    answer_seconds={ANSWER_SECONDS}, **eval(sys.argv[2]),
)
run(settings, listener, ready)
"""


@contextmanager
def strict_server(database: str, *, sealed: bool = False, **settings: object) -> Iterator[LiveServer]:
    """A running one, stopped afterwards; further settings as named. `sealed`: once it runs it can load nothing more."""
    with tempfile.TemporaryDirectory(prefix="cicdesk-strict-") as folder:
        log = Path(folder) / "log"
        with log.open("wb") as lines:
            process = subprocess.Popen(
                [sys.executable, "-c", START, database, repr(settings), repr(sealed)],
                cwd=ROOT, stdout=subprocess.PIPE, stderr=lines,
            )  # fmt: skip
        assert process.stdout is not None
        try:
            port = process.stdout.readline().decode().strip()
            assert port, log.read_text(errors="replace")
            yield LiveServer(f"http://127.0.0.1:{port}", process, log)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(STOP_SECONDS)
            process.stdout.close()
