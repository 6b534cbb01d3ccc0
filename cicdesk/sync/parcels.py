"""A batch of edits as it will travel, and how much of it may travel beside another."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from cicdesk.schema.records import SCHEMA
from cicdesk.store.pending import Waiting
from cicdesk.wire.messages import Mutation, Push

_END = 50
"""So many edits wait for the last message, which asks what is new."""
_WORTH = 100
"""So many edits are worth a message before it."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A batch as it will travel."""

    batch: list[Waiting]
    mutations: list[Mutation]
    cursors: dict[str, int] | None
    names: int | None
    likely: list[int] | None = None

    @property
    def size(self) -> int:
        """Bytes of JSON, about."""
        return sum(len(each.body) for each in self.batch)

    @property
    def touched(self) -> AbstractSet[str]:
        """The files and records that it writes to."""
        return {each.root for each in self.batch} | {each.record for each in self.batch}

    def beside(self, other: "Parcel") -> "Parcel | None":
        """As much of it, from its beginning, as shares nothing with the other; None where that is less than half."""
        taken = other.touched
        free = next((i for i, w in enumerate(self.batch) if w.root in taken or w.record in taken), None)
        if free is None:
            return self
        if 2 * free < len(self.batch):
            return None
        return Parcel(self.batch[:free], self.mutations[:free], None, None)

    def without_its_end(self) -> "Parcel | None":
        """All but the last few edits, with no question; None where that is not worth a message of its own.

        The last message has to wait until all others are answered. The less is in it, the less waits.
        """
        first = len(self.batch) - _END
        return Parcel(self.batch[:first], self.mutations[:first], None, None) if first >= _WORTH else None

    def message(self, epoch: int | None, known: list[int] | None, beside: str = "") -> Push:
        """The message, naming the newest commit that was answered, and an edit of the message still under way."""
        return Push(
            schema=SCHEMA,
            epoch=epoch,
            known=known,
            muts=self.mutations,
            cursors=self.cursors,
            names=self.names,
            likely=self.likely,
            beside=beside,
        )
