"""The centre of a history: the real services over a real PostgreSQL, with copies of all tables as its backups."""

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from cicdesk.server.app import Centre, make_centre
from cicdesk.server.services import courier_keys
from cicdesk.server.services.sync import Caller
from cicdesk.server.settings import Settings
from cicdesk.server.storage import commits, directory, tables
from cicdesk.server.storage.bulk import driver
from cicdesk.server.storage.engine import Busy
from cicdesk.wire.messages import Courier, CourierKey, CourierReply, Mutation
from tests.simulation.truth import Version
from tests.support.devices import DirectApi
from tests.support.profiles import FakeClock

OFFICES = ("KR", "LU", "WR")
STAFF = {"ann": "staff", "bob": "staff", "cyd": "coordinator", "dan": "coordinator", "eve": "assistant"}
_COPIED = [each for each in tables.metadata.sorted_tables if "UNLOGGED" not in each._prefixes]

Copy = dict[str, bytes]
"""All tables as they were: name -> rows as COPY writes them."""


@dataclass(slots=True)
class Headquarters:
    """Everything a history does to the server and asks of it."""

    url: str
    folder: Path
    clock: FakeClock
    centre: Centre = field(init=False)
    pristine: Copy = field(init=False)
    backups: list[Copy] = field(default_factory=list)
    dice: random.Random | None = None
    """Without any, the centre never dies."""
    restored: int = 0
    _serving: bool = False
    _full: bool = False
    _whole: Callable[[], AbstractContextManager[sa.Connection]] = field(init=False)

    def __post_init__(self) -> None:
        self.centre = make_centre(
            Settings(
                database=self.url, ledger=self.folder / "erased.txt", courier_keys=self.folder / "keys.json"
            ),
            self.clock,
        )
        _hurry(self.centre)
        self._whole = self.centre.database.writing
        vars(self.centre.database)["writing"] = self._writing  # a centre that may die
        self.centre.prepare()
        for office in OFFICES:
            self.centre.directory.add_office(office, office, "PL")
        for user, role in STAFF.items():
            self.centre.directory.add_user(user, role, ["KR"])
        self.pristine = self._copy()

    def close(self) -> None:
        """Give the connections back."""
        self.centre.close()

    def begin(self) -> None:
        """An empty centre, as for a new history."""
        self.backups, self.restored = [], 0
        self.clock.moment = FakeClock().moment
        (self.folder / "erased.txt").unlink(missing_ok=True)
        self._put_back(self.pristine)

    # ---- who is who ------------------------------------------------------------------------

    def add_device(self, device: str, office: str, users: Iterable[str], key: bytes) -> None:
        """A laptop of an office with the people who use it."""
        with self.centre.database.writing() as connection:
            values: dict[str, object] = {
                "id": device,
                "name": device,
                "office": office,
                "key": key,
                "created": 0,
            }
            directory.add_device(connection, values)
            for user in users:
                directory.register(connection, device, user)

    def device(self, device: str) -> directory.Device:
        """A laptop as the server knows it."""
        with self.centre.database.reading() as connection:
            return directory.devices(connection, [device])[device]

    def scopes(self) -> dict[str, frozenset[str]]:
        """Every laptop's partitions."""
        with self.centre.database.reading() as connection:
            ids = list(connection.execute(sa.select(tables.device.c.id)).scalars())
            return {name: each.scope for name, each in directory.devices(connection, ids).items()}

    def answer(self, device: str, method: str, message: Any) -> Any:  # noqa: ANN401  any message and its answer
        """What this laptop is answered; Busy if the centre dies, or has no room, before its commit."""
        self._serving = True
        try:
            return getattr(DirectApi(self.centre, device), method)(message)
        finally:
            self._serving = False

    def deliver(self, device: str, message: Courier) -> CourierReply:
        """What this laptop is answered for a package that it brings."""
        self._serving = True
        try:
            return self.centre.courier.deliver(Caller(self.device(device)), message)
        finally:
            self._serving = False

    def courier_key(self) -> CourierKey:
        """What laptops are told of the centre's keys."""
        return courier_keys.load_or_make(self.folder / "keys.json").public

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._whole() as connection:
            yield connection
            if self._full or (self._serving and self.dice and self.dice.random() < 0.02):
                raise Busy

    def erase(self, root: str, *, dies: bool) -> None:
        """A file is erased; the centre may die between its list and the database, and is started again."""
        self._full = dies
        try:
            self.centre.erasure.erase(root)
        except Busy:
            self._full = False
            self.centre.erasure.replay()

    def erased_files(self) -> set[str]:
        """What the list outside the database names: with a person all files that are shown as theirs."""
        path = self.folder / "erased.txt"
        return set(path.read_text("ascii").split()) if path.exists() else set()

    def commits(self) -> set[tuple[int, int]]:
        """The commits of this history, as (number, token)."""
        with self.centre.database.reading() as connection:
            return {(seq, token) for seq, token in connection.execute(sa.select(tables.commits))}

    def answered(self) -> set[str]:
        """Every mutation that was answered, whatever became of it."""
        with self.centre.database.reading() as connection:
            return set(connection.execute(sa.select(tables.mutation.c.id)).scalars())

    def move_device(self, device: str, office: str) -> None:
        """The laptop goes to another office."""
        with self.centre.database.writing() as connection:
            connection.execute(
                sa.update(tables.device).where(tables.device.c.id == device).values(office=office)
            )

    def give_offices(self, user: str, offices: Iterable[str]) -> None:
        """A person of the staff belongs to exactly these offices."""
        belongs = tables.account_office
        with self.centre.database.writing() as connection:
            connection.execute(sa.delete(belongs).where(belongs.c.user == user))
            connection.execute(
                sa.insert(belongs), [{"user": user, "office": each} for each in sorted(offices)]
            )

    def toggle_user(self, device: str, user: str) -> None:
        """A person joins those who use a laptop, or leaves them."""
        uses = tables.device_account
        with self.centre.database.writing() as connection:
            gone = connection.execute(sa.delete(uses).where(uses.c.device == device, uses.c.user == user))
            if not gone.rowcount:
                directory.register(connection, device, user)

    # ---- backups ---------------------------------------------------------------------------

    def back_up(self) -> None:
        """A verified backup: what it holds, devices need not keep any more."""
        self.backups.append(self._copy())
        with self.centre.database.writing() as connection:
            connection.execute(sa.update(tables.clock).values(durable=tables.clock.c.seq))

    def restore(self, which: int, *, elsewhere: bool) -> None:
        """The database as it was; `elsewhere`: on another cluster, so that the epoch changes by itself."""
        self.restored += 1
        self._put_back(self.backups[which])
        del self.backups[which + 1 :]
        with self.centre.database.writing() as connection:
            if elsewhere:
                connection.execute(sa.update(tables.clock).values(cluster="another"))
            commits.recognise_cluster(connection)
        self.centre.erasure.replay()

    def _copy(self) -> Copy:
        with self.centre.database.reading() as connection, driver(connection).cursor() as cursor:
            copied = {}
            for table in _COPIED:
                with cursor.copy(f"COPY {table.name} TO STDOUT".encode()) as rows:
                    copied[table.name] = b"".join(bytes(each) for each in rows)
            return copied

    def _put_back(self, copied: Copy) -> None:
        with self.centre.database.writing() as connection, driver(connection).cursor() as cursor:
            for table in reversed(_COPIED):
                cursor.execute(f"DELETE FROM {table.name}".encode())
            for table in _COPIED:
                if copied[table.name]:
                    with cursor.copy(f"COPY {table.name} FROM STDIN".encode()) as rows:
                        rows.write(copied[table.name])

    # ---- what it holds ---------------------------------------------------------------------

    def applied(self) -> set[str]:
        """The mutations that became part of a record."""
        told = tables.mutation
        with self.centre.database.reading() as connection:
            return set(connection.execute(sa.select(told.c.id).where(told.c.result == "")).scalars())

    def salvaged(self) -> set[Version]:
        """The versions that others gave back."""
        back = tables.salvaged
        with self.centre.database.reading() as connection:
            return {(m, f) for m, f in connection.execute(sa.select(back.c.mutation, back.c.field))}

    def set_aside(self) -> set[Version]:
        """What is in quarantine."""
        with self.centre.database.reading() as connection:
            bodies = connection.execute(sa.select(tables.quarantine.c.body)).scalars().all()
        parked = [msgspec.json.decode(body, type=Mutation) for body in bodies]
        return {(mutation.id, name) for mutation in parked for name in mutation.set}

    def erased(self) -> set[str]:
        """The mutations that came after their file was erased."""
        told = tables.mutation
        with self.centre.database.reading() as connection:
            return set(connection.execute(sa.select(told.c.id).where(told.c.result == "erased")).scalars())

    def seq(self) -> tuple[int, int]:
        """Epoch and number: whether anything moved."""
        with self.centre.database.reading() as connection:
            clock = commits.read_clock(connection, None, lock=False)
        return clock.epoch, clock.seq


def _hurry(centre: Centre) -> None:
    """Nothing here has to outlive a power cut, and the database is not going away."""
    engine = centre.database.engine
    engine.pool._pre_ping = False
    sa.event.listen(engine, "connect", _at_ease)


def _at_ease(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's own
    connection.execute("SET synchronous_commit = off")
    connection.commit()
