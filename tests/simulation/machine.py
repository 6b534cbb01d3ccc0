"""A laptop of a history: the real encrypted file, the real services over it, and a plug that can be pulled."""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import sqlalchemy as sa

from cicdesk.schema.values import Value
from cicdesk.services.context import Context
from cicdesk.services.records import RecordService
from cicdesk.store import meta, pending, records
from cicdesk.store.errors import DiskFull
from cicdesk.store.meta import Place, Progress
from cicdesk.store.projection import Base
from cicdesk.sync.batches import LARGEST, LEAST, BatchSize
from cicdesk.sync.course import Pace, SyncResult
from cicdesk.sync.engine import SyncEngine
from cicdesk.wire.api import SyncApi
from cicdesk.wire.messages import Mutation, Version
from tests.simulation.quick import QuickStore
from tests.support.profiles import FakeClock

KEY = bytes(range(32))
_mutation = msgspec.json.Decoder(Mutation).decode
_version = msgspec.json.Decoder(Version).decode


class PowerCut(Exception):
    """The laptop went off at this point."""


class FragileStore(QuickStore):
    """A store that loses power at the end of a transaction, just before or just after it is on disk, or has no room."""

    risk: random.Random | None = None

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        chance = self.risk.random() if self.risk else 1.0
        with super().write() as connection:
            yield connection
            if chance < 0.02:
                raise PowerCut
            if chance > 0.985 and self.risk:
                raise DiskFull
        if chance < 0.04:
            raise PowerCut


@dataclass(frozen=True, slots=True)
class Sight:
    """What the screen shows of a record, and which versions stand behind it."""

    shown: dict[str, Value]
    versions: dict[str, dict[str, Value]]
    """field -> version -> value, of all that the machine has."""

    def saw(self, name: str, *, everything: bool) -> frozenset[str]:
        """The versions of a field that its reader saw: those of the value shown; of a set's element, all."""
        versions = self.versions.get(name, {})
        element = "/" in name and not any(isinstance(value, dict) for value in versions.values())
        if everything or element:
            return frozenset(versions)
        return frozenset(v for v, value in versions.items() if value == self.shown.get(name))


@dataclass(slots=True)
class Machine:
    """One disk with what runs on it. A clone has the same device and another name."""

    name: str
    device: str
    path: Path
    users: tuple[str, ...]
    clock: FakeClock = field(default_factory=FakeClock)
    images: list[bytes] = field(default_factory=list)
    noted: int = 0
    """The number of the last row of the outbox that the truth knows."""
    wiped: bool = False
    store: FragileStore = field(init=False)

    def open(self) -> None:
        """Switch it on."""
        self.store = FragileStore(self.path, KEY)

    def close(self) -> None:
        """Switch it off."""
        self.store.close()

    def again(self) -> None:
        """Off and on."""
        self.close()
        self.open()

    def wipe(self) -> None:
        """Everything on it is destroyed."""
        self.close()
        self.wiped = True
        for path in self.path.parent.glob(self.path.name + "*"):
            path.unlink()

    def image(self) -> bytes:
        """A copy of the disk."""
        self.store.checkpoint()
        return self.path.read_bytes()

    def put(self, image: bytes) -> None:
        """Another disk image in place of this one."""
        self.close()
        for path in self.path.parent.glob(self.path.name + "-*"):
            path.unlink()
        self.path.write_bytes(image)
        self.open()
        with self.store.read() as connection:
            self.noted = connection.exec_driver_sql("SELECT coalesce(max(n), 0) FROM outbox").scalar_one()

    def enrol(self, office: str, roles: dict[str, str], signing_key: str) -> None:
        """Tell it its place."""
        place = Place(
            device=self.device,
            name=f"L{self.name}",
            office=office,
            region="PL",
            roles=roles,
            signing_key=signing_key,
        )
        with self.store.write() as connection:
            meta.save(connection, place)

    def service(self, user: str) -> RecordService:
        """What a person at the keyboard works with."""
        with self.store.read() as connection:
            place = meta.load_place(connection)
        return RecordService(Context(self.store, self.clock, user, place))

    def sync(self, api: SyncApi, rng: random.Random) -> SyncResult:
        """One session, with batches and pages of some size."""
        engine = SyncEngine(self.store, lambda: api, self.clock)
        engine._pace = Pace(
            push=BatchSize(most=rng.choice((1, 2, 3, 2000))),
            page=BatchSize(bytes=rng.choice((LEAST, LARGEST))),
        )
        return engine.run()

    def set_clock(self, rng: random.Random, *, jump: bool) -> None:
        """A clock that is wrong by years; without `jump` only the dice move."""
        days = rng.randrange(-3650, 3650)
        if jump:
            self.clock.moment = dt.datetime(2026, 3, 15, tzinfo=dt.UTC) + dt.timedelta(days=days)

    # ---- what is on it ---------------------------------------------------------------------

    def fresh_rows(self) -> list[Mutation]:
        """The edits that came into the outbox since the truth last looked."""
        with self.store.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT n, body FROM outbox WHERE n > ? ORDER BY n", (self.noted,)
            ).all()
        self.noted = max((n for n, _ in rows), default=self.noted)
        return [_mutation(body) for _, body in rows]

    def living(self) -> list[tuple[str, str, str]]:
        """(id, root, kind) of every record on the screen."""
        with self.store.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT id, root, kind FROM record WHERE deleted = 0 ORDER BY n"
            )
            return [(rid, root, kind) for rid, root, kind in rows]

    def deleted(self) -> list[str]:
        """The records in the bin."""
        with self.store.read() as connection:
            return list(
                connection.exec_driver_sql("SELECT id FROM record WHERE deleted = 1 ORDER BY n").scalars()
            )

    def sight(self, record: str) -> Sight:
        """What its user has before the eyes."""
        with self.store.read() as connection:
            shown = connection.exec_driver_sql(
                "SELECT coalesce(shown, data) FROM record WHERE id = ?", (record,)
            ).scalar()
            base = records.bases(connection, [record]).get(record)
            unsent = pending.unsent_of(connection, [record]).get(record, [])
        versions: dict[str, dict[str, Value]] = {}
        for name, value in base.data.items() if base else ():
            rivals = base.heads.get(name, {}) if base else {}
            for version in base.versions(name) if base else ():
                versions.setdefault(name, {})[version] = rivals[version].value if rivals else value
        for each in unsent:
            for name, value in each.mutation.set.items():
                versions.setdefault(name, {})[each.mutation.id] = value
        return Sight(msgspec.json.decode(shown) if shown else {}, versions)

    def bases(self) -> dict[str, Base]:
        """Its copies of the server's records."""
        with self.store.read() as connection:
            ids = connection.exec_driver_sql("SELECT id FROM record WHERE seq > 0").scalars().all()
            return records.bases(connection, ids)

    def outbox(self) -> list[tuple[str, Mutation]]:
        """(state, edit) of everything that it would hand in again."""
        with self.store.read() as connection:
            return [
                (state, _mutation(body))
                for state, body in connection.exec_driver_sql("SELECT state, body FROM outbox ORDER BY n")
            ]

    def salvage(self) -> list[tuple[str, Version]]:
        """(state, version) of everything that it would give back."""
        with self.store.read() as connection:
            return [
                (state, _version(body))
                for state, body in connection.exec_driver_sql("SELECT state, body FROM salvage ORDER BY n")
            ]

    def progress(self) -> Progress:
        """Where its exchange stands."""
        with self.store.read() as connection:
            return meta.load_progress(connection)

    def holders(self) -> dict[str, set[str]]:
        """The partitions through which each root is held."""
        found: dict[str, set[str]] = {}
        with self.store.read() as connection:
            for root, part in connection.exec_driver_sql("SELECT root, part FROM holder"):
                found.setdefault(root, set()).add(part)
        return found
