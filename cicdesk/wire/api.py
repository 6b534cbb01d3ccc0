"""The sync protocol as seen from either side: the server's service is one, the transport another."""

from typing import Protocol

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
