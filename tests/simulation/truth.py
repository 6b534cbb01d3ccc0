"""What really happened in a history: every edit with what its author had on the screen. No program sees this."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from cicdesk.schema.values import Value
from cicdesk.wire.messages import Mutation

Version = tuple[str, str]
"""One field of one edit: (mutation, field)."""


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit that somebody saw saved."""

    mutation: Mutation
    machine: str
    saw: Mapping[str, frozenset[str]]
    """For each field written: the versions that stood on the screen."""

    @property
    def versions(self) -> frozenset[Version]:
        """What it wrote, field by field."""
        return frozenset((self.mutation.id, name) for name in self.mutation.set)


@dataclass(slots=True)
class Truth:
    """The ledger that the judge reads in the end."""

    edits: dict[str, Edit] = field(default_factory=dict)
    decrees: dict[str, Mutation] = field(default_factory=dict)
    """What the centre itself wrote, in any of its histories."""
    erased: set[str] = field(default_factory=set)
    excused: set[Version] = field(default_factory=set)
    """What no living copy held any more after a disaster: nobody can ask for it."""
    voided: set[Version] = field(default_factory=set)
    """What the promise about the newest backup does not cover: the disk that was to hand it in again is gone."""
    rewound: set[str] = field(default_factory=set)
    """Machines whose disk was set back."""
    gone: set[str] = field(default_factory=set)
    """Machines that were revoked."""
    counts: Counter[str] = field(default_factory=Counter)

    def note(self, edit: Edit) -> None:
        """Remember an edit. Nobody may replace what was not on the screen."""
        for name, bases in edit.mutation.bases.items():
            unseen = set(bases) - edit.saw[name]
            assert not unseen, f"{edit.machine} replaces {sorted(unseen)} of {name} unseen: {edit.mutation}"
        self.edits[edit.mutation.id] = edit

    def value(self, version: str, name: str) -> Value:
        """What was written."""
        return self.mutation(version).set[name]

    def mutation(self, version: str) -> Mutation:
        """An edit, or what the centre wrote."""
        return self.decrees[version] if version in self.decrees else self.edits[version].mutation

    def decreed(self) -> set[Version]:
        """Every field that the centre wrote."""
        return {(m.id, name) for m in self.decrees.values() for name in m.set}

    def root_of(self, version: str) -> str:
        """The file that an edit is in."""
        return self.edits[version].mutation.file

    def all_versions(self) -> set[Version]:
        """Every field of every edit."""
        return {version for edit in self.edits.values() for version in edit.versions}
