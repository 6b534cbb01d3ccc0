"""The centre's disk is full: laptops are asked to come back, nothing acknowledged is lost, and on it goes with room.

Where a small disk can be mounted the database really lies on it; elsewhere the database says of itself that it is full.
"""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from cicdesk.server.storage.engine import Busy
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import Mutation
from tests.server.conftest import World
from tests.support.centres import centre_over
from tests.support.devices import Laptop, RefusedByServer, new_person
from tests.support.files import begin, blobs_of, content, new_attachment
from tests.support.postgres import Cluster
from tests.support.small_disks import SmallDisk, small_disk
from tests.support.strict_server import strict_server

pytestmark = [pytest.mark.slow, pytest.mark.server]

DISK = 48
"""Megabytes; an empty database takes a quarter of it."""
ROOM = 3 << 20
NOTE_BYTES = 30_000
FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON parcel EXECUTE FUNCTION full_disk();
"""


class Disk:
    """The disk of a database, full or not."""

    def __init__(self, url: str, real: SmallDisk | None) -> None:
        self._url = url
        self._real = real

    def fill(self) -> None:
        """Hardly any room is left."""
        if self._real is not None:
            self._real.fill(ROOM)
        else:
            self._run(FULL)

    def make_room(self) -> None:
        """Somebody has cleaned up."""
        if self._real is not None:
            self._real.make_room()
        else:
            self._run("DROP FUNCTION full_disk CASCADE")

    def _run(self, statements: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statements)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL's own user can reach; pytest's are closed to others."""
    with tempfile.TemporaryDirectory(prefix="cicdesk-disk-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@contextmanager
def database_on(cluster: Cluster, disk: SmallDisk | None) -> Iterator[str]:
    """A fresh database, moved to that disk."""
    with cluster.fresh() as url:
        if disk is None:
            yield url
            return
        place = disk.folder / "space"
        place.mkdir()
        name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        with psycopg.connect(cluster.url_of("postgres"), autocommit=True) as connection:
            data = connection.execute("SHOW data_directory").fetchone()
            assert data is not None
            os.chown(place, Path(data[0]).stat().st_uid, -1)
            connection.execute(f"CREATE TABLESPACE small LOCATION '{place}'".encode())
            connection.execute(f'ALTER DATABASE "{name}" SET TABLESPACE small'.encode())
            try:
                yield url
            finally:
                connection.execute(f'ALTER DATABASE "{name}" SET TABLESPACE pg_default'.encode())
                connection.execute("DROP TABLESPACE small")


@pytest.fixture
def full(cluster: Cluster, folder: Path) -> Iterator[tuple[World, Disk]]:
    """A world whose database lies on a small disk."""
    with ExitStack() as closing:
        disk = closing.enter_context(small_disk(folder / "disk", DISK))
        url = closing.enter_context(database_on(cluster, disk))
        server = closing.enter_context(strict_server(url))
        centre = closing.enter_context(centre_over(url))
        yield World(centre, server, closing), Disk(url, disk)


def handed_in(laptop: Laptop, person: Mutation) -> RefusedByServer | None:
    """Nothing if it was taken, the refusal if not."""
    try:
        assert laptop.push(person).outcomes == {}
    except RefusedByServer as refusal:
        return refusal
    return None


def test_a_full_database_asks_for_patience_and_loses_nothing(full: tuple[World, Disk]) -> None:
    world, disk = full
    laptop = world.laptop(world.office())
    laptop.push(new_person(laptop.user, laptop.office))
    disk.fill()
    acknowledged: set[str] = set(laptop.records)
    waiting: list[Mutation] = []
    while len(waiting) < 3:
        person = new_person(laptop.user, laptop.office, scribble=secrets.token_hex(NOTE_BYTES // 2))
        refusal = handed_in(laptop, person)
        if refusal is None:
            assert not waiting, "once it is full it is"
            acknowledged.add(person.id)
            assert len(acknowledged) < 1000
        else:
            assert (refusal.status, refusal.refusal.error) == (503, WireError.BUSY)
            assert refusal.refusal.retry_after
            waiting.append(person)
    disk.make_room()
    for person in waiting:
        assert handed_in(laptop, person) is None
    reader = world.laptop(laptop.office)
    reader.pull()
    assert reader.visible().keys() == acknowledged | {person.id for person in waiting}


def test_a_full_shelf_asks_for_patience_and_takes_the_file_later(database_url: str, folder: Path) -> None:
    with ExitStack() as closing:
        disk = closing.enter_context(small_disk(folder / "disk", 4))
        shelf = folder / "disk" / "files"
        centre = closing.enter_context(centre_over(database_url, str(shelf)))
        world = World(centre, None, closing)
        laptop, data = world.laptop(world.office()), content(5, 200_000)
        person = new_person(laptop.user, laptop.office)
        record = new_attachment(laptop.user, person.id, data)
        laptop.push(person, record)
        api = blobs_of(laptop, centre)
        begin(api, record, data)
        name = str(record.set["sha256"])
        if disk is not None:
            disk.fill(1 << 16)
        else:
            (folder / "disk" / "files").write_bytes(b"no folder")
        with pytest.raises(Busy):
            api.put(name, 0, data)
        if disk is not None:
            disk.make_room()
        else:
            (folder / "disk" / "files").unlink()
        assert api.put(name, 0, data).ready
