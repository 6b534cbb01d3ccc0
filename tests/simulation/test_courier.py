"""Random histories of packages: in the end every laptop holds what was written last, once.

They are saved, delivered and taken in any number of times and in any order, beside normal syncs that break off,
over a centre that is set back.
"""

import base64
import contextlib
import os
import random
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest

from cicdesk.base.paths import Home
from cicdesk.server.app import Centre, make_centre
from cicdesk.server.services.sync import Caller
from cicdesk.server.settings import Settings
from cicdesk.server.storage import commits, directory, tables
from cicdesk.server.storage.bulk import driver
from cicdesk.store import courier as book
from cicdesk.store import meta
from cicdesk.store.engine import Connection
from cicdesk.store.meta import Place
from cicdesk.sync import holders
from cicdesk.sync.courier import Courier
from cicdesk.sync.engine import SyncEngine
from cicdesk.sync.errors import AnswerForAnother, AnswerTakenIn, AnswerUnknown, Unreachable
from cicdesk.wire import codec
from cicdesk.wire.api import SyncApi
from cicdesk.wire.messages import EVERYONE, CourierReply, Enrol
from cicdesk.wire.messages import Courier as Package
from tests.support import postgres
from tests.support.devices import DirectApi, Key
from tests.support.profiles import FakeClock, fresh_desk, session_at

pytestmark = [pytest.mark.slow, pytest.mark.server]

SEEDS = int(os.environ.get("CICDESK_COURIER_SEEDS", "4"))
STEPS = 60
OFFICE = "KR"
FIELDS = ("email", "family_name", "given_names")
_KEPT = [each for each in tables.metadata.sorted_tables if "UNLOGGED" not in each._prefixes]


@dataclass
class Line:
    """The way to the centre: the real engine over the real service; it may break after so many requests."""

    centre: Centre
    device: str
    engine: SyncEngine
    left: int = 1_000

    def deliver(self, package: bytes) -> CourierReply:
        with self.centre.database.reading() as connection:
            caller = Caller(directory.devices(connection, [self.device])[self.device])
        return self.centre.courier.deliver(caller, Package(package=package))

    def between_sessions(self) -> AbstractContextManager[None]:
        return self.engine.between_sessions()


@dataclass
class Breaking:
    """A SyncApi that hangs up when its line has no requests left, before or after the centre has heard."""

    api: DirectApi
    line: Line
    dice: random.Random

    def __getattr__(self, name: str) -> object:
        def ask(message: msgspec.Struct) -> object:
            message = codec.decode(codec.encode(message), type(message))
            self.line.left -= 1
            if self.line.left < 0 and self.dice.random() < 0.5:
                raise Unreachable
            reply = getattr(self.api, name)(message)
            if self.line.left < 0:
                raise Unreachable
            return reply

        return ask


@dataclass
class Van:
    """A laptop of the office."""

    world: "World"
    folder: Path

    def __post_init__(self) -> None:
        centre, key = self.world.centre, Key()
        self.session = session_at(Home.at(self.folder), self.world.clock)
        self.desk = fresh_desk(self.session)
        user = f"u{self.folder.name}"
        centre.directory.add_user(user, "assistant", [OFFICE])
        code, _place = centre.directory.make_code(user, f"L{self.folder.name}", OFFICE)
        reply = centre.enrol.enrol(Enrol(code=code, user=user, key=""), key.public, "here")
        place = Place(
            device=reply.device, name=reply.name, office=OFFICE, region=reply.region,
            signing_key=base64.b64encode(key.private).decode(), roles={user: "assistant"},
        )  # fmt: skip
        store = self.desk.context.store
        with store.write() as connection:
            meta.save(connection, place)
            holders.keep_only(connection, {*reply.scope, EVERYONE})
            book.learn(connection, reply.courier, 0)
        self.desk.placed(place, user)
        self.line = Line(centre, reply.device, SyncEngine(store, self._api, self.world.clock))
        self.courier = Courier(store, self.line, self.world.clock)  # type: ignore[arg-type]  # the two verbs it uses
        self.own: list[str] = []

    def _api(self) -> SyncApi:
        api = DirectApi(self.world.centre, self.line.device)
        return Breaking(api, self.line, self.world.dice)  # type: ignore[return-value]  # by its names

    def write(self) -> None:
        """A new person, or another value in one of this laptop's own."""
        dice, written = self.world.dice, self.world.written
        value = f"W{len(self.world.every)}"
        self.world.every.append(value)
        if not self.own or dice.random() < 0.4:
            made, _changes = self.desk.records.create("person", {"given_names": value})
            self.own.append(str(made.id))
            written[str(made.id)] = {"given_names": value}
            return
        record, name = dice.choice(self.own), dice.choice(FIELDS)
        text = f"{value.lower()}@example.org" if name == "email" else value
        self.desk.records.edit(record, {name: text})
        written[record][name] = text

    def sync(self, requests: int = 1_000) -> bool:
        """A session; whether it came to its end."""
        self.line.left = requests
        try:
            self.line.engine.run()
        except Unreachable:
            return False
        return True


@dataclass
class World:
    """A centre, its laptops, and sticks with whatever lies on them."""

    centre: Centre
    dice: random.Random
    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    written: dict[str, dict[str, str]] = field(default_factory=dict)
    """The newest values of every record, each written by one laptop alone."""
    every: list[str] = field(default_factory=list)
    packages: list[Path] = field(default_factory=list)
    answers: list[Path] = field(default_factory=list)
    backups: list[dict[str, bytes]] = field(default_factory=list)
    vans: list[Van] = field(default_factory=list)

    def begin(self) -> None:
        self.vans = [Van(self, self.folder / str(n)) for n in range(3)]

    def step(self) -> None:
        self.clock.forward(seconds=self.dice.randrange(1, 600))
        van = self.dice.choice(self.vans)
        act = self.dice.choices(
            (self._write, self._save, self._deliver, self._take_in, self._sync, self._back_up, self._restore),
            (30, 12, 16, 18, 8, 3, 2),
        )[0]
        act(van)

    def _write(self, van: Van) -> None:
        van.write()

    def _save(self, van: Van) -> None:
        stick = self.folder / "sticks" / str(len(self.packages))
        stick.mkdir(parents=True)
        self.packages.append(van.courier.save(stick).path)

    def _deliver(self, van: Van) -> None:
        if self.packages:
            package = self.dice.choice(self.packages)
            answer = van.courier.deliver(package)
            self.answers.append(answer.rename(answer.with_name(f"{len(self.answers)}.cicdesk")))

    def _take_in(self, van: Van) -> None:
        if self.answers:
            with contextlib.suppress(AnswerForAnother, AnswerTakenIn, AnswerUnknown):
                van.courier.take_in(self.dice.choice(self.answers))

    def _sync(self, van: Van) -> None:
        van.sync(self.dice.choice((0, 1, 2, 1_000)))

    def _back_up(self, _van: Van) -> None:
        with self.centre.database.reading() as connection, driver(connection).cursor() as cursor:
            copied = {}
            for table in _KEPT:
                with cursor.copy(f"COPY {table.name} TO STDOUT".encode()) as rows:
                    copied[table.name] = b"".join(bytes(each) for each in rows)
        self.backups.append(copied)

    def _restore(self, _van: Van) -> None:
        if not self.backups:
            return
        copied = self.dice.choice(self.backups)
        with self.centre.database.writing() as connection, driver(connection).cursor() as cursor:
            for table in reversed(_KEPT):
                cursor.execute(f"DELETE FROM {table.name}".encode())
            for table in _KEPT:
                with cursor.copy(f"COPY {table.name} FROM STDIN".encode()) as rows:
                    rows.write(copied[table.name])
            commits.recognise_cluster(connection)

    def settle(self, *, by_stick: bool) -> None:
        """Nothing goes wrong any more: everything comes to rest, over the network or on sticks alone."""
        for _round in range(8):
            for van in self.vans:
                if by_stick:
                    self._save(van)
                    package = self.packages[-1]
                    van.courier.take_in(self.dice.choice(self.vans).courier.deliver(package))
                else:
                    assert van.sync()

    def judge(self) -> None:
        for van in self.vans:
            shown = {str(each.id): each for each in van.desk.records.list("person", limit=-1)}
            assert shown.keys() == self.written.keys()
            for record, values in self.written.items():
                assert {name: shown[record].values.get(name) for name in values} == values
            badge = van.desk.outbox.badge()
            assert (badge.waiting, badge.attention, badge.conflict) == (0, 0, 0)
        assert len({van.desk.outbox.digest() for van in self.vans}) == 1

    def close(self) -> None:
        for van in self.vans:
            van.session.close()


@pytest.fixture
def centre(cluster: postgres.Cluster, tmp_path: Path) -> Iterator[Centre]:
    with cluster.fresh() as url:
        made = make_centre(Settings(database=url, courier_keys=tmp_path / "keys.json"), FakeClock())
        made.prepare()
        made.directory.add_office(OFFICE, OFFICE, "PL")
        yield made
        made.close()


def play(centre: Centre, folder: Path, seed: int) -> None:
    """One history, and its judgement."""
    world = World(centre, random.Random(seed), folder)
    world.begin()
    try:
        for _step in range(STEPS):
            world.step()
        world.settle(by_stick=bool(seed % 2))
        world.judge()
    finally:
        world.close()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_history_of_packages_ends_in_what_was_written_last(
    centre: Centre, tmp_path: Path, seed: int
) -> None:
    play(centre, tmp_path, seed)


def test_an_edit_that_is_called_sent_too_early_is_seen(
    centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = book.settle

    def settle_all(connection: Connection, package: str) -> None:
        connection.exec_driver_sql(
            "UPDATE outbox SET state = 'acked', commit_seq = 1 WHERE state = 'pending'"
        )
        settle(connection, package)

    monkeypatch.setattr(book, "settle", settle_all)
    with pytest.raises(AssertionError):
        play(centre, tmp_path, 1)
