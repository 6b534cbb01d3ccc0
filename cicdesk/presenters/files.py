"""The files of a person: adding, seeing where each is, opening, fetching, saving a copy."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import N_, _
from cicdesk.base.ids import RecordId
from cicdesk.domain.media import JPEG, media_of
from cicdesk.presenters.desk import (
    Content,
    Desk,
    FileKindRefused,
    FileState,
    FileTooLarge,
    Whereabouts,
)
from cicdesk.presenters.runner import Lane, Runner
from cicdesk.presenters.timeline import happened_at
from cicdesk.presenters.words import decimal_words, moment_words, value_words
from cicdesk.schema.attachment import ATTACHMENT, FARTHEST, LARGEST
from cicdesk.schema.snapshot import Changes, Snapshot

READ_AT_MOST = FARTHEST
"""Bytes of a picture before it is made smaller."""

_WORDS = {
    Whereabouts.WAITING: N_("on this laptop, waits to be sent"),
    Whereabouts.SENDING: N_("being sent, {percent} %"),
    Whereabouts.SENT: N_("sent"),
    Whereabouts.ELSEWHERE: N_("still on laptop {laptop}"),
    Whereabouts.AT_CENTRE: N_("at the centre"),
    Whereabouts.COMING: N_("being fetched, {percent} %"),
    Whereabouts.TROUBLE: N_("needs attention"),
}
_TONES = {
    Whereabouts.SENT: "success",
    Whereabouts.ELSEWHERE: "warning",
    Whereabouts.TROUBLE: "danger",
}
_UNITS = ((1 << 20, N_("{size} MB")), (1 << 10, N_("{size} KB")))
_WHOLE_NUMBERS = 10


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file as a line."""

    id: RecordId
    title: str
    detail: str
    where: str
    tone: str
    here: bool
    """Whether it can be opened at once."""
    fetchable: bool
    media: str


@dataclass(frozen=True, slots=True)
class Found:
    """Something a person wants to add: a file on the disk, or bytes from the clipboard."""

    name: str
    path: Path | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be looked at."""

    id: RecordId
    title: str
    media: str
    picture: object | None
    """What the window shows; None where this program cannot show it."""


class Pictures(Protocol):
    """What can be done with pictures; it runs off the window's thread."""

    def tidy(self, data: bytes) -> bytes | None:
        """As it is kept; None if it cannot be read."""
        ...

    def decode(self, data: bytes) -> object | None:
        """As it is shown; None if it cannot be."""
        ...


class FilesView(Protocol):
    """Who shows the files."""

    def show_files(self, rows: Sequence[FileRow]) -> None:
        """These are the files of the person."""
        ...

    def set_adding(self, *, adding: bool) -> None:
        """A file is being read and made smaller, or that is over."""
        ...

    def show_opened(self, opened: Opened) -> None:
        """Show the content of a file."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Something did not work, and why."""
        ...

    def show_saved(self, name: str) -> None:
        """A copy was saved under that name."""
        ...


class FilesPresenter:
    """The files of the person whose file is open. `published` hears what was added and what is wanted."""

    def __init__(
        self, view: FilesView, desk: Desk, runner: Runner, clock: Clock, pictures: Pictures,
        published: Callable[[Changes], None],
    ) -> None:  # fmt: skip
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._pictures = pictures
        self._published = published
        self._adding = 0
        self._looking = self._again = False
        self.root = RecordId("")

    def open(self, root: RecordId) -> None:
        """Show the files of that person."""
        self.root = root
        self.load()

    def load(self) -> None:
        """Ask again where they are; while an answer is on its way, once more is enough."""
        if self._looking:
            self._again = True
        elif self.root:
            root, self._looking = self.root, True
            self._runner.start(self._view, lambda: (root, self._look(root)), self._show, self._not_shown)

    def changed(self, changes: Changes) -> None:
        """Something was written here, came, or moved on by a piece."""
        if changes.everything or changes.kinds & {"attachment", "files", "sync"}:
            self.load()

    def add(self, found: Found, kind: str, title: str) -> None:
        """Add a file to the person's file; pictures are made smaller first."""
        values = {"person": self.root, "kind": kind, "title": title.strip() or found.name}
        self._adding += 1
        self._view.set_adding(adding=True)

        def work() -> tuple[Snapshot, Changes]:
            return self._desk.files.add(content_of(found, self._pictures, self._desk.files.largest), values)

        self._runner.start(self._view, work, self._added, self._not_added, Lane.FILES)

    def look_at(self, record: RecordId) -> None:
        """Open a file, or have it fetched if it is not here."""
        self._runner.start(
            self._view, lambda: read(self._desk, self._pictures, record), self._opened, None, Lane.FILES
        )

    def fetch(self, record: RecordId) -> None:
        """Have it fetched."""
        self._runner.start(
            self._view, lambda: self._desk.files.want(record), lambda _state: self._wanted(record)
        )

    def remove(self, record: RecordId) -> None:
        """Take a file away for everybody, as one that was added by mistake."""
        self._runner.start(self._view, lambda: self._desk.records.delete(record, ""), self._published)

    def save_copy(self, record: RecordId, path: Path) -> None:
        """Write a readable copy where the person said; nothing protects it there."""

        def work() -> str:
            path.write_bytes(self._desk.files.content(record))
            return path.name

        self._runner.start(self._view, work, self._view.show_saved, None, Lane.FILES)

    def _added(self, made: tuple[Snapshot, Changes]) -> None:
        self._no_longer_adding()
        self._published(made[1])

    def _not_added(self, error: BaseException) -> None:
        self._no_longer_adding()
        self._view.show_error(error)

    def _no_longer_adding(self) -> None:
        self._adding -= 1
        self._view.set_adding(adding=self._adding > 0)

    def _wanted(self, record: RecordId) -> None:
        self._published(Changes(frozenset({record}), frozenset({"files", "wanted"})))

    def _opened(self, opened: Opened) -> None:
        self._view.show_opened(opened)

    def _show(self, found: tuple[RecordId, Sequence[FileRow]]) -> None:
        self._looking = False
        if found[0] == self.root:
            self._view.show_files(found[1])
        if self._again or found[0] != self.root:
            self._again = False
            self.load()

    def _not_shown(self, error: BaseException) -> None:
        self._looking = self._again = False
        self._view.show_error(error)

    def _look(self, root: RecordId) -> Sequence[FileRow]:
        states = self._desk.files.of_person(root)
        if not states:
            return []
        records = [r for r in self._desk.records.in_file(root) if r.id in states]
        now = self._clock.now()
        newest = sorted(records, key=happened_at, reverse=True)
        return [file_row(each, states, now) for each in newest]


def read(desk: Desk, pictures: Pictures, record: RecordId) -> Opened:
    """A file with its content, to be looked at; FileNotHere or FileDamaged if that cannot be had."""
    snapshot, data = desk.records.get(record), desk.files.content(record)
    media = str(snapshot.values.get("media_type") or "")
    picture = pictures.decode(data) if media.startswith("image/") else None
    return Opened(record, str(snapshot.values.get("title") or ""), media, picture)


def content_of(found: Found, pictures: Pictures, largest: int = LARGEST) -> Content:
    """What is added of a file: pictures are made smaller; FileTooLarge, FileKindRefused."""
    if found.path is not None and found.path.stat().st_size > READ_AT_MOST:
        raise FileTooLarge(limit=largest >> 20)
    data = found.path.read_bytes() if found.path is not None else found.data
    media = media_of(data, found.path.name if found.path is not None else "")
    if media is None:
        raise FileKindRefused
    if not media.picture:
        return Content(data, found.name)
    smaller = pictures.tidy(data)
    if smaller is None:
        raise FileKindRefused
    return Content(smaller)


def file_row(record: Snapshot, states: Mapping[RecordId, FileState], now: dt.datetime) -> FileRow:
    """A file as a line: what it is, how large, since when, and where."""
    state, values = states[record.id], record.values
    kind = value_words(ATTACHMENT.by_name["kind"], values.get("kind"))
    size = values.get("size")
    told = (kind, size_words(size if isinstance(size, int) else 0), moment_words(happened_at(record), now))
    return FileRow(
        id=record.id,
        title=str(values.get("title") or ""),
        detail="  ·  ".join(filter(None, told)),
        where=where_words(state, str(values.get("taken_on") or "")),
        tone=_TONES.get(state.where, ""),
        here=state.where in {Whereabouts.WAITING, Whereabouts.SENDING, Whereabouts.SENT},
        fetchable=state.where in {Whereabouts.AT_CENTRE, Whereabouts.TROUBLE},
        media=str(values.get("media_type") or ""),
    )


def where_words(state: FileState, laptop: str) -> str:
    """Where a file is, in a few words."""
    if state.where is Whereabouts.ELSEWHERE and not laptop:
        return _("still on the laptop it was added on")
    return _(_WORDS[state.where]).format(percent=state.percent, laptop=laptop)


def size_words(size: int) -> str:
    """A size as people say it: 640 KB, 1.2 MB."""
    for unit, words in _UNITS:
        if size >= unit:
            number = size / unit
            shown = f"{number:.0f}" if number >= _WHOLE_NUMBERS else decimal_words(number)
            return _(words).format(size=shown)
    return _("{size} bytes").format(size=size)


def guessed_kind(found: Found) -> str:
    """What a file probably is: a picture from a camera, or a scanned paper."""
    return "PHOTO" if Path(found.name).suffix.lower() in JPEG.endings else "SCAN"
