"""A centre over a fresh database, or over one that tests share by offices."""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cicdesk.server.app import Centre
from cicdesk.wire.messages import Enrol
from tests.support.centres import centre_over
from tests.support.devices import DirectApi, HttpApi, Key, Laptop, Wire
from tests.support.live_server import LiveServer, live_server
from tests.support.postgres import Cluster

_numbers = itertools.count(1)


@pytest.fixture
def database_url(cluster: Cluster) -> Iterator[str]:
    """A database of this test's own, with all tables."""
    with cluster.fresh() as url:
        yield url


@pytest.fixture
def centre(database_url: str, tmp_path: Path) -> Iterator[Centre]:
    """The services over this test's own database."""
    with centre_over(database_url, str(tmp_path / "files")) as made:
        yield made


@pytest.fixture(scope="session")
def shared_url(cluster: Cluster) -> Iterator[str]:
    """A database that tests share; each keeps to offices of its own."""
    with cluster.fresh() as url:
        yield url


@pytest.fixture(scope="session")
def shared_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shared centre keeps files."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="session")
def shared_centre(shared_url: str, shared_files: Path) -> Iterator[Centre]:
    """The services over the shared database."""
    with centre_over(shared_url, str(shared_files)) as made:
        yield made


@pytest.fixture(scope="session")
def shared_server(shared_url: str, shared_centre: Centre, shared_files: Path) -> Iterator[LiveServer]:
    """A real server process over the shared database."""
    with live_server(["--database", shared_url], files=shared_files) as running:
        yield running


@dataclass(slots=True)
class World:
    """Offices, people and laptops of one test."""

    centre: Centre
    server: LiveServer | None
    closing: ExitStack
    region: str = field(default_factory=lambda: f"reg{next(_numbers)}")

    def office(self) -> str:
        """A new office."""
        code = f"O{next(_numbers)}"
        self.centre.directory.add_office(code, f"Office {code}", self.region)
        return code

    def user(self, *offices: str, role: str = "assistant") -> str:
        """A new person of the staff."""
        name = f"user{next(_numbers)}"
        self.centre.directory.add_user(name, role, list(offices))
        return name

    def laptop(self, office: str, user: str = "", key: Key | None = None) -> Laptop:
        """A new enrolled laptop of a person, made if not named."""
        who = user or self.user(office)
        code, _place = self.centre.directory.make_code(who, f"L{next(_numbers)}", office)
        pair = key or Key()
        device = self.centre.enrol.enrol(Enrol(code=code, user=who, key=""), pair.public, "here").device
        if self.server is None:
            return Laptop(DirectApi(self.centre, device), device, who, office)
        wire = Wire(self.server.url, pair, device)
        self.closing.callback(wire.close)
        return Laptop(HttpApi(wire), device, who, office)

    def again(self, laptop: Laptop) -> Laptop:
        """The same laptop with an empty disk."""
        return Laptop(laptop.api, laptop.device, laptop.user, laptop.office)


@pytest.fixture(params=["direct", "http"])
def world(request: pytest.FixtureRequest, shared_centre: Centre) -> Iterator[World]:
    """The same tests on the service itself and through a real server process."""
    server = request.getfixturevalue("shared_server") if request.param == "http" else None
    with ExitStack() as closing:
        yield World(shared_centre, server, closing)


@pytest.fixture
def http_world(shared_centre: Centre, shared_server: LiveServer) -> Iterator[World]:
    """A world that is reached through the server process only."""
    with ExitStack() as closing:
        yield World(shared_centre, shared_server, closing)


@pytest.fixture
def own_world(centre: Centre) -> Iterator[World]:
    """A world whose database nobody else uses."""
    with ExitStack() as closing:
        yield World(centre, None, closing)
