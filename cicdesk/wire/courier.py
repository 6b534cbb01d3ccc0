"""What is inside a package: a whole session of the protocol in one question, and the answer to it.

The question holds everything that a session would send; the answer holds what a session would have heard,
in the same messages. It is complete in itself, whatever the laptop held when it asked: records come whole.
"""

import msgspec

from cicdesk.wire.messages import PullReply, PushReply, Version


class Asked(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What a laptop without a line has to say."""

    device: str
    package: str
    """Both as on the label; a content cannot be put under another one."""
    answer_to: str
    """The age recipient for this answer alone, made for it and forgotten once it was taken in."""
    schema: int
    epoch: int | None = None
    known: list[int] | None = None
    muts: list[msgspec.Raw] = []
    """The edits (wire.messages.Mutation), each read by itself: one that cannot be read does not stop the others."""
    ids: list[str] = []
    """The id of each."""
    versions: list[Version] = []
    """What the server lost and this laptop still has."""
    places: list[int] = []
    """Numbers of these for the laptop alone; they come back as they are."""
    cursors: dict[str, int] = {}
    want: list[str] = []


class Handed(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What became of a batch of edits."""

    ids: list[str]
    reply: PushReply


class Answered(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What a session would have heard."""

    device: str
    package: str
    handed: list[Handed] = []
    unread: list[str] = []
    """Edits that the centre cannot read."""
    given: PushReply | None = None
    """What became of the versions that were given back."""
    places: list[int] = []
    pulls: list[PullReply] = []
    want: list[str] = []
    """The records that were asked for whole; they are in the first of `pulls`."""
    more: bool = False
    """There is more than an answer holds; the next package brings it."""
