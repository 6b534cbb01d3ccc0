"""`python -m tests.kills --clients 400 --workers 100`: kill -9 of a laptop at work and of workers of its server."""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from cicdesk.server.app import make_centre
from cicdesk.server.settings import Settings
from tests.end_to_end.conftest import Place, a_place
from tests.end_to_end.test_courier import with_keys
from tests.kills.clients import kill_clients
from tests.kills.workers import kill_workers
from tests.server.test_workers import WORKERS
from tests.support import postgres
from tests.support.live_server import LiveServer, live_server


@contextmanager
def centre() -> Iterator[tuple[Place, LiveServer, str]]:
    """A server of several workers with an office, and its database."""
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="cicdesk-kills-")))
        database = closing.enter_context(closing.enter_context(postgres.cluster()).fresh())
        closing.enter_context(with_keys(folder))
        server = closing.enter_context(
            live_server(["--database", database], "--workers", str(WORKERS), files=folder / "files")
        )
        made = make_centre(Settings(database=database))
        closing.callback(made.close)
        yield closing.enter_context(a_place(made, server.url, folder)), server, database


def main(arguments: list[str]) -> int:
    """Kill, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--clients", type=int, default=400, help="kills of the laptop")
    parser.add_argument("--workers", type=int, default=100, help="kills of the server's workers")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    with centre() as (place, server, database):
        begun = time.monotonic()
        promised = kill_clients(place, chosen.clients, chosen.seed)
        kinds = ", ".join(f"{count} during {what}" for what, count in sorted(promised.kills.items()))
        _say(f"{chosen.clients} kills of a laptop ({kinds}) in {time.monotonic() - begun:.0f} s")
        _say(f"  {len(promised.persons)} persons, {len(promised.edited)} edits, {len(promised.files)} files,"
             f" {len(promised.packages)} packages were acknowledged: 0 lost, 0 twice")  # fmt: skip
        begun = time.monotonic()
        other = Place(place.centre, place.url, place.folder, place.closing)
        count = kill_workers(other, server, database, chosen.workers, chosen.seed)
        _say(f"{chosen.workers} kills of workers in {time.monotonic() - begun:.0f} s")
        _say(f"  {count} edits were acknowledged: 0 lost, 0 twice")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
