"""Frozen records: what crosses layers and threads."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cicdesk.base.ids import RecordId
from cicdesk.schema.values import Value, Values


class SyncState(enum.StrEnum):
    """Where a record stands towards the centre: the four words of the badge."""

    SENT = "sent"
    WAITING = "waiting"
    ATTENTION = "attention"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Rival:
    """One of several values that stand beside each other in a field until a person decides."""

    version: str
    value: Value
    user: str
    at: int
    """Milliseconds since 1970 by the author's clock; for display only."""
    place: str = ""
    """The office and laptop it came from (`KR-L07`); empty where it was written here and is not sent yet."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A record as it was shown at one moment."""

    id: RecordId
    kind: str
    root: RecordId
    values: Values
    number: str = ""
    title: str = ""
    state: SyncState = SyncState.SENT
    conflicts: Mapping[str, tuple[Rival, ...]] = field(default_factory=lambda: MappingProxyType({}))
    changed_by: str = ""
    changed_at: int = 0
    """Milliseconds since 1970 by the author's clock; for display only."""
    deleted: bool = False
    deletion_asked: bool = False
    """Someone deleted it without having seen what is in it now; a person decides."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a use case or a sync changed; each screen decides whether that concerns it."""

    records: frozenset[RecordId] = frozenset()
    kinds: frozenset[str] = frozenset()
    everything: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        """Both."""
        return Changes(
            self.records | other.records, self.kinds | other.kinds, self.everything or other.everything
        )
