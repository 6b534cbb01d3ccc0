"""Where the content of files lies: named bytes in a folder, or in a bucket (storage/bucket.py)."""

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from cicdesk.server.storage.engine import Busy

_NEW = ".new"


class Shelf(Protocol):
    """Named bytes. A name consists of safe words and slashes; what is put is there whole or not at all."""

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes under a name, in place of earlier ones; on disk when this returns."""
        ...

    def put_pieces(self, name: str, pieces: Iterable[bytes]) -> None:
        """The same with what comes piece by piece, few of them in memory; nothing is kept if it breaks off."""
        ...

    def get(self, name: str, first: int, last: int) -> bytes:
        """The bytes from `first` to `last`, both included; FileNotFoundError if there are none."""
        ...

    def size(self, name: str) -> int:
        """How many bytes lie under the name; -1 if it is not there."""
        ...

    def names(self, prefix: str) -> Iterator[str]:
        """Every name below a prefix."""
        ...

    def remove(self, name: str) -> None:
        """Destroy what lies under the name, if anything does."""
        ...


class FolderShelf:
    """A folder of this computer, or one that the workers of several share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, data: bytes) -> None:
        """As one piece."""
        self.put_pieces(name, (data,))

    def put_pieces(self, name: str, pieces: Iterable[bytes]) -> None:
        """Written beside its place, waited for, then moved there."""
        place = self._folder / name
        fresh = place.with_name(f"{place.name}.{secrets.token_hex(4)}{_NEW}")
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with fresh.open("xb") as out:
                for each in pieces:
                    out.write(each)
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(place)
            _wait_for(place.parent)
        except OSError as error:  # a full disk, or a folder that is being emptied at this moment
            raise Busy from error
        finally:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)

    def get(self, name: str, first: int, last: int) -> bytes:
        """Read a part."""
        with (self._folder / name).open("rb") as content:
            content.seek(first)
            return content.read(last - first + 1)

    def size(self, name: str) -> int:
        """As the disk has it."""
        try:
            return (self._folder / name).stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return -1

    def names(self, prefix: str) -> Iterator[str]:
        """Half-written ones are no names."""
        for place in (self._folder / prefix).rglob("*"):
            if place.suffix != _NEW and place.is_file():
                yield place.relative_to(self._folder).as_posix()

    def remove(self, name: str) -> None:
        """With folders that become empty."""
        place = self._folder / name
        place.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            while place.parent != self._folder:
                place = place.parent
                place.rmdir()


def _wait_for(folder: Path) -> None:
    """A name is safe once its folder is on disk, where the system can say so."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
