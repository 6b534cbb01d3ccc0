"""Every version ever released against today's server: what its laptop said, and the file that it left behind."""

import base64
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cicdesk.base.clock import SystemClock
from cicdesk.base.paths import Home
from cicdesk.server.app import Centre
from cicdesk.services.context import Context
from cicdesk.services.desk import Desk
from cicdesk.store import meta
from cicdesk.store.migrate import bring_up_to_date
from cicdesk.store.store import Store
from cicdesk.sync.exchange import Exchange
from cicdesk.sync.wish import Wish
from cicdesk.wire.messages import Enrol, Mutation, Pull, Push, Salvage
from tests.support.centres import centre_over
from tests.support.devices import HttpApi, Key, Laptop, Wire
from tests.support.live_server import live_server
from tests.support.postgres import Cluster
from tests.support.recording import COLLEAGUE, DATA, KEY, SIGNING, Sample, read_sample

pytestmark = [pytest.mark.slow, pytest.mark.server]
SAMPLES = sorted((DATA / "clients").glob("*.json"))
KINDS = {"push": Push, "pull": Pull, "salvage": Salvage}


@dataclass(slots=True)
class Today:
    """Today's server with one office, in which somebody works with an old laptop and a colleague with a new one."""

    centre: Centre
    url: str
    sample: Sample
    closing: ExitStack
    colleague: Laptop = field(init=False)

    def __post_init__(self) -> None:
        self.centre.directory.add_office(self.sample.office, "Kraków", "MA")
        for name in (self.sample.user, COLLEAGUE):
            self.centre.directory.add_user(name, "assistant", [self.sample.office])
        self.colleague = self.laptop(COLLEAGUE, Key())
        if self.sample.colleague:
            assert self.colleague.push(*self.sample.colleague).outcomes == {}

    def code(self, user: str) -> str:
        """A one-time code."""
        return self.centre.directory.make_code(user, f"L-{user}", self.sample.office)[0]

    def laptop(self, user: str, key: Key) -> Laptop:
        """An enrolled laptop that speaks to the real server."""
        asked = Enrol(code=self.code(user), user=user, key="")
        device = self.centre.enrol.enrol(asked, key.public, "here").device
        wire = Wire(self.url, key, device)
        self.closing.callback(wire.close)
        return Laptop(HttpApi(wire), device, user, self.sample.office)


@pytest.fixture(params=SAMPLES, ids=[path.stem for path in SAMPLES])
def sample_path(request: pytest.FixtureRequest) -> Path:
    """One released version."""
    path: Path = request.param
    return path


@pytest.fixture
def today(sample_path: Path, cluster: Cluster) -> Iterator[Today]:
    """A real server process over a database of its own."""
    with (
        cluster.fresh() as url,
        centre_over(url) as centre,
        live_server(["--database", url]) as server,
        ExitStack() as closing,
    ):
        yield Today(centre, server.url, read_sample(sample_path), closing)


def at_first_contact(message: dict[str, Any]) -> dict[str, Any]:
    """The same message of a laptop that never spoke to this centre: nothing else of it is changed."""
    begun = {name: value for name, value in message.items() if name not in {"epoch", "known"}}
    return begun | ({"cursors": dict.fromkeys(begun["cursors"], 0)} if "cursors" in begun else {})


def test_what_its_laptop_said_is_understood(today: Today) -> None:  # V-01
    old = today.laptop(today.sample.user, Key())
    handed: list[Mutation] = []
    refused: set[str] = set()
    for name, raw in today.sample.asked:
        message = at_first_contact(msgspec.json.decode(raw))
        body = msgspec.json.decode(msgspec.json.encode(message), type=KINDS[name])
        reply = getattr(old.api, name)(body)
        assert reply.status == "ok"
        if isinstance(body, Push):
            handed += body.muts
            refused |= {body.muts[n].id for n in reply.outcomes}
    assert len(refused) == today.sample.aside
    assert handed
    today.colleague.pull()
    seen = today.colleague.records
    for each in handed:
        if each.id not in refused:
            assert {**seen[each.record].data, **each.set} == seen[each.record].data
    alive = {each.record for each in handed} - {r.record for r in handed if r.set.get("_alive") is False}
    assert alive - refused <= today.colleague.visible().keys()


@pytest.fixture
def desk(today: Today, sample_path: Path, tmp_path: Path) -> Iterator[Desk]:
    """The old laptop's file, opened by today's program, in the place of a laptop of this centre."""
    home = Home.at(tmp_path)
    shutil.copyfile(DATA / "databases" / f"{sample_path.stem}.db", home.database)
    store = Store.open(home.database, KEY)
    clock = SystemClock()
    bring_up_to_date(store, home, clock.now())
    with store.read() as connection:
        place = meta.load_place(connection)
    if place.device:
        assert base64.b64decode(place.signing_key) == SIGNING
        device = today.laptop(today.sample.user, Key(SIGNING)).device
        place = msgspec.structs.replace(place, device=device, server=today.url)
        with store.write() as connection:
            meta.save(connection, place)
    else:
        wish = Wish(today.url, today.code(today.sample.user), today.sample.user, today.sample.user)
        place = Exchange(store, clock).enrol(wish)
    made = Desk(home, Context(store, clock, today.sample.user, place))
    yield made
    store.close()


def test_its_file_is_opened_and_all_that_waits_in_it_arrives(today: Today, desk: Desk) -> None:  # V-03
    sample, store = today.sample, desk.context.store
    before = desk.outbox.badge()
    assert (before.waiting, before.attention, before.conflict) == (
        sample.waiting,
        sample.aside,
        sample.conflicts,
    )
    waiting = {each.record for each in desk.outbox.entries() if each.state == "pending"}
    exchange = Exchange(store, desk.context.clock)
    exchange.run()
    exchange.run()
    exchange.close()
    after = desk.outbox.badge()
    assert (after.waiting, after.attention, after.conflict) == (0, sample.aside, sample.conflicts)
    assert {each.id: dict(each.values) for each in desk.drafts.all()} == sample.drafts
    today.colleague.pull()
    with store.read() as connection:
        held = connection.exec_driver_sql("SELECT id, data FROM record WHERE seq > 0").all()
    mine = {str(record): msgspec.json.decode(str(data)) for record, data in held}
    assert {record: kept.data for record, kept in today.colleague.records.items()} == mine
    assert waiting <= mine.keys()
