"""The vault: whole files under the hash of their content, and pieces of those that are still coming."""

from collections.abc import Iterator
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

    def keep(self, name: str, content: bytes) -> None:
        """A whole file, in place of its pieces."""
        self._shelf.put(_place(name), content)
        self.drop_pieces(name)

    def keep_piece(self, name: str, size: int, place: int, data: bytes) -> None:
        """One piece of a file of that size; whoever lies about the size stays among themselves."""
        self._shelf.put(f"{_PARTS}/{name}/{size}/{place}", data)

    def pieces(self, name: str, size: int) -> set[int]:
        """The numbers of the pieces that are here whole."""
        below = f"{_PARTS}/{name}/{size}/"
        return {int(each.rpartition("/")[2]) for each in self._shelf.names(below)}

    def joined(self, name: str, size: int) -> bytes:
        """All pieces in their order; FileNotFoundError if one is not here any more."""
        content = bytearray()
        for place in range(blobs.pieces_of(size)):
            length = blobs.piece_length(size, place)
            content += self._shelf.get(f"{_PARTS}/{name}/{size}/{place}", 0, length - 1)
        return bytes(content)

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
