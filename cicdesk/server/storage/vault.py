"""The vault: whole files under the hash of their content, and pieces of those that are still coming."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from cicdesk.server.settings import Settings
from cicdesk.server.storage.shelves import FolderShelf, Shelf
from cicdesk.wire import blobs

_WHOLE, _PARTS = "whole", "parts"
_BUCKET = "s3://"


class Vault:
    """Content on a shelf. Who may read it is not decided here."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def holds(self, name: str, size: int) -> bool:
        """Whether the file is here whole, as the shelf says at this moment."""
        return self._shelf.size(_place(name)) == size

    def read(self, name: str, first: int, last: int) -> bytes:
        """A part of a whole file; FileNotFoundError if it is not here."""
        return self._shelf.get(_place(name), first, last)

    def keep_piece(self, name: str, size: int, place: int, data: bytes) -> None:
        """One piece of a file of that size; whoever lies about the size stays among themselves."""
        self._shelf.put(f"{_PARTS}/{name}/{size}/{place}", data)

    def pieces(self, name: str, size: int) -> set[int]:
        """The numbers of the pieces that are here whole."""
        below = f"{_PARTS}/{name}/{size}/"
        return {int(each.rpartition("/")[2]) for each in self._shelf.names(below)}

    def join(self, name: str, size: int, hear: Callable[[bytes], None]) -> bool:
        """Make the file of its pieces, few of them in memory; `hear` is given one after the other.

        False if they are not what the name says: then all have to come again. FileNotFoundError if one is not here.
        """
        content = _Content(self._shelf, f"{_PARTS}/{name}/{size}", size, hear)
        try:
            self._shelf.put_pieces(_place(name), content.pieces(name))
        except Exception:  # whatever the shelf makes of it
            if content.lacks:
                raise FileNotFoundError from None
            if not content.wrong:
                raise
        self.drop_pieces(name)
        return not content.wrong

    def hear(self, name: str, size: int, hear: Callable[[bytes], None]) -> None:
        """Read a whole file piece by piece; FileNotFoundError if it is not here."""
        for place in range(blobs.pieces_of(size)):
            first = place * blobs.PIECE
            hear(self._shelf.get(_place(name), first, first + blobs.piece_length(size, place) - 1))

    def drop_pieces(self, name: str) -> None:
        """Forget what came of a file so far."""
        for each in list(self._shelf.names(f"{_PARTS}/{name}/")):
            self._shelf.remove(each)

    def destroy(self, name: str) -> None:
        """The file and every piece of it are gone when this returns."""
        self._shelf.remove(_place(name))
        self.drop_pieces(name)

    def names(self) -> Iterator[str]:
        """The names of all files, those of which only pieces are here among them."""
        for each in self._shelf.names(f"{_WHOLE}/"):
            yield each.rpartition("/")[2]
        yield from {each.split("/")[1] for each in self._shelf.names(f"{_PARTS}/")}


class _WrongContent(Exception):
    """The pieces together are not the file."""


class _Content:
    """What is made of pieces, read once."""

    def __init__(self, shelf: Shelf, below: str, size: int, hear: Callable[[bytes], None]) -> None:
        self._shelf = shelf
        self._below = below
        self._size = size
        self._hear = hear
        self.lacks = False
        self.wrong = False

    def pieces(self, name: str) -> Iterator[bytes]:
        """All in their order; breaks off if one is missing, or if all together are not what the name says."""
        whole = hashlib.sha256()
        for place in range(blobs.pieces_of(self._size)):
            data = self._piece(place)
            whole.update(data)
            self._hear(data)
            yield data
        if whole.hexdigest() != name:
            self.wrong = True
            raise _WrongContent

    def _piece(self, place: int) -> bytes:
        try:
            return self._shelf.get(f"{self._below}/{place}", 0, blobs.piece_length(self._size, place) - 1)
        except FileNotFoundError:
            self.lacks = True
            raise


def _place(name: str) -> str:
    return f"{_WHOLE}/{name[:2]}/{name}"


def open_vault(settings: Settings) -> Vault | None:
    """The vault that the administrator named; None if there is none."""
    if not settings.files:
        return None
    if settings.files.startswith(_BUCKET):
        from cicdesk.server.storage.bucket import BucketShelf  # noqa: PLC0415  20 MB that a folder does not need

        return Vault(BucketShelf(settings.files, settings.s3_endpoint))
    return Vault(FolderShelf(Path(settings.files)))
