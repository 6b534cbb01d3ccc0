"""The answer to a push with its states as they lie in the database."""

import msgspec

from cicdesk.server.services.pages import PullOut, StateOut
from cicdesk.wire.messages import Outcome, PushReply


class PushOut(msgspec.Struct, omit_defaults=True):
    """wire.messages.PushReply of raw states."""

    status: str = "ok"
    epoch: int = 0
    seqs: list[list[int]] = []
    outcomes: dict[int, Outcome] = {}
    states: list[StateOut] = []
    known: list[int] = []
    durable: int = 0
    pull: PullOut | None = None
    time: int = 0
    retry_after: int = 0

    def as_message(self) -> PushReply:
        """The same as the device reads it."""
        return msgspec.json.decode(msgspec.json.encode(self), type=PushReply)
