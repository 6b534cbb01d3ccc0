"""What is written when several records belong together."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from cicdesk.schema.problems import Problem
from cicdesk.schema.values import Values


@dataclass(frozen=True, slots=True)
class Write:
    """One of several records that are written together."""

    kind: str
    record: str
    """Its id, which the others may name before it is written."""
    values: Values
    new: bool = True
    typed_in: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Fields of the record -> what the form calls them, where it calls them otherwise."""

    def as_typed(self, problem: Problem) -> Problem:
        """A problem with the name that its field has in the form."""
        name, slash, rest = problem.field.partition("/")
        return replace(problem, field=f"{self.typed_in.get(name, name)}{slash}{rest}")
