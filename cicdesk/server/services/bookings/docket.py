"""Everything that one transaction's decisions look at: records, by the batch first, and what was decided before."""

from collections.abc import Collection

from cicdesk.domain.booking.wishes import KINDS, Stage, Wish, named_by, wish_of
from cicdesk.domain.versions import RecordState
from cicdesk.schema.values import Document, Value
from cicdesk.server.services.accept import Batch
from cicdesk.server.storage import records
from cicdesk.server.storage.engine import Connection
from cicdesk.server.storage.records import Held


class Docket:
    """Records as they are after the batch, each read once."""

    def __init__(self, connection: Connection, batch: Batch) -> None:
        self.connection = connection
        self.batch = batch
        self._read: dict[str, Held | None] = {}

    def read(self, rids: Collection[str]) -> None:
        """Fetch records that will be asked about, in one query."""
        unknown = {rid for rid in rids if rid not in self._read and rid not in self.batch.known.records}
        found = records.load(self.connection, unknown)
        self._read.update({rid: found.get(rid) for rid in unknown})

    def held(self, rid: str) -> Held | None:
        """A record that was read; None if there is none."""
        return self.batch.known.records.get(rid) or self._read.get(rid)

    def find(self, rid: str) -> Document:
        """A record's document, an empty one if it is not there or was deleted."""
        held = self.held(rid)
        return held.state.data if held is not None and not held.state.deleted else {}

    def wish(self, state: RecordState) -> Wish:
        """What a record asks for. What it names has to be read."""
        return wish_of(state.kind, self.document(state), self.find)

    def document(self, state: RecordState) -> dict[str, Value]:
        """A record with the state that counts where several stand beside each other; empty if it was deleted."""
        if state.deleted:
            return {}
        name = KINDS[state.kind].state
        return {**state.data, name: stated(state)}

    def read_for(self, states: Collection[RecordState]) -> None:
        """Fetch what these wishes name."""
        self.read({name for state in states for name in named_by(state.kind, state.data)})

    def waiting(self, rids: list[str]) -> list[tuple[Held, Wish]]:
        """Those of the records that still wait for a place, with what they wait for, in the same order."""
        self.read(rids)
        found = [held for rid in rids if (held := self.held(rid)) and not held.state.deleted]
        self.read_for([held.state for held in found])
        wishes = [(held, self.wish(held.state)) for held in found]
        return [(held, wish) for held, wish in wishes if wish.stage is Stage.WAIT]

    def adopt(self, held: Held) -> None:
        """Make a record that the batch did not touch one that it may write, its root as well."""
        known = self.batch.known.records
        self.read([held.state.root])
        root = self.held(held.state.root)
        known.setdefault(held.state.rid, held)
        if root is not None:
            known.setdefault(held.state.root, root)


def stated(state: RecordState) -> Value:
    """The state that counts: where people and the centre wrote at the same time, that of the people.

    Where people themselves disagree, the current one.
    """
    rules = KINDS[state.kind]
    heads = state.heads.get(rules.state, {})
    said = {str(head.value) for head in heads.values() if head.value not in rules.given}
    return said.pop() if len(said) == 1 else state.data.get(rules.state)


def disputed(state: RecordState) -> bool:
    """Whether people disagree about its state; until they settle it, what was decided stands."""
    rules = KINDS[state.kind]
    heads = state.heads.get(rules.state, {})
    return len({str(head.value) for head in heads.values() if head.value not in rules.given}) > 1
