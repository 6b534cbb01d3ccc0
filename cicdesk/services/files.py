"""Files beside records: adding one, reading it, knowing where its content is."""

import enum
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cicdesk.base.ids import RecordId, new_id
from cicdesk.base.settings import Settings
from cicdesk.domain.media import media_of
from cicdesk.domain.roles import Area
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Values
from cicdesk.services.context import Context
from cicdesk.services.errors import FileDamaged, FileKindRefused, FileNotHere, FileTooLarge, NotAllowed
from cicdesk.services.records import RecordService
from cicdesk.services.writes import Write
from cicdesk.store import blobs, joined, meta, records
from cicdesk.store.blobs import Attached
from cicdesk.store.engine import Connection
from cicdesk.store.errors import DiskFull, RecordNotFound
from cicdesk.wire import blobs as wire

Also = Callable[[RecordId], Iterable[Write]]
"""What is written with a new file, given the id of its record."""
ROOM = 200 << 20
"""Free bytes on the disk below which no file is added, so that text can still be saved."""


class Whereabouts(enum.StrEnum):
    """Where the content of a file is, seen from this laptop."""

    WAITING = "waiting"
    """Here, and not at the centre yet."""
    SENDING = "sending"
    """Here; a part of it is at the centre."""
    SENT = "sent"
    """Here and at the centre."""
    ELSEWHERE = "elsewhere"
    """Still on the laptop that it was added on."""
    AT_CENTRE = "at_centre"
    """At the centre; it can be fetched."""
    COMING = "coming"
    """Somebody waits for it."""
    TROUBLE = "trouble"
    """Something is wrong with it."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A record's file at one moment."""

    record: RecordId
    where: Whereabouts
    percent: int = 0
    """How much has gone or come."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file that is about to be added."""

    data: bytes
    name: str = ""
    """What it was called where it came from; its ending has to agree with its content."""


class FileService:
    """Files of an open profile. What is added is on disk, encrypted, before a method returns."""

    def __init__(self, context: Context, records: RecordService, settings: Path) -> None:
        """`settings`: where the preferences of the profile lie, with the size of the largest file."""
        self._context = context
        self._store = context.store
        self._records = records
        self._settings = settings

    @property
    def largest(self) -> int:
        """Bytes of one file at the most."""
        return Settings.load(self._settings).largest_file << 20

    def add(self, content: Content, values: Values, also: Also | None = None) -> tuple[Snapshot, Changes]:
        """A new attachment; FileTooLarge, FileKindRefused, DiskFull, and what a record can be refused for.

        `also`: what names the new record and is written with it, or not at all.
        """
        self._context.enter(Area.OFFICE)
        media = media_of(content.data, content.name)
        if media is None:
            raise FileKindRefused
        if len(content.data) > self.largest:
            raise FileTooLarge(limit=self.largest >> 20)
        if shutil.disk_usage(self._store.path.parent).free < ROOM:
            raise DiskFull
        name = wire.name_of(content.data)
        self._keep(name, content.data)
        record = RecordId(new_id())
        attachment = Write("attachment", record, {
            **values, "media_type": media.name, "size": len(content.data), "sha256": name,
            "taken_on": self._context.place.name or None,
        })  # fmt: skip
        made, changes = self._records.write_together([attachment, *(also(record) if also else ())])
        with self._store.write() as connection:
            blobs.refresh(connection)
        return made, changes

    def content(self, record: str) -> bytes:
        """The whole file; FileNotHere or FileDamaged if it cannot be had."""
        self._read(record)
        with self._store.read() as connection:
            found = self._of(connection, record)
            data = blobs.content(connection, found.sha256) if found.whole else None
        if data is None:
            raise FileNotHere
        if wire.name_of(data) != found.sha256:
            raise FileDamaged
        return data

    def want(self, record: str) -> FileState:
        """Have a file fetched as soon as there is a line; where it is now."""
        self._read(record)
        with self._store.write() as connection:
            blobs.refresh(connection)
            blobs.want(connection, record)
            return _state(self._of(connection, record))

    def of_person(self, root: str) -> Mapping[RecordId, FileState]:
        """Where the files of a person are, by their records."""
        self._context.enter(Area.OFFICE)
        self._look()
        with self._store.read() as connection:
            files = joined.members(connection, joined.survivor_of(connection, root))
            where = f"a.root IN ({records.marks(len(files))})"
            found = blobs.attached(connection, meta.load_progress(connection).gen, where, files)
        return {RecordId(each.record): _state(each) for each in found}

    def waiting(self) -> int:
        """How many files are here and not at the centre."""
        self._look()
        with self._store.read() as connection:
            gen = meta.load_progress(connection).gen
            return sum(each.whole for each in blobs.attached(connection, gen, "a.settled <> ?", (gen,)))

    def of_record(self, record: str) -> FileState:
        """Where the file of one record is."""
        self._read(record)
        self._look()
        with self._store.read() as connection:
            return _state(self._of(connection, record))

    def _read(self, record: str) -> None:
        """NotAllowed unless the record is seen: who does not see the office sees what is to be prepared."""
        if self._context.rights.narrow:
            try:
                self._records.get(record)
            except RecordNotFound:  # whether there is such a file is not told either
                raise NotAllowed from None

    def _keep(self, name: str, data: bytes) -> None:
        """Piece by piece, so that nobody else who writes has to wait for the whole file."""
        with self._store.read() as connection:
            held = blobs.places(connection, name)
        for place, start in enumerate(range(0, len(data), wire.PIECE)):
            if place not in held or start == 0:
                piece = data[start : start + wire.PIECE]
                with self._store.write() as connection:
                    blobs.keep_piece(connection, name, len(data), place, piece, self._context.now())

    def _look(self) -> None:
        """Note records that came by sync; writes only where there are such."""
        with self._store.read() as connection:
            behind = blobs.is_behind(connection)
        if behind:
            with self._store.write() as connection:
                blobs.refresh(connection)

    def _of(self, connection: Connection, record: str) -> Attached:
        found = blobs.of_record(connection, meta.load_progress(connection).gen, record)
        if found is None:
            raise RecordNotFound
        return found


def _state(each: Attached) -> FileState:
    record, percent = RecordId(each.record), 0
    if each.why:
        where = Whereabouts.TROUBLE
    elif each.whole:
        where = Whereabouts.SENT if each.settled else Whereabouts.WAITING
        if not each.settled and each.sent:
            where, percent = Whereabouts.SENDING, 100 * each.sent // max(1, each.pieces)
    elif each.wanted:
        where, percent = Whereabouts.COMING, 100 * each.held // max(1, each.pieces)
    else:
        where = Whereabouts.AT_CENTRE if each.settled else Whereabouts.ELSEWHERE
    return FileState(record, where, percent)
