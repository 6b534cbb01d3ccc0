"""What is shown of people whose files are one, from their copies and unsent edits. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from cicdesk.domain.merging.decisions import Decision
from cicdesk.domain.merging.overlay import landed, living, same, shown_with
from cicdesk.domain.merging.sides import OVER, Side
from cicdesk.domain.merging.standing import Known, standing, top_of
from cicdesk.schema.documents import register_of
from cicdesk.schema.snapshot import Rival
from cicdesk.schema.values import Value
from cicdesk.store.projection import (
    Base,
    Shown,
    Standing,
    Unsent,
    document_shown,
    is_item,
    project,
    title_of,
)
from cicdesk.wire.messages import Head

ALIASES = "_aliases"
"""Numbers for people of the files that became part of this one, in what is shown of it; search finds them."""


@dataclass(frozen=True, slots=True)
class Landed:
    """What somebody wrote into a file without knowing that it had become part of another."""

    person: str
    """The file that it was written into."""
    field: str
    value: Value
    user: str
    at: int
    place: str


@dataclass(slots=True)
class Family:
    """People who are linked by decisions, and which of these stand."""

    copies: Mapping[str, Base]
    unsent: Mapping[str, Sequence[Unsent]]
    stands: Mapping[str, Decision]
    sides: dict[str, Side] = field(default_factory=dict)

    def own(self, person: str) -> Side:
        """A person's file by itself."""
        if person not in self.sides:
            self.sides[person] = side_of(self.copies[person], self.unsent.get(person, ()))
        return self.sides[person]

    def lent(self, person: str) -> Iterator[tuple[Decision, Side, Side]]:
        """What each file that became part of this one lends it, the oldest decision first.

        With the decision come this person's file before it and the other one, each with what itself was lent.
        """
        side = self.own(person)
        for each in sorted(self.stands.values(), key=lambda decision: decision.merge):
            if each.survivor == person:
                other = self.shown(each.absorbed)
                yield each, side, other
                side = shown_with(side, other, each)

    def shown(self, person: str) -> Side:
        """A person's file with everything that it was lent."""
        side = self.own(person)
        for decision, before, other in self.lent(person):
            side = shown_with(before, other, decision)
        return side

    def parts(self, person: str) -> list[str]:
        """The files that are shown in this one."""
        return sorted(each for each in self.stands if top_of(each, self.stands) == person)

    def over(self, person: str, names: Iterable[str]) -> dict[str, Value]:
        """What to write beside these registers, so that it is known which values of the other files they replace."""
        own = self.own(person)
        found: dict[str, Value] = {}
        for name in names:
            seen = {v for _d, side, lent in self.lent(person) for v in living(side, lent, name)}
            if seen:
                found[OVER + name] = [*sorted(seen | own.over(name))]
        return found

    def twins(self, person: str, written: Mapping[str, Value]) -> dict[str, Value]:
        """Items of the other files that say the same as one that is removed now: they were shown as one."""
        own = self.shown(person)
        gone = {
            (register_of(name)[0], same(own.value(name)))
            for name, value in written.items()
            if value is None and isinstance(own.value(name), dict)
        }
        lent = {name: side.value(name) for _d, _own, side in self.lent(person) for name in side.heads}
        return {
            name: None
            for name, value in lent.items()
            if name not in written and isinstance(value, dict) and (register_of(name)[0], same(value)) in gone
        }

    def landed(self, person: str) -> list[Landed]:
        """What was written into the other files without knowing, and not replaced since."""
        return [
            Landed(decision.absorbed, name, head.value, head.user, head.at, head.place)
            for decision, side, lent in self.lent(person)
            for name, head in landed(side, lent, decision)
        ]


def family_from(
    copies: Mapping[str, Base], unsent: Mapping[str, Sequence[Unsent]], decisions: Iterable[Decision]
) -> Family:
    """The family of these people."""
    people = {
        person: Known(project(copy, unsent.get(person, ())).deleted, _into(copy))
        for person, copy in copies.items()
    }  # fmt: skip
    return Family(copies, unsent, standing(decisions, people))


def _into(copy: Base) -> str:
    value = copy.data.get("merged_into")
    return value if isinstance(value, str) else ""


def side_of(copy: Base, unsent: Sequence[Unsent]) -> Side:
    """A person's registers with every head, the unsent ones included."""
    side = Side(copy.id)
    for name, value in copy.data.items():
        if name.startswith("_") and not name.startswith(OVER):
            continue
        held = copy.heads.get(name)
        version = copy.ver.get(name, copy.id)
        side.heads[name] = dict(held or {version: Head(value=value, user=copy.by, at=copy.at)})
        side.current[name] = _shown_one(name, side.heads[name], version)
    for each in unsent:
        _lay(side, each)
    return side


def _shown_one(name: str, heads: Mapping[str, Head], version: str) -> str:
    """Elements of sets whose heads differ are read as present (store/projection.py)."""
    if len(heads) > 1 and register_of(name)[1]:
        return max((each for each in heads if heads[each].value), default=version)
    return version


def _lay(side: Side, unsent: Unsent) -> None:
    edit = unsent.mutation
    for name, value in edit.set.items():
        if name.startswith("_") and not name.startswith(OVER):
            continue
        heads = side.heads.setdefault(name, {})
        for base in edit.bases.get(name, ()):
            heads.pop(base, None)
        heads[edit.id] = Head(value=value, user=edit.user, at=edit.at)
        side.current[name] = edit.id


def shown_of(family: Family, copy: Base) -> Shown:
    """What the columns of one of these people hold."""
    edits = family.unsent.get(copy.id, ())
    plain = project(copy, edits)
    if copy.id in family.stands:
        quiet = Standing.WAITING if edits else Standing.SENT
        return msgspec.structs.replace(
            plain, standing=quiet if plain.standing is Standing.CONFLICT else plain.standing
        )
    parts = family.parts(copy.id)
    if not parts:
        return plain
    side = family.shown(copy.id)
    document = {**document_shown(copy, edits), **side.document(), ALIASES: _aliases(family, parts)}
    return msgspec.structs.replace(
        plain, document=document, title=title_of(copy.kind, document), standing=_standing(plain, side, edits)
    )


def _aliases(family: Family, parts: Iterable[str]) -> list[Value]:
    return [number for part in parts if (number := family.own(part).text("number"))]


def _standing(plain: Shown, side: Side, edits: Sequence[Unsent]) -> Standing:
    if plain.standing is Standing.ATTENTION:
        return plain.standing
    if rivals_in(side):
        return Standing.CONFLICT
    return Standing.WAITING if edits else Standing.SENT


def rivals_in(side: Side) -> dict[str, tuple[Rival, ...]]:
    """The registers with several different values that nobody has decided between."""
    asking: dict[str, tuple[Rival, ...]] = {}
    for name, heads in side.heads.items():
        if len(heads) < 2 or name.startswith("_") or (register_of(name)[1] and not is_item(heads)):  # noqa: PLR2004  several
            continue
        if len({repr(head.value) for head in heads.values()}) > 1:
            asking[name] = tuple(
                Rival(v, heads[v].value, heads[v].user, heads[v].at, heads[v].place) for v in sorted(heads)
            )
    return asking
