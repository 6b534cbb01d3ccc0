"""One real server process for all of these tests; each has offices, people and laptops of its own."""

import itertools
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cicdesk.base.clock import Clock, SystemClock
from cicdesk.server.app import Centre
from tests.support import devices
from tests.support.bad_network import BadNetwork, bad_network
from tests.support.centres import centre_over
from tests.support.laptops import Laptop, ProcessLaptop, QuickLaptop
from tests.support.live_server import LiveServer, live_server
from tests.support.postgres import Cluster

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def database(cluster: Cluster) -> Iterator[str]:
    """The database that all these tests share."""
    with cluster.fresh() as url:
        yield url


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps files."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="session")
def centre(database: str, shelf: Path) -> Iterator[Centre]:
    """Where the administrator works."""
    with centre_over(database, str(shelf)) as made:
        yield made


@pytest.fixture(scope="session")
def server(database: str, centre: Centre, shelf: Path) -> Iterator[LiveServer]:
    """The real server process."""
    with live_server(["--database", database], files=shelf) as running:
        yield running


@dataclass(slots=True)
class Place:
    """Offices, people and laptops of one test or one module."""

    centre: Centre
    url: str
    folder: Path
    closing: ExitStack
    region: str = field(default_factory=lambda: f"region{next(_numbers)}")
    office: str = field(default_factory=lambda: f"E{next(_numbers)}")

    def __post_init__(self) -> None:
        self.add_office(self.office)

    def add_office(self, code: str = "", region: str = "") -> str:
        """A new office, of the same region where none is named; its code."""
        name = code or f"E{next(_numbers)}"
        self.centre.directory.add_office(name, f"Biuro {name}", region or self.region)
        return name

    def user(self, *offices: str, role: str = "assistant") -> str:
        """A new person of the staff; their name."""
        name = f"user{next(_numbers)}"
        self.centre.directory.add_user(name, role, list(offices) or [self.office])
        return name

    def code(self, user: str, laptop: str = "", office: str = "") -> str:
        """A one-time code for a person."""
        code, _place = self.centre.directory.make_code(
            user, laptop or f"L{next(_numbers)}", office or self.office
        )
        return code

    def enrolled(self, laptop: Laptop, *, role: str = "assistant", url: str = "", office: str = "") -> None:
        """Enrol a laptop for a new person."""
        user = self.user(office or self.office, role=role)
        laptop.enrol(url or self.url, self.code(user, office=office), user)

    def bare(self, clock: Clock | None = None) -> QuickLaptop:
        """A new laptop that no centre knows."""
        laptop = QuickLaptop(home=self.folder / f"home{next(_numbers)}", clock=clock or SystemClock())
        self.closing.callback(laptop.close)
        return laptop

    def laptop(self, *, role: str = "assistant", url: str = "", office: str = "") -> QuickLaptop:
        """A new enrolled laptop inside this process."""
        laptop = self.bare()
        self.enrolled(laptop, role=role, url=url, office=office)
        return laptop

    def bare_process(self) -> ProcessLaptop:
        """A new process of `cicdesk script` that no centre knows."""
        laptop = ProcessLaptop(home=self.folder / f"home{next(_numbers)}")
        self.closing.callback(laptop.close)
        return laptop

    def process(self, *, role: str = "assistant", url: str = "") -> ProcessLaptop:
        """A new enrolled process of `cicdesk script`."""
        laptop = self.bare_process()
        self.enrolled(laptop, role=role, url=url)
        return laptop

    def swift_process(self, url: str = "") -> ProcessLaptop:
        """An enrolled process whose passphrase costs nothing, for tests that start it often."""
        made = QuickLaptop(home=self.folder / f"home{next(_numbers)}")
        self.enrolled(made, url=url)
        made.close()
        laptop = ProcessLaptop(home=made.home)
        laptop.device, laptop.office, laptop.user = made.device, made.office, made.user
        self.closing.callback(laptop.close)
        return laptop

    def wire(self) -> devices.Laptop:
        """The smallest honest client: it speaks messages, so it may be newer than this program."""
        user = self.user()
        wire = devices.Wire(self.url, devices.Key())
        self.closing.callback(wire.close)
        device = devices.enrol(wire, self.code(user), user).device
        return devices.Laptop(devices.HttpApi(wire), device, user, self.office)

    def bad_line(self, tls: ssl.SSLContext | None = None) -> BadNetwork:
        """A line to the server that can be made bad."""
        return self.closing.enter_context(bad_network(self.url, tls))


@contextmanager
def a_place(centre: Centre, url: str, folder: Path) -> Iterator[Place]:
    """A place whose laptops are closed afterwards."""
    with ExitStack() as closing:
        yield Place(centre, url, folder, closing)


@pytest.fixture
def place(centre: Centre, server: LiveServer, tmp_path: Path) -> Iterator[Place]:
    """A place of this test's own."""
    read = server.log.stat().st_size
    with a_place(centre, server.url, tmp_path) as made:
        yield made
    said = server.log.read_text(errors="replace")[read:]
    assert '"level":"ERROR"' not in said, said


@pytest.fixture
def pair(place: Place) -> tuple[QuickLaptop, QuickLaptop]:
    """Two laptops of one office."""
    return place.laptop(), place.laptop(role="coordinator")


@pytest.fixture
def laptop(place: Place) -> ProcessLaptop:
    """A real process of `cicdesk script`, enrolled."""
    return place.process()
