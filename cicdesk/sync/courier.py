"""Sync without a line: a package on a stick to any laptop that is online, and its answer back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from cicdesk.base.clock import Clock, from_milliseconds, milliseconds
from cicdesk.base.ids import RecordId
from cicdesk.schema.snapshot import Changes
from cicdesk.store import courier, meta, pending
from cicdesk.store.courier import OnStick
from cicdesk.store.store import Store
from cicdesk.sync import courier_out, sticks
from cicdesk.sync.courier_in import Intake, complete, parse
from cicdesk.sync.errors import (
    BrokenAnswer,
    DeviceRevoked,
    NotToDeliver,
    PackageBroken,
    PackageTooNew,
    ServerBusy,
)
from cicdesk.sync.exchange import Exchange
from cicdesk.wire import packages
from cicdesk.wire.messages import CourierReply
from cicdesk.wire.packages import Label


@dataclass(frozen=True, slots=True)
class Saved:
    """A package that is on the stick now."""

    path: Path
    changes: int
    left: int
    """Changes that did not fit and wait for the next package."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What an answer changed here."""

    pushed: int = 0
    pulled: int = 0
    refused: int = 0
    waiting: int = 0
    """Changes that still wait for the centre's word."""
    more: bool = False
    """The centre has more than the answer could hold."""
    news: bool = True
    """False: newer things were heard meanwhile, and nothing was changed."""
    changes: Changes = field(default_factory=Changes)


class Courier:
    """What a laptop does with packages: its own, and those of others."""

    def __init__(
        self, store: Store, exchange: Exchange, clock: Clock, index: Callable[[], None] = lambda: None
    ) -> None:
        """`index`: called after an answer was taken in, so that search knows what came."""
        self._store = store
        self._exchange = exchange
        self._clock = clock
        self._index = index

    def save(self, folder: Path) -> Saved:
        """Put everything that waits on the stick. It goes on waiting until the answer is taken in."""
        with self._exchange.between_sessions():
            made = courier_out.make(self._store, milliseconds(self._clock.now()))
            with self._store.write() as connection:
                courier.note(connection, made.note)
            path = sticks.write(folder / self._file_name(made.label), made.data)
            with self._store.write() as connection:
                courier.note(connection, msgspec.structs.replace(made.note, written=True))
        return Saved(path, made.note.changes, made.left)

    def deliver(self, path: Path) -> Path:
        """Hand a package in to the centre; the file with the answer, beside it."""
        data = sticks.read(path)
        label = parse(data).label
        if label.kind != packages.ASK:
            raise NotToDeliver
        with self._exchange.between_sessions():
            reply = self._exchange.deliver(data)
        answer = _label_of(_answer_in(reply))
        return sticks.write(path.with_name(self._answer_name(path, answer)), reply.answer)

    def take_in(self, path: Path) -> TakenIn:
        """Take the centre's answer in."""
        package = parse(sticks.read(path))
        with self._exchange.between_sessions():
            intake = Intake(self._store, package)
            try:
                intake.apply()
            finally:
                self._index()
            return self._told(intake)

    def on_sticks(self) -> Sequence[OnStick]:
        """What is on sticks and not known to be at the centre."""
        with self._store.read() as connection:
            return courier.on_sticks(connection)

    def _told(self, intake: Intake) -> TakenIn:
        applied, course = intake.course.applied, intake.course
        with self._store.write() as connection:
            progress = meta.load_progress(connection)
            if intake.news and complete(connection, course, progress):
                at = min(intake.at, milliseconds(self._clock.now()))
                meta.save(
                    connection,
                    msgspec.structs.replace(progress, last_success=max(at, progress.last_success)),
                )
            waiting = pending.counts(connection).get("pending", 0)
        return TakenIn(
            pushed=intake.pushed,
            pulled=applied.pulled,
            refused=applied.refused,
            waiting=waiting,
            more=intake.news and (intake.answer.more or not course.read),
            news=intake.news,
            changes=Changes(frozenset(map(RecordId, applied.records)), frozenset(applied.kinds)),
        )

    def _file_name(self, label: Label) -> str:
        return packages.file_name(label, from_milliseconds(label.at).astimezone().date().isoformat())

    def _answer_name(self, path: Path, label: Label) -> str:
        """Beside its package in the folder's list, whatever the package was renamed to."""
        if path.suffix == packages.SUFFIX:
            return f"{path.stem}-answer{packages.SUFFIX}"
        return self._file_name(label)


def _label_of(answer: bytes) -> Label:
    try:
        return parse(answer).label
    except (PackageBroken, PackageTooNew):
        raise BrokenAnswer from None


def _answer_in(reply: CourierReply) -> bytes:
    match reply.status:
        case "ok":
            return reply.answer
        case "wipe":
            raise DeviceRevoked
        case "busy":
            raise ServerBusy(seconds=reply.retry_after)
        case _:
            raise BrokenAnswer
