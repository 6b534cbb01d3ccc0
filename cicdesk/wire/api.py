"""The sync protocol as seen from either side: the server's service is one, the transport another."""

from typing import Protocol

from cicdesk.wire.blobs import Blob, BlobBegin, BlobsAsk, BlobsReply
from cicdesk.wire.messages import Hello, HelloReply, Pull, PullReply, Push, PushReply, Salvage


class SyncApi(Protocol):
    """What a device may ask. The device itself is known from the proof, not from the message."""

    def hello(self, message: Hello) -> HelloReply:
        """Who the server takes the device for: its persons, partitions and orders."""
        ...

    def push(self, message: Push) -> PushReply:
        """What became of each edit, in the order of the message; with cursors, the first page of a pull as well.

        May be repeated: an edit counts once, by its id.
        """
        ...

    def pull(self, message: Pull) -> PullReply:
        """What is new above the cursors, page by page; empty where nothing is."""
        ...

    def salvage(self, message: Salvage) -> PushReply:
        """What became of versions that the server lost and the device gives back."""
        ...


class BlobApi(Protocol):
    """What a device may ask about files."""

    def ask(self, message: BlobsAsk) -> BlobsReply:
        """Of which records the file is at the server."""
        ...

    def begin(self, name: str, message: BlobBegin) -> Blob:
        """Announce a file; what is missing of it."""
        ...

    def put(self, name: str, place: int, data: bytes) -> Blob:
        """Hand in the piece of that place, counted from 0; what is still missing of the file."""
        ...

    def get(self, name: str, first: int, last: int) -> bytes:
        """The bytes from `first` to `last`, both included."""
        ...
