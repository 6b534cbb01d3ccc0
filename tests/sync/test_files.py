"""The lane of files against a real server's services: whatever the line and both machines do, every file arrives whole."""

import itertools
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa

from cicdesk.base.errors import CicdeskError
from cicdesk.base.ids import RecordId
from cicdesk.base.paths import Home
from cicdesk.server.app import Centre
from cicdesk.server.services.refusals import Refused as RefusedThere
from cicdesk.server.storage import tables
from cicdesk.services.desk import Desk
from cicdesk.services.files import Content, Whereabouts
from cicdesk.services.session import Session
from cicdesk.store import blobs as rows
from cicdesk.store import meta
from cicdesk.store.errors import DiskFull
from cicdesk.store.store import Store
from cicdesk.sync.engine import SyncEngine
from cicdesk.sync.errors import Refused, Unreachable
from cicdesk.sync.files import FileEngine
from cicdesk.wire import blobs as wire
from cicdesk.wire import codec
from cicdesk.wire.blobs import Blob, BlobBegin, BlobsAsk, BlobsReply
from cicdesk.wire.messages import Enrol, Push, PushReply
from tests.support.centres import centre_over
from tests.support.devices import DirectApi, Key
from tests.support.files import DirectBlobs, content
from tests.support.levels import level
from tests.support.postgres import Cluster
from tests.support.profiles import PASSPHRASE, FakeClock, every_byte, fresh_desk, session_at

HISTORIES = level(change=100, release=1_000)
SMALL = 64
"""A piece of the random histories, so that many of them take little time."""
PDF = b"%PDF-1.7\n"
FILE = Content(PDF + content(7, 2 * wire.PIECE), "umowa.pdf")


@pytest.fixture(scope="module")
def centre(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """A server that keeps files in a folder."""
    folder = tmp_path_factory.mktemp("centre")
    with cluster.fresh() as url, centre_over(url, str(folder)) as made:
        yield made


def shelf(centre: Centre) -> Path:
    """Where the server keeps files."""
    return Path(centre.settings.files)


class Spoken(DirectApi):
    """The service, told what would have come over the wire."""

    def push(self, message: Push) -> PushReply:
        return super().push(codec.decode(codec.encode(message), Push))


@dataclass
class Machine:
    """A laptop that can be switched off at any line."""

    centre: Centre
    name: str
    office: str
    folder: Path
    session: Session = field(init=False)
    desk: Desk = field(init=False)
    device: str = ""

    def __post_init__(self) -> None:
        self.session = session_at(Home.at(self.folder), FakeClock())
        self.desk = fresh_desk(self.session)
        self.centre.directory.add_user(self.name, "assistant", [self.office])
        code, _ = self.centre.directory.make_code(self.name, f"L{self.name}", self.office)
        self.device = self.centre.enrol.enrol(
            Enrol(code=code, user=self.name, key=""), Key().public, "here"
        ).device
        place = meta.Place(
            device=self.device, name=f"L{self.name}", office=self.office, server="https://x.example.org",
            roles={self.name: "assistant"},
        )  # fmt: skip
        with self.store.write() as connection:
            meta.save(connection, place)
        self.desk.placed(place, self.name)

    @property
    def store(self) -> Store:
        """Its file."""
        return self.desk.context.store

    def sync(self) -> None:
        """Records both ways."""
        SyncEngine(self.store, lambda: Spoken(self.centre, self.device), FakeClock()).run()

    def files(self, api: "Callable[[], object] | None" = None) -> FileEngine:
        """Its second lane, knowing nothing but what the store holds."""
        make = api or (lambda: InOurWords(DirectBlobs(self.centre, self.device)))
        return FileEngine(self.store, make, FakeClock(), lambda: self.desk.user)  # type: ignore[arg-type]  # an api

    def crash(self) -> None:
        """Switched off and on."""
        user = self.session.users()[0].name
        place = self.desk.context.place
        self.session.lock()
        self.desk = self.session.unlock(user, PASSPHRASE)
        self.desk.placed(place, self.name)

    def person(self) -> str:
        """A new person."""
        made, _ = self.desk.records.create("person", {"family_name": "Żuk", "office": self.office})
        return made.id

    def attach(self, person: str, what: Content) -> str:
        """A new file of a person."""
        made, _ = self.desk.files.add(what, {"person": person, "title": "Umowa", "kind": "SCAN"})
        return made.id

    def where(self, person: str) -> list[Whereabouts]:
        """Where the files of a person are, in their order."""
        return [each.where for each in self.desk.files.of_person(person).values()]


@dataclass
class InOurWords:
    """The service's refusals as the transport tells them."""

    api: DirectBlobs

    def _said(self, work: Callable[[], object]) -> object:
        try:
            return work()
        except RefusedThere as refusal:
            raise Refused(error=int(refusal.error)) from None

    def ask(self, message: BlobsAsk) -> BlobsReply:
        return self._said(lambda: self.api.ask(message))  # type: ignore[return-value]  # what it said

    def begin(self, name: str, message: BlobBegin) -> Blob:
        return self._said(lambda: self.api.begin(name, message))  # type: ignore[return-value]  # what it said

    def put(self, name: str, place: int, data: bytes, digest: str = "") -> Blob:
        return self._said(lambda: self.api.put(name, place, data, digest))  # type: ignore[return-value]  # what it said

    def get(self, name: str, first: int, last: int) -> bytes:
        return self._said(lambda: self.api.get(name, first, last))  # type: ignore[return-value]  # what it said


_numbers = itertools.count(1)


@pytest.fixture
def machine(centre: Centre, tmp_path: Path) -> Iterator[Callable[[], Machine]]:
    """Makes laptops of one office; closed afterwards."""
    made: list[Machine] = []
    office = f"F{next(_numbers)}"
    centre.directory.add_office(office, "Kraków", "MA")

    def make() -> Machine:
        name = f"m{next(_numbers)}"
        made.append(Machine(centre, name, office, tmp_path / name))
        return made[-1]

    yield make
    for each in made:
        each.session.close()


@dataclass
class WildLine(InOurWords):
    """Loses requests and answers, delivers copies late, garbles bytes; the server forgets pieces, both sides crash."""

    chance: random.Random
    shelf: Path
    late: list[tuple[str, int, bytes, str]] = field(default_factory=list)

    def _weather(self) -> None:
        while self.late and self.chance.random() < 0.3:
            late = self.late.pop(self.chance.randrange(len(self.late)))
            with suppress(RefusedThere):
                self.api.put(*late)
        if self.chance.random() < 0.04:  # the server's machine lost power: what was not on disk is gone
            for path in sorted((self.shelf / "parts").rglob("*")):
                if path.is_file() and self.chance.random() < 0.3:
                    path.unlink()
        if self.chance.random() < 0.12:
            raise Unreachable

    def _after(self) -> None:
        if self.chance.random() < 0.1:
            raise Unreachable

    def ask(self, message: BlobsAsk) -> BlobsReply:
        self._weather()
        said = super().ask(message)
        self._after()
        return said

    def begin(self, name: str, message: BlobBegin) -> Blob:
        self._weather()
        said = super().begin(name, message)
        self._after()
        return said

    def put(self, name: str, place: int, data: bytes, digest: str = "") -> Blob:
        self._weather()
        digest = wire.content_digest(data)
        if self.chance.random() < 0.1:
            self.late.append((name, place, data, digest))
            raise Unreachable
        if self.chance.random() < 0.1:
            data = bytes(len(data))
            if self.chance.random() < 0.2:  # garbled before the digest was made: only the whole hash shows it
                digest = wire.content_digest(data)
        said = super().put(name, place, data, digest)
        self._after()
        return said

    def get(self, name: str, first: int, last: int) -> bytes:
        self._weather()
        data = super().get(name, first, last)
        self._after()
        return data


@dataclass
class History:
    """Two laptops with some files, two of them the same, until both have everything."""

    seed: int
    machines: list[Machine]

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.persons = [each.person() for each in self.machines]
        self.lines = {
            each.name: WildLine(DirectBlobs(each.centre, each.device), self.chance, shelf(each.centre))
            for each in self.machines
        }
        shared = self._file(8)
        for each, person in zip(self.machines, self.persons, strict=True):
            for what in (shared, self._file(6)):
                each.attach(person, what)
        for each in [*self.machines, *self.machines]:
            each.sync()

    def _file(self, pieces: int) -> Content:
        return Content(PDF + self.chance.randbytes(self.chance.randrange(0, pieces * SMALL)))

    @property
    def over(self) -> bool:
        """Whether every file is on both laptops and at the server."""
        return all(m.where(p) == [Whereabouts.SENT] * 2 for m in self.machines for p in self.persons)

    def step(self) -> None:
        """One session of one laptop, however far it gets."""
        each = self.chance.choice(self.machines)
        if self.chance.random() < 0.05:
            each.crash()
        for person in self.persons:
            for record, state in each.desk.files.of_person(person).items():
                if state.where in {Whereabouts.AT_CENTRE, Whereabouts.TROUBLE}:
                    each.desk.files.want(record)
        stops = 1 / self.chance.randrange(1, 12)
        with suppress(CicdeskError):
            each.files(lambda: self.lines[each.name]).run(lambda: self.chance.random() < stops)

    def judge(self) -> None:
        """Everything is there and is what its name says."""
        assert self.over, f"seed {self.seed}: never finishes"
        for each in self.machines:
            for record in (r for person in self.persons for r in each.desk.files.of_person(person)):
                values = each.desk.records.get(record).values
                assert wire.name_of(each.desk.files.content(record)) == values["sha256"]
        kept = [path for path in (shelf(self.machines[0].centre) / "whole").rglob("*") if path.is_file()]
        assert all(wire.name_of(path.read_bytes()) == path.name for path in kept)


@pytest.mark.parametrize("start", range(0, HISTORIES, 10))
def test_random_histories_end_with_every_file_whole_on_both_sides(
    start: int, machine: Callable[[], Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "PIECE", SMALL)
    machines = [machine(), machine()]
    for seed in range(start, start + 10):
        history = History(seed, machines)
        for _step in range(400):
            history.step()
            if history.over:
                break
        history.judge()


def test_records_go_first_also_when_one_is_saved_while_a_file_is_being_sent(
    machine: Callable[[], Machine],
) -> None:
    one = machine()
    person = one.person()
    one.attach(person, FILE)
    one.sync()

    class Saving(InOurWords):
        def put(self, name: str, place: int, data: bytes, digest: str = "") -> Blob:
            said = super().put(name, place, data, wire.content_digest(data))
            one.desk.records.edit(person, {"given_names": f"Jewhen {place}"})
            return said

    done = one.files(lambda: Saving(DirectBlobs(one.centre, one.device))).run()
    assert (done.yielded, done.sent) == (True, 0)
    assert one.where(person) == [Whereabouts.SENDING]
    assert [each.percent for each in one.desk.files.of_person(person).values()] == [33]
    one.sync()
    done = one.files().run()
    assert (done.yielded, done.sent) == (False, 1)
    assert one.where(person) == [Whereabouts.SENT]


def test_a_file_waits_until_its_record_is_there(machine: Callable[[], Machine]) -> None:
    one = machine()
    person = one.person()
    one.attach(person, FILE)

    def never() -> object:
        raise AssertionError

    done = one.files(never).run()
    assert (done.sent, one.where(person)) == (0, [Whereabouts.WAITING])


def test_the_other_laptop_says_where_the_file_still_is_and_fetches_it_on_demand(
    machine: Callable[[], Machine],
) -> None:
    one, two = machine(), machine()
    person = one.person()
    record = one.attach(person, FILE)
    one.sync()
    two.sync()
    assert two.where(person) == [Whereabouts.ELSEWHERE]
    assert two.desk.records.get(record).values["taken_on"] == f"L{one.name}"
    one.files().run()
    two.files().run()
    assert two.where(person) == [Whereabouts.AT_CENTRE]
    assert two.desk.files.want(record).where is Whereabouts.COMING
    assert two.files().run().fetched == 1
    assert two.desk.files.content(record) == FILE.data
    assert two.where(person) == [Whereabouts.SENT]


def test_small_files_of_todays_people_come_by_themselves(machine: Callable[[], Machine]) -> None:
    one, two = machine(), machine()
    person = one.person()
    record = one.attach(person, FILE)
    one.sync()
    one.files().run()
    two.sync()
    two.desk.records.edit(person, {"given_names": "Jewhen"})
    two.sync()
    assert two.files().run().fetched == 1
    assert two.desk.files.content(record) == FILE.data


def test_a_line_that_costs_carries_only_what_somebody_waits_for(machine: Callable[[], Machine]) -> None:
    one, two = machine(), machine()
    person = one.person()
    record = one.attach(person, FILE)
    one.sync()
    one.files().run()
    two.sync()
    other = two.attach(person, Content(PDF + b"second"))
    two.sync()
    two.desk.files.want(record)
    done = two.files().run(asked_only=True)
    assert (done.sent, done.fetched) == (0, 1)
    assert two.desk.files.of_person(person)[RecordId(other)].where is Whereabouts.WAITING


def test_nothing_to_do_asks_nothing(machine: Callable[[], Machine]) -> None:
    one = machine()
    person = one.person()
    one.attach(person, FILE)
    one.sync()
    one.files().run()

    def never() -> object:
        raise AssertionError

    assert not one.files(never).waiting()
    assert one.files(never).run().sent == 0


def test_a_server_that_lost_its_files_and_its_history_is_given_them_again(
    machine: Callable[[], Machine],
) -> None:
    one = machine()
    person = one.person()
    one.attach(person, FILE)
    one.sync()
    one.files().run()
    for path in shelf(one.centre).rglob("*"):
        if path.is_file():
            path.unlink()
    with one.centre.database.writing() as connection:
        newest = sa.select(sa.func.max(tables.commits.c.seq)).scalar_subquery()
        connection.execute(sa.update(tables.commits).where(tables.commits.c.seq == newest).values(token=1))
    with pytest.raises(RefusedThere):
        DirectBlobs(one.centre, one.device).get(wire.name_of(FILE.data), 0, 9)
    one.sync()
    assert one.where(person) == [Whereabouts.WAITING]
    assert one.files().run().sent == 1
    assert DirectBlobs(one.centre, one.device).get(wire.name_of(FILE.data), 0, 8) == PDF


def test_erasure_takes_the_content_off_the_laptop(machine: Callable[[], Machine]) -> None:
    one, two = machine(), machine()
    person = one.person()
    record = one.attach(person, FILE)
    one.sync()
    one.files().run()
    two.sync()
    two.desk.files.want(record)
    two.files().run()
    two.files().run()
    one.centre.erasure.erase(person)
    for each in (one, two):
        each.sync()
        with each.store.read() as connection:
            for table in ("blob", "blob_piece", "attached"):
                assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0


def test_a_person_who_left_our_scope_stays_until_the_scan_is_handed_in(
    machine: Callable[[], Machine],
) -> None:
    one = machine()
    other = f"O{one.name}"
    one.centre.directory.add_office(other, "Nowy Sącz", "MA")
    person = one.person()
    one.attach(person, FILE)
    one.sync()
    one.desk.records.edit(person, {"office": other})
    one.sync()
    one.sync()
    assert one.where(person) == [Whereabouts.WAITING]
    assert one.files().run().sent == 1
    one.sync()
    assert one.where(person) == []
    with one.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM blob_piece").scalar_one() == 0


class TestAdding:
    """What may be added, and how it rests."""

    def test_it_is_stored_once_and_deleting_one_record_keeps_the_other(
        self, machine: Callable[[], Machine]
    ) -> None:
        one = machine()
        person = one.person()
        first, second = one.attach(person, FILE), one.attach(person, FILE)
        with one.store.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM blob_piece").scalar_one() == 3
        one.desk.records.delete(first, "")
        assert one.desk.files.content(second) == FILE.data
        assert one.where(person) == [Whereabouts.WAITING]

    def test_content_of_a_deleted_record_is_forgotten_once_the_centre_has_it(
        self, machine: Callable[[], Machine]
    ) -> None:
        one = machine()
        person = one.person()
        record = one.attach(person, FILE)
        one.sync()
        one.files().run()
        one.desk.records.delete(record, "")
        one.sync()
        one.files().run()
        with one.store.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM blob_piece").scalar_one() == 0
        one.desk.records.restore(record)
        one.sync()
        one.desk.files.want(record)
        one.files().run()
        assert one.desk.files.content(record) == FILE.data

    def test_nothing_of_it_can_be_read_in_any_file_of_the_profile(
        self, machine: Callable[[], Machine]
    ) -> None:
        one = machine()
        secret = b"TAJNA-TRESC-SKANU" * 4_000
        record = one.attach(one.person(), Content(PDF + secret, "wniosek-Zuk.pdf"))
        one.sync()
        one.files().run()
        one.desk.back_up("test")
        assert one.desk.files.content(record) == PDF + secret
        found = every_byte(one.folder)
        for planted in (b"TAJNA-TRESC", b"wniosek-Zuk", wire.name_of(PDF + secret).encode()):
            assert planted not in found

    def test_content_that_no_record_came_to_name_goes_after_a_while(
        self, machine: Callable[[], Machine]
    ) -> None:
        one = machine()
        clock = FakeClock()
        now = int(clock.moment.timestamp() * 1000)
        with one.store.write() as connection:
            rows.keep_piece(connection, "a" * 64, 10, 0, b"0123456789", now)
            rows.drop_abandoned(connection, now + rows.ABANDONED - 1)
            assert rows.places(connection, "a" * 64) == {0}
            rows.drop_abandoned(connection, now + rows.ABANDONED + 1)
            assert rows.places(connection, "a" * 64) == set()

    def test_a_full_disk_stops_files_before_it_stops_text(
        self, machine: Callable[[], Machine], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import shutil

        one = machine()
        person = one.person()
        usage = shutil.disk_usage(one.folder)
        monkeypatch.setattr(shutil, "disk_usage", lambda _p: usage._replace(free=100 << 20))
        with pytest.raises(DiskFull):
            one.attach(person, FILE)
        one.desk.records.edit(person, {"given_names": "Jewhen"})
