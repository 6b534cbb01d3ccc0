"""The records that a paper is made of, and the only way in which a paper looks into them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cicdesk.domain.names import office_key
from cicdesk.reports.papers.declared import Naming, Paper
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import Value


@dataclass(frozen=True, slots=True)
class Material:
    """What was gathered for one paper: records by role, and the names of staff and offices."""

    records: Mapping[str, tuple[Snapshot, ...]]
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Users by their name, offices by `office_key`."""
    day: str = ""
    """The day of a paper that is about a whole day."""
    office: str = ""
    """The office that prints, where neither the record nor its client names one."""


class FieldNotDeclared(LookupError):
    """A paper asked for a field that its declaration does not name: a fault of ours, found by its test."""


class Look:
    """One record as a paper may see it: the fields that the paper's declaration names, and no others."""

    def __init__(self, paper: Paper, role: str, record: Snapshot | None) -> None:
        self._allowed = frozenset(paper.reads.get(role, ()))
        self._role = role
        self._record = record
        self.number = record.number if record else ""

    def __bool__(self) -> bool:
        return self._record is not None

    @property
    def id(self) -> str:
        """The record's id; empty where there is none."""
        return str(self._record.id) if self._record else ""

    def __getitem__(self, name: str) -> Value:
        if name not in self._allowed:
            raise FieldNotDeclared(f"{self._role}.{name}")
        return self._record.values.get(name) if self._record else None

    def text(self, name: str) -> str:
        """What a field holds, as text; empty where it holds nothing."""
        value = self[name]
        return "" if value is None or isinstance(value, (list, dict, bool)) else str(value)

    def items(self, name: str) -> list[Mapping[str, Value]]:
        """The elements of a repeating group, in their order where they have one."""
        value = self[name]
        found = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
        return sorted(found, key=_order)

    def codes(self, name: str) -> list[str]:
        """The codes of a set."""
        value = self[name]
        return [str(each) for each in value] if isinstance(value, list) else []

    def group(self, name: str) -> Mapping[str, Value]:
        """A group of fields; empty where nothing was entered."""
        value = self[name]
        return value if isinstance(value, dict) else {}


class Looking:
    """The looks into all records of one paper."""

    def __init__(self, paper: Paper, material: Material) -> None:
        self.paper = paper
        self.material = material
        self.main = self.one("main")

    def one(self, role: str) -> Look:
        """The record of that role; an empty look where there is none."""
        found = self.material.records.get(role, ())
        return Look(self.paper, role, found[0] if found else None)

    def all(self, role: str) -> list[Look]:
        """Every record of that role."""
        return [Look(self.paper, role, each) for each in self.material.records.get(role, ())]

    def user(self, name: str) -> str:
        """A member of staff by their own name."""
        return self.material.names.get(name, name)

    def office(self, code: str) -> str:
        """An office by its name."""
        return self.material.names.get(office_key(code), code)


def full_name(look: Look) -> str:
    """The name as in documents."""
    return " ".join(filter(None, (look.text("given_names"), look.text("family_name"))))


def named(look: Look, naming: Naming) -> str:
    """The name of someone who receives support, as far as the paper may say it."""
    if naming is Naming.FULL:
        return full_name(look)
    if naming is Naming.INITIAL:
        family = look.text("family_name")
        return " ".join(filter(None, (look.text("given_names"), f"{family[0]}." if family else "")))
    return ""


def _order(item: Mapping[str, Value]) -> int:
    order = item.get("order")
    return order if isinstance(order, int) else 1_000
