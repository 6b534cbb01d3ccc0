"""The program's files are replaced under a running worker: it goes on with what it has loaded."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from cicdesk.base.ids import new_id
from cicdesk.schema.values import Value
from cicdesk.server.app import Centre
from cicdesk.wire.blobs import name_of
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import Courier, CourierReply, Mutation
from tests.server.conftest import World
from tests.support.devices import NOW, Laptop, RefusedByServer, new_person, wire_of
from tests.support.files import HttpBlobs, begin, content, new_attachment
from tests.support.strict_server import strict_server

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.fixture
def laptop(shared_url: str, shared_centre: Centre, tmp_path: Path) -> Iterator[Laptop]:
    """A laptop of a server that can load nothing any more."""
    places = {"files": str(tmp_path / "files"), "courier_keys": tmp_path / "keys.json"}
    with strict_server(shared_url, sealed=True, **places) as running, ExitStack() as leaving:
        world = World(shared_centre, running, leaving)
        yield world.laptop(world.office())
        assert "fault" not in (said := running.log.read_text(encoding="utf-8")), said


def test_a_worker_needs_nothing_more_once_it_runs(laptop: Laptop) -> None:
    person = new_person(laptop.user, laptop.office)
    assert laptop.push(person, pull=True).outcomes == {}
    wish: dict[str, Value] = {
        "person": person.id,
        "day": "2026-03-17",
        "from_time": "09:00",
        "to_time": "10:00",
        "adviser": "x",
    }
    booking = Mutation(id=new_id(), root=person.id, kind="appointment", user=laptop.user, at=NOW, set=wish)
    assert laptop.push(booking).outcomes == {}
    data = content(1, 1000)
    scan = new_attachment(laptop.user, person.id, data)
    assert laptop.push(scan).outcomes == {}
    files = HttpBlobs(wire_of(laptop))
    begin(files, scan, data)
    assert files.put(name_of(data), 0, data).ready
    with pytest.raises(RefusedByServer) as refused:
        wire_of(laptop).ask("/v1/courier", Courier(package=b"no package"), CourierReply)
    assert refused.value.refusal.error == WireError.PACKAGE_BROKEN
    assert laptop.pull().status == "ok"
