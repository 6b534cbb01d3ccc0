"""The sync protocol as seen from either side: the server's service is one, the transport another."""

from typing import Protocol

from cicdesk.wire.blobs import Blob, BlobBegin, BlobsAsk, BlobsReply
from cicdesk.wire.messages import Hello, HelloReply, Pull, PullReply, Push, PushReply, Salvage


class SyncApi(Protocol):
    """What a device may ask. The device itself is known from the proof, not from the message."""

    def hello(self, message: Hello) -> HelloReply:
        """First contact, and after trouble."""
        ...

    def push(self, message: Push) -> PushReply:
        """Hand in edits."""
        ...

    def pull(self, message: Pull) -> PullReply:
        """Ask for what is new."""
        ...

    def salvage(self, message: Salvage) -> PushReply:
        """Give back what the server lost."""
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
        """Hand in one piece."""
        ...

    def get(self, name: str, first: int, last: int) -> bytes:
        """The bytes from `first` to `last`, both included."""
        ...
