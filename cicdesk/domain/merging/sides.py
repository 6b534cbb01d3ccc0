"""A person's registers with all their heads, as the rules of merging read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.values import Value
from cicdesk.wire.messages import Head

OVER = f"_over{SEPARATOR}"
"""Before the name of a register: which versions of another file's register its writer saw and replaced."""
Heads = Mapping[str, Head]


@dataclass(slots=True)
class Side:
    """One person's file as one side of a merge."""

    id: str
    heads: dict[str, dict[str, Head]] = field(default_factory=dict)
    """Every register with its living versions; those of the protocol's own are left out, except `OVER`."""
    current: dict[str, str] = field(default_factory=dict)
    """The version whose value is shown, where there are several."""

    def value(self, name: str) -> Value:
        """The value that is shown of a register."""
        heads = self.heads.get(name, {})
        if not heads:
            return None
        chosen = self.current.get(name, "")
        return heads[chosen if chosen in heads else min(heads)].value

    def document(self) -> dict[str, Value]:
        """The values that are shown."""
        return {name: self.value(name) for name in self.heads if not name.startswith("_")}

    def over(self, name: str) -> frozenset[str]:
        """Versions of another file's register that somebody replaced by writing this one."""
        told = (head.value for head in self.heads.get(OVER + name, {}).values())
        return frozenset(str(version) for each in told if isinstance(each, list) for version in each)

    def text(self, name: str) -> str:
        """The text of a register; empty where it holds none."""
        value = self.value(name)
        return value if isinstance(value, str) else ""
