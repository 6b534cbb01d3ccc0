"""Running the web application: one process, or several behind one port."""

import gc
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from cicdesk.server.app import make_app, make_centre
from cicdesk.server.connections import guarded
from cicdesk.server.loading import load_everything
from cicdesk.server.logs import start_logging
from cicdesk.server.settings import Settings

BACKLOG = 2048
GRACE_SECONDS = 20


class _Announcing(uvicorn.Server):
    """Says when it accepts requests."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop when asked to, and then return: whoever called still has a cluster to stop and an exit status to give."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {name: signal.signal(name, self.handle_exit) for name in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, connections inherit it and answers are not held back to fill a packet.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    listener.listen(BACKLOG)
    listener.setblocking(False)
    return listener


def run(settings: Settings, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve in this process until SIGTERM or SIGINT."""
    start_logging()
    server = make_server(settings, ready)
    _collect_seldom()
    server.run([listener])


def make_server(settings: Settings, ready: Callable[[], None]) -> uvicorn.Server:
    """The web server over the application, not running yet; it says when it accepts requests."""
    load_everything()
    config = uvicorn.Config(
        make_app(make_centre(settings)),
        http=guarded(settings),
        loop="asyncio",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return _Announcing(config, ready)


def _collect_seldom() -> None:
    """Look for garbage less often, and never through what was loaded at the start.

    A push makes many thousand small objects that all live until it ends; looking through them again and
    again took a fifth of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def run_workers(settings: Settings, listener: socket.socket, workers: int, ready: Callable[[], None]) -> None:
    """Serve in several processes that share the port; one that dies is started again."""
    crew = _Crew(settings, listener, workers)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, crew.stop)
    crew.run(ready)


class _Crew:
    """The processes behind one port."""

    def __init__(self, settings: Settings, listener: socket.socket, workers: int) -> None:
        self._settings = settings
        self._listener = listener
        self._workers = workers
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._stopping = threading.Event()

    def stop(self, *_signal: object) -> None:
        """Let them finish what they are doing."""
        self._stopping.set()
        for worker in self._running.values():
            worker.terminate()

    def run(self, ready: Callable[[], None]) -> None:
        """Start them, say when all accept requests, replace those that die."""
        for _each in range(self._workers):
            self._start()
        ready()
        while not self._stopping.wait(0.2):
            for pid in [pid for pid, worker in self._running.items() if worker.poll() is not None]:
                del self._running[pid]
                self._start()
        for worker in self._running.values():
            worker.wait()

    def _start(self) -> None:
        reading, writing = os.pipe()
        worker = subprocess.Popen(  # noqa: S603  this very program
            [sys.executable, "-m", "cicdesk.server.worker", str(self._listener.fileno()), str(writing)],
            pass_fds=(self._listener.fileno(), writing),
            env=os.environ | _environment(self._settings),
        )
        os.close(writing)
        self._running[worker.pid] = worker
        with os.fdopen(reading, "rb") as pipe:
            pipe.read(1)


def _environment(settings: Settings) -> dict[str, str]:
    return {
        "CICDESK_DATABASE_URL": settings.database,
        "CICDESK_LEDGER": str(settings.ledger or ""),
        "CICDESK_COURIER_KEYS": str(settings.courier_keys or ""),
        "CICDESK_RECOVERY_KEY": settings.recovery_key,
        "CICDESK_FILES": settings.files,
        "CICDESK_LARGEST_FILE": str(settings.largest_file >> 20),
        "CICDESK_S3_ENDPOINT": settings.s3_endpoint,
        "CICDESK_OLDEST_FORM": str(settings.oldest_form),
        "CICDESK_OLDER_FORMS_UNTIL": str(settings.older_forms_until or ""),
    }
