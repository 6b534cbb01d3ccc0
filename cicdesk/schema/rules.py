"""When a field is asked for: small expressions over the record's values, as data."""

from dataclasses import dataclass

from cicdesk.schema.values import REFUSALS, Value, Values, is_blank


@dataclass(frozen=True, slots=True)
class Is:
    """The field holds this value; of a set: the value is among its elements."""

    field: str
    value: Value

    def holds(self, values: Values) -> bool:
        """Whether it is so for these values."""
        held = values.get(self.field)
        return self.value in held if isinstance(held, list) else held == self.value

    def fields(self) -> frozenset[str]:
        """The fields it looks at."""
        return frozenset({self.field})


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field holds (or its set contains) one of these values."""

    field: str
    values: tuple[str, ...]

    def holds(self, values: Values) -> bool:
        """Whether it is so for these values."""
        held = values.get(self.field)
        return any(v in self.values for v in held) if isinstance(held, list) else held in self.values

    def fields(self) -> frozenset[str]:
        """The fields it looks at."""
        return frozenset({self.field})


@dataclass(frozen=True, slots=True)
class Given:
    """The field holds an answer; that there is none holds nothing."""

    field: str

    def holds(self, values: Values) -> bool:
        """Whether it is so for these values."""
        value = values.get(self.field)
        return not is_blank(value) and not (isinstance(value, str) and value in REFUSALS)

    def fields(self) -> frozenset[str]:
        """The fields it looks at."""
        return frozenset({self.field})


@dataclass(frozen=True, slots=True)
class Not:
    """The rule does not hold."""

    rule: "Rule"

    def holds(self, values: Values) -> bool:
        """Whether it is so for these values."""
        return not self.rule.holds(values)

    def fields(self) -> frozenset[str]:
        """The fields it looks at."""
        return self.rule.fields()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the rules holds."""

    rules: tuple["Rule", ...]

    def holds(self, values: Values) -> bool:
        """Whether it is so for these values."""
        return any(rule.holds(values) for rule in self.rules)

    def fields(self) -> frozenset[str]:
        """The fields they look at."""
        return frozenset().union(*(rule.fields() for rule in self.rules))


Rule = Is | OneOf | Given | Not | AnyOf
